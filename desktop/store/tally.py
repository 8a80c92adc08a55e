"""The sums of what complaints count for, by month of receipt: kept in the transaction that changes a complaint's row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import msgpack
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from complaints.indicators import Mark, Measured, marks
from complaints.passages import MEASURED
from desktop.store.schema import complaint, tally
from desktop.store.statement import Statement

Row = tuple[object, ...]
Sums = dict[str, dict[Mark, int]]
# A month as it is kept: the counts by figure, what it is split by, and value.
Kept = dict[str, dict[str, dict[str, int]]]

# Of each step its days, elapsed days, and whether it was in time.
STEP_COLUMNS = {step: (f"{step}_days", f"{step}_elapsed", f"{step}_on_time") for step in MEASURED} | {
    "respond": ("days_taken", "respond_elapsed", "on_time")
}
COLUMNS = (
    "received_on", "stage", "kind", "channel", "category", "dusun", "reopened", "satisfaction",
    *(column for step in MEASURED for column in STEP_COLUMNS[step]),
)  # fmt: skip

_ROW = Statement(select(*(complaint.c[name] for name in COLUMNS)).where(complaint.c.rowid == bindparam("row")))
_KEPT = Statement(select(tally).where(tally.c.month >= bindparam("first"), tally.c.month <= bindparam("last")))
_MONTH = Statement(select(tally.c.sums).where(tally.c.month == bindparam("wanted")))
_new = insert(tally)
_PUT = Statement(_new.on_conflict_do_update(set_={"sums": _new.excluded.sums}))
_KEPT_MONTH = msgpack.Decoder(Kept)


def row_of(values: Mapping[str, object]) -> Row:
    """What is counted of a row of the projection."""
    return tuple([values[name] for name in COLUMNS])


def stored_row(connection: Connection, rowid: int) -> Row:
    found = _ROW.first(connection, {"row": rowid})
    assert found is not None
    return found


def change(connection: Connection, before: Iterable[Row], after: Iterable[Row]) -> None:
    """Takes these rows out of the sums, and these in."""
    months: dict[int, Kept] = {}
    for rows, each in ((before, -1), (after, 1)):
        for row in rows:
            number = _number(_month(row))
            kept = months.get(number)
            if kept is None:
                kept = months[number] = _kept(connection, number)
            for figure, split, value in marks(_measured(row)):
                counts = kept.setdefault(figure, {}).setdefault(split, {})
                counts[value] = counts.get(value, 0) + each
    for number, kept in months.items():
        _PUT.run(connection, {"month": number, "sums": msgpack.encode(kept)})


def _kept(connection: Connection, month: int) -> Kept:
    found = _MONTH.first(connection, {"wanted": month})
    return _KEPT_MONTH.decode(found[0]) if found else {}


def forget(connection: Connection) -> None:
    """Before every row is made anew."""
    connection.execute(delete(tally))


def summed(rows: Iterable[Row]) -> Sums:
    """The sums of these rows by month."""
    sums: Sums = {}
    for row in rows:
        counted = sums.setdefault(_month(row), {})
        for mark in marks(_measured(row)):
            counted[mark] = counted.get(mark, 0) + 1
    return sums


def load(connection: Connection, first: str = "0000-01", last: str = "9999-12") -> Sums:
    """The kept sums of the months from `first` to `last` ('2026-11'), both included."""
    return {
        f"{month // 100:04d}-{month % 100:02d}": {
            Mark(figure, of, value): count
            for figure, split in _KEPT_MONTH.decode(sums).items()
            for of, values in split.items()
            for value, count in values.items()
        }
        for month, sums in _KEPT.run(connection, {"first": _number(first), "last": _number(last)})
    }


def _month(row: Row) -> str:
    return str(row[0])[:7]


def _number(month: str) -> int:
    return int(month.replace("-", ""))


def _measured(row: Row) -> Measured:
    _, stage, kind, channel, category, dusun, reopened, score, *steps = row
    return Measured(
        str(stage),
        str(kind),
        str(channel),
        str(category),
        str(dusun),
        tuple(_triples(steps)),
        bool(reopened),
        _int(score),
    )


def _triples(values: Sequence[object]) -> Iterator[tuple[int | None, int | None, bool | None]]:
    for at in range(0, len(values), 3):
        days, elapsed, on_time = values[at : at + 3]
        yield _int(days), _int(elapsed), None if on_time is None else bool(on_time)


def _int(value: object) -> int | None:
    """The store keeps the answer's days as a float."""
    return None if value is None else int(value)  # type: ignore[call-overload]
