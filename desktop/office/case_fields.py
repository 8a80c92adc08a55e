"""A case as the fields of cli.md: for `show`, for the log, and for a register in JSON Lines."""

from collections.abc import Collection, Iterable

import msgspec
from msgspec import structs

from complaints import clock
from complaints.approval import asked
from complaints.complaint import IS_NEWER, CitizenWord, Complaint, Conflict, Entry, OwnerRequest
from complaints.deadlines import Deadline
from complaints.events import (
    AnyStep,
    Corrected,
    Event,
    Facts,
    Forwarded,
    Recorded,
    Reported,
    Reviewed,
    Sealed,
    UnknownStep,
)
from complaints.fields import OPEN, PERSONAL
from complaints.identity import Identity
from complaints.ownership import OWN_FACTS
from complaints.reminders import reminder_of
from complaints.renumbering import is_register_number
from desktop.office.case import Case
from desktop.store.register_numbers import NumberHolder

Fields = dict[str, object]
HIDDEN = frozenset({"identity", "facts", "box", "content"})


def case_fields(case: Case) -> Fields:
    """What a complaint is now: the fields of `record`, its number and stage, deadlines and attachments."""
    complaint = case.complaint
    return {
        "number": complaint.number,
        "former_numbers": complaint.former_numbers,
        "id": complaint.id,
        "tracking_code": complaint.tracking_code,
        "unit": complaint.unit,
        "stage": complaint.stage,
        "newer": complaint.newer == IS_NEWER,
        **{field.name: getattr(complaint, field.name) for field in OPEN},
        "sealed": False,
        "location": structs.asdict(complaint.location),
        "subject": complaint.subject,
        "complainant": structs.asdict(complaint.complainant),
        "identity_shown": case.identity_shown,
        "identity_closed": case.identity_shown and complaint.identity_closed and not complaint.erased,
        "erased": complaint.erased,
        "supporters": [structs.asdict(person) for person in complaint.supporters],
        "weight": complaint.weight,
        "assignee": complaint.assignee,
        "forwarded_to": complaint.forwarded_to,
        "forwarded_name": complaint.forwarded_name,
        "response": complaint.response,
        "draft_response": complaint.draft_response,
        "satisfaction": complaint.satisfaction,
        "approval_asked_on": waiting.on if (waiting := asked(complaint)) is not None else None,
        "approval_asked_by": waiting.by if waiting is not None else "",
        "owed_since": case.owed.since if case.owed is not None else None,
        "deadlines": [_deadline(deadline) for deadline in case.deadlines],
        "actions": case.actions,
        "attachments": [structs.asdict(attached) for attached in complaint.attachments],
    }


def history_fields(case: Case) -> Fields:
    """How it came to be so: each step, and what people decided apart."""
    complaint = case.complaint
    return {
        "history": list(_history(complaint, case.belated)),
        "conflicts": [_conflict(conflict, with_identity=case.identity_shown) for conflict in complaint.conflicts],
        "requests": [_request(request, with_identity=case.identity_shown) for request in complaint.requests],
        "owed_to": case.owed.places if case.owed is not None else (),
        "voices": [_word(word) for word in complaint.voices],
        "reminders": [_reminder(event) for event in complaint.reminders],
        "same_number": [holder_fields(holder) for holder in case.sharing if holder.id != complaint.id],
        "needs_decision": complaint.needs_decision or bool(case.sharing),
    }


def _word(word: CitizenWord) -> Fields:
    """What the complainant said themselves, and whether somebody here has read it."""
    event = word.event
    return {
        "event": event.id,
        "unit": event.unit,
        "kind": word.kind,
        "text": word.text,
        "satisfaction": word.satisfaction,
        "read": word.is_read,
    }


def _reminder(event: Event) -> Fields:
    reminder = reminder_of(event)
    assert reminder is not None
    return {"event": event.id, **structs.asdict(reminder)}


def holder_fields(holder: NumberHolder) -> Fields:
    """A complaint that has, or had, the same register number as another: what tells them apart."""
    return {
        "id": holder.id,
        "number": holder.number,
        "letter": holder.number.split("-")[1] if is_register_number(holder.number) else "",
        "recorded_at": clock.local_moment(holder.recorded_at),
        "device": holder.device,
        "unit": holder.unit,
        "tracking_code": holder.tracking_code,
        "title": holder.title,
    }


def step_name(step: AnyStep | UnknownStep) -> str:
    return step.tag if isinstance(step, UnknownStep) else str(step.__struct_config__.tag)


def step_fields(step: AnyStep | UnknownStep) -> Fields:
    """The step as plain values; of a sealed part only whether there is one."""
    if isinstance(step, UnknownStep):
        return {"step": step.tag, "unknown": True}
    fields: Fields = {"step": step_name(step)}
    fields |= {name: value for name, value in structs.asdict(step).items() if name not in HIDDEN}
    if isinstance(step, Forwarded):
        fields["to"] = step.unit  # as `unit` does, which 1.0.0 told it by; the author's is `author_unit`
    if isinstance(step, Recorded | Corrected):
        fields["fields"] = msgspec.to_builtins(step.facts)
    if isinstance(step, Sealed):
        fields["box_bytes"] = len(step.box)
    if isinstance(step, Reported):
        fields["content_bytes"] = len(step.content)
    if "identity" in step.__struct_fields__:
        fields["identity"] = bool(getattr(step, "identity"))  # noqa: B009 - only some steps have one
    return fields


def _history(complaint: Complaint, belated: Collection[tuple[str, int]]) -> Iterable[Fields]:
    """Each step with, for a correction, what stood there before."""
    values: Fields = {}
    for entry in complaint.history:
        event = entry.event
        yield _entry(entry, values) | {"belated": (event.device, event.seq) in belated}
        step = entry.event.recording or entry.event.step
        if isinstance(step, Recorded | Corrected) and not entry.misplaced:
            values |= counted_facts(entry, step)


def _entry(entry: Entry, values: Fields) -> Fields:
    event = entry.event
    fields: Fields = {
        "event": event.id,
        "time": clock.local_moment(event.at),
        "actor": event.actor,
        "unit": event.unit,
        "author_unit": event.unit,
        **step_fields(event.step),
        "misplaced": entry.misplaced,
        "decided": entry.decided,
        "undone": entry.undone,
        "requested": entry.requested,
    }
    if isinstance(event.step, Corrected):
        fields["before"] = {name: values.get(name) for name in _filled(event.step.facts)}
    return fields


def counted_facts(entry: Entry, step: Recorded | Corrected) -> Fields:
    """What the step sets by itself; of another unit's correction, what only the owner may say is not in it."""
    facts = _filled(step.facts)
    return {name: value for name, value in facts.items() if not (entry.requested and name in OWN_FACTS)}


def _request(request: OwnerRequest, *, with_identity: bool) -> Fields:
    event, decision = request.event, request.decision
    return {
        "event": event.id,
        "unit": event.unit,
        "actor": event.actor,
        "wish": request.wish,
        "reason": request.reason,
        "fields": msgspec.to_builtins(request.facts),
        "person": _filled(request.person) if with_identity else sorted(_filled(request.person)),
        "open": request.is_open,
        "granted": request.granted if decision is not None else None,
        "decided_by": decision.actor if decision is not None else None,
        "decision": decision.step.note if decision is not None and isinstance(decision.step, Reviewed) else None,
    }


def _filled(facts: Facts | Identity) -> Fields:
    return {name: value for name, value in structs.asdict(facts).items() if value is not msgspec.UNSET}


def _conflict(conflict: Conflict, *, with_identity: bool) -> Fields:
    masked = conflict.field in PERSONAL and not with_identity
    return {
        "field": conflict.field,
        "versions": [
            {"value": None if masked else version.value, "event": version.event.id, "actor": version.event.actor}
            for version in conflict.versions
        ],
    }


def _deadline(deadline: Deadline) -> Fields:
    return {
        "step": deadline.step,
        "due_on": deadline.due_on,
        "met_on": deadline.met_on,
        "paused": deadline.paused,
        "source": deadline.source,
        "again": deadline.again,
        "undated": deadline.undated,
    }
