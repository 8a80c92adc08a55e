"""A complaint as the case screen shows it: with its deadlines and the steps allowed now, its people masked until asked for."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from msgspec import UNSET, Struct, structs

from complaints import deadlines
from complaints.complaint import Complainant, Complaint, Conflict
from complaints.deadlines import Deadline
from complaints.entry_day import belated_steps
from complaints.events import Event
from complaints.fields import PERSONAL
from complaints.identity import Identity
from complaints.unnamed_text import without_people
from complaints.workflow import Action
from desktop.store.projection import Rules
from desktop.store.register_numbers import NumberHolder


@dataclass(frozen=True, slots=True)
class Case:
    """`complaint` has its people only when `identity_shown`; `current` is the deadline that counts now.

    `unsent` are the steps, as device and number, that this PC took and its district doesn't have yet; `belated` those that were
    entered later than the policy allows. `identity_hidden`: who complains is never shown to this user, whom the complaint is about.
    `undoable`: the id of this user's last step where it can be taken back. `sharing`: the complaints that have its register number, itself among them, in the order of recording; none where it stands once.
    """

    complaint: Complaint
    identity_shown: bool
    deadlines: tuple[Deadline, ...]
    current: Deadline | None
    actions: tuple[Action, ...]
    unsent: frozenset[tuple[str, int]] = frozenset()
    belated: frozenset[tuple[str, int]] = frozenset()
    identity_hidden: bool = False
    sharing: tuple[NumberHolder, ...] = ()
    undoable: str = ""


# What shows a person.
Written = TypeVar("Written", bound=Struct)
SHOWING: frozenset[Action] = frozenset({"show-identity", "contact"})


def case_of(
    complaint: Complaint,
    rules: Rules,
    today: date,
    actions: tuple[Action, ...],
    *,
    identity: bool,
    hidden: bool = False,
) -> Case:
    """The case of a folded complaint; with `hidden` its people are masked whatever is asked for."""
    if hidden:
        identity, actions = False, tuple(action for action in actions if action not in SHOWING)
    all_deadlines = deadlines.of(complaint, rules.policy, rules.calendar, today)
    visible = complaint if identity else masked(unnamed(complaint) if hidden else complaint)
    now = deadlines.current(all_deadlines, complaint.stage)
    belated = belated_steps(complaint, rules.policy, rules.calendar)
    return Case(visible, identity, all_deadlines, now, actions, belated=belated, identity_hidden=hidden)


def masked(complaint: Complaint) -> Complaint:
    """The complaint without its people; a conflict between two names still shows as a conflict."""
    return structs.replace(
        complaint,
        complainant=Complainant(),
        subject="",
        former_subjects=(),
        supporters=tuple(Complainant() for _ in complaint.supporters),
        conflicts=tuple(
            conflict if conflict.field not in PERSONAL else _masked(conflict) for conflict in complaint.conflicts
        ),
        requests=tuple(structs.replace(request, person=_emptied(request.person)) for request in complaint.requests),
    )


def unnamed(complaint: Complaint) -> Complaint:
    """The complaint with its own people covered in all that was written about it."""
    people = (complaint.complainant, *complaint.supporters)
    return structs.replace(
        complaint,
        title=without_people(complaint.title, people),
        body=without_people(complaint.body, people),
        expectation=without_people(complaint.expectation, people),
        response=without_people(complaint.response, people),
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


def _emptied(person: Identity) -> Identity:
    """Which fields of a person it sets, without what it sets them to."""
    return structs.replace(person, **{name: "" for name, value in structs.asdict(person).items() if value is not UNSET})


def _masked(conflict: Conflict) -> Conflict:
    return Conflict(conflict.field, tuple(structs.replace(version, value="") for version in conflict.versions))
