"""Puts the pages of a document on a printer, as pictures in the printer's resolution: the paper looks as the preview did."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.documents.pdf_pages import PdfPages
from desktop.screens.documents.page_view import image

MOST_DOTS_PER_INCH = 300


def prepare(printer: QPrinter, pages: PdfPages, title: str) -> None:
    """Sets the printer to the paper of the first page; before its dialog opens."""
    width, height = pages.sizes[0]
    printer.setDocName(title)
    printer.setFullPage(True)
    upright = QSizeF(min(width, height), max(width, height))
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    landscape = width > height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)


def print_pages(printer: QPrinter, pdf: bytes, progress: Callable[[int, int], bool]) -> int:
    """Prints the pages that were chosen; returns how many. Runs outside the GUI thread. Raises Refused when the printer won't."""
    pages = PdfPages(pdf)
    painter = QPainter()
    try:
        chosen = _chosen(printer, len(pages))
        dots = min(printer.resolution(), MOST_DOTS_PER_INCH)
        if not painter.begin(printer):
            raise Refused(
                phrase("Pencetak tidak dapat dipakai. Tidak ada yang dicetak; periksa pencetak, lalu ulangi.")
            )
        for done, page in enumerate(chosen):
            if done and not printer.newPage():
                raise Refused(phrase("Pencetak berhenti di tengah. Periksa kertas dan sambungannya, lalu cetak ulang."))
            width, height = (round(side / 25.4 * printer.resolution()) for side in pages.sizes[page])
            painter.drawImage(QRect(0, 0, width, height), image(pages.picture(page, dots)))
            if not progress(done + 1, len(chosen)):
                printer.abort()
                break
        return len(chosen)
    finally:
        if painter.isActive():
            painter.end()
        pages.close()


def _chosen(printer: QPrinter, count: int) -> list[int]:
    """The pages to print, numbered from 0; all of them again for each copy, where the printer makes no copies by itself."""
    first, last = printer.fromPage(), printer.toPage()
    pages = list(range(max(first, 1) - 1, min(last, count) if last else count))
    return pages if printer.supportsMultipleCopies() else pages * max(printer.copyCount(), 1)
