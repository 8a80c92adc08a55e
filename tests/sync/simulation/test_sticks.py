"""Any set of bundles, answers and network syncs, in any order and any number of times, comes to what the network alone comes to."""

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sync.simulation.script import Action, Script, Stick, Sync, Work
from tests.sync.simulation.world import run

PCS = 4  # two villages, the second with two PCs, and the kecamatan
PRELUDE: tuple[Action, ...] = (
    *(Sync(pc) for pc in range(PCS)),
    Work(0, "record", 1), Work(0, "record anonymously", 1), Work(1, "record", 2), Work(2, "record", 1), Work(3, "record", 4),
    *(Work(pc, "forward", 0, to) for pc in range(PCS) for to in range(3)),
    Work(0, "correct", 1), Work(1, "note", 0), Work(2, "erase", 0), Work(3, "respond", 0), Work(3, "seal"),
)  # fmt: skip

Stores = tuple[object, ...]


def stores_after(exchanges: tuple[Action, ...], *, by_stick: bool) -> Stores:
    """What lies in every store and in the district at the end."""
    world = run(Script(7, (1, 2, 1), 2048, PRELUDE + exchanges, by_stick))
    return tuple((pc.contents(), pc.identity_keys()) for pc in world.pcs), world.centre.contents()


@cache
def by_network() -> Stores:
    return stores_after((), by_stick=False)


ways = st.sampled_from(("write", "read", "answer", "take home"))
exchanges = st.lists(
    st.builds(Stick, ways, st.integers(0, PCS - 1), st.integers(0, 999)) | st.builds(Sync, st.integers(0, PCS - 1)),
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(exchanges, st.booleans())
def test_in_any_order_and_any_number_of_times_it_comes_out_as_by_the_network(exchanges: list[Action], by_stick: bool):
    expected = by_network()
    assert stores_after(tuple(exchanges), by_stick=by_stick) == expected
