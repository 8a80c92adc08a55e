"""What was computed of the complaints of each unit and period, kept in memory as long as nothing of them changed.

A look at a period reads the complaints of those units alone whose revisions (month_sums.py) are others than at the last look. So it
shows what stands now, whoever wrote it, and costs the same in a district of any size.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

from sync.server import month_sums
from sync.server.statement import Transaction

T = TypeVar("T")
MOST_PERIODS = 8
MOST_NAMED = 100  # units that are computed by themselves; all together cost less than more of them

Compute = Callable[[Sequence[str]], Mapping[str, T]]


class KeptFigures(Generic[T]):
    """By period and unit. May be asked by any number of threads."""

    def __init__(self) -> None:
        self._periods: OrderedDict[tuple[str, str], dict[str, tuple[tuple[int, ...], T | None]]] = OrderedDict()
        self._lock = Lock()

    def of_days(self, transaction: Transaction, first: str, last: str, compute: Compute[T]) -> dict[str, T]:
        """By unit, in the order of their codes, of what was received in these days (ISO dates).

        `compute` finds it of the units that it is given, or of all when that is none.
        """
        # Read before the complaints: what changes in between is kept under a revision that is over, and computed again at the next look.
        now = month_sums.revisions(transaction, first[:7], last[:7])
        kept = self._period(first, last)
        changed = [unit for unit, revisions in now.items() if kept.get(unit, (None, None))[0] != revisions]
        if changed:
            computed = compute(changed if len(changed) <= MOST_NAMED else ())
            kept.update({unit: (now[unit], computed.get(unit)) for unit in changed})
        return {unit: figures for unit in sorted(now) if (figures := kept[unit][1]) is not None}

    def _period(self, first: str, last: str) -> dict[str, tuple[tuple[int, ...], T | None]]:
        with self._lock:
            kept = self._periods.setdefault((first, last), {})
            self._periods.move_to_end((first, last))
            if len(self._periods) > MOST_PERIODS:
                self._periods.popitem(last=False)
            return kept
