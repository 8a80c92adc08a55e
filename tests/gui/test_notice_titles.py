"""The reports screen says what the notice board leaves out, and lets the head approve a neutral title."""

import pytest
from PySide6.QtWidgets import QApplication

from complaints.draft import Person
from complaints.steps import StepDetails
from desktop.office import notice_board
from desktop.screens.reports.card import ReportContext
from desktop.screens.reports.paper_cards import NoticeCard
from desktop.store.users import User
from tests.offices import bridge


@pytest.fixture
def card(qtbot, operations, office):
    number = office.record(bridge(title="Bansos Rahman", subject="Rahman", anonymous=True, complainant=Person())).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="Sudah dikembalikan."))
    shown = NoticeCard(ReportContext(operations, office, lambda _goto: None, lambda *_: None))
    qtbot.addWidget(shown)
    shown.show()
    assert operations.wait()
    QApplication.processEvents()
    return shown


def test_what_is_left_out_is_said_and_approved_under_a_neutral_title(qtbot, card, operations, office):
    assert "1 tanggapan tidak dimuat: 1 menyebut orang" in card.left_out.text()
    card.titles.click()
    window = card.window_of_titles
    assert "Sudah dikembalikan." in window.answer.text()
    window.title.editor.setText("Bansos oleh Rahman")
    window.approve.click()
    qtbot.waitUntil(lambda: "masih menyebut terlapor" in window.said.text())
    window.title.editor.setText("Bantuan sosial")
    window.approve.click()
    qtbot.waitUntil(lambda: "Disetujui" in window.said.text())
    qtbot.waitUntil(lambda: not card.left_out.isVisible())
    assert notice_board.board(office).left_out == ()
    window.reject()


def test_an_officer_is_told_and_approves_nothing(qtbot, card, operations, office):
    office.user = User(office.user.slot, "Siti", "officer")
    card.refresh()
    assert operations.wait()
    QApplication.processEvents()
    assert card.left_out.isVisible()
    assert not card.titles.isVisible()
