"""The log's entries: everything that happens to a complaint is one immutable event.

The bytes of an event are MessagePack arrays, written once by the device that made it and never encoded again, so that a
field or a step unknown to this version survives storing and forwarding. Versions grow by new steps and by optional fields at
the end of an existing one.
"""

import re
from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Annotated, Literal, TypeVar
from zlib import crc32

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, structs

from complaints import clock

T = TypeVar("T")

LARGEST = 2**63 - 1  # what a database's integer holds
LONGEST_TAG = 64  # letters of a step's name that are shown; no version's is half as long
_SHA256 = re.compile(r"[0-9a-f]{64}")

Kind = Literal["complaint", "aspiration", "information_request"]
Channel = Literal[
    "in_person",
    "letter",
    "phone",
    "whatsapp",
    "sms",
    "suggestion_box",
    "social_media",
    "website",
    "rt_rw",
    "disposition",
]
Weight = Literal["light", "normative"]

KINDS: tuple[Kind, ...] = ("complaint", "aspiration", "information_request")
CHANNELS: tuple[Channel, ...] = (
    "in_person", "letter", "phone", "whatsapp", "sms", "suggestion_box", "social_media", "website", "rt_rw", "disposition",
)  # fmt: skip


class Location(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where it happened; coordinates in degrees (WGS 84)."""

    dusun: str = ""
    rt: str = ""
    rw: str = ""
    detail: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Register(Struct, frozen=True, gc=False, omit_defaults=True):
    """That a complaint came from an old register, and what nobody knows of it.

    `steps`: so many events behind the recording are the register's own, and no work done here. `undated`: of these steps the register
    has no day, or doesn't say whether they were taken: 'receive', 'verify', 'follow_up', 'respond', 'close'.
    """

    steps: Annotated[int, Meta(ge=0, le=LARGEST)] = 0
    undated: tuple[str, ...] = ()


class Facts(Struct, frozen=True, gc=False, omit_defaults=True, kw_only=True):
    """The fields of a complaint that are not about a person; a correction carries only those that it changes."""

    kind: Kind | UnsetType = UNSET
    title: str | UnsetType = UNSET
    body: str | UnsetType = UNSET
    expectation: str | UnsetType = UNSET
    channel: Channel | UnsetType = UNSET
    received_on: date | UnsetType = UNSET
    occurred_on: date | None | UnsetType = UNSET
    category: str | UnsetType = UNSET
    supervisory: bool | UnsetType = UNSET
    anonymous: bool | UnsetType = UNSET
    confidential: bool | UnsetType = UNSET
    location: Location | UnsetType = UNSET
    suspected_loss: int | None | UnsetType = UNSET
    lapor_id: str | UnsetType = UNSET


class Step(Struct, frozen=True, gc=False, array_like=True, tag=True, omit_defaults=True):
    """What happened. `on` is the business date that the officer gives, never the clock's."""

    on: date


class Recorded(Step, frozen=True, tag="recorded"):
    """`source`: the system in which the complaint was made, 'sp4n_lapor' (lapor.py); '' where it came to the office itself."""

    number: str
    tracking_code: str
    facts: Facts
    identity: bytes = b""
    register: Register | None = None
    source: str = ""


class _RecordedHere(Step, frozen=True, tag="recorded"):
    """How a recording is written that came from no register: as it always was."""

    number: str
    tracking_code: str
    facts: Facts
    identity: bytes = b""


class Corrected(Step, frozen=True, tag="corrected"):
    facts: Facts
    identity: bytes = b""
    reason: str = ""
    instead_of: str = ""


class Verified(Step, frozen=True, tag="verified"):
    note: str = ""
    weight: Weight | None = None


class Returned(Step, frozen=True, tag="returned"):
    note: str


class Disposition(Struct, frozen=True, gc=False, omit_defaults=True):
    """What the district's disposition says beside its note: until when, how urgent ('urgent', 'immediate'), and to which units together,

    the one responsible first; () to one alone.
    """

    due_on: date | None = None
    priority: str = ""
    units: tuple[str, ...] = ()


class Forwarded(Step, frozen=True, tag="forwarded"):
    """Handed on: to a person of this office (`person`), or to another unit by its code and name.

    `disposition` is what programs read in the note of one by the district; 1.0.0 shows the note alone.
    """

    unit: str = ""
    name: str = ""
    person: bool = False
    note: str = ""
    disposition: Disposition | None = None

    def __post_init__(self) -> None:
        if self.disposition == Disposition():  # of a newer version, which means something else
            structs.force_setattr(self, "disposition", None)


class Accepted(Step, frozen=True, tag="accepted"):
    """The unit it was forwarded to took it over; from here the office's clock stops."""

    note: str = ""


class FollowedUp(Step, frozen=True, tag="followed_up"):
    """Something was done. `resumed`: a forwarded complaint came back to the office that owns it."""

    note: str
    resumed: bool = False


class Responded(Step, frozen=True, tag="responded"):
    note: str
    draft: bool = False


class Approved(Step, frozen=True, tag="approved"):
    note: str = ""


class Declined(Step, frozen=True, tag="declined"):
    """`corrected`: the answer that follows is the draft corrected by who approves it, in one step (approval.py)."""

    note: str
    corrected: bool = False


class Closed(Step, frozen=True, tag="closed"):
    note: str = ""
    automatic: bool = False
    satisfaction: Annotated[int, Meta(ge=1, le=5)] | None = None


class Reopened(Step, frozen=True, tag="reopened"):
    """`voice`: the complainant said that it is not done (voice.py)."""

    note: str
    voice: bool = False


class Archived(Step, frozen=True, tag="archived"):
    note: str


class Reminder(Struct, frozen=True, gc=False, omit_defaults=True):
    """That a deadline is near or over: `step` ('verify', 'follow_up', 'done') after so many reopenings (`again`), due on `due_on`.

    `working_days`: the rung of the ladder, negative before the deadline. `unit`: in whose hands the complaint is; `receivers`: who is
    told (reminders.py). `letter`: with a letter of reminder.
    """

    step: str
    due_on: date
    working_days: int
    unit: str
    receivers: tuple[str, ...] = ()
    letter: bool = False
    again: int = 0


PlacePart = Literal["dusun", "rw", "rt"]


class PlaceName(Struct, frozen=True, gc=False, omit_defaults=True):
    """That the office calls `name` what was called one of `names` until now, in every complaint that it recorded (place_names.py).

    `part`: a PlacePart. An RW lies within the dusun of this name, an RT also within the RW; '' for all.
    """

    part: str
    names: tuple[str, ...]
    name: str
    dusun: str = ""
    rw: str = ""


class Meaning(Struct, frozen=True, gc=False, omit_defaults=True):
    """What a note says beside its words.

    `request`: what it asks of the unit that recorded the complaint, which alone changes a person or takes anything back: 'erase',
    'withdraw', or 'correct' with the facts and the sealed identity that are to stand there; a newer version may ask for more.
    `number`: the register number that the complaint has from here on (renumbering.py). `lapor`: what was done with it in SP4N-LAPOR!
    (lapor.py), or that it need not be entered there (steps.py). `undoes`: the id of the step that this one takes back (undoing.py).
    `voice`: the complainant's own word, 'unsatisfied' or 'addition' (voice.py). `reminder`: the district's, of a deadline (reminders.py). `contact`: 'not_needed', nobody has to be told of what
    was done so far (telling.py). `place`: what a place is called, of no complaint (place_names.py). `paper_key`: the public key with which
    the event's device signs papers, of no complaint (signed_paper.py).
    """

    request: str = ""
    facts: Facts = Facts()
    identity: bytes = b""
    number: str = ""
    lapor: str = ""
    undoes: str = ""
    voice: str = ""
    reminder: Reminder | None = None
    contact: str = ""
    place: PlaceName | None = None
    paper_key: bytes = b""


class Noted(Step, frozen=True, tag="noted"):
    """Said in words. `meaning` is what programs read in them; 1.0.0 shows the words alone."""

    note: str
    meaning: Meaning | None = None

    def __post_init__(self) -> None:
        if self.meaning == Meaning():  # of a newer version, which means something else
            structs.force_setattr(self, "meaning", None)


class Attached(Step, frozen=True, tag="attached"):
    """A file of the case: `sha256` of its content in hex, `size` in bytes. The content lies outside the log."""

    sha256: str
    name: str
    media_type: str
    size: Annotated[int, Meta(ge=0, le=LARGEST)]

    @property
    def names_file(self) -> bool:
        """Whether `sha256` is a hash at all: under anything else there is no file to get, to keep or to look for."""
        return is_sha256(self.sha256)


class Supported(Step, frozen=True, tag="supported"):
    """One more person complains of the same: counted, and their identity kept, instead of a duplicate."""

    note: str = ""
    identity: bytes = b""


class IdentityShown(Step, frozen=True, tag="identity_shown"):
    """Somebody looked at the complainant's identity, and why (UU 27/2022: records of processing)."""

    purpose: str = ""


class Contacted(Step, frozen=True, tag="contacted"):
    """The complainant was told something; `purpose` is what (contact.py). Neither name nor number stand here in the clear.

    `supporter`: not the complainant, but who supports them with the step of this id (telling.py).
    """

    channel: str
    note: str = ""
    purpose: str = ""
    supporter: str = ""


class Rated(Step, frozen=True, tag="rated"):
    """How satisfied the complainant is with the handling, asked after the answer: 1 (very dissatisfied) to 5; the newest counts.

    `voice`: the complainant's own word, on the district's page or on a slip (voice.py).
    """

    satisfaction: Annotated[int, Meta(ge=1, le=5)]
    note: str = ""
    voice: bool = False


class Erased(Step, frozen=True, tag="erased"):
    """The person asked to be forgotten: the complaint's identity key is destroyed wherever this event arrives.

    As `Withdrawn` and what a correction says of persons, only the unit that recorded the complaint can say it (ownership.py);
    `instead_of` is that unit's code where the district says it in its place.
    """

    reason: str = ""
    instead_of: str = ""


class Reviewed(Step, frozen=True, tag="reviewed"):
    """A decision on what two people did apart: on a conflict of `field`, or on the misplaced step `device`-`seq`.

    With `granted` it decides on a request: that of the step `device`-`seq`.
    """

    field: str = ""
    device: str = ""
    seq: int = 0
    note: str = ""
    granted: bool | None = None
    instead_of: str = ""


class IdentitiesExported(Step, frozen=True, tag="identities_exported"):
    """An export with identities left the program; belongs to the office, not to one complaint."""

    count: int
    file: str = ""


class Sealed(Step, frozen=True, tag="sealed"):
    """A complaint about the office's own people: only the Inspektorat opens `box` (sealed.py). `receipt` is the complainant's number.

    Nothing else tells of it: `on` is the day of recording, and the event names no actor.
    """

    receipt: str
    box: bytes


class Withdrawn(Step, frozen=True, tag="withdrawn"):
    """The recording was a mistake as a whole, such as an import that was undone: the complaint is in no list and no count.

    Its number stays used and its history stays readable. Work that its author hadn't seen brings the complaint back.
    """

    reason: str = ""
    instead_of: str = ""


class Reported(Step, frozen=True, tag="reported"):
    """The unit's report on a month, quarter or year (period_report.py), for its district; belongs to the office, not to one complaint.

    `period` as report_period.py writes it. Of several of one period the latest stamp counts.
    """

    period: str
    content: bytes


AnyStep = (
    Recorded | Corrected | Verified | Returned | Forwarded | Accepted | FollowedUp | Responded | Approved | Declined
    | Closed | Reopened | Archived | Noted | Attached | Supported | IdentityShown | Contacted | Erased | Reviewed
    | IdentitiesExported | Sealed | Withdrawn | Rated | Reported
)  # fmt: skip


class UnknownStep(Struct, frozen=True, gc=False, array_like=True, tag=""):
    """A step of a newer version: kept, forwarded and shown as 'unknown step', never dropped.

    No step has the empty tag, and no text the length asked for: nothing is read straight into this, or a step written ["", "closed"]
    would take the name "closed", and be read where versions that look at the whole of it refuse it.
    """

    tag: Annotated[str, Meta(min_length=1, max_length=0)]


class NewerRecording(UnknownStep, frozen=True, gc=False, array_like=True, tag=""):
    """A recording that a newer version wrote, and this one can't read whole: `readable` is what it can read of it.

    The complaint is there, may be forwarded and is told as such; a version that knows its step shows all of it.
    """

    readable: Recorded


# How many fields of a step are younger than 1.0.0: a step that has none of them is written as it always was.
_YOUNGER: dict[type[Step], int] = {
    Forwarded: 1, Noted: 1, Erased: 1, Reviewed: 2, Withdrawn: 1, Corrected: 1, Reopened: 1, Rated: 1,
    Contacted: 1, Declined: 1,
}  # fmt: skip

TAGS: frozenset[str] = frozenset(str(step.__struct_config__.tag) for step in Step.__subclasses__())


class Envelope(Struct, frozen=True, gc=False, array_like=True):
    """One event as its device wrote it: who, when, on what, having seen what, and the encoded step."""

    device: str
    seq: Annotated[int, Meta(ge=1, le=LARGEST)]
    at: Annotated[int, Meta(ge=0, le=LARGEST)]
    complaint: str
    actor: str
    unit: str
    saw: tuple[tuple[str, int], ...]
    step: msgspec.Raw
    wall: int | None = None


_RECORDINGS = (Recorded, NewerRecording)


class Event(Struct, frozen=True, gc=False, array_like=True):
    """An envelope with its step. `saw` are the heads of this complaint's history that the author had before them."""

    device: str
    seq: Annotated[int, Meta(ge=1, le=LARGEST)]
    at: Annotated[int, Meta(ge=0, le=LARGEST)]
    complaint: str
    actor: str
    unit: str
    saw: tuple[tuple[str, int], ...]
    step: AnyStep | UnknownStep
    wall: int | None = None

    @property
    def id(self) -> str:
        return f"{self.device}-{self.seq}"

    @property
    def records(self) -> bool:
        """Whether this is the recording of its complaint, which is named after it. Under another's id it would take that one over."""
        return isinstance(self.step, _RECORDINGS) and self.complaint == self.id

    @property
    def recording(self) -> Recorded | None:
        """What it records, as far as this version can read it; None of a step that records nothing."""
        match self.step:
            case Recorded():
                return self.step
            case NewerRecording(readable=readable):
                return readable
            case _:
                return None

    @property
    def is_readable(self) -> bool:
        """Whether its step says something, be it only to a newer version.

        Not so when it has no name, or a name of this version with other things behind it than belong there.
        """
        match self.step:
            case NewerRecording():
                return True
            case UnknownStep(tag):
                return bool(tag) and tag not in TAGS
            case Attached():
                return self.step.names_file
            case _:
                return True

    @property
    def order(self) -> tuple[int, str, int]:
        return (self.at, self.device, self.seq)


def shape() -> int:
    """A number that differs where versions read other steps or values: then what was hidden is folded anew."""
    read: list[object] = [
        Kind,
        Channel,
        Weight,
        Location.__annotations__,
        Register.__annotations__,
        Facts.__annotations__,
        Meaning.__annotations__,
    ]
    read += [(step.__struct_config__.tag, step.__annotations__) for step in Step.__subclasses__()]
    return crc32(repr(read).encode()) >> 1


def is_sha256(text: str) -> bool:
    """Whether this is a SHA-256 as events write it, in lower-case hex."""
    return _SHA256.fullmatch(text) is not None


_encoder = msgspec.msgpack.Encoder()
_events = msgspec.msgpack.Decoder(Event)
_envelopes = msgspec.msgpack.Decoder(Envelope)
_steps = msgspec.msgpack.Decoder(AnyStep)
# Parts of what this version doesn't know stay bytes: as objects, a quarter of a megabyte of maps takes a tenth of a second.
_parts = msgspec.msgpack.Decoder(list[msgspec.Raw])
_NIL = msgspec.Raw(_encoder.encode(None))
_fields = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])


def encode(event: Event) -> bytes:
    """The canonical bytes of a new event. Only its own device calls this, once."""
    if isinstance(event.step, UnknownStep):
        raise TypeError("a step that this version doesn't know can't be written by it")
    step = _as_first_written(event.step)
    if step is event.step:
        return _encoder.encode(event)
    parts = (event.device, event.seq, event.at, event.complaint, event.actor, event.unit, event.saw, step, event.wall)
    return _encoder.encode(parts)


def _as_first_written(step: AnyStep) -> object:
    """The step without those fields that 1.0.0 hadn't, where none of them says anything."""
    if isinstance(step, Recorded):
        if step.source:
            return step
        if step.register is not None:
            return (step.__struct_config__.tag, *structs.astuple(step)[:-1])
        return _RecordedHere(step.on, step.number, step.tracking_code, step.facts, step.identity)
    younger = _YOUNGER.get(type(step))
    if younger is None or structs.astuple(step)[-younger:] != type(step).__struct_defaults__[-younger:]:
        return step
    return (step.__struct_config__.tag, *structs.astuple(step)[:-younger])


def decode(content: bytes) -> Event:
    """The event in these bytes. Raises msgspec.DecodeError when they are no event; an unknown step is no error."""
    try:
        return _event(content)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from None


def decode_any_step(content: bytes) -> Event:
    """As `decode`, also when the step can't be read at all: then it is UnknownStep(''). For what others wrote, and is kept.

    Raises msgspec.DecodeError when not even who wrote it when can be read.
    """
    try:
        return decode(content)
    except msgspec.DecodeError:
        try:
            raw = _envelopes.decode(content)
        except (UnicodeDecodeError, RecursionError) as error:
            raise msgspec.DecodeError(str(error)) from None
        return Event(
            raw.device, raw.seq, raw.at, raw.complaint, raw.actor, raw.unit, raw.saw, UnknownStep(""), raw.wall
        )


def _event(content: bytes) -> Event:
    try:
        return _events.decode(content)
    except msgspec.ValidationError:
        raw = _envelopes.decode(content)
        step = _step(bytes(raw.step))
        if isinstance(step, UnknownStep) and raw.complaint == f"{raw.device}-{raw.seq}":
            step = _newer_recording(step, raw)
        return Event(raw.device, raw.seq, raw.at, raw.complaint, raw.actor, raw.unit, raw.saw, step, raw.wall)


def _newer_recording(step: UnknownStep, raw: Envelope) -> UnknownStep:
    """The step as a recording, when it can be one: only a recording's complaint is named after its own event."""
    if not step.tag or (step.tag in TAGS and step.tag != Recorded.__struct_config__.tag):
        return step
    _, on, number, code, facts, identity, register, source, *_ = [*_parts.decode(raw.step), *[_NIL] * 8]
    written_number = _readable(number, str)
    readable = Recorded(
        _readable(on, date) or _day(raw.at),
        written_number if written_number and written_number.strip() else raw.complaint,
        _readable(code, str) or "",
        _readable_facts(facts),
        _readable(identity, bytes) or b"",
        _readable(register, Register),
        _readable(source, str) or "",
    )
    return NewerRecording(step.tag, readable)


def _readable_facts(written: msgspec.Raw) -> Facts:
    """Of each field what can be read. Whether the person stays anonymous is never taken for no where that can't be read."""
    try:
        fields = _fields.decode(written)
    except (ValueError, RecursionError):
        return Facts(anonymous=True)
    facts = Facts()
    for name in Facts.__struct_fields__:
        if name not in fields:
            continue
        value = _readable_place(fields[name]) if name == "location" else fields[name]
        readable = _readable(_encoder.encode({name: value}), Facts)
        if readable is not None:
            facts = structs.replace(facts, **{name: getattr(readable, name)})
        elif name == "anonymous":
            facts = structs.replace(facts, anonymous=True)
    return facts


def _readable_place(written: msgspec.Raw) -> msgspec.Raw:
    """Of a place, what can be read of it; as it is when it is none."""
    try:
        fields = _fields.decode(written)
    except (ValueError, RecursionError):
        return written
    parts = {name: fields[name] for name in Location.__struct_fields__ if name in fields}
    readable = {
        name: part for name, part in parts.items() if _readable(_encoder.encode({name: part}), Location) is not None
    }
    return msgspec.Raw(_encoder.encode(readable))


def _readable(content: bytes | msgspec.Raw, kind: type[T]) -> T | None:
    try:
        return msgspec.msgpack.decode(content, type=kind)
    except (ValueError, RecursionError):
        return None


def _day(at: int) -> date:
    """The day of a stamp, where a recording's own can't be read."""
    return clock.moment(at).date()


def moved(content: bytes, names: Mapping[str, str], device: str, seq: int) -> bytes:
    """The same event written again by another device of the same PC: `names` tells which events have got which new ids.

    What it refers to by a former id it refers to by the new one. The step stays byte for byte, but for one that names
    another: a decision about it, its taking back, a contact with who supported by it.
    """
    e = _envelopes.decode(content)
    step = e.step
    decoded = _step(bytes(step))
    referring = _referring(decoded, names)
    if referring is not None:
        step = msgspec.Raw(_encoder.encode(_as_first_written(referring)))
    saw = tuple(_split(names.get(f"{author}-{number}", f"{author}-{number}")) for author, number in e.saw)
    complaint = names.get(e.complaint, e.complaint)
    return _encoder.encode(Envelope(device, seq, e.at, complaint, e.actor, e.unit, saw, step, e.wall))


def _referring(step: AnyStep | UnknownStep, names: Mapping[str, str]) -> AnyStep | None:
    """The step with the new id of the event that it is about; None where it is about none that has got one."""
    match step:
        case Reviewed(device=device, seq=seq) if device:
            author, number = _split(names.get(f"{device}-{seq}", f"{device}-{seq}"))
            return structs.replace(step, device=author, seq=number)
        case Contacted(supporter=id) if id in names:
            return structs.replace(step, supporter=names[id])
        case Noted(meaning=Meaning(undoes=id) as meaning) if id in names:
            return structs.replace(step, meaning=structs.replace(meaning, undoes=names[id]))
        case _:
            return None


def _split(name: str) -> tuple[str, int]:
    device, _, seq = name.rpartition("-")
    return device, int(seq)


def _step(content: bytes) -> AnyStep | UnknownStep:
    try:
        return _steps.decode(content)
    except msgspec.ValidationError:
        parts = _parts.decode(content)
        return UnknownStep((_readable(parts[0], str) or "")[:LONGEST_TAG] if parts else "")


def chain_hash(previous: bytes, content: bytes) -> bytes:
    """The 32-byte hash of a device's chain after `content`; `previous` is b'' before its first event."""
    return blake2b(previous + content, digest_size=32).digest()
