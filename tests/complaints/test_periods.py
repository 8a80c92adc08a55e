"""Periods end today while they go on, and are compared with as many days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.periods import (
    COMPARISONS,
    PERIODS,
    Comparison,
    Period,
    PeriodName,
    compared,
    looked_at,
    period,
    shifted,
    typed_days,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "own", "before"),
    [
        ("month", (date(2026, 11, 1), TODAY), (date(2026, 10, 1), date(2026, 10, 24))),
        ("last-month", (date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 9, 1), date(2026, 9, 30))),
        ("quarter", (date(2026, 10, 1), TODAY), (date(2026, 7, 1), date(2026, 8, 24))),
        ("last-quarter", (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 4, 1), date(2026, 6, 30))),
        ("half", (date(2026, 7, 1), TODAY), (date(2026, 1, 1), date(2026, 5, 24))),
        ("year", (date(2026, 1, 1), TODAY), (date(2025, 1, 1), date(2025, 11, 24))),
        ("last-year", (date(2025, 1, 1), date(2025, 12, 31)), (date(2024, 1, 1), date(2024, 12, 31))),
        ("twelve-months", (date(2025, 12, 1), TODAY), (date(2024, 12, 1), date(2025, 11, 24))),
    ],
)
def test_a_period_and_the_one_before(name: PeriodName, own: tuple[date, date], before: tuple[date, date]):
    found = period(name, TODAY)
    assert found == own
    assert found is not None
    assert compared(name, found, "before") == before


def test_free_days_are_compared_with_as_many_before_them():
    own = Period(date(2026, 3, 10), date(2026, 3, 19))
    assert compared("free", own, "before") == (date(2026, 2, 28), date(2026, 3, 9))
    assert compared("free", own, "year-before") == (date(2025, 3, 10), date(2025, 3, 19))
    assert compared("free", own, "none") is None


def test_the_29th_of_february_and_ends_of_months():
    assert shifted(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert compared("month", Period(date(2026, 3, 1), date(2026, 3, 31)), "before") == (
        date(2026, 2, 1),
        date(2026, 2, 28),
    )
    assert compared("year", Period(date(2024, 2, 1), date(2024, 2, 29)), "year-before") == (
        date(2023, 2, 1), date(2023, 2, 28),
    )  # fmt: skip


@given(st.dates(), st.sampled_from(PERIODS), st.sampled_from(COMPARISONS))
def test_no_day_is_too_early_or_too_late(today: date, name: PeriodName, comparison: Comparison):
    own = period(name, today) or Period(today, today)
    other = compared(name, own, comparison)
    assert own.first <= own.last
    assert other is None or other.first <= other.last


def test_days_that_were_left_open_are_filled():
    today = date(2026, 11, 30)
    assert typed_days(None, None, today) == Period(date(2026, 1, 1), today)
    assert typed_days(date(2026, 5, 2), None, today) == Period(date(2026, 5, 2), today)
    assert typed_days(date(2027, 2, 3), None, today) == Period(date(2027, 2, 3), date(2027, 2, 3))
    assert typed_days(None, date(2024, 6, 1), today) == Period(date(2024, 1, 1), date(2024, 6, 1))


def test_what_is_looked_at_and_with_what_it_is_compared():
    today, typed = date(2026, 11, 30), Period(date(2026, 3, 1), date(2026, 3, 31))
    month = Period(date(2026, 11, 1), today)
    assert looked_at("month", "before", today, None, None) == (month, compared("month", month, "before"))
    assert looked_at("month", "free", today, None, typed) == (month, typed)
    assert looked_at("free", "before", today, typed, None) == (typed, compared("free", typed, "before"))
    assert looked_at("free", "before", today, None, None) == (None, None)
    assert looked_at("all", "before", today, None, None) == (None, None)
