"""Weeks as ISO 8601 counts them, and which ones they are compared with."""

from datetime import date

import pytest

from complaints.weeks import NoWeek, Week, parse_week, week_of


def test_a_week_runs_from_monday_to_sunday_also_over_the_turn_of_the_year():
    week = parse_week("2026-W48")
    assert (week.first, week.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert str(week_of(date(2027, 1, 3))) == "2026-W53"
    assert str(week_of(date(2024, 12, 30))) == "2025-W01"
    assert parse_week("2026-W53").after == parse_week("2027-W01")
    assert parse_week("2027-W01").before == parse_week("2026-W53")


def test_a_year_ago_is_the_same_number_and_for_a_53rd_the_last_that_there_was():
    assert Week(2026, 48).year_before == Week(2025, 48)
    assert Week(2026, 53).year_before == Week(2025, 52)
    assert Week(2027, 1).year_before == Week(2026, 1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-W00", "2026-W54", "2025-W53", "2026-48", "2026-w48", "0000-W01", "9999-W52", "२०२६-W01"]
)
def test_what_is_no_week_is_refused(text: str):
    with pytest.raises(NoWeek):
        parse_week(text)
