"""By Tab alone: a full second lap of each screen comes to every control, and a screen reader has a name for each, and for what holds them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
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
from desktop.screens.navigate import Goto
from desktop.screens.settings.screen import sections
from desktop.store.listing import Query
from desktop.widgets import Chip
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom
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
    raise AssertionError(f"no end: {[stop.objectName() for stop in stops[-5:]]}")


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


def check(room: ProgramRoom, where: str) -> None:
    lap(room)
    stops = lap(room)
    missed = [control.objectName() for control in reached_by_tab(room.window) if control not in stops]
    assert not missed, f"{where}: Tab leaves out {missed}"
    assert not [stop for stop in stops if isinstance(stop, QMenu | QMenuBar)], where
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
    for name in ("record", "reports", "monitoring", "sync", "import", "lapor"):
        room.desk.navigate(Goto(name))
        room.settle()
        check(room, name)
    room.desk.navigate(Goto("complaints", query=Query()))
    room.settle()
    check(room, "complaints")
    room.ctrl(Key.Key_A)
    room.settle()
    check(room, "many")
    check_menus(room)


def test_every_section_of_the_settings_is_walked_by_tab(room: ProgramRoom) -> None:
    room.log_in(USER, PASSWORD)
    for entry in sections():
        room.settings(entry.name)
        check(room, entry.name)


def test_the_wizard_is_walked_by_tab(start, tmp_path) -> None:
    check(start(tmp_path / "empty"), "wizard")
