"""What counts as in time, and how many working days a step took."""

from datetime import date, timedelta

import pytest

from complaints import deadlines
from complaints import events as e
from complaints.calendar import WorkCalendar
from complaints.events import Event, Facts
from complaints.fold import fold
from complaints.policy import parse_policy
from complaints.step_times import MeasuredStep, Passage, passages
from desktop.resources import resource

POLICY = parse_policy(resource("policies/desa-kelurahan.toml").read_text(encoding="utf-8"))
CALENDAR = WorkCalendar()
MONDAY = date(2026, 11, 2)


def passed(*steps: e.AnyStep) -> dict[MeasuredStep, Passage]:
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
    assert found["verify"].standing
    assert found["respond"].standing


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
