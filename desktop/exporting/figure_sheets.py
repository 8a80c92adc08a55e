"""The figures of monitoring as XLSX: a sheet a table, every cell of its own type, so that a spreadsheet reckons on with them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.exporting.export import complete_file, flush
from desktop.exporting.sheets import DAY_ZERO, SheetFormats, prepare, safe_text
from desktop.office import figures as office_figures
from desktop.office.figures import ComparedFigures, FigureSheet, Unit, UnitColumn
from desktop.office.office import Office
from desktop.xlsx_file import FORMULA_STARTS, workbook

FORMATS: Mapping[Unit, str] = {"count": "#,##0", "percent": "0%", "days": "0.0", "score": "0.0"}


def export_figures(office: Office, file: Path, period: ComparedFigures) -> None:
    """Writes the file completely or not at all. Raises OfficeError for a full or failing disk."""
    with complete_file(file) as partial:
        _write(partial, period, office_figures.tables(period, office.categories), office.settings.office_name)
        flush(partial)


def _write(file: Path, period: ComparedFigures, tables: list[FigureSheet], office_name: str) -> None:
    with workbook(file) as book:
        book.set_properties({"title": "Pemantauan pengaduan", "author": ""})
        look = SheetFormats(book)
        styles: dict[Unit, Any] = {unit: book.add_format({"num_format": form}) for unit, form in FORMATS.items()}
        inner = book.add_format({"indent": 1})
        summary, *other_tables = tables
        _write_table(book, look, styles, inner, summary)
        _write_days(book.get_worksheet_by_name(summary.name), look, period, len(summary.lines) + 2, office_name)
        for table in other_tables:
            _write_table(book, look, styles, inner, table)


def _write_table(book: Any, look: SheetFormats, styles: Mapping[Unit, Any], inner: Any, table: FigureSheet) -> None:
    sheet = book.add_worksheet(table.name)
    prepare(sheet, look, [(table.heading, 46), *((column.title, 13) for column in table.columns)])
    for row, line in enumerate(table.lines, 1):
        guarded = look.guarded if line.name[:1] in FORMULA_STARTS else None
        sheet.write_string(row, 0, safe_text(line.name), inner if line.indent else guarded)
        for place, (value, column) in enumerate(zip(line.values, table.columns, strict=True), 1):
            if value is not None:
                sheet.write_number(row, place, _number(value, column), styles[column.unit])
    if table.lines:
        sheet.autofilter(0, 0, len(table.lines), len(table.columns))


def _number(value: float, column: UnitColumn) -> float:
    return value / 100 if column.unit == "percent" else value


def _write_days(sheet: Any, look: SheetFormats, period: ComparedFigures, row: int, office_name: str) -> None:
    """Below the summary: whose figures these are, of which days, and as of when."""
    now, before = period.figures, period.before
    days = [("Diterima dari tanggal", now.first), ("sampai tanggal", now.last)]
    if before is not None:
        days += [("Dibanding dari tanggal", before.first), ("dibanding sampai tanggal", before.last)]
    days.append(("Keadaan per", now.today))
    sheet.write_string(row, 0, safe_text(office_name))
    for at, (words, day) in enumerate(days, row + 1):
        sheet.write_string(at, 0, words)
        sheet.write_number(at, 1, day.toordinal() - DAY_ZERO, look.date)
    at = row + len(days) + 1
    sheet.write_string(
        at, 0, f"Ketepatan menurut kategori dan tempat: tahap {office_figures.step_name(period.step).lower()}"
    )
    sheet.write_string(at + 1, 0, office_figures.SOURCES)
