"""Complaints that came from an old register: which of them are still as the register left them, and stay out of today's work.

A register of past years would else be all that is late. Once somebody works on one here, it counts as any other.
"""

from complaints import events as e
from complaints.complaint import Complaint
from complaints.events import Event

RECORDED_HERE, WORKED_ON, UNTOUCHED, AT_REST = range(4)
# What may be done to all of an import without working on any of it.
_NO_WORK = (e.Corrected, e.IdentityShown, e.Reviewed, e.Attached)
_OVER = frozenset({"closed", "archived"})


def standing(complaint: Complaint, due_step: str) -> int:
    """RECORDED_HERE; WORKED_ON here since the import; UNTOUCHED since; or AT_REST: untouched, and the register says that it is over, or has

    no day from which its deadline `due_step` is counted. What it says is being worked on, with a day, is late as any other.
    """
    register = complaint.register
    if register is None:
        return RECORDED_HERE
    if _is_worked_on(complaint, register.steps):
        return WORKED_ON
    undated = register.undated
    is_undated = "receive" in undated or (due_step in undated if due_step else bool(undated))
    return AT_REST if complaint.stage in _OVER or is_undated else UNTOUCHED


def _is_worked_on(complaint: Complaint, steps: int) -> bool:
    first = complaint.recording_event
    if first is None or len(complaint.history) == 1:
        return False
    return any(
        not entry.undone and _is_later(entry.event, first, steps) and not _leaves_as_it_was(entry.event)
        for entry in complaint.history
    )


def _is_later(event: Event, first: Event, steps: int) -> bool:
    return event is not first and not (event.device == first.device and first.seq < event.seq <= first.seq + steps)


def _leaves_as_it_was(event: Event) -> bool:
    step = event.step
    if isinstance(step, e.Noted):
        return step.meaning is not None
    return isinstance(step, _NO_WORK)
