"""A file of ours that is opened by a double click: read where it belongs, by whoever may, and never in the middle of something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import PASSWORD, USER
from tests.gui.district_room import UNIT, District, SyncRoom, district_at
from tests.gui.program_room import ProgramRoom
from tests.offices import bridge
from tests.sync.server.processes import run


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with district_at(tmp_path_factory.mktemp("district") / "data") as made:
        yield made


@pytest.fixture
def backup(founded, tmp_path: Path) -> Path:
    office = founded.open()
    office.record(bridge())
    file = tmp_path / "kantor.aduan"
    office.upkeep.backup(file)
    office.close()
    return file


def test_an_answer_opened_before_log_in_is_read_after_it(start, founded, district: District, tmp_path: Path):
    made = SyncRoom(start(founded.folder))
    made.enrol(district.url, district.code())
    made.sync.set_paused(True)
    made.rest()
    made.office.record(bridge())
    made.office.stick.write(tmp_path / "kirim.aduan-usb")
    made.room.end()
    run(district.running.folder, "bundle", "read", str(tmp_path / "kirim.aduan-usb"))
    run(district.running.folder, "bundle", "write", UNIT, str(tmp_path / "balas.aduan-usb"))

    room = start(founded.folder)
    room.program.open_file(tmp_path / "balas.aduan-usb")
    assert "Masuk untuk membaca balas.aduan-usb." in room.said()
    room.log_in(USER, PASSWORD)
    room.until(lambda: "1 perubahan terkirim" in room.said())
    assert room.program.waiting_file is None

    room.program.lock()
    room.program.open_file(tmp_path / "kirim.aduan-usb")
    room.log_in(USER, PASSWORD)
    room.until(lambda: "kiriman dari kantor ke kabupaten, bukan balasan" in room.said())


def test_an_answer_on_a_computer_that_is_not_enrolled_is_refused_with_a_sentence(start, founded, tmp_path: Path):
    (tmp_path / "balas.aduan-usb").write_bytes(b"\0" * 5000)
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    room.program.open_file(tmp_path / "balas.aduan-usb")
    room.until(lambda: "Kunci kabupaten belum ada di komputer ini" in room.said())


def test_a_backup_opened_on_a_new_computer_is_chosen_already(start, backup: Path, tmp_path: Path):
    room = start(tmp_path / "komputer-baru")
    room.program.open_file(backup)
    room.settle()
    assert room.restoring.file.editor.text() == str(backup)
    room.enter(USER, PASSWORD)
    room.settle()
    assert "1 pengaduan" in room.said()


def test_a_backup_changes_nothing_while_a_book_is_open(start, founded, backup: Path):
    room: ProgramRoom = start(founded.folder)
    room.log_in(USER, PASSWORD)
    room.program.open_file(backup)
    assert "kantor.aduan adalah cadangan. Buku yang terbuka tidak diubah" in room.said()
    room.program.lock()
    room.program.open_file(backup)
    assert room.login is room.window.page
    assert "kantor.aduan adalah cadangan" in room.said()


def test_a_minimised_start_is_ready_before_anybody_looks_and_comes_up_whole(qtbot, qapp, founded):
    from desktop import preferences
    from desktop.screens.app import Program

    program = Program(qapp, founded.folder, preferences.load(founded.folder))
    try:
        program.start(minimised=True)
        assert program.window.windowState() & Qt.WindowState.WindowMinimized
        qtbot.waitUntil(lambda: program.watch is not None, timeout=15_000)
        program.window.to_front()
        assert not program.window.windowState() & Qt.WindowState.WindowMinimized
    finally:
        program.operations.wait()
        program.window.close()
        program.end()
