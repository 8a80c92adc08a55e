"""One step on many complaints: what can be done is told before, done in batches that can be stopped, and taken back as one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from msgspec import structs
from sqlalchemy import Connection

from complaints.complaint import Complaint
from complaints.draft import clean
from complaints.errors import InvalidField, OfficeError, Refused
from complaints.events import AnyStep
from complaints.fold import fold, no_identity
from complaints.phrases import Phrase, Value, phrase
from complaints.steps import StepDetails
from complaints.vocabulary import STAGES, inside_sentence
from complaints.workflow import NEEDS_NOTE, RIGHTS, Action, fits
from desktop.office import handling, undoing
from desktop.office.office import Office
from desktop.store import folded_complaints, last_deed, log, projection
from desktop.store.database import writing
from desktop.store.last_deed import Deed
from desktop.store.log import NewEvent

# What is the same on every complaint. The others need a look at each: a file, a person, a conflict, a purpose.
ACTIONS: frozenset[Action] = frozenset(
    {
        "verify", "return", "forward", "accept", "follow-up", "respond", "approve", "decline", "close", "reopen", "archive", "rate",
        "correct", "note", "no-contact",
    }
)  # fmt: skip
# Complaints of one transaction: short enough that a save in between waits for a fifth of a second at most.
BATCH = 50
LOOKED_AT_ONCE = 500

Progress = Callable[[int, int], bool]
Decide = Callable[[Connection, Complaint], list[AnyStep]]


class Stopped(Refused):
    def __init__(self) -> None:
        super().__init__(phrase("Dihentikan. Tidak ada yang berubah."))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Complaints, by id, on which the step can't be taken, all for the same reason."""

    reason: Phrase
    ids: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the step would do: `able` are the ids on which it can be taken, in the order of the list."""

    action: Action
    details: StepDetails
    able: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was done: `waiting` are those that were not come to, because somebody stopped it or, with a `fault`, it couldn't go on."""

    action: Action
    done: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    waiting: tuple[str, ...] = ()
    fault: Phrase | None = None


def count_left_out(groups: Sequence[LeftOut]) -> int:
    """How many complaints are left out, for whatever reason."""
    return sum(len(group.ids) for group in groups)


class _Groups:
    """Who is left out, by reason, in the order in which the reasons turned up."""

    def __init__(self) -> None:
        self._by_reason: dict[tuple[object, ...], tuple[Phrase, list[str], list[str]]] = {}

    def add(self, complaint_id: str, number: str, reason: Phrase) -> None:
        others = sorted((name, str(value)) for name, value in reason.values.items() if name != "number")
        _, ids, numbers = self._by_reason.setdefault((reason.template, *others), (reason, [], []))
        ids.append(complaint_id)
        numbers.append(number)

    def made(self) -> tuple[LeftOut, ...]:
        return tuple(
            LeftOut(_of_several(reason, numbers), tuple(ids), tuple(numbers))
            for reason, ids, numbers in self._by_reason.values()
        )


def _of_several(reason: Phrase, numbers: Sequence[str]) -> Phrase:
    if "number" not in reason.values or len(numbers) == 1:
        return reason
    several = phrase("{number} dan {count} lainnya", number=numbers[0], count=len(numbers) - 1)
    values: dict[str, Value] = reason.values | {"number": several}
    return replace(reason, values=values)


def plan(
    office: Office,
    ids: Sequence[str],
    action: Action,
    details: StepDetails | None = None,
    progress: Progress = lambda _part, _total: True,
) -> Plan:
    """On which of these complaints the step can be taken now, and why not on the others.

    A note or receiver that is still to be typed counts as typed. Raises Refused where this user has no such step at all, Stopped.
    """
    details = details or StepDetails()
    _refuse_without_right(office, action)
    tried = _as_if_typed(action, details)
    able: list[str] = []
    groups = _Groups()
    with office.reading() as connection:
        for start in range(0, len(ids), LOOKED_AT_ONCE):
            if not progress(start, len(ids)):
                raise Stopped
            for complaint_id, complaint in _folded(
                connection, ids[start : start + LOOKED_AT_ONCE], with_people=action == "no-contact"
            ):
                reason = _reason(office, connection, complaint_id, complaint, action, tried)
                if reason is None:
                    able.append(complaint_id)
                else:
                    groups.add(complaint_id, complaint.number if complaint else complaint_id, reason)
    return Plan(action, details, tuple(able), groups.made())


def run(office: Office, planned: Plan, progress: Progress = lambda _part, _total: True) -> Report:
    """Takes the step on all that can take it. What was done when `progress` says no, or the disk fails, stays, and is told.

    Raises InvalidField where the note or the receiver is missing; then nothing was done.
    """
    action, details = planned.action, planned.details
    _refuse_without_right(office, action)
    refuse_unfinished(action, details)
    details = office.completed(action, details)

    def decide(connection: Connection, complaint: Complaint) -> list[AnyStep]:
        return handling.steps_taken(
            connection, complaint, action, details, author=office.author, role=office.user.role, today=office.today()
        )

    deed = Deed(action, office.now_ms, ())
    return _run(office, action, planned.able, decide, progress, deed)


def refuse_unfinished(action: Action, details: StepDetails) -> None:
    """Raises InvalidField where the note or the receiver is missing."""
    if action in NEEDS_NOTE and not details.lapor and not clean(details.note):
        raise InvalidField("note", phrase("Keterangan belum diisi; langkah ini memerlukannya. Tidak ada yang berubah."))
    if action == "forward" and not details.to.strip():
        raise InvalidField("to", phrase("Tujuan penerusan belum diisi: pilih unit atau orang di kantor."))


def last_deed_of(office: Office) -> Deed | None:
    """What this user did last to several complaints at once, as long as it wasn't taken back."""
    with office.reading() as connection:
        return last_deed.load(connection, office.user.slot)


def undo(office: Office, progress: Progress = lambda _part, _total: True) -> Report:
    """Takes back what this user did last to several at once. What somebody built on stays, and is counted. Raises Refused."""
    deed = last_deed_of(office)
    if deed is None:
        raise Refused(phrase("Tidak ada langkah atas banyak pengaduan yang dapat dibatalkan. Tidak ada yang berubah."))
    step_of = dict(deed.steps)

    def decide(connection: Connection, complaint: Complaint) -> list[AnyStep]:
        return undo_steps(office, connection, complaint, step_of[complaint.id])

    report = _run(office, deed.action, tuple(step_of), decide, progress, None)
    waiting = set(report.waiting)
    rest = tuple(step for step in deed.steps if step[0] in waiting)
    with writing(office.engine) as connection:
        if rest:
            last_deed.save(connection, office.user.slot, structs.replace(deed, steps=rest))
        else:
            last_deed.drop(connection, office.user.slot)
    return report


def undo_each(office: Office, ids: Sequence[str], reason: str = "") -> Report:
    """Takes back this user's last step on each of these complaints."""
    return _run(office, "note", ids, lambda c, complaint: undo_steps(office, c, complaint, reason=reason), _go_on, None)


def undo_steps(
    office: Office, connection: Connection, complaint: Complaint, step: str = "", reason: str = ""
) -> list[AnyStep]:
    """The steps that take back this user's last one, or this one of theirs. Raises Refused."""
    return undoing.undoing_steps(
        connection, complaint, reason, step, author=office.author, role=office.user.role, today=office.today()
    )


def _go_on(_part: int, _total: int) -> bool:
    return True


def _run(
    office: Office, action: Action, ids: Sequence[str], decide: Decide, progress: Progress, deed: Deed | None
) -> Report:
    done: list[str] = []
    steps: list[tuple[str, str]] = []
    groups = _Groups()
    for start in range(0, len(ids), BATCH):
        if not progress(start, len(ids)):
            return Report(action, tuple(done), groups.made(), tuple(ids[start:]))
        try:
            with writing(office.engine) as connection:
                taken = _take(office, connection, ids[start : start + BATCH], decide, groups)
                if deed is not None:
                    deed = structs.replace(deed, steps=(*deed.steps, *taken))
                    last_deed.save(connection, office.user.slot, deed)
        except OfficeError as error:
            if not done:
                raise
            return Report(action, tuple(done), groups.made(), tuple(ids[start:]), error.phrase)
        steps += taken
        done += [complaint for complaint, _ in taken]
    progress(len(ids), len(ids))
    return Report(action, tuple(done), groups.made())


def _take(
    office: Office, connection: Connection, ids: Sequence[str], decide: Decide, groups: _Groups
) -> list[tuple[str, str]]:
    """Takes the step on those of a batch that can take it: each complaint's id with that of its step."""
    histories, keys = folded_complaints.histories_and_keys(connection, ids)
    entries: list[NewEvent] = []
    for complaint_id in ids:
        key = keys.get(complaint_id)
        opened = no_identity if key is None else projection.opener_with(key)
        complaint = fold(histories.get(complaint_id, ()), opened)
        if complaint is None:
            groups.add(complaint_id, complaint_id, handling.NotFound(complaint_id).phrase)
            continue
        try:
            steps = decide(connection, complaint)
        except Refused as refusal:
            groups.add(complaint_id, complaint.number, refusal.phrase)
            continue
        entries += [NewEvent(complaint_id, complaint.heads, step) for step in steps]
    if not entries:
        return []
    events = log.append(connection, office.author, entries, office.now_ms)
    for event in events:
        histories[event.complaint].append(event)
    changed = {event.complaint: event.id for event in events}
    projection.project_all(connection, {id: histories[id] for id in changed}, keys, office.rules, {})
    return list(changed.items())


def _folded(connection: Connection, ids: Sequence[str], *, with_people: bool) -> Iterator[tuple[str, Complaint | None]]:
    """`with_people` where they decide: who waits for a word is who can be reached."""
    histories, keys = folded_complaints.histories_and_keys(connection, ids)
    for complaint_id in ids:
        key = keys.get(complaint_id) if with_people else None
        opened = no_identity if key is None else projection.opener_with(key)
        yield complaint_id, fold(histories.get(complaint_id, ()), opened)


def _reason(
    office: Office,
    connection: Connection,
    complaint_id: str,
    complaint: Complaint | None,
    action: Action,
    details: StepDetails,
) -> Phrase | None:
    """Why the step can't be taken on this complaint; None where it can."""
    if complaint is None:
        return handling.NotFound(complaint_id).phrase
    receiving = complaint.forwarded_to == office.settings.unit_code != ""
    if not complaint.withdrawn and not fits(action, complaint.stage, receiving_unit=receiving):
        return phrase("statusnya {stage}", stage=Phrase(inside_sentence(STAGES[complaint.stage])))
    try:
        handling.steps_taken(
            connection, complaint, action, details, author=office.author, role=office.user.role, today=office.today()
        )
    except Refused as refusal:
        return refusal.phrase
    return None


def _as_if_typed(action: Action, details: StepDetails) -> StepDetails:
    if action in NEEDS_NOTE and not details.lapor and not clean(details.note):
        details = structs.replace(details, note="-")
    if action == "forward":
        details = structs.replace(details, to="", to_name=details.to or "-", to_person=True)
    return details


def _refuse_without_right(office: Office, action: Action) -> None:
    if action not in ACTIONS:
        raise Refused(phrase("Langkah ini diambil satu per satu. Tidak ada yang berubah."))
    if action not in RIGHTS[office.user.role]:
        raise Refused(
            phrase(
                "Peran Anda tidak berwenang untuk langkah ini. Tidak ada yang berubah; mintalah petugas yang berwenang."
            )
        )
