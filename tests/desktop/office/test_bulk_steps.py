"""One step on many complaints in a real book: who can, who can't and why, what stays when it is stopped, and one undo for all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.complaint import Stage
from complaints.draft import Draft
from complaints.errors import InvalidField, Refused
from complaints.steps import Change, StepDetails
from desktop.office import bulk_steps
from desktop.office.bulk_steps import LeftOut, Stopped
from desktop.office.office import Office
from desktop.store.check import check
from desktop.store.listing import Query
from tests.desktop.office.test_undoing import as_user
from tests.offices import Clock, bridge, new_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path / "kantor", Clock())
    yield made
    made.close()


def recorded(office: Office, count: int, **fields: object) -> list[str]:
    drafts = [bridge(title=f"Jembatan {n}", **fields) for n in range(count)]
    return [receipt.id for receipt in office.record_many(drafts) if hasattr(receipt, "id")]  # type: ignore[union-attr]


def reasons(left_out: tuple[LeftOut, ...]) -> dict[str, int]:
    return {str(group.reason): len(group.ids) for group in left_out}


def stages(office: Office) -> dict[Stage, int]:
    return dict(office.counts().stages)


def test_each_that_can_is_done_and_the_others_are_told_by_reason(office: Office):
    ids = recorded(office, 120)
    for complaint in ids[:3]:
        office.act(complaint, "verify")
    office.act(ids[3], "archive", StepDetails(note="Dobel"))
    planned = bulk_steps.plan(office, ids, "verify")
    assert list(planned.able) == ids[4:]
    assert reasons(planned.left_out) == {"statusnya terverifikasi": 3, "statusnya diarsipkan": 1}
    parts: list[tuple[int, int]] = []
    report = bulk_steps.run(office, planned, lambda part, total: parts.append((part, total)) or True)
    assert (report.done, report.left_out, report.waiting) == (planned.able, (), ())
    assert parts == [(0, 116), (50, 116), (100, 116), (116, 116)]
    assert stages(office) == {"verified": 119, "archived": 1}
    assert check(office.engine, office.attachments, office.rules, progress=lambda *_: True).clean


def test_what_changed_between_preview_and_doing_is_left_out(office: Office):
    ids = recorded(office, 4)
    planned = bulk_steps.plan(office, ids, "verify")
    office.act(ids[1], "verify")
    report = bulk_steps.run(office, planned)
    assert report.done == (ids[0], ids[2], ids[3])
    assert [group.ids for group in report.left_out] == [(ids[1],)]


def test_stopped_between_two_batches_what_was_done_stays_and_is_told(office: Office):
    ids = recorded(office, 120)
    planned = bulk_steps.plan(office, ids, "verify")
    report = bulk_steps.run(office, planned, lambda part, _total: part < 50)
    assert (report.done, report.waiting) == (tuple(ids[:50]), tuple(ids[50:]))
    assert stages(office) == {"new": 70, "verified": 50}
    assert bulk_steps.undo(office).done == tuple(ids[:50])
    assert stages(office) == {"new": 120}


def test_a_preview_can_be_stopped(office: Office):
    with pytest.raises(Stopped):
        bulk_steps.plan(office, recorded(office, 2), "verify", progress=lambda *_: False)


def test_one_undo_takes_back_all_but_what_somebody_built_on(office: Office):
    ids = recorded(office, 60)
    bulk_steps.run(office, bulk_steps.plan(office, ids, "archive", StepDetails(note="Sisa impor")))
    office.act(ids[5], "reopen", StepDetails(note="Masih berjalan"))
    head = as_user(office, "Ibu Lurah", "head")
    head.act(ids[7], "note", StepDetails(note="Jangan dulu"))
    with pytest.raises(Refused, match="Tidak ada langkah atas banyak"):
        bulk_steps.undo(head)
    head.close()
    report = bulk_steps.undo(office)
    assert len(report.done) == 58
    assert sorted(number for group in report.left_out for number in group.ids) == sorted((ids[5], ids[7]))
    assert stages(office) == {"new": 58, "in_progress": 1, "archived": 1}
    with pytest.raises(Refused):
        bulk_steps.undo(office)
    assert check(office.engine, office.attachments, office.rules, progress=lambda *_: True).clean


def test_a_stopped_undo_goes_on_with_the_rest(office: Office):
    ids = recorded(office, 70)
    bulk_steps.run(office, bulk_steps.plan(office, ids, "verify"))
    assert len(bulk_steps.undo(office, lambda part, _total: part < 50).done) == 50
    assert len(bulk_steps.undo(office).done) == 20
    assert stages(office) == {"new": 70}


def test_people_and_search_are_as_before(office: Office):
    ids = recorded(office, 2)
    bulk_steps.run(office, bulk_steps.plan(office, ids, "verify"))
    assert office.count(Query(text="Andi Baso Ramli")) == 2
    assert office.shown_case(ids[0]).complaint.complainant.name == "Andi Baso Ramli"


def test_a_category_is_changed_where_it_is_another(office: Office):
    ids = [*recorded(office, 2), *recorded(office, 1, category="infrastructure.road")]
    change = StepDetails(change=Change(category="infrastructure.road"))
    planned = bulk_steps.plan(office, ids, "correct", change)
    assert list(planned.able) == ids[:2]
    bulk_steps.run(office, planned)
    assert office.count(Query(category="infrastructure.road")) == 3
    bulk_steps.undo(office)
    assert office.count(Query(category="infrastructure.road")) == 1


def test_many_are_assigned_to_somebody_and_that_is_taken_back(office: Office):
    ids = recorded(office, 3)
    bulk_steps.run(office, bulk_steps.plan(office, ids, "verify"))
    planned = bulk_steps.plan(office, ids, "forward")
    assert len(planned.able) == 3, "before anybody typed to whom"
    with pytest.raises(InvalidField):
        bulk_steps.run(office, planned)
    planned = bulk_steps.plan(office, ids, "forward", StepDetails(to="Pak Kasi"))
    bulk_steps.run(office, planned)
    assert {office.case(one).complaint.assignee for one in ids} == {"Pak Kasi"}
    bulk_steps.undo(office)
    assert {office.case(one).complaint.assignee for one in ids} == {""}


def test_a_note_that_the_step_needs_is_asked_for_before_anything_is_done(office: Office):
    ids = recorded(office, 2)
    planned = bulk_steps.plan(office, ids, "archive")
    assert len(planned.able) == 2
    with pytest.raises(InvalidField, match="Keterangan belum diisi"):
        bulk_steps.run(office, planned)
    assert stages(office) == {"new": 2}


@pytest.mark.parametrize("lapor", ["present", "not_needed"])
def test_what_need_not_be_entered_in_lapor_leaves_its_queue_and_comes_back(office: Office, lapor: str):
    ids = recorded(office, 3)
    office.correct(ids[0], Change(lapor_id="8416894"))
    details = StepDetails(lapor=lapor)  # pyright: ignore[reportArgumentType]
    planned = bulk_steps.plan(office, ids, "note", details)
    assert (list(planned.able), len(planned.left_out)) == (ids[1:], 1)
    bulk_steps.run(office, planned)
    assert office.counts().unentered == 0
    assert bulk_steps.plan(office, ids, "note", details).able == ()
    assert "SP4N-LAPOR" in getattr(office.case(ids[1]).complaint.history[-1].event.step, "note", "")
    bulk_steps.undo(office)
    assert office.counts().unentered == 2


def test_a_step_that_the_role_may_not_take_is_refused_before_the_preview(office: Office):
    ids = recorded(office, 1)
    head = as_user(office, "Ibu Lurah", "head")
    with pytest.raises(Refused, match="Peran Anda"):
        bulk_steps.plan(head, ids, "verify")
    with pytest.raises(Refused, match="satu per satu"):
        bulk_steps.plan(head, ids, "erase")
    head.close()


def test_ids_of_a_list_and_of_those_that_were_picked(office: Office):
    ids = recorded(office, 5)
    other = office.record(Draft(kind="complaint", title="Lampu", body="Lampu padam")).id
    assert office.ids(Query(descending=False)) == [*ids, other]
    assert office.ids(Query(text="jembatan", forgiving=True, descending=False)) == ids
    picked = Query(only=(other, ids[2], "tidak-ada"), descending=False)
    assert office.ids(picked) == [ids[2], other]
    assert office.count(picked) == 2
    assert [row.id for row in office.page(Query(only=(other,), text="lampu"))] == [other]
