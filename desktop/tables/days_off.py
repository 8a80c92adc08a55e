"""The columns of the list of days off."""

from desktop.columns import Cell, Column, Width, fixed
from desktop.office.days_off import DayOff
from desktop.wording.formats import full_date, short_date
from desktop.wording.translation import tr


def day_off_columns() -> tuple[Column[DayOff], ...]:
    origins = {"national": tr("nasional"), "joint": tr("cuti bersama"), "office": tr("kantor")}
    return (
        Column(tr("Libur"), _off, fixed(110)),
        Column(tr("Tanggal"), lambda day: Cell(short_date(day.on)), Width(by_rows=True)),
        Column(tr("Nama"), lambda day: Cell(day.name)),
        Column(tr("Asal"), lambda day: Cell(origins[day.origin]), Width(by_rows=True)),
    )


def _off(day: DayOff) -> Cell:
    """Only where the office has a choice is there a box to tick."""
    words = tr("bekerja") if day.worked else tr("libur")
    ticked = not day.worked if day.origin == "joint" else None
    return Cell(words, ticked=ticked, spoken=f"{full_date(day.on)}, {day.name}: {words}")
