"""By when a complaint must be verified, followed up and answered, in working days of the office.

The clock stands while the complaint is returned to the complainant, and while another unit that accepted it has it: due dates
move by the working days of each such pause. A pause that begins when the last day is already over moves nothing: what was missed
stays missed. No step is due later than the answer itself. The first answer is counted from receipt whatever comes after it; a
reopened complaint has the time for an answer again, from the day of reopening, and that is a deadline of its own. A weight that
the verification gives shortens what comes after it, never the verification. Today is passed in; nothing here reads a clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from complaints.calendar import WorkCalendar
from complaints.complaint import OPEN_STAGES, Complaint, Milestones, Pause, Reopening, Stage
from complaints.events import Kind, Weight
from complaints.phrases import Phrase, phrase, phrase_count
from complaints.policy import DoneLimit, Policy

DeadlineStep = Literal["verify", "follow_up", "done"]
Urgency = Literal["late", "today", "soon", "ahead", "paused", "met"]
PauseReason = Literal["returned", "forwarded"]
# What a deadline is counted between, as `Register.undated` names it: where the day of either is unknown, so is how it was kept.
ENDS: dict[DeadlineStep, frozenset[str]] = {
    "verify": frozenset({"receive", "verify"}),
    "follow_up": frozenset({"verify", "follow_up"}),
    "done": frozenset({"receive", "respond"}),
}
UNVERIFIED: frozenset[Stage] = frozenset({"new", "returned"})


class Deadline(Struct, frozen=True, gc=False):
    """`due_on` is the last day that is in time, counted from `start`. `pause` is the standing clock's; its working days until

    today are in `due_on`, but where the last day was over when the clock stopped. `stood` are the working days after `due_on` in
    which the clock stood: they make the lateness no longer. `again`: the answer after a reopening. `ended_on`: archived unmet.
    `undated`: nobody knows whether it was met, or from when it is counted, for a register told of the complaint without a day.
    """

    step: DeadlineStep
    due_on: date
    met_on: date | None
    pause: Pause | None
    source: str
    start: date
    stood: int = 0
    again: bool = False
    ended_on: date | None = None
    undated: bool = False

    @property
    def paused(self) -> bool:
        """Whether the clock stands and the last day was not over when it stopped."""
        return self.pause is not None and self.pause.start <= self.due_on

    @property
    def on_time(self) -> bool | None:
        """Whether it was met by its last day; False also where that day was over when the complaint was archived. Else None."""
        if self.met_on is not None:
            return self.met_on <= self.due_on
        return False if self.ended_on is not None and self.ended_on > self.due_on else None


@dataclass(frozen=True, slots=True)
class Due:
    """What counts now, without knowing today, to be stored and sorted by: `on` and `stood` leave an open pause's days out."""

    step: DeadlineStep
    on: date
    pause: Pause | None
    stood: int = 0

    @property
    def paused(self) -> bool:
        return self.pause is not None and self.pause.start <= self.on


@dataclass(frozen=True, slots=True)
class DeadlineState:
    """How a deadline stands: `working_days` left, negative when late by so many; for a met one, left when it was met.

    `missed`: met late by no working day, as on the Saturday after.
    """

    urgency: Urgency
    working_days: int
    reason: PauseReason | None = None
    missed: bool = False


class _Clock(Struct, frozen=True, gc=False):
    """Counts the working days of one complaint; `until` ends a pause that still lasts, None leaves it out."""

    pauses: tuple[Pause, ...]
    calendar: WorkCalendar
    until: date | None

    def due(self, start: date, working_days: int, met_on: date | None) -> date:
        """The due date of a limit counted from `start`, moved by the pauses that began before it was over or was met."""
        due = self.calendar.add(start, working_days)
        if not self.pauses:
            return due
        counted, until = start, met_on or date.max
        for pause in sorted(self.pauses, key=lambda pause: pause.start):
            stop = pause.end or self.until
            if stop is None:
                continue
            if pause.start > due:
                break
            low, high = max(pause.start, counted), min(stop, until)
            if high > low:
                working_days += self.calendar.between(low, high)
                # Stopped on the last day, no working day is left behind the pause: its end is the last day then.
                due = max(self.calendar.add(start, working_days), high)
                counted = high
        return due

    def stopped_days(self, start: date, end: date) -> int:
        """Working days after `start`, up to and with `end`, in which the clock stood; overlapping pauses count once."""
        if not self.pauses:
            return 0
        days, counted = 0, start
        for pause in sorted(self.pauses, key=lambda pause: pause.start):
            stop = pause.end or self.until
            if stop is None:
                continue
            low, high = max(pause.start, counted), min(stop, end)
            if high > low:
                days += self.calendar.between(low, high)
                counted = high
        return days


def deadlines(
    milestones: Milestones,
    kind: Kind,
    supervisory: bool,
    weight: Weight | None,
    stage: Stage,
    policy: Policy,
    calendar: WorkCalendar,
    today: date | None,
) -> tuple[Deadline, ...]:
    """The deadlines that hold, in the order of the work; what is not met yet is reckoned as if the step before it is in time.

    `today` ends a pause that still lasts; None leaves it out, as `due` does. A reopened complaint has a last one `again`, and the first
    answer's before it where there was one, or where it was archived without.
    """
    answer = policy.done_limit(kind, supervisory, weight)
    if stage == "new" and milestones == Milestones(milestones.received_on):
        return _of_received(milestones.received_on, answer, policy, calendar)
    clock = _Clock(milestones.pauses, calendar, today)
    open_pause = next((pause for pause in milestones.pauses if pause.end is None), None)
    received, verified, reopened = milestones.received_on, milestones.verified_on, milestones.reopened_on
    live = open_pause if stage in OPEN_STAGES else None
    ended = milestones.closed_on if stage == "archived" else None
    steps_due: list[Deadline] = []

    def add(
        step: DeadlineStep,
        start: date,
        due: date,
        met_on: date | None,
        source: str,
        *,
        again: bool = False,
        end: date | None = ended,
    ) -> None:
        stood = clock.stopped_days(due, met_on or date.max) if clock.pauses else 0
        pause, end = (None, None) if met_on else (live, end)
        undated = bool(milestones.undated) and not again and not ENDS[step].isdisjoint(milestones.undated)
        steps_due.append(Deadline(step, due, met_on, pause, source, start, stood, again, end, undated))

    def answer_due(met_on: date | None, limit: DoneLimit = answer) -> date:
        start = received if reopened is None or (met_on is not None and met_on < reopened) else reopened
        return clock.due(start, limit.working_days, met_on)

    if verified is not None or stage in UNVERIFIED or ended is not None:
        limit = answer if verified is None else policy.done_limit(kind, supervisory, None)
        due = min(clock.due(received, policy.verify.working_days, verified), answer_due(verified, limit))
        add("verify", received, due, verified, policy.verify.source)
        start = verified or due
    else:
        start = reopened or received
    followed_up = milestones.followed_up_on
    add(
        "follow_up",
        start,
        min(clock.due(start, policy.follow_up.working_days, followed_up), answer_due(followed_up)),
        followed_up,
        policy.follow_up.source,
    )
    first, dropped = milestones.answered_on, milestones.dropped_on
    if reopened is None or first is not None or dropped is not None:
        due = clock.due(received, answer.working_days, first or dropped)
        add("done", received, due, first, answer.source, end=dropped or ended)
    if reopened is not None:
        responded = milestones.responded_on
        add("done", reopened, clock.due(reopened, answer.working_days, responded), responded, answer.source, again=True)
    return tuple(steps_due)


def _of_received(received: date, answer: DoneLimit, policy: Policy, calendar: WorkCalendar) -> tuple[Deadline, ...]:
    """The same of a complaint that was only received, in a third of the time: a first sync and an import bring thousands at once."""
    done = calendar.add(received, answer.working_days)
    verify = first_due(received, answer, policy, calendar)
    follow_up = min(calendar.add(verify, policy.follow_up.working_days), done)
    return (
        Deadline("verify", verify, None, None, policy.verify.source, received),
        Deadline("follow_up", follow_up, None, None, policy.follow_up.source, verify),
        Deadline("done", done, None, None, answer.source, received),
    )


def is_undated(complaint: Complaint) -> bool:
    """Whether nobody knows how its first answer was: the register that told of it has no day, or says nothing of an answer."""
    undated = complaint.milestones.undated
    return bool(undated) and not ENDS["done"].isdisjoint(undated)


def answered_in_time(complaint: Complaint, policy: Policy, calendar: WorkCalendar) -> bool | None:
    """Whether its first answer came by its last day, as `deadlines` has it; None where there is none and it isn't known to be late."""
    first, ended = _first_answer_ends(complaint)
    if ended is None or is_undated(complaint):
        return None
    due = ended_answer_due(complaint, policy, calendar)
    if first is not None:
        return first <= due
    return False if ended > due else None


def ended_answer_due(complaint: Complaint, policy: Policy, calendar: WorkCalendar) -> date:
    """The last day of its first answer, of a complaint that has one or was archived without."""
    limit = policy.done_limit(complaint.kind, complaint.supervisory, complaint.weight)
    dates = complaint.milestones
    return _Clock(dates.pauses, calendar, None).due(
        dates.received_on, limit.working_days, _first_answer_ends(complaint)[1]
    )


def _first_answer_ends(complaint: Complaint) -> tuple[date | None, date | None]:
    """The day of the first answer, and that day or the one on which the complaint was archived without an answer."""
    dates = complaint.milestones
    first, dropped = dates.answered_on, dates.dropped_on
    if first is None and dropped is None and complaint.stage == "archived" and dates.reopened_on is None:
        dropped = dates.closed_on
    return first, first or dropped


def answer_in_time(milestones: Milestones, reopening: Reopening, limit: DoneLimit, calendar: WorkCalendar) -> bool:
    """Whether the answer to this reopening, which came, was in time."""
    answered = reopening.answered_on or date.max
    return answered <= _Clock(milestones.pauses, calendar, None).due(reopening.on, limit.working_days, answered)


def first_due(received: date, answer: DoneLimit, policy: Policy, calendar: WorkCalendar) -> date:
    """The current deadline of a complaint that was only received, as `deadlines` gives it."""
    return calendar.add(received, min(policy.verify.working_days, answer.working_days))


def working_days(milestones: Milestones, calendar: WorkCalendar, start: date, end: date) -> tuple[int, int]:
    """Working days after `start` up to and with `end`: those in which the clock ran, and all of them. 0 when `end` comes first."""
    elapsed = max(calendar.between(start, end), 0)
    if not milestones.pauses:
        return elapsed, elapsed
    return max(elapsed - _Clock(milestones.pauses, calendar, None).stopped_days(start, end), 0), elapsed


def of(complaint: Complaint, policy: Policy, calendar: WorkCalendar, today: date | None) -> tuple[Deadline, ...]:
    """The deadlines of this complaint."""
    return deadlines(
        complaint.milestones,
        complaint.kind,
        complaint.supervisory,
        complaint.weight,
        complaint.stage,
        policy,
        calendar,
        today,
    )


def current(all_deadlines: tuple[Deadline, ...], stage: Stage) -> Deadline | None:
    """The deadline that counts now; None once the complaint is answered, closed or archived.

    A follow-up that is due no sooner than the answer gives way to it: an answer is both.
    """
    if stage not in OPEN_STAGES:
        return None
    unmet = [
        deadline
        for deadline in all_deadlines
        if deadline.met_on is None and deadline.ended_on is None and not deadline.undated
    ]
    if len(unmet) > 1 and unmet[0].step == "follow_up" and unmet[0].due_on >= unmet[-1].due_on:
        return unmet[-1]
    return unmet[0] if unmet else None


def due(complaint: Complaint, policy: Policy, calendar: WorkCalendar) -> Due | None:
    """The current deadline as a date that stays true from day to day: an open pause is taken as standing at its start."""
    now = current(of(complaint, policy, calendar, None), complaint.stage)
    return Due(now.step, now.due_on, now.pause, now.stood) if now else None


def state(deadline: Deadline, today: date, calendar: WorkCalendar, policy: Policy) -> DeadlineState:
    """How the deadline stands today. One that fell due on a Friday is late on Saturday, by no working day yet.

    Late are the working days after the last day in which the clock ran.
    """
    if deadline.met_on is not None:
        days_left = calendar.between(deadline.met_on, deadline.due_on) + deadline.stood
        return DeadlineState("met", days_left, missed=days_left == 0 and deadline.met_on > deadline.due_on)
    days_left = calendar.between(today, deadline.due_on) + deadline.stood
    if deadline.pause is not None and deadline.paused:
        return DeadlineState("paused", days_left, deadline.pause.reason)
    return _counting(deadline.due_on, days_left, today, policy)


def due_state(due: Due, today: date, calendar: WorkCalendar, policy: Policy) -> DeadlineState:
    """The same for what the store keeps."""
    days_left = calendar.between(due.pause.start if due.pause is not None else today, due.on) + due.stood
    if due.pause is not None and due.paused:
        return DeadlineState("paused", days_left, due.pause.reason)
    return _counting(due.on, days_left, today, policy)


def _counting(due_on: date, days_left: int, today: date, policy: Policy) -> DeadlineState:
    if due_on < today:
        return DeadlineState("late", days_left)
    if due_on == today:
        return DeadlineState("today", days_left)
    return DeadlineState("soon" if days_left <= policy.due_soon_working_days else "ahead", days_left)


def phrase_of(state: DeadlineState, unit: str = "") -> Phrase:
    """'lewat 2 hari kerja', 'hari ini', '1 hari kerja', 'menunggu pelapor', 'menunggu Kecamatan Sinjai Tengah' (`unit`)."""
    days = state.working_days
    match state.urgency:
        case "paused" if state.reason == "returned":
            return phrase("menunggu pelapor")
        case "paused":
            return phrase("menunggu {unit}", unit=unit) if unit else phrase("menunggu unit lain")
        case "late" if days == 0:
            return phrase("lewat tenggat")
        case "late":
            return phrase_count("lewat {count} hari kerja", count=-days)
        case "met" if state.missed:
            return phrase("lewat tenggat")
        case "met" if days >= 0:
            return phrase("tepat waktu")
        case "met":
            return phrase_count("terlambat {count} hari kerja", count=-days)
        case "today":
            return phrase("hari ini")
        case "soon" | "ahead":
            return phrase_count("{count} hari kerja", count=days)


def forecast(
    received_on: date,
    kind: Kind,
    supervisory: bool,
    weight: Weight | None,
    policy: Policy,
    calendar: WorkCalendar,
) -> tuple[Deadline, ...]:
    """The three deadlines that a complaint received on this day will have, if each step is taken on its last day."""
    return deadlines(Milestones(received_on), kind, supervisory, weight, "new", policy, calendar, None)


def closes_on(milestones: Milestones, policy: Policy) -> date | None:
    """From this day on an answered complaint closes by itself: the complainant had `reaction_days` calendar days.

    None while there is no answer, and once it is closed.
    """
    if milestones.responded_on is None or milestones.closed_on is not None:
        return None
    return reaction_ends(milestones.responded_on, policy)


def reaction_ends(responded_on: date, policy: Policy) -> date:
    """The day on which the complainant's time to react to an answer is over."""
    reaction = timedelta(days=policy.reaction_days)
    return responded_on + reaction if responded_on <= date.max - reaction else date.max
