"""A book moves to a new PC, or the district to another address: nothing lost, nothing counted twice."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from complaints.draft import Draft
from complaints.steps import StepDetails
from desktop.office.district import DistrictConnection
from desktop.office.office import Office
from desktop.store import restore
from desktop.store.listing import Query
from desktop.store.vault import Vault
from sync.refusals import TokenRefused, Unreachable
from tests.faults.network.desk import numbers
from tests.offices import PASSWORD, UNIT, USER, Clock
from tests.sync.offices import office_at
from tests.sync.server.processes import Running, code_for, run, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


def known_to_the_district(office: Office) -> Office:
    office.__dict__["district"] = DistrictConnection(office, wait=lambda _seconds: None)
    return office


def brought_to(folder: Path, archive: Path, clock: Clock) -> Office:
    """The book as the new PC opens it: no name of a server or code is typed there."""
    now = datetime.fromtimestamp(clock(), UTC)
    restore.restore(archive, folder, lambda vault: vault.unlock(USER, PASSWORD), now)
    return known_to_the_district(Office(folder, Vault(folder, clock).unlock(USER, PASSWORD), USER, clock))


def written(office: Office, body: str) -> str:
    return office.record(Draft(kind="complaint", body=body)).number


def listed(office: Office) -> Counter[str]:
    return Counter(row.number for row in office.page(Query(), limit=1000))


def test_a_book_on_a_new_pc_goes_on_where_the_old_one_was(server: Running, tmp_path: Path):
    clock = Clock()
    old = known_to_the_district(office_at(tmp_path / "lama", clock))
    old.district.enrol(server.url, code_for(server.folder, UNIT))
    sent = written(old, "Lampu jalan padam di depan masjid")
    old.act(sent, "verify")
    old.district.sync()
    unsent = written(old, "Saluran irigasi tersumbat di Dusun Lappae")
    report = old.upkeep.backup(tmp_path / "pindah.aduan")
    old.close()

    new = brought_to(tmp_path / "baru", report.file, clock)
    fresh = written(new, "Jembatan gantung putus talinya")
    new.act(unsent, "verify")
    new.act(sent, "respond", StepDetails(note="Lampu sudah diganti."))
    new.district.sync()

    assert (new.district.connection_state().waiting, new.district.connection_state().waiting_files) == (0, 0)
    everything = Counter([sent, unsent, fresh])
    assert everything == listed(new) == numbers(server.folder)
    assert new.case(sent).complaint.stage == "responded"
    assert new.case(unsent).complaint.stage == "verified"
    assert new.upkeep.check(repair=False).problems == ()

    # Somebody starts the old PC once more and writes there: that arrives, too, and both books say the same.
    again = known_to_the_district(Office(old.folder, Vault(old.folder, clock).unlock(USER, PASSWORD), USER, clock))
    late = written(again, "Sampah menumpuk di belakang pasar")
    again.district.sync()
    new.district.sync()
    again.district.sync()
    everything[late] = 1
    assert everything == listed(new) == listed(again) == numbers(server.folder)

    # Then the district takes the old PC's right to sync away; the new one's stays.
    run(server.folder, "device", "revoke", "--only", again.device.id)
    with pytest.raises(TokenRefused):
        again.district.sync()
    new.district.sync()
    for office in (again, new):
        office.close()


def test_a_district_at_another_address_goes_on_with_the_pcs_that_it_knows(tmp_path: Path):
    office = known_to_the_district(office_at(tmp_path / "kantor", Clock()))
    with serving(tmp_path / "lama") as server:
        office.district.enrol(server.url, code_for(server.folder, UNIT))
        sent = written(office, "Lampu jalan padam di depan masjid")
        office.district.sync()
    device = office.device
    unsent = written(office, "Saluran irigasi tersumbat di Dusun Lappae")
    with pytest.raises(Unreachable):
        office.district.sync()
    shutil.move(tmp_path / "lama", tmp_path / "baru")
    with serving(tmp_path / "baru") as server:
        office.district.enrol(server.url, code_for(server.folder, UNIT))
        office.district.sync()
        fresh = written(office, "Jembatan gantung putus talinya")
        assert office.district.sync().sent == 1
        assert numbers(server.folder) == listed(office) == Counter([sent, unsent, fresh])
    assert (office.device.id, office.device.letter) == (device.id, device.letter)
    assert office.upkeep.check(repair=False).problems == ()
    office.close()
