"""A complaint as the case screen shows it: with its deadlines and the steps allowed now, its people masked until asked for."""

from dataclasses import dataclass
from datetime import date

from msgspec import UNSET, structs

from complaints import deadlines
from complaints.complaint import Complainant, Complaint, Conflict
from complaints.deadlines import Deadline
from complaints.entry_day import belated_steps
from complaints.fields import PERSONAL
from complaints.identity import Identity
from complaints.telling import OwedWord, owed_word
from complaints.unnamed_complaint import unnamed
from complaints.workflow import Action
from desktop.store.projection import Rules
from desktop.store.register_numbers import NumberHolder


@dataclass(frozen=True, slots=True)
class Case:
    """`complaint` has its people only when `identity_shown`; `current` is the deadline that counts now.

    `unsent` are the steps, as device and number, that this PC took and its district doesn't have yet; `belated` those that were
    entered later than the policy allows. `identity_hidden`: who complains is never shown to this user, whom the complaint is about.
    `owed`: who waits for a word (telling.py). `undoable`: the id of this user's last step where it can be taken back. `sharing`: the complaints that have its register number, itself among them, in the order of recording; none where it stands once.
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
    owed: OwedWord | None = None


# What shows a person.
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
    owed = owed_word(complaint, rules.unit)
    if owed is None:
        actions = tuple(action for action in actions if action != "no-contact")
    if hidden:
        identity, actions = False, tuple(action for action in actions if action not in SHOWING)
    all_deadlines = deadlines.of(complaint, rules.policy, rules.calendar, today)
    visible = complaint if identity else masked(unnamed(complaint) if hidden else complaint)
    now = deadlines.current(all_deadlines, complaint.stage)
    belated = belated_steps(complaint, rules.policy, rules.calendar)
    return Case(visible, identity, all_deadlines, now, actions, belated=belated, identity_hidden=hidden, owed=owed)


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


def _emptied(person: Identity) -> Identity:
    """Which fields of a person it sets, without what it sets them to."""
    return structs.replace(person, **{name: "" for name, value in structs.asdict(person).items() if value is not UNSET})


def _masked(conflict: Conflict) -> Conflict:
    return Conflict(conflict.field, tuple(structs.replace(version, value="") for version in conflict.versions))
