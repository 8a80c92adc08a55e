"""Approvals: who must approve and since when, a correction in the same step, several at once, and the way back."""

import pytest
from msgspec import structs

from complaints.errors import Refused
from complaints.events import Declined, Responded
from complaints.steps import StepDetails
from desktop.office import approvals, bulk_steps, desk_words, head_words
from desktop.office.late_work import late_work
from desktop.office.office import Office
from desktop.store.vault import Vault
from tests.offices import PASSWORD, USER, Clock, bridge, new_office


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def office(tmp_path, clock):
    made = new_office(tmp_path / "kantor", clock)
    made.change_settings(structs.replace(made.settings, head_name="H. Andi Baso"))
    yield made
    made.close()


def asked(office: Office, answer: str = "Talinya diganti hari Jumat.", **fields: object) -> str:
    """A complaint whose answer waits for approval."""
    complaint = office.record(bridge(**fields)).id
    office.act(complaint, "verify")
    office.act(complaint, "respond", StepDetails(note=answer, draft=True))
    return complaint


def user(office: Office, name: str, role: str) -> Office:
    office.members.put(name, PASSWORD, role)  # pyright: ignore[reportArgumentType]
    return Office(office.folder, Vault(office.folder, office.clock).unlock(name, PASSWORD), name, office.clock)


def test_the_clerk_sees_who_must_approve_and_since_when(office, clock):
    complaint = asked(office)
    clock.pass_days(3)
    words = head_words.due(office.case(complaint), office, office.today())
    assert words is not None
    assert "kepala desa (H. Andi Baso) sejak Sel 24 Nov, 3 hari kerja" in words.words
    [waiting] = approvals.waiting(office)
    assert (waiting.complaint, waiting.asked_by, waiting.waited) == (complaint, USER, 3)
    assert waiting.answer == "Talinya diganti hari Jumat."


def test_a_corrected_answer_is_approved_in_one_step_and_undone_in_one(office):
    complaint = asked(office)
    head = user(office, "H. Andi Baso", "head")
    case = approvals.approve(head, complaint, "Tali sudah diganti pada 24 November.")
    assert case.complaint.stage == "responded"
    assert case.complaint.response == "Tali sudah diganti pada 24 November."
    first, second = [entry.event.step for entry in case.complaint.history[-2:]]
    assert isinstance(first, Declined)
    assert first.corrected
    assert isinstance(second, Responded)
    assert not any(entry.misplaced for entry in case.complaint.history)
    back = head.undo(complaint)
    assert back.complaint.stage == "awaiting_approval"
    assert back.complaint.draft_response == "Talinya diganti hari Jumat."
    assert approvals.waiting(head)
    # Approved again as it is, it is an approval and nothing else.
    assert (
        approvals.approve(head, complaint, "Talinya diganti hari Jumat.").complaint.response
        == back.complaint.draft_response
    )
    head.close()


def test_the_desk_tells_whether_an_answer_was_corrected(office):
    kept, corrected = asked(office), asked(office)
    answers = approvals.waiting(office)
    same = approvals.approve(office, kept, "Talinya diganti hari Jumat.")
    other = approvals.approve(office, corrected, "Talinya diganti Jumat, 27 November.")
    told = [desk_words.taken(case, "approve", answers) for case in (same, other)]
    assert ["diperbaiki" in words for words in told] == [False, True]
    assert "diperbaiki" not in desk_words.taken(other, "close", answers)


def test_an_answer_that_was_sent_back_by_hand_is_no_correction(office):
    complaint = asked(office)
    office.act(complaint, "decline", StepDetails(note="Sebutkan tanggalnya."))
    office.act(complaint, "respond", StepDetails(note="Diganti 24 November.", draft=False))
    assert office.undo(complaint).complaint.stage == "in_progress"


def test_several_are_approved_at_once_and_taken_back_as_one(office):
    ids = [asked(office, title=f"Jembatan {place}") for place in range(3)]
    other = office.record(bridge(title="Baru")).id
    report = approvals.approve_each(office, [*ids, other])
    assert set(report.done) == set(ids)
    assert bulk_steps.count_left_out(report.left_out) == 1
    assert not approvals.waiting(office)
    bulk_steps.undo(office)
    assert {answer.complaint for answer in approvals.waiting(office)} == set(ids)


def test_an_officer_can_not_approve(office):
    complaint = asked(office)
    officer = user(office, "Rahma", "officer")
    with pytest.raises(Refused):
        approvals.approve(officer, complaint, "Saya setujui sendiri.")
    assert officer.case(complaint).complaint.stage == "awaiting_approval"
    officer.close()


def test_what_is_late_is_told_with_whom_it_lies(office, clock):
    new, assigned, sent = (office.record(bridge(title=title)).id for title in ("Satu", "Dua", "Tiga"))
    for complaint in (assigned, sent):
        office.act(complaint, "verify")
    office.act(assigned, "forward", StepDetails(to="Kasi Pelayanan"))
    office.act(sent, "forward", StepDetails(to="Dinas PUPR"))
    approval = asked(office)
    clock.pass_days(60)
    late = late_work(office)
    by_whom = {share.who: share.complaints for share in late.shares}
    assert by_whom["Petugas kantor"] == (new,)
    assert by_whom["Kasi Pelayanan"] == (assigned,)
    assert by_whom["Dinas PUPR"] == (sent,)
    assert by_whom["Kepala desa (H. Andi Baso)"] == (approval,)
    assert late.total == 4


def test_the_command_line_lists_and_approves(founded, run):
    office = founded.open()
    complaint = asked(office)
    office.close()
    [line] = run("list", "--awaiting-approval", "--json").objects
    assert (line["id"], line["asked_by"], line["approver"]) == (complaint, USER, "kepala desa")
    assert run("list", "--awaiting-approval").out.startswith(line["number"])
    assert run("act", complaint, "approve", "--answer", "Tali sudah baru.").code == 0
    shown = run("show", complaint, "--json").object
    assert (shown["stage"], shown["response"]) == ("responded", "Tali sudah baru.")
    assert run("act", complaint, "close", "--answer", "x").code == 1
    assert run("act", complaint, "undo").code == 0
    assert run("show", complaint, "--json").object["stage"] == "awaiting_approval"
