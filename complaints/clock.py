"""Hybrid logical clock: orders events of several PCs even when a PC's own clock is wrong.

A stamp is one int64: physical milliseconds since 1970 in the upper 48 bits, a counter in the lower 16. It never refuses:
a PC whose battery died still records, and a stamp is always later than every stamp this PC has made or seen.
"""

from datetime import UTC, datetime, timedelta

COUNTER_BITS = 16
LATEST_MS = (1 << 47) - 1  # a stamp stays within a signed int64, which is what the database keeps: the year 6429
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_MS = 86_400_000


def stamp(ms: int, counter: int = 0) -> int:
    """The stamp of a physical time in ms and a counter below 65,536."""
    return (ms << COUNTER_BITS) | counter


def milliseconds(at: int) -> int:
    """The physical part of a stamp, in ms since 1970."""
    return at >> COUNTER_BITS


def moment(at: int) -> datetime:
    """When a stamp was made, in UTC, as the recording PC believed."""
    return EPOCH + timedelta(milliseconds=milliseconds(at))  # fromtimestamp ends at the year 3000 on Windows


def local_moment(at: int) -> datetime:
    """The same by this PC's clock. Windows knows no hours of its zone from the year 3000 on: a stamp of then stays in UTC."""
    made = moment(at)
    try:
        return made.astimezone()
    except OSError:
        return made


def tick(last: int, now_ms: int) -> int:
    """The stamp of the next local event: later than `last`, and at `now_ms` when that is later.

    A full counter runs over into the next millisecond, which only moves the stamp ahead of the wall clock.
    """
    return max(last + 1, stamp(min(max(now_ms, 0), LATEST_MS)))


def observe(last: int, remote: int, now_ms: int) -> int:
    """The stamp to go on from after seeing a remote event.

    A stamp more than a day ahead of this PC's clock is not followed: one PC with its clock in 2099 would drag all others along.
    """
    if milliseconds(remote) > now_ms + DAY_MS:
        return last
    return max(last, remote)
