"""The indicators of a period, read from the sums that are kept by month; the days of months that it cuts are summed from their rows."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection

from complaints.indicators import (
    Figures,
    Mark,
    Share,
    Split,
    figures,
    last_of_month,
    passed,
    pending_again,
    pending_marks,
    shares,
)
from complaints.step_times import MEASURED
from desktop.store import month_sums
from desktop.store.month_sums import STEP_COLUMNS, Sums
from desktop.store.schema import UNFINISHED
from desktop.store.statement import rows

_ROWS = f"SELECT {', '.join(month_sums.COLUMNS)} FROM complaint WHERE received_on BETWEEN :first AND :last"
_COUNTS = ", ".join(f"sum({step}_due < :day), sum({step}_due >= :day)" for step in MEASURED)
_UNFINISHED = f"FROM complaint WHERE {UNFINISHED} AND received_on BETWEEN :first AND :last"
_PLACE = "dusun || char(10) || rw || char(10) || rt"
_SPLITS: dict[Split, str] = {
    "category": "category", "dusun": "dusun", "place": _PLACE, "channel": "channel", "kind": "kind", "stage": "stage",
}  # fmt: skip
_IN_TIME = ", ".join(STEP_COLUMNS[step][2] for step in MEASURED)
# Together: most of what they take is that SQLite puts the unfinished ones in order, whatever it then groups them by. The months lie in
# the order of the index, so that each is summed without that.
COMING_BY_LINE = f"SELECT category, dusun, {_COUNTS} {_UNFINISHED} GROUP BY 1, 2"
COMING = f"SELECT {_COUNTS} {_UNFINISHED}"
COMING_AGAIN = (
    "SELECT sum(again_due < :day), sum(again_due >= :day) FROM complaint "
    "WHERE again_due IS NOT NULL AND received_on BETWEEN :first AND :last"
)
# Each by an index; asked for together, SQLite looks at every complaint.
BOUNDS = "SELECT (SELECT min(received_on) FROM complaint), (SELECT max(received_on) FROM complaint)"
_NO_MONTH = ""  # of what the months don't tell apart


def load(connection: Connection, first: date | None, last: date | None, today: date) -> Figures:
    """The indicators of the complaints received in these days, both included; None: since the first, to the last one."""
    [bounds] = rows(connection, BOUNDS, {})
    oldest, newest = _day(bounds[0], today), _day(bounds[1], today)
    first = first or oldest
    last = last or max(newest, first)
    # Where nothing lies before or behind the period, the month that it begins or ends in is whole, and kept.
    sums = _sums(
        connection,
        first.replace(day=1) if first <= oldest else first,
        last_of_month(last) if last >= newest else last,
    )
    parameters = {"first": first.isoformat(), "last": last.isoformat(), "day": today.toordinal()}
    months = list(sums)
    for category, dusun, *counts in rows(connection, COMING_BY_LINE, parameters):
        _add(sums, _NO_MONTH, pending_marks("category", category, counts))
        _add(sums, _NO_MONTH, pending_marks("dusun", dusun, counts))
    for month in months:
        days = {"first": max(parameters["first"], f"{month}-01"), "last": min(parameters["last"], f"{month}-31")}
        for counts in rows(connection, COMING, parameters | days):
            _add(sums, month, pending_marks("coming", "", counts))
    for counts in rows(connection, COMING_AGAIN, parameters):
        _add(sums, _NO_MONTH, pending_again(counts))
    return figures(sums, first, last, today)


def split(connection: Connection, by: Split, first: date, last: date, today: date) -> tuple[Share, ...]:
    """The same complaints in the lines that `by` makes. Of category and dusun `load` has them: those sums are kept."""
    line = _SPLITS[by]
    parameters = {"first": first.isoformat(), "last": last.isoformat(), "day": today.toordinal()}
    counted: dict[str, dict[str, int]] = {}
    alike = (
        f"SELECT {line}, stage, {_IN_TIME}, left_out, count(*) FROM complaint "
        f"WHERE received_on BETWEEN :first AND :last GROUP BY 1, stage, {_IN_TIME}, left_out"
    )
    for of, stage, *in_time, left_out, count in rows(connection, alike, parameters):
        _count(counted, ((mark, count) for mark in passed(by, of, stage, map(_bool, in_time), left_out)))
    for of, *counts in rows(connection, f"SELECT {line}, {_COUNTS} {_UNFINISHED} GROUP BY 1", parameters):
        _count(counted, pending_marks(by, of, counts))
    return shares(counted)


def _count(counted: dict[str, dict[str, int]], marks: Iterable[tuple[Mark, int]]) -> None:
    for mark, count in marks:
        counts = counted.setdefault(mark.of, {})
        counts[mark.value] = counts.get(mark.value, 0) + count


def _bool(stored: object) -> bool | None:
    return None if stored is None else bool(stored)


def _day(iso_date: str | None, missing: date) -> date:
    return date.fromisoformat(iso_date) if iso_date else missing


def _sums(connection: Connection, first: date, last: date) -> Sums:
    """Whole months from what is kept, the days before and behind them from their rows."""
    start = first if first.day == 1 else last_of_month(first) + timedelta(1)
    end = last if last == last_of_month(last) else last.replace(day=1) - timedelta(1)
    if start > end:
        return _summed(connection, first, last)
    sums = month_sums.load(connection, f"{start:%Y-%m}", f"{end:%Y-%m}")
    if first < start:
        _merge(sums, _summed(connection, first, start - timedelta(1)))
    if end < last:
        _merge(sums, _summed(connection, end + timedelta(1), last))
    return sums


def _summed(connection: Connection, first: date, last: date) -> Sums:
    return month_sums.summed(rows(connection, _ROWS, {"first": first.isoformat(), "last": last.isoformat()}))


def _merge(into: Sums, addend: Sums) -> None:
    for month, counted in addend.items():
        _add(into, month, counted.items())


def _add(into: Sums, month: str, counted: Iterable[tuple[Mark, int]]) -> None:
    counts = into.setdefault(month, {})
    for mark, count in counted:
        counts[mark] = counts.get(mark, 0) + count
