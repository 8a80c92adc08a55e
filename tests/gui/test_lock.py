"""The lock: by Ctrl+L or when nobody is there; what was typed stays, and shows to nobody."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from desktop.screens.settings.users_section import UsersSection
from desktop.window.idle import IdleWatch
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom

TYPED = "Jembatan gantung putus; pelapor Andi Baso"


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    made = start(founded.folder)
    made.log_in(USER, PASSWORD)
    return made


def watch(room: ProgramRoom) -> IdleWatch:
    assert room.program.watch is not None
    return room.program.watch


def begin_to_record(room: ProgramRoom) -> QWidget:
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk._current == "record")
    room.settle()
    room.type(TYPED)
    assert TYPED in room.said()
    return room.focus


def test_ctrl_l_covers_what_is_typed_and_it_is_there_again_after_log_in(room):
    editor = begin_to_record(room)
    desk = room.desk
    room.ctrl(Key.Key_L)
    room.settle()
    assert "Terkunci" in room.said()
    assert TYPED not in room.said()
    assert not desk.isVisible()
    assert room.login.name.editor.text() == USER
    assert room.focus is room.login.password.editor
    room.log_in(USER, PASSWORD)
    assert room.desk is desk
    assert TYPED in room.said()
    assert editor.isVisible()


def test_the_picture_of_the_lock_is_the_same_whatever_was_typed(room):
    begin_to_record(room)
    room.ctrl(Key.Key_L)
    room.settle()
    room.login.password.editor.clearFocus()
    covered = room.window.grab().toImage()
    room.login.password.editor.setFocus()
    room.log_in(USER, PASSWORD)
    room.ctrl(Key.Key_1)
    room.ctrl(Key.Key_L)
    room.settle()
    room.login.password.editor.clearFocus()
    assert room.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32) == covered.convertToFormat(
        QImage.Format.Format_RGB32
    )


def test_what_was_typed_is_kept_in_the_book_when_it_locks(room):
    begin_to_record(room)
    office = room.desk._office
    room.ctrl(Key.Key_L)
    room.settle()
    kept = office.load_draft()
    assert kept is not None
    assert TYPED.encode() in kept[0].content


def test_the_wrong_password_opens_no_lock(room):
    begin_to_record(room)
    room.ctrl(Key.Key_L)
    room.log_in(USER, "bukan ini")
    assert room.program.locked
    assert TYPED not in room.said()
    assert "tidak cocok" in room.said()


def test_keys_of_the_desk_do_nothing_behind_the_lock(room):
    room.ctrl(Key.Key_L)
    for key in (Key.Key_N, Key.Key_F, Key.Key_2, Key.Key_L):
        room.ctrl(key)
    room.key(Key.Key_F1)
    room.settle()
    assert room.login.isVisible()
    assert room.program.workspace is not None
    assert room.program.workspace._current == "home"


def test_a_program_left_alone_locks_itself(room):
    begin_to_record(room)
    watch(room).start(0.005)
    room.until(lambda: room.program.locked)
    assert TYPED not in room.said()
    room.log_in(USER, PASSWORD)
    assert TYPED in room.said()


def test_a_program_in_use_does_not_lock(room):
    handle = room.window.windowHandle()
    watch(room).start(0.02)  # 1.2 seconds
    for _ in range(12):
        QTest.keyClick(handle, Qt.Key.Key_Shift)
        QTest.qWait(150)
    assert not room.program.locked
    room.until(lambda: room.program.locked)


def test_zero_minutes_never_locks(room):
    watch(room).start(0)
    QTest.qWait(200)
    assert not room.program.locked


def test_windows_in_front_close_with_the_lock(room):
    dialog = QDialog(room.window)
    dialog.show()
    room.program.lock()
    assert not dialog.isVisible()


def test_another_user_finds_an_own_desk_behind_the_lock(room):
    begin_to_record(room)
    office = room.desk._office
    room.program.operations.change(lambda: office.members.put("Rahmat", "sandi punya Rahmat", "officer"))
    room.settle()
    room.ctrl(Key.Key_L)
    room.settle()
    room.log_in("Rahmat", "sandi punya Rahmat")
    assert room.desk._office.user.name == "Rahmat"
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk._current == "record")
    room.settle()
    assert TYPED not in room.said()
    room.ctrl(Key.Key_L)
    room.settle()
    room.log_in(USER, PASSWORD)
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk._current == "record")
    room.settle()
    assert TYPED in room.said()


def test_a_password_that_was_shown_is_covered_when_it_locks_again(room):
    room.ctrl(Key.Key_L)
    room.login.password.editor.show_button.setChecked(True)
    room.log_in(USER, PASSWORD)
    room.ctrl(Key.Key_L)
    room.type("rahasia")
    assert room.login.password.editor.text() == "rahasia"
    assert "rahasia" not in room.login.password.editor.displayText()


def test_a_changed_password_counts_at_the_next_lock(room):
    desk = room.desk
    _, users = room.settings("users")
    assert isinstance(users, UsersSection)
    form = users.my_password
    assert form.old is not None
    form.old.editor.setFocus()
    room.type(PASSWORD)
    form.new.editor.setFocus()
    room.type("sandi yang lain")
    form.repeated.editor.setFocus()
    room.enter("sandi yang lain")
    room.settle()
    room.ctrl(Key.Key_L)
    room.log_in(USER, PASSWORD)
    assert "tidak cocok" in room.said()
    room.until(lambda: not room.login.is_waiting)
    room.log_in(USER, "sandi yang lain")
    assert room.desk is desk


def test_a_screen_on_its_way_goes_with_its_desk(room):
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk.stack.count() > 1)
    assert "record" not in room.desk._screens
    screen = room.desk.stack.widget(1)
    room.program._leave_workspace()
    room.until(lambda: not isValid(screen))
