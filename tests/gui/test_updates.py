"""The window over an installed program: it stays once its home screen is filled, tells what comes next, installs what is opened."""

from pathlib import Path

import pytest

from desktop.office.office import Office
from desktop.screens import program_updates
from desktop.screens.navigate import Goto
from desktop.screens.settings.updates_section import UpdatesSection
from desktop.store.database import StoreDamaged
from desktop.updates.installation import Installation
from sync.messages import ReleaseOffer
from tests.conftest import PASSWORD, USER
from tests.desktop.updates.conftest import installed as installed
from tests.gui.program_room import ProgramRoom
from tests.releases import STRANGERS_KEY, release


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_updates, "AFTER_MS", 0)


def section(room: ProgramRoom) -> UpdatesSection:
    room.desk.go(Goto("settings", action="updates"))
    room.settle()
    shown = room.desk.findChild(UpdatesSection)
    assert shown is not None
    return shown


def test_a_filled_home_screen_ends_the_counting_of_starts(start, founded, installed: Installation):
    (installed.root / "starting").write_text("2\n")
    (installed.root / "previous").write_text("0.9.0\n")
    (installed.root / "0.8.0").mkdir()
    (installed.root / "0.9.0").mkdir()
    room = start(founded.folder)
    assert (installed.root / "starting").exists()
    room.log_in(USER, PASSWORD)
    room.until(lambda: not (installed.root / "starting").exists())
    room.until(lambda: not (installed.root / "0.8.0").exists())
    assert not (installed.root / "previous").exists()
    assert (installed.root / "0.9.0").is_dir()


def test_a_version_that_was_given_up_is_told_once(start, founded, installed: Installation):
    (installed.root / "went-back").write_text("1.1.0\n")
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    room.until(lambda: "Versi 1.1.0 dua kali tidak sampai ke Beranda" in room.said())
    assert installed.given_up == "1.1.0"
    shown = section(room)
    assert "kabupaten diberi tahu" in shown.state.text()
    shown.again_button.click()
    room.until(lambda: installed.given_up == "")


def test_a_release_that_is_opened_is_made_ready_and_told(start, founded, installed: Installation, tmp_path: Path):
    room = start(founded.folder)
    path = release(tmp_path / "made")
    room.program.open_file(path)
    assert installed.current == "1.0.0"
    room.log_in(USER, PASSWORD)
    room.until(lambda: installed.current == "1.1.0")
    room.until(lambda: "Versi 1.1.0 sudah siap" in room.said())
    room.until(lambda: "versi 1.1.0 siap" in room.desk.status.version.text())
    assert "dibuka berikutnya" in section(room).state.text()


def test_a_release_of_somebody_else_is_refused_on_the_screen(start, founded, installed: Installation, tmp_path: Path):
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    room.program.open_file(release(tmp_path / "made", key=STRANGERS_KEY))
    room.until(lambda: "Tanda tangan rilis ini tidak cocok" in room.said())
    assert installed.current == "1.0.0"


def test_what_is_being_fetched_is_told_with_its_size(start, founded, installed: Installation):
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    assert room.program.office is not None
    room.program.office.updates.note_offer(ReleaseOffer("1.1.0", bytes(32), 876_000))
    room.program.operations.changed.emit(frozenset({"sync"}))
    room.until(lambda: "versi 1.1.0 diunduh" in room.desk.status.version.text())
    assert "Versi 1.1.0 sedang diunduh" in section(room).state.text()


def test_a_program_that_is_not_installed_says_how_it_is_updated(start, founded):
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    shown = section(room)
    assert "tidak memperbarui dirinya sendiri" in shown.state.text()
    assert not shown.file_button.isEnabled()
    assert "·" not in room.desk.status.version.text()


def test_a_wrong_password_is_no_failed_start(start, founded, installed: Installation):
    room = start(founded.folder)
    room.log_in(USER, "bukan kata sandinya")
    assert not room.program.entrance.opening


def test_a_book_that_does_not_open_is_a_failed_start(
    start, founded, installed: Installation, monkeypatch: pytest.MonkeyPatch
):
    def damaged(_office: Office) -> None:
        raise StoreDamaged

    monkeypatch.setattr(Office, "_load", damaged)
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    assert room.program.office is None
    assert room.program.entrance.opening
