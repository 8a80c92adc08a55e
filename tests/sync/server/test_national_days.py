"""The days off that a server without the `holidays` package goes by are those of the package."""

from importlib.metadata import version

import pytest

from complaints.calendar import national_holidays
from sync.server import national_days
from tests.national_days import FIRST, LAST, PLACE, text


def test_the_table_that_ships_says_what_the_package_says():
    if PLACE.read_text("utf-8").splitlines()[0] != f"# holidays {version('holidays')}":
        pytest.skip("another release of the package: python -m tests.national_days")
    assert PLACE.read_text("utf-8") == text()
    assert national_days.shipped() == national_holidays(FIRST, LAST)


def test_without_the_package_the_table_counts(monkeypatch: pytest.MonkeyPatch):
    whole = national_days.between(2024, 2027)
    monkeypatch.setattr(national_days, "find_spec", lambda _name: None)
    assert national_days.between(2024, 2024).keys() == {day for day in whole if day.year == 2024}
    assert len(national_days.between(2024, 2027)) > 60
