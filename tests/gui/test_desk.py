"""The head's desk over a real office: one key an answer, a correction in the same step, several at once, and what is late with whom."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.office import approvals
from desktop.screens.complaints.forms.further_forms import ApproveForm
from desktop.screens.desk.screen import DeskScreen
from desktop.screens.navigate import Goto
from desktop.widgets.theme import look
from tests.gui.complaints_room import of_stage, recorded


class Desk:
    def __init__(self, qtbot, operations, office) -> None:
        self.qtbot, self.operations, self.office = qtbot, operations, office
        self.went: list[Goto] = []
        self.screen = DeskScreen(operations, office, self.went.append)
        qtbot.addWidget(self.screen)
        look.dress(self.screen)
        self.screen.resize(1158, 740)
        self.screen.show()
        self.screen.activateWindow()
        self.screen.shown()
        self.settle()

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.wait(60)
            assert self.operations.wait()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.screen, key, modifier)
        self.settle()

    def stage(self, complaint: str) -> str:
        return self.office.case(complaint).complaint.stage


@pytest.fixture
def answers(office) -> list[str]:
    """Three that wait, the oldest first."""
    ids = [of_stage(office, "awaiting_approval", title=f"Jembatan {place}", days_ago=3) for place in range(3)]
    return [answer.complaint for answer in approvals.waiting(office) if answer.complaint in ids]


@pytest.fixture
def desk(qtbot, operations, office, answers):
    return Desk(qtbot, operations, office)


def test_each_answer_is_approved_by_one_key_from_the_list(desk, answers):
    assert QApplication.focusWidget() is desk.screen.table
    assert desk.screen.subtitle.text().startswith("3 tanggapan menunggu persetujuan Anda")
    assert isinstance(desk.screen.pane.form, ApproveForm)
    assert desk.screen.pane.form.answer.toPlainText() == "Rancangan jawaban"
    for place, complaint in enumerate(answers):
        assert desk.screen.pane.complaint == complaint
        desk.press(Qt.Key.Key_S)
        assert desk.stage(complaint) == "responded"
        assert desk.screen.table.lines.rowCount() == 2 - place
    assert desk.screen.calm.isVisible()
    assert desk.screen.messages.isVisible()
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.stage(answers[-1]) == "awaiting_approval"
    assert desk.screen.table.lines.rowCount() == 1


def test_an_answer_is_corrected_and_approved_in_one_step(desk, answers):
    desk.press(Qt.Key.Key_Return)
    form = desk.screen.pane.form
    assert isinstance(form, ApproveForm)
    assert QApplication.focusWidget() is form.answer
    before = form.go.text()
    form.answer.setPlainText("Talinya diganti hari Jumat.")
    assert "Perbaiki dan setujui" in form.go.text()
    assert form.go.text() != before
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    case = desk.office.case(answers[0])
    assert (case.complaint.stage, case.complaint.response) == ("responded", "Talinya diganti hari Jumat.")
    assert "diperbaiki dan disetujui" in desk.screen.messages.text.text()
    assert QApplication.focusWidget() is desk.screen.table
    assert desk.screen.pane.complaint == answers[1]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.stage(answers[0]) == "awaiting_approval"


def test_what_was_typed_for_one_waits_while_another_is_looked_at(desk, answers):
    desk.press(Qt.Key.Key_Return)
    form = desk.screen.pane.form
    form.answer.setPlainText("Belum selesai saya tulis")
    desk.screen.table.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.screen.pane.complaint == answers[1]
    assert desk.screen.pane.form.answer.toPlainText() == "Rancangan jawaban"
    desk.press(Qt.Key.Key_Up)
    assert desk.screen.pane.form.answer.toPlainText() == "Belum selesai saya tulis"


def test_several_are_ticked_and_approved_at_once_and_taken_back_as_one(desk, answers):
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Space)
    assert desk.screen.approve_button.text().startswith("Setujui 2 yang ditandai")
    desk.press(Qt.Key.Key_S)
    assert [desk.stage(complaint) for complaint in answers] == ["responded", "responded", "awaiting_approval"]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {desk.stage(complaint) for complaint in answers} == {"awaiting_approval"}
    desk.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert desk.screen.approve_button.text().startswith("Setujui 3 yang ditandai")


def test_an_answer_goes_back_with_what_is_to_be_corrected(desk, answers):
    desk.press(Qt.Key.Key_K)
    form = desk.screen.pane.form
    assert form.action == "decline"
    form.note.setPlainText("Sebutkan tanggalnya.")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.stage(answers[0]) == "in_progress"
    assert desk.screen.pane.complaint == answers[1]
    assert isinstance(desk.screen.pane.form, ApproveForm)


def test_what_is_late_leads_to_those_complaints(qtbot, operations, office):
    late = recorded(office, days_ago=60, title="Lampu padam")
    desk = Desk(qtbot, operations, office)
    assert desk.screen.calm.isVisible()
    assert desk.screen.late.lines.rowCount() == 1
    assert QApplication.focusWidget() is desk.screen.late
    desk.press(Qt.Key.Key_Return)
    query = desk.went[-1].query
    assert query is not None
    assert query.only == (late,)
