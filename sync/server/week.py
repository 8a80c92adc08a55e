"""A week of the district: received, answered, newly late and open, by unit and kecamatan, against the week before and a year ago.

A week that goes on is compared with as many days. What went on in a week stays; how things stand (late, in whose hands) is of today, whichever week one looks at.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from complaints import time_zones
from complaints.indicators import median
from complaints.office_kind import subdistrict
from complaints.weeks import Week, week_of
from sync.server import notice, silence, units
from sync.server.district import District
from sync.server.projection import BELATED, IN_TIME, LATE
from sync.server.silence import Silence
from sync.server.statement import PortableStatement, Transaction
from sync.server.units import RegisteredUnit
from sync.server.week_figures import AGES, CONDITIONS, LATE_ENTRY, Figure, Span

Then = Literal["before", "year_before"]
NO_KECAMATAN = "Perangkat daerah"
CHART_WEEKS = 13
_ANSWERED_HOW: dict[int, Figure] = {IN_TIME: "in_time", LATE: "answered_late", BELATED: "belated"}


def _by_unit(figure: Figure) -> PortableStatement:
    return PortableStatement(f"SELECT c.unit, count(*) FROM complaint c WHERE {CONDITIONS[figure]} GROUP BY c.unit")


_RECEIVED, _NEWLY_LATE = _by_unit("received"), _by_unit("newly_late")
# The unit as an expression: else SQLite reads all complaints in the order of their units instead of the few in the index of the day.
_UNIT = "c.unit || ''"
_OPEN = PortableStatement(f"SELECT {_UNIT}, count(*) FROM complaint c WHERE {CONDITIONS['open']} GROUP BY {_UNIT}")
_ANSWERED = PortableStatement(
    f"SELECT c.unit, c.in_time, count(*) FROM complaint c WHERE {CONDITIONS['answered']} GROUP BY c.unit, c.in_time"
)
_UNDATED, _REOPENED, _UNKNOWN = _by_unit("undated"), _by_unit("reopened"), _by_unit("unknown")
_OPEN_BY_AGE = PortableStatement(
    f"SELECT {_UNIT}, sum(CASE WHEN c.received_on >= :week_ago THEN 1 ELSE 0 END), "
    "sum(CASE WHEN c.received_on >= :month_ago AND c.received_on < :week_ago THEN 1 ELSE 0 END), "
    "sum(CASE WHEN c.received_on >= :quarter_ago AND c.received_on < :month_ago THEN 1 ELSE 0 END), "
    "sum(CASE WHEN c.received_on < :quarter_ago THEN 1 ELSE 0 END) "
    f"FROM complaint c WHERE {CONDITIONS['open']} GROUP BY {_UNIT}"
)
_LATE = PortableStatement(
    f"SELECT c.unit, count(*), min(c.due_day) FROM complaint c WHERE {CONDITIONS['late']} GROUP BY c.unit"
)
_FORWARDED = PortableStatement(
    "SELECT c.holder, count(*), sum(CASE WHEN c.holder_due < :as_of THEN 1 ELSE 0 END), "
    "sum(CASE WHEN c.holder_due = :as_of THEN 1 ELSE 0 END) "
    f"FROM complaint c WHERE {CONDITIONS['forwarded']} GROUP BY c.holder"
)
_REMINDED = PortableStatement(
    "SELECT r.unit, count(*), sum(CASE WHEN r.letter THEN 1 ELSE 0 END) FROM reminder r "
    "WHERE r.written_on BETWEEN :week_first_on AND :week_end_on AND r.device <> '' GROUP BY r.unit"
)
_RATED = PortableStatement(
    f"SELECT c.satisfaction, count(*) FROM complaint c WHERE {CONDITIONS['rated']} GROUP BY c.satisfaction"
)
_LAGS = PortableStatement(
    "SELECT c.entry_lag, count(*) FROM complaint c WHERE c.recorded_at BETWEEN :week_first_at AND :week_last_at AND c.stage <> '' "
    "AND c.entry_lag >= 0 GROUP BY c.entry_lag"
)
_RECEIVED_DAYS = PortableStatement(
    "SELECT c.received_on, count(*) FROM complaint c WHERE c.received_on BETWEEN :week_first_on AND :week_end_on GROUP BY c.received_on"
)
_ANSWERED_DAYS = PortableStatement(
    f"SELECT c.answered_day, count(*) FROM complaint c WHERE {CONDITIONS['answered']} GROUP BY c.answered_day"
)


@dataclass(slots=True)
class Line:
    """The figures of a unit, a kecamatan ('' for the agencies) or of all; `counts` by figure, then by figure and time before."""

    code: str
    name: str
    counts: Counter[str] = field(default_factory=Counter[str])

    def __getitem__(self, figure: str) -> int:
        return self.counts[figure]

    def before(self, figure: str) -> int:
        """In the week before, or at its end."""
        return self.counts[f"{figure}.before"]

    def year_before(self, figure: str) -> int:
        return self.counts[f"{figure}.year_before"]

    @property
    def share_in_time(self) -> float | None:
        """Of the answers of the week whose time is known (0…1); None when there are none."""
        decided = self["in_time"] + self["answered_late"]
        return self["in_time"] / decided if decided else None

    @property
    def ages(self) -> list[int]:
        return [self[figure] for figure, _ in AGES]

    @property
    def is_nil(self) -> bool:
        """Nothing came, nothing was done and nothing is open."""
        return not any(self[figure] for figure in ("received", "answered", "newly_late", "open", "late"))


@dataclass(slots=True)
class KecamatanLine(Line):
    units: list[Line] = field(default_factory=list[Line])


class Held(NamedTuple):
    """What was forwarded to a unit and is open there: `late` past its day, `due_today` on it."""

    unit: str
    name: str
    open: int
    late: int
    due_today: int


class Reminded(NamedTuple):
    """How often a unit was reminded in the week, `letters` of these by a letter (surat teguran)."""

    unit: str
    name: str
    written: int
    letters: int


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """`late_days`: working days by which the longest overdue is; `ratings` count by score, `lags` by days from receipt to entry."""

    week: Week
    today: date
    before: Span
    year_before: Span
    total: Line
    kecamatan: list[KecamatanLine]
    held: list[Held]
    ratings: Mapping[int, int]
    lags: Mapping[int, int]
    silence: Silence
    late_days: int | None
    reminded: list[Reminded]

    @property
    def reminders(self) -> int:
        return sum(unit.written for unit in self.reminded)

    @property
    def letters(self) -> int:
        return sum(unit.letters for unit in self.reminded)

    @property
    def is_current(self) -> bool:
        return self.week == week_of(self.today)

    @property
    def rated(self) -> int:
        return sum(self.ratings.values())

    @property
    def mean_rating(self) -> float | None:
        return sum(score * count for score, count in self.ratings.items()) / self.rated if self.rated else None

    @property
    def entered(self) -> int:
        return sum(self.lags.values())

    @property
    def median_lag(self) -> float | None:
        return median(self.lags) if self.lags else None

    @property
    def entered_late(self) -> int:
        return sum(count for days, count in self.lags.items() if days > LATE_ENTRY)


class ChartWeek(NamedTuple):
    week: Week
    received: int
    answered: int


def load(transaction: Transaction, district: District, asked: Week | None, silent_days: int) -> WeekFigures:
    """The figures of this week, or None for the current one. Silent is an office that has not come for more than `silent_days`."""
    zone, now = notice.zone(transaction), district.now()
    today = time_zones.today(now / 1000, zone)
    week = asked or week_of(today)
    this = Span(week, today, zone)
    before, year_before = this.compared(week.before), this.compared(week.year_before)
    counts, oldest = _counts(transaction, this)
    _add_before(transaction, counts, "before", before)
    _add_before(transaction, counts, "year_before", year_before)
    span = this.parameters
    forwarded, reminded = transaction.rows(_FORWARDED, **span), transaction.rows(_REMINDED, **span)
    listed = {unit.code: unit for unit in units.load(transaction)}
    codes = counts.keys() | {holder for holder, *_ in forwarded} | {unit for unit, *_ in reminded}
    kecamatan = {code for code in map(subdistrict, codes | listed.keys()) if code}
    names = {code: unit.title for code, unit in listed.items()} | units.titles(
        transaction, sorted((codes | kecamatan) - listed.keys())
    )
    lines = _lines(counts, listed, names)
    total = Line("", "Kabupaten")
    for line in lines:
        total.counts.update(line.counts)
    return WeekFigures(
        week,
        today,
        before,
        year_before,
        total,
        lines,
        sorted(
            (Held(holder, names[holder], *map(int, held)) for holder, *held in forwarded),
            key=lambda held: (-held.late, -held.open, held.name),
        ),
        dict(transaction.rows(_RATED, **span)),
        dict(transaction.rows(_LAGS, **span)),
        silence.find(transaction, list(listed.values()), now, silent_days),
        district.desk(transaction).reckoning().calendar.between(oldest, today) if oldest else None,
        sorted(
            (Reminded(unit, names[unit], *map(int, counted)) for unit, *counted in reminded),
            key=lambda unit: (-unit.letters, -unit.written, unit.name),
        ),
    )


def _counts(transaction: Transaction, span: Span) -> tuple[dict[str, Counter[str]], date | None]:
    """Of each unit the figures of this week, and since when the longest overdue of all is."""
    counts: dict[str, Counter[str]] = {}

    def add(unit: str, figure: str, count: int) -> None:
        counts.setdefault(unit, Counter())[figure] += int(count)

    parameters = span.parameters
    for figure, statement in (
        ("received", _RECEIVED), ("newly_late", _NEWLY_LATE), ("undated", _UNDATED), ("reopened", _REOPENED), ("unknown", _UNKNOWN),
    ):  # fmt: skip
        for unit, count in transaction.rows(statement, **parameters):
            add(unit, figure, count)
    for unit, how, count in transaction.rows(_ANSWERED, **parameters):
        add(unit, "answered", count)
        if how in _ANSWERED_HOW:
            add(unit, _ANSWERED_HOW[how], count)
    for unit, *ages in transaction.rows(_OPEN_BY_AGE, **parameters):
        for (figure, _), count in zip(AGES, ages, strict=True):
            add(unit, figure, count)
        add(unit, "open", sum(map(int, ages)))
    oldest: list[int] = []
    for unit, count, due in transaction.rows(_LATE, **parameters):
        add(unit, "late", count)
        oldest.append(due)
    return counts, date.fromordinal(min(oldest)) if oldest else None


def _add_before(transaction: Transaction, counts: dict[str, Counter[str]], then: Then, span: Span) -> None:
    """The same figures of another week, as far as they can be known of it now."""
    parameters = span.parameters
    for figure, statement in (("received", _RECEIVED), ("newly_late", _NEWLY_LATE), ("open", _OPEN)):
        for unit, count in transaction.rows(statement, **parameters):
            counts.setdefault(unit, Counter())[f"{figure}.{then}"] += count
    for unit, how, count in transaction.rows(_ANSWERED, **parameters):
        of_unit = counts.setdefault(unit, Counter())
        of_unit[f"answered.{then}"] += count
        if how in _ANSWERED_HOW:
            of_unit[f"{_ANSWERED_HOW[how]}.{then}"] += count


def _lines(
    counts: Mapping[str, Counter[str]], listed: Mapping[str, RegisteredUnit], names: Mapping[str, str]
) -> list[KecamatanLine]:
    """A line for each kecamatan with its units, by name; the agencies last. Every listed unit has one, whatever it did."""
    offices = counts.keys() | {code for code, unit in listed.items() if unit.kind not in units.ABOVE_OFFICES}
    by_kecamatan: dict[str, list[Line]] = {}
    for code in offices:
        by_kecamatan.setdefault(subdistrict(code), []).append(Line(code, names[code], counts.get(code, Counter())))
    lines: list[KecamatanLine] = []
    for code, members in by_kecamatan.items():
        line = KecamatanLine(
            code, names[code] if code else NO_KECAMATAN, units=sorted(members, key=lambda unit: unit.name)
        )
        for member in members:
            line.counts.update(member.counts)
        lines.append(line)
    return sorted(lines, key=lambda line: (not line.code, line.name))


def chart(transaction: Transaction, week: Week) -> list[ChartWeek]:
    """What came and what was answered in this week and the twelve before it."""
    weeks = [week]
    for _ in range(CHART_WEEKS - 1):
        weeks.insert(0, weeks[0].before)
    first, last = weeks[0].first, week.last
    days = {"week_first_on": first.isoformat(), "week_end_on": last.isoformat()}
    received: Counter[Week] = Counter()
    for day, count in transaction.rows(_RECEIVED_DAYS, **days):
        received[week_of(date.fromisoformat(day))] += count
    answered: Counter[Week] = Counter()
    for day, count in transaction.rows(_ANSWERED_DAYS, week_first=first.toordinal(), week_end=last.toordinal()):
        answered[week_of(date.fromordinal(day))] += count
    return [ChartWeek(each, received[each], answered[each]) for each in weeks]
