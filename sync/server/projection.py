"""A complaint as the coordinator's lists need it: one row, folded again in the transaction that brings a new event of it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from complaints import deadlines, lapor, reminders
from complaints.complaint import OPEN_STAGES, READABLE, STAGES, Complaint
from complaints.disposition import helpers
from complaints.entry_day import days_to_entry
from complaints.events import Closed, Event, Rated, Responded, Sealed, UnknownStep
from complaints.fold import fold
from complaints.office_kind import subdistrict
from complaints.place_names import spelled
from complaints.search_words import fold as folded_text
from sync.server import search
from sync.server.reckoning import NOT_DUE, Reckoning
from sync.server.statement import Insert

RULES = 16  # one more whenever other rows come of the same events, or this version reads other events (`shape`); 0 was 1.0.0
LONGEST_TITLE = 300
LONGEST_TITLE_KEY = 60
STAGE_RANKS = {stage: rank for rank, stage in enumerate(STAGES, 1)}
LAST_OPEN_RANK = max(STAGE_RANKS[stage] for stage in OPEN_STAGES)
UNANSWERED = -(2**31)  # in place of the days from receipt to answer
FROM_REGISTER = -1  # in place of the days from receipt to entry
# How it was answered: NEITHER while it is not, and where nobody can tell why not.
IN_TIME, LATE, NEITHER, UNDATED, BELATED = 1, 0, -1, 2, 3


class Projected(NamedTuple):
    """A row of `complaint`, in the order of its columns."""

    id: str
    units: str
    erased: bool
    sealed: bool
    unit: str = ""
    number: str = ""
    tracking_code: str = ""
    stage: str = ""
    kind: str = ""
    title: str = ""
    category: str = ""
    received_on: str = ""
    responded_on: str = ""
    closed_on: str = ""
    anonymous: bool = False
    confidential: bool = False
    forwarded_to: str = ""
    needs_decision: bool = False
    answer_days: int = UNANSWERED
    due_day: int = NOT_DUE
    in_time: int = NEITHER
    recorded_at: int = 0
    newer: int = READABLE
    answer_due: int = NOT_DUE
    former_numbers: str = ""
    supervisory: bool = False
    holder: str = ""
    holder_due: int = NOT_DUE
    untaken: bool = False
    channel: str = ""
    subdistrict: str = ""
    stage_rank: int = 0
    title_key: str = ""
    search_row: int = 0
    lapor_id: str = ""
    source: str = ""
    lapor_entered: bool = False
    dusun: str = ""
    satisfaction: int = 0
    reopened: bool = False
    reminded: int = 0
    unread_words: int = 0
    helping: str = ""
    answered_day: int = NOT_DUE
    late_day: int = NOT_DUE
    settled_day: int = NOT_DUE
    reopened_day: int = NOT_DUE
    rated_day: int = NOT_DUE
    entry_lag: int = FROM_REGISTER
    rules: int = RULES


_TYPES = {
    name: {"bool": "bool", "int": "int4"}.get(getattr(kind, "__name__", str(kind)), "text")
    for name, kind in Projected.__annotations__.items()
} | {"recorded_at": "int8", "search_row": "int8"}
ADD = Insert("complaint", _TYPES)
CHANGE = Insert(
    "complaint",
    _TYPES,
    "ON CONFLICT (id) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in _TYPES if name != "id"),
)


REMINDED = Insert(
    "reminder",
    {
        "complaint": "text", "rung": "text", "written_on": "text", "unit": "text", "step": "text", "working_days": "int4",
        "due_on": "text", "letter": "bool", "receivers": "text", "device": "text", "seq": "int8",
    },
    "ON CONFLICT (complaint, rung) DO UPDATE SET device = excluded.device, seq = excluded.seq WHERE reminder.device = ''",
)  # fmt: skip
HANDED = Insert("handed", {"unit": "text", "complaint": "text"}, "ON CONFLICT DO NOTHING")
COLUMNS = ", ".join(_TYPES)


def joined(codes: Iterable[str]) -> str:
    """As a column holds units or numbers, between spaces, so that one can be found by LIKE '% code %'."""
    return f" {' '.join(sorted(codes))} "


def split(units: str) -> frozenset[str]:
    return frozenset(units.split())


def project(id: str, history: list[Event], entitled: frozenset[str], reckoning: Reckoning) -> Projected:
    """The row of a complaint. Steps of units that are not entitled don't count."""
    return project_with_source(id, history, entitled, reckoning)[0]


def project_with_source(
    id: str, history: list[Event], entitled: frozenset[str], reckoning: Reckoning
) -> tuple[Projected, bytes | None]:
    """The row with what its words in the search are made of; None where a list shows nothing of it."""
    units = joined(entitled)
    counting = [event for event in history if event.unit in entitled]
    complaint = fold(counting) if counting else None
    if complaint is None:
        return Projected(id, units, False, any(isinstance(event.step, Sealed) for event in history)), None
    if complaint.withdrawn:
        # As before its recording came: in no list, no figure and no public answer. Its identity stays whose it was.
        return Projected(id, units, complaint.erased, False, complaint.unit, anonymous=complaint.anonymous), None
    source = search.source(complaint)
    return _row(id, units, complaint, reckoning, search.row_number(complaint, source)), source


def _row(id: str, units: str, complaint: Complaint, reckoning: Reckoning, search_row: int) -> Projected:
    """In the order of the columns: with fifty names, half of what a row costs would be telling them apart."""
    dates, held_by = complaint.milestones, holder(complaint)
    units_asked, in_time = frozenset(helpers(complaint)), reckoning.in_time(complaint)
    number_from = lapor.number_from(complaint)
    return Projected(
        id,
        units,
        complaint.erased,
        False,
        complaint.unit,
        _text(complaint.number, 40),
        _text(complaint.tracking_code, 40),
        complaint.stage,
        complaint.kind,
        _text(complaint.title, LONGEST_TITLE),
        _text(complaint.category, 100),
        complaint.received_on.isoformat(),
        dates.responded_on.isoformat() if dates.responded_on else "",
        dates.closed_on.isoformat() if dates.closed_on else "",
        complaint.anonymous,
        complaint.confidential,
        _text(complaint.forwarded_to, 40),
        complaint.needs_decision,
        (dates.answered_on - dates.received_on).days
        if dates.answered_on and not deadlines.is_undated(complaint)
        else UNANSWERED,
        reckoning.due_day(complaint),
        _how_answered(complaint, reckoning, in_time),
        recording.at if (recording := complaint.recording_event) is not None else 0,
        complaint.newer,
        reckoning.answer_due(complaint),
        joined(complaint.former_numbers) if complaint.former_numbers else "",
        complaint.supervisory or complaint.once_supervisory,
        _text(held_by, 40),
        reckoning.holder_due(complaint) if held_by else NOT_DUE,
        held_by != "" and _is_untaken(complaint),
        complaint.channel,
        subdistrict(complaint.unit),
        STAGE_RANKS[complaint.stage],
        _text(folded_text(complaint.title[:LONGEST_TITLE_KEY]), LONGEST_TITLE_KEY),
        search_row,
        _text(complaint.lapor_id, 40),
        _text(number_from, 40),
        number_from != "" and lapor.is_entered(complaint),
        _text(spelled("dusun", complaint.location.dusun), 100),
        complaint.satisfaction or 0,
        dates.reopened_on is not None,
        _reminded(complaint),
        sum(not said.is_read for said in complaint.voices),
        joined(helping) if (helping := units_asked & split(units)) else "",
        _day(None if deadlines.is_undated(complaint) else dates.answered_on),
        reckoning.late_day(complaint, in_time),
        _settled_day(complaint),
        _day(dates.reopened_on),
        _rated_day(complaint),
        FROM_REGISTER if (lag := days_to_entry(complaint)) is None else lag,
    )


def _day(on: date | None) -> int:
    return NOT_DUE if on is None else on.toordinal()


def _settled_day(complaint: Complaint) -> int:
    """Since when nothing is to be done: answered, or closed or archived without an answer."""
    if complaint.stage in OPEN_STAGES:
        return NOT_DUE
    dates = complaint.milestones
    settled = dates.responded_on or dates.closed_on or dates.received_on
    return max(settled, dates.received_on).toordinal()


def _rated_day(complaint: Complaint) -> int:
    """The day of the rating that counts."""
    if complaint.satisfaction is None:
        return NOT_DUE
    rating = next(
        (
            step
            for entry in reversed(complaint.history)
            if isinstance(step := entry.event.step, Rated | Closed) and step.satisfaction is not None
        ),
        None,
    )
    return _day(rating.on if rating is not None else None)


def holder(complaint: Complaint) -> str:
    """The unit in whose hands an open complaint is: to which it was forwarded, which has drafted the answer, or which recorded it."""
    if complaint.stage not in OPEN_STAGES:
        return ""
    if complaint.stage == "forwarded" and complaint.forwarded_to:
        return complaint.forwarded_to
    if complaint.stage == "awaiting_approval":
        return next(
            (
                entry.event.unit
                for entry in reversed(complaint.history)
                if isinstance(entry.event.step, Responded) and not entry.undone
            ),
            complaint.unit,
        )
    return complaint.unit


def _is_untaken(complaint: Complaint) -> bool:
    """Whether its holder hasn't begun: it is new, or was forwarded and nobody has accepted it."""
    if complaint.stage == "forwarded":
        return all(pause.end is not None for pause in complaint.milestones.pauses)
    return complaint.stage == "new"


def _reminded(complaint: Complaint) -> int:
    last = reminders.standing(complaint)
    reminder = reminders.reminder_of(last) if last is not None else None
    return 0 if reminder is None else 1 + reminder.letter


def reminded(events: Iterable[Event], district: str) -> list[tuple[object, ...]]:
    """The rows of `reminder` that these events of the district tell."""
    return [
        (
            event.complaint, reminders.rung_of(reminder), event.step.on.isoformat(), _text(reminder.unit, 40), _text(reminder.step, 20),
            reminder.working_days, reminder.due_on.isoformat(), reminder.letter, joined(reminder.receivers), event.device, event.seq,
        )
        for event in events
        if event.unit == district
        and not isinstance(event.step, UnknownStep)
        and (reminder := reminders.reminder_of(event)) is not None
    ]  # fmt: skip


def handed(id: str, entitled: Iterable[str], recorder: str, district: str) -> list[tuple[str, str]]:
    """The rows of `handed` for a complaint: each unit that may see it beside its own and the district."""
    return [(unit, id) for unit in sorted(set(entitled) - {recorder, district})] if recorder else []


def _how_answered(complaint: Complaint, reckoning: Reckoning, in_time: bool | None) -> int:
    """As the office has it (complaints/step_times.py)."""
    if in_time is None:
        return UNDATED if reckoning.is_undated(complaint) else NEITHER
    return BELATED if in_time and reckoning.is_belated(complaint) else int(in_time)


def _text(value: str, longest: int) -> str:
    """PostgreSQL keeps no NUL in a text."""
    return value[:longest].replace("\0", " ")
