"""Reads the tables of a CSV or Excel file: their cells as they are, each row with the number that a spreadsheet shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

from msgspec import Struct

from complaints.errors import Refused
from complaints.phrases import Phrase, phrase

Cell = str | int | float | bool | date | datetime | time | timedelta
# The rows and columns of the first and the last cell that are one, both from 0.
Merge = tuple[tuple[int, int], tuple[int, int]]
# In which order the days of a file are written, where the file itself tells it.
Order = Literal["day_first", "month_first"]
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
LARGEST_BYTES = 64 * 1024 * 1024
MOST_CELLS = 2_000_000


# Not for Python's garbage: it would look through hundreds of thousands of them, and they hold no circles.
class Line(Struct, frozen=True, gc=False):
    """One row. `number` tells it from all others of the file; where `sheet` is not '', `row` is its number there.

    In a file of one table both are the number that a spreadsheet shows, from 1. `written` are the cells of the file where `cells`
    were completed or moved, by which books of version 1.0.0 know the row.
    """

    number: int
    cells: tuple[Cell, ...]
    sheet: str = ""
    row: int = 0
    written: tuple[Cell, ...] = ()

    def with_cells(self, cells: tuple[Cell, ...]) -> "Line":
        return Line(self.number, cells, self.sheet, self.row, self.written or self.cells)

    @property
    def blank(self) -> bool:
        return not any(str(cell).strip() for cell in self.cells)

    @property
    def place(self) -> str:
        """The row as people find it: '3', or 'JAN 3' where the file has several sheets."""
        return f"{self.sheet} {self.row}" if self.sheet else str(self.number)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, or all of a CSV (`name` is '' then).

    `counts_from_1904`: numbers that are days count from then, as in workbooks of old Macintosh programs.
    `faults` are rows that can't be trusted, by number, with the reason. `order`: the order of day and month in the settings
    of the PC that wrote the file, where it shows them.
    """

    name: str
    lines: Sequence[Line]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    faults: Mapping[int, Phrase] = field(default_factory=dict[int, Phrase])
    order: Order | None = None
    counts_from_1904: bool = False


def read_tables(path: Path, keep_going: Callable[[], bool] = lambda: True) -> list[Table]:
    """The tables of the file: one of a CSV, each sheet of a workbook.

    Stops when `keep_going` says no. Raises Refused when it can't be read within bounds.
    """
    # Each way of reading is loaded when a file needs it.
    try:
        if not path.is_file():
            raise Refused(
                phrase("Berkas “{name}” tidak ada. Tidak ada yang dicatat; periksa letaknya.", name=path.name)
            )
        if path.stat().st_size > LARGEST_BYTES:
            raise Refused(
                phrase(
                    "Berkas terlalu besar untuk diimpor: paling besar {limit} MB. Tidak ada yang dicatat; "
                    "bagi dahulu menjadi beberapa berkas.",
                    limit=LARGEST_BYTES // 1024 // 1024,
                )
            )
        if path.suffix.lower() not in SPREADSHEETS:
            from desktop.importing.csv_table import read_csv

            return [read_csv(path.read_bytes())]
        from desktop.importing.apart import read_apart

        return read_apart(path, keep_going)
    except (OSError, ValueError) as error:
        raise Refused(
            phrase("Berkas “{name}” tidak dapat dibaca. Tidak ada yang dicatat; periksa berkasnya.", name=path.name)
        ) from error


def read_spreadsheet(path: Path) -> list[Table]:
    """Read in a process of its own (apart.py). Other programs save web pages and plain text under Excel's old ending; Excel opens them, and so does this."""
    if path.suffix.lower() == ".xls":
        content = path.read_bytes()
        head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head", b"<style")):
            from desktop.importing.html_table import read_html

            return read_html(content)
        is_workbook = content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"\t\x08", b"\t\x04", b"\t\x02", b"\t\x00"))
        if not is_workbook and _is_text(content[:4096]):
            from desktop.importing.csv_table import read_csv

            return [read_csv(content)]
    from desktop.importing.workbook import read_workbook

    return read_workbook(path)


def _is_text(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(byte < 9 for byte in content)


def cell_text(cell: Cell) -> str:
    """The cell as a spreadsheet of ours would show it."""
    match cell:
        case datetime():
            return f"{cell:%d-%m-%Y}" if cell.time() == time() else f"{cell:%d-%m-%Y %H:%M}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case _:
            return str(cell).strip()


def trimmed(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The cells as text without the empty ones at the end: the content of a row, however wide the sheet is."""
    texts = [cell.isoformat() if isinstance(cell, date | time) else str(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
