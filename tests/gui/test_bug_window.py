"""What nobody expected: one window, a report without a word of anybody's, a log that stays small, and a program that goes on."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from desktop import logfile
from desktop.window.bug_window import BugWindow
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom
from tests.offices import bridge

NIK, PERSON = "7307031504870001", "Andi Baso Ramli"


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    made = start(founded.folder)
    made.log_in(USER, PASSWORD)
    return made


def fail() -> None:
    raise ValueError(f"cannot convert {NIK} of {PERSON}")


def windows() -> list[BugWindow]:
    return [window for window in QApplication.topLevelWidgets() if isinstance(window, BugWindow) and window.isVisible()]


def crash(room: ProgramRoom) -> BugWindow:
    room.program.operations.query("crash", fail, lambda _: None)
    room.settle()
    room.until(lambda: bool(windows()))
    (window,) = windows()
    return window


def go_on(room: ProgramRoom, window: BugWindow) -> None:
    """Closes it; a desktop gives the keyboard back to the window behind."""
    window.accept()
    room.settle()
    room.window.activateWindow()
    room.until(lambda: QApplication.focusWidget() is not None)


def logged(room: ProgramRoom) -> str:
    return "".join(file.read_text("utf-8") for file in (room.program.folder / "log").iterdir())


def test_an_unexpected_error_shows_one_window_and_counts_the_next(room):
    window = crash(room)
    for _ in range(3):
        room.program.operations.query("crash", fail, lambda _: None)
        room.settle()
    assert windows() == [window]
    assert "4 kali" in window.count.text()


def test_the_window_says_what_happened_what_is_safe_and_what_to_do(room):
    window = crash(room)
    for name in ("bug-happened", "bug-safe", "bug-next"):
        assert window.findChildren(QLabel, name)[0].isVisible()
    assert window.findChildren(QPushButton, "bug-close")[0].hasFocus()


def test_the_program_goes_on(room):
    go_on(room, crash(room))
    assert windows() == []
    office = room.desk._office
    room.program.operations.change(lambda: office.record(bridge()), kinds=("complaints",))
    room.settle()
    assert office.counts().total == 1
    assert crash(room)


def test_an_error_in_a_screen_itself_is_caught_too(room):
    QTimer.singleShot(0, fail)
    room.until(lambda: bool(windows()))
    assert "fail" in logged(room)


def test_an_error_in_a_thread_is_caught_too(room):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    room.until(lambda: bool(windows()))
    assert "ValueError" in logged(room)


def test_the_report_can_be_saved_and_holds_nobody(room, monkeypatch, tmp_path):
    window = crash(room)
    file = tmp_path / "laporan.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    room.press("bug-save")
    report = file.read_text("utf-8")
    assert "ValueError" in report
    assert "test_bug_window.py" in report
    assert "Laporan tersimpan." in window.count.text()
    for secret in (NIK, PERSON, USER, PASSWORD, str(Path.home())):
        assert secret not in report


def test_a_report_that_can_not_be_written_is_said(room, monkeypatch):
    window = crash(room)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/tidak/ada/laporan.txt", ""))
    room.press("bug-save")
    assert "tidak dapat ditulis" in window.count.text()


def test_the_log_of_a_working_day_holds_no_name_no_nik_and_no_text(room):
    office = room.desk._office
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk._current == "record")
    room.settle()
    room.type("Jembatan gantung putus talinya")
    room.program.operations.change(lambda: office.record(bridge()), kinds=("complaints",))
    room.settle()
    go_on(room, crash(room))
    room.ctrl(Key.Key_L)
    room.log_in(USER, "bukan ini")
    room.end()
    written = logged(room)
    assert "started" in written
    for secret in (NIK, PERSON, USER, PASSWORD, "bukan ini", "Jembatan", "Bonto", "081234567890"):
        assert secret not in written


def test_what_qt_says_is_logged_without_what_it_quotes(room):
    from PySide6.QtCore import qWarning

    qWarning(f"cannot open '{PERSON}' in /home/{USER}/x")
    assert "Qt: cannot open" in logged(room)
    assert PERSON not in logged(room)
    assert USER not in logged(room)


def test_the_log_rotates_and_the_oldest_go(tmp_path):
    logfile.start(tmp_path)
    try:
        for _ in range(40_000):
            logfile.log.info("x" * 90)
    finally:
        logfile.stop()
    files = list((tmp_path / "log").iterdir())
    assert len(files) == logfile.FILES_KEPT + 1
    assert all(file.stat().st_size <= logfile.FILE_BYTES for file in files)


def test_python_gets_its_own_handler_back_at_the_end(room):
    assert sys.excepthook is not sys.__excepthook__
    room.end()
    assert sys.excepthook is sys.__excepthook__
