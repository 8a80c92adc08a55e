"""Rules of the fold: the same complaint from any order of arrival, and nothing discarded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET, convert, structs

from complaints import events as e
from complaints.clock import observe, stamp, tick
from complaints.complaint import Complainant, Complaint, Pause
from complaints.events import Event, Facts, UnknownStep
from complaints.fold import fold
from complaints.identity import EMPTY, KEY_BYTES, NONCE_BYTES, Identity, seal, unseal

DAY = date(2026, 11, 23)
NOW = 1_795_400_000_000
DESA = "73.07.01.2003"
KECAMATAN = "73.07.01"
KEY = b"k" * KEY_BYTES
RECORDED = e.Recorded(DAY, "2026-A-0001", "K7QM-4T2X-9DNB", Facts(kind="complaint", title="Jembatan", received_on=DAY))


@dataclass
class Desk:
    """A PC with its own clock, the events that it holds, and its person."""

    device: str
    unit: str = DESA
    ms: int = NOW
    last: int = 0
    seq: int = 0
    held: dict[str, Event] = field(default_factory=dict[str, Event])

    def take(self, step: e.AnyStep) -> Event:
        """Writes the step as this desk's next event, having seen all that it holds."""
        self.ms += 1000
        self.last, self.seq = tick(self.last, self.ms), self.seq + 1
        seen = fold(self.held.values())
        event = Event(self.device, self.seq, self.last, "a-1", "Sitti", self.unit, seen.heads if seen else (), step)
        self.held[event.id] = event
        return event

    def receive(self, other: "Desk") -> None:
        for event in other.held.values():
            self.last = observe(self.last, event.at, self.ms)
            self.held[event.id] = event

    def complaint(self) -> Complaint:
        return folded(self.held.values())


def folded(history: Iterable[Event], key: bytes = KEY) -> Complaint:
    """The complaint, with identities open unless their `key` is destroyed (b'')."""
    found = fold(history, lambda sealed: unseal(sealed, key) if key else EMPTY)
    assert found is not None
    return found


def two_desks(first: e.AnyStep = RECORDED) -> tuple[Desk, Desk]:
    one, other = Desk("a"), Desk("b")
    one.take(first)
    other.receive(one)
    return one, other


def office(*steps: e.AnyStep) -> Complaint:
    desk = Desk("a")
    for step in (RECORDED, *steps):
        desk.take(step)
    return desk.complaint()


def correction(**facts: object) -> e.Corrected:
    return e.Corrected(DAY, convert(facts, Facts))


# Properties

TITLES = st.sampled_from(["Jembatan putus", "Jembatan gantung", "Lampu padam"])
LATER = st.integers(0, 40).map(lambda days: DAY + timedelta(days))
STEPS: st.SearchStrategy[e.AnyStep] = st.one_of(
    st.builds(lambda title: correction(title=title), TITLES),
    st.builds(lambda name: e.Corrected(DAY, Facts(), seal(Identity(name=name), KEY, b"n" * NONCE_BYTES)), TITLES),
    st.builds(e.Verified, LATER, weight=st.sampled_from([None, "light", "normative"])),
    st.builds(e.Returned, LATER, st.just("KTP")),
    st.builds(e.Forwarded, LATER, st.just(KECAMATAN), st.just("Kecamatan"), st.booleans()),
    st.builds(e.Accepted, LATER),
    st.builds(e.FollowedUp, LATER, st.just("survei"), st.booleans()),
    st.builds(e.Responded, LATER, st.just("diperbaiki"), st.booleans()),
    st.builds(e.Approved, LATER),
    st.builds(e.Declined, LATER, st.just("kurang")),
    st.builds(e.Closed, LATER, automatic=st.booleans()),
    st.builds(e.Reopened, LATER, st.just("masih putus")),
    st.builds(e.Archived, LATER, st.just("ganda")),
    st.builds(e.Noted, LATER, st.just("catatan")),
    st.builds(e.Noted, LATER, st.just("hapus"), st.sampled_from([e.Meaning("erase"), e.Meaning("newer")])),
    st.builds(
        e.Noted,
        LATER,
        st.just("batal"),
        st.builds(lambda d, n: e.Meaning(undoes=f"{d}-{n}"), st.sampled_from("abc"), st.integers(1, 9)),
    ),
    st.builds(e.Withdrawn, LATER),
    st.builds(e.Attached, LATER, st.sampled_from(["aa", "bb"]), st.just("foto.jpg"), st.just("image/jpeg"), st.just(9)),
    st.builds(e.Supported, LATER, identity=st.just(seal(Identity(name="Andi"), KEY, b"m" * NONCE_BYTES))),
    st.builds(e.Reviewed, LATER, st.sampled_from(["title", ""]), st.sampled_from("abc"), st.integers(0, 9)),
    st.builds(e.Reviewed, LATER, st.just(""), st.sampled_from("abc"), st.integers(0, 9), st.just("ya"), st.booleans()),
    st.builds(e.Erased, LATER, st.just("diminta"), st.sampled_from(["", DESA])),
)
MOVES = st.lists(st.tuples(st.integers(0, 2), st.sampled_from([None, 0, 1, 2]), STEPS), max_size=25)
CLOCKS = st.tuples(*[st.sampled_from([NOW, NOW, NOW + 5_000, 0, NOW + 10**12])] * 3)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """What three PCs wrote on one complaint, exchanging events now and then, some with a clock of another century."""
    desks = [
        Desk(device, unit, ms) for device, unit, ms in zip("abc", (DESA, DESA, KECAMATAN), draw(CLOCKS), strict=True)
    ]
    desks[0].take(RECORDED)
    for desk in desks[1:]:
        desk.receive(desks[0])
    for index, source, step in draw(MOVES):
        if source is not None:
            desks[index].receive(desks[source])
        desks[index].take(step)
    return list({event.id: event for desk in desks for event in desk.held.values()}.values())


@given(st.data(), histories())
def test_any_order_of_arrival_and_duplicates_give_the_same_complaint(data: st.DataObject, history: list[Event]):
    arrived = data.draw(st.permutations(history + data.draw(st.lists(st.sampled_from(history), max_size=5))))
    assert folded(arrived) == folded(history)


FACTS: st.SearchStrategy[Facts] = st.builds(
    Facts,
    kind=st.sampled_from([UNSET, "complaint", "aspiration"]),
    title=st.just(UNSET) | TITLES,
    received_on=st.just(UNSET) | LATER,
    occurred_on=st.sampled_from([UNSET, None, DAY]),
    anonymous=st.sampled_from([UNSET, True, False]),
    location=st.sampled_from([UNSET, e.Location(dusun="Bonto")]),
    suspected_loss=st.sampled_from([UNSET, None, 5]),
)
PERSONS = st.builds(
    Identity,
    name=st.sampled_from([UNSET, "Andi"]),
    sex=st.sampled_from([UNSET, "", "female"]),
    subject=st.sampled_from([UNSET, "Kaur Umum"]),
)


@given(FACTS, PERSONS)
def test_a_recording_alone_tells_what_it_tells_among_others(facts: Facts, person: Identity):
    step = structs.replace(RECORDED, facts=facts, identity=seal(person, KEY))
    desk = Desk("a")
    desk.take(step)
    alone = desk.complaint()
    desk.take(e.Noted(DAY, "catatan"))
    later = desk.complaint()
    assert len(later.history) == 2
    assert structs.replace(later, history=alone.history, heads=alone.heads) == alone


@given(histories())
def test_nothing_is_discarded(history: list[Event]):
    assert sorted(entry.event.id for entry in folded(history).history) == sorted(event.id for event in history)


@given(histories())
def test_nobody_comes_before_what_they_had_seen(history: list[Event]):
    shown = [entry.event for entry in folded(history).history]
    place = {event.id: index for index, event in enumerate(shown)}
    for event in shown:
        assert all(place[f"{device}-{seq}"] < place[event.id] for device, seq in event.saw)


@given(histories())
def test_who_has_seen_all_heads_settles_what_is_open(history: list[Event]):
    now = folded(history)
    desk = Desk("z", held={event.id: event for event in history})
    for conflict in now.conflicts:
        desk.take(e.Reviewed(DAY, field=conflict.field))
    for entry in now.history:
        if entry.misplaced:
            desk.take(e.Reviewed(DAY, device=entry.event.device, seq=entry.event.seq))
    for request in now.requests:
        if request.is_open:
            granted = len(request.event.id) % 2 == 0
            desk.take(e.Reviewed(DAY, device=request.event.device, seq=request.event.seq, note="ya", granted=granted))
    after = desk.complaint()
    assert not after.needs_decision
    assert desk.seq == 0 or after.heads == (("z", desk.seq),)


@given(histories(), st.integers(0, 3))
def test_events_that_see_each_other_in_a_circle_are_still_shown(history: list[Event], turn: int):
    newest = max(history, key=lambda event: event.order)
    bent = [structs.replace(event, saw=((newest.device, newest.seq),)) for event in history]
    rotated = bent[turn:] + bent[:turn]
    assert folded(rotated) == folded(bent)
    assert len(folded(bent).history) == len(history)


# The way of a complaint


def test_there_is_no_complaint_before_its_recording_arrived():
    desk = Desk("a")
    desk.take(RECORDED)
    noted = desk.take(e.Noted(DAY, "catatan"))
    assert fold([noted]) is None
    assert fold([]) is None


def test_a_complaint_goes_from_recording_to_its_close():
    now = office(
        e.Verified(DAY, weight="normative"),
        e.Forwarded(DAY, name="Kaur Pembangunan", person=True),
        e.FollowedUp(DAY + timedelta(1), "survei"),
        e.Responded(DAY + timedelta(2), "diperbaiki", draft=True),
        e.Approved(DAY + timedelta(3)),
        e.Closed(DAY + timedelta(9), satisfaction=4),
    )
    assert (now.stage, now.weight, now.assignee, now.response) == (
        "closed",
        "normative",
        "Kaur Pembangunan",
        "diperbaiki",
    )
    assert (now.number, now.title, now.unit, now.satisfaction) == ("2026-A-0001", "Jembatan", DESA, 4)
    dates = now.milestones
    assert (dates.received_on, dates.verified_on, dates.followed_up_on) == (DAY, DAY, DAY)
    assert (dates.responded_on, dates.closed_on) == (DAY + timedelta(3), DAY + timedelta(9))
    assert not now.needs_decision


def test_the_newest_rating_counts_wherever_it_arrives():
    now = office(
        e.Verified(DAY), e.Responded(DAY, "diperbaiki"), e.Closed(DAY, satisfaction=4), e.Rated(DAY, 2, "rusak lagi"),
        e.Reopened(DAY, "rusak lagi"), e.Rated(DAY, 3),
    )  # fmt: skip
    assert (now.satisfaction, now.stage, now.needs_decision) == (3, "in_progress", False)


def test_a_declined_answer_goes_back_to_work():
    now = office(e.Verified(DAY), e.Responded(DAY, "draf", draft=True), e.Declined(DAY, "kurang jelas"))
    assert (now.stage, now.response, now.draft_response) == ("in_progress", "", "draf")


def test_a_returned_complaint_stops_our_clock_until_it_is_complete():
    returned = office(e.Returned(DAY, "foto KTP"))
    assert (returned.stage, returned.milestones.pauses) == ("returned", (Pause(DAY, None, "returned"),))
    complete = office(e.Returned(DAY, "foto KTP"), e.Verified(DAY + timedelta(2)))
    assert complete.milestones.pauses == (Pause(DAY, DAY + timedelta(2), "returned"),)


def test_a_forwarded_complaint_stops_our_clock_only_once_it_is_accepted():
    forwarded = (e.Verified(DAY), e.Forwarded(DAY, KECAMATAN, "Kecamatan Sinjai Barat"))
    assert office(*forwarded).milestones.pauses == ()
    accepted = office(*forwarded, e.Accepted(DAY))
    assert (accepted.stage, accepted.forwarded_name) == ("forwarded", "Kecamatan Sinjai Barat")
    assert accepted.milestones.pauses == (Pause(DAY, None, "forwarded"),)
    back = office(*forwarded, e.Accepted(DAY), e.FollowedUp(DAY + timedelta(1), "kembali", resumed=True))
    assert (back.stage, back.forwarded_to) == ("in_progress", "")
    assert back.milestones.pauses == (Pause(DAY, DAY + timedelta(1), "forwarded"),)


def test_a_date_before_the_pause_began_ends_it_at_its_start():
    now = office(e.Returned(DAY, "foto"), e.Verified(DAY - timedelta(3)))
    assert now.milestones.pauses == (Pause(DAY, DAY, "returned"),)


def test_the_unit_that_received_it_may_answer():
    desk, kecamatan = Desk("a"), Desk("k", KECAMATAN)
    for step in (RECORDED, e.Verified(DAY), e.Forwarded(DAY, KECAMATAN, "Kecamatan")):
        desk.take(step)
    kecamatan.receive(desk)
    kecamatan.take(e.Responded(DAY, "sudah diperbaiki"))
    now = kecamatan.complaint()
    assert (now.stage, now.response, now.unit, now.needs_decision) == ("responded", "sudah diperbaiki", DESA, False)


def test_a_reopened_complaint_is_in_progress_and_remembers_when():
    now = office(e.Verified(DAY), e.Responded(DAY, "ya"), e.Closed(DAY), e.Reopened(DAY + timedelta(5), "masih putus"))
    dates = now.milestones
    assert (now.stage, dates.responded_on, dates.closed_on) == ("in_progress", None, None)
    assert dates.reopened_on == DAY + timedelta(5)


def test_the_same_file_attached_twice_is_one_attachment():
    photo = e.Attached(DAY, "aa", "foto.jpg", "image/jpeg", 9)
    assert len(office(photo, photo).attachments) == 1


# What people do apart


def test_two_people_who_changed_a_field_apart_leave_a_conflict():
    one, other = two_desks()
    one.take(correction(title="Jembatan putus"))
    other.ms += 60_000
    other.take(correction(title="Jembatan gantung"))
    one.receive(other)
    now = one.complaint()
    assert now.title == "Jembatan gantung"
    assert [(c.field, [v.value for v in c.versions]) for c in now.conflicts] == [
        ("title", ["Jembatan putus", "Jembatan gantung"])
    ]
    assert now.needs_decision


@pytest.mark.parametrize("settled_by", [correction(title="Jembatan gantung putus"), e.Reviewed(DAY, field="title")])
def test_a_conflict_ends_when_someone_who_saw_both_decides(settled_by: e.AnyStep):
    one, other = two_desks()
    one.take(correction(title="Jembatan putus"))
    other.take(correction(title="Jembatan gantung"))
    one.receive(other)
    one.take(settled_by)
    assert one.complaint().conflicts == ()


def test_a_decision_on_one_side_leaves_what_came_later_open():
    one, other = two_desks()
    one.take(correction(title="Jembatan putus"))
    other.take(correction(title="Jembatan gantung"))
    one.receive(other)
    one.take(e.Reviewed(DAY, field="title"))
    other.take(correction(title="Titian"))
    one.receive(other)
    assert one.complaint().conflicts[0].field == "title"


def test_the_same_change_twice_or_different_fields_are_no_conflict():
    one, other = two_desks()
    one.take(correction(title="Jembatan putus", category="jembatan"))
    other.take(correction(title="Jembatan putus", channel="letter"))
    one.receive(other)
    now = one.complaint()
    assert (now.conflicts, now.category, now.channel) == ((), "jembatan", "letter")


def test_a_correction_after_having_seen_is_no_conflict():
    one, other = two_desks()
    one.take(correction(title="Jembatan putus"))
    other.receive(one)
    other.take(correction(title="Jembatan gantung"))
    assert (other.complaint().conflicts, other.complaint().title) == ((), "Jembatan gantung")


def test_closed_twice_stays_in_the_history_and_asks_for_a_decision():
    one, other = two_desks()
    for step in (e.Verified(DAY), e.Responded(DAY, "ya")):
        one.take(step)
    other.receive(one)
    one.take(e.Closed(DAY))
    other.ms += 60_000
    second = other.take(e.Closed(DAY + timedelta(1), note="diterima lewat telepon"))
    one.receive(other)
    now = one.complaint()
    marked = [entry.event for entry in now.history if entry.misplaced]
    assert (now.stage, marked, now.needs_decision) == ("closed", [second], True)
    one.take(e.Reviewed(DAY, device=second.device, seq=second.seq))
    assert not one.complaint().needs_decision


def test_two_pcs_that_close_by_themselves_ask_for_nothing():
    one, other = two_desks()
    for step in (e.Verified(DAY), e.Responded(DAY, "ya")):
        one.take(step)
    other.receive(one)
    one.take(e.Closed(DAY, automatic=True))
    other.take(e.Closed(DAY, automatic=True))
    one.receive(other)
    assert not one.complaint().needs_decision


def test_a_correction_of_a_recording_from_2099_holds():
    one, other = Desk("a", ms=NOW + 73 * 365 * 86_400_000), Desk("b")
    one.take(RECORDED)
    other.receive(one)
    other.take(correction(title="Jembatan putus"))
    other.take(e.Verified(DAY))
    one.receive(other)
    one.take(e.FollowedUp(DAY, "survei"))
    now = one.complaint()
    assert other.last < stamp(NOW + 86_400_000)
    assert (now.title, now.stage, now.needs_decision) == ("Jembatan putus", "in_progress", False)
    assert [entry.event.device for entry in now.history] == ["a", "b", "b", "a"]


def test_the_heads_are_what_nobody_has_seen_yet():
    one, other = two_desks()
    assert other.complaint().heads == (("a", 1),)
    one.take(e.Noted(DAY, "satu"))
    other.take(e.Noted(DAY, "dua"))
    one.receive(other)
    assert set(one.complaint().heads) == {("a", 2), ("b", 1)}
    one.take(e.Noted(DAY, "tiga"))
    assert one.complaint().heads == (("a", 3),)


def test_a_step_of_a_newer_version_is_shown_and_changes_nothing():
    desk = Desk("a")
    desk.take(RECORDED)
    before = desk.complaint()
    newer = Event("b", 1, desk.last + 1, "a-1", "Andi", DESA, (("a", 1),), UnknownStep("mediated"))
    now = folded([*desk.held.values(), newer])
    assert now.stage == before.stage
    assert now.history[-1].event == newer
    assert not now.needs_decision


# Persons

PERSON = Identity(name="Sitti Aminah", national_id="7307015203870001", sex="female", subject="Kepala dusun")


def with_person() -> Desk:
    desk = Desk("a")
    desk.take(structs.replace(RECORDED, identity=seal(PERSON, KEY, b"n" * NONCE_BYTES)))
    desk.take(e.Supported(DAY, identity=seal(Identity(name="Andi"), KEY, b"m" * NONCE_BYTES)))
    return desk


def test_an_identity_shows_only_with_its_key():
    desk = with_person()
    now = desk.complaint()
    assert now.complainant == Complainant("Sitti Aminah", "7307015203870001", "female")
    assert (now.subject, now.supporters) == ("Kepala dusun", (Complainant("Andi"),))
    masked = fold(desk.held.values())
    assert masked is not None
    assert (masked.complainant, masked.subject, masked.supporters) == (Complainant(), "", (Complainant(),))


def test_an_erased_person_is_gone_and_the_complaint_stays():
    desk = with_person()
    desk.take(e.Verified(DAY))
    desk.take(e.Erased(DAY, "permintaan pelapor"))
    now = folded(desk.held.values(), key=b"")
    assert (now.erased, now.complainant, now.subject) == (True, Complainant(), "")
    assert (now.stage, now.title, len(now.supporters)) == ("verified", "Jembatan", 1)


def test_a_corrected_identity_keeps_the_fields_that_it_leaves_out():
    desk = with_person()
    desk.take(e.Corrected(DAY, Facts(), seal(Identity(phone="+6281234567890", sex=UNSET), KEY, b"o" * NONCE_BYTES)))
    now = desk.complaint()
    assert (now.complainant.name, now.complainant.phone, now.complainant.sex) == (
        "Sitti Aminah", "+6281234567890", "female",
    )  # fmt: skip


def test_a_withdrawn_complaint_is_gone_unless_somebody_worked_on_it_apart():
    one, other = two_desks()
    one.take(e.Withdrawn(DAY, "Impor diurungkan."))
    assert one.complaint().withdrawn
    other.take(e.Noted(DAY, "sudah ditinjau"))
    other.receive(one)
    assert not other.complaint().withdrawn
    other.take(e.Withdrawn(DAY))
    assert other.complaint().withdrawn


def test_only_the_unit_that_recorded_a_complaint_withdraws_it():
    _, other = two_desks()
    other.unit = KECAMATAN
    other.take(e.Withdrawn(DAY))
    assert not other.complaint().withdrawn


def test_a_recording_under_the_id_of_another_complaint_changes_nothing_of_it():
    desk, other = Desk("a"), Desk("b", KECAMATAN, NOW - 10_000)
    desk.take(
        e.Recorded(DAY, "2026-A-0001", "K7QM-4T2X-9DNB", Facts(kind="complaint", title="Jembatan", anonymous=True))
    )
    forged = other.take(e.Recorded(DAY, "2026-Z-0001", "R3BT-VJTA-Q271", Facts(kind="complaint", title="Palsu")))
    now = folded([*desk.held.values(), forged])
    assert (now.unit, now.number, now.title, now.anonymous) == (DESA, "2026-A-0001", "Jembatan", True)
    assert [entry.misplaced for entry in now.history] == [True, False]
    assert fold([forged]) is None
