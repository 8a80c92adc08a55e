"""Runs in which complainants speak and the district reminds: each reminder once, each word kept, and everybody sees the same."""

import pytest

from complaints import events as e
from tests.sync.simulation.__main__ import failure
from tests.sync.simulation.script import speaking, told
from tests.sync.simulation.truth import REMINDER, text_of
from tests.sync.simulation.world import World, run


@pytest.mark.parametrize("first", [0, 30, 60])
def test_words_and_reminders_reach_everybody_alike(first: int):
    for seed in range(first, first + 30):
        what = failure(speaking(seed))
        assert not what, f"{what}\n{told(speaking(seed))}"


def test_in_many_of_these_runs_somebody_speaks_and_the_district_reminds(monkeypatch: pytest.MonkeyPatch):
    spoke, reminded, end = list[bool](), list[bool](), World.end

    def looking(world: World) -> None:
        events = world.centre.events()
        spoke.append(any(isinstance(event.step, e.Reopened | e.Rated) for event in events))
        reminded.append(any(text_of(event).startswith(REMINDER) for event in events))
        end(world)

    monkeypatch.setattr(World, "end", looking)
    for seed in range(20):
        run(speaking(seed))
    assert sum(spoke) >= 5
    assert sum(reminded) >= 5
