"""What registers write once and mean several times: blocks of columns side by side, and ditto marks ('sda', 'idem')."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.importing.date_column import is_ditto
from desktop.importing.headings import FIRST_ROWS, JOINT, REQUIRED_FIELDS, Columns, guess, normal
from desktop.importing.table import Cell, Line, Table


def blocks(table: Table) -> list[Table]:
    """The table, or each of the blocks that stand side by side in it under the same headings."""
    starts = next((starts for line in table.lines[:FIRST_ROWS] if len(starts := _starts(line)) > 1), [])
    if not starts:
        return [table]
    width = max((len(line.cells) for line in table.lines), default=0)
    edges = [0, *starts[1:], width]
    return [_block(table, at, edges[at], edges[at + 1]) for at in range(len(starts))]


def _starts(line: Line) -> list[int]:
    """Where each block begins, when the headings of this row are repeated whole; empty when they are not."""
    filled = [(place, normal(str(cell))) for place, cell in enumerate(line.cells) if str(cell).strip()]
    texts = [text for _, text in filled]
    times = texts.count(texts[0]) if texts else 0
    length = len(texts) // times if times > 1 else 0
    if (
        length < 2
        or texts != texts[:length] * times
        or not {guess(text) for text in texts[:length]} & set(REQUIRED_FIELDS)
    ):
        return []
    return [filled[at * length][0] for at in range(times)]


def _block(table: Table, at: int, start: int, end: int) -> Table:
    merges = tuple(
        ((top, left - start), (bottom, min(right, end - 1) - start))
        for (top, left), (bottom, right) in table.merges
        if start <= left < end
    )
    lines = [Line(line.number, line.cells[start:end]) for line in table.lines]
    name = table.name if at == 0 else f"{table.name} [{at + 1}]".strip()
    return replace(table, name=name, lines=lines, merges=merges)


def without_dittos(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """Each ditto mark replaced by what stands above it; a mark with nothing above stays.

    Sums and headings between the pages have nothing to repeat: above them stands the last complaint.
    """
    if not any(map(_has_dittos, lines)):
        return list(lines)
    above: dict[int, Cell] = {}
    headings = {(at, normal(text.rpartition(JOINT)[2])) for at, text in enumerate(columns.texts)}
    bodies = [columns.fields[name] for name in REQUIRED_FIELDS if name in columns.fields]
    replaced: list[Line] = []
    for line in lines:
        if _has_dittos(line):
            cells = tuple(above.get(at, cell) if is_ditto(cell) else cell for at, cell in enumerate(line.cells))
            line = line.with_cells(cells)
        filled = {at: cell for at, cell in enumerate(line.cells) if str(cell).strip()}
        has_body = any(at in filled and (at, normal(str(filled[at]))) not in headings for at in bodies)
        if len(filled) > 1 and has_body:
            # An empty cell between has nothing to repeat.
            above = filled
        replaced.append(line)
    return replaced


def _has_dittos(line: Line) -> bool:
    return any(map(is_ditto, line.cells))
