"""A disposition goes to whom it may, is in the hands of the first unit, and says in its note what programs of 1.0.0 can't read beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from complaints import disposition
from complaints import events as e
from complaints.complaint import Complaint
from complaints.disposition import DispositionOrder, NotDisposed, helpers
from complaints.errors import InvalidField
from complaints.events import AnyStep, Disposition, Forwarded, decode, encode
from complaints.fold import fold
from tests.complaints.test_fold import DAY, RECORDED, Desk

DISTRICT, OWNER, PUPR, DINSOS = "73.07", "73.07.01.2003", "PUPR", "DINSOS"
NAMES = {PUPR: "Dinas PUPR", DINSOS: "Dinas Sosial"}
ORDER = DispositionOrder((PUPR, DINSOS), "Tinjau lokasi", DAY + timedelta(7), "urgent")
BEFORE: dict[str, list[AnyStep]] = {
    "new": [], "returned": [e.Returned(DAY, "x")], "verified": [e.Verified(DAY)], "in_progress": [e.Verified(DAY), e.FollowedUp(DAY, "x")],
    "forwarded": [e.Verified(DAY), Forwarded(DAY, "73.07.01", "Camat")], "awaiting_approval": [e.Verified(DAY), e.Responded(DAY, "x", True)],
    "responded": [e.Verified(DAY), e.Responded(DAY, "x")], "closed": [e.Verified(DAY), e.Responded(DAY, "x"), e.Closed(DAY)],
    "archived": [e.Archived(DAY, "x")],
}  # fmt: skip
ANSWERED = ("awaiting_approval", "responded", "closed", "archived")


def at(stage: str) -> tuple[Desk, Complaint]:
    desk = Desk("a", OWNER)
    for step in (RECORDED, *BEFORE[stage]):
        desk.take(step)
    complaint = fold(desk.held.values())
    assert complaint is not None
    assert complaint.stage == stage
    return desk, complaint


def after(desk: Desk, steps: list[AnyStep], other: Desk | None = None, *behind: AnyStep) -> Complaint:
    """With these steps by the district, and behind them those of another unit."""
    last = district = Desk("b", DISTRICT, desk.ms + 10_000, held=dict(desk.held))
    for step in steps:
        district.take(step)
    if other is not None:
        other.receive(district)
        last = other
        for step in behind:
            other.take(step)
    complaint = fold(decode(encode(event)) for event in last.held.values())
    assert complaint is not None
    return complaint


@pytest.mark.parametrize("stage", BEFORE)
def test_at_every_stage_it_lands_with_the_first_unit_and_nothing_is_out_of_place(stage: str):
    desk, complaint = at(stage)
    order = replace(ORDER, reason="Warga melapor lagi" if stage in ANSWERED else "")
    done = after(desk, list(disposition.steps(order, complaint, DAY, NAMES, DISTRICT)))
    assert (done.stage, done.forwarded_to, done.forwarded_name) == ("forwarded", PUPR, "Dinas PUPR")
    assert not [entry for entry in done.history if entry.misplaced]
    assert done.disposition == Disposition(DAY + timedelta(7), "urgent", (PUPR, DINSOS))
    assert helpers(done) == (DINSOS,)
    assert ("Warga melapor lagi" in {getattr(entry.event.step, "note", "") for entry in done.history}) is (
        stage in ANSWERED
    )


@pytest.mark.parametrize("stage", ANSWERED)
@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_an_answered_one_is_refused_without_a_reason(stage: str, reason: str):
    _, complaint = at(stage)
    with pytest.raises(NotDisposed):
        disposition.steps(replace(ORDER, reason=reason), complaint, DAY, NAMES, DISTRICT)


@pytest.mark.parametrize(
    "units", [(OWNER,), (PUPR, OWNER), (OWNER, PUPR), (f" {OWNER} ",), (DISTRICT,), (PUPR, DISTRICT)]
)
def test_it_goes_neither_to_the_owner_nor_to_the_district_itself(units: tuple[str, ...]):
    for stage in BEFORE:
        _, complaint = at(stage)
        with pytest.raises(NotDisposed):
            disposition.steps(replace(ORDER, units=units, reason="Alasan"), complaint, DAY, NAMES, DISTRICT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"units": ()}, "unit"),
        ({"units": ("", " ")}, "unit"),
        ({"units": tuple(f"U{n}" for n in range(11))}, "unit"),
        ({"due_on": DAY - timedelta(1)}, "due_on"),
        ({"priority": "kilat"}, "priority"),
        ({"instruction": "x" * 10_000}, "note"),
        ({"reason": "x" * 10_000}, "reason"),
    ],
)
def test_an_order_that_cannot_be_meant_is_refused_with_its_field(changes: dict[str, object], field: str):
    _, complaint = at("verified")
    with pytest.raises(InvalidField) as refusal:
        disposition.steps(replace(ORDER, **changes), complaint, DAY, NAMES, DISTRICT)  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_the_note_says_all_of_it_in_words():
    _, complaint = at("verified")
    *others, last = disposition.steps(ORDER, complaint, DAY, NAMES, DISTRICT)
    assert isinstance(last, Forwarded)
    assert [step.unit for step in others if isinstance(step, Forwarded)] == [DINSOS]
    assert last.note == (
        "Segera. Target selesai 30-11-2026. Penanggung jawab Dinas PUPR, bersama Dinas Sosial. Tinjau lokasi"
    )
    [plain] = disposition.steps(DispositionOrder((PUPR,), "Tinjau"), complaint, DAY, NAMES, DISTRICT)
    assert plain == Forwarded(DAY, PUPR, "Dinas PUPR", note="Tinjau")


def test_what_another_unit_writes_beside_its_forwarding_sets_no_day():
    desk, _ = at("verified")
    desk.take(Forwarded(DAY, PUPR, "PUPR", disposition=Disposition(date(2030, 1, 1), "", (PUPR, DINSOS))))
    complaint = fold(desk.held.values())
    assert complaint is not None
    assert (complaint.forwarded_to, complaint.disposition, helpers(complaint)) == (PUPR, None, ())


def test_a_disposition_ends_with_the_answer_or_the_next_forwarding():
    desk, complaint = at("verified")
    steps = list(disposition.steps(ORDER, complaint, DAY, NAMES, DISTRICT))

    def left(*behind: AnyStep) -> Disposition | None:
        return after(desk, steps, Desk("c", PUPR), *behind).disposition

    for step in (
        e.FollowedUp(DAY, "Kembali", resumed=True),
        e.Responded(DAY, "Ya"),
        Forwarded(DAY, "73.07.01", "Camat"),
    ):
        assert left(step) is None
    assert left(e.FollowedUp(DAY, "Dicek"), e.Accepted(DAY)) is not None
