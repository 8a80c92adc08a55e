"""Every field of every step, with anything in it: what the district takes stops neither it nor an office that gets it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import msgpack

from complaints import events as e
from complaints.events import AnyStep, Event, Facts, Location, encode
from desktop.store.listing import Query
from desktop.wording import history as told
from sync.server import check as district_check
from sync.server import intake
from sync.server.district import District
from sync.server.refusal import Refuse
from sync.server.shelf import Folder
from tests.faults.hostile import KEY, Hostile, sealed
from tests.offices import UNIT, bridge
from tests.sync.conftest import _cheap_keys, clock, district, enrolled  # noqa: F401 - fixtures
from tests.sync.offices import Synced
from tests.sync.server.conftest import post_to

OTHER = "73.07.04.2010"
DAY = date(2026, 11, 24)
FACTS = Facts(
    kind="complaint", title="Judul", body="Uraian", expectation="Harapan", channel="letter", received_on=DAY,
    occurred_on=DAY, category="infrastructure.bridge", supervisory=True, anonymous=True, confidential=True,
    location=Location("Bonto", "01", "02", "Dekat masjid", -5.1, 120.1), suspected_loss=1, lapor_id="1",
)  # fmt: skip
HASH = "a" * 64
STEPS: tuple[AnyStep, ...] = (
    e.Recorded(DAY, "2026-A-0001", "K7QM", FACTS, sealed(["Andi"])), e.Corrected(DAY, FACTS, sealed(["Andi"]), "Alasan"),
    e.Verified(DAY, "Catatan", "light"), e.Returned(DAY, "Catatan"), e.Forwarded(DAY, OTHER, "Nama", True, "Catatan"),
    e.Accepted(DAY, "Catatan"), e.FollowedUp(DAY, "Catatan", True), e.Responded(DAY, "Catatan", True),
    e.Approved(DAY, "Catatan"), e.Declined(DAY, "Catatan"), e.Closed(DAY, "Catatan", True, 3), e.Reopened(DAY, "Catatan"),
    e.Archived(DAY, "Catatan"), e.Noted(DAY, "Catatan"), e.Attached(DAY, HASH, "a.txt", "text/plain", 5),
    e.Supported(DAY, "Catatan", sealed(["Andi"])), e.IdentityShown(DAY, "Alasan"),
    e.Contacted(DAY, "phone", "Catatan", "received"), e.Erased(DAY, "Alasan"),
    e.Reviewed(DAY, "title", "aaaaaaaaaaaaaaaa", 3, "Catatan"), e.IdentitiesExported(DAY, 3, "a.xlsx"),
    e.Sealed(DAY, "S-AAAA-AAAA-AAAA", b"box"), e.Withdrawn(DAY, "Alasan"), e.Rated(DAY, 3, "Catatan"),
)  # fmt: skip


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


ANYTHING: tuple[object, ...] = (
    None, True, False, 0, 1, -1, 7, 2**63 - 1, 2**63, 2**64 - 1, -(2**63), 1.5, float("nan"), float("inf"), -1e308, "", "x" * 5000,
    "\0", "teks", "0001-01-01", "9999-12-31", "2026-02-30", "\u202e" * 9, "73.07", "١٢", b"", b"\xff" * 100, [], {}, nested(20),
    {str(n): n for n in range(3000)}, ["0001-01-01"] * 50, {"kind": {}}, [[]], {1: 2},
)  # fmt: skip
Built = list[Any]


def changed(built: Built) -> Iterator[Built]:
    """The step with each of its fields replaced by anything, a dict's too, left out, or with more behind it."""
    for place in range(1, len(built)):
        for value in ANYTHING:
            yield [*built[:place], value, *built[place + 1 :]]
        yield built[:place]
        if isinstance(built[place], dict):
            for name, old in built[place].items():
                for value in ANYTHING:
                    yield [*built[:place], built[place] | {name: value}, *built[place + 1 :]]
                for inner in old if isinstance(old, dict) else ():
                    for value in ANYTHING:
                        yield [*built[:place], built[place] | {name: old | {inner: value}}, *built[place + 1 :]]
    yield [*built, *ANYTHING]


def built_of(step: AnyStep) -> Built:
    event = Event("a", 1, 1, "", "", "", (), step)
    return msgpack.decode(encode(event))[7]


def taken(content: bytes) -> bool:
    try:
        intake.read(content)
    except Refuse:
        return False
    return True


class World:
    """A district, a hostile device, its colleague in the same office, and the office that its complaints are forwarded to."""

    def __init__(self, enrolled: Callable[..., Synced], district: District, folder: Path) -> None:  # noqa: F811
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
            assert [one for one in report.problems if not one.startswith("Kunci identitas")] == []
            assert report.unreadable > 0
            assert victim is not self.victims[0] or report.clean
            assert office.upkeep.check().mended == ()
        assert list(district_check.check(self.district, self.shelf)) == []


@pytest.fixture
def world(enrolled: Callable[..., Synced], district: District, tmp_path: Path) -> World:  # noqa: F811
    return World(enrolled, district, tmp_path)


def test_any_value_in_any_field_of_any_step_stops_nobody(world: World):
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
