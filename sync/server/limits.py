"""How often one caller may ask: a bucket for each, filled at a steady pace. Each process counts for itself."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from sync.server.refusal import too_many

MOST_CALLERS = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """`burst` requests at once, and `a_minute` on the long run."""

    burst: float
    a_minute: float
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict[str, tuple[float, float]])

    def spend(self, caller: str, clock: Callable[[], float]) -> None:
        """Counts one request. Raises Refuse (429) with the seconds to wait."""
        now = clock()
        left, at = self._left.pop(caller, (self.burst, now))
        left = min(self.burst, left + max(now - at, 0) * self.a_minute / 60)
        if left < 1:
            self._left[caller] = (left, now)
            raise too_many(int((1 - left) * 60 / self.a_minute) + 1)
        self._left[caller] = (left - 1, now)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
