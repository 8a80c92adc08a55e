"""Runs in which numbers stand twice: each is marked on every PC of its office until the later complaint has its own, and then stands once."""

import pytest

from tests.sync.simulation.__main__ import failure
from tests.sync.simulation.script import doubling, told
from tests.sync.simulation.world import World, run


@pytest.mark.parametrize("first", [0, 20, 40, 60])
def test_a_number_stands_once_or_is_marked(first: int):
    for seed in range(first, first + 20):
        what = failure(doubling(seed))
        assert not what, f"{what}\n{told(doubling(seed))}"


def test_in_many_of_these_runs_numbers_stand_twice(monkeypatch: pytest.MonkeyPatch):
    found: list[int] = []
    settle = World.settle_numbers

    def counting(world: World) -> None:
        found.append(any(pc.doubled() for pc in world.pcs))
        settle(world)

    monkeypatch.setattr(World, "settle_numbers", counting)
    for seed in range(20):
        run(doubling(seed), decides=True)
    assert sum(found) >= 5
