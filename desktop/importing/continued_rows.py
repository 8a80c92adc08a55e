"""Joins rows that go on with the complaint above them: text without a number, a day or a person of its own."""

import re
from collections.abc import Sequence

from desktop.importing.headings import Columns, normal
from desktop.importing.row_kinds import RowKinds
from desktop.importing.table import Cell, Line

# What may go on in the next row.
_TEXTS = (
    "body",
    "title",
    "outcome.follow_up",
    "outcome.response",
    "complainant.name",
    "complainant.address",
    "expectation",
    "complainant.person",
)
_MAIN_TEXTS = ("body", "title", "outcome.follow_up", "outcome.response")
NUMBERS = frozenset({"no", "nomor", "no urut", "nomor urut", "no reg", "no register", "nomor register", "number"})
# What stands below a table and not in it.
NOTE = re.compile(
    r"(?i)^\s*(?:\*|nb\b|n\.b|ket(?:erangan)?\b\.?\s*:|cat(?:atan)?\b\.?\s*:|sumber\b|note\b|data\s+(?:per|s/d|s\.d|sampai|sd)\b|dicetak\b|tercetak\b|update\b|"
    r"diperbarui\b|hal(?:aman)?\b\.?\s*\d)"
)


def join_continued(lines: Sequence[Line], columns: Columns) -> tuple[list[Line], list[Line]]:
    """The rows with what follows them, and the rows that went into another.

    Only where rows are numbered: there a row without a number is no complaint of its own.
    """
    fields = columns.fields
    number = next((at for at, text in enumerate(columns.texts) if normal(text) in NUMBERS), -1)
    body = next((fields[name] for name in ("body", "title") if name in fields), -1)
    if number < 0 or body < 0:
        return list(lines), []
    texts = {fields[name] for name in _TEXTS if name in fields}
    main_texts = {fields[name] for name in _MAIN_TEXTS if name in fields}
    kinds = RowKinds(columns)
    joined: list[Line] = []
    continued: list[Line] = []
    is_open = False
    for line in lines:
        filled = {at for at, cell in enumerate(line.cells) if str(cell).strip()}
        if (
            is_open
            and filled
            and filled <= texts
            and filled & main_texts
            and _goes_on(line, filled & main_texts, joined[-1], kinds)
        ):
            joined[-1] = _appended(joined[-1], line, filled)
            continued.append(line)
            continue
        is_open = number in filled and body in filled
        joined.append(line)
    return joined, continued


def _goes_on(line: Line, places: set[int], above: Line, kinds: RowKinds) -> bool:
    cells = [line.cells[at] for at in places]
    if not all(isinstance(cell, str) and not NOTE.match(cell) for cell in cells):
        return False
    if not any(at < len(above.cells) and str(above.cells[at]).strip() for at in places):
        return False
    return kinds.of(line, dated=False) in (None, "text_only", "section")


def _appended(above: Line, below: Line, places: set[int]) -> Line:
    cells: list[Cell] = [*above.cells, *[""] * (max(places) + 1 - len(above.cells))]
    for at in places:
        cells[at] = f"{str(cells[at]).strip()}\n{str(below.cells[at]).strip()}".strip()
    return above.with_cells(tuple(cells))
