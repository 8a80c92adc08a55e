"""National holidays and cuti bersama for the district's deadlines: from the `holidays` package where it is, else from a table that ships.

The package has the days of 150 countries in 13 MB; the table has Indonesia's, written from it (tests/national_days.py).
"""

from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from complaints.calendar import national_holidays

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "holidays" / "indonesia.csv"


def between(first_year: int, last_year: int) -> dict[date, str]:
    """By Indonesian name, both years included. The table ends some years ahead: behind it there are none."""
    if find_spec("holidays") is not None:
        return national_holidays(first_year, last_year)
    return {day: name for day, name in shipped().items() if first_year <= day.year <= last_year}


@cache
def shipped() -> dict[date, str]:
    lines = SHIPPED.read_text("utf-8").splitlines()
    pairs = (line.split(",", 1) for line in lines if line and not line.startswith("#"))
    return {date.fromisoformat(day): name for day, name in pairs}
