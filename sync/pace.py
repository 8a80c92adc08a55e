"""How much to say at once, and when to try again: small steps on a bad link, large ones on a good one."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from msgspec import Struct

from sync.exchange import Room

SMALLEST, FIRST, LARGEST = 2_048, 32_768, 2_097_152  # bytes of events in one request, before compression
LARGEST_BACK = 262_144  # an answer is folded in one transaction, and whoever saves a complaint meanwhile waits for it
AIM_SECONDS = 8.0  # a request that takes longer is more likely to be cut than to end
FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3_600.0
BETWEEN = 300.0


class Link(Struct, frozen=True):
    """What is remembered of the link from one sync to the next. `failures` in a row."""

    room: int = FIRST
    failures: int = 0


@dataclass(slots=True)
class Pace:
    """Adapts the room of requests to the time that they take. `seconds` is a clock that only goes forward."""

    room_bytes: int
    seconds: Callable[[], float]

    @property
    def room(self) -> Room:
        return Room(self.room_bytes, min(self.room_bytes, LARGEST_BACK))

    @contextmanager
    def measured(self) -> Generator[None]:
        """Around one request that ended well: makes the next ones larger or smaller."""
        start = self.seconds()
        yield
        self.took(self.seconds() - start)

    def took(self, seconds: float) -> None:
        self.room_bytes = after_success(self.room_bytes, seconds)

    def smaller(self) -> bool:
        """After a request that broke; False when it can't become smaller."""
        before = self.room_bytes
        self.room_bytes = max(SMALLEST, before // 4)
        return self.room_bytes < before


def after_success(room: int, seconds: float) -> int:
    """Twice as much while it goes fast, half as much when it took too long."""
    if seconds > AIM_SECONDS:
        return max(SMALLEST, room // 2)
    return min(LARGEST, room * 2) if seconds < AIM_SECONDS / 3 else room


def pause_after(failures: int, asked: float, luck: float) -> float:
    """Seconds until the next try: doubling with each failure in a row, spread by `luck` in 0…1 so that offices don't come all at once.

    `asked` is what the server asked to wait, at least. Without failures, the ordinary time between two syncs.
    """
    ordinary = BETWEEN if failures == 0 else min(FIRST_PAUSE * 2.0 ** min(failures - 1, 16), LONGEST_PAUSE)
    return max(asked, ordinary * 0.5) + ordinary * 0.5 * luck
