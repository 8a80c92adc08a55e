"""A PDF of lines of text and rules, in the two fonts that every reader has: no font is embedded, and no library needed.

The lean server carries neither what the desktop prints with nor Pillow, which the libraries for PDF bring along. ISO 32000-1, 7.5 (the file) and
9.6.2 (the standard fonts); widths are those of Adobe's metrics. Signs beyond cp1252 become '?'.
"""

import zlib

A4 = (595.28, 841.89)  # points
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"
_NAMES = {PLAIN: "F1", BOLD: "F2"}
# Of the signs from the space on, in thousandths of the size.
_WIDTHS = {
    PLAIN: """
    278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556
    1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556
    333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584 350
    556 350 222 556 333 1000 556 556 333 1000 667 333 1000 350 611 350 350 222 222 333 333 350 556 1000 333 1000 500 333 944 350 500
    667 278 333 556 556 556 556 260 556 333 737 370 556 584 333 737 333 400 584 333 333 333 556 537 278 333 333 365 556 834 834 834
    611 667 667 667 667 667 667 1000 722 667 667 667 667 278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667
    611 556 556 556 556 556 556 889 500 556 556 556 556 278 278 278 278 556 556 556 556 556 556 556 584 611 556 556 556 556 500 556
    500
    """,
    BOLD: """
    278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611
    975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556
    333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584 350
    556 350 278 556 500 1000 556 556 333 1000 667 333 1000 350 611 350 350 278 278 500 500 350 556 1000 333 1000 556 333 944 350 500
    667 278 333 556 556 556 556 280 556 333 737 370 556 584 333 737 333 400 584 333 333 333 611 556 278 333 333 365 556 834 834 834
    611 722 722 722 722 722 722 1000 722 667 667 667 667 278 278 278 278 722 722 778 778 778 778 778 584 778 722 722 722 722 667 667
    611 556 556 556 556 556 556 889 556 556 556 556 556 278 278 278 278 611 611 611 611 611 611 611 584 611 611 611 611 611 556 611
    556
    """,
}  # fmt: skip
_WIDTH_OF = {font: dict(enumerate(map(int, widths.split()), 32)) for font, widths in _WIDTHS.items()}


def width(text: str, font: str, size: float) -> float:
    """In points."""
    return sum(_WIDTH_OF[font].get(code, 0) for code in _encoded(text)) * size / 1000


def wrapped(text: str, font: str, size: float, widest: float) -> list[str]:
    """The text in lines of this width; a word that is wider stands in a line of its own."""
    lines, line = list[str](), ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width(longer, font, size) > widest:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line] if line else lines


def fitting(text: str, font: str, size: float, widest: float) -> str:
    """As much of it as fits, with '…' where it goes on."""
    if width(text, font, size) <= widest:
        return text
    while text and width(text + "…", font, size) > widest:
        text = text[:-1]
    return text + "…"


class Pdf:
    """Pages of this size (points), one after the other; what is drawn goes on the last. Colours are '#17242B'."""

    def __init__(self, page_size: tuple[float, float], title: str) -> None:
        self._page_size = page_size
        self._title = title
        self._pages: list[list[str]] = []

    def turn(self) -> int:
        """Begins a page; its number."""
        self._pages.append([])
        return len(self._pages)

    def text(self, x: float, y: float, text: str, font: str, size: float, colour: str) -> None:
        """From x on, on the line at y from the bottom."""
        escaped = _encoded(text).decode("latin-1").replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self._draw(f"{_rgb(colour)} rg BT /{_NAMES[font]} {size:g} Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET")

    def text_to(self, right: float, y: float, text: str, font: str, size: float, colour: str) -> None:
        """So that it ends there."""
        self.text(right - width(text, font, size), y, text, font, size, colour)

    def rule(self, left: float, right: float, y: float, colour: str) -> None:
        self._draw(f"{_rgb(colour)} RG 0.4 w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S")

    def _draw(self, operators: str) -> None:
        self._pages[-1].append(operators)

    def content(self) -> bytes:
        """The whole file."""
        count = len(self._pages)
        kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(count))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R /Lang (id) >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            *(
                f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
                for font in (PLAIN, BOLD)
            ),
            b"<< /Title <" + ("\ufeff" + self._title).encode("utf-16-be").hex().encode() + b"> >>",
        ]
        box = f"0 0 {self._page_size[0]:g} {self._page_size[1]:g}"
        for number, page in enumerate(self._pages):
            drawn = zlib.compress("\n".join(page).encode("latin-1"))
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {7 + 2 * number} 0 R "
                "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
            )
            head = f"<< /Length {len(drawn)} /Filter /FlateDecode >>\nstream\n".encode()
            objects.append(head + drawn + b"\nendstream")
        return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    """The first object is the catalogue, the fifth says what the document is called."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _encoded(text: str) -> bytes:
    printable = "".join(sign if sign.isprintable() else " " for sign in text.replace("≤", "<="))
    return printable.encode("cp1252", "replace")


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))
