"""The indicators of a period, read from the sums that are kept by month; the days of months that it cuts are summed from their rows."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, text

from complaints.indicators import Figures, Mark, coming, figures, last_of_month
from complaints.passages import MEASURED
from desktop.store import tally
from desktop.store.schema import UNFINISHED
from desktop.store.statement import rows
from desktop.store.tally import Sums

_ROWS = f"SELECT {', '.join(tally.COLUMNS)} FROM complaint WHERE received_on BETWEEN :first AND :last"
_COUNTS = ", ".join(f"sum({step}_due < :day), sum({step}_due >= :day)" for step in MEASURED)
_UNFINISHED = f"FROM complaint WHERE {UNFINISHED} AND received_on BETWEEN :first AND :last"
COMING_BY_CATEGORY = f"SELECT substr(received_on, 1, 7), category, {_COUNTS} {_UNFINISHED} GROUP BY 1, 2"
COMING_BY_DUSUN = f"SELECT dusun, {_COUNTS} {_UNFINISHED} GROUP BY 1"


def load(connection: Connection, first: date | None, last: date | None, today: date) -> Figures:
    """The indicators of the complaints received in these days, both included; None: since the first, to the last one."""
    known = connection.execute(text("SELECT min(received_on), max(received_on) FROM complaint")).one()
    first = first or _day(known[0], today)
    last = last or max(_day(known[1], today), first)
    sums = _sums(connection, first, last)
    given = {"first": first.isoformat(), "last": last.isoformat(), "day": today.toordinal()}
    for month, category, *counts in rows(connection, COMING_BY_CATEGORY, given):
        _add(sums, month, coming("category", category, counts))
    for dusun, *counts in rows(connection, COMING_BY_DUSUN, given):
        # Of a dusun no month is told: any of the period's holds it.
        _add(sums, f"{first:%Y-%m}", coming("dusun", dusun, counts))
    return figures(sums, first, last, today)


def _day(found: str | None, missing: date) -> date:
    return date.fromisoformat(found) if found else missing


def _sums(connection: Connection, first: date, last: date) -> Sums:
    """Whole months from what is kept, the days before and behind them from their rows."""
    start = first if first.day == 1 else last_of_month(first) + timedelta(1)
    end = last if last == last_of_month(last) else last.replace(day=1) - timedelta(1)
    if start > end:
        return _summed(connection, first, last)
    found = tally.load(connection, f"{start:%Y-%m}", f"{end:%Y-%m}")
    if first < start:
        _merge(found, _summed(connection, first, start - timedelta(1)))
    if end < last:
        _merge(found, _summed(connection, end + timedelta(1), last))
    return found


def _summed(connection: Connection, first: date, last: date) -> Sums:
    return tally.summed(rows(connection, _ROWS, {"first": first.isoformat(), "last": last.isoformat()}))


def _merge(into: Sums, more: Sums) -> None:
    for month, counted in more.items():
        _add(into, month, counted.items())


def _add(into: Sums, month: str, counted: Iterable[tuple[Mark, int]]) -> None:
    own = into.setdefault(month, {})
    for mark, count in counted:
        own[mark] = own.get(mark, 0) + count
