"""The sums of what complaints count for, by month of receipt: kept in the transaction that changes a complaint's row.

Only of the rows up to a mark: to write a month's sums with every complaint was a tenth of its save, so the few recorded since are
summed when somebody asks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from msgspec import msgpack
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from complaints.indicators import Mark, Measured, Times, marks
from complaints.step_times import TIMED
from desktop.store.schema import complaint, counted, tally
from desktop.store.statement import Statement

# At most so many rows, less one, are above the mark; each costs a reader a hundredth of a millisecond.
LATELY = 64
MOST_KNOWN = 10_000

Row = tuple[object, ...]
Sums = dict[str, dict[Mark, int]]
# A month as it is kept: the counts by figure, what it is split by, and value.
MonthSums = dict[str, dict[str, dict[str, int]]]

# Of each step its days, elapsed days, and whether it was in time.
STEP_COLUMNS = {step: (f"{step}_days", f"{step}_elapsed", f"{step}_on_time") for step in TIMED} | {
    "respond": ("days_taken", "respond_elapsed", "on_time")
}
COLUMNS = (
    "received_on", "stage", "kind", "channel", "category", "dusun", "reopened", "satisfaction",
    *(column for step in TIMED for column in STEP_COLUMNS[step]), "closed_by_program", "left_out",
)  # fmt: skip

_counts = [complaint.c[name] for name in COLUMNS]
_ROW = Statement(select(*_counts).where(complaint.c.rowid == bindparam("row")))
_above = select(*_counts).where(complaint.c.rowid > bindparam("mark"))
_ABOVE = Statement(_above)
_BETWEEN = Statement(_above.where(complaint.c.rowid < bindparam("first")))
_STORED = Statement(select(tally).where(tally.c.month >= bindparam("first"), tally.c.month <= bindparam("last")))
_MONTH = Statement(select(tally.c.sums).where(tally.c.month == bindparam("wanted")))
_new = insert(tally)
_PUT = Statement(_new.on_conflict_do_update(set_={"sums": _new.excluded.sums}))
_MARK = Statement(select(counted.c.last))
_moved = insert(counted).values(one=1, last=bindparam("last"))
_PUT_MARK = Statement(_moved.on_conflict_do_update(set_={"last": _moved.excluded.last}))
_KEPT_MONTH = msgpack.Decoder(MonthSums)
_known: dict[Mark, Mark] = {}


def row_of(values: Mapping[str, object]) -> Row:
    """What is counted of a row of the projection."""
    return tuple([values[name] for name in COLUMNS])


def stored_row(connection: Connection, rowid: int) -> Row:
    row = _ROW.first(connection, {"row": rowid})
    assert row is not None
    return row


def change(connection: Connection, rowid: int, before: Row, after: Row | None) -> None:
    """Replaces what this row counts for; None when the row is gone."""
    if before != after and rowid <= _mark(connection):
        _add(connection, [(before, -1)] if after is None else [(before, -1), (after, 1)])


def add(connection: Connection, first: int, rows: Sequence[Row]) -> None:
    """Counts new rows, from row id `first` on. Several are counted at once; one by one when there are enough of them."""
    if len(rows) == 1 and first % LATELY:
        return
    lately = _BETWEEN.run(connection, {"mark": _mark(connection), "first": first})
    _add(connection, [(row, 1) for row in (*lately, *rows)])
    _PUT_MARK.run(connection, {"last": first + len(rows) - 1})


def _mark(connection: Connection) -> int:
    row = _MARK.first(connection, {})
    return row[0] if row else 0


def _add(connection: Connection, rows: Iterable[tuple[Row, int]]) -> None:
    months: dict[int, MonthSums] = {}
    for row, sign in rows:
        number = _number(_month(row))
        sums = months.get(number)
        if sums is None:
            sums = months[number] = _stored(connection, number)
        for figure, split, value in _marks_of(row[1:]):
            counts = sums.setdefault(figure, {}).setdefault(split, {})
            counts[value] = counts.get(value, 0) + sign
    for number, sums in months.items():
        _PUT.run(connection, {"month": number, "sums": msgpack.encode(sums)})


def _stored(connection: Connection, month: int) -> MonthSums:
    row = _MONTH.first(connection, {"wanted": month})
    return _KEPT_MONTH.decode(row[0]) if row else {}


def forget(connection: Connection) -> None:
    """Empties the sums, before every row is made anew."""
    connection.execute(delete(tally))
    connection.execute(delete(counted))


def summed(rows: Iterable[Row]) -> Sums:
    """The sums of these rows by month."""
    sums: Sums = {}
    _sum_up(sums, rows)
    return sums


def load(connection: Connection, first: str = "0000-01", last: str = "9999-12") -> Sums:
    """The sums of the months from `first` to `last` ('2026-11'), both included."""
    # As numbers: strftime writes the year 26, a slip of the keys, without its zeros, and as text that comes after 2025.
    months = {"first": _number(first), "last": _number(last)}
    sums = {
        f"{month // 100:04d}-{month % 100:02d}": {
            Mark(figure, of, value): count
            for figure, split in _KEPT_MONTH.decode(sums).items()
            for of, values in split.items()
            for value, count in values.items()
        }
        for month, sums in _STORED.run(connection, months)
    }
    above = _ABOVE.run(connection, {"mark": _mark(connection)})
    _sum_up(sums, (row for row in above if months["first"] <= _number(_month(row)) <= months["last"]))
    return sums


def _sum_up(sums: Sums, rows: Iterable[Row]) -> None:
    by_month: dict[str, list[Row]] = {}
    for row in rows:
        by_month.setdefault(_month(row), []).append(row[1:])
    for month, undated in by_month.items():
        of_month = sums.setdefault(month, {})
        for mark, count in Counter(chain.from_iterable(map(_marks_of, undated))).items():
            of_month[mark] = of_month.get(mark, 0) + count


def _month(row: Row) -> str:
    return str(row[0])[:7]


def _number(month: str) -> int:
    return int(month.replace("-", ""))


@lru_cache(maxsize=4_000)
def _marks_of(undated: Row) -> tuple[Mark, ...]:
    """The marks of a row without its day of receipt: an office's complaints mostly share them with others."""
    return tuple([_shared(mark) for mark in marks(_measured(undated))])


def _shared(mark: Mark) -> Mark:
    """The same one for all rows that have it: rows are thousands, of ten marks each, and an office's marks some hundreds."""
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    return _known.setdefault(mark, mark)


def _measured(undated: Row) -> Measured:
    stage, kind, channel, category, dusun, reopened, score, *steps, by_program, left_out = undated
    *times, again = _triples(steps)
    return Measured(
        str(stage),
        str(kind),
        str(channel),
        str(category),
        str(dusun),
        tuple(times),
        bool(reopened),
        _int(score),
        again,
        bool(by_program),
        str(left_out),
    )


def _triples(values: Sequence[object]) -> Iterator[Times]:
    for at in range(0, len(values), 3):
        days, elapsed, on_time = values[at : at + 3]
        yield _int(days), _int(elapsed), None if on_time is None else bool(on_time)


def _int(value: object) -> int | None:
    """The store keeps the answer's days as a float."""
    return None if value is None else int(value)  # type: ignore[call-overload]
