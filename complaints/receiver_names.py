"""A forwarding may come without its receiver's name, from another program; then the name of the unit stands for it."""

from collections.abc import Callable

from msgspec import structs

from complaints.complaint import Complaint
from complaints.events import Event, Forwarded

NameOf = Callable[[str], str]
"""A unit's name by its code; '' for a code that nobody knows."""


def named(event: Event, name_of: NameOf) -> Event:
    """The event as it is shown; what is kept and handed on stays as it came."""
    step = event.step
    if not _is_nameless(event) or not isinstance(step, Forwarded):
        return event
    return structs.replace(event, step=structs.replace(step, name=name_of(step.unit)))


def _is_nameless(event: Event) -> bool:
    step = event.step
    return isinstance(step, Forwarded) and step.unit != "" and not step.name


def with_names(complaint: Complaint, name_of: NameOf) -> Complaint:
    """The complaint with each receiver's name."""
    if not any(_is_nameless(entry.event) for entry in complaint.history):
        return complaint
    history = tuple(structs.replace(entry, event=named(entry.event, name_of)) for entry in complaint.history)
    forwarded_name = complaint.forwarded_name or (name_of(complaint.forwarded_to) if complaint.forwarded_to else "")
    return structs.replace(complaint, history=history, forwarded_name=forwarded_name)
