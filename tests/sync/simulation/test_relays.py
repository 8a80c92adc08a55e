"""Villages that never see a network, invited by sticks and carried for by their kecamatan: the same convergence."""

import pytest

from tests.sync.simulation.__main__ import explained, failure
from tests.sync.simulation.script import relayed

A_TEST = 40  # runs


@pytest.mark.parametrize("first", range(0, 160, A_TEST))
def test_carried_in_any_order_and_any_number_of_times_nothing_is_lost_doubled_or_shown(first: int):
    for seed in range(first, first + A_TEST):
        what = failure(relayed(seed))
        assert not what, f"{what}\n{explained(seed, relayed)}"
