"""XLSX: the register as a sheet with typed cells, frozen headings and filters, and a sheet for each recap.

Written by XlsxWriter in constant memory: the same cells take openpyxl two and a half times as long. Every text goes in as a
text: complaints are written by strangers, and none may run as a formula or a link.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from inspect import unwrap
from math import isfinite
from pathlib import Path
from typing import Any

from complaints.categories import Categories
from complaints.phrases import Phrase, phrase
from desktop.exporting.columns import RegisterColumn
from desktop.exporting.recap_counts import MEASURES, Recap, RecapTable
from desktop.store.folded_complaints import Listed
from desktop.xlsx_file import FORMULA_STARTS, workbook

LONGEST_CELL = 32_000  # Excel's own limit is 32,767
ROW_HEIGHT = 45  # points: three lines of a text; a row that showed 3,000 letters would hide all others
HEAD_HEIGHT = 32
SHARE_PLACE = MEASURES.index("Tepat waktu (%)") + 1
REGISTER_PAGES = 3  # side by side in print, each with the register number: on one nobody could read the columns
HEAD_GROUND, TOTAL_GROUND = "#0F2E33", "#E6F4F1"
DAY_ZERO = date(1899, 12, 30).toordinal()  # a spreadsheet's days are counted from here
_ILLEGAL = re.compile("[\ud800-\udfff\ufffe\uffff]")


def write_sheets(
    file: Path,
    register: Iterable[Listed],
    columns: list[RegisterColumn],
    recap: Recap,
    categories: Categories,
    hidden: Callable[[], int] = int,
) -> None:
    """Writes the register, and then the recap, which counts the complaints while `register` is read.

    `hidden`: of how many complaints, once `register` was read, the complainant is kept from who exports; a sheet says so.
    """
    with workbook(file, constant_memory=True) as book:
        book.set_properties({"title": "Register pengaduan", "author": ""})
        look = SheetFormats(book)
        _write_register(book, look, register, columns)
        for table in recap.tables(categories):
            _write_table(book, look, table)
        if count := hidden():
            note = book.add_worksheet("Catatan")
            note.set_column(0, 0, 100, look.text)
            note.write_string(0, 0, str(left_out_sentence(count)), look.text)


def left_out_sentence(count: int) -> Phrase:
    """That an export doesn't say who complained of these, and why."""
    return phrase(
        "{count} pengaduan ditulis tanpa pelapornya: aduan berkadar pengawasan tentang pejabat kantor ini, yang pelapornya tidak "
        "ditampilkan kepada pengekspor.",
        count=count,
    )


class SheetFormats:
    """The formats of the cells."""

    def __init__(self, book: Any) -> None:
        top = {"valign": "top"}
        self.text = book.add_format(top | {"text_wrap": True})
        # Excel shows such a text as it is, and keeps it a text when someone edits the cell.
        self.guarded = book.add_format(top | {"text_wrap": True, "quote_prefix": True})
        self.date = book.add_format(top | {"num_format": "dd-mm-yyyy", "align": "left"})
        self.integer = book.add_format(top | {"num_format": "#,##0"})
        self.degrees = book.add_format(top | {"num_format": "0.000000"})
        self.month = book.add_format({"num_format": "mmmm yyyy", "align": "left"})
        self.share = book.add_format({"num_format": "0%"})
        head = {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD_GROUND, "text_wrap": True, "valign": "vcenter"}
        self.head = book.add_format(head)
        total = {"bold": True, "bg_color": TOTAL_GROUND, "top": 1}
        self.total = book.add_format(total)
        self.total_whole = book.add_format(total | {"num_format": "#,##0"})
        self.total_share = book.add_format(total | {"num_format": "0%"})


def _write_register(book: Any, look: SheetFormats, register: Iterable[Listed], columns: list[RegisterColumn]) -> None:
    sheet = book.add_worksheet("Register")
    prepare(sheet, look, [(column.heading, column.width) for column in columns], pages_wide=REGISTER_PAGES)
    sheet.repeat_columns(0)
    sheet.print_across()
    sheet.set_default_row(ROW_HEIGHT)
    write = _writers(sheet, look)
    cells = [(place, column.cell) for place, column in enumerate(columns)]
    row = 0
    for row, listed in enumerate(register, 1):
        complaint = listed.complaint
        for place, cell in cells:
            value = cell(complaint)
            if value is not None and value != "":
                write[type(value)](row, place, value)
    sheet.autofilter(0, 0, row, len(columns) - 1)


def _writers(sheet: Any, look: SheetFormats) -> Mapping[type, Callable[[int, int, Any], object]]:
    """How a cell of each type is written; looked up and not asked for one after the other, since it is done three million times."""
    # Without the library's reading of "A1" for a place, which it does for each cell anew.
    write_string = partial(unwrap(type(sheet).write_string), sheet)
    write_number = partial(unwrap(type(sheet).write_number), sheet)

    def text(row: int, place: int, value: str) -> None:
        write_string(row, place, safe_text(value), look.guarded if value[0] in FORMULA_STARTS else look.text)

    def day(row: int, place: int, value: date) -> None:
        write_number(row, place, value.toordinal() - DAY_ZERO, look.date)

    def integer(row: int, place: int, value: int) -> None:
        write_number(row, place, value, look.integer)

    def degrees(row: int, place: int, value: float) -> None:
        if isfinite(value):  # another office's event may say anything, and no sheet takes what is no number
            write_number(row, place, value, look.degrees)

    return {str: text, date: day, int: integer, float: degrees}


def safe_text(value: str) -> str:
    """As XML can hold it: control characters the library escapes itself, and there are no others in ASCII."""
    return (value if value.isascii() else _ILLEGAL.sub("", value))[:LONGEST_CELL]


def _write_table(book: Any, look: SheetFormats, table: RecapTable) -> None:
    sheet = book.add_worksheet(table.name)
    prepare(sheet, look, [(table.heading, 34), *((measure, 14) for measure in MEASURES)])
    row = 0
    for row, (name, tally) in enumerate(table.lines, 1):
        if isinstance(name, date):
            sheet.write_number(row, 0, name.toordinal() - DAY_ZERO, look.month)
        else:
            sheet.write_string(row, 0, safe_text(name))
        _write_measures(sheet, row, tally.measures, look.integer, look.share)
    if table.lines:
        sheet.autofilter(0, 0, row, len(MEASURES))
    sheet.write_string(row + 1, 0, "Jumlah", look.total)
    _write_measures(sheet, row + 1, table.total.measures, look.total_whole, look.total_share)


def _write_measures(
    sheet: Any, row: int, measures: Iterable[int | float | None], number_format: Any, share: Any
) -> None:
    for place, value in enumerate(measures, 1):
        style = share if place == SHARE_PLACE else number_format
        if value is None:
            sheet.write_blank(row, place, None, style)
        else:
            sheet.write_number(row, place, value, style)


def prepare(sheet: Any, look: SheetFormats, headings: Iterable[tuple[str, int]], *, pages_wide: int = 1) -> None:
    """Widths, headings that stay in sight, and pages that print across with them on top."""
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&L&A&R&P / &N")
    headings = list(headings)
    for place, (_, width) in enumerate(headings):
        sheet.set_column(place, place, width)
    sheet.set_row(0, HEAD_HEIGHT)
    for place, (heading, _) in enumerate(headings):
        sheet.write_string(0, place, heading, look.head)
