"""What comes over the district shows in the window: dispositions, the other PC's complaints, conflicts, and steps that no longer fit."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from complaints import events as e
from complaints.complaint import Complaint
from complaints.steps import Change, StepDetails
from desktop.office.founding import found_office
from desktop.office.office import Office
from desktop.screens.complaints.screen import ComplaintsScreen
from desktop.screens.home.screen import HomeScreen
from desktop.screens.navigate import Goto
from tests.conftest import PASSWORD, SETUP
from tests.gui.district_room import UNIT, District, SyncRoom, district_at
from tests.gui.program_room import Key
from tests.offices import bridge
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    with district_at(tmp_path_factory.mktemp("district") / "data") as made:
        yield made


@pytest.fixture
def room(start, founded, district: District) -> SyncRoom:
    made = SyncRoom(start(founded.folder))
    made.enrol(district.url, district.code())
    return made


@pytest.fixture
def second(tmp_path: Path, district: District) -> Iterator[Office]:
    """Another PC of the same office, founded on its own and enrolled."""
    office, _ = found_office(tmp_path / "second", SETUP)
    office.district.enrol(district.url, district.code())
    office.district.sync()
    yield office
    office.close()


def sent(room: SyncRoom) -> None:
    room.room.key(Key.Key_F5)
    room.rest()


def case(room: SyncRoom, complaint: str) -> ComplaintsScreen:
    room.room.desk.navigate(Goto("complaints", complaint=complaint))
    room.room.settle()
    screen = room.room.desk._screens["complaints"]
    assert isinstance(screen, ComplaintsScreen)
    room.room.until(lambda: screen.pane.case is not None and screen.pane.case.complaint.id == complaint)
    return screen


def shown(screen: ComplaintsScreen) -> Complaint:
    """The complaint in the case, as the window shows it now."""
    assert screen.pane.case is not None
    return screen.pane.case.complaint


def home(room: SyncRoom) -> HomeScreen:
    room.room.ctrl(Key.Key_1)
    room.room.settle()
    screen = room.room.desk._screens["home"]
    assert isinstance(screen, HomeScreen)
    return screen


def press(screen: ComplaintsScreen, name: str, text: str = "") -> None:
    found = [one for one in screen.pane.findChildren(QAbstractButton, name) if one.isVisible() and text in one.text()]
    assert found, f"no {name} to be seen"
    found[0].click()


def test_a_disposition_of_the_district_shows_in_the_list_at_home_and_in_the_side_bar(
    room: SyncRoom, district: District
):
    other = Pc(district.running.post, SAOTANRE)
    other.enrol(district.code(SAOTANRE))
    complaint = other.record("Sampah menumpuk di pasar Mannanti")
    other.write(e.Verified(TODAY), complaint)
    other.sync()
    before = home(room).cards["dispositions"].figure
    district.forward(complaint, UNIT, "Mohon ditangani bersama pasar")
    sent(room)
    assert "2 diterima" in room.room.said() or "3 diterima" in room.room.said()
    assert home(room).cards["dispositions"].figure == (before or 0) + 1
    assert room.room.desk.buttons["dispositions"].accessibleName() == "Disposisi masuk 1"
    assert "Terima disposisi" in {line.step for line in home(room).todo.lines.lines}
    home(room).cards["dispositions"].click()
    room.room.settle()
    listed = room.room.desk._screens["complaints"]
    assert isinstance(listed, ComplaintsScreen)
    first = listed.lines.line(0)
    assert first is not None
    assert first.row.title == "Sampah menumpuk di pasar Mannanti"
    room.room.ctrl(Key.Key_3)
    room.room.settle()
    assert "Sampah menumpuk di pasar Mannanti" in shown(case(room, complaint)).title
    screen = case(room, complaint)
    assert any("Mohon ditangani" in told.note for told in screen.pane.history.lines)
    assert "accept" in screen.pane.actions_bar.offered()
    room.office.act(complaint, "accept", StepDetails())
    room.written()
    assert room.room.desk.buttons["dispositions"].accessibleName() == "Disposisi masuk"
    assert home(room).cards["dispositions"].figure == 0
    # It is this unit's to answer now.
    assert "Tanggapan" in {line.step for line in home(room).todo.lines.lines}


def test_two_pcs_of_one_office_have_letters_of_their_own_and_see_each_others_complaints(room: SyncRoom, second: Office):
    assert room.office.device.letter != second.device.letter
    here = room.office.record(bridge(title="Dicatat di komputer pertama"))
    there = second.record(bridge(title="Dicatat di komputer kedua"))
    assert here.number != there.number
    second.district.sync()
    room.written()
    sent(room)
    second.district.sync()
    for office in (room.office, second):
        assert office.case(here.id).complaint.title == "Dicatat di komputer pertama"
        assert office.case(there.id).complaint.title == "Dicatat di komputer kedua"
    # The window shows it without being asked again.
    assert shown(case(room, there.id)).number == there.number
    # Personal data came along: both are the same office.
    assert second.show_identity(here.id, "uji").complaint.complainant.name == "Andi Baso Ramli"


def test_a_second_pc_is_founded_enrolled_and_filled_by_keyboard(start, tmp_path: Path, district: District):
    first, _ = found_office(tmp_path / "first", replace(SETUP, unit_code=SAOTANRE))
    first.district.enrol(district.url, district.code(SAOTANRE))
    known = first.record(bridge(title="Dicatat sebelum komputer ini ada"))
    first.district.sync()
    taken = first.device.letter
    first.close()
    room = start(tmp_path / "second")
    room.settle()
    room.wizard.office.joins.click()
    assert "didaftarkan di kabupaten" in room.said()
    room.wizard.office.search.edit.setFocus()
    room.type("saotanre sinjai tengah")
    room.key(Key.Key_Return)
    room.until(lambda: room.focus is room.wizard.officer.name.editor)
    room.enter("Rahma", PASSWORD, PASSWORD)
    room.key(Key.Key_Return)
    room.until(lambda: bool(room.wizard.code.code))
    code = room.wizard.code.code
    room.key(Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    room.enter(code.split("-")[3])
    room.settle()
    joined = SyncRoom(room, "Rahma")
    # It begins where it is enrolled, with numbers that aren't the first PC's.
    assert room.desk.here() == Goto("sync")
    assert joined.office.next_number().split("-")[1] == "B"
    room.enter(district.url, district.code(SAOTANRE))
    room.until(lambda: joined.now.connection.last_success is not None and not joined.now.running)
    room.settle()
    assert joined.office.case(known.id).complaint.title == "Dicatat sebelum komputer ini ada"
    assert joined.office.device.letter not in (taken, "")


def test_a_step_that_was_not_sent_says_so_until_it_was(room: SyncRoom):
    complaint = room.office.record(bridge()).id
    room.written()
    screen = case(room, complaint)
    assert [line.sentence.endswith("menunggu dikirim") for line in screen.pane.history.lines] == [True]
    sent(room)
    assert [line.sentence.endswith("menunggu dikirim") for line in screen.pane.history.lines] == [False]


def both_have(room: SyncRoom, second: Office, *steps: Callable[[Office, str], object]) -> str:
    """The id of a complaint that both PCs have, taken through these steps."""
    complaint = room.office.record(bridge()).id
    for step in steps:
        step(room.office, complaint)
    room.written()
    sent(room)
    second.district.sync()
    return complaint


def test_what_two_pcs_changed_apart_is_shown_with_both_values_and_one_click_decides(room: SyncRoom, second: Office):
    complaint = both_have(room, second)
    second.correct(complaint, Change(title="Jembatan Bonto"))
    room.office.correct(complaint, Change(title="Jembatan gantung Bonto"))
    second.district.sync()
    room.written()
    sent(room)
    assert home(room).cards["conflicts"].figure == 1
    screen = case(room, complaint)
    press(screen, "conflict-look")
    room.room.settle()
    values = {
        label.text() for label in screen.pane.conflicts.findChildren(QLabel, "conflict-value") if label.isVisible()
    }
    assert values == {"Jembatan Bonto", "Jembatan gantung Bonto"}
    other = next(iter(values - {shown(screen).title}))
    press(screen, "conflict-keep", "Pakai ini")
    room.room.until(lambda: not shown(screen).conflicts)
    sent(room)
    second.district.sync()
    for office in (room.office, second):
        now = office.case(complaint).complaint
        assert (now.title, now.conflicts) == (other, ())
    assert home(room).cards["conflicts"].figure == 0


def test_a_step_that_no_longer_fits_is_marked_and_asks_for_a_decision(room: SyncRoom, second: Office):
    complaint = both_have(
        room, second,
        lambda office, one: office.act(one, "verify"),
        lambda office, one: office.act(one, "respond", StepDetails(note="Sudah diganti")),
    )  # fmt: skip
    room.office.act(complaint, "close", StepDetails(note="Selesai menurut pelapor"))
    second.act(complaint, "close", StepDetails(note="Pelapor puas"))
    second.district.sync()
    room.written()
    sent(room)
    assert home(room).cards["conflicts"].figure == 1
    screen = case(room, complaint)
    assert [told.misplaced for told in screen.pane.history.lines].count(True) == 1
    press(screen, "history-decide")
    room.room.until(lambda: not shown(screen).needs_decision)
    sent(room)
    second.district.sync()
    assert not second.case(complaint).complaint.needs_decision
    assert home(room).cards["conflicts"].figure == 0
