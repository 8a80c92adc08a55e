"""Folds the events of one complaint into what it is now.

Deterministic: whatever the order of arrival and however often an event arrived, replicas that hold the same set of events
show the same complaint. The order is (at, device, seq), but never before what an author had seen. Facts are per field, last
writer wins; where two people changed a field without having seen each other, both values are kept as a conflict. A step that
has no place where it lands stays in the history, marked. Nothing is discarded.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal, assert_never

from msgspec import UNSET, Struct, structs
from msgspec.structs import asdict, astuple

from complaints import citizen_words, reminders, requests
from complaints import events as e
from complaints.causality import SeenEvents, in_order, pasts, saw
from complaints.complaint import (
    Attachment,
    Complainant,
    Complaint,
    Conflict,
    Entry,
    Milestones,
    OwnerRequest,
    Pause,
    Reopening,
    Stage,
    Version,
)
from complaints.events import Event, Facts, Location, NewerRecording, Recorded, Register, UnknownStep
from complaints.fields import OPEN
from complaints.identity import EMPTY, UNREADABLE, Identity
from complaints.ownership import OWN_FACTS, is_district_of, is_owners, speaks_for_district
from complaints.renumbering import former_numbers, number_given
from complaints.undoing import undone
from complaints.vocabulary import LAPOR_NOTES
from complaints.workflow import Action, fits

OpenIdentity = Callable[[bytes], Identity]

ACTIONS: dict[type, Action] = {
    e.Verified: "verify", e.Returned: "return", e.Forwarded: "forward", e.Accepted: "accept", e.FollowedUp: "follow-up",
    e.Responded: "respond", e.Approved: "approve", e.Declined: "decline", e.Closed: "close", e.Reopened: "reopen",
    e.Archived: "archive",
}  # fmt: skip
NO_COMPLAINANT = Complainant()
EMPTY_PERSON = Identity()  # of a step that says nothing of persons


def no_identity(_sealed: bytes) -> Identity:
    """For folds that may not or can't open identities: everyone stays masked."""
    return EMPTY


def fold(history: Iterable[Event], open_identity: OpenIdentity = no_identity) -> Complaint | None:
    """The complaint that these events tell; None while its recording has not arrived, and always for a sealed one.

    `open_identity` opens a sealed identity, and gives the empty one when the key was destroyed.
    """
    ordered = in_order(history)
    if len(ordered) == 1:
        only = ordered[0]
        return _new(only, only.recording, open_identity) if only.recording and only.records else None
    first = next((event for event in ordered if event.records), None)
    if first is None:
        return None
    # One PC's events know of each other: what was made apart is only asked for where several wrote.
    past = pasts(ordered) if len({event.device for event in ordered}) > 1 else {}
    case = _Case(first, open_identity, versions={} if past else None)
    gone = undone(ordered, past, first.unit)
    for event in ordered:
        if gone and event.id in gone:
            case.entries.append(Entry(event, misplaced=True, decided=True, undone=True))
        else:
            case.take(event)
    return case.complaint(ordered, past)


_NOT_SAID: dict[str, Any] = {
    **{field.name: field.empty for field in OPEN if field.name != "received_on"},
    "location": Location(),
}


def _new(event: Event, step: Recorded, open_identity: OpenIdentity) -> Complaint:
    """What a recording alone tells. So are most that come with a first sync, and it takes a quarter of the time."""
    fact_values = _NOT_SAID | {name: value for name, value in asdict(step.facts).items() if value is not UNSET}
    register = step.register
    received_on: date = fact_values.setdefault("received_on", step.on)
    person = open_identity(step.identity) if step.identity else EMPTY_PERSON
    return Complaint(
        id=event.complaint,
        number=step.number,
        tracking_code=step.tracking_code,
        unit=event.unit,
        stage="new",
        subject="" if person.subject is UNSET else person.subject,
        complainant=NO_COMPLAINANT if person is EMPTY or person is EMPTY_PERSON else _complainant(person),
        supporters=(),
        erased=False,
        withdrawn=False,
        weight=None,
        assignee="",
        forwarded_to="",
        forwarded_name="",
        response="",
        draft_response="",
        satisfaction=None,
        milestones=Milestones(received_on) if register is None else Milestones(received_on, undated=register.undated),
        attachments=(),
        history=(Entry(event),),
        conflicts=(),
        heads=((event.device, event.seq),),
        register=register,
        identity_closed=person is not EMPTY_PERSON and (person is EMPTY or person is UNREADABLE),
        source=step.source,
        **fact_values,
    )


class _Case(Struct):
    """The complaint while it is being folded."""

    first: Event
    open_identity: OpenIdentity
    # Who gave each field which value; None where one device wrote them all, so that no two can be apart.
    versions: dict[str, list[Version]] | None
    facts: dict[str, Any] = {}
    person: dict[str, Any] = {}
    stage: Stage = "new"
    entries: list[Entry] = []
    attachments: dict[str, Attachment] = {}
    supporters: list[Complainant] = []
    pauses: list[Pause] = []
    reviews: list[Event] = []
    # Other units' steps that only the owner takes, and which supporter came with which of them.
    requested: list[Event] = []
    nameless: dict[str, int] = {}
    withdrawals: list[Event] = []
    erased: bool = False
    identity_closed: bool = False
    weight: e.Weight | None = None
    assignee: str = ""
    forwarded_to: str = ""
    forwarded_name: str = ""
    disposition: e.Disposition | None = None
    response: str = ""
    draft_response: str = ""
    satisfaction: int | None = None
    verified_on: date | None = None
    followed_up_on: date | None = None
    responded_on: date | None = None
    closed_on: date | None = None
    reopened_on: date | None = None
    first_answer_on: date | None = None
    dropped_on: date | None = None
    reopenings: list[Reopening] = []
    closed_by_program: bool = False
    register: Register | None = None
    subjects: list[str] = []
    supervisory: bool = False
    reached: dict[str, Event] = {}
    numbers: list[str] = []
    reminders: list[Event] = []
    lapor_settled: bool = False
    # Events in which the complainant spoke.
    said: list[str] = []
    # Requests that a reopening settled.
    before_reopening: set[str] = set()

    def take(self, event: Event) -> None:
        step = event.step
        action = ACTIONS.get(type(step))
        if action is None:
            if event is not self.first and event.recording:
                self.entries.append(Entry(event, misplaced=True))
                return
            if isinstance(step, NewerRecording):
                step = step.readable
        elif not fits(
            action,
            self.stage,
            receiving_unit=self.stage == "forwarded" and event.unit == self.forwarded_to != "",
        ):
            repeated = (isinstance(step, e.Closed) and step.automatic) or (isinstance(step, e.Reopened) and step.voice)
            self.entries.append(Entry(event, misplaced=not repeated))
            if isinstance(step, e.Reopened) and step.voice:
                self.said.append(event.id)
            return
        self.entries.append(Entry(event))
        if not isinstance(step, UnknownStep):
            self._apply(event, step)

    def _apply(self, event: Event, step: e.AnyStep) -> None:
        match step:  # the commonest first
            case e.Recorded() | e.Corrected():
                if isinstance(step, Recorded):
                    self.register = step.register
                elif event.unit != self.first.unit and not is_owners(event, step, self.first.unit):
                    self._correct_from_elsewhere(event, step)
                    return
                self._write(event, step.facts, self.facts)
                self.supervisory |= step.facts.supervisory is True
                if step.identity:
                    person = self._opened(step.identity)
                    self._write(event, person, self.person)
                    if person.subject is not UNSET and person.subject:
                        self.subjects.append(person.subject)
            case e.Verified():
                self.stage = "verified"
                if self.verified_on is None:
                    self.verified_on = step.on
                    self.reached["verify"] = event
                self.weight = step.weight or self.weight
                self._resume(step.on)
            case e.FollowedUp():
                self._followed_up(event, step.on)
                if self.stage != "forwarded" or step.resumed:
                    self._back()
                    self.stage = "in_progress"
                    self._resume(step.on)
            case e.Responded():
                self._resume(step.on)
                self._followed_up(event, step.on)
                self._back()
                if step.draft:
                    self.stage, self.draft_response = "awaiting_approval", step.note
                else:
                    self._answer(event, step.note, step.on)
            case e.Closed():
                self.stage, self.closed_on, self.closed_by_program = "closed", step.on, step.automatic
                self.reached["close"] = event
                self.satisfaction = step.satisfaction if step.satisfaction is not None else self.satisfaction
            case e.Attached():
                self.attachments[step.sha256] = Attachment(step.sha256, step.name, step.media_type, step.size)
            case e.Forwarded():
                self._resume(step.on)
                self._followed_up(event, step.on)
                self.stage = "in_progress" if step.person else "forwarded"
                self.assignee = step.name if step.person else ""
                self.forwarded_to, self.forwarded_name = ("", "") if step.person else (step.unit, step.name)
                is_disposition = step.disposition is not None and is_district_of(event.unit, self.first.unit)
                self.disposition = step.disposition if is_disposition else None
            case e.Accepted():
                self._pause(step.on, "forwarded")
            case e.Returned():
                self.stage = "returned"
                self._pause(step.on, "returned")
            case e.Approved():
                self._answer(event, self.draft_response, step.on)
            case e.Declined():
                self.stage = "in_progress"
            case e.Reopened():
                self._reopen(step.on)
                if step.voice:
                    self.said.append(event.id)
                self.before_reopening.update(asked.id for asked in self.requested)
            case e.Archived():
                self.stage, self.closed_on, self.closed_by_program = "archived", step.on, False
                self._resume(step.on)
            case e.Rated():
                self.satisfaction = step.satisfaction
                if step.voice:
                    self.said.append(event.id)
            case e.Supported():
                name_waits = event.unit != self.first.unit and step.identity != b""
                if name_waits:
                    self.requested.append(event)
                    self.nameless[event.id] = len(self.supporters)
                opened = self._opened(step.identity) if step.identity and not name_waits else EMPTY
                self.supporters.append(_complainant(opened))
            case e.Erased():
                if is_owners(event, step, self.first.unit):
                    self.erased = True
                else:
                    self.requested.append(event)
            case e.Reviewed():
                self.reviews.append(event)
            case e.Withdrawn():
                if is_owners(event, step, self.first.unit):
                    self.withdrawals.append(event)
                else:
                    self.requested.append(event)
            case e.Noted(meaning=e.Meaning() as meaning):
                self._understand(event, meaning)
            case e.Noted():
                pass
            case e.IdentityShown() | e.Contacted() | e.IdentitiesExported() | e.Sealed() | e.Reported():
                pass
            case _:
                assert_never(step)

    def _understand(self, event: Event, meaning: e.Meaning) -> None:
        if meaning.voice in (citizen_words.UNSATISFIED, citizen_words.ADDITION):
            self.said.append(event.id)
        if meaning.request and (event.unit != self.first.unit or meaning.request == requests.REOPEN):
            self.requested.append(event)
        elif number := number_given(event, self.first.unit):
            self.numbers.append(number)
        elif meaning.voice == "addition" and self.stage == "returned" and not isinstance(event.step, UnknownStep):
            self._resume(event.step.on)
        elif meaning.reminder is not None and speaks_for_district(event, self.first.unit):
            self.reminders.append(event)
        elif meaning.lapor in LAPOR_NOTES and event.unit == self.first.unit:
            self.lapor_settled = True

    def _opened(self, sealed: bytes) -> Identity:
        person = self.open_identity(sealed)
        self.identity_closed |= person is EMPTY or person is UNREADABLE
        return person

    def _correct_from_elsewhere(self, event: Event, step: e.Corrected) -> None:
        """Of another unit's correction, what says who a person is or who may know it is a request."""
        facts = step.facts
        if step.identity or any(getattr(facts, name) is not UNSET for name in OWN_FACTS):
            self.requested.append(event)
            facts = structs.replace(facts, **dict.fromkeys(OWN_FACTS, UNSET))
        self.supervisory |= facts.supervisory is True
        self._write(event, facts, self.facts)

    def _write(self, event: Event, source: Facts | Identity, target: dict[str, Any]) -> None:
        values = {name: value for name, value in asdict(source).items() if value is not UNSET}
        target.update(values)
        if self.versions is not None:
            for name, value in values.items():
                self.versions.setdefault(name, []).append(Version(value, event))

    def _answer(self, event: Event, text: str, on: date) -> None:
        self.stage, self.response, self.draft_response = "responded", text, ""
        if self.responded_on is None:
            self.responded_on = on
            self.reached["again" if self.reopenings else "respond"] = event
            if self.reopenings:
                self.reopenings[-1] = Reopening(self.reopenings[-1].on, on)

    def _reopen(self, on: date) -> None:
        if self.reopened_on is None:
            self.first_answer_on = self.responded_on
            self.dropped_on = self.closed_on if self.responded_on is None else None
        self.stage, self.closed_on, self.closed_by_program, self.responded_on = "in_progress", None, False, None
        self.reopened_on = on
        self.reached.pop("again", None)
        self.reached.pop("close", None)
        self.reopenings.append(Reopening(on))

    def _followed_up(self, event: Event, on: date) -> None:
        if self.followed_up_on is None:
            self.followed_up_on = on
            self.reached["follow_up"] = event

    def _back(self) -> None:
        self.forwarded_to = self.forwarded_name = ""
        self.disposition = None

    def _pause(self, on: date, reason: Literal["returned", "forwarded"]) -> None:
        if not (self.pauses and self.pauses[-1].end is None):
            self.pauses.append(Pause(on, None, reason))

    def _resume(self, on: date) -> None:
        if self.pauses and self.pauses[-1].end is None:
            self.pauses[-1] = Pause(self.pauses[-1].start, max(on, self.pauses[-1].start), self.pauses[-1].reason)

    def _conflicts(self, past: dict[str, SeenEvents]) -> tuple[Conflict, ...]:
        conflicts: list[Conflict] = []
        for name, versions in (self.versions or {}).items():
            if len(versions) < 2 or len({v.event.device for v in versions}) < 2:
                continue
            live = [v for v in versions if not any(saw(past[o.event.id], v.event) for o in versions if o is not v)]
            if len({repr(v.value) for v in live}) > 1 and not self._reviewed(name, live, past):
                conflicts.append(Conflict(name, tuple(live)))
        return tuple(conflicts)

    def _reviewed(self, name: str, live: list[Version], past: dict[str, SeenEvents]) -> bool:
        return any(
            isinstance(review.step, e.Reviewed)
            and review.step.field == name
            and all(saw(past[review.id], version.event) for version in live)
            for review in self.reviews
        )

    def _withdrawn(self, ordered: list[Event], past: dict[str, SeenEvents]) -> bool:
        """Only its own unit withdraws a complaint, and only what it had seen: somebody's work apart is never lost with it."""
        if not self.withdrawals:
            return False
        work = [event for event in ordered if not isinstance(event.step, e.Withdrawn)]
        return any(
            all(saw(past[withdrawal.id], event) if past else event.seq < withdrawal.seq for event in work)
            for withdrawal in self.withdrawals
        )

    def _history(self) -> tuple[Entry, ...]:
        if not self.reviews and not self.requested:
            return tuple(self.entries)
        decided = {
            f"{review.step.device}-{review.step.seq}" for review in self.reviews if isinstance(review.step, e.Reviewed)
        }
        requested = {event.id for event in self.requested}
        return tuple(
            Entry(entry.event, entry.misplaced, entry.event.id in decided, entry.event.id in requested)
            if not entry.undone and (entry.misplaced or entry.event.id in requested)
            else entry
            for entry in self.entries
        )

    def _requests(self, now: dict[str, Any]) -> tuple[OwnerRequest, ...]:
        """What other units ask for. Names the supporters who came with a request that was granted."""
        state = requests.RequestState(
            now, self.open_identity, self.erased, bool(self.withdrawals), frozenset(self.before_reopening)
        )
        asked = requests.of(self.requested, self.reviews, self.first.unit, state)
        for request in asked:
            if request.granted and request.event.id in self.nameless:
                self.supporters[self.nameless[request.event.id]] = _complainant(request.person)
        return asked

    def complaint(self, ordered: list[Event], past: dict[str, SeenEvents]) -> Complaint:
        first, step = self.first, self.first.recording
        assert step is not None
        facts = _NOT_SAID | self.facts
        received_on: date = facts.setdefault("received_on", step.on)
        subject = self.person.pop("subject", "")
        complainant = Complainant(**self.person)
        former_subjects = tuple(dict.fromkeys([n for n in self.subjects if n != subject])) if self.subjects else ()
        asked: tuple[OwnerRequest, ...] = ()
        if self.requested:
            now = facts | {"received_on": received_on, "subject": subject} | asdict(complainant)
            asked = self._requests(now)
        return Complaint(
            id=first.complaint,
            number=self.numbers[-1] if self.numbers else step.number,
            tracking_code=step.tracking_code,
            unit=first.unit,
            stage=self.stage,
            subject=subject,
            complainant=complainant,
            supporters=tuple(self.supporters),
            erased=self.erased,
            withdrawn=self._withdrawn(ordered, past),
            weight=self.weight,
            assignee=self.assignee,
            forwarded_to=self.forwarded_to,
            forwarded_name=self.forwarded_name,
            response=self.response,
            draft_response=self.draft_response,
            satisfaction=self.satisfaction,
            milestones=Milestones(
                received_on,
                self.verified_on,
                self.followed_up_on,
                self.responded_on,
                self.closed_on,
                tuple(self.pauses),
                self.reopened_on,
                self.first_answer_on,
                self.dropped_on,
                tuple(self.reopenings),
                self.closed_by_program,
                self.register.undated if self.register is not None else (),
                tuple(self.reached.items()),
            ),
            attachments=tuple(self.attachments.values()),
            history=self._history(),
            conflicts=self._conflicts(past),
            heads=_heads(ordered, past),
            register=self.register,
            identity_closed=self.identity_closed,
            former_subjects=former_subjects,
            once_supervisory=self.supervisory and not facts["supervisory"],
            requests=asked,
            former_numbers=former_numbers((step.number, *self.numbers)) if self.numbers else (),
            source=step.source,
            reminders=reminders.each_once(self.reminders) if self.reminders else (),
            voices=citizen_words.of(self.entries, self.first.unit, self.said, past) if self.said else (),
            disposition=self.disposition,
            lapor_settled=self.lapor_settled,
            **facts,
        )


def _heads(ordered: list[Event], past: dict[str, SeenEvents]) -> tuple[tuple[str, int], ...]:
    """Events that nobody has seen: among each device's last ones, those outside every other device's past."""
    if not past:
        return ((ordered[-1].device, ordered[-1].seq),)
    last = {event.device: event for event in ordered}
    return tuple(
        (event.device, event.seq)
        for event in last.values()
        if not any(saw(past[later.id], event) for later in last.values() if later is not event)
    )


def _complainant(person: Identity) -> Complainant:
    """Both have the person's fields in the same order; `subject` stands behind them."""
    values: list[Any] = ["" if value is UNSET else value for value in astuple(person)[:-1]]
    return Complainant(*values)
