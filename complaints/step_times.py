"""How one complaint passed each step that monitoring measures: in how many working days, and whether in time.

`days` leaves out the working days in which the clock stood (deadlines.py); `elapsed` keeps them, for that is what the complainant
waited. In time means: met by the last day of the limit that the policy of now sets, counted from where deadlines.py counts:
verification from receipt, the first follow-up from verification, the answer and the closing from receipt, or from reopening. A
closing is in time by the day on which the complainant's time to react ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from complaints.calendar import WorkCalendar
from complaints.complaint import OPEN_STAGES, Complaint
from complaints.deadlines import Deadline, DeadlineStep, closes_on, reaction_ends, working_days
from complaints.policy import Policy

MeasuredStep = Literal["verify", "follow_up", "respond", "close"]
MEASURED: tuple[MeasuredStep, ...] = ("verify", "follow_up", "respond", "close")
_MEASURED_BY: dict[DeadlineStep, MeasuredStep] = {"verify": "verify", "follow_up": "follow_up", "done": "respond"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Met: `days`, `elapsed` and `on_time`. Still to come: `due_on`, and `standing` while the clock stands. Else it never will."""

    days: int | None = None
    elapsed: int | None = None
    on_time: bool | None = None
    due_on: date | None = None
    standing: bool = False


def passages(
    complaint: Complaint, all_deadlines: Iterable[Deadline], policy: Policy, calendar: WorkCalendar
) -> dict[MeasuredStep, Passage]:
    """How the complaint passed each step. `all_deadlines` are its deadlines with an open pause left out: `deadlines.of(…, None)`.

    What an archived complaint hadn't passed it never will: that is neither in time nor late.
    """
    passed = dict.fromkeys(MEASURED, Passage())
    for deadline in all_deadlines:
        step = _MEASURED_BY[deadline.step]
        if deadline.met_on is not None:
            times = working_days(complaint.milestones, calendar, deadline.start, deadline.met_on)
            passed[step] = Passage(*times, deadline.met_on <= deadline.due_on)
        elif complaint.stage in OPEN_STAGES:
            passed[step] = Passage(due_on=deadline.due_on, standing=deadline.paused)
        if step == "respond":
            passed["close"] = _closing(complaint, deadline.start, policy, calendar)
    return passed


def _closing(complaint: Complaint, start: date, policy: Policy, calendar: WorkCalendar) -> Passage:
    dates = complaint.milestones
    if complaint.stage == "responded":
        return Passage(due_on=closes_on(dates, policy))
    if complaint.stage != "closed" or dates.closed_on is None or dates.responded_on is None:
        return Passage()
    times = working_days(dates, calendar, start, dates.closed_on)
    return Passage(*times, dates.closed_on <= reaction_ends(dates.responded_on, policy))
