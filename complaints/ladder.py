"""The ladder: when a complaint's deadline is brought to mind, whom it is told, and whether a letter of reminder is due. Policy data.

The district's daily round writes what is due as notes of its own (`Meaning.reminder`), which every office shows; here is the rule.
Nothing here reads a clock.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from complaints import deadlines
from complaints.calendar import WorkCalendar
from complaints.complaint import OPEN_STAGES, Complaint
from complaints.deadlines import Deadline
from complaints.events import Reminder
from complaints.office_kind import office_kind
from complaints.phrases import phrase
from complaints.policy import EXPECTED as EXPECTED_IN_POLICY
from complaints.policy import Days, InvalidPolicy, Policy, Rule, Text, fault_of
from complaints.reminders import RECEIVERS, Receiver, highest_written

EXPECTED = EXPECTED_IN_POLICY | {
    "working_days": phrase("bilangan bulat -60 sampai 366"),
    "letter": phrase("true atau false"),
    "reopens": phrase("true atau false"),
    "times": phrase("bilangan bulat 0 sampai 100"),
    "from": phrase("jam 0 sampai 24"),
    "until": phrase("jam 0 sampai 24"),
    "deadline": phrase("current, verify, follow_up atau done"),
    "tell": phrase("daftar dari officer, head, kecamatan, coordinator, inspectorate"),
}
Hour = Annotated[int, Meta(ge=0, le=24)]


class Rung(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`working_days` after the deadline, negative before it. `deadline`: which one; 'current' is the one that counts now."""

    working_days: Annotated[int, Meta(ge=-60, le=366)]
    tell: Annotated[tuple[Receiver, ...], Meta(min_length=1)]
    deadline: Literal["current", "verify", "follow_up", "done"] = "current"
    letter: bool = False


class Hours(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"first": "from"}):
    """The hours of a working day, in the district's time, in which people may be reminded."""

    first: Hour
    until: Hour


class VoiceRule(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """'Not done': within so many calendar days after an answer, so many times for a complaint, and whether it reopens by itself."""

    days: Days
    times: Annotated[int, Meta(ge=0, le=100)]
    reopens: bool


class Ladder(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a district sets beside the policy of deadlines; 1.0.0 would refuse it there."""

    name: Text
    hours: Hours
    voice: VoiceRule
    reminder: tuple[Rung, ...] = ()


def parse_ladder(text: str) -> Ladder:
    """The ladder in this TOML. Raises InvalidPolicy with the entry at fault and what belongs there."""
    try:
        ladder = msgspec.convert(tomllib.loads(text), Ladder)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPolicy("", phrase("berkas bukan TOML yang benar ({fault}).", fault=str(error))) from None
    except msgspec.ValidationError as error:
        raise fault_of(str(error), EXPECTED) from None
    if ladder.hours.first >= ladder.hours.until:
        raise InvalidPolicy("hours", phrase("isian “hours.from” harus sebelum “hours.until”."))
    rungs = [(rung.deadline, rung.working_days) for rung in ladder.reminder]
    if len(set(rungs)) != len(rungs):
        raise InvalidPolicy("reminder", phrase("dua anak tangga “reminder” punya tenggat dan hari yang sama."))
    return ladder


def may_remind(ladder: Ladder, calendar: WorkCalendar, today: date, hour: int) -> bool:
    """Whether people may be reminded now: on a working day, within its hours (`hour` 0 to 23, in the district's time)."""
    return calendar.is_working(today) and ladder.hours.first <= hour < ladder.hours.until


@dataclass(frozen=True, slots=True)
class Approaching:
    """A deadline that isn't met: how many working days it is over (negative: still to come), as its holder's clock counts them."""

    deadline: Deadline
    lateness: int


def due_reminders(
    complaint: Complaint, holder: str, ladder: Ladder, policy: Policy, calendar: WorkCalendar, today: date
) -> tuple[Reminder, ...]:
    """The reminders that are to be written today, `holder` being the unit in whose hands the complaint is: of each deadline the

    highest rung that is reached, unless that or a higher one was written. None while the clock stands for the complainant.
    """
    if complaint.stage not in OPEN_STAGES or complaint.withdrawn or not holder:
        return ()
    again = len(complaint.milestones.reopenings)
    written = highest_written(complaint.reminders)
    # Who has no part in this: the Inspektorat in what isn't about supervision, a kecamatan in what is no village's of it.
    unreachable = set[str]() if complaint.supervisory else {"inspectorate"}
    if office_kind(holder) in ("kecamatan", "opd"):
        unreachable.add("kecamatan")
    due: list[Reminder] = []
    for approaching, is_current in _unmet(complaint, policy, calendar, today):
        deadline = approaching.deadline
        names = ("current", deadline.step) if is_current else (deadline.step,)
        rungs = [rung for rung in ladder.reminder if rung.deadline in names and _reached(rung, approaching, today)]
        if not rungs:
            continue
        top = max(rungs, key=lambda rung: rung.working_days)
        if written.get((deadline.step, again), -1000) >= top.working_days:
            continue
        highest = [rung for rung in rungs if rung.working_days == top.working_days]
        named = {receiver for rung in highest for receiver in rung.tell} - unreachable
        receivers = tuple(receiver for receiver in RECEIVERS if receiver in named)
        letter = any(rung.letter for rung in highest)
        due.append(Reminder(deadline.step, deadline.due_on, top.working_days, holder, receivers, letter, again))
    return tuple(due)


def _unmet(complaint: Complaint, policy: Policy, calendar: WorkCalendar, today: date) -> list[tuple[Approaching, bool]]:
    """The deadlines that run, with whether each is the one that counts now. Where another unit has accepted the complaint, the

    office's clock stands, but that unit's work is only beginning.
    """
    is_elsewhere = complaint.stage == "forwarded"
    all_deadlines = deadlines.of(complaint, policy, calendar, None if is_elsewhere else today)
    current = deadlines.current(all_deadlines, complaint.stage)
    unmet: list[tuple[Approaching, bool]] = []
    for deadline in all_deadlines:
        if deadline.met_on is not None or deadline.ended_on is not None or deadline.undated:
            continue
        if deadline.paused and not is_elsewhere:
            continue
        stood = 0 if is_elsewhere else deadline.stood
        unmet.append((Approaching(deadline, -calendar.between(today, deadline.due_on) - stood), deadline is current))
    return unmet


def _reached(rung: Rung, approaching: Approaching, today: date) -> bool:
    """Before the deadline: not once it is over, nor on the day from which it is counted."""
    deadline = approaching.deadline
    if rung.working_days < 0:
        return deadline.start < today <= deadline.due_on and approaching.lateness >= rung.working_days
    return today >= deadline.due_on and approaching.lateness >= rung.working_days
