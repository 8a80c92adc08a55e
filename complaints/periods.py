"""The periods that evaluations ask for, and what each is fairly compared with: as many days of the period before."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from complaints.indicators import last_of_month

PeriodName = Literal[
    "month", "last-month", "quarter", "last-quarter", "half", "year", "last-year", "twelve-months", "all", "free"
]
Comparison = Literal["before", "year-before", "none", "free"]
PERIODS: tuple[PeriodName, ...] = (
    "month", "last-month", "quarter", "last-quarter", "half", "year", "last-year", "twelve-months", "all", "free",
)  # fmt: skip
COMPARISONS: tuple[Comparison, ...] = ("before", "year-before", "none", "free")
# How many months the periods of a name are apart.
_MONTHS: dict[PeriodName, int] = {
    "month": 1, "last-month": 1, "quarter": 3, "last-quarter": 3, "half": 6, "year": 12, "last-year": 12, "twelve-months": 12,
}  # fmt: skip


class Period(NamedTuple):
    """Both days included."""

    first: date
    last: date


def period(name: PeriodName, today: date) -> Period | None:
    """The days of this period; one that goes on ends today. None for 'all' and 'free', which the name doesn't tell."""
    match name:
        case "month":
            return Period(today.replace(day=1), today)
        case "quarter":
            return Period(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today)
        case "half":
            return Period(today.replace(month=1 if today.month < 7 else 7, day=1), today)
        case "year":
            return Period(today.replace(month=1, day=1), today)
        case "twelve-months":
            return Period(shifted(today.replace(day=1), -11), today)
        case "last-month":
            first = shifted(today.replace(day=1), -1)
            return Period(first, last_of_month(first))
        case "last-quarter":
            first = shifted(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), -3)
            return Period(first, last_of_month(shifted(first, 2)))
        case "last-year":
            first = shifted(today.replace(month=1, day=1), -12)
            return Period(first, last_of_month(shifted(first, 11)))
        case "all" | "free":
            return None


def compared(name: PeriodName, period: Period, comparison: Comparison) -> Period | None:
    """The period that `period` is compared with; None when nothing is compared, or the days were chosen freely."""
    if comparison in ("none", "free") or name == "all":
        return None
    if comparison == "year-before" or name in _MONTHS:
        months = 12 if comparison == "year-before" else _MONTHS[name]
        return Period(shifted(period.first, -months), _shifted_end(period.last, -months))
    length = period.last - period.first
    end = period.first - timedelta(1) if period.first > date.min else period.first
    return Period(end - length if end - date.min > length else date.min, end)


def shifted(day: date, months: int) -> date:
    """The same day of another month, or that month's last one."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(day.day, last_of_month(first).day))


def _shifted_end(day: date, months: int) -> date:
    """The last day of a month stays the last day of a month."""
    moved = shifted(day, months)
    return last_of_month(moved) if day == last_of_month(day) else moved


def typed_days(first: date | None, last: date | None, today: date) -> Period:
    """An end that was left open is today, a start the first day of that year."""
    end = last or max(today, first or today)
    return Period(first or end.replace(month=1, day=1), end)


class Looked(NamedTuple):
    """The days that are looked at, None for the whole book, and those that they are compared with, None for none."""

    days: Period | None
    compared: Period | None


def looked_at(
    name: PeriodName, comparison: Comparison, today: date, typed: Period | None, typed_comparison: Period | None
) -> Looked:
    """What was chosen, as days; `typed` and `typed_comparison` are those of a free choice."""
    days = typed if name == "free" else period(name, today)
    if comparison == "free":
        return Looked(days, typed_comparison)
    return Looked(days, compared(name, days, comparison) if days is not None else None)
