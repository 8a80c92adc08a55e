"""Erasing crosses the district to everybody, and no copy from before brings the person back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.store import restore
from sync.server.database import Database, sqlite_engine
from sync.server.district import District
from sync.server.statement import PortableStatement
from tests.desktop.store.pages import everything
from tests.offices import USER, Clock, bridge
from tests.sync.offices import Direct, Synced

OTHER = "73.07.04.2010"
_KEYS = PortableStatement("SELECT complaint FROM identity_key")
_WRAPPED = PortableStatement("SELECT sealed FROM identity_key WHERE complaint = :complaint")
Enrolled = Callable[..., Synced]


def name_at(one: Synced, complaint: str) -> str:
    return one.office.show_identity(complaint, "uji").complaint.complainant.name


def kept_by(district: District) -> list[str]:
    return [id for (id,) in district.database.read(lambda t: t.rows(_KEYS))]


def shared(enrolled: Enrolled) -> tuple[Synced, Synced, Synced, str]:
    """Two PCs of an office, and another office that their complaint was forwarded to; all have it."""
    a, b, c = enrolled("a"), enrolled("b"), enrolled("c", OTHER)
    receipt = a.office.record(bridge())
    a.office.act(receipt.number, "verify")
    a.office.act(receipt.number, "forward", StepDetails(to=OTHER))
    for one in (a, b, c):
        one.sync()
    assert {name_at(one, receipt.id) for one in (a, b, c)} == {"Andi Baso Ramli"}
    return a, b, c, receipt.id


def test_the_district_and_every_office_destroy_the_key(enrolled: Enrolled, district: District, tmp_path: Path):
    a, b, c, case = shared(enrolled)
    wrapped = bytes(district.database.read(lambda t: t.rows(_WRAPPED, complaint=case))[0][0])
    assert wrapped in b"".join(file.read_bytes() for file in tmp_path.glob("district.sqlite*"))
    a.office.act(case, "erase", StepDetails(note="Permintaan pelapor"))
    a.sync()
    assert kept_by(district) == []
    for one in (b, c):
        one.sync()
        assert name_at(one, case) == ""
        assert one.office.case(case).complaint.erased
        assert one.office.upkeep.check(repair=False).problems == ()
        assert b"ramli" not in everything(one.office.folder, one.office.unlocked.key)
    district.database.engine.dispose()  # the last connection empties the journal
    assert wrapped not in b"".join(file.read_bytes() for file in tmp_path.glob("district.sqlite*"))


def test_a_server_restored_from_before_gives_the_key_to_nobody_who_knows_and_loses_it_again(
    enrolled: Enrolled, district: District, tmp_path: Path, clock: Clock
):
    a, b, c, case = shared(enrolled)
    district.database.engine.dispose()
    copyfile(tmp_path / "district.sqlite", tmp_path / "before.sqlite")
    a.office.act(case, "erase", StepDetails(note="Permintaan pelapor"))
    for one in (a, b, c):
        one.sync()
    restored = District(Database(sqlite_engine(tmp_path / "before.sqlite")), district.keys, clock)
    assert kept_by(restored) == [case], "the backup holds it"
    for one in (c, b):
        one.carrier.district = restored
        one.sync()
        assert name_at(one, case) == ""
    assert kept_by(restored) == [], "another PC that holds the step gave it back"
    a.carrier.district = restored
    a.sync()
    for one in (a, b, c):
        one.sync()
        assert name_at(one, case) == ""
        assert one.office.upkeep.check(repair=False).problems == ()
    assert kept_by(restored) == []
    restored.database.engine.dispose()


def test_a_pc_restored_from_before_on_a_new_disk_is_told_at_its_next_sync(
    enrolled: Enrolled, district: District, tmp_path: Path, clock: Clock
):
    a, _, _, case = shared(enrolled)
    a.office.upkeep.backup(tmp_path / "b.aduan")
    a.office.act(case, "erase", StepDetails(note="Permintaan pelapor"))
    a.sync()
    unlocked = a.office.unlocked
    restore.restore(tmp_path / "b.aduan", tmp_path / "new", lambda _: unlocked, datetime.now(UTC))
    again = Synced(Office(tmp_path / "new", unlocked, USER, clock), Direct(district))
    try:
        assert name_at(again, case) == "Andi Baso Ramli", "the backup holds it, and nobody has told this disk"
        again.sync()
        assert name_at(again, case) == ""
        assert b"ramli" not in everything(tmp_path / "new", unlocked.key)
        again.sync()
        assert kept_by(district) == [], "and its copy of the key stays refused"
        assert again.office.upkeep.check(repair=False).problems == ()
    finally:
        again.office.close()
