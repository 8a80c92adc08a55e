"""The days off of a year: the nation's, cuti bersama, and the office's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.store.settings import OfficeHoliday
from desktop.wording.formats import full_date
from desktop.wording.translation import tr, tr_count

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


def worked_days(worked: tuple[date, ...], day: DayOff) -> tuple[date, ...]:
    """The days off that the office works through, once it decides otherwise on this one."""
    others = set(worked) - {day.on}
    return tuple(sorted(others if day.worked else others | {day.on}))


def worked_words(day: DayOff) -> str:
    """What that decision comes to."""
    if day.worked:
        return tr("{date}: kantor libur.", date=full_date(day.on))
    return tr("{date}: kantor tetap bekerja.", date=full_date(day.on))


def year_summary(days: Sequence[DayOff], working_days: int) -> str:
    summary = tr_count("{count} hari kerja", count=working_days)
    if any(day.origin == "joint" for day in days):
        return summary
    return summary + " · " + tr("cuti bersama tahun ini belum ditetapkan atau belum dikenal program")


def with_day_off(days: Iterable[OfficeHoliday], on: date, name: str) -> tuple[OfficeHoliday, ...]:
    return tuple(sorted((*days, OfficeHoliday(on, name)), key=lambda day: day.on))


def without_day_off(days: Iterable[OfficeHoliday], on: date) -> tuple[OfficeHoliday, ...]:
    return tuple(day for day in days if day.on != on)


def fault_of_day_off(days: Iterable[OfficeHoliday], on: date, name: str) -> str:
    """Why this day can't be added; '' when it can."""
    if not name:
        return tr("Nama hari libur belum diisi.")
    return tr("Tanggal itu sudah ada di daftar libur kantor.") if any(day.on == on for day in days) else ""
