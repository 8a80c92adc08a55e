"""A step that its officer takes back, by whomever it was built on meanwhile, in whatever order that arrives."""

from collections.abc import Iterable
from itertools import permutations

import pytest
from msgspec import structs

from complaints import events as e
from complaints.complaint import Complaint
from complaints.errors import Refused
from complaints.events import Event, Meaning, Noted
from complaints.undoing import undoing
from tests.complaints.test_fold import DAY, DESA, KECAMATAN, RECORDED, Desk, correction, folded, two_desks

VERIFIED = e.Verified(DAY)
ANSWERED = e.Responded(DAY, "Tali sudah diganti")


def undo(desk: Desk, user: str = "Sitti", *, sent: bool = False) -> Event:
    [undo] = undoing(desk.complaint(), user, desk.unit, DAY, lambda _: sent)
    return desk.take(undo)


def without_history(complaint: Complaint) -> Complaint:
    return structs.replace(complaint, history=(), heads=())


def stages(*desks: Desk) -> set[str]:
    """What the complaint is at whoever has all of these, in whatever order it came."""
    events: Iterable[Event] = {event.id: event for desk in desks for event in desk.held.values()}.values()
    return {folded(history).stage for history in permutations(events)}


@pytest.mark.parametrize(
    "step",
    [
        e.Verified(DAY, weight="light"), e.Returned(DAY, "KTP"), e.FollowedUp(DAY, "survei"), ANSWERED, e.Responded(DAY, "Rancangan", True),
        e.Forwarded(DAY, "", "Kaur Umum", True), e.Archived(DAY, "ganda"), e.Noted(DAY, "catatan"), correction(title="Lain"),
        e.Attached(DAY, "ab" * 32, "foto.jpg", "image/jpeg", 9), e.Supported(DAY), e.Contacted(DAY, "whatsapp", "Sudah ditangani"),
        e.Closed(DAY, satisfaction=5), e.Rated(DAY, 3), e.Reopened(DAY, "belum"), e.Approved(DAY), e.Declined(DAY, "kurang"),
    ],
    ids=lambda step: type(step).__name__,
)  # fmt: skip
def test_what_was_taken_back_counts_for_nothing_and_stays_in_the_history(step: e.AnyStep):
    before: dict[type, tuple[e.AnyStep, ...]] = {
        e.Verified: (),
        e.Closed: (VERIFIED, ANSWERED), e.Rated: (VERIFIED, ANSWERED), e.Reopened: (VERIFIED, ANSWERED),
        e.Approved: (VERIFIED, e.Responded(DAY, "Rancangan", True)), e.Declined: (VERIFIED, e.Responded(DAY, "Rancangan", True)),
    }  # fmt: skip
    desk = Desk("a")
    for earlier in (RECORDED, *before.get(type(step), (VERIFIED,))):
        desk.take(earlier)
    was = desk.complaint()
    taken = desk.take(step)
    assert without_history(desk.complaint()) != without_history(was) or isinstance(step, e.Noted | e.Contacted)
    undo(desk)
    now = desk.complaint()
    assert without_history(now) == without_history(was)
    assert not now.needs_decision
    assert [entry.event.id for entry in now.history if entry.undone] == [taken.id]
    assert len(now.history) == len(was.history) + 2


def test_one_after_the_other_is_taken_back_down_to_the_recording():
    desk = Desk("a")
    for step in (RECORDED, VERIFIED, e.FollowedUp(DAY, "survei"), ANSWERED):
        desk.take(step)
    assert [undo(desk) and desk.complaint().stage for _ in range(3)] == ["in_progress", "verified", "new"]
    with pytest.raises(Refused, match="tidak ada langkah yang dapat dibatalkan"):
        undo(desk)
    desk.take(VERIFIED)
    assert desk.complaint().stage == "verified"


def test_what_somebody_built_on_it_meanwhile_keeps_it():
    one, other = two_desks()
    one.take(VERIFIED)
    other.receive(one)
    other.take(e.FollowedUp(DAY, "survei"))
    undo(one)
    assert stages(one, other) == {"in_progress"}


def test_what_somebody_did_without_having_seen_it_does_not_keep_it():
    one, other = two_desks()
    one.take(VERIFIED)
    other.take(e.Noted(DAY, "pelapor menelepon"))
    undo(one)
    assert stages(one, other) == {"new"}


def test_what_came_after_it_was_taken_back_does_not_bring_it_back():
    one, other = two_desks()
    one.take(VERIFIED)
    undo(one)
    other.receive(one)
    other.take(e.Archived(DAY, "ganda"))
    assert stages(one, other) == {"archived"}


@pytest.mark.parametrize(
    "later", [e.IdentityShown(DAY, "menelepon"), Noted(DAY, "Tenggat lewat", Meaning(reminder=e.Reminder("done", DAY, 7, DESA)))],
    ids=["looked", "reminded"],
)  # fmt: skip
def test_what_leaves_everything_as_it_was_builds_on_nothing(later: e.AnyStep):
    desk = Desk("a")
    for step in (RECORDED, VERIFIED, later):
        desk.take(step)
    undo(desk)
    assert desk.complaint().stage == "new"


@pytest.mark.parametrize(
    ("step", "user", "sent", "told"),
    [
        (VERIFIED, "Rahma", False, "diambil Sitti, bukan Anda"),
        (VERIFIED, "Sitti", True, "sudah terkirim ke unit lain"),
        (e.Forwarded(DAY, KECAMATAN, "Kecamatan Sinjai Tengah"), "Sitti", False, "diteruskan ke Kecamatan Sinjai Tengah"),
        (e.Erased(DAY, "diminta", DESA), "Sitti", False, "tidak dapat dibatalkan"),
        (e.Closed(DAY, automatic=True), "Sitti", False, "tidak dapat dibatalkan"),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_back_is_refused_with_what_to_do(step: e.AnyStep, user: str, sent: bool, told: str):
    desk = Desk("a")
    for taken in (RECORDED, VERIFIED, step) if isinstance(step, e.Forwarded | e.Erased) else (RECORDED, step):
        desk.take(taken)
    with pytest.raises(Refused, match=told) as refused:
        undo(desk, user, sent=sent)
    assert "Tidak ada yang berubah" in str(refused.value.sentence)


@pytest.mark.parametrize("forged", ["unit", "actor", "of nothing", "of itself", "of a recording", "of a forwarding"])
def test_a_forged_one_takes_nothing_back(forged: str):
    one, other = two_desks()
    step = one.take(VERIFIED if forged != "of a forwarding" else e.Forwarded(DAY, KECAMATAN, "Kecamatan"))
    if forged == "of a forwarding":
        one.held.clear()
        one, other = two_desks()
        one.take(VERIFIED)
        step = one.take(e.Forwarded(DAY, KECAMATAN, "Kecamatan"))
    stage = one.complaint().stage
    goal = {"of nothing": "zz-7", "of itself": f"{one.device}-{one.seq + 1}", "of a recording": "a-1"}.get(
        forged, step.id
    )
    if forged == "unit":
        one.unit = KECAMATAN
    event = one.take(Noted(DAY, "batal", Meaning(undoes=goal)))
    if forged == "actor":
        one.held[event.id] = structs.replace(event, actor="Rahma")
    assert one.complaint().stage == stage
    assert stages(one, other) == {stage}
