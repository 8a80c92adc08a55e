"""By Tab alone through each window that opens over the program: every control is come to, from top to bottom, and has a role and a name."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from complaints.steps import StepDetails
from desktop.documents import printable
from desktop.office import list_filters, notice_board
from desktop.screens.complaints.telling_window import TellingWindow
from desktop.screens.documents.letter_window import LetterWindow
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.guide_window import GuideWindow
from desktop.screens.record.asking import ask_to_discard
from desktop.screens.reports.notice_titles import NoticeTitles
from desktop.widgets.image_window import ImageWindow
from desktop.widgets.theme import look
from desktop.window.bug_window import BugWindow
from tests.gui.test_keyboard_lap import MOST_STOPS, reached_by_tab
from tests.offices import bridge

Opens = Callable[[], QWidget]


@pytest.fixture
def windows(qtbot, operations, office) -> dict[str, Opens]:
    number = office.record(bridge()).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="Tali diganti hari Rabu."))
    around = QWidget()
    qtbot.addWidget(around)
    left_out = (notice_board.LeftOut(office.case(number).complaint, "subject"),)
    return {
        "letter": lambda: LetterWindow(office, office.case(number), operations),
        "preview": lambda: PreviewWindow(printable.of_case(office, number, "response"), operations),
        "telling": lambda: TellingWindow(office, list_filters.OWED, operations),
        "titles": lambda: NoticeTitles(operations, office, left_out, around),
        "image": lambda: ImageWindow("foto.jpg", around),
        "bug": lambda: BugWindow("Laporan kesalahan", None),
        "guide": lambda: GuideWindow(operations, around),
        "discard": lambda: ask_to_discard(around, lambda: None),
    }


def key_tab() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    reached = QApplication.focusWidget()
    assert reached is not None
    return reached


@pytest.mark.parametrize("name", ["letter", "preview", "telling", "titles", "image", "bug", "guide", "discard"])
def test_a_window_is_walked_by_tab_in_reading_order(windows, qtbot, operations, name: str) -> None:
    window = windows[name]()
    look.dress(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    assert operations.wait()
    QApplication.processEvents()
    if QApplication.focusWidget() is None:
        window.focusNextChild()
    first = QApplication.focusWidget()
    assert first is not None, "the keyboard is in the window as it opens"
    stops = [first]
    for _ in range(MOST_STOPS):
        if (reached := key_tab()) is first:
            break
        if reached is not stops[-1]:
            stops.append(reached)
    missed = [control.objectName() for control in reached_by_tab(window) if control not in stops]
    assert not missed, f"Tab leaves out {missed}"
    for stop in stops:
        spoken = QAccessible.queryAccessibleInterface(stop)
        assert spoken.text(QAccessible.Text.Name).strip(), stop.objectName()
        assert spoken.role() != QAccessible.Role.NoRole
        assert not isinstance(stop, QMenu)
    assert not backwards(window, stops), [stop.objectName() for stop in stops]
    window.close()


def backwards(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Where Tab goes up to what ends above the beginning of what it left; once it has to, from the last to the first."""
    tops = [(stop, stop.mapTo(window, QPoint(0, 0)).y()) for stop in stops]
    ups = [
        f"{left.objectName()} → {to.objectName()}"
        for (left, from_top), (to, top) in zip(tops, [*tops[1:], tops[0]], strict=True)
        if top + to.height() <= from_top
    ]
    return ups[1:] if len(ups) > 1 else []
