"""Backup and restore: what comes back is whole, and no number or event id is ever given twice."""

import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec import structs

from complaints.errors import OfficeError, WrongPassword
from desktop.office.office import DATABASE, Office
from desktop.store import backup, log, restore
from desktop.store.attachments import Content
from desktop.store.backup import BackupCancelled, BackupDamaged, NotForBackups
from desktop.store.database import StoreBusy, reading
from desktop.store.vault import Vault
from tests.offices import PASSWORD, USER, Clock, bridge, new_office, reopened
from tests.sync.disk.test_faults import windows_error

PHOTO = Content("jembatan.png", b"\x89PNG\r\n\x1a\n" + b"foto" * 1000)


def unlock(vault):
    return vault.unlock(USER, PASSWORD)


def opened(folder, clock):
    return Office(folder, unlock(Vault(folder, clock)), USER, clock)


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "kantor", Clock())
    yield made
    made.close()


def test_a_backup_brings_everything_back_into_an_empty_folder(office, tmp_path):
    receipt = office.record(bridge(), [PHOTO])
    report = office.upkeep.backup(tmp_path / "stik" / "cadangan.aduan")
    assert (report.complaints, report.events, report.attachments) == (1, 2, 1)

    back = restore.restore(report.file, tmp_path / "baru", unlock, office.upkeep.now())
    again = opened(tmp_path / "baru", office.clock)

    case = again.show_identity(receipt.number)
    assert case.complaint.complainant.name == "Andi Baso Ramli"
    assert again.attachment(case.complaint.attachments[0].sha256) == PHOTO.content
    assert again.upkeep.check().clean
    assert back.aside is None
    again.close()


def test_a_restored_pc_is_a_new_device_and_its_numbers_get_a_letter_of_their_own(office, tmp_path):
    first = office.record(bridge())
    report = office.upkeep.backup(tmp_path / "c.aduan")
    lost = office.record(bridge())

    back = restore.restore(report.file, tmp_path / "baru", unlock, office.upkeep.now())
    again = opened(tmp_path / "baru", office.clock)
    next_one = again.record(bridge())

    assert not back.counters_kept
    assert next_one.number not in (first.number, lost.number)
    assert back.letter.startswith("A")
    assert len(back.letter) == 3
    assert again.device.id != office.device.id
    again.close()


def test_restoring_over_a_readable_store_goes_on_counting_behind_it(office, tmp_path):
    office.record(bridge())
    report = office.upkeep.backup(tmp_path / "c.aduan")
    office.record(bridge())
    office.close()

    back = restore.restore(report.file, office.folder, unlock, office.upkeep.now())
    again = opened(office.folder, office.clock)

    assert back.counters_kept
    assert again.record(bridge()).number == "2026-A-0003"
    assert back.aside is not None
    assert (back.aside / DATABASE).exists()
    again.close()


def test_restoring_is_refused_while_a_program_has_the_store_open(office, tmp_path):
    report = office.upkeep.backup(tmp_path / "c.aduan")
    with pytest.raises(StoreBusy):
        restore.restore(report.file, office.folder, unlock, office.upkeep.now())
    assert office.record(bridge()).number == "2026-A-0001"


def test_a_wrong_password_restores_nothing(office, tmp_path):
    report = office.upkeep.backup(tmp_path / "c.aduan")
    with pytest.raises(WrongPassword):
        restore.restore(
            report.file, tmp_path / "baru", lambda vault: vault.unlock(USER, "salah-sama-sekali"), office.upkeep.now()
        )
    assert list((tmp_path / "baru").iterdir()) == []


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_backup_with_a_flipped_byte_is_not_believed(office, tmp_path, place):
    office.record(bridge(), [PHOTO])
    file = office.upkeep.backup(tmp_path / "c.aduan").file
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 0x20
    file.write_bytes(content)
    with pytest.raises(OfficeError):
        restore.restore(file, tmp_path / "baru", unlock, office.upkeep.now())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7 bukan cadangan", b"\0" * 4096])
def test_what_is_no_backup_gets_a_sentence(office, tmp_path, content):
    file = tmp_path / "c.aduan"
    file.write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup.verify(file, office.unlocked.key)


def test_a_manifest_that_points_outside_is_refused(office, tmp_path):
    file = office.upkeep.backup(tmp_path / "c.aduan").file
    evil = tmp_path / "jahat.aduan"
    with ZipFile(file) as good, ZipFile(evil, "w") as bad:
        manifest = good.read("manifest.json").replace(b'"keys.json"', b'"../../keys.json"')
        for name in good.namelist():
            bad.writestr(name, manifest if name == "manifest.json" else good.read(name))
    with pytest.raises(BackupDamaged):
        restore.restore(evil, tmp_path / "baru", unlock, office.upkeep.now())


def test_a_cancelled_backup_leaves_no_file(office, tmp_path):
    for _ in range(30):
        office.record(bridge())
    with pytest.raises(BackupCancelled):
        office.upkeep.backup(tmp_path / "stik" / "c.aduan", lambda _part, _whole: False)
    assert list((tmp_path / "stik").iterdir()) == []


def test_daily_backups_come_once_a_day_and_only_the_newest_stay(office):
    office.record(bridge(), [PHOTO])
    for _ in range(17):
        assert office.upkeep.daily().backup is not None
        assert office.upkeep.daily().backup is None
        office.clock.pass_days(1)
    kept = office.upkeep.backups()
    assert len(kept) == 14
    assert backup.verify(kept[0], office.unlocked.key).attachments == 1


def test_a_daily_backup_goes_beside_the_data_while_the_chosen_folder_is_away(office, tmp_path):
    stick = tmp_path / "stik"
    office.change_settings(structs.replace(office.settings, backup_folder=str(stick)))
    assert office.upkeep.daily().fallback
    stick.mkdir()
    office.clock.pass_days(1)
    day = office.upkeep.daily()
    assert day.backup is not None
    assert not day.fallback
    assert day.backup.file.parent == stick


def test_the_same_day_s_backup_goes_to_the_chosen_folder_once_it_is_back(office, tmp_path):
    stick = tmp_path / "stik"
    office.change_settings(structs.replace(office.settings, backup_folder=str(stick)))
    assert office.upkeep.daily().fallback
    assert office.upkeep.backup_state().folder_away
    again = office.upkeep.daily()
    assert (again.backup, again.fallback) == (None, True)
    stick.mkdir()
    back = office.upkeep.daily()
    assert back.backup is not None
    assert back.backup.file.parent == stick
    assert not office.upkeep.backup_state().folder_away
    assert office.upkeep.daily().backup is None


def test_no_folder_chosen_is_no_folder_away(office, tmp_path):
    office.change_settings(structs.replace(office.settings, backup_folder=str(tmp_path / "stik")))
    office.upkeep.daily()
    office.change_settings(structs.replace(office.settings, backup_folder=""))
    assert not office.upkeep.backup_state().folder_away


@pytest.mark.parametrize(
    "name", ["book.db", "keys.json", "cadangan.aduan", "attachments/ab/x.aduan", "../kantor/baru.aduan"]
)
def test_a_backup_never_lies_among_the_book_s_own_files(office, name):
    office.record(bridge(), [PHOTO])
    before = {file: file.read_bytes() for file in office.folder.rglob("*") if file.is_file()}
    with pytest.raises(NotForBackups, match="folder data buku ini sendiri"):
        office.upkeep.backup(office.folder / name)
    assert {file: file.read_bytes() for file in office.folder.rglob("*") if file.is_file()} == before


def test_a_link_to_the_book_is_the_book(office, tmp_path):
    (tmp_path / "c.aduan").symlink_to(office.folder / "book.db")
    if not (tmp_path / "c.aduan").is_symlink():
        pytest.skip("Wine makes no symbolic links")
    with pytest.raises(NotForBackups):
        office.upkeep.backup(tmp_path / "c.aduan")
    assert office.upkeep.check().clean


def test_a_backup_replaces_an_older_one_and_nothing_else(office, tmp_path):
    office.upkeep.backup(tmp_path / "c.aduan")
    office.record(bridge())
    assert office.upkeep.backup(tmp_path / "c.aduan").complaints == 1
    letter, folder = tmp_path / "surat.docx", tmp_path / "folder"
    letter.write_bytes(b"PK\x03\x04 surat penting")
    folder.mkdir()
    places = [(letter, "berkas lain"), (folder, "folder"), (tmp_path / "NUL", "perangkat")]
    if hasattr(os, "mkfifo"):  # not on Windows
        os.mkfifo(tmp_path / "pipa")
        places.append((tmp_path / "pipa", "perangkat"))
    for place, why in places:
        with pytest.raises(NotForBackups, match=why):
            office.upkeep.backup(place)
    assert letter.read_bytes() == b"PK\x03\x04 surat penting"
    names = {file.name for file in tmp_path.iterdir()}
    assert names == {"c.aduan", "folder", "kantor", *(place.name for place, _ in places if place.name != "NUL")}


def test_a_device_is_no_place_for_a_backup(office):
    with pytest.raises(NotForBackups, match="perangkat"):
        office.upkeep.backup(Path("/dev/null"))


def test_attachments_beside_a_daily_backup_are_restored(office, tmp_path):
    receipt = office.record(bridge(), [PHOTO])
    day = office.upkeep.daily()
    assert day.backup is not None
    restore.restore(day.backup.file, tmp_path / "baru", unlock, office.upkeep.now())
    again = opened(tmp_path / "baru", office.clock)
    digest = again.case(receipt.number).complaint.attachments[0].sha256
    assert again.attachment(digest) == PHOTO.content
    again.close()


def test_an_interrupted_restore_is_finished_at_the_next_start(office, tmp_path, monkeypatch):
    office.record(bridge())
    file = office.upkeep.backup(tmp_path / "c.aduan").file
    office.record(bridge())
    office.close()

    moves = 0
    original = restore._move

    def power_cut(path, aside):
        nonlocal moves
        moves += 1
        if moves == 4:
            raise KeyboardInterrupt
        original(path, aside)

    monkeypatch.setattr(restore, "_move", power_cut)
    with pytest.raises(KeyboardInterrupt):
        restore.restore(file, office.folder, unlock, office.upkeep.now())
    monkeypatch.undo()

    assert restore.complete(office.folder) is not None
    again = opened(office.folder, office.clock)
    assert again.counts().total == 1
    assert again.upkeep.check().clean
    again.close()


def test_a_new_device_starts_a_chain_of_its_own(office, tmp_path):
    office.record(bridge())
    file = office.upkeep.backup(tmp_path / "c.aduan").file
    restore.restore(file, tmp_path / "baru", unlock, office.upkeep.now())
    again = opened(tmp_path / "baru", office.clock)
    office.clock.pass_days(1)
    again.record(bridge())
    with reading(again.engine) as connection:
        ids = [(one.device, one.seq) for one in log.all_events(connection)]
    assert ids == [(office.device.id, 1), (again.device.id, 1)]
    again.close()


def test_an_office_reopens_after_its_spare_keys_are_all_that_is_left(office):
    office.record(bridge())
    shutil.copy(office.folder / "keys.json", office.folder / "keys-spare.json")
    (office.folder / "keys.json").write_bytes(b"{")
    assert reopened(office).counts().total == 1


def test_a_scanner_that_holds_the_work_files_fails_no_backup(office, tmp_path, monkeypatch):
    office.record(bridge())

    def held(*_arguments, **_options):
        raise windows_error(32, 13)

    monkeypatch.setattr(shutil, "rmtree", held)
    report = office.upkeep.daily().backup
    monkeypatch.undo()
    assert report is not None
    assert report.complaints == 1
    assert office.upkeep.backup_state().last == report.created
    assert backup.verify(report.file, office.unlocked.key).events == report.events


def test_an_old_backup_that_a_scanner_holds_fails_no_new_one(office, monkeypatch):
    for _ in range(office.settings.backups_kept + 1):
        office.clock.pass_days(1)
        newest, _ = office.upkeep.backup_now()
    real = Path.unlink

    def held(path, **options):
        if path.suffix == backup.SUFFIX:
            raise windows_error(32, 13)
        real(path, **options)

    monkeypatch.setattr(Path, "unlink", held)
    office.clock.pass_days(1)
    newest, _ = office.upkeep.backup_now()
    monkeypatch.undo()
    assert newest.file in office.upkeep.backups()


def test_a_restore_goes_over_what_earlier_ones_left(office, tmp_path, monkeypatch):
    office.record(bridge())
    file = office.upkeep.backup(tmp_path / "c.aduan").file
    office.record(bridge())
    office.close()
    (office.folder / restore.PREPARING).mkdir()
    (office.folder / restore.PREPARING / "book.db").write_bytes(b"sisa")

    def held(*_arguments, **_options):
        raise windows_error(5, 13)

    monkeypatch.setattr(shutil, "rmtree", held)
    restore.restore(file, office.folder, unlock, office.upkeep.now())
    monkeypatch.undo()
    again = opened(office.folder, office.clock)
    assert again.counts().total == 1
    again.close()
    restore.restore(file, office.folder, unlock, office.upkeep.now())
    assert not list(office.folder.glob(f"{restore.PREPARING}*"))


def test_a_restore_over_one_that_a_power_cut_stopped(office, tmp_path, monkeypatch):
    office.record(bridge())
    file = office.upkeep.backup(tmp_path / "c.aduan").file
    office.close()

    def power_cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(restore, "_move", power_cut)
    with pytest.raises(KeyboardInterrupt):
        restore.restore(file, office.folder, unlock, office.upkeep.now())
    monkeypatch.undo()
    assert (office.folder / restore.READY).is_dir()
    restore.restore(file, office.folder, unlock, office.upkeep.now())
    again = opened(office.folder, office.clock)
    assert again.counts().total == 1
    assert again.upkeep.check().clean
    again.close()
