"""The package of a report on a month, quarter or year: its paper, its tables as XLSX (a sheet a table, each cell typed), and JSON."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from complaints.period_report import PeriodReport
from complaints.report_tables import Cell, ReportTable, Unit, tables
from desktop.exporting.export import complete_file, flush
from desktop.exporting.sheets import DAY_ZERO, SheetFormats, prepare, safe_text
from desktop.office.office import Office
from desktop.store.durable_files import disk_errors, write_durably
from desktop.xlsx_file import FORMULA_STARTS, workbook

FORMATS: Mapping[Unit, str] = {"count": "#,##0", "percent": "0%", "days": "0.0"}


def write_package(office: Office, report: PeriodReport, folder: Path, name: str, paper: bytes) -> tuple[Path, ...]:
    """The paper (a PDF), the workbook and the file for programs, in this folder; each whole under its name or not at all."""
    with disk_errors():
        folder.mkdir(parents=True, exist_ok=True)
    pdf, xlsx, json = (folder / f"{name}.{ending}" for ending in ("pdf", "xlsx", "json"))
    write_durably(pdf, paper)
    export_period_report(office, xlsx, report)
    write_durably(json, msgspec.json.format(msgspec.json.encode(report), indent=2))
    return pdf, xlsx, json


def export_period_report(office: Office, file: Path, report: PeriodReport) -> None:
    """Writes the file completely or not at all. Raises OfficeError for a full or failing disk."""
    with complete_file(file) as partial:
        with workbook(partial) as book:
            book.set_properties({"title": f"Laporan pengaduan {report.period}", "author": ""})
            look = SheetFormats(book)
            styles: dict[Unit, Any] = {unit: book.add_format({"num_format": form}) for unit, form in FORMATS.items()}
            for table in tables(report, office.categories.label):
                _write(book, look, styles, table)
        flush(partial)


def _write(book: Any, look: SheetFormats, styles: Mapping[Unit, Any], table: ReportTable) -> None:
    sheet = book.add_worksheet(table.name)
    prepare(sheet, look, [(column.title, column.width) for column in table.columns])
    for row, cells in enumerate(table.rows, 1):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _write_cell(sheet, look, row, place, cell, styles.get(column.unit))


def _write_cell(sheet: Any, look: SheetFormats, row: int, place: int, cell: Cell, style: Any) -> None:
    match cell:
        case None | "":
            pass
        case str():
            sheet.write_string(row, place, safe_text(cell), look.guarded if cell[0] in FORMULA_STARTS else look.text)
        case date():
            sheet.write_number(row, place, cell.toordinal() - DAY_ZERO, look.date)
        case _:
            sheet.write_number(row, place, cell, style)
