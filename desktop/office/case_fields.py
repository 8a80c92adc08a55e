"""A case as the fields of cli.md: for `show`, for the log, and for a register in JSON Lines."""

from collections.abc import Iterable

import msgspec
from msgspec import structs

from complaints import clock
from complaints.complaint import Complaint, Conflict, Entry
from complaints.deadlines import Deadline
from complaints.events import AnyStep, Corrected, Facts, Recorded, Sealed, Unknown
from complaints.fields import OPEN, PERSONAL
from desktop.office.case import Case

Fields = dict[str, object]
HIDDEN = frozenset({"identity", "facts", "box"})


def case_fields(case: Case) -> Fields:
    """What a complaint is now: the fields of `record`, its number and stage, deadlines and attachments."""
    one = case.complaint
    return {
        "number": one.number,
        "id": one.id,
        "tracking_code": one.tracking_code,
        "unit": one.unit,
        "stage": one.stage,
        **{field.name: getattr(one, field.name) for field in OPEN},
        "sealed": False,
        "location": structs.asdict(one.location),
        "subject": one.subject,
        "complainant": structs.asdict(one.complainant),
        "identity_shown": case.identity_shown,
        "erased": one.erased,
        "supporters": [structs.asdict(person) for person in one.supporters],
        "weight": one.weight,
        "assignee": one.assignee,
        "forwarded_to": one.forwarded_to,
        "forwarded_name": one.forwarded_name,
        "response": one.response,
        "draft_response": one.draft_response,
        "satisfaction": one.satisfaction,
        "deadlines": [_deadline(found) for found in case.deadlines],
        "actions": case.actions,
        "attachments": [structs.asdict(attached) for attached in one.attachments],
    }


def history_fields(case: Case) -> Fields:
    """How it came to be so: each step, and what people decided apart."""
    one = case.complaint
    return {
        "history": list(_history(one)),
        "conflicts": [_conflict(found, shown=case.identity_shown) for found in one.conflicts],
        "needs_decision": one.needs_decision,
    }


def step_name(step: AnyStep | Unknown) -> str:
    return step.tag if isinstance(step, Unknown) else str(step.__struct_config__.tag)


def step_fields(step: AnyStep | Unknown) -> Fields:
    """The step as plain values; of what is sealed in it only that it is there."""
    if isinstance(step, Unknown):
        return {"step": step.tag, "unknown": True}
    found: Fields = {"step": step_name(step)}
    found |= {name: value for name, value in structs.asdict(step).items() if name not in HIDDEN}
    if isinstance(step, Recorded | Corrected):
        found["fields"] = msgspec.to_builtins(step.facts)
    if isinstance(step, Sealed):
        found["box_bytes"] = len(step.box)
    if "identity" in step.__struct_fields__:
        found["identity"] = bool(getattr(step, "identity"))  # noqa: B009 - only some steps have one
    return found


def _history(complaint: Complaint) -> Iterable[Fields]:
    """Each step with, for a correction, what stood there before."""
    known: Fields = {}
    for entry in complaint.history:
        yield _entry(entry, known)
        step = entry.event.step
        if isinstance(step, Recorded | Corrected) and not entry.misplaced:
            known |= _given(step.facts)


def _entry(entry: Entry, known: Fields) -> Fields:
    event = entry.event
    found: Fields = {
        "event": event.id,
        "time": clock.moment(event.at).astimezone(),
        "actor": event.actor,
        "unit": event.unit,
        **step_fields(event.step),
        "misplaced": entry.misplaced,
        "decided": entry.decided,
    }
    if isinstance(event.step, Corrected):
        found["before"] = {name: known.get(name) for name in _given(event.step.facts)}
    return found


def _given(facts: Facts) -> Fields:
    return {name: value for name, value in structs.asdict(facts).items() if value is not msgspec.UNSET}


def _conflict(conflict: Conflict, *, shown: bool) -> Fields:
    masked = conflict.field in PERSONAL and not shown
    return {
        "field": conflict.field,
        "versions": [
            {"value": None if masked else version.value, "event": version.event.id, "actor": version.event.actor}
            for version in conflict.versions
        ],
    }


def _deadline(found: Deadline) -> Fields:
    return {
        "step": found.step,
        "due_on": found.due_on,
        "met_on": found.met_on,
        "paused": found.paused,
        "source": found.source,
    }
