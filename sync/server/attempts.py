"""Who guesses waits longer and longer. Each process counts for itself."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.server.refusal import too_many

FREE = 5  # wrong ones in a row before any wait
FIRST_SECONDS, LONGEST_SECONDS = 30, 3600
FORGOTTEN_SECONDS = 24 * 3600
MOST_CALLERS = 20_000


class _Failures(NamedTuple):
    times: int
    last: float
    until: float


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong attempts in a row, by whatever the caller goes by: an address, a name, a browser."""

    _failures: OrderedDict[str, _Failures] = field(default_factory=OrderedDict[str, _Failures])

    def check(self, callers: list[str], now: float) -> None:
        """Raises Refuse (429) while one of them has to wait."""
        wait = max((self._failures[caller].until - now for caller in callers if caller in self._failures), default=0.0)
        if wait > 0:
            raise too_many(int(wait) + 1)

    def failed(self, callers: list[str], now: float) -> None:
        for caller in callers:
            before = self._failures.pop(caller, _Failures(0, now, 0.0))
            count = before.times + 1 if now - before.last < FORGOTTEN_SECONDS else 1
            pause = min(FIRST_SECONDS * 2 ** (count - FREE), LONGEST_SECONDS) if count >= FREE else 0
            self._failures[caller] = _Failures(count, now, now + pause)
            if len(self._failures) > MOST_CALLERS:
                self._failures.popitem(last=False)

    def succeeded(self, callers: list[str]) -> None:
        for caller in callers:
            self._failures.pop(caller, None)
