"""A measured figure beside its floor: what the same machine does, in the same run, with nothing of ours in between."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """`ratio` is value to floor; both are None where a figure stands alone. `note`: what the floor is, or why there is none."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    note: str | msgspec.UnsetType = msgspec.UNSET

    @classmethod
    def of(cls, name: str, value: float, unit: str, floor: float | None = None, note: str = "") -> "Figure":
        ratio = None if not floor else round(value / floor, 2)
        return cls(
            name, round(value, 3), unit, None if floor is None else round(floor, 3), ratio, note or msgspec.UNSET
        )


@dataclass(slots=True)
class Times:
    """Milliseconds of the same work, many times over."""

    all: list[float]

    @contextmanager
    def once(self) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.all.append((time.perf_counter() - started) * 1000)

    @property
    def p50(self) -> float:
        return statistics.median(self.all)

    @property
    def p99(self) -> float:
        return sorted(self.all)[max(0, int(len(self.all) * 0.99) - 1)]


def alternating(rounds: int, *works: Callable[[int], object]) -> list[Times]:
    """Runs the works in turn, so that whatever else this machine does falls on all of them alike."""
    times = [Times([]) for _ in works]
    for turn in range(rounds):
        for work, timed in zip(works, times, strict=True):
            with timed.once():
                work(turn)
    return times
