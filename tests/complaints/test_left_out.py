"""What no figure of timeliness may count: a step whose day nobody knows, and one entered long after its day."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from msgspec import msgpack

from complaints import deadlines
from complaints import events as e
from complaints.calendar import WorkCalendar
from complaints.complaint import Complaint
from complaints.entry_day import belated_steps, days_to_entry
from complaints.events import Event, Facts, Register
from complaints.fold import fold
from complaints.policy import parse_policy, policy_text
from complaints.step_times import MEASURED, Passage, TimedStep, passages
from complaints.time_zones import day_at, today, zone_of
from desktop.resources import resource

POLICY = parse_policy(resource("policies/desa-kelurahan.toml").read_text(encoding="utf-8"))
CALENDAR = WorkCalendar()
MONDAY = date(2026, 11, 2)
UNIT = "73.07.04.2009"


def day(number: int) -> date:
    return MONDAY + timedelta(number - 2)


def noon(on: date) -> int:
    """Milliseconds since 1970 at noon in Sinjai."""
    return int(datetime(on.year, on.month, on.day, 4, tzinfo=UTC).timestamp() * 1000)


def case(
    *steps: tuple[e.AnyStep, date], register: Register | None = None, walls: dict[int, date] | None = None
) -> Complaint:
    """A complaint received on Monday the 2nd, with each step and the day on which it was entered; `walls`: what the clock said, by seq."""
    recorded = e.Recorded(MONDAY, "2026-A-0001", "KODE", Facts(kind="complaint", body="Jembatan"), register=register)
    history = [
        Event(
            "d", seq, noon(entered) << 16, "d-1", "Siti", UNIT, () if seq == 1 else (("d", seq - 1),), step,
            noon(walls[seq]) if walls and seq in walls else None,
        )
        for seq, (step, entered) in enumerate(((recorded, MONDAY), *steps), 1)
    ]  # fmt: skip
    folded = fold(history)
    assert folded is not None
    return folded


def passed(complaint: Complaint) -> dict[TimedStep, Passage]:
    return passages(complaint, deadlines.of(complaint, POLICY, CALENDAR, None), POLICY, CALENDAR)


def left_out(complaint: Complaint) -> set[tuple[str, str]]:
    return {(step, passage.left_out) for step, passage in passed(complaint).items() if passage.left_out}


def test_a_register_without_days_is_in_no_timeliness():
    told = case(
        (e.Verified(MONDAY), day(20)), (e.Responded(MONDAY, "Selesai"), day(20)), (e.Closed(MONDAY), day(20)),
        register=Register(3, ("verify", "follow_up", "respond", "close")),
    )  # fmt: skip
    assert left_out(told) == {(step, "undated") for step in MEASURED}
    assert not belated_steps(told, POLICY, CALENDAR)
    assert deadlines.answered_in_time(told, POLICY, CALENDAR) is None


def test_a_register_without_outcome_has_no_deadline_either():
    told = case(register=Register(0, MEASURED))
    assert left_out(told) == {("verify", "undated"), ("follow_up", "undated"), ("respond", "undated")}
    assert deadlines.current(deadlines.of(told, POLICY, CALENDAR, day(30)), told.stage) is None


def test_a_day_of_receipt_that_nobody_knows_leaves_only_what_is_counted_from_another():
    told = case(
        (e.Verified(day(3)), day(3)), (e.FollowedUp(day(4), "ditinjau"), day(4)), (e.Responded(day(5), "sudah"), day(5)),
        register=Register(0, ("receive",)),
    )  # fmt: skip
    assert left_out(told) == {("verify", "undated"), ("respond", "undated"), ("close", "undated")}
    assert passed(told)["follow_up"] == Passage(1, 1, on_time=True)


def test_what_a_register_dates_is_counted_though_it_is_entered_years_later():
    told = case(
        (e.Verified(day(3)), day(2) + timedelta(800)), (e.Responded(day(5), "sudah"), day(2) + timedelta(800)),
        register=Register(2, ("close",)),
    )  # fmt: skip
    assert passed(told)["respond"] == Passage(3, 3, on_time=True)


@pytest.mark.parametrize(("entered", "counts"), [(5, True), (6, True), (9, False), (30, False)])
def test_a_step_entered_later_than_three_working_days_after_its_day_is_not_on_time(entered: int, counts: bool):
    """Verified on Tuesday the 3rd: entered up to Friday it counts, on Monday it doesn't."""
    verified = case((e.Verified(day(3)), day(entered)))
    assert passed(verified)["verify"] == Passage(1, 1, on_time=counts or None, left_out="" if counts else "belated")
    assert belated_steps(verified, POLICY, CALENDAR) == (frozenset() if counts else frozenset({("d", 2)}))


def test_the_day_of_entry_is_told_by_the_clock_and_by_what_was_entered_after_it():
    verified = (e.Verified(day(3)), day(9))
    assert days_to_entry(case(verified)) == 0
    assert days_to_entry(case(walls={1: day(20)})) == 18
    assert days_to_entry(case(verified, walls={1: day(20)})) == 7
    assert days_to_entry(case(verified, register=Register(1))) is None


def test_the_policy_says_how_late_is_too_late():
    generous = parse_policy(
        policy_text(POLICY).replace("[[done]]", '[entry]\nworking_days = 20\nsource = "SK"\n\n[[done]]', 1)
    )
    verified = case((e.Verified(day(3)), day(20)))
    assert not belated_steps(verified, generous, CALENDAR)
    assert parse_policy(policy_text(generous)) == generous
    assert "[entry]" not in policy_text(POLICY)  # offices of 1.0.0 refuse what they don't know


def test_what_was_late_by_its_own_day_is_late_whenever_it_is_entered():
    assert passed(case((e.Verified(day(12)), day(27))))["verify"] == Passage(8, 8, on_time=False)


def test_a_clock_that_was_ahead_is_found_out_by_what_was_entered_after():
    ahead = case(
        (e.Verified(day(3)), date(2039, 1, 1)), (e.FollowedUp(day(4), "ditinjau"), date(2039, 1, 1)), walls={3: day(4)}
    )
    assert left_out(ahead) == set()


def test_a_clock_that_fell_back_proves_nothing():
    """The stamp goes on from the last one; the clock says 2009, so the day of the step is the day of receipt."""
    back = case((e.Verified(MONDAY), day(20)), walls={2: date(2009, 1, 1)})
    assert left_out(back) == {("verify", "belated")}


def test_days_of_entry_are_those_of_the_unit():
    """At 23.30 in Sinjai it is already the next day in Jayapura, and still the same in Jakarta."""
    moment = int(datetime(2026, 11, 2, 15, 30, tzinfo=UTC).timestamp() * 1000)
    assert [day_at(moment, zone) - MONDAY.toordinal() for zone in ("WIB", "WITA", "WIT")] == [0, 0, 1]
    assert [zone_of(code) for code in ("32.01", "73.07", "51.71.01.1001", "91.71", "96.01", "", "00")] == [
        "WIB", "WITA", "WITA", "WIT", "WIT", "WIB", "WIB",
    ]  # fmt: skip
    assert today(moment / 1000, "WIT") == day(3)


def test_a_recording_from_no_register_is_written_as_it_always_was():
    """Offices of 1.0.0 read six parts; a seventh they pass over."""
    plain, told = case().history[0].event, case(register=Register(2, ("verify",))).history[0].event
    step = cast("list[object]", msgpack.decode(e.encode(plain))[7])
    assert len(step) == 6
    assert e.decode(e.encode(plain)) == plain
    assert e.decode(e.encode(told)) == told
    assert cast("list[object]", msgpack.decode(e.encode(told))[7])[:6] == step
