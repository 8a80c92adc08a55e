"""How much to say at once, and when to try again: small steps on a bad link, large ones on a good one."""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

SMALLEST, FIRST, LARGEST = 2_048, 32_768, 2_097_152  # bytes of events in one request, before compression
FIRST_BACK, LARGEST_BACK = 196_608, 786_432  # bytes of events in one answer
# An answer is taken in in one transaction, and whoever saves a complaint meanwhile waits for it: longer ones when this PC takes
# them in within the first, shorter ones when it takes more than the second.
BRIEF_SECONDS, LONG_SECONDS = 0.1, 0.3
SWIFT = 1_000_000  # bytes of events a second, before compression: some 3 Mbit/s on the wire, more than any village's 3G
AIM_SECONDS = 8.0  # a request that takes longer is more likely to be cut than to end
AT_ONCE_SECONDS = 0.3  # no time at all: neither the link nor the district had anything to do
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3_600.0
BETWEEN = 300.0


class Link(Struct, frozen=True):
    """What is remembered of the link from one sync to the next. `failures` in a row."""

    room: int = FIRST
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes of events one request carries, and how many its answer may bring."""

    out: int
    back: int


@dataclass(slots=True)
class Pace:
    """Adapts the room of requests to the time that they take. `seconds` is a clock that only goes forward.

    `swift`: the last request that carried anything to speak of went so fast that the link is no concern; nobody knows before it.
    """

    room_bytes: int
    seconds: Callable[[], float]
    swift: bool = False
    back_bytes: int = FIRST_BACK

    @property
    def room(self) -> Room:
        return Room(self.room_bytes, min(self.room_bytes, self.back_bytes))

    def record_request(self, seconds: float, size: int = 0) -> None:
        """After a request that ended well, with so many bytes of events both ways: makes the next ones larger or smaller."""
        self.room_bytes = after_success(self.room_bytes, seconds)
        if size >= SMALLEST or seconds > AIM_SECONDS / 3:
            self.swift = size >= SWIFT * seconds

    def record_intake(self, seconds: float, *, complete: bool) -> None:
        """After an answer was taken in: the next ones may bring more, or less. `complete`: it brought all that there was."""
        if seconds > LONG_SECONDS:
            self.back_bytes = max(SMALLEST, self.back_bytes // 2)
        elif seconds < BRIEF_SECONDS and not complete:
            self.back_bytes = min(LARGEST_BACK, self.back_bytes * 2)

    def smaller(self) -> bool:
        """After a request that broke; False when it can't become smaller."""
        old_bytes = self.room_bytes
        self.room_bytes = max(SMALLEST, old_bytes // 4)
        self.swift = False
        return self.room_bytes < old_bytes


def after_success(room: int, seconds: float) -> int:
    """Twice as much while it goes fast, four times as much where it is no time at all, half as much when it took too long."""
    if seconds > AIM_SECONDS:
        return max(SMALLEST, room // 2)
    if seconds > AIM_SECONDS / 3:
        return room
    return min(LARGEST, room * (4 if seconds < AT_ONCE_SECONDS else 2))


def pause_after(failures: int, server_pause: float, luck: float) -> float:
    """Seconds until the next try: doubling with each failure in a row, spread by `luck` in 0…1 so that offices don't come all at once.

    `server_pause` is how long the server asked to wait, at least. Without failures, the ordinary time between two syncs.
    """
    ordinary = BETWEEN if failures == 0 else min(FIRST_PAUSE * 2.0 ** min(failures - 1, 16), LONGEST_PAUSE)
    return max(server_pause, ordinary * 0.5) + ordinary * 0.5 * luck
