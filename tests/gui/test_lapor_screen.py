"""What is left to enter in SP4N-LAPOR!: field by field onto the clipboard, then its number, then the next."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from complaints.draft import Draft, Person
from complaints.events import Corrected, Location
from complaints.steps import StepDetails
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.lapor.screen import LaporScreen


@pytest.fixture
def office(office: Office) -> Office:
    office.record(
        Draft(
            kind="complaint", title="Lampu padam", body="Lampu jalan padam sejak Sabtu.", expectation="Segera diganti",
            location=Location(dusun="Lappae", rt="02"), complainant=Person(name="Andi Baso", phone="081234567890"),
        )
    )  # fmt: skip
    office.record(Draft(kind="aspiration", body="Mohon posyandu ditambah."))
    office.record(Draft(kind="complaint", body="Dari kabupaten.", channel="disposition"))
    office.record(Draft(kind="complaint", body="Sudah ada nomornya.", lapor_id="8812345"))
    double = office.record(Draft(kind="complaint", body="Lampu jalan padam, dua kali."))
    office.act(double.number, "archive", StepDetails(note="sama dengan yang pertama"))
    return office


@pytest.fixture
def screen(qtbot, operations: Operations, office: Office):

    made = LaporScreen(operations, office, lambda _: None)
    qtbot.addWidget(made)
    made.resize(1140, 720)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.shown()
    assert operations.wait()
    return made


def test_only_what_this_office_has_to_enter_is_left(screen: LaporScreen):
    """Not what came from LAPOR as a disposition, nor what has its number or is archived as a duplicate."""
    assert [row.title for row in screen._rows] == ["Lampu padam", "Posyandu ditambah"]
    assert screen.count.text() == "2 pengaduan lagi"


def test_each_field_goes_to_the_clipboard_by_its_key_and_names_nobody(screen: LaporScreen, operations: Operations):
    copied = []
    for number in range(1, 8):
        QTest.keyClick(screen, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        copied.append(QGuiApplication.clipboard().text())
    assert copied[:2] == ["Pengaduan", "Lampu padam"]
    assert "Lampu jalan padam sejak Sabtu.\n\nHarapan pelapor: Segera diganti" in copied[2]
    assert copied[4] == "RT 02, Dusun Lappae, Desa Saotanre"
    assert not any(secret in text for text in copied for secret in ("Andi", "8123456"))


def test_its_number_is_kept_as_a_correction_and_the_next_one_comes(
    screen: LaporScreen, operations: Operations, office: Office
):
    screen.id.editor.setFocus()
    QTest.keyClicks(screen.id.editor, "9900112")
    QTest.keyClick(screen.id.editor, Qt.Key.Key_Return)
    assert operations.wait()
    complaint = office.case(screen_number(office, "9900112")).complaint
    assert complaint.lapor_id == "9900112"
    assert isinstance(complaint.history[-1].event.step, Corrected)
    assert [row.title for row in screen._rows] == ["Posyandu ditambah"]
    assert screen.id.editor.text() == ""
    assert "Posyandu ditambah" in screen.number.text()


def screen_number(office: Office, lapor_id: str) -> str:
    from desktop.store.listing import Query

    (row,) = office.page(Query(text=lapor_id))
    return row.number


def test_what_is_no_number_of_lapor_is_not_kept(screen: LaporScreen, operations: Operations, office: Office):
    for typed in ("LAPOR-12", "84168A6", "12345678901", "84 16"):
        screen.id.editor.setText(typed)
        screen.save.click()
        assert operations.wait()
        assert typed in screen.id.below.text()
        assert screen.id.editor.text() == typed
    assert len(screen._rows) == 2


def test_an_empty_number_is_asked_for(screen: LaporScreen, operations: Operations):
    screen.save.click()
    assert "Isi nomor" in screen.id.below.text()


def test_next_and_previous_by_keyboard(screen: LaporScreen, operations: Operations):
    QTest.keyClick(screen, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert operations.wait()
    assert "Posyandu ditambah" in screen.number.text()
    QTest.keyClick(screen, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert operations.wait()
    assert "Lampu padam" in screen.number.text()


def test_when_nothing_is_left_it_says_so(screen: LaporScreen, operations: Operations):
    for number in ("1", "2"):
        screen.id.editor.setText(number)
        screen.save.click()
        assert operations.wait()
    assert screen.pages.currentWidget() is screen.empty


def test_what_need_not_be_entered_leaves_the_queue_and_comes_back(
    screen: LaporScreen, operations: Operations, office: Office
):
    QTest.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert operations.wait()
    assert [row.title for row in screen._rows] == ["Posyandu ditambah"]
    assert "tidak perlu diinput" in screen.messages.text.text()
    screen.messages.offers[0].click()
    assert operations.wait()
    assert [row.title for row in screen._rows] == ["Lampu padam", "Posyandu ditambah"]
