"""Long work is killed at every one of its steps: a migration, a backup, a restore, the founding of an office."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from complaints.draft import Draft
from desktop.office.office import Office
from desktop.store import backup, restore
from desktop.store.attachments import Content
from desktop.store.database import open_engine, reading
from desktop.store.listing import Query
from desktop.store.migrate import CURRENT, NewerStore, bring_up_to_date, version
from desktop.store.vault import Vault
from tests.conftest import PASSWORD, USER, Founded
from tests.faults.victims import NEWER, NEXT, back_up, bring_back, migrate, received, set_up, start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a process can't kill itself in the middle of a call there")


def killed_at_each_step(work: Callable[..., None], arguments: Callable[[], tuple[object, ...]]) -> Iterator[int]:
    """Runs `work(*arguments, step)` for step 1, 2, 3… in processes that die there, until one comes through."""
    for step in count(1):
        process, connection = start(work, *arguments(), step)
        told = list(received(connection))
        process.join()
        yield step
        if told:
            assert process.exitcode == 0
            return
        assert process.exitcode == -9
        assert step < 1000


def with_complaints(founded: Founded, number: int = 12) -> list[str]:
    office = founded.open()
    numbers = [office.record(Draft(kind="complaint", body=f"Jalan rusak {i}")).number for i in range(number)]
    office.attach(numbers[0], Content("a.txt", b"isi lampiran"))
    office.close()
    return numbers


def whole(office: Office, numbers: list[str]) -> None:
    assert {row.number for row in office.page(Query(), limit=1000)} == set(numbers)
    assert office.upkeep.check(repair=False).problems == ()
    office.close()


@pytest.mark.parametrize("place", ["column", "rows", "index"])
def test_a_migration_killed_in_the_middle_leaves_the_old_store_and_its_backup(founded: Founded, place: str):
    numbers = with_complaints(founded)
    process, connection = start(migrate, founded.folder, founded.unlocked, place, 0)
    assert list(received(connection)) == []
    process.join()
    assert process.exitcode == -9
    whole(founded.open(), numbers)
    (kept,) = (founded.folder / "backups").glob(f"sebelum-versi-{CURRENT}-*.aduan")
    assert backup.verify(kept, founded.unlocked.key).complaints == len(numbers)
    migrated(founded, numbers)


def test_a_migration_killed_at_each_step_can_be_run_again(founded: Founded):
    numbers = with_complaints(founded)
    steps = 0
    for step in killed_at_each_step(migrate, lambda: (founded.folder, founded.unlocked, "")):
        engine = open_engine(founded.folder / "book.db", founded.unlocked.key)
        with reading(engine) as connection:
            found = version(connection)
        engine.dispose()
        assert found in (CURRENT, NEXT)
        if found == CURRENT:
            whole(founded.open(), numbers)
        steps = step
    assert steps > 5
    migrated(founded, numbers)


def migrated(founded: Founded, numbers: list[str]) -> None:
    engine = open_engine(founded.folder / "book.db", founded.unlocked.key)
    bring_up_to_date(founded.folder, engine, founded.unlocked.key, NEWER, NEXT)
    with reading(engine) as connection:
        assert version(connection) == NEXT
        rows = connection.exec_driver_sql("SELECT number FROM complaint WHERE urgency = 1").scalars().all()
    engine.dispose()
    assert set(rows) == set(numbers)
    # This version doesn't know the newer one, and says so instead of writing into it.
    with pytest.raises(NewerStore):
        founded.open()


def test_a_backup_killed_at_each_step_never_looks_like_one(founded: Founded, tmp_path: Path):
    numbers = with_complaints(founded)
    place = tmp_path / "cadangan"
    file = place / "buku.aduan"
    steps = 0
    for step in killed_at_each_step(back_up, lambda: (founded.folder, founded.unlocked, file)):
        if file.exists():
            assert backup.verify(file, founded.unlocked.key).complaints == len(numbers)
            file.unlink()
        steps = step
    assert steps > 5
    whole(founded.open(), numbers)


def test_a_later_backup_clears_what_a_killed_one_left(founded: Founded, tmp_path: Path):
    with_complaints(founded)
    place = tmp_path / "cadangan"
    for left in (place / ".salin-abc", place / ".periksa-abc"):
        left.mkdir(parents=True)
        (left / "book.db").write_bytes(b"x" * 1000)
        os.utime(left, (0, 0))
    office = founded.open()
    office.upkeep.backup(place / "buku.aduan")
    office.close()
    assert [path.name for path in place.iterdir()] == ["buku.aduan"]


def test_a_restore_killed_at_each_step_is_the_old_office_or_the_whole_restored_one(
    founded_once: Founded, tmp_path: Path
):
    founded = founded_once.copy(tmp_path / "asal")
    numbers = with_complaints(founded)
    archive = tmp_path / "b.aduan"
    office = founded.open()
    office.upkeep.backup(archive)
    later = office.record(Draft(kind="complaint", body="sesudah cadangan")).number
    office.close()
    victim = founded
    seen: set[str] = set()

    def fresh() -> tuple[object, ...]:
        nonlocal victim
        victim = founded.copy(tmp_path / f"ke-{len(list(tmp_path.glob('ke-*')))}")
        return victim.folder, victim.unlocked, archive

    for _ in killed_at_each_step(bring_back, fresh):
        restore.complete(victim.folder)
        assert Vault(victim.folder).unlock(USER, PASSWORD) == victim.unlocked
        opened = victim.open()
        there = {row.number for row in opened.page(Query(), limit=1000)}
        assert there in (set(numbers), {*numbers, later})
        seen.add("old" if later in there else "restored")
        new = opened.record(Draft(kind="complaint", body="yang berikut")).number
        assert new not in {*numbers, later}
        assert opened.attachment(opened.case(numbers[0]).complaint.attachments[0].sha256) == b"isi lampiran"
        whole(opened, [*there, new])
        assert not (victim.folder / restore.READY).exists()
    assert seen == {"old", "restored"}


def test_founding_an_office_killed_at_each_step_leaves_none_or_a_whole_one(tmp_path: Path):
    folder = tmp_path / "data"
    done = 0
    for step in killed_at_each_step(set_up, lambda: (folder,)):
        if Vault(folder).exists:
            unlocked = Vault(folder).unlock(USER, PASSWORD)
            office = Office(folder, unlocked, USER)
            office.record(Draft(kind="complaint", body="Jalan rusak"))
            whole(office, [f"{office.today().year}-A-0001"])
            for path in folder.rglob("*"):
                if path.is_file():
                    path.unlink()
            done += 1
        else:
            assert not folder.exists() or not any(folder.iterdir())
        assert step < 200
    assert done
