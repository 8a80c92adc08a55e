"""Which notice is due: for what came since the last one, in working hours, and never twice for the same thing.

What was told is kept in the book of this PC, so a restart tells nothing again. A matter that is settled is forgotten: when it comes
back, it is a new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from msgspec import Struct, structs

from complaints.calendar import WorkCalendar
from complaints.workflow import RIGHTS, Role
from desktop.office.office import Office
from desktop.office.sync_situation import Situation
from desktop.store import kept_values, standing
from desktop.store.database import writing
from desktop.store.standing import StandingRow

Kind = Literal["disposition", "approval", "due_today", "reply", "sync"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SYNC_BROKEN_HOURS = 24  # without a success, while attempts fail
CHOICES, MEMORY = "notice_choices", "notices_given"
Matters = Mapping[Kind, Sequence[StandingRow]]


class NoticeChoices(Struct, frozen=True):
    """What this PC tells of, and when: from the hour `first` until `last` of working days, unless `always`."""

    off: tuple[str, ...] = ()
    summary: bool = True
    always: bool = False
    first: int = 8
    last: int = 16
    close_to_tray: bool = False


class NoticeMemory(Struct, frozen=True):
    """The matters that were told of and still stand, and the day of the last morning summary."""

    given: tuple[str, ...] = ()
    summary_on: date | None = None


@dataclass(frozen=True, slots=True)
class DueNotice:
    """`kind` 'summary' counts everything that stands, by kind; every other what is new of one kind."""

    kind: Kind | Literal["summary"]
    matters: tuple[StandingRow, ...] = ()
    counts: tuple[tuple[Kind, int], ...] = ()


def due(
    matters: Matters, memory: NoticeMemory, choices: NoticeChoices, moment: datetime, calendar: WorkCalendar
) -> tuple[list[DueNotice], NoticeMemory]:
    """The notices to give now, and what is remembered then. Outside working hours none: they come when those begin."""
    wanted: list[tuple[Kind, Sequence[StandingRow]]] = [
        (kind, matters.get(kind, ())) for kind in KINDS if _is_on(kind, choices)
    ]
    keys: dict[str, tuple[Kind, StandingRow]] = {
        _key(kind, row, moment): (kind, row) for kind, rows in wanted for row in rows
    }
    still_standing = tuple(key for key in memory.given if key in keys)
    if not _is_time(choices, moment, calendar):
        return [], structs.replace(memory, given=still_standing)
    counts: tuple[tuple[Kind, int], ...] = tuple((kind, len(rows)) for kind, rows in wanted if rows)
    if choices.summary and memory.summary_on != moment.date():
        told = NoticeMemory(tuple(keys), moment.date())
        return ([DueNotice("summary", counts=counts)] if counts else []), told
    new: dict[Kind, list[StandingRow]] = {}
    for key, (kind, row) in keys.items():
        if key not in still_standing:
            new.setdefault(kind, []).append(row)
    notices = [DueNotice(kind, tuple(rows)) for kind, rows in new.items()]
    return notices, structs.replace(memory, given=tuple(keys))


def _key(kind: Kind, row: StandingRow, moment: datetime) -> str:
    """What is due today is another matter tomorrow."""
    return f"{kind}:{row.id}:{moment.date()}" if kind == "due_today" else f"{kind}:{row.id}"


def _is_on(kind: Kind, choices: NoticeChoices) -> bool:
    return kind not in choices.off


def _is_time(choices: NoticeChoices, moment: datetime, calendar: WorkCalendar) -> bool:
    if choices.always:
        return True
    return calendar.is_working(moment.date()) and choices.first <= moment.hour < choices.last


def is_sync_broken(now: Situation | None, moment: datetime) -> bool:
    """Whether the exchange stopped, or has failed for a day; not while it is paused or goes by stick."""
    if now is None or not now.connection.enrolled or now.connection.paused:
        return False
    connection = now.connection
    if connection.stopped:
        return True
    last = connection.last_success
    hours = (moment - last.at).total_seconds() / 3600 if last is not None else SYNC_BROKEN_HOURS
    return bool(connection.address and connection.failures) and hours >= SYNC_BROKEN_HOURS


def look(office: Office, *, sync_broken: bool) -> list[DueNotice]:
    """The notices to give now; that they are given is written down first."""
    moment = office.now
    choices = load_choices(office)
    with office.reading() as connection:
        memory = kept_values.load(connection, MEMORY, NoticeMemory) or NoticeMemory()
        rows = standing.load(connection, moment.date())
    matters: dict[Kind, Sequence[StandingRow]] = {
        "disposition": rows["disposition"], "due_today": rows["due_today"], "reply": rows["reply"],
        "approval": rows["approval"] if may_approve(office.user.role) else (),
        "sync": (StandingRow("sync", "", ""),) if sync_broken else (),
    }  # fmt: skip
    notices, remembered = due(matters, memory, choices, moment, office.rules.calendar)
    if remembered != memory:
        with writing(office.engine) as connection:
            kept_values.save(connection, MEMORY, remembered)
    return notices


def may_approve(role: Role) -> bool:
    return "approve" in RIGHTS[role]


def load_choices(office: Office) -> NoticeChoices:
    """What this PC's users chose; the defaults before they did."""
    with office.reading() as connection:
        return kept_values.load(connection, CHOICES, NoticeChoices) or NoticeChoices()


def save_choices(office: Office, choices: NoticeChoices) -> None:
    with writing(office.engine) as connection:
        kept_values.save(connection, CHOICES, choices)
