"""The days off of a year: the nation's, cuti bersama, and the office's own."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.store.settings import OfficeHoliday

JOINT = "cuti bersama"
Origin = Literal["national", "joint", "office"]


@dataclass(frozen=True, slots=True)
class DayOff:
    """`worked`: this office works through it, as it may on cuti bersama."""

    on: date
    name: str
    origin: Origin
    worked: bool = False


def days_off(
    year: int, national: dict[date, str], office: tuple[OfficeHoliday, ...], worked: tuple[date, ...]
) -> list[DayOff]:
    """Every day off of the year in order, also cuti bersama that this office works through."""
    days = [
        DayOff(on, name, "joint" if JOINT in name.casefold() else "national", on in worked)
        for on, name in national.items()
        if on.year == year
    ]
    days += [DayOff(holiday.on, holiday.name, "office") for holiday in office if holiday.on.year == year]
    return sorted(days, key=lambda day: (day.on, day.origin))
