"""The disk is full, or can't be written: a sentence that says so, nothing half-done, and work goes on once there is room."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from complaints.draft import Draft
from desktop.office.founding import found_office
from desktop.office.office import Office
from desktop.store import restore
from desktop.store.attachments import Content
from desktop.store.durable_files import DiskFull, FolderReadOnly
from desktop.store.listing import Query
from desktop.store.vault import Vault
from tests.conftest import PASSWORD, SETUP, USER, Founded
from tests.faults.disks import cut_writes, fill, locked, small_disk

BODY = "Jembatan gantung putus talinya sejak hujan Selasa malam. " * 40


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 8) as place:
        yield place


def record_until_full(office: Office) -> list[str]:
    numbers: list[str] = []
    while True:
        try:
            numbers.append(office.record(Draft(kind="complaint", body=f"{len(numbers)} {BODY}")).number)
        except DiskFull:
            return numbers


def test_a_full_disk_keeps_every_acknowledged_save_and_works_on_once_there_is_room(disk: Path, founded_once: Founded):
    founded = founded_once.copy(disk / "data")
    office = founded.open()
    filler = fill(disk, leave=1_500_000)
    told = record_until_full(office)
    assert told
    assert office.count(Query()) == len(told)
    assert office.case(told[-1]).complaint.body.startswith(f"{len(told) - 1} ")
    filler.unlink()
    after = office.record(Draft(kind="complaint", body="sesudah ada ruang")).number
    office.close()
    reopened = founded.open()
    assert reopened.count(Query()) == len(told) + 1
    assert reopened.case(after).complaint.body == "sesudah ada ruang"
    assert reopened.upkeep.check(repair=False).clean
    reopened.close()


def test_a_full_disk_refuses_each_kind_of_writing_and_leaves_nothing_half_done(disk: Path, founded_once: Founded):
    founded = founded_once.copy(disk / "data")
    office = founded.open()
    number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
    before = files(founded.folder)
    fill(disk)
    backup = disk / "cadangan.aduan"
    with pytest.raises(DiskFull):
        office.attach(number, Content("foto.jpg", b"\xff\xd8\xff\xe0" + os.urandom(300_000)))
    with pytest.raises(DiskFull):
        office.record(Draft(kind="complaint", body=BODY), [Content("a.txt", os.urandom(300_000).hex().encode())])
    with pytest.raises(DiskFull):
        office.save_draft(os.urandom(600_000))
    with pytest.raises(DiskFull):
        office.upkeep.backup(backup)
    with pytest.raises(DiskFull):
        office.members.change_password(office.user, PASSWORD, "kata-sandi-baru-1")
    assert not backup.exists()
    assert files(founded.folder) == before
    assert Vault(founded.folder).unlock(USER, PASSWORD) == founded.unlocked
    assert not office.case(number).complaint.attachments
    assert office.load_draft() is None
    office.close()


def test_a_store_on_a_full_disk_says_so_and_opens_once_there_is_room(disk: Path, founded_once: Founded):
    founded = founded_once.copy(disk / "data")
    office = founded.open()
    number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
    office.close()
    filler = fill(disk)
    with pytest.raises(DiskFull):
        founded.open()
    filler.unlink()
    office = founded.open()
    assert office.case(number)
    assert office.upkeep.check(repair=False).clean
    office.close()


def test_no_office_is_left_by_founding_it_on_a_full_disk(disk: Path):
    fill(disk, leave=60_000)
    with pytest.raises(DiskFull):
        found_office(disk / "data", SETUP)
    assert not (disk / "data").exists()
    assert [path.name for path in disk.iterdir()] == ["filler"]


@cut_writes
def test_a_restore_without_room_changes_nothing(disk: Path, founded_once: Founded, tmp_path: Path):
    founded = founded_once.copy(disk / "data")
    office = founded.open()
    for i in range(200):
        office.record(Draft(kind="complaint", body=f"{i} {BODY}"))
    archive = tmp_path / "b.aduan"
    office.upkeep.backup(archive)
    last = office.record(Draft(kind="complaint", body="sesudah cadangan")).number
    now = office.upkeep.now()
    office.close()
    fill(disk, leave=200_000)
    with pytest.raises(DiskFull):
        restore.restore(archive, founded.folder, lambda _vault: founded.unlocked, now)
    (disk / "filler").unlink()
    assert restore.complete(founded.folder) is None
    office = founded.open()
    assert office.case(last)
    assert office.upkeep.check(repair=False).clean
    office.close()


def test_a_database_that_may_not_grow_refuses_and_stays_whole(office: Office):
    """SQLite's own 'full', for machines where nobody may mount a disk."""
    limited: list[int] = []

    def limit(connection: object, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA max_page_count = 60")  # pyright: ignore[reportAttributeAccessIssue]
        limited.append(1)

    event.listen(office.engine, "checkout", limit)
    told = record_until_full(office)
    assert limited
    assert office.count(Query()) == len(told)
    assert office.upkeep.check(repair=False).clean


def test_a_locked_folder_is_named_and_stays_as_it_was(disk: Path, founded_once: Founded, tmp_path: Path):
    founded = founded_once.copy(disk / "data")
    office = founded.open()
    number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
    archive = tmp_path / "b.aduan"
    office.upkeep.backup(archive)
    now = office.upkeep.now()
    office.close()
    before = files(founded.folder)
    with locked(disk):
        assert Vault(founded.folder).unlock(USER, PASSWORD) == founded.unlocked
        with pytest.raises(FolderReadOnly):
            founded.open()
        with pytest.raises(FolderReadOnly):
            restore.restore(archive, founded.folder, lambda _vault: founded.unlocked, now)
        with pytest.raises(FolderReadOnly):
            found_office(disk / "lain", SETUP)
        assert files(founded.folder) == before
    office = founded.open()
    assert office.case(number)
    office.close()


def test_a_folder_that_locks_itself_while_the_program_runs_refuses_and_goes_on_reading(
    disk: Path, founded_once: Founded, tmp_path: Path
):
    # A USB stick whose file system failed becomes read-only under an open program.
    founded = founded_once.copy(tmp_path / "data")
    office = founded.open()
    number = office.record(Draft(kind="complaint", body="Lampu jalan padam")).number
    with locked(disk), pytest.raises(FolderReadOnly):
        office.upkeep.backup(disk / "cadangan.aduan")
    assert office.case(number)
    office.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere; the locked disk covers it")
def test_a_folder_without_permission_is_named(founded: Founded):
    founded.folder.chmod(0o555)
    try:
        with pytest.raises(FolderReadOnly):
            founded.open()
    finally:
        founded.folder.chmod(0o755)


def files(folder: Path) -> dict[str, bytes]:
    """Every file but SQLite's journals, which come and go."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def test_a_whole_disk_can_be_the_data_folder(disk: Path):
    """`--data E:\\`: nothing lies beside it."""
    office, _ = found_office(disk, SETUP)
    office.record(Draft(kind="complaint", body=BODY))
    office.close()
    assert Vault(disk).exists
    assert not list(disk.glob(".baru*"))
