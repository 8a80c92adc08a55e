"""What the tests of the simulation share: the runs of some seeds, with a failing one made short in the message."""

from tests.sync.simulation.__main__ import explained, failure
from tests.sync.simulation.script import script

A_TEST = 100  # runs


def hold(first: int) -> None:
    """Runs the seeds from `first` on; the first that fails is told whole."""
    for seed in range(first, first + A_TEST):
        what = failure(script(seed))
        assert not what, f"{what}\n{explained(seed)}"
