"""Rules of deadlines, against dates reckoned by hand over Lebaran and cuti bersama of 2025 and 2026."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from complaints.calendar import WorkCalendar
from complaints.complaint import Milestones, Pause, Stage
from complaints.deadlines import (
    Deadline,
    DeadlineState,
    Due,
    PauseReason,
    Urgency,
    closes_on,
    current,
    deadlines,
    due_state,
    first_due,
    forecast,
    phrase_of,
    state,
)
from complaints.events import KINDS, Kind, Weight
from complaints.policy import parse_policy
from tests.translations import catalog

POLICY = parse_policy((Path(__file__).parents[2] / "resources" / "policies" / "desa-kelurahan.toml").read_text("utf-8"))
# SKB 3 Menteri 2025 (as changed on 7 August 2025) and 2026: only the weeks that the cases below pass through.
OFF = (
    date(2025, 3, 28), date(2025, 3, 29), date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 2), date(2025, 4, 3),
    date(2025, 4, 4), date(2025, 4, 7), date(2025, 4, 18), date(2025, 5, 1), date(2025, 5, 12), date(2025, 5, 13),
    date(2025, 5, 29), date(2025, 5, 30), date(2025, 6, 6), date(2025, 6, 9), date(2025, 6, 27),
    date(2026, 3, 18), date(2026, 3, 19),
    date(2026, 3, 20), date(2026, 3, 21), date(2026, 3, 23), date(2026, 3, 24), date(2026, 4, 3), date(2026, 5, 1),
    date(2026, 5, 14), date(2026, 5, 15), date(2026, 5, 27), date(2026, 5, 28), date(2026, 6, 1), date(2026, 6, 16),
    date(2026, 12, 24), date(2026, 12, 25),
)  # fmt: skip
FIVE = WorkCalendar(5, dict.fromkeys(OFF, "libur"))
SIX = WorkCalendar(6, dict.fromkeys(OFF, "libur"))
MONDAY = date(2026, 11, 23)


def due_dates(found: tuple[Deadline, ...]) -> list[date]:
    return [deadline.due_on for deadline in found]


def ordinary(
    milestones: Milestones, stage: Stage, today: date | None = MONDAY, weight: Weight | None = None
) -> tuple[Deadline, ...]:
    return deadlines(milestones, "complaint", False, weight, stage, POLICY, FIVE, today)


def test_the_forecast_of_the_picture():
    found = forecast(MONDAY, "complaint", False, None, POLICY, FIVE)
    assert [deadline.step for deadline in found] == ["verify", "follow_up", "done"]
    assert due_dates(found) == [date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 11)]
    assert "Permendagri 8/2023" in found[-1].source


@pytest.mark.parametrize(
    ("calendar", "received", "verify", "follow_up", "done", "supervisory"),
    [
        # Before Lebaran 2025: off from Friday 28 March to Monday 7 April; Good Friday on 18 April.
        (FIVE, date(2025, 3, 26), date(2025, 4, 9), date(2025, 4, 16), date(2025, 4, 25), date(2025, 7, 10)),
        (SIX, date(2025, 3, 26), date(2025, 4, 8), date(2025, 4, 14), date(2025, 4, 22), date(2025, 6, 23)),
        # In Lebaran 2025: received by telephone on a day off.
        (FIVE, date(2025, 4, 1), date(2025, 4, 10), date(2025, 4, 17), date(2025, 4, 28), date(2025, 7, 11)),
        (SIX, date(2025, 4, 1), date(2025, 4, 9), date(2025, 4, 15), date(2025, 4, 23), date(2025, 6, 24)),
        # Before Lebaran 2026: off from Wednesday 18 to Tuesday 24 March; Good Friday on 3 April.
        (FIVE, date(2026, 3, 16), date(2026, 3, 26), date(2026, 4, 2), date(2026, 4, 13), date(2026, 6, 25)),
        (SIX, date(2026, 3, 16), date(2026, 3, 26), date(2026, 4, 1), date(2026, 4, 9), date(2026, 6, 9)),
        # The longest week of 2026: Friday before Nyepi and Lebaran.
        (FIVE, date(2026, 3, 13), date(2026, 3, 25), date(2026, 4, 1), date(2026, 4, 10), date(2026, 6, 24)),
        (SIX, date(2026, 3, 13), date(2026, 3, 17), date(2026, 3, 30), date(2026, 4, 7), date(2026, 6, 6)),
    ],
)
def test_deadlines_pass_over_lebaran_and_cuti_bersama(
    calendar: WorkCalendar, received: date, verify: date, follow_up: date, done: date, supervisory: date
):
    assert due_dates(forecast(received, "complaint", False, None, POLICY, calendar)) == [verify, follow_up, done]
    assert forecast(received, "complaint", True, "light", POLICY, calendar)[-1].due_on == supervisory


def test_no_step_is_due_later_than_the_answer():
    light = forecast(MONDAY, "complaint", False, "light", POLICY, FIVE)
    assert due_dates(light) == [date(2026, 11, 25)] * 3
    information = forecast(MONDAY, "information_request", False, None, POLICY, FIVE)
    assert due_dates(information) == [date(2026, 11, 26), date(2026, 11, 30), date(2026, 11, 30)]


def test_the_follow_up_counts_from_the_verification():
    found = ordinary(Milestones(MONDAY, verified_on=date(2026, 11, 24)), "verified")
    assert due_dates(found) == [date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 11)]
    assert [deadline.met_on for deadline in found] == [date(2026, 11, 24), None, None]


def test_one_deadline_counts_at_a_time():
    def counts(milestones: Milestones, stage: Stage, weight: Weight | None = None) -> str | None:
        now = current(ordinary(milestones, stage, weight=weight), stage)
        return now and now.step

    verified = Milestones(MONDAY, verified_on=MONDAY)
    followed = structs.replace(verified, followed_up_on=MONDAY)
    answered = structs.replace(followed, responded_on=MONDAY)
    assert counts(Milestones(MONDAY), "new") == "verify"
    assert counts(Milestones(MONDAY), "returned") == "verify"
    assert counts(verified, "verified") == "follow_up"
    assert counts(verified, "verified", "light") == "done"
    assert counts(followed, "in_progress") == "done"
    assert counts(followed, "awaiting_approval") == "done"
    assert counts(answered, "responded") is None
    assert counts(answered, "closed") is None
    assert counts(Milestones(MONDAY), "archived") is None
    assert counts(Milestones(MONDAY, reopened_on=MONDAY), "in_progress") == "follow_up"


def test_a_pause_moves_what_was_not_met_before_it():
    pause = Pause(date(2026, 11, 25), date(2026, 12, 1), "returned")
    milestones = Milestones(MONDAY, verified_on=date(2026, 11, 24), pauses=(pause,))
    found = ordinary(milestones, "verified", date(2026, 12, 1))
    assert due_dates(found) == [date(2026, 11, 26), date(2026, 12, 7), date(2026, 12, 17)]


def test_a_pause_over_a_holiday_gives_back_only_working_days():
    pause = Pause(date(2026, 3, 17), date(2026, 3, 25), "forwarded")
    milestones = Milestones(date(2026, 3, 16), pauses=(pause,))
    found = ordinary(milestones, "new", date(2026, 3, 25))
    assert found[0].due_on == date(2026, 3, 27)


def test_overlapping_pauses_count_once():
    pauses = (
        Pause(date(2026, 11, 24), date(2026, 11, 26), "returned"),
        Pause(date(2026, 11, 25), date(2026, 11, 27), "forwarded"),
        Pause(date(2026, 11, 25), date(2026, 11, 25), "returned"),
    )
    found = ordinary(Milestones(MONDAY, pauses=pauses), "new")
    assert found[0].due_on == date(2026, 12, 1)


def test_an_open_pause_moves_the_date_from_day_to_day_and_keeps_the_days_left():
    milestones = Milestones(MONDAY, pauses=(Pause(date(2026, 11, 24), None, "returned"),))
    for today, due_on in ((date(2026, 11, 24), date(2026, 11, 26)), (date(2026, 12, 1), date(2026, 12, 3))):
        now = current(ordinary(milestones, "returned", today), "returned")
        assert now is not None
        assert (now.due_on, now.paused) == (due_on, True)
        assert state(now, today, FIVE, POLICY) == DeadlineState("paused", 2, "returned")
    stored = current(ordinary(milestones, "returned", None), "returned")
    assert stored is not None
    due = Due(stored.step, stored.due_on, stored.pause)
    assert due.on == date(2026, 11, 26)
    assert due_state(due, date(2026, 12, 1), FIVE, POLICY) == DeadlineState("paused", 2, "returned")


def test_a_pause_does_not_forgive_a_lateness():
    pause = Pause(date(2026, 12, 1), date(2026, 12, 4), "returned")
    found = ordinary(Milestones(MONDAY, pauses=(pause,)), "new", date(2026, 12, 4))
    assert state(found[0], date(2026, 12, 4), FIVE, POLICY) == DeadlineState("late", -3)


def test_a_reopened_complaint_has_the_time_for_its_answer_again():
    reopened = date(2026, 12, 14)
    milestones = Milestones(MONDAY, MONDAY, MONDAY, None, reopened_on=reopened)
    assert ordinary(milestones, "in_progress")[-1].due_on == FIVE.add(reopened, 14)


@pytest.mark.parametrize(
    ("today", "urgency", "left", "words"),
    [
        (date(2026, 11, 23), "ahead", 3, "3 hari kerja"),
        (date(2026, 11, 24), "soon", 2, "2 hari kerja"),
        (date(2026, 11, 25), "soon", 1, "1 hari kerja"),
        (date(2026, 11, 26), "today", 0, "hari ini"),
        (date(2026, 11, 27), "late", -1, "lewat 1 hari kerja"),
        (date(2026, 11, 28), "late", -1, "lewat 1 hari kerja"),
        (date(2026, 11, 30), "late", -2, "lewat 2 hari kerja"),
    ],
)
def test_the_words_of_the_pictures(today: date, urgency: Urgency, left: int, words: str):
    verify = ordinary(Milestones(MONDAY), "new", today)[0]
    now = state(verify, today, FIVE, POLICY)
    assert now == DeadlineState(urgency, left)
    assert str(phrase_of(now)) == words
    assert due_state(Due("verify", verify.due_on, None), today, FIVE, POLICY) == now


def test_due_on_a_friday_is_late_on_saturday():
    friday = Deadline("done", date(2026, 11, 27), None, None, "", date(2026, 11, 9))
    now = state(friday, date(2026, 11, 28), FIVE, POLICY)
    assert now == DeadlineState("late", 0)
    assert str(phrase_of(now)) == "lewat tenggat"


def test_waiting_says_for_whom():
    assert str(phrase_of(DeadlineState("paused", 2, "returned"))) == "menunggu pelapor"
    assert (
        str(phrase_of(DeadlineState("paused", 2, "forwarded"), "Kecamatan Sinjai Tengah"))
        == "menunggu Kecamatan Sinjai Tengah"
    )
    assert str(phrase_of(DeadlineState("paused", 2, "forwarded"))) == "menunggu unit lain"


def test_a_met_deadline_says_whether_it_was_in_time():
    met = Deadline("done", date(2026, 11, 27), date(2026, 11, 26), None, "", date(2026, 11, 9))
    assert str(phrase_of(state(met, MONDAY, FIVE, POLICY))) == "tepat waktu"
    late = structs.replace(met, met_on=date(2026, 12, 1))
    assert state(late, MONDAY, FIVE, POLICY) == DeadlineState("met", -2)
    assert str(phrase_of(state(late, MONDAY, FIVE, POLICY))) == "terlambat 2 hari kerja"


def test_an_answered_complaint_closes_by_itself_after_ten_days():
    assert closes_on(Milestones(MONDAY), POLICY) is None
    assert closes_on(Milestones(MONDAY, responded_on=date(2026, 11, 27)), POLICY) == date(2026, 12, 7)
    assert closes_on(Milestones(MONDAY, responded_on=MONDAY, closed_on=MONDAY), POLICY) is None


ENGLISH = catalog.read("en")
URGENCIES: tuple[Urgency, ...] = ("late", "today", "soon", "ahead", "paused", "met")
REASONS: tuple[PauseReason, ...] = ("returned", "forwarded")


@given(st.sampled_from(URGENCIES), st.integers(-70, 70), st.sampled_from(REASONS), st.sampled_from(["", "BPBD {0}"]))
def test_every_phrase_stands_in_the_list_for_translators(urgency: Urgency, days: int, reason: PauseReason, unit: str):
    said = phrase_of(DeadlineState(urgency, days, reason), unit)
    assert ENGLISH.get(said.template) is not None
    assert "{count}" not in str(said)


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(DAYS, st.lists(st.tuples(DAYS, st.none() | DAYS, st.sampled_from(REASONS)), max_size=4), DAYS)
def test_pauses_never_bring_a_deadline_forward(
    received: date, pauses: list[tuple[date, date | None, PauseReason]], today: date
):
    paused = Milestones(received, pauses=tuple(Pause(start, end, reason) for start, end, reason in pauses))
    plain = ordinary(Milestones(received), "new", today)
    for with_pauses, without in zip(ordinary(paused, "new", today), plain, strict=True):
        assert with_pauses.due_on >= without.due_on


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(KINDS), st.booleans())
def test_what_was_only_received_is_due_as_its_deadlines_say(received: date, kind: Kind, supervisory: bool):
    found = deadlines(Milestones(received), kind, supervisory, None, "new", POLICY, FIVE, None)
    now = current(found, "new")
    assert now is not None
    assert first_due(received, POLICY.done_limit(kind, supervisory, None), POLICY, FIVE) == now.due_on


@given(DAYS, st.sampled_from(KINDS), st.booleans(), st.sampled_from(REASONS))
def test_the_short_way_of_what_was_only_received_ends_where_the_long_one_does(
    received: date, kind: Kind, supervisory: bool, reason: PauseReason
):
    no_time = Milestones(received, pauses=(Pause(received, received, reason),))
    short, long = (
        deadlines(one, kind, supervisory, None, "new", POLICY, FIVE, None) for one in (Milestones(received), no_time)
    )
    assert short == long
