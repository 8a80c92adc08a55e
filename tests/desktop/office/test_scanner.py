"""Pages of a scanner become one PDF; what WIA itself does is tried on Windows with a scanner only."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from complaints.errors import Refused
from desktop.office import scanner

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def page(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (1654, 2339), colour).save(out, "JPEG")
    return out.getvalue()


def scanning(pages: Sequence[bytes], ended: int = 0) -> scanner.Run:
    """Stands for PowerShell: writes what a scanner would have."""

    def run(arguments: Sequence[str]) -> int:
        script, folder = Path(arguments[-3]), Path(arguments[-2])
        assert "WIA.CommonDialog" in script.read_text(encoding="utf-8-sig")
        for place, content in enumerate(pages, 1):
            (folder / f"{place:04d}.jpg").write_bytes(content)
        return ended

    return run


def test_pages_become_one_pdf_in_their_order_and_size():
    made = scanner.scan(NOW, scanning([page("red"), page("blue"), page("green")]))
    assert made.name == "pindaian 2026-11-24 09.30.00.pdf"
    document = pypdfium2.PdfDocument(made.content)
    assert len(document) == 3
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    for place, channel in enumerate((0, 2, 1)):
        colour = document[place].render().to_pil().getpixel((9, 9))
        assert isinstance(colour, tuple)
        assert colour[channel] > 100


@pytest.mark.parametrize("ended", [scanner.NO_SCANNER, scanner.CANCELLED, 0, 1])
def test_without_a_page_nothing_is_attached(ended: int):
    with pytest.raises(Refused):
        scanner.scan(NOW, scanning([], ended))


def test_a_broken_picture_is_told():
    with pytest.raises(Refused):
        scanner.scan(NOW, scanning([page("red"), b"\xff\xd8\xff rusak"]))
