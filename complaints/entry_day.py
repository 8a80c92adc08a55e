"""On which day a step was entered, beside the day that the officer gives it (chain.md: what was entered when).

The stamp of an event says when, as the PC believed. A clock may be wrong: one that was ahead is found out by what the same PC entered
later, and one that is behind the step's own day proves nothing, so the stamp counts, which never runs back. Days are those of the
unit's own time zone, so that every PC and the district find the same.
"""

from collections.abc import Container, Sequence
from datetime import date

from complaints import clock
from complaints.calendar import WorkCalendar
from complaints.complaint import Complaint
from complaints.events import (
    Accepted,
    Approved,
    Archived,
    Closed,
    Declined,
    Event,
    FollowedUp,
    Forwarded,
    Recorded,
    Reopened,
    Responded,
    Returned,
    UnknownStep,
    Verified,
)
from complaints.policy import Policy
from complaints.time_zones import day_at, zone_of

# A day later is never too late: the policy's least is one working day.
LATER = 2
# The steps whose days say how a complaint was handled.
DATED = (
    Recorded, Verified, Returned, Forwarded, Accepted, FollowedUp, Responded, Approved, Declined, Closed, Reopened, Archived,
)  # fmt: skip


def entry_day(event: Event) -> int:
    """The day (ordinal) on which this event was written, as far as it says itself."""
    zone = zone_of(event.unit)
    if event.wall is not None:
        by_clock = day_at(event.wall, zone)
        if isinstance(event.step, UnknownStep) or by_clock >= event.step.on.toordinal():
            return by_clock
    return day_at(clock.milliseconds(event.at), zone)


MILESTONES = ("verify", "follow_up", "respond", "close", "again")


def entered_later(complaint: Complaint, milestones: Container[str] = MILESTONES) -> tuple[tuple[str, date], ...]:
    """Of the steps by which these milestones were reached: which were entered `LATER` days after their own day or more, and when.

    What a register told of is none of them: it was entered late by its nature, and its day is as true as the register.
    """
    device, last = end_of_register(complaint)
    late = [
        (milestone, event, on, entered)
        for milestone, event in complaint.milestones.reached
        if milestone in milestones
        and not isinstance(event.step, UnknownStep)
        and not (event.device == device and event.seq <= last)
        and (entered := entry_day(event)) - (on := event.step.on.toordinal()) >= LATER
    ]
    if not late:
        return ()
    # Stamps never run back: where no clock disagreed with its stamp, nothing entered later can tell of an earlier day.
    if not [entry for entry in complaint.history if entry.event.wall is not None]:
        return tuple([(milestone, date.fromordinal(max(entered, 1))) for milestone, _, _, entered in late])
    latest = _latest_entries([entry.event for entry in complaint.history])
    return tuple(
        (milestone, date.fromordinal(max(latest[event.id], 1)))
        for milestone, event, on, _ in late
        if latest[event.id] - on >= LATER
    )


def end_of_register(complaint: Complaint) -> tuple[str, int]:
    """Which PC's event, by its number, is the last that the register told of which the complaint came from; ('', 0) where it came from none."""
    register = complaint.register
    first = complaint.recording_event if register is not None else None
    return (first.device, first.seq + register.steps) if first is not None and register is not None else ("", 0)


def _latest_entries(history: Sequence[Event]) -> dict[str, int]:
    """On which day (ordinal) each event of a case was entered at the latest, `history` in its order.

    What a PC entered after it in the same case was not entered before it.
    """
    earliest: dict[str, int] = {}
    latest: dict[str, int] = {}
    for event in reversed(history):
        day = entry_day(event)
        earliest[event.device] = latest[event.id] = min(day, earliest.get(event.device, day))
    return latest


def days_to_entry(complaint: Complaint) -> int | None:
    """Days from its receipt to the entry of its recording; None where a register told of it."""
    if complaint.register is not None:
        return None
    first = complaint.recording_event
    if first is None:
        return None
    history = [entry.event for entry in complaint.history]
    # As in `entered_later`: where no clock disagreed with its stamp, nothing entered later tells of an earlier day.
    walls = [event.wall for event in history if event.wall is not None]
    entered = _latest_entries(history)[first.id] if walls else entry_day(first)
    return max(entered - complaint.received_on.toordinal(), 0)


def is_belated(on: date, entered: date, policy: Policy, calendar: WorkCalendar) -> bool:
    """Whether a step of this day was entered later than the policy allows."""
    return calendar.between(on, entered) > policy.entry_days


def belated_steps(complaint: Complaint, policy: Policy, calendar: WorkCalendar) -> frozenset[tuple[str, int]]:
    """The steps, by device and number, that were entered later than the policy allows; what a register told of is none of them."""
    history = [entry.event for entry in complaint.history]
    latest = _latest_entries(history)
    device, last = end_of_register(complaint)
    belated: set[tuple[str, int]] = set()
    for event in history:
        if isinstance(event.step, UnknownStep) or not isinstance(event.step, DATED):
            continue
        on = event.step.on
        is_of_register = event.device == device and event.seq <= last
        if not is_of_register and entry_day(event) - on.toordinal() >= LATER:
            entered = date.fromordinal(max(latest[event.id], 1))
            if is_belated(on, entered, policy, calendar):
                belated.add((event.device, event.seq))
    return frozenset(belated)
