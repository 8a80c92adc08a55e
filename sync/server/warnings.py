"""Early warnings over all units (complaints/early_warning.py), and the complaints that each was made of."""

from datetime import date
from functools import cache
from typing import NamedTuple

from complaints import early_warning
from complaints.early_warning import Answered, EarlyWarning, Received, Series, WarningKind
from sync.server.listing import COLUMNS, ComplaintRow
from sync.server.statement import PortableStatement, Transaction

MOST = 50  # shown
PAGE = 200  # complaints of one
KINDS: tuple[WarningKind, ...] = ("rise", "reopened", "silent")

_RECEIVED = PortableStatement(
    "SELECT c.category, c.dusun, c.unit, c.received_on, count(*) FROM complaint c WHERE c.stage <> '' "
    "AND c.received_on BETWEEN :first AND :today GROUP BY c.category, c.dusun, c.unit, c.received_on"
)
_ANSWERED = PortableStatement(
    "SELECT c.category, c.dusun, c.unit, count(*), sum(CASE WHEN c.reopened THEN 1 ELSE 0 END) FROM complaint c "
    "WHERE c.received_on BETWEEN :first AND :today AND (c.reopened OR c.stage IN ('responded', 'closed')) "
    "GROUP BY c.category, c.dusun, c.unit"
)
_BEGINS = PortableStatement("SELECT min(received_on) FROM complaint WHERE stage <> ''")


class Place(NamedTuple):
    """Which complaints a warning is about, as its address names it."""

    kind: WarningKind
    series: Series
    first: str
    last: str


def find(transaction: Transaction, today: date) -> list[EarlyWarning]:
    """The warnings of today, each kind for itself with the least likely first. Reads a year: not for every look at a page."""
    begins = transaction.first(_BEGINS)
    book_begins = date.fromisoformat(begins[0]) if begins and begins[0] else None
    days = {"first": early_warning.start(today).isoformat(), "today": today.isoformat()}
    received = [
        Received(Series(category, dusun, unit), date.fromisoformat(day).toordinal(), int(count))
        for category, dusun, unit, day, count in transaction.rows(_RECEIVED, **days)
    ]
    answered = [
        Answered(Series(category, dusun, unit), int(count), int(again))
        for category, dusun, unit, count, again in transaction.rows(_ANSWERED, **days)
    ]
    return [
        *early_warning.rises(received, book_begins, today),
        *early_warning.reopenings(answered, today),
        *early_warning.silences(received, book_begins, today),
    ][:MOST]


def cases(transaction: Transaction, place: Place) -> list[ComplaintRow]:
    """The complaints that the warning counts, the latest received first."""
    series = place.series
    return [
        ComplaintRow(*row)
        for row in transaction.rows(
            _listing(place.kind), unit=series.unit, category=series.category, dusun=series.dusun, first=place.first, last=place.last
        )
    ]  # fmt: skip


@cache
def _listing(kind: WarningKind) -> PortableStatement:
    condition = {
        "rise": "c.category = :category AND c.dusun = :dusun",
        "reopened": "c.category = :category AND c.dusun = :dusun AND c.reopened",
        "silent": ":category = '' AND :dusun = ''",
    }[kind]
    return PortableStatement(
        f"SELECT {COLUMNS} FROM complaint c WHERE c.stage <> '' AND c.unit = :unit AND c.received_on BETWEEN :first AND :last "
        f"AND {condition} ORDER BY c.received_on DESC, c.id DESC LIMIT {PAGE}"
    )
