"""Early warnings over all units (complaints/early_warning.py), and the complaints that each was made of."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from complaints import early_warning
from complaints.early_warning import Answered, EarlyWarning, Received, Series, WarningKind
from sync.server import units
from sync.server.listing import COLUMNS, ComplaintRow
from sync.server.number_text import number
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


def words(warning: EarlyWarning, names: Mapping[str, str], label: Callable[[str], str]) -> str:
    """'Jalan, Dusun Bonto, Desa Saotanre: 9 pengaduan dalam 28 hari, biasanya 2,1'. `names` are units' titles, `label` names a category."""
    series = warning.series
    category = label(series.category).rpartition(" › ")[2] if series.category else ""
    dusun = f"Dusun {series.dusun}" if series.dusun else ""
    place = ", ".join(part for part in (category, dusun, names.get(series.unit, series.unit)) if part)
    usual = f"biasanya {number(warning.expected, 1)}"
    match warning.kind:
        case "rise":
            return f"{place}: {number(warning.count)} pengaduan dalam 28 hari, {usual}"
        case "reopened":
            return f"{place}: {number(warning.count)} pengaduan dibuka kembali dalam setahun, {usual}"
        case "silent":
            return f"{place}: tidak ada pengaduan dalam 28 hari, {usual}"


def sentences(transaction: Transaction, today: date, label: Callable[[str], str]) -> list[str]:
    """The warnings of today in words."""
    found = find(transaction, today)
    names = units.titles(transaction, sorted({warning.series.unit for warning in found}))
    return [words(warning, names, label) for warning in found]


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
