"""The figures of the units as a sheet: CSV as Excel opens it, or XLSX. A row a unit, then all of them together."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from complaints import vocabulary
from complaints.complaint import STAGES
from sync.server.monitoring import UnitFigures, total

Kind = Literal["csv", "xlsx"]
Cell = str | int | float | None

MEDIA_TYPES: dict[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
HEADING = (
    "Kode unit", "Unit", vocabulary.COUNTS["received"], *(vocabulary.STAGES[stage] for stage in STAGES), vocabulary.COUNTS["open"], "Lewat tenggat",
    "Sudah ditanggapi", "Ditanggapi tepat waktu", "Ditanggapi terlambat", "Tepat waktu (%)", "Median hari sampai ditanggapi",
    "Tanpa tanggal", "Dicatat belakangan", "Belum ditanggapi, lewat tenggat tanggapan",
)  # fmt: skip


def write(kind: Kind, figures: Mapping[str, UnitFigures], names: Mapping[str, str]) -> bytes:
    rows = [_row(unit, names.get(unit, unit), unit_figures) for unit, unit_figures in figures.items()]
    rows.append(_row("", "Seluruhnya", total(figures.values())))
    return _csv(rows) if kind == "csv" else _xlsx(rows)


def _row(unit: str, name: str, unit_figures: UnitFigures) -> list[Cell]:
    share = None if unit_figures.share_in_time is None else round(100 * unit_figures.share_in_time, 1)
    return [
        unit, name, unit_figures.received, *(unit_figures.stages.get(stage, 0) for stage in STAGES), unit_figures.open, unit_figures.late, unit_figures.answers, unit_figures.in_time,
        unit_figures.answered_late, share, unit_figures.median_days,
        unit_figures.undated, unit_figures.belated, unit_figures.unanswered_late,
    ]  # fmt: skip


def _csv(rows: list[list[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADING)
    for row in rows:
        writer.writerow(harmless(row))
    # The mark tells Excel that it is UTF-8.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(row: Iterable[Cell]) -> Iterator[Cell]:
    """A name that a sheet would take for a formula is kept as text."""
    for cell in row:
        yield f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _xlsx(rows: list[list[Cell]]) -> bytes:
    from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

    out = io.BytesIO()
    # The library is typed in parts only.
    workbook: Any = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with workbook as book:
        sheet = book.add_worksheet("Pemantauan")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, HEADING, bold)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 28)
        sheet.set_column(2, len(HEADING) - 1, 12)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, len(rows) - 1, len(HEADING) - 1)
    return out.getvalue()
