"""The second five hundred runs of two thousand: four files, so that processors share them evenly."""

import pytest

from tests.sync.simulation.runs import A_TEST, hold


@pytest.mark.parametrize("first", range(500, 1000, A_TEST))
def test_whatever_happens_nothing_is_lost_doubled_or_shown_to_whom_it_does_not_concern(first: int):
    hold(first)
