"""A kecamatan carries for its villages, unread: by its network or its own stick, in any order, any number of times."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.office.office import Office
from desktop.office.relay import CarriedUnit, NotBelow
from desktop.store.listing import Query
from sync.bundle import bundle_file
from sync.bundle.refusals import OtherUnit
from sync.server import bundles, offices, units
from sync.server.bundle_box import may_carry
from sync.server.filing import Filing
from sync.server.options import ServerOptions
from sync.server.statement import PortableStatement
from tests.offices import Clock, bridge
from tests.sync.offices import office_at
from tests.sync.server.processes import Running, code_for, serving
from tests.sync.test_session import whole

KECAMATAN, VILLAGE, NEIGHBOUR, ELSEWHERE = "73.07.04", "73.07.04.2009", "73.07.04.2010", "73.07.05.2001"


@dataclass
class Chain:
    """A district that serves, a kecamatan with a network, villages that never see one, and the stick that goes between them."""

    server: Running
    clock: Clock
    folder: Path
    filing: Filing
    kecamatan: Office
    offices: list[Office] = field(default_factory=list[Office])

    @property
    def stick(self) -> Path:
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        return stick

    def village(self, unit: str = VILLAGE) -> Office:
        """A village's office, invited by a stick that nobody but the two ends handled."""
        office = office_at(self.folder / f"office-{len(self.offices)}", self.clock, unit)
        self.offices.append(office)
        invitation, code = self.filing.district.invite(unit, "")
        file = self.folder / "undangan.aduan-usb"
        bundle_file.place_invitation(file, invitation, self.filing.district.keys.signing)
        office.district.accept_invitation(file, code)
        file.unlink()
        return office

    def of(self, unit: str) -> CarriedUnit:
        return next(one for one in self.kecamatan.relay.units() if one.unit == unit)

    def clear_stick(self) -> None:
        for path in self.stick.iterdir():
            path.unlink()

    def recorded(self) -> int:
        rows = self.filing.district.database.read(lambda t: t.rows(PortableStatement("SELECT id FROM complaint")))
        return len(rows)


@pytest.fixture
def chain(tmp_path: Path, clock: Clock) -> Iterator[Chain]:
    with ExitStack() as stack:
        server = stack.enter_context(serving(tmp_path / "district"))
        options = ServerOptions(server.folder)
        district = options.open()
        kecamatan = office_at(tmp_path / "kecamatan", clock, KECAMATAN)
        kecamatan.district.enrol(server.url, code_for(server.folder, KECAMATAN))
        kecamatan.district.sync()
        made = Chain(
            server, clock, tmp_path, Filing(district, options.shelf(), options.uploads()), kecamatan, [kecamatan]
        )
        yield made
        for office in made.offices:
            office.close()
        district.database.engine.dispose()


def test_a_village_without_a_network_is_let_in_and_heard_over_its_kecamatan(chain: Chain):
    village = chain.village()
    village.record(bridge())
    village.stick.write(chain.stick)
    taken = chain.kecamatan.relay.take([chain.stick])
    assert (taken.bundles, taken.answers, taken.units) == (1, 0, (VILLAGE,))
    assert chain.recorded() == 0
    chain.kecamatan.district.sync()
    assert chain.recorded() == 1
    row = chain.of(VILLAGE)
    assert (row.waiting, row.refused) == (0, None)
    assert row.handed_in is not None
    assert row.answer_made is not None
    assert chain.kecamatan.relay.give(chain.stick) == [VILLAGE]
    (answer,) = chain.stick.glob("balas-*")
    assert village.stick.read(answer).enrolled
    assert village.district.connection_state().waiting == 0
    assert chain.kecamatan.page(Query()) == []
    whole(village)
    whole(chain.kecamatan)


def test_the_kecamatan_can_open_neither_what_it_carries_up_nor_what_it_carries_down(chain: Chain):
    village = chain.village()
    village.record(bridge(title="Rahasia desa"))
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    assert all(b"Rahasia desa" not in path.read_bytes() for path in chain.kecamatan.folder.rglob("*") if path.is_file())
    chain.kecamatan.relay.give(chain.stick, [VILLAGE])
    (answer,) = chain.stick.glob("balas-*")
    with pytest.raises(OtherUnit):
        chain.kecamatan.stick.read(answer)


def test_taken_along_again_and_handed_in_again_nothing_becomes_two(chain: Chain):
    village = chain.village()
    village.record(bridge())
    village.stick.write(chain.stick)
    relay = chain.kecamatan.relay
    assert relay.take([chain.stick]).bundles == 1
    assert relay.take([chain.stick]).bundles == 0
    chain.kecamatan.district.sync()
    assert relay.take([chain.stick]).bundles == 0  # the district has it
    chain.kecamatan.district.sync()
    assert chain.recorded() == 1
    assert relay.give(chain.stick) == [VILLAGE]
    assert relay.give(chain.stick) == [VILLAGE]
    assert len(list(chain.stick.glob("balas-*"))) == 1


def test_old_bundles_after_new_ones_and_old_answers_after_new_ones_change_nothing(chain: Chain):
    village = chain.village()
    village.record(bridge())
    old = village.stick.write(chain.stick).file
    chain.clock.pass_days(1)
    village.record(bridge())
    new = village.stick.write(chain.stick).file
    relay = chain.kecamatan.relay
    assert relay.take([new]).bundles == 1
    chain.kecamatan.district.sync()
    assert relay.take([old]).bundles == 0
    chain.clear_stick()
    relay.give(chain.stick)
    (first_answer,) = chain.stick.glob("balas-*")
    kept = first_answer.read_bytes()
    village.stick.read(first_answer)
    assert village.district.connection_state().waiting == 0
    chain.clock.pass_days(1)
    village.record(bridge())
    chain.clear_stick()
    village.stick.write(chain.stick)
    relay.take([chain.stick])
    chain.kecamatan.district.sync()
    relay.give(chain.stick)
    answers = sorted(chain.stick.glob("balas-*"))
    village.stick.read(answers[-1])
    before = village.district.connection_state()
    stale = chain.stick / "lama.aduan-usb"
    stale.write_bytes(kept)
    assert village.stick.read(stale).is_empty
    after = village.district.connection_state()
    assert (after.waiting, after.last_answer) == (0, before.last_answer)
    assert relay.take([stale]).answers == 0  # the newer one stays
    assert chain.recorded() == 3
    whole(village)


def test_what_it_carries_goes_on_its_own_stick_and_the_answers_come_back_on_it(chain: Chain, tmp_path: Path):
    village, neighbour = chain.village(), chain.village(NEIGHBOUR)
    for office in (village, neighbour):
        office.record(bridge())
        office.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    own = tmp_path / "own"
    own.mkdir()
    written = chain.kecamatan.stick.write(own)
    assert written.carried == 2
    for path in sorted(own.glob("*.aduan-usb")):
        bundles.read(chain.filing.district, chain.filing, path)
    assert chain.recorded() == 2
    for unit in (KECAMATAN, VILLAGE, NEIGHBOUR):
        bundles.write(chain.filing.district, chain.filing, unit, own / f"balas-{unit}.aduan-usb")
    assert {chain.of(unit).waiting for unit in (VILLAGE, NEIGHBOUR)} == {1}
    assert chain.kecamatan.stick.read(own / f"balas-{KECAMATAN}.aduan-usb").carried == 2
    assert {chain.of(unit).waiting for unit in (VILLAGE, NEIGHBOUR)} == {0}
    for office in (village, neighbour):
        home = tmp_path / office.settings.unit_code
        home.mkdir()
        office.stick.write(home)
        assert chain.kecamatan.relay.give(home) == [office.settings.unit_code]  # by whose bundle lies on it
        (answer,) = home.glob("balas-*")
        assert office.stick.read(answer).enrolled
        assert office.district.connection_state().waiting == 0


PARTS = """code,name,kind,parent_code
DINSOS,Dinas Sosial,opd,73.07
DINSOS-REHAB,Bidang Rehabilitasi,opd,DINSOS
PANTI-1,UPTD Panti Sosial,opd,DINSOS-REHAB
DINKES,Dinas Kesehatan,opd,73.07
PKM-TENGAH,Puskesmas Sinjai Tengah,opd,73.07.04
"""


def test_an_agency_carries_for_its_parts_as_the_district_names_them(chain: Chain, tmp_path: Path):
    """Their codes say nothing of it; a part of a part is carried for, too, and nobody else's."""
    district = chain.filing.district
    district.database.write(lambda t: units.put(t, units.parse(PARTS)))
    agency = office_at(tmp_path / "dinas", chain.clock, "DINSOS")
    chain.offices.append(agency)
    assert not agency.relay.has_units_below()
    agency.district.enrol(chain.server.url, code_for(chain.server.folder, "DINSOS"))
    agency.district.sync()
    assert agency.relay.has_units_below()
    parts = [chain.village("DINSOS-REHAB"), chain.village("PANTI-1")]
    elsewhere = chain.village("PKM-TENGAH")
    for part in parts:
        part.record(bridge())
        part.stick.write(chain.stick)
    elsewhere.record(bridge())
    elsewhere.stick.write(tmp_path / "puskesmas.aduan-usb")
    with pytest.raises(NotBelow):
        agency.relay.take([tmp_path / "puskesmas.aduan-usb"])
    with pytest.raises(OtherUnit):
        agency.relay.give(chain.stick, ["DINKES"])
    assert set(agency.relay.take([chain.stick]).units) == {"DINSOS-REHAB", "PANTI-1"}
    agency.district.sync()
    assert chain.recorded() == 2
    assert [(one.unit, one.name, one.waiting, one.refused) for one in agency.relay.units()] == [
        ("DINSOS-REHAB", "Bidang Rehabilitasi", 0, None), ("PANTI-1", "UPTD Panti Sosial", 0, None),
    ]  # fmt: skip
    assert agency.relay.give(chain.stick) == ["DINSOS-REHAB", "PANTI-1"]
    for part in parts:
        (answer,) = chain.stick.glob(f"balas-{part.settings.unit_code}-*")
        assert part.stick.read(answer).enrolled
    # What a kecamatan has beside its villages goes the same way.
    chain.kecamatan.district.sync()
    assert chain.kecamatan.relay.take([tmp_path / "puskesmas.aduan-usb"]).units == ("PKM-TENGAH",)
    chain.kecamatan.district.sync()
    assert chain.recorded() == 3


def test_a_list_that_names_two_units_as_each_others_parent_ends(chain: Chain):
    circle = "code,name,kind,parent_code\nA-1,Satu,opd,A-2\nA-2,Dua,opd,A-1\n"
    database = chain.filing.district.database
    database.write(lambda t: units.put(t, units.parse(circle)))
    assert database.read(lambda t: (may_carry(t, "A-1", "A-2"), may_carry(t, "B", "A-1"))) == (True, False)


def test_nobody_elses_bundles_are_taken_along(chain: Chain):
    other = chain.village(ELSEWHERE)
    other.record(bridge())
    other.stick.write(chain.stick)
    (chain.stick / "surat.aduan-usb").write_text("surat biasa")
    with pytest.raises(NotBelow):
        chain.kecamatan.relay.take([chain.stick])
    with pytest.raises(OtherUnit):
        chain.kecamatan.relay.give(chain.stick, [ELSEWHERE])


def test_an_answer_that_the_district_did_not_sign_is_not_taken_along(chain: Chain):
    village = chain.village()
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    chain.clear_stick()
    chain.kecamatan.relay.give(chain.stick, [VILLAGE])
    (answer,) = chain.stick.glob("balas-*")
    forged = bytearray(answer.read_bytes())
    forged[-10] ^= 1
    answer.write_bytes(forged)
    made = chain.of(VILLAGE).answer_made
    with pytest.raises(NotBelow):
        chain.kecamatan.relay.take([chain.stick])
    assert chain.of(VILLAGE).answer_made == made
    chain.kecamatan.relay.give(chain.stick, [VILLAGE])  # the true one takes its place
    assert village.stick.read(answer).enrolled


def test_a_bundle_that_the_district_refuses_is_told_and_not_tried_again(chain: Chain):
    village = chain.village()
    village.record(bridge())
    file = village.stick.write(chain.stick).file
    spoilt = bytearray(file.read_bytes())
    spoilt[-100] ^= 1
    file.write_bytes(spoilt)
    chain.kecamatan.relay.take([file])
    chain.kecamatan.district.sync()
    row = chain.of(VILLAGE)
    assert (row.waiting, row.handed_in) == (0, None)
    assert "rusak" in str(row.refused)
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    assert chain.of(VILLAGE).refused is None
    assert chain.recorded() == 1


def test_a_village_that_was_turned_away_gets_nothing_through(chain: Chain):
    village = chain.village()
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    chain.filing.district.database.write(lambda t: offices.revoke(t, village.device.id, chain.filing.district.now()))
    chain.clear_stick()
    chain.clock.pass_days(1)
    village.record(bridge())
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    assert chain.recorded() == 0
    assert chain.of(VILLAGE).refused is not None


def test_how_old_a_villages_answer_is_shows_at_all_three(chain: Chain):
    """A relay that withholds answers would go unnoticed."""
    village = chain.village()
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    chain.kecamatan.relay.give(chain.stick)
    (answer,) = chain.stick.glob("balas-*")
    village.stick.read(answer)
    last = village.district.connection_state().last_answer
    assert last is not None
    assert chain.of(VILLAGE).given_made == last
    chain.clock.pass_days(40)
    chain.clear_stick()
    village.stick.write(chain.stick)
    chain.kecamatan.relay.take([chain.stick])
    chain.kecamatan.district.sync()
    made, answered = chain.filing.district.database.read(bundles.carried)[village.device.id]
    assert answered == round(last.timestamp() * 1000)
    assert made == round(chain.clock() * 1000)
    assert village.district.connection_state().last_answer == last
