"""The window itself: its look is remembered, its keys are told, and its desk is found again where it was left."""

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
)

from desktop import preferences
from desktop.office import list_filters, scanner
from desktop.options import WindowOptions
from desktop.preferences import Preferences
from desktop.screens.navigate import Goto
from desktop.screens.record.screen import RecordScreen
from desktop.screens.workspace import Workspace
from desktop.widgets import Chip
from desktop.widgets.theme import look
from desktop.window.window import LEAST_HEIGHT, LEAST_WIDTH, Window
from desktop.wording import translation
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom


def entered(start, founded) -> ProgramRoom:
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    return room


def choose(room: ProgramRoom, *names: str) -> None:
    room.settings("appearance")
    for name in names:
        room.press(name)
        room.settle()


def test_theme_size_and_language_are_there_again_before_anybody_logs_in(start, founded):
    room = entered(start, founded)
    choose(room, "theme-dark", "text-size-115", "language-en")
    room.end()
    look.apply(room.program.app, "light")
    translation.use("id")

    again = start(founded.folder)
    assert (look.name, look.percent) == ("dark", 115)
    assert again.login.enter.text() == "Log in"
    assert "Password" in again.said()
    look.apply(room.program.app, "light")


def test_a_new_language_comes_at_once_and_the_same_section_stays_in_front(start, founded):
    room = entered(start, founded)
    choose(room, "language-en")
    assert room.desk.here() == Goto("settings", action="appearance")
    assert "Light or dark" in room.said()
    assert "Reports & print" in [button.accessibleName() for button in room.desk.buttons.values()]


def test_the_language_that_was_asked_for_holds_after_log_in_and_isn_t_kept(start, founded):
    room = start(founded.folder, WindowOptions(language="en"))
    room.log_in(USER, PASSWORD)
    assert "Reports & print" in [button.accessibleName() for button in room.desk.buttons.values()]
    choose(room, "theme-dark")
    assert "Light or dark" in room.said()
    room.end()
    assert preferences.load(founded.folder).language == "id"


def test_a_language_chosen_in_the_settings_holds_from_then_on(start, founded):
    room = start(founded.folder, WindowOptions(language="id"))
    room.log_in(USER, PASSWORD)
    choose(room, "language-en")
    assert "Light or dark" in room.said()
    choose(room, "theme-dark")
    assert "Light or dark" in room.said()


def test_the_settings_show_the_language_in_force_and_only_a_choice_changes_the_saved_one(start, founded):
    room = start(founded.folder, WindowOptions(language="en"))
    room.log_in(USER, PASSWORD)
    _, section = room.settings("appearance")
    assert section.findChild(QRadioButton, "language-en").isChecked()
    choose(room, "theme-dark")
    assert room.desk._office.settings.language == "id"
    assert "Settings" in room.said()
    choose(room, "language-id")
    assert "Pengaturan" in room.said()
    assert translation.language() == "id"


def test_the_language_that_was_asked_for_holds_in_the_demonstration(start, tmp_path):
    room = start(tmp_path / "contoh", WindowOptions(demo=True, language="en"))
    assert "Reports & print" in [button.accessibleName() for button in room.desk.buttons.values()]
    assert "This is a demonstration office" in room.said()


def test_what_was_kept_wrongly_is_taken_as_if_it_was_not_there(tmp_path):
    (tmp_path / "window.txt").write_bytes(b"theme=neon\ntext_size=9\nlanguage=\xff\noffice=<b>Desa</b>\nnonsense")
    assert preferences.load(tmp_path) == Preferences(office="b>Desa/b>")


def test_ctrl_and_a_number_open_the_screens_in_the_order_of_the_side_bar(start, founded):
    room = entered(start, founded)
    opened = []
    for place in range(len(room.desk.buttons)):
        room.ctrl(Key(Key.Key_1 + place))
        room.arrive()
        opened.append(room.desk.here().screen)
        assert room.desk.buttons[opened[-1]].isChecked()
        room.settle()
    assert opened == list(room.desk.buttons)


def test_enter_presses_the_button_that_has_the_keyboard_once_however_long_it_is_held(start, founded):
    room = entered(start, founded)
    room.desk.buttons["complaints"].setFocus()
    room.key(Key.Key_Return)
    room.settle()
    assert room.desk.here().screen == "complaints"
    chip = room.window.findChild(Chip, "filter-overdue")
    assert chip is not None
    chip.setFocus()
    room.key(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert chip.isChecked()
    QApplication.sendEvent(
        chip, QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Enter, Qt.KeyboardModifier.NoModifier, "", True)
    )
    assert chip.isChecked()
    room.desk.side.lock.setFocus()
    room.key(Key.Key_Return)
    assert room.login.isVisible()


def test_what_is_typed_while_a_screen_comes_is_for_that_screen(start, founded):
    room = entered(start, founded)
    room.ctrl(Key.Key_6)
    room.arrive()
    room.ctrl(Key.Key_F)
    room.type("jalan rusak")
    assert room.desk.here() == Goto("sync")
    room.arrive()
    assert room.desk.here() == Goto("complaints")
    assert room.focus.objectName() == "complaints-search"
    room.type(" lagi")
    assert isinstance(room.focus, QLineEdit)
    assert room.focus.text() == "jalan rusak lagi"


def test_ctrl_f_leads_from_every_screen_to_a_search_field(start, founded):
    room = entered(start, founded)
    room.desk.navigate(Goto("complaints"))
    room.settle()
    for name in ("reports", "import", "lapor", "monitoring", "sync", "settings", "record"):
        room.focus.clearFocus()
        room.desk.navigate(Goto(name))
        room.settle()
        QTest.keyClick(room.window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        room.settle()
        assert (room.desk.here().screen, room.focus.objectName()) == ("complaints", "complaints-search"), name


def test_a_scanner_s_button_takes_no_keyboard_from_the_record_form(start, founded, monkeypatch):
    """Windows can scan; shown before it had a place, the button was a window of its own for a moment."""
    monkeypatch.setattr(scanner, "is_possible", lambda: True)
    room = entered(start, founded)
    room.desk.go(Goto("record"))
    room.settle()
    assert room.window.isActiveWindow()
    assert room.focus.window() is room.window


def test_the_record_form_takes_what_is_typed_before_it_stands_there(start, founded):
    room = entered(start, founded)
    room.desk.side.record.click()
    room.type("Lampu padam")
    room.arrive()
    assert isinstance(record := room.desk._screens["record"], RecordScreen)
    assert record.form.body.toPlainText() == "Lampu padam"


def test_keys_that_only_the_coming_screen_knows_are_for_that_screen(start, founded):
    room = entered(start, founded)
    room.desk.side.record.click()
    room.type("Lampu padam")
    room.ctrl(Key.Key_S)
    room.type("penerangan")
    room.arrive()
    assert isinstance(record := room.desk._screens["record"], RecordScreen)
    assert record.form.body.toPlainText() == "Lampu padam"
    assert record.messages.isVisible()
    assert room.focus is record.form.category
    assert record.form.category.text() == "penerangan"


def test_what_the_desk_says_is_over_the_screen_that_is_still_coming(start, founded):
    room = start(founded.folder)
    room.enter(PASSWORD) if room.login.name.editor.text() else room.enter(USER, PASSWORD)
    room.until(lambda: isinstance(room.window.page, Workspace))
    room.desk.say("Ini kantor contoh.")
    room.settle()
    said, screen = room.desk.messages, room.desk.stack.currentWidget()
    assert screen.objectName() == "home"
    assert room.window.childAt(said.text.mapTo(room.window, said.text.rect().center())) is said.text


def test_good_news_hides_nothing_that_is_pressed_or_typed_in_on_any_screen(start, founded):
    room = entered(start, founded)
    for name in (
        "home",
        "record",
        "complaints",
        "dispositions",
        "reports",
        "monitoring",
        "sync",
        "import",
        "lapor",
        "settings",
    ):
        room.desk.navigate(Goto(name))
        room.settle()
        room.desk.say("Sinkronisasi berhasil: 3 dikirim, 12 diterima.", "ok")
        QApplication.processEvents()
        said, stack = room.desk.messages, room.desk.stack
        for kind in (QAbstractButton, QLineEdit, QComboBox, QDateEdit):
            for part in stack.findChildren(kind):
                # What a scroll area has out of sight can't be pressed either.
                at = part.visibleRegion().boundingRect().translated(part.mapTo(room.window, QPoint()))
                assert not at.intersects(said.geometry()), (name, part.objectName())


def test_of_two_screens_gone_to_at_once_the_last_is_in_front(start, founded):
    room = entered(start, founded)
    room.ctrl(Key.Key_3)
    room.ctrl(Key.Key_5)
    room.arrive()
    assert room.desk.here() == Goto("monitoring")
    assert room.desk.buttons["monitoring"].isChecked()
    room.ctrl(Key.Key_4)
    room.ctrl(Key.Key_1)
    room.settle()
    assert room.desk.here() == Goto("home")
    assert room.desk.buttons["home"].isChecked()


def test_locked_while_a_screen_comes_one_comes_back_to_where_one_was(start, founded):
    room = entered(start, founded)
    room.ctrl(Key.Key_3)
    room.ctrl(Key.Key_L)
    room.log_in(USER, PASSWORD)
    room.settle()
    assert room.desk.here() == Goto("home")
    assert room.desk.buttons["home"].isChecked()
    room.ctrl(Key.Key_3)
    room.arrive()
    assert room.desk.here() == Goto("dispositions")


def test_shift_f1_tells_every_key_and_any_key_closes_it(start, founded):
    room = entered(start, founded)
    room.key(Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    overlay = room.desk.help.overlay
    assert overlay is not None
    room.settle()
    told = {label.text() for label in overlay.findChildren(QLabel)}
    assert {"Ctrl+N", "Ctrl+F", "Ctrl+L", "Ctrl+5", "F5", "F1", "Shift+F1", "Laporan & cetak"} <= told
    room.key(Key.Key_Shift)
    assert room.desk.help.overlay is overlay
    room.key(Key.Key_Space)
    assert room.desk.help.overlay is None


def test_shift_f1_tells_the_keys_of_the_screen_in_front_first(start, founded):
    room = entered(start, founded)
    room.desk.go(Goto("record"))
    room.settle()
    room.key(Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    overlay = room.desk.help.overlay
    assert overlay is not None
    told = [label.text() for label in overlay.findChildren(QLabel)]
    assert {"Ctrl+S", "Ctrl+P", "Simpan & cetak tanda terima"} <= set(told)
    assert told.index("Ctrl+P") < told.index("Ctrl+N")


def test_every_control_of_the_shell_has_a_name_for_screen_readers(start, founded):
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    room = entered(start, founded)
    for control in (*room.window.findChildren(QAbstractButton), *room.window.findChildren(QLineEdit)):
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert control.accessibleName(), control.objectName()


def test_the_window_of_the_first_comes_to_the_front_when_asked(start, founded):
    room = start(founded.folder)
    room.window.showMinimized()
    room.window.to_front()
    assert not room.window.isMinimized()
    assert room.window.isVisible()


def test_the_record_form_comes_back_whole_in_another_language(start, founded):
    room = entered(start, founded)
    room.ctrl(Key.Key_N)
    room.arrive()
    office = room.program.office
    assert office is not None
    room.program.operations.change(
        lambda: office.change_settings(structs.replace(office.settings, language="en")), kinds=("settings",)
    )
    room.settle()
    assert room.desk.here() == Goto("record")
    record = room.desk._screens["record"]
    assert isinstance(record, RecordScreen)
    assert record.save.text() == "Save"
    record.form.body.setFocus()
    room.type("Lampu padam")
    assert record.form.body.toPlainText() == "Lampu padam"


def test_just_logged_in_the_keys_belong_to_what_needs_doing(start, founded):
    room = entered(start, founded)
    room.settle()
    assert room.focus.objectName() == "home-record"


# What is left for a window's inside beside title and task bar: 1366×768 at 100, 125 and 150 percent, and 1024×600.
@pytest.mark.parametrize("space", [(1366, 689), (1093, 535), (911, 433), (1024, 521)])
def test_the_window_fits_small_screens_and_everything_in_it_can_be_reached(start, founded, space):
    room = entered(start, founded)
    room.window.setMinimumSize(0, 0)
    assert space[0] >= LEAST_WIDTH
    assert space[1] >= LEAST_HEIGHT
    room.window.setFixedSize(*space)
    for name in ("home", "monitoring", "settings", "record"):
        room.desk.go(Goto(name))
        room.settle()
        assert (room.window.width(), room.window.height()) == space
        scroll = room.window.centralWidget()
        assert isinstance(scroll, QScrollArea)
        shown = scroll.viewport().size()
        needed = room.window.pages.minimumSizeHint()
        assert scroll.horizontalScrollBar().maximum() >= needed.width() - shown.width()
        assert scroll.verticalScrollBar().maximum() >= needed.height() - shown.height()
    if space[0] >= 1366:
        assert not scroll.horizontalScrollBar().maximum()
        assert not scroll.verticalScrollBar().maximum()


@pytest.mark.parametrize(
    "screen", ["home", "desk", "complaints", "record", "reports", "monitoring", "sync", "settings", "import", "lapor"]
)
def test_at_150_percent_no_screen_is_wider_than_a_small_window_nor_as_tall_as_another(start, founded, screen):
    room = entered(start, founded)
    room.window.setFixedSize(911, 512)
    room.settle()
    room.desk.go(Goto("home"))
    room.desk.go(Goto(screen))
    room.settle()
    area = room.window.centralWidget()
    assert isinstance(area, QScrollArea)
    if screen == "complaints":
        # With the button that only this list has.
        room.desk.go(Goto(screen, query=list_filters.OWED))
        room.settle()
    assert area.horizontalScrollBar().maximum() == 0
    if screen != "home":
        assert area.verticalScrollBar().maximum() == 0
    hint = room.desk.status.hint
    assert hint.isHidden() or hint.width() >= hint.sizeHint().width()
    room.desk.status.show_hint("F1 membuka panduan. " * 20)
    room.settle()
    assert hint.isHidden()
    assert area.horizontalScrollBar().maximum() == 0


def test_what_is_wider_than_a_small_window_can_be_scrolled_to(start, founded):
    room = entered(start, founded)
    room.window.setFixedSize(911, 512)
    room.settings("policy")
    room.settle()
    area = room.window.findChild(QScrollArea, "scroll-policy")
    inside = area.widget() if area is not None else None
    assert area is not None
    assert inside is not None
    wider = inside.minimumSizeHint().width() - area.viewport().width()
    assert wider > 0
    assert area.horizontalScrollBar().maximum() == wider


def test_keys_of_the_window_go_back_fold_the_side_bar_and_change_the_size_of_the_text(start, founded):
    room = entered(start, founded)
    room.ctrl(Key.Key_2)
    room.settle()
    room.ctrl(Key.Key_1)
    room.settle()
    assert room.desk.here().screen == "home"
    room.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    room.settle()
    assert room.desk.here().screen == "complaints"
    room.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    room.settle()
    assert room.desk.here().screen == "home"
    width = room.desk.side.width()
    room.key(Key.Key_F9)
    room.settle()
    assert room.desk.side.width() < width / 4
    assert room.program.office is not None
    assert room.program.office.layout.folded_side
    room.key(Key.Key_F9)
    room.settle()
    assert room.desk.side.width() == width
    wheel = QWheelEvent(
        QPointF(600, 400), QPointF(600, 400), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(room.window.windowHandle(), wheel)
    room.settle()
    assert look.percent == 115
    room.ctrl(Key.Key_Minus)
    room.settle()
    assert look.percent == 100


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("100,50,1000,600", (1000, 600)), ("-5000,9000,1000,600", (1000, 600)), ("0,0,90000,90000", None), ("9,9", (1366, 768)),
        ("", (1366, 768)), ("a,b,c,d", (1366, 768)), ("1,1,1,1", (880, 420)),
    ],
)  # fmt: skip
def test_the_window_comes_back_where_it_was_as_far_as_the_screen_goes(qtbot, monkeypatch, place, expected):

    window = Window()
    qtbot.addWidget(window)
    space = QRect(0, 0, 1920, 1040)
    monkeypatch.setattr(window, "screen", lambda: type("Monitor", (), {"availableGeometry": lambda _: space})())
    window.appear(place=place)
    assert space.adjusted(0, 0, 4, 4).contains(window.geometry()), "but for the frame that the system draws"
    assert (window.width(), window.height()) == (expected or (1920, 1004))
    assert window.place().count(",") == 3
