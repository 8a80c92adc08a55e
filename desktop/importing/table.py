"""A table of a register: its cells as they are, each row with the number that a spreadsheet shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from msgspec import Struct

from complaints.errors import Refused
from complaints.phrases import Phrase, phrase

Cell = str | int | float | bool | date | datetime | time | timedelta
# The rows and columns of the first and the last cell that are one, both from 0.
Merge = tuple[tuple[int, int], tuple[int, int]]
# In which order the days of a file are written, where the file itself tells it.
Order = Literal["day_first", "month_first"]
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
    of the PC that wrote the file, where it shows them. `files`: the names of what belongs to a row, by its number, '' for what is
    missing. `is_chat`: its rows are what people wrote to each other, few of them complaints.
    """

    name: str
    lines: Sequence[Line]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    faults: Mapping[int, Phrase] = field(default_factory=dict[int, Phrase])
    order: Order | None = None
    counts_from_1904: bool = False
    files: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    is_chat: bool = False


def too_many_cells() -> Refused:
    return Refused(
        phrase(
            "Isi berkas ini terlalu banyak untuk diimpor sekaligus: paling banyak {limit} sel yang terisi. Tidak ada yang dicatat; "
            "bagi dahulu menjadi beberapa berkas.",
            limit=MOST_CELLS,
        )
    )


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
