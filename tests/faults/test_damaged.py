"""Bytes of the data folder changed behind the program's back: it says so, shows nothing wrong as right, and restores."""

import json
import random
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from complaints.draft import Draft
from complaints.errors import OfficeError
from complaints.steps import StepDetails
from desktop.office.office import DATABASE
from desktop.store import restore
from desktop.store.attachments import AttachmentLost, Content
from desktop.store.backup import BackupDamaged
from desktop.store.database import StoreDamaged, StoreMissing, writing
from desktop.store.listing import Query
from desktop.store.schema import setting
from desktop.store.vault import KeysDamaged, Vault
from tests.conftest import PASSWORD, USER, Founded


def fill(founded: Founded, complaints: int = 150) -> list[str]:
    office = founded.open()
    numbers = [
        office.record(Draft(kind="complaint", body=f"Jalan rusak {i} " + "di dusun " * 30)).number
        for i in range(complaints)
    ]
    office.act(numbers[0], "verify")
    office.act(numbers[0], "respond", StepDetails(note="sudah ditambal"))
    office.close()
    return numbers


def flip(file: Path, place: int, mask: int = 0x55) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= mask
    file.write_bytes(content)


def test_a_flipped_byte_anywhere_in_the_book_is_found_and_never_a_traceback(founded: Founded):
    fill(founded)
    book = founded.folder / DATABASE
    whole = book.read_bytes()
    chance = random.Random(7)
    for place in (0, 17, 100, 4095, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(40))):
        book.write_bytes(whole)
        flip(book, place)
        assert found_damaged(founded), f"byte {place} of {len(whole)}"


def test_a_kept_value_that_is_no_value_is_a_damaged_book(founded: Founded):
    office = founded.open()
    with writing(office.engine) as connection:
        long = connection.execute(select(setting.c.content).where(setting.c.name == "national_holidays")).scalar_one()
        zeroed = long[:600] + bytes(len(long) - 600)
        connection.execute(update(setting).where(setting.c.name == "national_holidays").values(content=zeroed))
    office.close()
    with pytest.raises(StoreDamaged):
        founded.open()


def found_damaged(founded: Founded) -> bool:
    try:
        office = founded.open()
    except StoreDamaged:
        return True
    try:
        return not office.upkeep.check(repair=False).clean
    except StoreDamaged:
        return True
    finally:
        office.close()


def test_a_damaged_book_is_restored_from_the_backup_with_its_numbers(founded: Founded, tmp_path: Path):
    numbers = fill(founded, 20)
    office = founded.open()
    archive = tmp_path / "b.aduan"
    office.upkeep.backup(archive)
    now = office.upkeep.now()
    office.close()
    flip(founded.folder / DATABASE, 20)
    with pytest.raises(StoreDamaged, match="pulihkan dari cadangan"):
        founded.open()
    report = restore.restore(archive, founded.folder, lambda vault: vault.unlock(USER, PASSWORD), now)
    assert report.complaints == 20
    office = founded.open()
    assert {row.number for row in office.page(Query(), limit=100)} == set(numbers)
    # The damaged store's counters could not be read: new numbers get a letter of their own, so that none is given twice.
    assert office.record(Draft(kind="complaint", body="sesudah pulih")).number not in numbers
    assert office.upkeep.check(repair=False).clean
    office.close()


@pytest.mark.parametrize("length", [0, 1, 1000, 4096, 40_000])
def test_a_book_cut_short_says_so(founded: Founded, length: int):
    fill(founded, 20)
    book = founded.folder / DATABASE
    book.write_bytes(book.read_bytes()[:length])
    assert found_damaged(founded)


def test_a_book_that_is_gone_says_so_and_no_empty_one_is_made(founded: Founded):
    (founded.folder / DATABASE).unlink()
    with pytest.raises(StoreMissing):
        founded.open()
    assert not (founded.folder / DATABASE).exists()


def test_a_flipped_byte_anywhere_in_the_keys_locks_nobody_out(founded: Founded):
    keys = founded.folder / "keys.json"
    whole = keys.read_bytes()
    chance = random.Random(7)
    for place in (0, *(chance.randrange(len(whole)) for _ in range(40))):
        keys.write_bytes(whole)
        flip(keys, place, 1 << chance.randrange(8))
        assert Vault(founded.folder).unlock(USER, PASSWORD) == founded.unlocked


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": 1, "names": "", "slots": 3}']
)
def test_keys_that_are_lost_twice_are_named_and_come_back_with_the_backup(
    founded: Founded, tmp_path: Path, content: bytes
):
    office = founded.open()
    archive = tmp_path / "b.aduan"
    office.upkeep.backup(archive)
    now = office.upkeep.now()
    office.close()
    for name in ("keys.json", "keys-spare.json"):
        (founded.folder / name).write_bytes(content)
    with pytest.raises(KeysDamaged):
        Vault(founded.folder).unlock(USER, PASSWORD)
    restore.restore(archive, founded.folder, lambda vault: vault.unlock(USER, PASSWORD), now)
    assert Vault(founded.folder).unlock(USER, PASSWORD) == founded.unlocked


def test_a_change_of_password_mends_damaged_keys(founded: Founded):
    flip(founded.folder / "keys.json", 300)
    office = founded.open()
    office.members.change_password(office.user, PASSWORD, "kata-sandi-baru-1")
    office.close()
    (founded.folder / "keys-spare.json").unlink()
    assert Vault(founded.folder).unlock(USER, "kata-sandi-baru-1").key == founded.unlocked.key


@pytest.mark.parametrize(
    "noted",
    [
        b"", b"\xff", b"[]", b'{"failures": "x"}', b'{"failures": -3, "last": 0}', b'{"failures": 1e400, "last": 0}',
        b'{"failures": 99999, "last": 0}', b'{"failures": 3, "last": NaN}', b'{"failures": 3, "last": -Infinity}',
    ],
)  # fmt: skip
def test_a_damaged_count_of_wrong_passwords_locks_nobody_out(founded: Founded, noted: bytes):
    (founded.folder / "attempts.json").write_bytes(noted)
    assert Vault(founded.folder).unlock(USER, PASSWORD) == founded.unlocked


def test_a_count_of_wrong_passwords_from_the_future_holds_nobody_for_long(founded: Founded):
    (founded.folder / "attempts.json").write_text(json.dumps({"failures": 99999, "last": 1e300}))
    assert Vault(founded.folder).wait_seconds() <= 300


def test_a_damaged_attachment_is_named_and_the_case_stays_readable(founded: Founded):
    office = founded.open()
    number = office.record(Draft(kind="complaint", body="Lampu padam"), [Content("a.txt", b"isi lampiran")]).number
    kept = office.case(number).complaint.attachments[0]
    flip(next(office.attachments.files()), 30)
    with pytest.raises(AttachmentLost):
        office.attachment(kept.sha256)
    report = office.upkeep.check()
    assert len(report.problems) == 1
    assert kept.sha256[:12] in str(report.problems[0])
    assert office.case(number).complaint.body == "Lampu padam"
    # Attaching the same file again brings it back.
    office.attach(number, Content("a.txt", b"isi lampiran"))
    assert office.attachment(kept.sha256) == b"isi lampiran"
    office.close()


def test_a_flipped_byte_anywhere_in_a_backup_is_found_before_anything_changes(founded: Founded, tmp_path: Path):
    fill(founded, 20)
    office = founded.open()
    office.record(Draft(kind="complaint", body="Lampu padam"), [Content("a.txt", b"isi lampiran" * 100)])
    archive = tmp_path / "b.aduan"
    office.upkeep.backup(archive)
    now = office.upkeep.now()
    office.close()
    whole = archive.read_bytes()
    chance = random.Random(7)
    before = (founded.folder / DATABASE).read_bytes()
    harmless = 0
    for place in (0, len(whole) - 1, len(whole) - 5, *(chance.randrange(len(whole)) for _ in range(40))):
        archive.write_bytes(whole)
        flip(archive, place)
        refusal = restored(archive, founded, now)
        if refusal is not None:
            assert isinstance(refusal, (BackupDamaged, KeysDamaged, StoreDamaged))
            assert (founded.folder / DATABASE).read_bytes() == before
            continue
        # A byte of the ZIP's own padding, such as a time stamp: what came back is whole.
        harmless += 1
        office = founded.open()
        assert office.upkeep.check(repair=False).clean
        assert office.count(Query()) == 21
        office.close()
        before = (founded.folder / DATABASE).read_bytes()
    assert harmless < 10


def restored(archive: Path, founded: Founded, now: datetime) -> OfficeError | None:
    try:
        restore.restore(archive, founded.folder, lambda _vault: founded.unlocked, now)
    except OfficeError as refusal:
        return refusal
    return None
