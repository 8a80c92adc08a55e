"""How one complaint passed each step that monitoring measures: in how many working days, and whether in time.

`days` leaves out the working days in which the clock stood (deadlines.py); `elapsed` keeps them, for that is what the complainant
waited. In time means: met by the last day of the limit that the policy of now sets, counted from where deadlines.py counts:
verification from receipt, the first follow-up from verification, the first answer from receipt. The answer to a reopened complaint
is a measure of its own, counted from the reopening; so is its closing. A closing is in time by the day on which the complainant's
time to react ends; one by the program's daily upkeep is in time by its nature, and measures nobody.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct, structs

from complaints.calendar import WorkCalendar
from complaints.complaint import OPEN_STAGES, Complaint, Milestones, Stage
from complaints.deadlines import ENDS, Deadline, DeadlineStep, answer_in_time, closes_on, reaction_ends, working_days
from complaints.entry_day import entered_later, is_belated
from complaints.events import Kind, Weight
from complaints.policy import Policy

MeasuredStep = Literal["verify", "follow_up", "respond", "close"]
# The answer after a reopening is measured, too, but apart.
TimedStep = MeasuredStep | Literal["again"]
MEASURED: tuple[MeasuredStep, ...] = ("verify", "follow_up", "respond", "close")
TIMED: tuple[TimedStep, ...] = (*MEASURED, "again")
LeftOut = Literal["undated", "belated"]
_MET_ON: dict[TimedStep, Callable[[Milestones], date | None]] = {
    "verify": lambda dates: dates.verified_on,
    "follow_up": lambda dates: dates.followed_up_on,
    "respond": lambda dates: dates.answered_on,
    "close": lambda dates: dates.closed_on,
    "again": lambda dates: dates.responded_on,
}
_BY_MILESTONE: dict[str, TimedStep] = {step: step for step in TIMED}
_MEASURED_BY: dict[DeadlineStep, MeasuredStep] = {"verify": "verify", "follow_up": "follow_up", "done": "respond"}


class Passage(Struct, frozen=True, gc=False):
    """Met: `days`, `elapsed` and `on_time`. Still to come: `due_on`, and `paused` while the clock stands. Else it never will.

    Archived when its last day was over: only `on_time`, which is False. `left_out` says why it is in no figure, where it is in none.
    """

    days: int | None = None
    elapsed: int | None = None
    on_time: bool | None = None
    due_on: date | None = None
    paused: bool = False
    left_out: Literal["", LeftOut] = ""


class Situation(NamedTuple):
    """What a complaint's deadlines and passages follow from, beside policy and calendar: complaints alike in this have theirs alike.

    `milestones` without the events by which they were reached: of these only counts which of them were entered later, and when.
    """

    milestones: Milestones
    stage: Stage
    kind: Kind
    supervisory: bool
    weight: Weight | None
    entered: tuple[tuple[str, date], ...]


def situation(complaint: Complaint) -> Situation:
    milestones, entered = complaint.milestones, ()
    if milestones.reached:
        milestones, entered = structs.replace(milestones, reached=()), entered_later(complaint)
    return Situation(milestones, complaint.stage, complaint.kind, complaint.supervisory, complaint.weight, entered)


NOT_PASSED = Passage()
# What a time is measured between: where the day of either is unknown, so is the time.
_ENDS: dict[MeasuredStep, frozenset[str]] = {
    "verify": ENDS["verify"],
    "follow_up": ENDS["follow_up"],
    "respond": ENDS["done"],
    "close": ENDS["done"] | {"close"},
}


def passages(
    complaint: Complaint,
    all_deadlines: Iterable[Deadline],
    policy: Policy,
    calendar: WorkCalendar,
    alike: Situation | None = None,
) -> dict[TimedStep, Passage]:
    """How the complaint passed each step. `all_deadlines` are its deadlines with an open pause left out: `deadlines.of(…, None)`.

    `alike`: its situation, where that is at hand.

    What an archived complaint hadn't passed it never will: that is late where its last day was over by then, else nothing.
    """
    passed: dict[TimedStep, Passage] = dict.fromkeys(MEASURED, NOT_PASSED)
    for deadline in all_deadlines:
        step: TimedStep = "again" if deadline.again else _MEASURED_BY[deadline.step]
        if deadline.met_on is not None:
            times = working_days(complaint.milestones, calendar, deadline.start, deadline.met_on)
            passed[step] = Passage(*times, deadline.on_time)
        elif deadline.ended_on is not None:
            passed[step] = Passage(on_time=deadline.on_time)
        elif complaint.stage in OPEN_STAGES:
            passed[step] = Passage(due_on=deadline.due_on, paused=deadline.paused)
        if deadline.step == "done":
            passed["close"] = _closing(complaint, deadline.start, policy, calendar)
    if "again" in passed:
        passed["again"] = _earlier_reopenings(complaint, passed["again"], policy, calendar)
    if complaint.milestones.undated:
        _leave_out_undated(passed, complaint.milestones.undated)
    for milestone, entered in entered_later(complaint) if alike is None else alike.entered:
        _leave_out_belated(passed, milestone, entered, complaint.milestones, policy, calendar)
    return passed


def _leave_out_undated(passed: dict[TimedStep, Passage], undated: tuple[str, ...]) -> None:
    for step, ends in _ENDS.items():
        passage = passed[step]
        if passage != NOT_PASSED and not ends.isdisjoint(undated):
            passed[step] = Passage(left_out="undated")


def _leave_out_belated(
    passed: dict[TimedStep, Passage],
    milestone: str,
    entered: date,
    dates: Milestones,
    policy: Policy,
    calendar: WorkCalendar,
) -> None:
    """What was late stays late; only what would be in time is in doubt."""
    step = _BY_MILESTONE.get(milestone)
    if step is None:
        return
    passage, on = passed.get(step, NOT_PASSED), _MET_ON[step](dates)
    if passage.on_time and on is not None and is_belated(on, entered, policy, calendar):
        passed[step] = structs.replace(passage, on_time=None, left_out="belated")


def _earlier_reopenings(complaint: Complaint, last: Passage, policy: Policy, calendar: WorkCalendar) -> Passage:
    """Of several reopenings the last one's days; late is what was late after any of them."""
    limit = policy.done_limit(complaint.kind, complaint.supervisory, complaint.weight)
    late = any(
        reopening.answered_on is not None and not answer_in_time(complaint.milestones, reopening, limit, calendar)
        for reopening in complaint.milestones.reopenings[:-1]
    )
    return structs.replace(last, on_time=False, due_on=None) if late else last


def _closing(complaint: Complaint, start: date, policy: Policy, calendar: WorkCalendar) -> Passage:
    dates = complaint.milestones
    if complaint.stage == "responded":
        return Passage(due_on=closes_on(dates, policy))
    if complaint.stage != "closed" or dates.closed_on is None or dates.responded_on is None or dates.closed_by_program:
        return Passage()
    times = working_days(dates, calendar, start, dates.closed_on)
    return Passage(*times, dates.closed_on <= reaction_ends(dates.responded_on, policy))
