"""What other programs say of a PDF: poppler's tools and qpdf; where they are not installed the test is skipped and says so."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def run(program: str, pdf: bytes, *arguments: str) -> str:
    """What the program prints of the PDF on its standard input."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    ended = subprocess.run([program, *arguments], input=pdf, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr.decode(errors="replace")
    return ended.stdout.decode("utf-8")


def text(pdf: bytes) -> str:
    """The text as a reader would copy it, in reading order, without the places where long words may break."""
    return run("pdftotext", pdf, "-layout", "-", "-").replace("\u200b", "")


def words(pdf: bytes) -> str:
    """The text on one line, single spaces between."""
    return " ".join(run("pdftotext", pdf, "-", "-").replace("\u200b", "").split())


def pages(pdf: bytes) -> int:
    told = run("pdfinfo", pdf, "-")
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


def page_size_mm(pdf: bytes) -> tuple[int, int]:
    told = run("pdfinfo", pdf, "-")
    parts = next(line.split() for line in told.splitlines() if line.startswith("Page size:"))
    return round(float(parts[2]) * 25.4 / 72), round(float(parts[4]) * 25.4 / 72)


def right_edges(pdf: bytes) -> list[float]:
    """Where each word ends, in points from the left edge of its page."""
    return [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', run("pdftotext", pdf, "-bbox", "-", "-"))]


def qpdf(pdf: bytes, *arguments: str) -> bytes:
    """What qpdf, which reads files only, prints of the PDF; it must find no fault."""
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    with TemporaryDirectory() as place:
        file = Path(place) / "checked.pdf"
        file.write_bytes(pdf)
        ended = subprocess.run(["qpdf", *arguments, str(file)], capture_output=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def assert_sound(pdf: bytes) -> None:
    """qpdf finds no fault, and every font is embedded with a map to Unicode."""
    qpdf(pdf, "--check")
    fonts = run("pdffonts", pdf, "-").splitlines()[2:]
    assert fonts
    for font in fonts:
        embedded, _subset, unicode = font.split()[-5:-2]
        assert (embedded, unicode) == ("yes", "yes"), font


def codes(pdf: bytes) -> list[str]:
    """The QR codes on the first page, read by another library."""
    import zxingcpp
    from PIL import Image

    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not installed")
    ended = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-f", "1", "-l", "1", "-"],
        input=pdf,
        capture_output=True,
        check=True,
        timeout=60,
    )
    return [found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(ended.stdout)))]
