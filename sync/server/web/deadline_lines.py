"""The deadlines of a case for the coordinator: the office's own, and that of whoever has it in hand now."""

from datetime import date
from typing import NamedTuple

from complaints import deadlines
from complaints.complaint import Complaint
from complaints.vocabulary import DUE_STEPS
from sync.server.projection import holder
from sync.server.reckoning import NOT_DUE, Reckoning

KINDS = {"late": "danger", "today": "warning", "soon": "warning", "met": "closed"}


class DeadlineLine(NamedTuple):
    """`words` say how it stands ('lewat 3 hari kerja'); `kind` is the colour of its tag."""

    name: str
    due_on: str
    met_on: str
    words: str
    kind: str


def deadline_lines(complaint: Complaint, reckoning: Reckoning, today: date) -> list[DeadlineLine]:
    lines: list[DeadlineLine] = []
    for deadline in deadlines.of(complaint, reckoning.policy, reckoning.calendar, today):
        name = DUE_STEPS[deadline.step] + (" lagi" if deadline.again else "")
        if deadline.undated:
            lines.append(DeadlineLine(name, "", "", "tanpa tanggal di register lama", ""))
            continue
        state = deadlines.state(deadline, today, reckoning.calendar, reckoning.policy)
        met_on = deadline.met_on.isoformat() if deadline.met_on else ""
        kind = "danger" if deadline.on_time is False else KINDS.get(state.urgency, "")
        lines.append(DeadlineLine(name, deadline.due_on.isoformat(), met_on, str(deadlines.phrase_of(state)), kind))
    return lines


class Holding(NamedTuple):
    """The code of the unit in whose hands it is, and until when ('' for no day)."""

    unit: str
    due_on: str
    is_late: bool


def holding(complaint: Complaint, reckoning: Reckoning, today: date) -> Holding | None:
    unit = holder(complaint)
    if not unit:
        return None
    due = reckoning.holder_due(complaint)
    return Holding(unit, date.fromordinal(due).isoformat() if due != NOT_DUE else "", due < today.toordinal())
