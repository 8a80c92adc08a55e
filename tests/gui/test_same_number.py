"""Two complaints with one register number: the case tells, and one click gives the later one its own and shows the new receipt."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from complaints.events import Facts, Recorded
from desktop.office.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.store import log
from desktop.store.database import writing
from desktop.store.log import Author, NewEvent
from tests.gui.complaints_room import OTHER_PC, Room, project, recorded


@pytest.fixture
def room(qtbot: Any, operations: Any, office: Office) -> Room:
    return Room(qtbot, operations, office)


def recorded_elsewhere(office: Office, number: str) -> str:
    """The id of a complaint that another PC of this office recorded under this number."""
    step = Recorded(office.today(), number, "K7QM-4T2X-9DNB", Facts(kind="complaint", title="Lampu padam"))
    author = Author(OTHER_PC, "Rahma", office.settings.unit_code)
    with writing(office.engine) as connection:
        (event,) = log.append(connection, author, [NewEvent(None, (), step)], office.now_ms)
        project(office, connection, event.complaint)
    return event.complaint


@pytest.mark.parametrize("which", [0, 1])
def test_one_click_gives_the_later_one_its_own_number(room: Any, office: Office, qtbot: Any, which: int):
    first = recorded(office)
    number = office.case(first).complaint.number
    second = recorded_elsewhere(office, number)
    assert office.counts().doubled == 2
    shown = (first, second)[which]
    room.open(shown, "review")
    box = room.screen.pane.same_number
    assert box.isVisible()
    assert number in box.sentence.text()
    assert ("Lampu padam", "Jembatan putus")[which] in box.sentence.text()
    qtbot.mouseClick(box.button, Qt.MouseButton.LeftButton)
    room.settle()
    now = office.case(second).complaint
    assert now.number != number
    assert now.former_numbers == (number,)
    assert office.case(first).complaint.number == number
    assert not box.isVisible()
    assert (f"nomor lama {number}" in room.screen.pane.head.line.text()) == (which == 1)
    previews = [window for window in QApplication.topLevelWidgets() if isinstance(window, PreviewWindow)]
    previews += room.screen.findChildren(PreviewWindow)
    assert previews
    for window in previews:
        window.reject()
    assert office.counts().needs_decision == 0


def test_a_number_that_stands_once_says_nothing(room: Any, office: Office):
    room.open(recorded(office))
    assert not room.screen.pane.same_number.isVisible()
