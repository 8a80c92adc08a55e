"""What the complaints of each unit and month of receipt add up to, kept beside them: figures of a year read a few thousand rows, not all.

Whoever writes rows of `complaint` calls `move` in the same transaction with what stood there before and what stands there now;
`rebuild` makes all sums anew, and `differing` holds them against the complaints. The `revision` of a unit's month is another one after
each change of anything that figures are made of: what was computed of it may be kept as long as it stays (kept_figures.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from operator import add, attrgetter, itemgetter
from secrets import randbits
from typing import NamedTuple

import msgspec

from complaints.complaint import STAGES
from complaints.indicators import last_of_month
from sync.server.projection import NEITHER, UNANSWERED, Projected
from sync.server.statement import Insert, PortableStatement, Transaction

OUTCOMES = 5  # NEITHER, LATE, IN_TIME, UNDATED, BELATED in this order
_STAGE_PLACES = {stage: place for place, stage in enumerate(STAGES)}
_COLUMNS = "unit, stage, in_time, answer_days, received_on"

# What figures are made of beside that (evaluation.py). An older version beside us, whose rows are folded again, moves sums but no revision.
_JUDGED = ("satisfaction", "reopened", "title", "category", "dusun", "answer_due", "recorded_at", "rules")
_STANDING = PortableStatement(f"SELECT id, {_COLUMNS}, {', '.join(_JUDGED)} FROM complaint WHERE id IN :ids")
_CELL = PortableStatement("SELECT sums FROM month_sums WHERE month = :month AND unit = :unit", lock=True)
_NEW_CELL = PortableStatement(
    "INSERT INTO month_sums (month, unit, sums, revision) VALUES (:month, :unit, :sums, 0) ON CONFLICT DO NOTHING"
)
_PUT = Insert(
    "month_sums",
    {"month": "text", "unit": "text", "sums": "bytea", "revision": "int8"},
    "ON CONFLICT (month, unit) DO UPDATE SET sums = excluded.sums, revision = excluded.revision",
)
_BETWEEN = PortableStatement("SELECT unit, sums FROM month_sums WHERE month BETWEEN :first AND :last")
_BETWEEN_OF = PortableStatement(
    "SELECT unit, sums FROM month_sums WHERE month BETWEEN :first AND :last AND unit IN :units"
)
_REVISIONS = PortableStatement(
    "SELECT unit, revision FROM month_sums WHERE month BETWEEN :first AND :last ORDER BY month"
)
_NEXT = PortableStatement("SELECT min(received_on) FROM complaint WHERE received_on > :last")
_ROWS = PortableStatement(
    f"SELECT {_COLUMNS}, count(*) FROM complaint WHERE received_on BETWEEN :first AND :last AND stage <> '' "
    f"GROUP BY {_COLUMNS}"
)
_ROWS_OF = PortableStatement(
    f"SELECT {_COLUMNS}, count(*) FROM complaint WHERE unit IN :units AND received_on BETWEEN :first AND :last AND stage <> '' "
    f"GROUP BY {_COLUMNS}"
)
_STORED = PortableStatement("SELECT unit, sums FROM month_sums WHERE month = :month")
_STORED_MONTHS = PortableStatement("SELECT DISTINCT month FROM month_sums")
_CLEAR = PortableStatement("DELETE FROM month_sums")
_NO_WRITERS = PortableStatement("LOCK TABLE complaint, month_sums IN SHARE ROW EXCLUSIVE MODE")


class Counted(NamedTuple):
    """What of a complaint's row is summed."""

    unit: str
    stage: str
    in_time: int
    answer_days: int
    received_on: str


class Standing(NamedTuple):
    """All of a complaint's row that figures are made of."""

    counted: Counted
    judged: tuple[object, ...]


class Sums(msgspec.Struct, array_like=True):
    """How many: by stage (in the order of STAGES), by how they were answered (from NEITHER on), and by days from receipt to answer."""

    stages: list[int] = msgspec.field(default_factory=lambda: [0] * len(STAGES))
    outcomes: list[int] = msgspec.field(default_factory=lambda: [0] * OUTCOMES)
    days: dict[int, int] = msgspec.field(default_factory=dict[int, int])

    def add(self, counted: Counted, count: int = 1) -> None:
        self.stages[_STAGE_PLACES[counted.stage]] += count  # pyright: ignore[reportArgumentType]
        self.outcomes[counted.in_time - NEITHER] += count
        if counted.answer_days != UNANSWERED:
            self.days[counted.answer_days] = self.days.get(counted.answer_days, 0) + count

    def merge(self, other: "Sums") -> None:
        self.stages = list(map(add, self.stages, other.stages))
        self.outcomes = list(map(add, self.outcomes, other.outcomes))
        days, before = self.days, self.days.get
        for day, count in other.days.items():
            days[day] = before(day, 0) + count

    @property
    def received(self) -> int:
        return sum(self.stages)


_ENCODE, _DECODE = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Sums)
Cells = dict[tuple[str, str], Sums]


def move(transaction: Transaction, before: Mapping[str, Standing], after: Iterable[Projected]) -> None:
    """Takes the former rows of some complaints out of the sums, and their new ones in. `before` are those of `after` that were there.

    Locks the sums that change in one order, so that two transactions never wait for each other in a circle.
    """
    moved: dict[Counted, int] = {}  # of none by 0: what else figures are made of changed
    for row in after:
        now = Counted(row.unit, row.stage, row.in_time, row.answer_days, row.received_on)
        then = before.get(row.id)
        if then is not None:
            if then == Standing(now, _judged(row)):
                continue
            moved[then.counted] = moved.get(then.counted, 0) - 1
        moved[now] = moved.get(now, 0) + 1
    cells: Cells = {}
    for counted, count in moved.items():
        if counted.stage:
            cells.setdefault((counted.received_on[:7], counted.unit), Sums()).add(counted, count)
    changed: list[tuple[str, str, bytes, int]] = []
    for (month, unit), difference in sorted(cells.items(), key=itemgetter(0)):
        stored = _locked(transaction, month, unit)
        stored.merge(difference)
        stored.days = {day: count for day, count in stored.days.items() if count}
        changed.append((month, unit, _ENCODE.encode(stored), _new_revision()))
    transaction.insert(_PUT, changed)


def _new_revision() -> int:
    """One that no other state had, also of a database that was put back."""
    return randbits(63)


def _locked(transaction: Transaction, month: str, unit: str) -> Sums:
    row = transaction.first(_CELL, month=month, unit=unit)
    if row is None:
        transaction.run(_NEW_CELL, month=month, unit=unit, sums=_ENCODE.encode(Sums()))
        row = transaction.first(_CELL, month=month, unit=unit)
        assert row is not None
    return _DECODE.decode(row[0])


_judged = attrgetter(*_JUDGED)


def standing(transaction: Transaction, ids: Sequence[str]) -> dict[str, Standing]:
    """The rows of these complaints as they stand, by id."""
    width = 1 + len(Counted._fields)
    rows = transaction.rows(_STANDING, ids=list(ids)) if ids else []
    return {row[0]: Standing(Counted(*row[1:width]), row[width:]) for row in rows}


def revisions(transaction: Transaction, first: str, last: str) -> dict[str, tuple[int, ...]]:
    """By unit the revisions of the months from `first` to `last` ('2026-11') in which it received anything."""
    by_unit: dict[str, list[int]] = {}
    for unit, revision in transaction.rows(_REVISIONS, first=first, last=last):
        by_unit.setdefault(unit, []).append(revision)
    return {unit: tuple(of_unit) for unit, of_unit in by_unit.items()}


def of_days(transaction: Transaction, first: str, last: str, units: Sequence[str] = ()) -> dict[str, Sums]:
    """By unit what was received in these days (ISO dates): whole months as they are kept, the days around them from the complaints.

    Of these units alone, where any are named.
    """
    by_unit: dict[str, Sums] = {}
    for edge_first, edge_last, whole in _pieces(first, last):
        if whole:
            _add_between(transaction, by_unit, edge_first[:7], edge_last[:7], units)
        else:
            _add_rows(transaction, by_unit, edge_first, edge_last, units)
    return by_unit


def _add_between(
    transaction: Transaction, by_unit: dict[str, Sums], first: str, last: str, units: Sequence[str]
) -> None:
    """What was received in the months from `first` to `last` ('2026-11'), both included."""
    months = {"first": first, "last": last}
    rows = transaction.rows(_BETWEEN_OF, units=units, **months) if units else transaction.rows(_BETWEEN, **months)
    for unit, packed in rows:
        sums = _DECODE.decode(packed)
        if unit in by_unit:
            by_unit[unit].merge(sums)
        else:
            by_unit[unit] = sums


def _pieces(first: str, last: str) -> Iterator[tuple[str, str, bool]]:
    """The days in up to three pieces: the end of a month, whole months, the beginning of one."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    if begin.day > 1:
        rest = min(last_of_month(begin), end)
        yield first, rest.isoformat(), False
        if rest == end:
            return
        begin = rest + timedelta(1)
    if end == last_of_month(end):
        yield begin.isoformat(), last, True
        return
    month = end.replace(day=1)
    if begin < month:
        yield begin.isoformat(), (month - timedelta(1)).isoformat(), True
    yield month.isoformat(), last, False


def _add_rows(
    transaction: Transaction, by_unit: dict[str, Sums], first: str, last: str, units: Sequence[str] = ()
) -> None:
    days = {"first": first, "last": last}
    rows = transaction.rows(_ROWS_OF, units=units, **days) if units else transaction.rows(_ROWS, **days)
    for *values, count in rows:
        counted = Counted(*values)
        by_unit.setdefault(counted.unit, Sums()).add(counted, count)


# Anew, and held against the complaints ---------------------------------------------------------------------------------


def rebuild(transaction: Transaction) -> None:
    """Makes all sums from the complaints, which nobody may change meanwhile."""
    if transaction.postgres:
        transaction.run(_NO_WRITERS)
    transaction.run(_CLEAR)
    for month, by_unit in _months(transaction):
        transaction.insert(
            _PUT, [(month, unit, _ENCODE.encode(sums), _new_revision()) for unit, sums in sorted(by_unit.items())]
        )


def differing(transaction: Transaction) -> Iterator[tuple[str, str]]:
    """The months and units whose sums are not those of their complaints."""
    stored_months = {month for (month,) in transaction.rows(_STORED_MONTHS)}
    for month, by_unit in _months(transaction):
        stored = {unit: _DECODE.decode(packed) for unit, packed in transaction.rows(_STORED, month=month)}
        stored_months.discard(month)
        for unit in sorted(stored.keys() | by_unit.keys()):
            if stored.get(unit, Sums()) != by_unit.get(unit, Sums()):
                yield month, unit
    for month in sorted(stored_months):
        for unit, packed in transaction.rows(_STORED, month=month):
            if _DECODE.decode(packed) != Sums():
                yield month, unit


def _months(transaction: Transaction) -> Iterator[tuple[str, dict[str, Sums]]]:
    """A month at a time, so that never all complaints are in memory."""
    last = ""
    while received_on := transaction.rows(_NEXT, last=last)[0][0]:
        month = received_on[:7]
        last = f"{month}-31"
        by_unit: dict[str, Sums] = {}
        _add_rows(transaction, by_unit, f"{month}-01", last)
        yield month, by_unit
