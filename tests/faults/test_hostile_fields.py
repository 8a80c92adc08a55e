"""Every field of every step, with anything in it: what the district takes stops neither it nor an office that gets it."""

# ruff: noqa: F811 - fixtures of tests/sync are imported, and named again by whoever takes them

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from complaints import events as e
from desktop.store.listing import Query
from desktop.wording import history as told
from sync.server import check as district_check
from sync.server import entitlement
from sync.server.district import District
from sync.server.shelf import Folder
from tests.faults.anything import OTHER, STEPS, built_of, changed, taken
from tests.faults.hostile import KEY, WIDE, Hostile
from tests.offices import UNIT, bridge
from tests.sync.conftest import _cheap_keys, clock, district, enrolled  # noqa: F401 - fixtures
from tests.sync.offices import Synced
from tests.sync.server.conftest import post_to


class World:
    """A district, a hostile device, its colleague in the same office, and the office that its complaints are forwarded to."""

    def __init__(self, enrolled: Callable[..., Synced], district: District, folder: Path) -> None:
        first = enrolled("hostile", UNIT)
        first.sync()
        self.hostile = Hostile.of(first, post_to(district))
        self.victims = [enrolled("victim", OTHER), enrolled("colleague", UNIT)]
        self.district = district
        self.keys: dict[str, bytes] = {}
        self.shelf = Folder(folder / "shelf")

    def write(self, step: object, case: str) -> None:
        self.hostile.write(step, case)
        if not taken(self.hostile.pc.chain[-1]):
            self.hostile.pc.chain.pop()

    def ends(self) -> None:
        """Everything written goes out, every office gets it and a later complaint, and both checks and every page work."""
        later = self.hostile.record(title="Sesudahnya")
        self.hostile.forward(later, OTHER)
        self.hostile.push(self.keys | {later: KEY})
        for victim in self.victims:
            victim.sync()
            office = victim.office
            assert office.case(later).complaint.title == "Sesudahnya"
            office.record(bridge())
            victim.sync()
            assert not victim.store.exchange_state().current.waits
            for row in office.page(Query()):
                told.tell(office.case(row.id).complaint, office.categories)
            report = office.upkeep.check(repair=False)
            # An office has no key where a name was sealed with another one.
            assert [one for one in report.problems if not str(one).startswith("Kunci identitas")] == []
            assert report.unreadable > 0
            assert victim is not self.victims[0] or report.clean
            assert office.upkeep.check().mended == ()
        assert list(district_check.check(self.district, self.shelf)) == []


@pytest.fixture
def world(enrolled: Callable[..., Synced], district: District, tmp_path: Path) -> World:
    district.limits = replace(district.limits, **WIDE)
    return World(enrolled, district, tmp_path)


def test_any_value_in_any_field_of_any_step_stops_nobody(world: World, monkeypatch: pytest.MonkeyPatch):
    """Also through a district that hands out everything, as one of 1.0.0 does."""
    monkeypatch.setattr(entitlement, "stops_offices", lambda _event: False)
    for step in STEPS:
        for built in changed(built_of(step)):
            own_case = f"{world.hostile.pc.id}-{world.hostile.next_seq}"
            if isinstance(step, e.Recorded):
                world.write(built, own_case)
                world.keys[own_case] = KEY
                world.hostile.forward(own_case, OTHER)
            else:
                case = world.hostile.record()
                world.keys[case] = KEY
                world.write(built, case)
                world.hostile.forward(case, OTHER)
    world.ends()
