"""Who waits for a word: since when, until told, and who never does."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from msgspec import structs

from complaints import events as e
from complaints import telling
from complaints.complaint import Complaint
from complaints.errors import Refused
from complaints.events import Event, Facts, Meaning, Noted, Register
from complaints.fold import fold
from complaints.identity import Identity
from complaints.steps import StepDetails, step
from complaints.undoing import undoing
from tests.complaints.test_fold import DAY, DESA, KECAMATAN, RECORDED, Desk, two_desks

LATER, LAST = DAY + timedelta(days=1), DAY + timedelta(days=2)
ANSWERED = e.Responded(DAY, "Sudah diganti")
CLOSED = e.Closed(LATER)
CONTACTED = e.Contacted(LATER, "whatsapp", "dikabari", "responded")
NOT_NEEDED = Noted(LATER, "Tidak perlu dikabari.", Meaning(contact="not_needed"))
PHONE = Identity(phone="+6281234567890")
VERIFIED = e.Verified(DAY)


def person_of(sealed: bytes) -> Identity:
    return {b"phone": PHONE, b"address": Identity(address="Bonto"), b"name": Identity(name="Andi")}.get(
        sealed, Identity()
    )


def recorded(identity: bytes = b"phone", **fields: object) -> e.Recorded:
    return structs.replace(RECORDED, identity=identity, **fields)


def write(desk: Desk, taken: e.AnyStep) -> None:
    """As `Desk.take`, of a person whom `person_of` knows."""
    heads = complaint_of(list(desk.held.values())).heads if desk.held else ()
    desk.seq += 1
    desk.last += 1000
    event = Event(desk.device, desk.seq, desk.last, "a-1", "Sitti", desk.unit, heads, taken)
    desk.held[event.id] = event


def complaint_of(history: list[Event]) -> Complaint:
    complaint = fold(history, person_of)
    assert complaint is not None
    return complaint


def case_of(*steps: e.AnyStep, recording: e.AnyStep | None = None) -> Complaint:
    desk = Desk("a")
    for taken in (recording or recorded(), *steps):
        write(desk, taken)
    return complaint_of(list(desk.held.values()))


def owed(*steps: e.AnyStep, recording: e.AnyStep | None = None) -> tuple[date, tuple[int, ...]] | None:
    word = telling.owed_word(case_of(*steps, recording=recording), DESA)
    return None if word is None else (word.since, word.places)


@pytest.mark.parametrize(
    ("steps", "since"),
    [
        ((), None),
        ((VERIFIED, e.FollowedUp(DAY, "survei")), None),
        ((e.Returned(DAY, "KTP"),), DAY),
        ((e.Returned(DAY, "KTP"), e.Contacted(DAY, "phone", "diminta", "incomplete")), None),
        ((e.Returned(DAY, "KTP"), VERIFIED), None),
        ((e.Returned(DAY, "KTP"), VERIFIED, e.Returned(LAST, "KK")), LAST),
        ((e.Returned(DAY, "KTP"), Noted(DAY, "KTP terlampir", Meaning(voice="addition"))), None),
        ((VERIFIED, e.Responded(DAY, "Rancangan", True)), None),
        ((VERIFIED, e.Responded(DAY, "Rancangan", True), e.Approved(LATER)), LATER),
        ((VERIFIED, ANSWERED), DAY),
        ((VERIFIED, ANSWERED, e.Contacted(LATER, "phone", "")), None),
        ((VERIFIED, ANSWERED, CONTACTED), None),
        ((VERIFIED, ANSWERED, e.Contacted(LATER, "whatsapp", "", "received")), DAY),
        ((VERIFIED, e.Contacted(DAY, "whatsapp", "", "verified"), ANSWERED), DAY),
        ((VERIFIED, ANSWERED, NOT_NEEDED), None),
        ((VERIFIED, ANSWERED, e.Rated(LATER, 4)), None),
        ((VERIFIED, ANSWERED, Noted(LATER, "catatan biasa")), DAY),
        ((VERIFIED, ANSWERED, e.Responded(LATER, "Diganti lagi")), DAY),
        ((VERIFIED, ANSWERED, CONTACTED, e.Responded(LAST, "Diganti lagi")), LAST),
        ((VERIFIED, ANSWERED, CLOSED), DAY),
        ((VERIFIED, ANSWERED, CONTACTED, e.Closed(LAST)), LAST),
        ((VERIFIED, ANSWERED, e.Closed(LAST), CONTACTED), None),
        ((VERIFIED, ANSWERED, CONTACTED, e.Closed(LAST, automatic=True)), None),
        ((VERIFIED, ANSWERED, e.Closed(LAST, automatic=True)), DAY),
        ((VERIFIED, ANSWERED, CLOSED, e.Reopened(LAST, "belum")), None),
        ((VERIFIED, ANSWERED, CLOSED, e.Reopened(LAST, "belum"), e.Responded(LAST, "diulang")), LAST),
        ((VERIFIED, ANSWERED, e.Archived(LAST, "ganda")), None),
        ((e.Responded(DAY, "belum diverifikasi"),), None),
    ],
)  # fmt: skip
def test_a_word_is_owed_from_an_answer_a_return_or_a_closing_until_it_was_given(
    steps: tuple[e.AnyStep, ...], since: date | None
):
    assert owed(*steps) == (None if since is None else (since, (0,)))


@pytest.mark.parametrize(("identity", "waits"), [(b"phone", True), (b"address", True), (b"name", False), (b"", False)])
def test_only_who_can_be_reached_waits(identity: bytes, waits: bool):
    assert (owed(VERIFIED, ANSWERED, recording=recorded(identity)) is not None) is waits


def test_each_supporter_waits_like_the_first_and_the_notice_board_tells_all():
    desk = Desk("a")
    for taken in (
        recorded(),
        VERIFIED,
        e.Supported(DAY, identity=b"phone"),
        e.Supported(DAY, identity=b"name"),
        ANSWERED,
    ):
        write(desk, taken)
    complaint = complaint_of(list(desk.held.values()))
    word = telling.owed_word(complaint, DESA)
    assert word is not None
    assert word.places == (0, 1)
    for place, left in ((0, (1,)), (1, ())):
        details = StepDetails(note="dikabari", channel="whatsapp", supporter=place)
        write(desk, step("contact", details, complaint, LATER))
        word = telling.owed_word(complaint_of(list(desk.held.values())), DESA)
        assert (word.places if word else ()) == left
    assert telling.owed_word(case_of(VERIFIED, ANSWERED, e.Contacted(DAY, "notice_board")), DESA) is None
    with pytest.raises(Exception, match="Pendukung ke-"):
        step("contact", StepDetails(note="dikabari", channel="phone", supporter=3), complaint, LATER)


def test_what_a_register_says_of_the_past_owes_nothing_and_what_is_done_here_afterwards_does():
    imported = recorded(register=Register(3))
    assert owed(VERIFIED, ANSWERED, CLOSED, recording=imported) is None
    assert owed(VERIFIED, recording=structs.replace(imported, register=Register(1))) is None
    assert owed(VERIFIED, ANSWERED, recording=structs.replace(imported, register=Register(1))) == (DAY, (0,))


def test_lapor_tells_its_complainant_itself_and_another_unit_owes_nothing():
    assert owed(VERIFIED, ANSWERED, recording=recorded(source="sp4n_lapor")) is None
    assert owed(VERIFIED, ANSWERED, recording=recorded(facts=structs.replace(Facts(), lapor_id="123456"))) is not None
    assert telling.owed_word(case_of(VERIFIED, ANSWERED), KECAMATAN) is None
    assert telling.owed_word(case_of(VERIFIED, ANSWERED), "") is not None


def test_a_step_taken_back_owes_nothing_and_a_contact_taken_back_has_told_nobody():
    desk = Desk("a")

    def undo() -> None:
        [undo] = undoing(complaint_of(list(desk.held.values())), "Sitti", DESA, DAY, lambda _: False)
        desk.take(undo)

    def waits() -> bool:
        return telling.owed_word(complaint_of(list(desk.held.values())), DESA) is not None

    for taken in (recorded(), VERIFIED, ANSWERED):
        write(desk, taken)
    undo()
    assert not waits()
    for settling in (NOT_NEEDED, CONTACTED):
        write(desk, ANSWERED)
        assert waits()
        write(desk, settling)
        assert not waits()
        undo()
        assert waits()
        write(desk, settling)


def test_who_had_not_seen_the_answer_told_nobody_of_it():
    one, other = two_desks()
    one.take(VERIFIED)
    other.receive(one)
    one.take(ANSWERED)
    other.take(e.Contacted(LATER, "phone", "ditelepon"))
    events = {event.id: event for desk in (one, other) for event in desk.held.values()}.values()
    events = [structs.replace(event, step=recorded()) if event.records else event for event in events]
    for history in permutations(events):
        assert telling.owed_word(complaint_of(list(history)), one.unit) is not None


def test_nobody_is_marked_who_does_not_wait():
    with pytest.raises(Refused, match="tidak sedang menunggu kabar"):
        step("no-contact", StepDetails(), case_of(VERIFIED, ANSWERED, CONTACTED), LATER)
    taken = step("no-contact", StepDetails(note="Sudah di tempat"), case_of(VERIFIED, ANSWERED), LATER)
    assert taken == Noted(LATER, "Tidak perlu dikabari. Sudah di tempat", Meaning(contact="not_needed"))
