"""A book comes back from a backup: where the data file is damaged, and on a computer that never had one."""

from pathlib import Path

import pytest

from tests.conftest import PASSWORD, USER, Founded
from tests.gui.program_room import Key, ProgramRoom
from tests.offices import bridge


@pytest.fixture
def archive(founded: Founded, tmp_path: Path) -> Path:
    """A backup of the office with one complaint in it."""
    office = founded.open()
    office.record(bridge())
    file = tmp_path / "cadangan.buku"
    office.upkeep.backup(file)
    office.close()
    return file


def damage(founded: Founded) -> None:
    """Bytes flipped where the store begins: no password opens it any more."""
    book = founded.folder / "book.db"
    content = bytearray(book.read_bytes())
    for place in range(0, 4096, 7):
        content[place] ^= 0xFF
    book.write_bytes(content)
    for journal in ("book.db-wal", "book.db-shm"):
        (founded.folder / journal).unlink(missing_ok=True)


def restore(room: ProgramRoom, *typed: str) -> None:
    room.settle()
    room.enter(*typed)
    room.settle()


def test_a_damaged_book_is_told_and_comes_back_from_the_login_page(start, founded, archive):
    damage(founded)
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    assert room.program.office is None
    assert "Pulihkan dari cadangan…" in room.said()
    room.press("login-restore")
    restore(room, str(archive), USER, PASSWORD)
    assert "1 pengaduan" in room.said()
    assert room.login.name.editor.text() == USER
    room.enter(PASSWORD)
    room.settle()
    office = room.desk._office
    assert office.counts().total == 1
    assert office.upkeep.check().clean
    assert any(path.name.startswith("before-restore") for path in founded.folder.iterdir())


def test_a_new_computer_begins_with_the_backup(start, archive, tmp_path):
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    restore(room, str(archive), USER, PASSWORD)
    room.enter(PASSWORD)
    room.settle()
    assert room.desk._office.counts().total == 1
    assert room.desk._office.settings.office_name == "Desa Saotanre"


def test_the_recovery_code_opens_a_backup_when_the_password_is_forgotten(start, founded, archive, tmp_path):
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    restore(room, str(archive), "", founded.recovery_code)
    assert "1 pengaduan" in room.said()


@pytest.mark.parametrize("typed", [("/tidak/ada", USER, PASSWORD), ("", USER, PASSWORD)])
def test_a_file_that_is_not_there_is_said(start, tmp_path, typed):
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    restore(room, *typed)
    assert "Pilih berkas cadangan yang ada." in room.said()


def test_a_file_that_is_no_backup_is_said_and_changes_nothing(start, tmp_path):
    other = tmp_path / "foto.jpg"
    other.write_bytes(b"\xff\xd8 bukan cadangan")
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    restore(room, str(other), USER, PASSWORD)
    assert room.restoring.file.below.isVisible()
    assert "Data yang sekarang tidak diubah" in room.restoring.file.below.text()
    assert not (tmp_path / "komputer-baru" / "keys.json").exists()


def test_a_wrong_password_restores_nothing_and_the_fields_stay(start, archive, tmp_path):
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    restore(room, str(archive), USER, "bukan ini")
    assert "tidak cocok" in room.said()
    assert str(archive) in room.said()
    assert not (tmp_path / "komputer-baru" / "keys.json").exists()


def test_back_leads_to_where_one_came_from(start, tmp_path):
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    room.settle()
    room.key(Key.Key_Escape)
    room.settle()
    assert room.wizard.isVisible()
    room.type("saotanre")
    assert room.wizard.office.search.text() == "saotanre"


def test_tab_comes_to_everything_of_the_page(start, tmp_path):
    room = start(tmp_path / "komputer-baru")
    room.settle()
    room.wizard.restore.click()
    room.settle()
    assert room.stops() == [
        "restore-file", "restore-choose", "restore-name", "restore-password", "restore-back", "restore-go",
    ]  # fmt: skip
