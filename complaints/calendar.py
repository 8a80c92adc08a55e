"""Working days: the office's week, minus national holidays and cuti bersama, plus and minus the office's own days."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

DaysPerWeek = Literal[5, 6]
LAST_DAY = date.max.toordinal()
KNOWN_YEARS = range(1946, 2101)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days the office works. `holidays` are days off by their Indonesian name; weekends need no entry."""

    days_per_week: DaysPerWeek = 5
    holidays: Mapping[date, str] = field(default_factory=dict[date, str])
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _years: dict[int, tuple[int, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict[int, tuple[int, ...]]
    )

    def __post_init__(self) -> None:
        off = sorted(day.toordinal() for day in self.holidays if day.weekday() < self.days_per_week)
        object.__setattr__(self, "_off", tuple(off))

    def is_working(self, day: date) -> bool:
        return day.weekday() < self.days_per_week and day not in self.holidays

    def holiday_name(self, day: date) -> str:
        """The Indonesian name of a day off; '' for working days and plain weekends."""
        return self.holidays.get(day, "")

    def add(self, day: date, working_days: int) -> date:
        """The n-th working day after `day`; `day` itself for 0 or fewer, the last day that exists past the end of time."""
        if working_days <= 0:
            return day
        start = day.toordinal()
        # Nearly every limit ends in the year it began in, and a register counts a hundred thousand of them.
        year = self._years.get(day.year) or self._listed(day.year)
        place = bisect_right(year, start) + working_days - 1
        if place < len(year):
            return date.fromordinal(year[place])
        target = self._worked(start) + working_days
        at = min(start + (working_days - 1) // self.days_per_week * 7, LAST_DAY)
        # As many days on as working days are missing: never past the day looked for, and the last step ends on it.
        while at < LAST_DAY and (missing := target - self._worked(at)) > 0:
            at = min(at + missing, LAST_DAY)
        return date.fromordinal(at)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` comes first."""
        return self._worked(end.toordinal()) - self._worked(start.toordinal())

    def ordinal_in_month(self, day: date) -> int:
        """Which working day of its month this is ('hari kerja ke-15'); on a day off, how many have been."""
        first = day.replace(day=1)
        return self.between(first, day) + self.is_working(first)

    def _listed(self, year: int) -> tuple[int, ...]:
        """The ordinals of this year's working days, kept; of a year that nobody lives in, none."""
        if year not in KNOWN_YEARS:
            return ()
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        off = set(self._off[bisect_right(self._off, first - 1) : bisect_right(self._off, last)])
        # The day of ordinal 1 was a Monday.
        days = tuple(day for day in range(first, last + 1) if (day - 1) % 7 < self.days_per_week and day not in off)
        self._years[year] = days
        return days

    def _worked(self, day: int) -> int:
        """Working days since the first Monday of the calendar, 1 January 1, up to and with the day of this ordinal."""
        weeks, weekday = divmod(day, 7)
        return weeks * self.days_per_week + min(weekday, self.days_per_week) - bisect_right(self._off, day)


def work_calendar(
    days_per_week: DaysPerWeek,
    national: Mapping[date, str],
    extra: Mapping[date, str] | None = None,
    removed: Iterable[date] = (),
) -> WorkCalendar:
    """The office's calendar: `national` days off, its own `extra` ones, without the `removed` ones that it works through."""
    working = frozenset(removed)
    days = {day: name for day, name in national.items() if day not in working}
    return WorkCalendar(days_per_week, {**days, **(extra or {})})


def national_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """National holidays and cuti bersama by Indonesian name, both years included.

    The first call imports the `holidays` package, which takes some 200 ms: call it off the GUI thread, or keep its answer
    together with `table_version()` and ask again only when that changes. Years to come hold estimates of the moving feasts
    ('perkiraan') and no cuti bersama before the joint decree of three ministers (SKB) is out and the package follows.
    """
    return {
        day: name
        for year in range(max(first_year, KNOWN_YEARS.start), min(last_year, KNOWN_YEARS[-1]) + 1)
        for day, name in _year(year)
    }


def table_version() -> str:
    """The version of the package that the national table comes from, without the 100 ms of importing it.

    By the name of the folder that tells it: what else could read it brings `email` along, 1.1 MB with every start.
    """
    package = find_spec("holidays")
    for place in (package.submodule_search_locations or ()) if package else ():
        for told in Path(place).parent.glob("holidays-*.dist-info"):
            return told.name.removeprefix("holidays-").removesuffix(".dist-info")
    from importlib.metadata import version

    return version("holidays")


@cache
def _year(year: int) -> tuple[tuple[date, str], ...]:
    from holidays import country_holidays

    holidays = country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return tuple((day, name) for day, name in sorted(holidays.items()) if day.year == year)
