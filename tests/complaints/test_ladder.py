"""Rules of the ladder, over calendars with long weekends, feasts and standing clocks: each rung once, and never off hours."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints import events as e
from complaints.calendar import WorkCalendar, national_holidays, work_calendar
from complaints.complaint import Complaint
from complaints.events import Facts, Meaning, Noted, Recorded, Reminder
from complaints.ladder import Ladder, due_reminders, may_remind, parse_ladder
from complaints.policy import InvalidPolicy, parse_policy
from complaints.reminders import each_once, reminder_of, rung_of, standing, words
from tests.complaints.test_fold import Desk, folded

FOLDER = Path(__file__).parents[2] / "resources" / "policies"
POLICY = parse_policy((FOLDER / "desa-kelurahan.toml").read_text("utf-8"))
TEXT = (FOLDER.parent / "pengingat.toml").read_text("utf-8")
LADDER = parse_ladder(TEXT)
CALENDAR = work_calendar(5, national_holidays(2024, 2028))
DESA, DISTRICT = "73.07.01.2003", "73.07"


class Case:
    """A complaint with its village's PC and the district, which reminds."""

    def __init__(self, received: date, **facts: object) -> None:
        self.village, self.district = Desk("a", DESA), Desk("z", DISTRICT)
        described = Facts(**({"kind": "complaint", "title": "Jembatan", "received_on": received} | facts))  # pyright: ignore[reportArgumentType]
        self.take(Recorded(received, "2026-A-0001", "K7QM-4T2X-9DNB", described))

    def take(self, step: e.AnyStep, *, by_district: bool = False) -> None:
        writer, other = (self.district, self.village) if by_district else (self.village, self.district)
        writer.receive(other)
        writer.take(step)
        other.receive(writer)

    @property
    def now(self) -> Complaint:
        return folded(self.village.held.values())

    def round(self, today: date, holder: str = DESA, ladder: Ladder = LADDER) -> list[int]:
        """What the district's round writes on this day: the rungs."""
        due = due_reminders(self.now, holder, ladder, POLICY, CALENDAR, today)
        for reminder in due:
            self.take(Noted(today, words(reminder), Meaning(reminder=reminder)), by_district=True)
        return [reminder.working_days for reminder in due]


def rounds(case: Case, start: date, days: int, **changes: object) -> dict[date, list[int]]:
    """A round on each working day from `start` on."""
    all_days = (start + timedelta(days=n) for n in range(days))
    done = {day: case.round(day, **changes) for day in all_days if CALENDAR.is_working(day)}  # pyright: ignore[reportArgumentType]
    return {day: rungs for day, rungs in done.items() if rungs}


def test_each_rung_comes_on_its_working_day_and_once():
    case = Case(date(2026, 11, 2))
    assert rounds(case, date(2026, 11, 2), 60) == {
        date(2026, 11, 3): [-2],
        date(2026, 11, 5): [0],
        date(2026, 11, 10): [3],
        date(2026, 11, 16): [7],
        date(2026, 11, 25): [14],
    }


def test_over_lebaran_working_days_count_alone():
    # Received before the feast: verification is due on 26 March 2026 at the latest, whatever cuti bersama the table has.
    case = Case(date(2026, 3, 16))
    due_on = due_of(case)
    assert rounds(case, date(2026, 3, 16), 60) == {
        CALENDAR.add(due_on, 0) if rung == 0 else day_of(due_on, rung): [rung] for rung in (-2, 0, 3, 7, 14)
    }


def due_of(case: Case) -> date:
    return CALENDAR.add(case.now.received_on, POLICY.verify.working_days)


def day_of(due_on: date, rung: int) -> date:
    if rung >= 0:
        return CALENDAR.add(due_on, rung)
    day = due_on
    while CALENDAR.between(day, due_on) < -rung or not CALENDAR.is_working(day):
        day -= timedelta(days=1)
    return day


@given(
    st.dates(date(2025, 1, 2), date(2027, 6, 1)),
    st.lists(st.integers(0, 80), max_size=12),
)
def test_whatever_days_the_server_was_away_no_rung_comes_twice_or_too_early(received: date, away: list[int]):
    case = Case(received)
    due_on, seen = due_of(case), list[tuple[date, int]]()
    for n in range(60):
        day = received + timedelta(days=n)
        if CALENDAR.is_working(day) and n not in away:
            seen += [(day, rung) for rung in case.round(day)]
            assert case.round(day) == []
    rungs = [rung for _, rung in seen]
    assert rungs == sorted(set(rungs))
    assert all(CALENDAR.between(due_on, day) >= rung for day, rung in seen)
    assert not any(rung < 0 and day > due_on for day, rung in seen)


def test_after_a_long_silence_only_the_highest_rung_is_written():
    case = Case(date(2026, 1, 5))
    assert case.round(date(2026, 11, 24)) == [14]
    assert case.round(date(2026, 11, 25)) == []


def test_a_step_ends_it_and_the_next_deadline_begins_anew():
    case = Case(date(2026, 11, 2))
    assert case.round(date(2026, 11, 16)) == [7]
    assert standing(case.now) is not None
    case.take(e.Verified(date(2026, 11, 16)))
    assert standing(case.now) is None
    assert case.round(date(2026, 11, 17)) == []
    assert case.round(date(2026, 11, 18)) == [-2]  # the answer is due on 20 November, before a first follow-up would be
    case.take(e.FollowedUp(date(2026, 11, 19), "Diperiksa"))
    assert case.round(date(2026, 11, 20)) == [0]


def test_a_clock_that_waits_for_the_complainant_reminds_nobody():
    case = Case(date(2026, 11, 2))
    case.take(e.Returned(date(2026, 11, 3), "KTP"))
    assert rounds(case, date(2026, 11, 4), 40) == {}


def test_what_was_late_when_it_was_returned_climbs_no_further():
    case = Case(date(2026, 11, 2))
    assert case.round(date(2026, 11, 10)) == [3]
    case.take(e.Returned(date(2026, 11, 10), "KTP"))
    assert rounds(case, date(2026, 11, 11), 40) == {}


def test_whoever_accepted_it_is_reminded_though_the_offices_clock_stands():
    case = Case(date(2026, 11, 2))
    case.take(e.Verified(date(2026, 11, 3)))
    case.take(e.Forwarded(date(2026, 11, 3), "DINAS-PU", "Dinas PU"))
    agency = Desk("b", "DINAS-PU")
    agency.receive(case.village)
    agency.take(e.Accepted(date(2026, 11, 4)))
    case.village.receive(agency)
    case.district.receive(agency)
    due = due_reminders(case.now, "DINAS-PU", LADDER, POLICY, CALENDAR, date(2026, 12, 1))
    assert [(one.step, one.unit, one.working_days) for one in due] == [("done", "DINAS-PU", 7)]
    assert "kecamatan" not in due[0].receivers


@pytest.mark.parametrize(("supervisory", "expected"), [(True, True), (False, False)])
def test_the_inspektorat_is_told_of_supervisory_ones_alone(supervisory: bool, expected: bool):
    case = Case(date(2026, 1, 5), supervisory=supervisory)
    due = due_reminders(case.now, DESA, LADDER, POLICY, CALENDAR, date(2026, 11, 24))
    assert ("inspectorate" in due[0].receivers) is expected
    assert due[0].letter


def test_an_answered_or_archived_one_is_left_alone():
    for step in (e.Archived(date(2026, 11, 3), "Salah"), e.Responded(date(2026, 11, 3), "Sudah")):
        case = Case(date(2026, 11, 2))
        case.take(e.Verified(date(2026, 11, 3)))
        case.take(step)
        assert rounds(case, date(2026, 11, 4), 60) == {}


def test_after_a_reopening_the_answer_has_rungs_of_its_own():
    case = Case(date(2026, 10, 1))
    assert case.round(date(2026, 10, 30)) == [14]
    case.take(e.Verified(date(2026, 10, 30)))
    case.take(e.Responded(date(2026, 10, 30), "Sudah"))
    case.take(e.Reopened(date(2026, 11, 2), "Belum"))
    due = rounds(case, date(2026, 11, 3), 60)
    assert [rung for rungs in due.values() for rung in rungs] == [-2, 0, 3, 7, 14]
    assert {reminder.again for event in case.now.reminders[1:] if (reminder := reminder_of(event))} == {1}


def test_a_rung_may_name_the_deadline_that_it_is_about():
    ladder = parse_ladder(
        TEXT.partition("[[reminder]]")[0]
        + '[[reminder]]\nworking_days = -5\ndeadline = "done"\ntell = ["head"]\nsource = "uji"\n'
        + TEXT[TEXT.index("[voice]") :]
    )
    case = Case(date(2026, 11, 2))
    assert rounds(case, date(2026, 11, 2), 40, ladder=ladder) == {date(2026, 11, 13): [-5]}


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (date(2026, 11, 24), 8, True),
        (date(2026, 11, 24), 15, True),
        (date(2026, 11, 24), 7, False),
        (date(2026, 11, 24), 16, False),
        (date(2026, 11, 24), 23, False),
        (date(2026, 11, 22), 10, False),  # a Sunday
        (date(2026, 12, 25), 10, False),
        (date(2026, 8, 17), 10, False),
    ],
)
def test_nobody_is_reminded_at_night_or_on_days_off(day: date, hour: int, expected: bool):
    assert may_remind(LADDER, CALENDAR, day, hour) is expected


def test_an_office_day_off_of_the_district_counts():
    calendar = WorkCalendar(5, {date(2026, 11, 24): "Hari jadi"})
    assert not may_remind(LADDER, calendar, date(2026, 11, 24), 10)


def test_two_districts_writing_the_same_rung_count_once():
    case = Case(date(2026, 11, 2))
    [due] = due_reminders(case.now, DESA, LADDER, POLICY, CALENDAR, date(2026, 11, 5))
    for _ in range(2):
        case.take(Noted(date(2026, 11, 5), words(due), Meaning(reminder=due)), by_district=True)
    assert [rung_of(one) for event in case.now.reminders if (one := reminder_of(event))] == ["verify.0.0"]
    assert len(each_once(case.now.reminders)) == 1


def test_only_the_district_reminds():
    case = Case(date(2026, 11, 2))
    stranger = Desk("b", "73.07.01")
    stranger.receive(case.village)
    stranger.take(
        Noted(date(2026, 11, 5), "Pengingat", Meaning(reminder=Reminder("verify", date(2026, 11, 5), 14, DESA)))
    )
    case.village.receive(stranger)
    assert case.now.reminders == ()
    assert case.round(date(2026, 11, 5)) == [0]


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("working_days = -2", "working_days = 400"), "reminder[...].working_days"),
        (('tell = ["officer"]', "tell = []"), "reminder[...].tell"),
        (('tell = ["officer"]', 'tell = ["bupati"]'), "reminder[...].tell[...]"),
        (("from = 8", "from = 17"), "hours"),
        (("reopens = true", "reopen = true"), "voice.reopens"),
        (("working_days = 0", "working_days = -2"), "reminder"),
        (("times = 1", "times = -1"), "voice.times"),
    ],
)
def test_a_ladder_at_fault_names_the_entry(change: tuple[str, str], key: str):
    with pytest.raises(InvalidPolicy) as fault:
        parse_ladder(TEXT.replace(*change, 1))
    assert fault.value.key in (key, key.replace("...", "0"), "voice.reopen"), fault.value.key
    assert "{" not in fault.value.sentence
