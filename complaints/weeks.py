"""The weeks by which a district looks at its work: ISO weeks from Monday to Sunday, and the ones that each is compared with."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from complaints.errors import OfficeError
from complaints.phrases import phrase

_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
FIRST_YEAR, LAST_YEAR = 1900, 9998


class NoWeek(OfficeError):
    def __init__(self, text: str) -> None:
        super().__init__(
            phrase("“{text}” bukan pekan. Tulislah tahun dan nomornya, misalnya 2026-W48.", text=text[:40])
        )


class Week(NamedTuple):
    """`year` and `number` as in ISO 8601: the week of the year's first Thursday is its first."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(6)

    @property
    def before(self) -> "Week":
        return week_of(self.first - timedelta(7))

    @property
    def after(self) -> "Week":
        return week_of(self.first + timedelta(7))

    @property
    def year_before(self) -> "Week":
        """The week of the same number a year ago; for a 53rd that the year before didn't have, its last."""
        last = week_of(date(self.year - 1, 12, 28)).number  # 28 December is always in the last week
        return Week(self.year - 1, min(self.number, last))

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"


def week_of(day: date) -> Week:
    return Week(*day.isocalendar()[:2])


def parse_week(text: str) -> Week:
    """Reads '2026-W48'. Raises NoWeek for anything else, and for a week that its year doesn't have."""
    match = _WEEK.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        raise NoWeek(text)
    week = Week(int(match[1]), int(match[2]))
    if not 1 <= week.number <= week_of(date(week.year, 12, 28)).number:
        raise NoWeek(text)
    return week
