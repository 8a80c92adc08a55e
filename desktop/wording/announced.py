"""How an announcement of the district is headed."""

from datetime import date

from desktop.wording.formats import long_date
from desktop.wording.translation import tr


def title(day: str, others: int) -> str:
    """`day` is an ISO date as the district wrote it; `others` are how many more wait to be read."""
    head = tr("Pengumuman kabupaten, {day}", day=_day(day))
    return head + tr(" (dan {count} lagi)", count=others) if others else head


def _day(written: str) -> str:
    try:
        return long_date(date.fromisoformat(written))
    except ValueError:
        return written
