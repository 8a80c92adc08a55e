"""The papers of a village office, in millimetres: F4 ('folio', 215×330) is what its printers are filled with."""

from typing import Literal

from desktop.wording.translation import tr

Paper = Literal["a4", "f4", "a5", "half", "roll58", "roll80"]
SheetPaper = Literal["a4", "f4"]

# Width and height; a receipt printer's roll is as long as the receipt, so its height is 0.
SIZES: dict[Paper, tuple[int, int]] = {
    "a4": (210, 297),
    "f4": (215, 330),
    "a5": (148, 210),
    "half": (215, 165),
    "roll58": (58, 0),
    "roll80": (80, 0),
}
SHEETS: tuple[SheetPaper, ...] = ("f4", "a4")
DISPOSITION_PAPERS: tuple[Paper, ...] = ("f4", "half", "a4")
POSTER_PAPERS: tuple[Paper, ...] = ("a4", "a5", "f4")
RECEIPT_PAPERS: tuple[Paper, ...] = ("a5", "roll58", "roll80", "a4", "f4")


def paper_name(paper: Paper) -> str:
    """'F4 (folio) · 215×330 mm'."""
    names = {
        "f4": tr("F4 (folio)"), "a4": "A4", "a5": tr("A5 (setengah)"), "half": tr("Setengah folio"), "roll58": tr("Struk 58 mm"), "roll80": tr("Struk 80 mm"),
    }  # fmt: skip
    width, height = SIZES[paper]
    return names[paper] + (f" · {width}×{height} mm" if height else "")
