"""How many pages of a process are made at once; the rest wait in a line. So the syncs of offices, which are short and do without anybody

who looks at them, get through beside any number of people. Who would wait for long is told that the server is busy, and comes again.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sync.server.refusal import busy

AT_ONCE = 3
MOST_WAITING = 200
LONGEST_SECONDS = 15.0
AGAIN_SECONDS = 5


class Turns:
    def __init__(
        self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, longest_seconds: float = LONGEST_SECONDS
    ) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._waiting = 0
        self._most_waiting = most_waiting
        self._longest_seconds = longest_seconds

    @asynccontextmanager
    async def one(self) -> AsyncGenerator[None]:
        """Waits for a turn, and has it until the end of the block. Raises Refuse (503) instead of waiting for long."""
        if self._free.locked() and self._waiting >= self._most_waiting:
            raise busy(AGAIN_SECONDS, "too many pages wait")
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._longest_seconds)
        except TimeoutError:
            raise busy(AGAIN_SECONDS, "a page waited for too long") from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
