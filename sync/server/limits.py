"""How often one caller may ask: a bucket for each, filled at a steady pace.

Workers on PostgreSQL, of one place or several, share the buckets; a worker draws a tenth of a full one at a time, so that most requests
ask nobody. On SQLite, where a draw would wait behind whatever is being written, each process counts for itself.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple, Protocol, TypeVar

from sync.server.database import Database, Unavailable
from sync.server.refusal import too_many
from sync.server.statement import PortableStatement, Transaction

T = TypeVar("T")
MOST_CALLERS = 20_000
DRAWS = 10  # that empty a full bucket
KEPT_SECONDS = 3600  # a bucket is full again long before

# By PostgreSQL's own clock: the workers' may differ.
_NOW = "EXTRACT(EPOCH FROM clock_timestamp())::float8"
_FILLED = f"LEAST(:burst, p.remaining + GREATEST({_NOW} - p.drawn_at, 0) * :a_second)"
_DRAW = PortableStatement(
    f"INSERT INTO caller_pace AS p (caller, remaining, drawn_at) VALUES (:caller, :burst - :share, {_NOW}) "
    f"ON CONFLICT (caller) DO UPDATE SET remaining = {_FILLED} - :share, drawn_at = {_NOW} WHERE {_FILLED} >= :share "
    "RETURNING remaining"
)
_FORGET = PortableStatement(f"DELETE FROM caller_pace WHERE drawn_at < {_NOW} - {KEPT_SECONDS}")


class RateLimit(Protocol):
    """So many requests at once, and so many a minute on the long run."""

    async def spend(self, caller: str, clock: Callable[[], float]) -> None:
        """Counts one request. Raises Refuse (429) with the seconds to wait."""
        ...


def rate_limit(database: Database, name: str, burst: float, a_minute: float) -> RateLimit:
    """`name` tells the limit from others of the same callers."""
    return SharedRateLimit(database, name, burst, a_minute) if database.postgres else OwnRateLimit(burst, a_minute)


@dataclass(frozen=True, slots=True)
class OwnRateLimit:
    """Of this process."""

    burst: float
    a_minute: float
    _remaining: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict[str, tuple[float, float]])

    async def spend(self, caller: str, clock: Callable[[], float]) -> None:
        now = clock()
        remaining, at = self._remaining.pop(caller, (self.burst, now))
        remaining = min(self.burst, remaining + max(now - at, 0) * self.a_minute / 60)
        is_enough = remaining >= 1
        _keep(self._remaining, caller, (remaining - 1 if is_enough else remaining, now))
        if not is_enough:
            raise too_many(int((1 - remaining) * 60 / self.a_minute) + 1)


class _Drawn(NamedTuple):
    """What a process has of a caller's bucket. `empty_until`: there was nothing to draw, and until then it isn't asked again."""

    requests: float = 0
    empty_until: float = 0


@dataclass(frozen=True, slots=True)
class SharedRateLimit:
    """Of all workers on one PostgreSQL."""

    database: Database
    name: str
    burst: float
    a_minute: float
    _drawn: OrderedDict[str, _Drawn] = field(default_factory=OrderedDict[str, _Drawn])

    async def spend(self, caller: str, clock: Callable[[], float]) -> None:
        drawn = self._drawn.pop(caller, _Drawn())
        if drawn.requests < 1 and drawn.empty_until <= clock():
            share = await asyncio.to_thread(self._draw, caller)
            meanwhile = self._drawn.pop(caller, _Drawn())  # drawn by another request of the same caller
            until = 0 if share else clock() + self._share * 60 / self.a_minute
            drawn = _Drawn(meanwhile.requests + share, until)
        is_enough = drawn.requests >= 1
        _keep(self._drawn, caller, _Drawn(drawn.requests - 1, 0) if is_enough else drawn)
        if not is_enough:
            raise too_many(int(drawn.empty_until - clock()) + 1)

    @property
    def _share(self) -> float:
        return max(self.burst / DRAWS, 1)

    def _draw(self, caller: str) -> float:
        """A share of the caller's bucket, 0 while it has none."""
        kept = sha256(f"{self.name} {caller}".encode()).hexdigest()
        values = {"burst": float(self.burst), "share": float(self._share), "a_second": self.a_minute / 60}
        try:
            row = self.database.read(lambda transaction: transaction.first(_DRAW, caller=kept, **values))
        except Unavailable:
            return 1  # the request itself will be told so
        return self._share if row is not None else 0


def _keep(callers: OrderedDict[str, T], caller: str, value: T) -> None:
    callers[caller] = value
    if len(callers) > MOST_CALLERS:
        callers.popitem(last=False)


def forget(transaction: Transaction) -> None:
    """Buckets that are full again, where they are shared."""
    if transaction.postgres:
        transaction.run(_FORGET)
