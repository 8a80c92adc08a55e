"""Several complaints at once in the list: chosen by keyboard, a step with its preview, stopped, taken back, copied, printed, exported."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from complaints.draft import Draft
from complaints.steps import StepDetails
from desktop.office.list_filters import START
from desktop.screens.complaints.many_pane import ManyPane
from desktop.store.listing import Query
from tests.gui.complaints_room import Room, of_stage, recorded

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(qtbot, operations, office):
    return Room(qtbot, operations, office)


@pytest.fixture
def many(office):
    """170 complaints: more than the pages that are in sight."""
    drafts = (Draft(kind="complaint", title=f"Lampu {n:03d}", body="Lampu padam.") for n in range(170))
    return [receipt.id for receipt in office.record_many(drafts)]


def press(room: Room, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    room.qtbot.keyClick(QApplication.focusWidget() or room.screen, key, modifier)
    room.settle()


def in_list(room: Room) -> None:
    room.go(query=Query(descending=False))
    room.screen.table.setFocus()
    room.settle()


def pane(room: Room) -> ManyPane:
    assert room.screen.right.currentWidget() is room.screen.many
    return room.screen.many


def test_everything_is_chosen_verified_and_taken_back_by_keyboard_alone(many, room, office):
    in_list(room)
    press(room, Qt.Key.Key_A, CONTROL)
    assert pane(room).title.text() == "170 pengaduan dipilih"
    assert sorted(pane(room).ids) == sorted(many)
    press(room, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is pane(room).buttons["verify"]
    press(room, Qt.Key.Key_Return)
    form = pane(room).form
    assert form is not None
    assert form.sentence.text() == "Semuanya, 170 pengaduan, dapat diverifikasi."
    press(room, Qt.Key.Key_Return, CONTROL)
    assert office.counts().stages == {"verified": 170}
    assert pane(room).sentence.text() == "170 pengaduan diverifikasi."
    assert QApplication.focusWidget() is pane(room).undo_button
    press(room, Qt.Key.Key_Z, CONTROL)
    assert office.counts().stages == {"new": 170}
    assert "170 pengaduan dibatalkan" in pane(room).sentence.text()


def test_shift_chooses_up_to_a_row_and_a_plain_arrow_one_again(many, room):
    in_list(room)
    for _ in range(3):
        press(room, Qt.Key.Key_Down, SHIFT)
    assert pane(room).ids == tuple(many[:4])
    press(room, Qt.Key.Key_Up, SHIFT)
    assert pane(room).ids == tuple(many[:3])
    press(room, Qt.Key.Key_Down)
    assert room.screen.right.currentWidget() is room.screen.pane
    assert room.screen.pane.complaint == room.screen.table.chosen == many[3]
    press(room, Qt.Key.Key_End, SHIFT)
    assert len(pane(room).ids) == 167
    press(room, Qt.Key.Key_Home, SHIFT)
    assert pane(room).ids == tuple(many[:4])


def test_control_chooses_rows_that_stand_apart(many, room):
    in_list(room)
    press(room, Qt.Key.Key_Down, CONTROL)
    press(room, Qt.Key.Key_Down, CONTROL)
    press(room, Qt.Key.Key_Space, CONTROL)
    assert pane(room).ids == (many[0], many[2])


def test_who_cannot_is_told_by_reason_and_shown_in_the_list(room, office):
    new = [recorded(office, title=f"Baru {n}") for n in range(2)]
    closed = of_stage(office, "closed", title="Sudah")
    in_list(room)
    press(room, Qt.Key.Key_A, CONTROL)
    pane(room).begin("verify")
    room.settle()
    form = pane(room).form
    assert form is not None
    assert form.sentence.text() == "2 pengaduan dapat diverifikasi, 1 tidak:"
    assert "statusnya selesai" in form.reasons.findChildren(QLabel)[0].text()
    room.qtbot.mouseClick(room.widget("bulk-reason"), Qt.MouseButton.LeftButton)
    room.settle()
    assert room.titles == ["Sudah"]
    assert room.screen.pane.complaint == closed
    assert room.widget("filter-only").text() == "Pilihan (1)"
    room.widget("filter-only").click()
    room.settle()
    assert len(room.titles) == len(new) + 1


def test_an_archiving_asks_for_its_reason_and_leaves_the_list_right(room, office):
    for n in range(5):
        recorded(office, title=f"Baru {n}")
    room.go(query=START)
    room.screen.table.setFocus()
    press(room, Qt.Key.Key_A, CONTROL)
    pane(room).begin("archive")
    room.settle()
    form = pane(room).form
    assert form is not None
    press(room, Qt.Key.Key_Return, CONTROL)
    assert form.note_field.below.isVisible()
    assert office.counts().stages == {"new": 5}
    form.note.setPlainText("Sisa impor")
    press(room, Qt.Key.Key_Return, CONTROL)
    assert office.counts().stages == {"archived": 5}
    assert room.titles == []
    assert pane(room).undo_button.isVisible()
    room.widget("many-undo").click()
    room.settle()
    assert office.counts().stages == {"new": 5}


def test_stopped_in_between_it_tells_what_was_done(many, room, office, monkeypatch):
    in_list(room)
    press(room, Qt.Key.Key_A, CONTROL)
    pane(room).begin("verify")
    room.settle()
    work = pane(room).work
    monkeypatch.setattr(work, "_progress", lambda part, _total: part >= 50 and work.cancel())
    press(room, Qt.Key.Key_Return, CONTROL)
    verified = office.counts().stages["verified"]
    assert 50 <= verified < 170
    assert (
        pane(room)
        .sentence.text()
        .startswith(f"{verified} pengaduan diverifikasi. {170 - verified} belum, sebab dihentikan")
    )
    assert pane(room).undo_button.isVisible()


def test_a_category_and_the_lapor_queue(room, office):
    for n in range(3):
        recorded(office, title=f"Lampu {n}")
    in_list(room)
    press(room, Qt.Key.Key_A, CONTROL)
    pane(room).begin("category")
    room.settle()
    form = pane(room).form
    assert form is not None
    assert not form.go.isEnabled()
    assert form.category is not None
    label = office.categories.label("infrastructure.road")
    form.category.setText(label)
    room.settle()
    form.go.click()
    room.settle()
    assert office.count(Query(category="infrastructure.road")) == 3
    pane(room).begin("lapor-not-needed")
    room.settle()
    press(room, Qt.Key.Key_Return, CONTROL)
    assert office.counts().unentered == 0


def test_what_is_chosen_stays_chosen_when_the_list_changes_under_it(many, room, office):
    in_list(room)
    for _ in range(2):
        press(room, Qt.Key.Key_Down, SHIFT)
    office.act(many[1], "archive", StepDetails(note="Dobel"))
    room.go(query=START)  # received alike: the order of the numbers
    room.screen.table.setFocus()
    room.screen.table.choose_first()
    room.settle()
    for _ in range(3):
        press(room, Qt.Key.Key_Down, SHIFT)
    chosen = pane(room).ids
    assert len(chosen) == 4
    office.act(chosen[0], "archive", StepDetails(note="Dobel"))
    room.operations.changed.emit(frozenset({"complaints"}))
    room.settle()
    rows = [row for first, last in room.screen.table.ranges() for row in range(first, last + 1)]
    assert [room.screen.lines.line(row).row.id for row in rows] == list(chosen[1:])


def test_rows_are_copied_for_a_spreadsheet(room, office):
    recorded(office, title="=1+1")
    of_stage(office, "verified", title="Jembatan\tputus")
    in_list(room)
    press(room, Qt.Key.Key_C, CONTROL)
    (head, row) = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Nomor", "Perihal", "Status"]
    assert row.split("\t")[1] == "'=1+1"
    press(room, Qt.Key.Key_A, CONTROL)
    press(room, Qt.Key.Key_C, CONTROL)
    assert [len(line.split("\t")) for line in QApplication.clipboard().text().splitlines()] == [6, 6, 6]


def test_the_chosen_ones_are_exported_in_their_order(many, room):
    in_list(room)
    for _ in range(2):
        press(room, Qt.Key.Key_Down, SHIFT)
    room.widget("many-export").click()
    assert room.went[-1].screen == "reports"
    assert room.office.ids(room.went[-1].query) == many[:3]
