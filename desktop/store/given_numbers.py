"""Which numbers of letters and of the agenda this book gave, to which paper of which complaint."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from desktop.store.schema import given_number

Series = Literal["letter", "agenda"]
_COLUMNS = given_number.c
_ALL = select(
    _COLUMNS.series, _COLUMNS.year, _COLUMNS.letter, _COLUMNS.sequence, _COLUMNS.number, _COLUMNS.folded,
    _COLUMNS.complaint, _COLUMNS.paper, _COLUMNS.dated,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """`sequence` is its place among this PC's numbers of the year; 0 where it doesn't follow the office's pattern."""

    series: Series
    year: int
    letter: str
    sequence: int
    number: str
    folded: str
    complaint: str
    paper: str
    dated: date


def last(connection: Connection, series: Series, year: int, letter: str) -> int:
    """The highest one given in this year; 0 before the first."""
    highest = select(func.max(_COLUMNS.sequence)).where(
        _COLUMNS.series == series, _COLUMNS.year == year, _COLUMNS.letter == letter
    )
    return connection.scalar(highest) or 0


def of_paper(connection: Connection, series: Series, complaint: str, paper: str) -> GivenNumber | None:
    """The one that this paper of the complaint got last."""
    of_it = (_COLUMNS.series == series) & (_COLUMNS.complaint == complaint) & (_COLUMNS.paper == paper)
    row = connection.execute(_ALL.where(of_it).order_by(_COLUMNS.id.desc()).limit(1)).first()
    return None if row is None else _read(row)


def same(connection: Connection, number: GivenNumber) -> list[GivenNumber]:
    """Those that are this number: spelt alike, or with its place in the same year."""
    in_place = (_COLUMNS.year == number.year) & (_COLUMNS.letter == number.letter)
    in_place &= (_COLUMNS.sequence == number.sequence) & (_COLUMNS.sequence > 0)
    query = _ALL.where(_COLUMNS.series == number.series, (_COLUMNS.folded == number.folded) | in_place)
    return [_read(row) for row in connection.execute(query)]


def latest(connection: Connection, limit: int) -> list[GivenNumber]:
    """The latest first."""
    return [_read(row) for row in connection.execute(_ALL.order_by(_COLUMNS.id.desc()).limit(limit))]


def keep(connection: Connection, number: GivenNumber, now_ms: int) -> None:
    """Notes it; where the same paper has it already, only its day may be another now."""
    values = {
        "series": number.series, "year": number.year, "letter": number.letter, "sequence": number.sequence,
        "number": number.number, "folded": number.folded, "complaint": number.complaint, "paper": number.paper,
        "dated": number.dated.isoformat(), "given_ms": now_ms,
    }  # fmt: skip
    here = (_COLUMNS.series == number.series) & (_COLUMNS.folded == number.folded)
    changed = connection.execute(update(given_number).where(here).values(dated=values["dated"]))
    if not changed.rowcount:
        connection.execute(insert(given_number).values(values))


def _read(row: Sequence[Any]) -> GivenNumber:
    series, year, letter, sequence, number, folded, complaint, paper, dated = row
    return GivenNumber(series, year, letter, sequence, number, folded, complaint, paper, date.fromisoformat(dated))
