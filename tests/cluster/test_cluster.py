"""A short run: the faults that a province meets first, each once under load. The long one is `python -m tests.cluster`."""

from collections.abc import Iterator

import pytest

from tests.cluster.__main__ import PROGRAM, broken, why_not
from tests.cluster.cluster import Cluster, running
from tests.cluster.load import Load, offices_of

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(why_not()), reason=why_not())]
OFFICES, SEED = 12, 1


@pytest.fixture(scope="module")
def province() -> Iterator[tuple[Cluster, Load]]:
    with running(["73.07"], PROGRAM) as cluster:
        yield cluster, offices_of(cluster.districts[0], OFFICES, SEED)


@pytest.mark.parametrize("fault", ["worker-killed", "pool-restarted", "leader-killed"])
def test_nothing_acknowledged_is_lost_and_offices_only_wait(province: tuple[Cluster, Load], fault: str):
    cluster, load = province
    result = broken(cluster, [load], fault, SEED)
    assert result["syncs"]
    # What screens showed meanwhile: that the district is busy or away, and that the data are safe.
    assert all("Data aman" in sentence and "kode" not in sentence for sentence in load.sentences)
