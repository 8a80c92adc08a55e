"""Writes resources/holidays/indonesia.csv from the `holidays` package: `python -m tests.national_days`, after each of its releases."""

from importlib.metadata import version
from pathlib import Path

from complaints.calendar import national_holidays

PLACE = Path(__file__).parents[1] / "resources" / "holidays" / "indonesia.csv"
FIRST, LAST = 2015, 2045


def text() -> str:
    """The version that it comes from, then a line for each day."""
    days = national_holidays(FIRST, LAST)
    return "".join(
        [f"# holidays {version('holidays')}\n", *(f"{day.isoformat()},{name}\n" for day, name in days.items())]
    )


if __name__ == "__main__":
    PLACE.write_text(text(), "utf-8")
