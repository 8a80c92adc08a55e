"""What one does after recording is offered with the number: receipt, open, copy the code."""

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.screens.record.screen import RecordScreen
from desktop.widgets import Button
from desktop.widgets.message import PASSING_SECONDS
from tests.conftest import PASSWORD, USER
from tests.gui.program_room import Key, ProgramRoom


@pytest.fixture
def room(start, founded) -> ProgramRoom:
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    room.ctrl(Key.Key_N)
    room.until(lambda: room.desk._current == "record")
    room.settle()
    room.type("Jembatan gantung Dusun Bonto putus talinya sejak hujan Selasa malam")
    form = record_screen(room).form
    form.category.setText(room.desk._office.categories.label("infrastructure.bridge"))
    form.switches.chips["anonymous"].click()
    room.ctrl(Key.Key_S)
    room.settle()
    return room


def record_screen(room: ProgramRoom) -> RecordScreen:
    screen = room.desk._screens["record"]
    assert isinstance(screen, RecordScreen)
    return screen


def offered(room: ProgramRoom) -> dict[str, Button]:
    screen = record_screen(room)
    return {button.text(): button for button in screen.messages.offers}


def test_receipt_case_and_code_are_offered_for_six_seconds(room: ProgramRoom):
    screen = record_screen(room)
    assert screen.messages.isVisible(), room.said()
    assert screen.messages._timer.interval() == PASSING_SECONDS * 1000
    assert list(offered(room)) == ["Tanda terima", "Buka (Ctrl+O)", "Salin kode"]
    number = screen.messages.accessibleName().partition(": ")[2].partition(" ")[0]
    complaint = room.desk._office.case(number).complaint
    offered(room)["Salin kode"].click()
    assert QGuiApplication.clipboard().text() == complaint.tracking_code


def test_the_case_is_opened_from_the_message(room: ProgramRoom):
    offered(room)["Buka (Ctrl+O)"].click()
    room.until(lambda: room.desk._current == "complaints")
    room.settle()
    assert "Jembatan gantung" in room.said()


def test_the_key_opens_it_also_when_the_message_has_gone_and_keeps_what_is_being_typed(room: ProgramRoom):
    record_screen(room).messages.clear()
    room.type("Lampu padam")
    room.ctrl(Key.Key_O)
    room.until(lambda: room.desk._current == "complaints")
    room.settle()
    assert "Jembatan gantung" in room.said()
    room.ctrl(Key.Key_N)
    room.settle()
    assert record_screen(room).form.body.toPlainText() == "Lampu padam"


def test_the_empty_home_says_what_saving_needs(start, founded):
    room = start(founded.folder)
    room.log_in(USER, PASSWORD)
    said = room.said()
    assert "Buku ini masih kosong" in said
    for needed in ("isi pengaduan", "kategori", "nama pelapor", "Anonim"):
        assert needed in said
