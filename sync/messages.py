"""What the two sides say to each other: every request and answer of the protocol, as MessagePack arrays (PROTOCOL.md).

Arrays grow at their end: a reader ignores fields behind those it knows, and a writer may leave out what has a default.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, structs

from complaints.categories import DistrictCategory
from complaints.events import LARGEST

PROTOCOL = 1
OLDEST_PROTOCOL = 1  # that the district serves; PROTOCOL.md says for how long
SERVED = f"{OLDEST_PROTOCOL}-{PROTOCOL}"  # as a refusal tells it
SMALLEST_EVENT = 100  # bytes, roughly: so many a page or a request has at most

READ_HEADER = "Aduan-Read"  # of a sync's first request: the numbers of announcements that the office has read

Seq = Annotated[int, Meta(ge=0, le=LARGEST)]
DeviceId = Annotated[str, Meta(pattern=r"^[a-z2-7]{16}$")]
CASE = r"[a-z2-7]{16}-[1-9][0-9]{0,18}"
CaseId = Annotated[str, Meta(pattern=f"^{CASE}$")]
Letter = Annotated[str, Meta(pattern=r"^([A-Z]{1,2}([0-9A-Z]{2})?)?$", max_length=4)]  # complaints/numbering.py
Version = Annotated[str, Meta(pattern=r"^[ -~]*$", max_length=32)]
VERSION_HEADER = "Aduan-Version"  # of a request: the program's version
UPDATES_HEADER = (
    "Aduan-Updates"  # of a request: the system whose releases the program can install, and one that failed there
)
Key = Annotated[bytes, Meta(min_length=32, max_length=32)]
IdentityKey = Annotated[bytes, Meta(min_length=16, max_length=32)]  # complaints/identity.py
Seal = Annotated[bytes, Meta(min_length=16, max_length=16)]
Range = tuple[Seq, Seq]  # first and last seq, both included


class Message(Struct, frozen=True, array_like=True):
    """A request or an answer."""


# Enrolment -----------------------------------------------------------------------------------------------------------


class EnrolRequest(Message, frozen=True):
    """`POST /v1/enrol`. `proof` is the device's signature over the code: it has the key that it names (proof.py).

    `letter` is the one this PC has used in register numbers so far.
    """

    protocol: int
    code: Annotated[str, Meta(max_length=64)]
    device: DeviceId
    public_key: Key
    proof: bytes
    unit: Annotated[str, Meta(max_length=32)]
    letter: Letter
    version: Version = ""


class DeviceRequest(Message, frozen=True):
    """`POST /v1/device`, by an enrolled PC that must write under a new device: restored, or found to be forked.

    `proof` is the new device's signature over the old device's id, `old_proof` the old one's over the new id.
    """

    device: DeviceId
    public_key: Key
    proof: bytes
    old_proof: bytes
    letter: Letter


class Enrolled(Message, frozen=True):
    """What an enrolled device goes by from now on. `letter` marks its register numbers, alone in its unit."""

    token: str
    unit: str
    letter: str
    district: str
    time: int


# One round of sync ---------------------------------------------------------------------------------------------------


class SyncRequest(Message, frozen=True):
    """`POST /v1/sync`: what this device has to say, and what it lacks. Repeating one changes nothing.

    `first` is the seq of the first of `events`, which follow each other without gaps; `proof` signs the chain's head after
    the last of them (b'' without events). `have` are the devices of this unit, each with the seq up to which nothing is
    missing here; for the asking device, the seq up to which the server has acknowledged. `room` is how many bytes of events
    the answer may bring. `wall` is this PC's clock in ms. `returned` are events of others that the server said it lost, each
    with the seal that it once gave; `offer` tells which ones there are to ask for.
    """

    have: dict[DeviceId, Seq]
    cursor: bytes
    first: Seq
    events: list[bytes]
    proof: bytes
    keys: dict[CaseId, IdentityKey]
    room: Seq
    wall: Seq
    notice: int = 0
    offer: dict[DeviceId, list[Range]] = {}
    returned: list[tuple[bytes, Seal]] = []


class SyncAnswer(Message, frozen=True):
    """The server's answer, given after it has committed what came.

    `acknowledged` is the last seq of the asking device from which on the server lacks nothing before, `head` the hash of the
    device's chain there (b'' at 0). `events` are the next of the unit's feed with their seals; `cursor` is where that page
    ends and `more` whether another follows. `keys` open the identities in those events. `reset` says that the request's
    cursor belongs to a past which the server has lost: it goes on from the start, and asks for what it lacks. `server_has` are the
    other devices of the unit, as far as the server has less of them than `have` told. `requested` is what it asks back.
    """

    acknowledged: Seq
    head: bytes
    events: list[tuple[bytes, Seal]]
    keys: dict[str, IdentityKey]
    cursor: bytes
    more: bool
    time: int
    notice: "Notice | None" = None
    reset: bool = False
    server_has: dict[DeviceId, Seq] = {}
    requested: dict[DeviceId, list[Range]] = {}


class ReleaseOffer(Message, frozen=True):
    """A release that waits for this office; fetched like an attachment, by the SHA-256 of the whole file. `size` is in bytes."""

    version: Version
    sha256: Key
    size: Seq


class OfferingAnswer(SyncAnswer, frozen=True):
    """The same answer to a program that can update itself (`Aduan-Updates`), when there is something newer for it."""

    release: ReleaseOffer | None = None


class AnsweredRequest(Message, frozen=True):
    """What an answer answers to: `have` and `cursor` as the request told them, `pushed` the last seq that it brought, 0 for none.

    Answers may come late and in another order (a bundle on a stick): by this the asking side knows whether one still joins on.
    """

    have: dict[DeviceId, Seq]
    cursor: bytes
    pushed: Seq = 0


class Forked(Message, frozen=True):
    """Answer 409: this device has other events under the same numbers. The server's are those up to `acknowledged`."""

    acknowledged: Seq
    head: bytes


class Refusal(Message, frozen=True):
    """Any other refusal; `reason` is one of the words in PROTOCOL.md, the HTTP status says what to do."""

    reason: str
    detail: str = ""


# Bundles on a stick: the same requests and answers as parts of a file (bundle/) ---------------------------------------


class Cover(Message, frozen=True):
    """What stands open at the front of a bundle. `district` and `unit` are the two ends' codes.

    `made_ms` is when, in ms since 1970, later than any before by the same signer. `signer` is the device that signed, '' when the
    district did. `slots` hold the stream's key, sealed to each receiver's X25519 key.
    """

    direction: Literal[1, 2]
    district: Annotated[str, Meta(max_length=64)]
    unit: Annotated[str, Meta(max_length=64)]
    made_ms: Seq
    signer: Annotated[str, Meta(max_length=64)]
    slots: list[tuple[Key, bytes]]


class Opening(Message, frozen=True, tag="opening"):
    """The first part to the district: which files the office lacks, and whether it gives back all that it holds of others."""

    missing: list[Key]
    offered: bool = False


class UpdateReport(Struct, frozen=True, omit_defaults=True):
    """What a bundle tells of an office's updates: `updates` is what a request has in its header, `ready` a version that waits for its start.

    `release` is the SHA-256 of one that has come in part, `received` how many bytes of it.
    """

    updates: Annotated[str, Meta(max_length=64)] = ""
    ready: Version = ""
    release: Annotated[bytes, Meta(max_length=32)] = b""
    received: Seq = 0


class ReportingOpening(Opening, frozen=True, tag="opening"):
    """The same by a program that tells its version and its updates, so that the district knows who is behind."""

    version: Version = ""
    program: UpdateReport = UpdateReport()


class AnsweringOpening(ReportingOpening, frozen=True, tag="opening"):
    """The same by a program that has read an answer from a stick: `answered` is when the district made the latest of them, in its ms."""

    answered: Seq = 0


class ReadingOpening(AnsweringOpening, frozen=True, tag="opening"):
    """The same by an office that has read announcements: the numbers of those of which the district may not know it yet."""

    read: Annotated[list[Seq], Meta(max_length=50)] = []


class Enrolling(Message, frozen=True, tag="enrol"):
    """What a PC shows that was invited by a file (bundle/invitation.py): which invitation, and the enrolment as the network would bring it."""

    invitation: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]
    request: EnrolRequest


class Carried(Message, frozen=True, tag="request"):
    """A request as this device would have sent it. `introduction` makes the device known first, on the signer's word."""

    device: DeviceId
    request: SyncRequest
    introduction: DeviceRequest | None = None


class BundledAnswer(Message, frozen=True, tag="answer"):
    """The answer to a request. `enrolled` when the device became known by a bundle, and may use the network, too.

    `public_key` is the one that the district knows the device by, a clone's when that was the first to introduce it; b'' while
    another one may still take its place.
    """

    device: DeviceId
    request: AnsweredRequest
    answer: SyncAnswer
    enrolled: Enrolled | None = None
    public_key: bytes = b""


class BundleReceipt(Message, frozen=True, tag="receipt"):
    """Which bundle of this signer is answered, the latest that was read: its `made_ms`, 0 for none.

    `stored` are the files of it that the district has now, `offered` is its Opening's.
    """

    device: DeviceId
    made_ms: Seq
    stored: list[Key]
    offered: bool = False


class BundledRelease(Message, frozen=True):
    """A release that the bundle brings from byte `start` on: files under its own SHA-256, one behind the other. `size` is of the whole."""

    version: Version
    sha256: Key
    size: Seq
    start: Seq = 0


class OfferingReceipt(BundleReceipt, frozen=True, tag="receipt"):
    """The same for a program that can update itself, when there is something newer for it."""

    release: BundledRelease | None = None


class BriefAgency(Struct, frozen=True, array_like=True):
    """A unit of the district that is in no shipped list: an OPD."""

    code: str
    name: str


class Agency(BriefAgency, frozen=True):
    """The same where it is part of another unit: a section, a UPTD. `parent` is that unit's code, '' for the district's own."""

    parent: str = ""


class BriefNotice(Message, frozen=True):
    """What the district tells all its offices, as far as 1.0.0 knows of it; sent when theirs is older than `version`.

    `inspectorate` is the public key (X25519) for sealed complaints, `bundle_key` the one for USB bundles, `escrow` the one
    for the office's emergency key slot, `signing_key` (Ed25519) signs bundles; b'' where the district has none.
    """

    version: int
    unit: str
    name: str
    bundle_key: bytes
    signing_key: bytes
    inspectorate: bytes = b""
    escrow: bytes = b""
    agencies: list[Agency] = []
    policy: str = ""
    holidays: dict[str, str] = {}
    contact: str = ""


class Minimum(Struct, frozen=True, array_like=True):
    """The oldest version that the district's offices should run, and the fault of the older ones that makes it ask."""

    version: Version
    reason: Annotated[str, Meta(max_length=500)]


class Announcement(Struct, frozen=True, array_like=True):
    """What the district announces to this unit, on `day` (ISO date). The office says by its `number` that it has read it (`Aduan-Read`)."""

    number: Annotated[int, Meta(ge=0, le=LARGEST)]
    day: str
    text: str


class Reminded(Struct, frozen=True, array_like=True):
    """A reminder of which a kecamatan is told: a complaint of a unit below it whose deadline is over, and nothing of what it says.

    `step` is what is due (`verify`, `follow_up`, `done`), `working_days` how many its deadline of `due_on` (ISO date) is over, at least; `letter`: with a
    letter of reminder.
    """

    unit: str
    complaint: str
    number: str
    step: str
    working_days: int
    due_on: str
    letter: bool = False


class AnnouncingNotice(BriefNotice, frozen=True):
    """The same with what came after 1.0.0. `writes` are the young tags and values that everybody's program reads (complaints/rollout.py).

    Below the `minimum` attachments wait on both sides; text goes on. `ladder` (TOML, '' for the one that ships): when deadlines are
    brought to mind, and what a complainant may say after an answer (complaints/ladder.py). `announcements` are those to the asking unit.
    """

    writes: list[str] = []
    minimum: Minimum | None = None
    ladder: str = ""
    announcements: list[Announcement] = []


class Notice(AnnouncingNotice, frozen=True):
    """The same with what came after those.

    `categories` are the district's changes to the shipped list. `texts` (what complainants are told) and `replies` (ready answers) are TOML in the form of
    resources/contact.toml and replies.toml, '' for those that ship. `reminded` is for a kecamatan alone: what was brought to mind below it.
    """

    categories: list[DistrictCategory] = []
    texts: str = ""
    replies: str = ""
    reminded: list[Reminded] = []


def without_younger_fields(notice: Notice) -> AnnouncingNotice:
    """The notice, and its agencies, without the fields at their ends where they say nothing: as it was written before there were any."""
    agencies = [agency if agency.parent else BriefAgency(agency.code, agency.name) for agency in notice.agencies]
    notice = structs.replace(notice, agencies=agencies)
    if notice.categories or notice.texts or notice.replies or notice.reminded:
        return notice
    return AnnouncingNotice(*(getattr(notice, name) for name in AnnouncingNotice.__struct_fields__))
