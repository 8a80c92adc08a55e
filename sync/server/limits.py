"""How often one caller may ask: a bucket for each, filled at a steady pace. Each process counts for itself."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.server.refusal import too_many

MOST_CALLERS = 20_000


@dataclass(frozen=True, slots=True)
class RateLimit:
    """`burst` requests at once, and `a_minute` on the long run."""

    burst: float
    a_minute: float
    _remaining: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict[str, tuple[float, float]])

    def spend(self, caller: str, clock: Callable[[], float]) -> None:
        """Counts one request. Raises Refuse (429) with the seconds to wait."""
        now = clock()
        remaining, at = self._remaining.pop(caller, (self.burst, now))
        remaining = min(self.burst, remaining + max(now - at, 0) * self.a_minute / 60)
        if remaining < 1:
            self._remaining[caller] = (remaining, now)
            raise too_many(int((1 - remaining) * 60 / self.a_minute) + 1)
        self._remaining[caller] = (remaining - 1, now)
        if len(self._remaining) > MOST_CALLERS:
            self._remaining.popitem(last=False)
