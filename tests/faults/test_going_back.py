"""A newer version migrated the book and never came to its home screen: the version before opens the book as it was."""

import os
import shutil
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from complaints.draft import Draft, Person
from complaints.steps import StepDetails
from desktop.office import office as offices
from desktop.office.office import DATABASE
from desktop.store.attachments import Content
from desktop.store.database import open_engine, reading, writing
from desktop.store.going_back import put_back
from desktop.store.listing import Query
from desktop.store.migrate import CURRENT, NewerStore, bring_up_to_date, version
from desktop.updates import installation as installations
from tests.conftest import Founded
from tests.faults.victims import NEWER, NEXT, dying_at, received, start


def migrated(founded: Founded, number: int = 3) -> list[str]:
    """A book with complaints and a draft, brought to a version of the future."""
    office = founded.open()
    numbers = [office.record(Draft(kind="complaint", body=f"Jalan rusak {i}")).number for i in range(number)]
    office.save_draft(b"setengah diketik", [Content("foto.txt", b"isi")])
    office.close()
    engine = open_engine(founded.folder / DATABASE, founded.unlocked.key)
    assert bring_up_to_date(founded.folder, engine, founded.unlocked.key, NEWER, NEXT)
    engine.dispose()
    return numbers


@pytest.fixture
def went_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installations, "gave_up_a_newer_version", lambda: True)


def whole(founded: Founded, numbers: list[str]) -> None:
    office = founded.open()
    assert {row.number for row in office.page(Query(), limit=100)} == set(numbers)
    assert all("mendesak" not in row.title for row in office.page(Query(), limit=100))
    assert office.upkeep.check(repair=False).problems == ()
    saved = office.load_draft()
    assert saved is not None
    assert saved[0].content == b"setengah diketik"
    assert office.record(Draft(kind="complaint", body="sesudahnya")).number.endswith(f"{len(numbers) + 1:04d}")
    with reading(office.engine) as connection:
        assert version(connection) == CURRENT
    office.close()


@pytest.mark.usefixtures("went_back")
def test_the_version_before_opens_the_book_as_it_was(founded: Founded):
    numbers = migrated(founded)
    whole(founded, numbers)
    (aside,) = founded.folder.glob("before-restore-*")
    assert (aside / DATABASE).is_file()


def test_a_program_that_gave_nothing_up_leaves_a_newer_book_alone(founded: Founded):
    migrated(founded)
    before = (founded.folder / DATABASE).read_bytes()
    with pytest.raises(NewerStore):
        founded.open()
    assert (founded.folder / DATABASE).read_bytes() == before


@pytest.mark.usefixtures("went_back")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE user SET name = name || ' baru'",
        "UPDATE setting SET content = x'00' WHERE name = 'settings'",
        "DELETE FROM event WHERE seq = 1",
    ],
)
def test_what_the_newer_version_wrote_is_never_lost(founded: Founded, change: str):
    migrated(founded)
    engine = open_engine(founded.folder / DATABASE, founded.unlocked.key)
    with writing(engine) as connection:
        connection.exec_driver_sql(change)
    engine.dispose()
    with pytest.raises(NewerStore):
        founded.open()


@pytest.mark.usefixtures("went_back")
def test_steps_that_the_newer_version_wrote_go_along(founded: Founded, tmp_path: Path):
    """Recordings with a file, an erased name and an answer: today's steps are as good as the newer version's, for bytes stay."""
    numbers = migrated(founded, 2)
    backups = shutil.copytree(founded.folder / "backups", tmp_path / "backups")
    assert put_back(founded.folder, founded.unlocked.key)
    office = founded.open()
    kept = office.record(Draft(kind="complaint", body="Lampu padam", complainant=Person(name="Andi Baso"))).number
    erased = office.record(Draft(kind="complaint", body="Got mampet", complainant=Person(name="Siti Rahma"))).number
    office.act(erased, "erase", StepDetails(note="Permintaan pelapor"))
    office.act(numbers[0], "verify")
    filed = office.record(Draft(kind="complaint", body="Dengan surat"), [Content("surat.txt", b"Surat warga")]).number
    office.close()
    engine = open_engine(founded.folder / DATABASE, founded.unlocked.key)
    assert bring_up_to_date(founded.folder, engine, founded.unlocked.key, NEWER, NEXT)
    engine.dispose()
    shutil.rmtree(founded.folder / "backups")
    shutil.copytree(backups, founded.folder / "backups")

    office = founded.open()
    assert {row.number for row in office.page(Query(), limit=100)} == {*numbers, kept, erased, filed}
    assert office.show_identity(kept).complaint.complainant.name == "Andi Baso"
    assert office.show_identity(erased).complaint.complainant.name == ""
    assert office.case(numbers[0]).complaint.stage == "verified"
    (attachment,) = office.case(filed).complaint.attachments
    assert office.attachment(attachment.sha256) == b"Surat warga"
    assert office.upkeep.check(repair=False).problems == ()
    assert office.record(Draft(kind="complaint", body="sesudahnya")).number.endswith("0006")
    office.close()


@pytest.mark.usefixtures("went_back")
def test_what_can_not_go_along_is_told_with_the_way_out(founded: Founded):
    migrated(founded)
    engine = open_engine(founded.folder / DATABASE, founded.unlocked.key)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE user SET name = name || ' baru'")
    engine.dispose()
    with pytest.raises(NewerStore) as refused:
        founded.open()
    assert "update --again" in str(refused.value)
    assert "Data aman" in str(refused.value)


@pytest.mark.usefixtures("went_back")
def test_without_the_backup_the_newer_book_stays(founded: Founded):
    migrated(founded)
    shutil.rmtree(founded.folder / "backups")
    with pytest.raises(NewerStore):
        founded.open()


@pytest.mark.usefixtures("went_back")
def test_a_damaged_backup_changes_nothing(founded: Founded):
    migrated(founded)
    (archive,) = (founded.folder / "backups").glob("sebelum-versi-*.aduan")
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    before = (founded.folder / DATABASE).read_bytes()
    with pytest.raises(offices.OfficeError):
        founded.open()
    assert (founded.folder / DATABASE).read_bytes() == before


def go_back(tell: Connection, folder: Path, founded: Founded, step: int) -> None:
    with dying_at(step):
        put_back(folder, founded.unlocked.key)
    tell.send("done")


@pytest.mark.skipif(os.name == "nt", reason="a process can't kill itself in the middle of a call there")
@pytest.mark.usefixtures("went_back")
def test_killed_at_each_step_of_it_the_book_is_whole(founded: Founded, tmp_path: Path):
    numbers = migrated(founded)
    from desktop.store import restore

    step = 0
    for step in count(1):
        copy = founded.copy(tmp_path / "copy")
        process, connection = start(go_back, copy.folder, copy, step)
        told = list(received(connection))
        process.join()
        restore.complete(copy.folder)  # as every start of the program does
        whole(copy, numbers)
        shutil.rmtree(copy.folder)
        if told:
            break
        assert process.exitcode == -9
    assert step > 10
