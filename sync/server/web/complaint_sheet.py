"""What the list shows as a file to take along: CSV as Excel opens it, or XLSX with days as days. Without anything that says who complains."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints import vocabulary
from complaints.complaint import STAGES
from complaints.office_kind import subdistrict
from sync.server.listing import ComplaintRow
from sync.server.reckoning import NOT_DUE
from sync.server.web.sheet import Kind, harmless

Cell = str | date | None
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FIRST_YEAR = 1900  # of a spreadsheet's days
_YES = {True: "ya", False: ""}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    heading: str
    width: int
    cell: Callable[[ComplaintRow], Cell]


def columns(names: Mapping[str, str], category: Callable[[str], str], today: int) -> list[SheetColumn]:
    """`names` are units' titles by code, `category` gives a category's label, `today` is an ordinal."""
    stages: Mapping[str, str] = {stage: vocabulary.STAGES[stage] for stage in STAGES}
    kinds: Mapping[str, str] = vocabulary.KINDS
    channels: Mapping[str, str] = vocabulary.CHANNELS
    return [
        SheetColumn("Nomor register", 15, lambda row: row.number),
        SheetColumn("Nomor register lama", 15, lambda row: ", ".join(row.former_numbers.split())),
        SheetColumn("Kode lacak", 16, lambda row: row.tracking_code),
        SheetColumn("Judul", 44, lambda row: row.title),
        SheetColumn("Kode unit", 15, lambda row: row.unit),
        SheetColumn("Unit", 24, lambda row: names.get(row.unit, row.unit)),
        SheetColumn("Kode kecamatan", 12, lambda row: subdistrict(row.unit)),
        SheetColumn("Jenis laporan", 16, lambda row: kinds.get(row.kind, row.kind)),
        SheetColumn("Kanal", 14, lambda row: channels.get(row.channel, row.channel)),
        SheetColumn("Kategori", 28, lambda row: category(row.category) if row.category else ""),
        SheetColumn("Tanggal diterima", 13, lambda row: _day(row.received_on)),
        SheetColumn("Status", 18, lambda row: stages.get(row.stage, row.stage)),
        SheetColumn("Di tangan", 24, lambda row: names.get(row.holder, row.holder)),
        SheetColumn("Tenggat", 13, lambda row: _ordinal(row.due_day)),
        SheetColumn("Lewat tenggat", 10, lambda row: _YES[row.due_day < today]),
        SheetColumn("Tenggat pemegang", 13, lambda row: _ordinal(row.holder_due)),
        SheetColumn("Tanggal tanggapan", 13, lambda row: _day(row.responded_on)),
        SheetColumn("Penanganan rahasia", 10, lambda row: _YES[bool(row.confidential)]),
        SheetColumn("Perlu keputusan", 10, lambda row: _YES[bool(row.needs_decision)]),
    ]


def write(kind: Kind, rows: Iterable[ComplaintRow], head: list[SheetColumn]) -> bytes:
    return _csv(rows, head) if kind == "csv" else _xlsx(rows, head)


def _csv(rows: Iterable[ComplaintRow], head: list[SheetColumn]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(column.heading for column in head)
    for row in rows:
        cells = (column.cell(row) for column in head)
        writer.writerow(harmless(cell.isoformat() if isinstance(cell, date) else cell for cell in cells))
    # The mark tells Excel that it is UTF-8.
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _xlsx(rows: Iterable[ComplaintRow], head: list[SheetColumn]) -> bytes:
    from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

    out = io.BytesIO()
    # The library is typed in parts only.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook: Any = Workbook(out, options)
    with workbook as book:
        sheet = book.add_worksheet("Pengaduan")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        guarded = book.add_format({"quote_prefix": True})
        for place, column in enumerate(head):
            sheet.set_column(place, place, column.width)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, [column.heading for column in head], bold)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, column in enumerate(head):
                cell = column.cell(row)
                if isinstance(cell, date) and cell.year < FIRST_YEAR:
                    cell = cell.isoformat()
                if isinstance(cell, date):
                    sheet.write_datetime(last, place, cell, day)
                elif cell:
                    sheet.write_string(last, place, _text(cell), guarded if cell.startswith(FORMULA_STARTS) else None)
        sheet.autofilter(0, 0, last, len(head) - 1)
    return out.getvalue()


def _text(cell: str) -> str:
    """Without the signs that XML can't hold."""
    return "".join(sign if sign >= " " or sign in "\t\n\r" else " " for sign in cell)


def _day(iso_date: str) -> date | None:
    return date.fromisoformat(iso_date) if iso_date else None


def _ordinal(day: int) -> date | None:
    return None if day >= NOT_DUE else date.fromordinal(day)
