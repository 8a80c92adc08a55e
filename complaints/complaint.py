"""What a complaint is now: the value that a fold of its events gives, and that every screen shows.

Structs, because a register folds a hundred thousand of them: each is made in a fifth of the time of a dataclass. They hold no
cycles, so the garbage collector need not look at them (`gc=False`).
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from complaints.events import (
    Channel,
    Disposition,
    Event,
    Facts,
    Kind,
    Location,
    NewerRecording,
    Register,
    UnknownStep,
    Weight,
)
from complaints.identity import EMPTY, Identity, Sex

Stage = Literal[
    "new", "returned", "verified", "in_progress", "forwarded", "awaiting_approval", "responded", "closed", "archived"
]
STAGES: tuple[Stage, ...] = (
    "new", "returned", "verified", "in_progress", "forwarded", "awaiting_approval", "responded", "closed", "archived",
)  # fmt: skip
OPEN_STAGES: frozenset[Stage] = frozenset(STAGES) - {"responded", "closed", "archived"}

READABLE, HAS_NEWER_STEPS, IS_NEWER = 0, 1, 2
# What waits for an office, added up: what two people did apart, another unit's request, a register number that others have, too; these
# are decisions. And the complainant's own words that nobody there has read.
APART, REQUESTED, DOUBLED, SPOKEN = 1, 2, 4, 8
DECISIONS = APART | REQUESTED | DOUBLED


class Complainant(Struct, frozen=True, gc=False):
    """The person, as far as they said who they are; all empty when anonymous or erased."""

    name: str = ""
    national_id: str = ""
    sex: Sex = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    disability: str = ""
    role: str = ""


class Attachment(Struct, frozen=True, gc=False):
    """A file of the case; `sha256` in hex names its content, `size` is in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


class Pause(Struct, frozen=True, gc=False):
    """A time in which the office's clock stands still; `end` is None while it lasts."""

    start: date
    end: date | None
    reason: Literal["returned", "forwarded"]


class Reopening(Struct, frozen=True, gc=False):
    """That a complaint was reopened on a day, and when it was answered anew: None while it is not, or never was."""

    on: date
    answered_on: date | None = None


class Milestones(Struct, frozen=True, gc=False):
    """The business dates that deadlines are counted from and kept by.

    `responded_on` and `closed_on` are those of now: a reopening takes them back, and puts the first answer aside in
    `first_answer_on`, or in `dropped_on` the day on which the complaint had been archived without one. `reopened_on` is the last of
    `reopenings`. `closed_by_program`: nobody closed it, its complainant only let the time to react pass.
    `undated`: the steps whose day the register that it came from doesn't have. `reached`: by which event each date but the receipt's
    was set, for who asks when that was written down.
    """

    received_on: date
    verified_on: date | None = None
    followed_up_on: date | None = None
    responded_on: date | None = None
    closed_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    reopened_on: date | None = None
    first_answer_on: date | None = None
    dropped_on: date | None = None
    reopenings: tuple[Reopening, ...] = ()
    closed_by_program: bool = False
    undated: tuple[str, ...] = ()
    reached: tuple[tuple[str, Event], ...] = ()

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer there ever was; an answer after a reopening is another one."""
        return self.responded_on if self.reopened_on is None else self.first_answer_on


class Entry(Struct, frozen=True, gc=False):
    """One line of the history. `misplaced`: the workflow did not allow the step here; `decided` once someone reviewed it.

    `requested`: another unit's wish, which changed nothing by itself (ownership.py). `undone`: who took it has taken it back
    (undoing.py); then it is misplaced, and nothing is left to decide.
    """

    event: Event
    misplaced: bool = False
    decided: bool = False
    requested: bool = False
    undone: bool = False


class Version(Struct, frozen=True, gc=False):
    """One of the values that a field was given, by whom and in which event."""

    value: object
    event: Event


class Conflict(Struct, frozen=True, gc=False):
    """A field that two people changed without having seen each other; the last of `versions` is in use."""

    field: str
    versions: tuple[Version, ...]


# What another unit may ask of the one that recorded the complaint; to reopen it, its complainant does.
Wish = Literal["erase", "withdraw", "correct", "support", "reopen", "other"]
# What a complainant says after the recording: that it is not done, something more, or how satisfied they are.
VoiceKind = Literal["unsatisfied", "addition", "rating"]


class OwnerRequest(Struct, frozen=True, gc=False):
    """What another unit's step `event` asks of the unit that recorded the complaint.

    `facts` and `person` are what is to stand there, `identity` the person as it is sealed. `decision` is the owner's, None while it is open; `settled`: nothing is
    left to decide, as when the person was erased meanwhile.
    """

    event: Event
    wish: Wish
    reason: str
    facts: Facts = Facts()
    identity: bytes = b""
    person: Identity = EMPTY
    decision: Event | None = None
    granted: bool = False
    settled: bool = False

    @property
    def is_open(self) -> bool:
        return self.decision is None and not self.settled


class CitizenWord(Struct, frozen=True, gc=False):
    """What the complainant said themselves (voice.py). `is_read`: an office has done something since that it could see it in."""

    event: Event
    kind: VoiceKind
    text: str
    satisfaction: int | None = None
    is_read: bool = False


class Complaint(Struct, frozen=True, gc=False):
    id: str
    number: str
    tracking_code: str
    unit: str
    stage: Stage
    kind: Kind
    title: str
    body: str
    expectation: str
    channel: Channel
    received_on: date
    occurred_on: date | None
    category: str
    supervisory: bool
    anonymous: bool
    confidential: bool
    location: Location
    suspected_loss: int | None
    lapor_id: str
    subject: str
    complainant: Complainant
    supporters: tuple[Complainant, ...]
    erased: bool
    withdrawn: bool
    weight: Weight | None
    assignee: str
    forwarded_to: str
    forwarded_name: str
    response: str
    draft_response: str
    satisfaction: int | None
    milestones: Milestones
    attachments: tuple[Attachment, ...]
    history: tuple[Entry, ...]
    conflicts: tuple[Conflict, ...]
    heads: tuple[tuple[str, int], ...] = ()
    register: Register | None = None
    # Something was said of a person that could not be opened: its key is not here or not the right one, or nobody reads what is inside.
    identity_closed: bool = False
    # What it said before it was corrected: whom it was about, and whether it was supervisory.
    former_subjects: tuple[str, ...] = ()
    once_supervisory: bool = False
    requests: tuple[OwnerRequest, ...] = ()
    # Register numbers that it had before the one that it has (renumbering.py): receipts with them stay valid.
    former_numbers: tuple[str, ...] = ()
    # The system in which it was made, '' for this one: 'sp4n_lapor' (lapor.py).
    source: str = ""
    # What the district's ladder brought to mind (ladder.py), and what the complainant said since the recording.
    reminders: tuple[Event, ...] = ()
    voices: tuple[CitizenWord, ...] = ()
    # Of the district, while the complaint is where it was sent to.
    disposition: Disposition | None = None
    # The office says that it is in SP4N-LAPOR! already, or need not be entered there.
    lapor_settled: bool = False

    @property
    def recording_event(self) -> Event | None:
        for entry in self.history:  # the first one, mostly
            if entry.event.records:
                return entry.event
        return None

    @property
    def accuses(self) -> bool:
        """Whether it is or was supervisory and names somebody as its subject: then who complains is kept from whom it is about."""
        return (self.supervisory or self.once_supervisory) and bool(self.subject or self.former_subjects)

    @property
    def newer(self) -> int:
        """What this version can't read of it: READABLE, HAS_NEWER_STEPS, or its very recording, IS_NEWER."""
        newer = READABLE
        for entry in self.history:
            step = entry.event.step
            if isinstance(step, UnknownStep):
                if isinstance(step, NewerRecording):
                    return IS_NEWER
                newer = HAS_NEWER_STEPS
        return newer

    @property
    def needs_decision(self) -> bool:
        """Two people worked apart and nobody has looked at the result yet, or another unit's request waits for the owner's answer."""
        return self.is_apart or (self.requests != () and any(request.is_open for request in self.requests))

    @property
    def is_apart(self) -> bool:
        return bool(self.conflicts) or any(entry.misplaced and not entry.decided for entry in self.history)

    def decisions_of(self, unit: str) -> int:
        """What waits for this unit ('': nobody says which unit this is): APART; REQUESTED, for its owner alone; SPOKEN, for who has it."""
        is_asked = unit in ("", self.unit) and any(request.is_open for request in self.requests)
        is_spoken_to = unit in ("", self.unit, self.forwarded_to) and any(not word.is_read for word in self.voices)
        return APART * self.is_apart | REQUESTED * is_asked | SPOKEN * is_spoken_to
