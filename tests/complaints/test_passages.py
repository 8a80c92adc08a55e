"""What counts as in time, and how many working days a step took."""

from datetime import date, timedelta

import pytest

from complaints import deadlines
from complaints import events as e
from complaints.calendar import WorkCalendar
from complaints.events import Event, Facts
from complaints.fold import fold
from complaints.policy import parse_policy
from complaints.step_times import Passage, TimedStep, passages
from desktop.resources import resource

POLICY = parse_policy(resource("policies/desa-kelurahan.toml").read_text(encoding="utf-8"))
CALENDAR = WorkCalendar()
MONDAY = date(2026, 11, 2)


def passed(*steps: e.AnyStep) -> dict[TimedStep, Passage]:
    """A complaint received on Monday the 2nd, and these steps: verified within 3 working days, answered within 14."""
    recorded = e.Recorded(MONDAY, "2026-A-0001", "KODE", Facts(kind="complaint", body="Jembatan"))
    history = [
        Event("d", seq, seq, "d-1", "Siti", "73.07.04.2009", () if seq == 1 else (("d", seq - 1),), step)
        for seq, step in enumerate((recorded, *steps), 1)
    ]
    folded = fold(history)
    assert folded is not None
    found = passages(folded, deadlines.of(folded, POLICY, CALENDAR, None), POLICY, CALENDAR)
    assert deadlines.answered_in_time(folded, POLICY, CALENDAR) is found["respond"].on_time
    return found


def day(number: int) -> date:
    return MONDAY + timedelta(number - 2)


def test_a_new_complaint_has_all_steps_but_the_closing_to_come():
    found = passed()
    assert found["verify"] == Passage(due_on=day(5))
    assert found["respond"] == Passage(due_on=day(20))
    assert found["close"] == Passage()


def test_days_are_working_days():
    found = passed(e.Verified(day(9)), e.FollowedUp(day(10), "ditinjau"), e.Responded(day(13), "sudah"))
    assert found["verify"] == Passage(5, 5, on_time=False)
    assert found["follow_up"] == Passage(1, 1, on_time=True)
    assert found["respond"] == Passage(9, 9, on_time=True)
    assert found["close"] == Passage(due_on=day(23))


def test_days_in_which_the_clock_stood_are_told_apart():
    found = passed(
        e.Verified(day(3)), e.Returned(day(4), "kurang foto"), e.Verified(day(20)), e.Responded(day(25), "sudah")
    )
    assert found["verify"] == Passage(1, 1, on_time=True)
    assert found["respond"] == Passage(5, 17, on_time=True)


def test_while_the_clock_stands_nothing_is_late():
    found = passed(e.Returned(day(3), "kurang foto"))
    assert found["verify"].paused
    assert found["respond"].paused


@pytest.mark.parametrize(("closed", "in_time"), [(day(16), True), (day(19), True), (day(20), False)])
def test_a_closing_is_in_time_within_the_time_to_react(closed: date, in_time: bool):
    found = passed(e.Verified(day(3)), e.Responded(day(9), "sudah"), e.Closed(closed))
    assert found["close"].on_time is in_time
    assert found["close"].days == CALENDAR.between(MONDAY, closed)


def test_what_an_archived_complaint_did_not_pass_is_neither_in_time_nor_late():
    found = passed(e.Verified(day(3)), e.Archived(day(4), "bukan kewenangan desa"))
    assert found["verify"] == Passage(1, 1, on_time=True)
    assert {found[step] for step in ("follow_up", "respond", "close")} == {Passage()}


def test_a_reopened_complaint_is_answered_anew_and_counted_from_there():
    found = passed(
        e.Verified(day(3)), e.Responded(day(4), "sudah"), e.Closed(day(5)), e.Reopened(day(16), "rusak lagi"),
        e.Responded(day(18), "diperbaiki"),
    )  # fmt: skip
    assert found["respond"] == Passage(2, 2, on_time=True)


def test_the_first_answer_keeps_its_lateness_through_a_reopening():
    late = (e.Verified(day(3)), e.Responded(day(24), "sudah"), e.Closed(day(25)), e.Reopened(day(26), "rusak lagi"))
    assert passed(*late)["respond"] == Passage(16, 16, on_time=False)
    assert passed(*late)["again"] == Passage(due_on=MONDAY + timedelta(44))
    again = passed(*late, e.Responded(day(27), "diperbaiki"))
    assert again["respond"] == Passage(16, 16, on_time=False)
    assert again["again"] == Passage(1, 1, on_time=True)


def test_what_was_late_after_any_reopening_is_late():
    twice = (
        e.Verified(day(3)), e.Responded(day(4), "sudah"), e.Reopened(day(5), "belum"), e.Responded(day(27), "sudah"),
        e.Reopened(day(28), "belum"),
    )  # fmt: skip
    assert passed(*twice)["again"] == Passage(on_time=False)
    assert passed(*twice, e.Responded(day(30), "sudah"))["again"] == Passage(1, 1, on_time=False)
    assert passed(*twice)["respond"] == Passage(2, 2, on_time=True)


def test_what_is_missed_when_the_clock_stops_is_late_whatever_stops_it():
    """Returned, taken over by another unit, or archived: the verification was due on the 5th, the answer on the 20th."""
    returned = passed(e.Returned(day(9), "kurang foto"))
    assert returned["verify"] == Passage(due_on=day(5))
    assert returned["respond"].paused
    forwarded = passed(e.Verified(day(9)), e.Forwarded(day(23), "73.07.05", "Camat"), e.Accepted(day(24)))
    assert forwarded["respond"] == Passage(due_on=day(20))
    archived = passed(e.Archived(day(23), "sudah dikerjakan"))
    assert archived["verify"] == archived["respond"] == Passage(on_time=False)
    reopened = passed(e.Verified(day(3)), e.Archived(day(23), "tidak jelas"), e.Reopened(day(30), "jelas"))
    assert reopened["respond"] == Passage(on_time=False)
    in_time = passed(e.Verified(day(3)), e.Archived(day(20), "tidak jelas"), e.Reopened(day(30), "jelas"))
    assert in_time["respond"] == Passage()


def test_a_pause_over_a_weekend_forgives_nothing():
    """Due on Thursday the 5th, returned on Saturday, complete on Monday: the working days are gone, the lateness stays."""
    found = passed(e.Returned(day(7), "kurang foto"), e.Verified(day(9)))
    assert found["verify"].on_time is False


@pytest.mark.parametrize("weight", ["light", "normative", None])
def test_a_weight_that_the_verification_gives_does_not_make_it_late(weight: e.Weight | None):
    found = passed(e.Verified(day(5), weight=weight))
    assert found["verify"] == Passage(3, 3, on_time=True)


def test_what_closes_by_itself_is_no_merit_of_anybody():
    answered = (e.Verified(day(3)), e.Responded(day(9), "sudah"))
    assert passed(*answered, e.Closed(day(19)))["close"].on_time
    assert passed(*answered, e.Closed(day(19), automatic=True))["close"] == Passage()
    again = (e.Closed(day(19), automatic=True), e.Reopened(day(20), "belum"), e.Responded(day(23), "sudah"))
    assert passed(*answered, *again, e.Closed(day(24)))["close"].on_time


@pytest.mark.parametrize(("complete", "on_time"), [(9, True), (7, True), (6, True)])
def test_who_is_complete_again_on_the_day_of_the_verification_makes_it_late_no_more(complete: int, on_time: bool):
    """Returned on the last day itself: nothing had been missed, whether the complainant comes on a Monday or a Saturday."""
    found = passed(e.Returned(day(5), "kurang foto"), e.Verified(day(complete)))
    assert found["verify"].on_time is on_time
