"""Taking back one's last step in a real book: what the office shows, counts and exports is as if it had not been."""

from pathlib import Path

import pytest

from complaints.errors import Refused
from complaints.identity import PersonChange
from complaints.steps import Change, StepDetails
from complaints.workflow import Action, Role
from desktop.office.office import Office
from desktop.store.attachments import Content
from desktop.store.check import check
from desktop.store.listing import Query
from desktop.store.vault import Vault
from tests.offices import Clock, bridge, new_office

STEPS: dict[Action, StepDetails] = {
    "verify": StepDetails(),
    "follow-up": StepDetails(note="Tukang dipesan"),
    "respond": StepDetails(note="Tali diganti 25 November"),
    "close": StepDetails(satisfaction=4),
}


@pytest.fixture
def office(tmp_path: Path):
    made = new_office(tmp_path / "kantor", Clock())
    yield made
    made.close()


def as_user(office: Office, name: str, role: Role) -> Office:
    office.members.put(name, "sandi-lain-99", role)
    return Office(office.folder, Vault(office.folder, office.clock).unlock(name, "sandi-lain-99"), name, office.clock)


def test_back_and_forth_through_the_whole_way(office: Office):
    number = office.record(bridge()).number
    for action, details in STEPS.items():
        before = office.case(number)
        office.act(number, action, details)
        case = office.undo(number)
        assert case.complaint.stage == before.complaint.stage
        assert case.complaint.milestones == before.complaint.milestones
        assert office.case(number).deadlines == before.deadlines
        office.act(number, action, details)
    assert [office.undo(number).complaint.stage for _ in STEPS] == ["responded", "in_progress", "verified", "new"]
    assert office.counts().needs_decision == 0
    with pytest.raises(Refused, match="tidak ada langkah yang dapat dibatalkan"):
        office.undo(number)
    assert check(office.engine, office.attachments, office.rules, progress=lambda *_: True).clean


def test_a_correction_a_person_and_a_file_are_as_before(office: Office):
    number = office.record(bridge()).number
    before = office.shown_case(number).complaint
    office.correct(number, Change(title="Jembatan lain", complainant=PersonChange(name="Bukan Dia")), "salah ketik")
    assert office.count(Query(text="Bukan Dia")) == 1
    office.undo(number, "salah berkas")
    office.attach(number, Content("kuitansi.txt", b"lunas"))
    office.undo(number)
    now = office.shown_case(number).complaint
    assert office.count(Query(text="Bukan Dia")) == 0
    assert (now.title, now.complainant, now.attachments) == (before.title, before.complainant, before.attachments)
    assert ["salah berkas" in getattr(entry.event.step, "note", "") for entry in now.history].count(True) == 1


def test_only_who_took_the_last_step_is_offered_and_may_take_it_back(office: Office):
    number = office.record(bridge()).number
    office.act(number, "verify")
    assert office.case(number).undoable
    head = as_user(office, "Ibu Lurah", "head")
    assert head.case(number).undoable == ""
    with pytest.raises(Refused, match="bukan Anda"):
        head.undo(number)
    head.act(number, "note", StepDetails(note="Segera"))
    assert head.case(number).undoable
    assert office.case(number).undoable == ""
    assert head.undo(number).complaint.stage == "verified"
    head.close()
    assert office.case(number).undoable


def test_a_forwarding_to_another_unit_says_how_it_is_taken_back(office: Office):
    number = office.record(bridge()).number
    office.act(number, "verify")
    office.act(number, "forward", StepDetails(to="73.07.04"))
    assert office.case(number).undoable == ""
    with pytest.raises(Refused, match="ambil kembali dengan “Tindak lanjuti”"):
        office.undo(number)
    assert office.case(number).complaint.stage == "forwarded"
