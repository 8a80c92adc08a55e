"""By Tab alone: a full second lap of each screen comes to every control, and a screen reader has a name for each, and for what holds them."""

import csv
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QMenu,
    QMenuBar,
    QRadioButton,
    QScrollArea,
    QSplitter,
    QWidget,
)

from desktop.screens.complaints.screen import ComplaintsScreen
from desktop.screens.desk.screen import DeskScreen
from desktop.screens.importing.screen import ImportScreen
from desktop.screens.navigate import Goto
from desktop.screens.settings.screen import sections
from desktop.store.listing import Query
from desktop.widgets import Chip
from tests.conftest import PASSWORD, USER
from tests.gui.complaints_room import of_stage
from tests.gui.program_room import Key, ProgramRoom
from tests.gui.test_import_screen import HEAD, ROWS
from tests.gui.test_wizard import come_to_backup
from tests.offices import bridge

MOST_STOPS = 200


def lap(room: ProgramRoom) -> list[QWidget]:
    """Everything that Tab comes to until it is where it began; a day takes several, one for each of its parts."""
    stops = [room.focus]
    for _ in range(MOST_STOPS):
        room.key(Key.Key_Tab)
        if room.focus is stops[0] and len(stops) > 1:
            return stops
        if room.focus is not stops[-1]:
            stops.append(room.focus)
    raise AssertionError(f"no end: {[stop.objectName() for stop in stops[:12]]}")


def reached_by_tab(window: QWidget) -> Iterator[QWidget]:
    """What can be used by keyboard: of a group of buttons of which one is chosen Tab comes to that one."""
    for widget in window.findChildren(QWidget):
        of_group = isinstance(widget, QRadioButton) or (
            isinstance(widget, QAbstractButton) and widget.group() is not None
        )
        inside = isinstance(widget.parentWidget(), QAbstractSpinBox | QDateEdit | QComboBox)
        if (
            widget.isVisible()
            and widget.isEnabled()
            and widget.window() is window
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (of_group or inside)
        ):
            yield widget


def against_reading(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Where Tab goes up and not to the right: parts that stand beside one another are read one after the other."""
    areas = [(stop.objectName(), QRect(stop.mapTo(window, QPoint(0, 0)), stop.size())) for stop in stops]
    return [
        f"{left} → {reached}"
        for (left, before), (reached, now) in zip(areas, [*areas[1:], areas[0]], strict=True)
        if now.bottom() <= before.top() and now.left() <= before.center().x()
    ]


def check(room: ProgramRoom, where: str) -> None:
    lap(room)
    stops = lap(room)
    missed = [control.objectName() for control in reached_by_tab(room.window) if control not in stops]
    assert not missed, f"{where}: Tab leaves out {missed}"
    assert not [stop for stop in stops if isinstance(stop, QMenu | QMenuBar)], where
    back = against_reading(room.window, stops)
    assert len(back) <= 1, f"{where}: besides from its end to its beginning, Tab goes back: {back}"
    holders = [
        holder
        for holder in room.window.findChildren(QWidget)
        if isinstance(holder, QScrollArea | QSplitter | Chip) and holder.isVisible()
    ]
    for widget in (*stops, *holders):
        spoken = QAccessible.queryAccessibleInterface(widget)
        words = spoken.text(QAccessible.Text.Name).strip() if spoken is not None else ""
        assert words, f"{where}: {type(widget).__name__} {widget.objectName()} has no name"
        assert spoken.role() != QAccessible.Role.NoRole


def check_menus(room: ProgramRoom) -> None:
    """Opened by a chip, and that of the case: a menu with a name and entries; closed, it leaves the keyboard where it was."""
    screen = room.desk._screens["complaints"]
    assert isinstance(screen, ComplaintsScreen)
    screen.filters.chips["dates"].setFocus()
    room.key(Key.Key_Space)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    for menu in (opened, screen.pane.actions_bar.menu):
        spoken = QAccessible.queryAccessibleInterface(menu)
        assert spoken.role() == QAccessible.Role.PopupMenu
        assert spoken.text(QAccessible.Text.Name).strip(), menu.objectName()
        entries = [spoken.child(place) for place in range(spoken.childCount())]
        assert entries
        for entry in entries:
            if entry.role() != QAccessible.Role.Separator:
                assert entry.role() == QAccessible.Role.MenuItem
                assert entry.text(QAccessible.Text.Name).strip()
    QTest.keyClick(opened, Key.Key_Escape)
    assert room.focus is screen.filters.chips["dates"]


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    office = founded.open()
    for _ in range(3):
        office.record(bridge())
    office.close()
    return start(founded.folder)


def test_every_screen_is_walked_by_tab(room: ProgramRoom) -> None:
    check(room, "login")
    room.log_in(USER, PASSWORD)
    check(room, "home")
    for name in ("record", "reports", "monitoring", "sync", "import", "lapor", "desk"):
        room.desk.navigate(Goto(name))
        room.settle()
        check(room, name)
    room.desk.navigate(Goto("complaints", query=Query()))
    room.settle()
    check(room, "complaints")
    screen = room.desk._screens["complaints"]
    assert isinstance(screen, ComplaintsScreen)
    for step in ("verify", "note", "contact", "correct"):
        room.key(Key.Key_Down)
        room.settle()
        assert screen.pane.begin(step)
        room.settle()
        check(room, step)
        room.key(Key.Key_Escape)
        room.settle()
        screen.table.setFocus()
    room.ctrl(Key.Key_A)
    room.settle()
    check(room, "many")
    check_menus(room)


def test_every_section_of_the_settings_is_walked_by_tab(room: ProgramRoom) -> None:
    room.log_in(USER, PASSWORD)
    for entry in sections():
        room.settings(entry.name)
        check(room, entry.name)


def test_the_wizard_is_walked_by_tab_at_each_of_its_steps(start, tmp_path) -> None:
    room = start(tmp_path / "empty")
    check(room, "office")
    come_to_backup(room)
    check(room, "backup")
    room.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    room.settle()
    check(room, "officer")
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.settle()
    room.key(Key.Key_Return)
    room.settle()
    check(room, "code")
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.settle()
    check(room, "confirm")


def test_the_heads_desk_is_walked_by_tab_with_an_answer_and_without(room: ProgramRoom, founded) -> None:
    office = founded.open()
    of_stage(office, "awaiting_approval", title="Jembatan gantung", days_ago=3)
    office.close()
    room.log_in(USER, PASSWORD)
    room.desk.navigate(Goto("desk"))
    room.settle()
    check(room, "desk")
    screen = room.desk._screens["desk"]
    assert isinstance(screen, DeskScreen)
    screen.table.setFocus()
    room.key(Key.Key_S)
    room.settle()
    assert room.focus is screen.calm
    screen.messages.clear()
    room.key(Key.Key_Tab)
    check(room, "calm desk")


def test_an_import_is_walked_by_tab_from_the_file_to_its_end(room: ProgramRoom, tmp_path) -> None:
    file = tmp_path / "Register 2025.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *ROWS])
    room.log_in(USER, PASSWORD)
    room.desk.navigate(Goto("import"))
    room.settle()
    screen = room.desk._screens["import"]
    assert isinstance(screen, ImportScreen)
    screen.open(file)
    room.settle()
    check(room, "what was understood")
    for kind in ("good", "bad"):
        screen.review.looked.emit(kind)
        room.settle()
        check(room, f"rows: {kind}")
        room.key(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        room.settle()
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.settle()
    check(room, "result")
    room.desk.navigate(Goto("home"))
    room.settle()
    room.desk.navigate(Goto("import"))
    room.settle()
    check(room, "earlier imports")
