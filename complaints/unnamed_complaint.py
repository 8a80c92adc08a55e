"""A complaint with its own people covered in all that was written about it: for whom it accuses, and for list and search."""

from typing import TypeVar

from msgspec import Struct, structs

from complaints.complaint import Complainant, Complaint
from complaints.events import Event
from complaints.unnamed_text import without_people

Written = TypeVar("Written", bound=Struct)


def unnamed(complaint: Complaint) -> Complaint:
    """The complaint with its own people covered in all that was written about it."""
    people = (complaint.complainant, *complaint.supporters)
    return structs.replace(
        complaint,
        title=without_people(complaint.title, people),
        body=without_people(complaint.body, people),
        expectation=without_people(complaint.expectation, people),
        response=without_people(complaint.response, people),
        draft_response=without_people(complaint.draft_response, people),
        location=_covered(complaint.location, people),
        voices=tuple(
            structs.replace(word, text=without_people(word.text, people), event=_nameless(word.event, people))
            for word in complaint.voices
        ),
        history=tuple(structs.replace(entry, event=_nameless(entry.event, people)) for entry in complaint.history),
    )


def _nameless(event: Event, people: tuple[Complainant, ...]) -> Event:
    return structs.replace(event, step=_covered(event.step, people))


def _covered(written: Written, people: tuple[Complainant, ...]) -> Written:
    """A step or a place with the people covered in its texts, and in those of the structs within."""
    changed: dict[str, object] = {}
    for name in written.__struct_fields__:
        value = getattr(written, name)
        if isinstance(value, str):
            covered: object = without_people(value, people)
        elif isinstance(value, Struct):
            covered = _covered(value, people)
        else:
            continue
        if covered != value:
            changed[name] = covered
    return structs.replace(written, **changed) if changed else written


def seen_by_all(complaint: Complaint) -> Complaint:
    """A complaint that accuses somebody, without anything that says who complains.

    A list and a search are the same for every user of an office, also for whom it accuses.
    """
    return structs.replace(unnamed(complaint), complainant=Complainant(), supporters=())
