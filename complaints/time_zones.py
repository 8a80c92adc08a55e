"""The three times of Indonesia: how many hours a unit's clock is ahead of UTC, by the province that its code begins with.

A day of the book is a day at the office, whatever zone a machine is set to. There is no summer time. Source: Keppres 41/1987; the
provinces that were made since keep the time of those that they were part of.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal

Zone = Literal["WIB", "WITA", "WIT"]
HOURS: dict[Zone, int] = {"WIB": 7, "WITA": 8, "WIT": 9}
ZONES: tuple[Zone, ...] = ("WIB", "WITA", "WIT")
_WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96", "97"})
_FIRST_DAY = date(1970, 1, 1).toordinal()
_HOUR_MS = 3_600_000
LAST_ORDINAL = date.max.toordinal()


def zone_of(unit: str) -> Zone:
    """The zone of a unit by its code ('73.07.04.2009'); WIB for a code of no province."""
    province = unit[:2]
    return "WITA" if province in _WITA else "WIT" if province in _WIT else "WIB"


def day_at(ms: int, zone: Zone) -> int:
    """The day (ordinal) of a moment, in ms since 1970, where this zone's clocks hang."""
    return min(_FIRST_DAY + (ms // _HOUR_MS + HOURS[zone]) // 24, LAST_ORDINAL)


def today(seconds: float, zone: Zone) -> date:
    """The day of this moment, in seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(timezone(timedelta(hours=HOURS[zone]))).date()
