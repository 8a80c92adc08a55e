"""A week as an Excel workbook: kecamatan, units, in whose hands, offices, and what each column means."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from sync.server import week_words
from sync.server.week import Line, WeekFigures
from sync.server.week_columns import COLUMNS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None


def write(figures: WeekFigures, district: str, warnings: Sequence[str] = ()) -> bytes:
    """`warnings`: early warnings in words."""
    from xlsxwriter import Workbook  # pyright: ignore[reportMissingTypeStubs]

    out = io.BytesIO()
    # The library is typed in parts only.
    workbook: Any = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with workbook as book:
        _table(book, "Kecamatan", "Kecamatan", [*figures.kecamatan, figures.total], figures, district)
        units = [unit for line in figures.kecamatan for unit in line.units]
        _table(book, "Unit", "Unit", [*units, figures.total], figures, district)
        _list(
            book, "Di tangan siapa", ("Kode", "Unit", "Terbuka", "Lewat tenggat", "Jatuh tempo hari ini"),
            ((held.unit, held.name, held.open, held.late, held.due_today) for held in figures.held),
        )  # fmt: skip
        silence = figures.silence
        _list(
            book, "Kantor", ("Kode", "Unit", "Hari sejak kontak terakhir", "Versi"),
            (
                *((office.unit, office.name, office.days, office.version or "–") for office in silence.silent),
                *((unit.code, unit.title, "belum pernah terdaftar", "") for unit in silence.never),
            ),
        )  # fmt: skip
        _list(
            book, "Pengingat", ("Kode", "Unit", "Pengingat pekan ini", "Di antaranya teguran"),
            ((unit.unit, unit.name, unit.written, unit.letters) for unit in figures.reminded),
        )  # fmt: skip
        if warnings:
            _list(book, "Peringatan dini", ("Nomor", "Peringatan"), enumerate(warnings, 1))
        _list(book, "Versi", ("Versi program", "Komputer"), ((name or "–", count) for name, count in silence.versions))
        _list(book, "Lainnya", ("Angka", "Nilai"), _others(figures))
        _list(book, "Arti kolom", ("Kolom", "Yang dihitung"), week_words.MEANINGS)
    return out.getvalue()


def _others(figures: WeekFigures) -> list[tuple[Cell, ...]]:
    return [
        (week_words.WORDS["undated"], figures.total["undated"]),
        (week_words.WORDS["unknown"], figures.total["unknown"]),
        (week_words.WORDS["reopened"], figures.total["reopened"]),
        (week_words.WORDS["rated"], figures.rated),
        ("Kepuasan rata-rata (1–5)", figures.mean_rating),
        ("Dicatat dalam pekan ini", figures.entered),
        ("Jeda catat, median hari", figures.median_lag),
        (week_words.WORDS["entered_late"], figures.entered_late),
    ]


def _table(book: Any, name: str, first: str, lines: Sequence[Line], figures: WeekFigures, district: str) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    share = book.add_format({"num_format": "0 %"})
    sheet.write_string(
        0, 0, f"{district} · {week_words.title(figures.week)} · {week_words.days_of(figures.week)}", bold
    )
    headings = [f"{column.group}: {column.heading}" if column.group else column.heading for column in COLUMNS]
    sheet.write_row(2, 0, ["Kode", first, *headings], bold)
    for row, line in enumerate(lines, 3):
        sheet.write_string(row, 0, line.code)
        sheet.write_string(row, 1, line.name)
        for place, column in enumerate(COLUMNS, 2):
            value = column.value(line)
            if value is not None:
                sheet.write_number(row, place, value, share if column.is_share else None)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 28)
    sheet.set_column(2, len(COLUMNS) + 1, 11)
    sheet.freeze_panes(3, 2)
    if len(lines) > 1:
        sheet.autofilter(2, 0, len(lines) + 1, len(COLUMNS) + 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _list(book: Any, name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, heading, book.add_format({"bold": True, "text_wrap": True, "valign": "top"}))
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate(rows, 1):
        sheet.write_row(number, 0, row, wrapped)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 60 if len(heading) == 2 else 32)
    sheet.set_column(2, max(len(heading) - 1, 2), 16)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
