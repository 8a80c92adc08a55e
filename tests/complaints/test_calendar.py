"""Working days against tables written by hand from the joint decrees (SKB 3 Menteri) on holidays and cuti bersama.

2025: SKB of 14 October 2024 (numbers 1017, 2 and 2 of 2024), with Monday 18 August added by the decree of 7 August 2025.
2026: SKB of 19 September 2025 (numbers 1497, 2 and 5 of 2025).
"""

from datetime import date, timedelta
from importlib import metadata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.calendar import WorkCalendar, national_holidays, table_version, work_calendar

LIBUR_2025 = (
    (1, 1), (1, 27), (1, 29), (3, 29), (3, 31), (4, 1), (4, 18), (4, 20), (5, 1), (5, 12), (5, 29), (6, 1), (6, 6),
    (6, 27), (8, 17), (9, 5), (12, 25),
)  # fmt: skip
CUTI_BERSAMA_2025 = (
    (1, 28), (3, 28), (4, 2), (4, 3), (4, 4), (4, 7), (5, 13), (5, 30), (6, 9), (8, 18), (12, 26),
)  # fmt: skip
LIBUR_2026 = (
    (1, 1), (1, 16), (2, 17), (3, 19), (3, 21), (3, 22), (4, 3), (4, 5), (5, 1), (5, 14), (5, 27), (5, 31), (6, 1),
    (6, 16), (8, 17), (8, 25), (12, 25),
)  # fmt: skip
CUTI_BERSAMA_2026 = ((2, 16), (3, 18), (3, 20), (3, 23), (3, 24), (5, 15), (5, 28), (12, 24))

DECREED = frozenset(
    date(year, month, day)
    for year, days in (
        (2025, LIBUR_2025), (2025, CUTI_BERSAMA_2025), (2026, LIBUR_2026), (2026, CUTI_BERSAMA_2026),
    )
    for month, day in days
)  # fmt: skip
FIVE = WorkCalendar(5, dict.fromkeys(DECREED, "libur"))
SIX = WorkCalendar(6, dict.fromkeys(DECREED, "libur"))


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_package_says_what_the_decrees_say(year: int):
    assert set(national_holidays(year, year)) == {day for day in DECREED if day.year == year}


def test_holidays_have_their_indonesian_names():
    known = work_calendar(5, national_holidays(2025, 2026))
    assert known.holiday_name(date(2025, 3, 31)) == "Hari Raya Idul Fitri"
    assert known.holiday_name(date(2026, 3, 18)) == "Cuti Bersama Hari Suci Nyepi"
    assert known.holiday_name(date(2026, 3, 17)) == ""


def test_years_outside_the_package_have_no_holidays():
    assert national_holidays(1, 1900) == {}
    assert national_holidays(2200, 9999) == {}


def test_the_version_of_the_table_is_the_packages():
    assert table_version() == metadata.version("holidays")


@pytest.mark.parametrize(
    ("start", "days", "five", "six"),
    [
        # Lebaran 2025: off from Friday 28 March to Monday 7 April.
        (date(2025, 3, 26), 1, date(2025, 3, 27), date(2025, 3, 27)),
        (date(2025, 3, 27), 1, date(2025, 4, 8), date(2025, 4, 5)),
        (date(2025, 3, 26), 3, date(2025, 4, 9), date(2025, 4, 8)),
        (date(2025, 3, 28), 5, date(2025, 4, 14), date(2025, 4, 11)),
        (date(2025, 4, 1), 3, date(2025, 4, 10), date(2025, 4, 9)),
        # Lebaran 2026: off from Wednesday 18 to Tuesday 24 March.
        (date(2026, 3, 16), 1, date(2026, 3, 17), date(2026, 3, 17)),
        (date(2026, 3, 17), 1, date(2026, 3, 25), date(2026, 3, 25)),
        (date(2026, 3, 16), 3, date(2026, 3, 26), date(2026, 3, 26)),
        (date(2026, 3, 13), 5, date(2026, 3, 27), date(2026, 3, 26)),
        (date(2026, 3, 11), 14, date(2026, 4, 8), date(2026, 4, 4)),
        # Natal 2025: cuti bersama on the 26th makes a Friday off; New Year's Day.
        (date(2025, 12, 24), 3, date(2025, 12, 31), date(2025, 12, 30)),
        (date(2025, 12, 24), 5, date(2026, 1, 5), date(2026, 1, 2)),
        # Waisak, Kenaikan and Idul Adha 2025 and 2026.
        (date(2025, 5, 9), 2, date(2025, 5, 15), date(2025, 5, 14)),
        (date(2025, 5, 28), 5, date(2025, 6, 10), date(2025, 6, 5)),
        (date(2026, 5, 13), 3, date(2026, 5, 20), date(2026, 5, 19)),
        (date(2026, 5, 26), 2, date(2026, 6, 2), date(2026, 5, 30)),
    ],
)
def test_working_days_pass_over_the_decreed_holidays(start: date, days: int, five: date, six: date):
    assert FIVE.add(start, days) == five
    assert SIX.add(start, days) == six


def test_a_month_counts_its_working_days():
    assert FIVE.ordinal_in_month(date(2026, 11, 2)) == 1
    assert FIVE.ordinal_in_month(date(2026, 11, 1)) == 0
    assert FIVE.ordinal_in_month(date(2026, 11, 23)) == 16
    assert SIX.ordinal_in_month(date(2026, 11, 23)) == 19
    assert FIVE.ordinal_in_month(date(2026, 3, 25)) == 13
    assert FIVE.ordinal_in_month(date(2025, 4, 8)) == 1
    assert FIVE.ordinal_in_month(date(2025, 4, 6)) == 0


def test_the_office_adds_days_off_and_works_on_others():
    national = {date(2026, 3, 18): "Cuti Bersama", date(2026, 3, 19): "Nyepi"}
    own = work_calendar(5, national, {date(2026, 2, 27): "Hari Jadi Sinjai"}, [date(2026, 3, 18)])
    assert own.is_working(date(2026, 3, 18))
    assert not own.is_working(date(2026, 3, 19))
    assert not own.is_working(date(2026, 2, 27))
    assert own.holiday_name(date(2026, 2, 27)) == "Hari Jadi Sinjai"


def test_a_saturday_is_worked_in_a_six_day_week_only():
    assert not FIVE.is_working(date(2026, 11, 28))
    assert SIX.is_working(date(2026, 11, 28))
    assert not SIX.is_working(date(2026, 11, 29))


def test_time_ends_without_an_error():
    assert FIVE.add(date(9999, 12, 30), 60) == date.max


CALENDARS = st.sampled_from([FIVE, SIX])
DAYS = st.dates(date(2024, 11, 1), date(2027, 2, 1))


@given(CALENDARS, DAYS, st.integers(1, 80))
def test_adding_and_counting_agree(calendar: WorkCalendar, day: date, count: int):
    end = calendar.add(day, count)
    assert calendar.is_working(end)
    assert calendar.between(day, end) == count
    assert calendar.between(end, day) == -count


@given(CALENDARS, DAYS, DAYS)
def test_counting_is_counting_each_day(calendar: WorkCalendar, start: date, end: date):
    low, high = min(start, end), max(start, end)
    worked = sum(calendar.is_working(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
    assert calendar.between(low, high) == worked


@given(CALENDARS, DAYS, st.integers(1, 30), st.integers(0, 30))
def test_adding_twice_is_adding_once(calendar: WorkCalendar, day: date, first: int, second: int):
    assert calendar.add(calendar.add(day, first), second) == calendar.add(day, first + second)
