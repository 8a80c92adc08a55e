"""Writes the refused rows to a file of their own: once corrected, that file can be imported as it is."""

from collections.abc import Sequence
from pathlib import Path

from desktop.importing.register_import import BadRow
from desktop.importing.source import Source
from desktop.importing.table import cell_text
from desktop.store.durable_files import disk_errors
from desktop.xlsx_file import FORMULA_STARTS, workbook

PROBLEM, ROW = "Keterangan masalah", "No. baris asal"


def write_problems(file: Path, source: Source, bad: Sequence[BadRow]) -> None:
    """Writes the columns of the file that was read, and for each row what is wrong with it and where it was.

    Raises OfficeError of the disk.
    """
    lines = {line.number: line for line in source.rows}
    width = max((len(lines[bad_row.row].cells) for bad_row in bad), default=0)
    head = source.columns.texts
    with disk_errors(), workbook(file, constant_memory=True) as book:
        sheet = book.add_worksheet("Bermasalah")
        bold = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#0F2E33"})
        guarded = book.add_format({"quote_prefix": True})
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, max(width, len(head)) + 1, 18)
        for place, text in enumerate((PROBLEM, ROW, *head)):
            sheet.write_string(0, place, text[:32_000], bold)
        for row, bad_row in enumerate(bad, 1):
            sheet.write_string(row, 0, str(bad_row.reason))
            sheet.write_number(row, 1, bad_row.row)
            for place, cell in enumerate(lines[bad_row.row].cells, 2):
                text = cell_text(cell).encode("utf-8", "ignore").decode()[:32_000]
                if text:
                    sheet.write_string(row, place, text, guarded if text[0] in FORMULA_STARTS else None)
