"""What a complainant may say after an answer: once, in time, known by their word; and what the fold makes of it."""

from datetime import timedelta

import pytest
from msgspec import structs

from complaints import events as e
from complaints import requests, voice
from complaints.complaint import VoiceKind
from complaints.errors import InvalidField, OfficeError, Refused
from complaints.events import AnyStep, Closed, Noted, Rated, Recorded, Reopened, Responded, Returned, Reviewed, Verified
from tests.complaints.test_fold import DAY, RECORDED, Desk, folded
from tests.complaints.test_ladder import LADDER

RULE = LADDER.voice
ASKING = structs.replace(RULE, reopens=False)
ANSWERED = (RECORDED, Verified(DAY), Responded(DAY + timedelta(days=2), "Sudah diperbaiki"))
DISTRICT = "73.07"


class Talk:
    """A village and the district, on whose page the complainant speaks."""

    def __init__(self, *steps: AnyStep) -> None:
        self.village, self.district = Desk("a"), Desk("z", DISTRICT)
        for step in steps:
            self.village.take(step)

    def say(
        self, kind: VoiceKind, text: str = "", value: int | None = None, days: int = 3, rule: object = RULE
    ) -> AnyStep | None:
        self.district.receive(self.village)
        on = DAY + timedelta(days=days)
        step = voice.step(kind, text, value, self.district.complaint(), rule, on, on)  # pyright: ignore[reportArgumentType]
        if step is not None:
            self.district.take(step)
            self.village.receive(self.district)
        return step

    @property
    def now(self):
        return self.village.complaint()


def test_not_done_reopens_and_the_answer_is_due_anew():
    talk = Talk(*ANSWERED)
    talk.say("unsatisfied", "Masih bocor")
    assert (talk.now.stage, talk.now.milestones.reopened_on) == ("in_progress", DAY + timedelta(days=3))
    [said] = talk.now.voices
    assert (said.kind, said.text, said.is_read) == ("unsatisfied", "Masih bocor", False)
    assert not talk.now.needs_decision


def test_it_is_said_once():
    talk = Talk(*ANSWERED)
    talk.say("unsatisfied", "Masih bocor")
    with pytest.raises(Refused):
        talk.say("unsatisfied", "Masih bocor")
    talk.village.take(Responded(DAY + timedelta(days=4), "Ditambal"))
    with pytest.raises(Refused):
        talk.say("unsatisfied", "Bocor lagi", days=5)
    assert talk.say("unsatisfied", "Bocor lagi", days=5, rule=structs.replace(RULE, times=2)) is not None


@pytest.mark.parametrize(("days", "in_time"), [(2, True), (12, True), (13, False), (40, False)])
def test_within_the_days_of_the_policy(days: int, in_time: bool):
    talk = Talk(*ANSWERED)
    if in_time:
        assert talk.say("unsatisfied", "Masih bocor", days=days) is not None
    else:
        with pytest.raises(Refused):
            talk.say("unsatisfied", "Masih bocor", days=days)
        assert talk.now.stage == "responded"


@pytest.mark.parametrize("steps", [(RECORDED,), (RECORDED, Verified(DAY)), (RECORDED, e.Archived(DAY, "Salah"))])
def test_without_an_answer_there_is_nothing_to_be_unsatisfied_with(steps: tuple[AnyStep, ...]):
    with pytest.raises(Refused):
        Talk(*steps).say("unsatisfied", "Masih bocor")


def test_a_closed_one_is_reopened_in_time():
    talk = Talk(*ANSWERED, Closed(DAY + timedelta(days=3)))
    talk.say("unsatisfied", "Masih bocor", days=4)
    assert talk.now.stage == "in_progress"


def test_where_the_office_decides_it_is_asked_and_may_decline():
    talk = Talk(*ANSWERED)
    talk.say("unsatisfied", "Masih bocor", rule=ASKING)
    assert talk.now.stage == "responded"
    [request] = talk.now.requests
    assert (request.wish, request.is_open) == ("reopen", True)
    review = Reviewed(DAY + timedelta(days=4), "", request.event.device, request.event.seq, "Sudah sesuai", False)
    for step in requests.answer(review, talk.now, talk.village.unit, "officer"):
        talk.village.take(step)
    assert (talk.now.stage, talk.now.needs_decision, talk.now.voices[0].is_read) == ("responded", False, True)


def test_what_waits_for_the_office_is_shown_once():
    talk = Talk(*ANSWERED)
    talk.say("unsatisfied", "Masih bocor", rule=ASKING)
    asked, unread = requests.undecided(talk.now)
    assert ([request.wish for request in asked], unread) == (["reopen"], [])
    talk.say("addition", "Fotonya menyusul", days=4)
    asked, unread = requests.undecided(talk.now)
    assert ([request.wish for request in asked], [word.text for word in unread]) == (["reopen"], ["Fotonya menyusul"])


def test_where_the_office_decides_granting_reopens():
    talk = Talk(*ANSWERED)
    talk.say("unsatisfied", "Masih bocor", rule=ASKING)
    [request] = talk.now.requests
    review = Reviewed(DAY + timedelta(days=4), "", request.event.device, request.event.seq, "Kami periksa lagi", True)
    for step in requests.answer(review, talk.now, talk.village.unit, "officer"):
        talk.village.take(step)
    assert (talk.now.stage, talk.now.needs_decision) == ("in_progress", False)


def test_reopening_by_hand_settles_it_too():
    """As an office of 1.0.0 does, which sees the words alone."""
    talk = Talk(*ANSWERED)
    talk.say("unsatisfied", "Masih bocor", rule=ASKING)
    talk.village.take(Reopened(DAY + timedelta(days=4), "Warga datang"))
    assert not talk.now.needs_decision
    talk.village.take(Responded(DAY + timedelta(days=5), "Ditambal"))
    assert not talk.now.needs_decision


def test_an_addition_restarts_a_clock_that_waits_for_the_citizen():
    talk = Talk(RECORDED, Returned(DAY, "Mohon KTP"))
    talk.say("addition", "KTP terlampir", days=3)
    [pause] = talk.now.milestones.pauses
    assert (pause.start, pause.end) == (DAY, DAY + timedelta(days=3))
    assert talk.now.stage == "returned"
    talk.village.take(Verified(DAY + timedelta(days=4)))
    assert (talk.now.stage, talk.now.milestones.pauses) == ("verified", (pause,))
    assert [said.is_read for said in talk.now.voices] == [True]


def test_an_addition_elsewhere_stops_and_moves_nothing():
    talk = Talk(RECORDED, Verified(DAY))
    talk.say("addition", "Juga di RT 2")
    assert (talk.now.stage, talk.now.milestones.pauses) == ("verified", ())
    assert talk.say("addition", "Juga di RT 2") is None
    with pytest.raises(Refused):
        Talk(*ANSWERED, Closed(DAY + timedelta(days=3))).say("addition", "Lagi", days=4)


def test_a_rating_counts_once_and_the_later_one():
    talk = Talk(*ANSWERED)
    talk.say("rating", value=2)
    assert talk.say("rating", value=2) is None
    talk.say("rating", "Ternyata baik", value=5)
    assert talk.now.satisfaction == 5
    assert [said.satisfaction for said in talk.now.voices] == [2, 5]
    with pytest.raises(Refused):
        Talk(RECORDED).say("rating", value=4)
    for value in (None, 0, 6):
        with pytest.raises(InvalidField):
            talk.say("rating", value=value)


def test_nobody_fills_a_history_without_end():
    talk = Talk(*ANSWERED)
    for n in range(voice.MOST_RATINGS):
        talk.say("rating", value=n % 5 + 1)
    with pytest.raises(Refused):
        talk.say("rating", "lagi", value=3)
    for n in range(voice.MOST_ADDITIONS):
        talk.say("addition", f"Tambahan {n}")
    with pytest.raises(Refused):
        talk.say("addition", "Lagi")


@pytest.mark.parametrize("kind", ["unsatisfied", "addition"])
def test_empty_words_are_none(kind: VoiceKind):
    with pytest.raises(InvalidField):
        Talk(*ANSWERED).say(kind, "  \n ")
    with pytest.raises(OfficeError):
        Talk(*ANSWERED).say(kind, "a" * 100_000)


def test_said_on_the_page_and_on_a_slip_at_once_reopens_once_and_asks_nobody():
    talk = Talk(*ANSWERED)
    talk.district.receive(talk.village)
    on = DAY + timedelta(days=3)
    for desk in (talk.district, talk.village):
        step = voice.step("unsatisfied", "Masih bocor", None, desk.complaint(), RULE, on, on)
        assert step is not None
        desk.take(step)
    talk.village.receive(talk.district)
    assert (talk.now.stage, len(talk.now.milestones.reopenings), talk.now.needs_decision) == ("in_progress", 1, False)
    assert len(talk.now.voices) == 2


def test_what_an_office_did_without_having_seen_it_reads_nothing():
    talk = Talk(*ANSWERED)
    talk.district.receive(talk.village)
    on = DAY + timedelta(days=3)
    step = voice.step("rating", "", 1, talk.district.complaint(), RULE, on, on)
    assert step is not None
    talk.district.take(step)
    talk.village.ms += 60_000
    talk.village.take(Closed(on))
    talk.village.receive(talk.district)
    assert [said.is_read for said in talk.now.voices] == [False]
    talk.village.take(Reviewed(on, "", "z", 1))
    assert [said.is_read for said in talk.now.voices] == [True]


def test_the_program_and_the_district_read_nothing_for_the_office():
    talk = Talk(*ANSWERED)
    talk.say("rating", value=1)
    talk.district.take(Noted(DAY + timedelta(days=4), "Pengingat"))
    talk.village.receive(talk.district)
    talk.village.take(Closed(DAY + timedelta(days=20), automatic=True))
    assert [said.is_read for said in talk.now.voices] == [False]


def test_the_word_is_the_same_wherever_the_key_is_and_no_other_key_has_it():
    keys = [n.to_bytes(16, "big") for n in range(2000)]
    secrets = {voice.secret_word(key) for key in keys}
    assert len(secrets) == len(keys)
    assert all(voice.is_secret_word(voice.secret_word(key), key) for key in keys)
    word = voice.secret_word(keys[7])
    for typed in (word.upper(), word.replace("-", " "), f"  {word.replace('-', '')} ", word.title()):
        assert voice.is_secret_word(typed, keys[7])
    for typed in ("", word[:-1], word + "a", "kata-lain", "\0", "é" * 100):
        assert not voice.is_secret_word(typed, keys[7])


def test_steps_are_written_as_1_0_0_reads_them():
    """Young fields stand at the end; a step without them has the bytes that it always had."""
    for step in (Reopened(DAY, "Belum"), Rated(DAY, 4)):
        event = e.Event("a", 1, 1, "a-1", "S", "u", (), step)
        assert e.decode(e.encode(event)) == event
        assert b"\xc2" not in e.encode(event)  # no False at its end
    spoken = e.Event("a", 1, 1, "a-1", "S", "u", (), Reopened(DAY, "Belum", True))
    assert e.decode(e.encode(spoken)) == spoken
    assert isinstance(RECORDED, Recorded)
    assert folded([e.Event("a", 1, 1, "a-1", "S", "u", (), RECORDED)]).voices == ()
