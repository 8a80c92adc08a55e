"""What another unit asks about our complaint waits on its case: one reason and one click grant or decline it."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from complaints.events import Corrected, Erased, Facts
from desktop.office import home_words
from desktop.office.office import Office
from desktop.office.todo_lines import todo_line
from desktop.store import log
from desktop.store.database import writing
from desktop.store.log import Author, NewEvent
from tests.gui.complaints_room import OTHER_PC, Room, person, project, recorded
from tests.gui.test_same_number import recorded_elsewhere

KECAMATAN = "73.07.04"


@pytest.fixture
def room(qtbot: Any, operations: Any, office: Office) -> Room:
    return Room(qtbot, operations, office)


def asked(office: Office, case: str, step: Any, unit: str = KECAMATAN) -> None:
    with writing(office.engine) as connection:
        log.append(connection, Author(OTHER_PC, "Rahma", unit), [NewEvent(case, (), step)], office.now_ms)
        project(office, connection, case)


def shown(box: Any, name: str) -> list[str]:
    return [text.text() for text in box.findChildren(QLabel, name)]


@pytest.mark.parametrize("button", ["request-grant", "request-decline"])
def test_a_request_is_decided_with_a_reason_and_one_click(room: Any, office: Office, qtbot: Any, button: str):
    case = recorded(office, complainant=person())
    asked(office, case, Erased(office.today(), "Diminta lewat kecamatan"))
    room.open(case)
    box = room.screen.pane.requests
    assert box.isVisible()
    assert "meminta: hapus data pribadi pelapor" in shown(box, "request-sentence")[0]
    assert not room.widget(button).isEnabled()
    room.widget("request-reason").setText("Sudah dipastikan ke pelapor")
    qtbot.mouseClick(room.widget(button), Qt.MouseButton.LeftButton)
    room.settle()
    complaint = office.case(case).complaint
    assert complaint.erased == (button == "request-grant")
    assert not complaint.needs_decision
    assert not box.isVisible()


def test_a_request_shows_what_is_to_change(room: Any, office: Office):
    case = recorded(office, complainant=person())
    asked(office, case, Corrected(office.today(), Facts(confidential=True), b"", "Takut dibalas"))
    room.open(case)
    box = room.screen.pane.requests
    assert "meminta: ubah" in shown(box, "request-sentence")[0]
    assert len(shown(box, "request-value")) == 1
    assert office.counts().needs_decision == 1


def test_home_says_what_it_is_that_waits_for_a_decision(office: Office):
    assert home_words.conflicts(office.home()) == "tidak ada"
    case = recorded(office, complainant=person())
    asked(office, case, Erased(office.today(), "Diminta lewat kecamatan"))
    assert home_words.conflicts(office.home()) == "permintaan kantor lain"
    [item] = office.home().items
    assert todo_line(item, "admin", office.today()).step == "Permintaan kantor lain"
    number = office.case(recorded(office)).complaint.number
    recorded_elsewhere(office, number)
    assert home_words.conflicts(office.home()) == "1 permintaan kantor lain · 2 nomor register ganda"
