"""What a complainant said waits on its case until somebody has read it; what stands on a slip is entered in a form."""

from typing import Any

import pytest
from PySide6.QtCore import Qt

from complaints.citizen_words import UNSATISFIED_WORDS
from complaints.events import Meaning, Noted, Rated
from complaints.steps import StepDetails
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.gui.complaints_room import Room, person, recorded
from tests.gui.test_owner_requests import asked, shown

DISTRICT = "73.07"


@pytest.fixture
def room(qtbot: Any, operations: Any, office: Office) -> Room:
    return Room(qtbot, operations, office)


def answered(office: Office) -> str:
    case = recorded(office, complainant=person())
    office.act(case, "verify")
    office.act(case, "respond", StepDetails(note="Sudah diperbaiki"))
    return case


def test_a_rating_waits_until_it_is_read(room: Any, office: Office, qtbot: Any):
    case = answered(office)
    asked(office, case, Rated(office.today(), 2, "Lama sekali", True), DISTRICT)
    assert office.counts().spoken == 1
    room.open(case)
    box = room.screen.pane.requests
    assert box.isVisible()
    assert shown(box, "request-sentence") == ["Pelapor, di laman lacak: Penilaian, 2 dari 5."]
    qtbot.mouseClick(room.widget("word-read"), Qt.MouseButton.LeftButton)
    room.settle()
    assert not box.isVisible()
    assert office.page(Query(spoken=True)) == []


@pytest.mark.parametrize(("button", "stage"), [("request-grant", "in_progress"), ("request-decline", "responded")])
def test_where_the_office_decides_one_click_reopens_or_declines(
    room: Any, office: Office, qtbot: Any, button: str, stage: str
):
    case = answered(office)
    asking = Noted(office.today(), f"{UNSATISFIED_WORDS} Masih bocor", Meaning("reopen", voice="unsatisfied"))
    asked(office, case, asking, DISTRICT)
    room.open(case)
    box = room.screen.pane.requests
    assert "belum selesai" in shown(box, "request-sentence")[0]
    room.widget("request-reason").setText("Sudah diperiksa lagi")
    qtbot.mouseClick(room.widget(button), Qt.MouseButton.LeftButton)
    room.settle()
    assert office.case(case).complaint.stage == stage
    assert not box.isVisible()


def test_a_slip_is_entered_in_a_form(room: Any, office: Office):
    case = answered(office)
    room.open(case)
    form = room.begin("voice")
    form.note.setPlainText("Masih menetes")
    room.confirm()
    complaint = office.case(case).complaint
    assert (complaint.stage, complaint.voices[0].text) == ("in_progress", "Masih menetes")


def test_a_slip_too_early_says_why_and_changes_nothing(room: Any, office: Office):
    case = recorded(office)
    room.open(case)
    form = room.begin("voice")
    form.kind.setCurrentIndex(form.kind.findData("rating"))
    form.scale.group.button(4).setChecked(True)
    room.confirm()
    assert "belum dijawab" in form.fault.text()
    assert office.case(case).complaint.satisfaction is None
