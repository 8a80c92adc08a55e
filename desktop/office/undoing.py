"""Takes back this user's last step on a complaint, as long as nobody built on it and no other unit has it."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from complaints import access, steps, undoing
from complaints.complaint import Complaint
from complaints.draft import clean
from complaints.errors import Refused
from complaints.events import AnyStep, Event
from complaints.workflow import Role
from desktop.office import handling
from desktop.store import own_devices
from desktop.store.log import Author
from desktop.store.projection import Rules


def undo(
    connection: Connection,
    complaint_id: str,
    reason: str = "",
    *,
    author: Author,
    role: Role,
    rules: Rules,
    now_ms: int,
    today: date,
) -> Complaint:
    """The complaint as it is without that step. Raises Refused with what to do instead; then nothing changed."""
    complaint, history = handling.load(connection, complaint_id)
    taken = undoing_steps(connection, complaint, reason, author=author, role=role, today=today)
    return handling.append(connection, complaint, history, taken, author, rules, now_ms)


def undoing_steps(
    connection: Connection,
    complaint: Complaint,
    reason: str = "",
    step: str = "",
    *,
    author: Author,
    role: Role,
    today: date,
) -> list[AnyStep]:
    """The steps that take back this user's last one; with `step`, an id, only that one. Raises Refused."""
    steps.refuse_unless_allowed("note", complaint, role, author.unit)
    was_sent = _was_sent(complaint, author.unit, own_devices.unsent(connection, complaint))
    return undoing.undoing(complaint, author.actor, author.unit, today, was_sent, clean(reason), step)


def undoable(complaint: Complaint, author: Author, unsent: frozenset[tuple[str, int]]) -> str:
    """The id of the step that `undo` would take back; '' where it would refuse."""
    if complaint.withdrawn:
        return ""
    try:
        undo, *_ = undoing.undoing(
            complaint, author.actor, author.unit, complaint.received_on, _was_sent(complaint, author.unit, unsent)
        )
    except Refused:
        return ""
    return undoing.undone_by(undo)


def _was_sent(complaint: Complaint, unit: str, unsent: frozenset[tuple[str, int]]) -> Callable[[Event], bool]:
    events = [entry.event for entry in complaint.history]
    others = access.units(events, unit) - {unit}
    return lambda event: bool(others) and (event.device, event.seq) not in unsent
