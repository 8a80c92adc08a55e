"""Bundles at the district: an office's requests are kept as if the network had brought them, and answered when the stick goes back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct, structs
from nacl.public import PrivateKey

from complaints.errors import OfficeError
from complaints.events import Attached, decode
from complaints.phrases import phrase
from sync.bundle import bundle_file, contents, envelope
from sync.bundle.attachments import LARGEST
from sync.bundle.contents import Bundle, BundledFile
from sync.bundle.envelope import Sealer, receiver_of
from sync.bundle.receiving import TO_OFFICE
from sync.bundle.refusals import OtherDirection, OtherDistrict, Rejected, UnknownSender
from sync.bundle.sending import TO_DISTRICT
from sync.messages import (
    AnsweredRequest,
    BundledAnswer,
    BundledRelease,
    BundleReceipt,
    Carried,
    Cover,
    Enrolled,
    Enrolling,
    OfferingReceipt,
    ReadingOpening,
    ReportingOpening,
    SyncAnswer,
    SyncRequest,
)
from sync.server import announcements, device, enrolment, notice, offices, push, releases, rollout, stick_invitations
from sync.server.device import Requester
from sync.server.district import District
from sync.server.file_access import StoredFile
from sync.server.filing import Filing
from sync.server.refusal import Fork, Refuse
from sync.server.shelf import is_whole
from sync.server.statement import PortableStatement, Transaction
from sync.server.stick_invitations import InvitationRefused, WrongInvitationCode
from sync.server.uploads import Moved, Upload

ROOM = 262_144  # an office folds an answer in one transaction
RELEASE_PIECE = 4 * 1024 * 1024
REQUESTS: type[ReadingOpening | Enrolling | Carried] = ReadingOpening | Enrolling | Carried  # pyright: ignore[reportAssignmentType] - a union stands where a class does

_KEEP = PortableStatement(
    "INSERT INTO bundle (device, made, heard) VALUES (:device, :made, :heard) "
    "ON CONFLICT (device) DO UPDATE SET made = excluded.made, heard = excluded.heard WHERE bundle.made <= excluded.made"
)
_ALL_CLAIMS = PortableStatement("SELECT device, made, heard FROM bundle")
_CLAIMS = PortableStatement("SELECT b.made, b.heard FROM bundle b WHERE b.device = :device")


class NobodyThere(OfficeError):
    def __init__(self, unit: str) -> None:
        super().__init__(
            phrase(
                "Belum ada komputer unit {unit} yang terdaftar, jadi berkas tidak dapat dikunci untuknya. Tidak "
                "ada yang ditulis; undang komputernya dengan flashdisk ('bundle invite {unit} FILE'), atau buat kode dengan "
                "'enrol-code {unit}' dan daftarkan lewat internet.",
                unit=unit,
            )
        )


class BundleClaims(Struct, frozen=True):
    """What a device's bundle claims to have read and sent; the next answer goes by it. `pushed` are the devices it spoke for, each with the last seq that it brought.

    `answered` is when the latest answer was made that was read there, in ms of our own clock.
    """

    have: dict[str, int] = {}
    cursor: bytes = b""
    notice: int = 0
    pushed: dict[str, int] = {}
    wanted: list[bytes] = []
    brought: list[bytes] = []
    offered: bool = False
    ready: str = ""
    release: bytes = b""
    received: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class ReadBundle:
    """The result of reading a bundle: whose it was, how many of its events and files were new, and how many of its devices are forked."""

    unit: str
    letter: str
    events: int
    files: int
    forked: int


@dataclass(frozen=True, slots=True)
class WrittenBundle:
    """What lies in an answer, for how many PCs; `postponed` are files that found no room. `releases` are versions of the program, if in part.

    `withheld` are files that wait because the PCs of `below` run a program older than the district's minimum.
    """

    pcs: int
    events: int
    files: int
    postponed: int
    releases: tuple[str, ...] = ()
    withheld: int = 0
    below: tuple[str, ...] = ()


# From an office ------------------------------------------------------------------------------------------------------


def read(district: District, filing: Filing, path: Path) -> ReadBundle:
    """Reads a bundle from a stick. Raises BundleRefused or StickFailed; then nothing was kept."""
    with bundle_file.opened(path) as file:
        return take(district, filing, file)


def take(district: District, filing: Filing, file: BinaryIO) -> ReadBundle:
    """Proves a bundle whole, then keeps its events in one transaction, then its files."""
    sealed_bundle = envelope.look(file)
    cover = sealed_bundle.cover
    if cover.direction != TO_DISTRICT:
        raise OtherDirection(here_is_office=False)
    requester, signer, own_id = district.database.read(lambda t: _signer(t, cover.signer))
    if cover.district != own_id:
        raise OtherDistrict(cover.district)
    own_keys = [PrivateKey(key) for key in (district.keys.bundle, *district.keys.former)]
    bundle = Bundle(sealed_bundle, envelope.unseal(sealed_bundle, own_keys))
    shown = _shown_invitation(bundle)
    if shown is not None and (shown.request.device != cover.signer or shown.request.unit != cover.unit):
        raise Rejected("enrol")
    is_known = requester is not None and requester.unit == cover.unit
    if shown is not None and shown.request.public_key != signer:
        is_known = False  # somebody else is known by its id, such as the disk that this one is a copy of
    if not is_known and shown is None:
        raise UnknownSender
    envelope.check(sealed_bundle, signer if shown is None else shown.request.public_key)
    bundle.check(REQUESTS)
    if shown is not None and not _may_enrol(district, shown, is_known=is_known):
        shown = None
    try:
        requester, claims, events, forked = district.database.write(lambda t: _taken(t, district, bundle, shown))
    except Refuse as refuse:
        raise Rejected(refuse.reason) from None
    files = _keep_files(filing, requester, bundle, claims.brought)
    return ReadBundle(requester.unit, requester.letter, events, files, forked)


def _signer(transaction: Transaction, id: str) -> tuple[Requester | None, bytes, str]:
    requester = device.signing(transaction, id)
    sender = device.find(transaction, id)
    return requester, sender.public_key if sender else b"", notice.load(transaction).unit


def _shown_invitation(bundle: Bundle) -> Enrolling | None:
    """The invitation that a bundle shows, which stands before its requests. Nothing of it is proved yet."""
    for part in bundle.parts(REQUESTS):
        match part:
            case Enrolling():
                return part
            case Carried() | BundledFile():
                return None
            case ReadingOpening():
                continue
    return None


def _may_enrol(district: District, shown: Enrolling, *, is_known: bool) -> bool:
    """Whether its device is to be enrolled by it; False for one that is enrolled already. Raises BundleRefused.

    Who was turned away since doesn't come in again by a copy of its first bundle.
    """
    if district.database.read(lambda t: stick_invitations.has_let_in(t, shown)):
        if not is_known:
            raise InvitationRefused(shown.request.unit)
        return False
    try:
        is_right = district.database.write(
            lambda t: stick_invitations.is_right(t, district.keys, shown, district.now())
        )
    except InvitationRefused:
        if not is_known:
            raise
        return False
    if not is_right:
        raise WrongInvitationCode(district.database.write(lambda t: stick_invitations.wrong_code(t, shown.invitation)))
    return True


def _taken(
    transaction: Transaction, district: District, bundle: Bundle, shown: Enrolling | None
) -> tuple[Requester, BundleClaims, int, int]:
    """Raises UnknownSender, Refuse or BundleRefused."""
    cover = bundle.envelope.cover
    if shown is not None:
        if not stick_invitations.is_right(transaction, district.keys, shown, district.now()):
            raise InvitationRefused(cover.unit)
        stick_invitations.take_up(transaction, district.keys, shown, district.now())
    requester = device.signing(transaction, cover.signer)
    if requester is None or requester.unit != cover.unit:
        raise UnknownSender
    return requester, *_keep(transaction, district, requester, bundle)


def _keep(
    transaction: Transaction, district: District, requester: Requester, bundle: Bundle
) -> tuple[BundleClaims, int, int]:
    desk, now = district.desk(transaction), district.now()
    claims, events, forks = BundleClaims(), 0, set[str]()
    pushed: dict[str, int] = {requester.id: 0}
    file_hashes: list[bytes] = []
    for part in bundle.parts(REQUESTS):
        match part:
            case ReadingOpening():
                claims = structs.replace(claims, wanted=part.missing, offered=part.offered, answered=part.answered)
                report = part.program
                claims = structs.replace(claims, ready=report.ready, release=report.release, received=report.received)
                _note_program(transaction, requester, part, bundle.envelope.cover.made_ms)
                announcements.note_read(transaction, requester.unit, requester.id, part.read, now)
            case BundledFile():
                file_hashes.append(bytes.fromhex(part.named))
            case Enrolling():
                pass
            case Carried(device=id, request=request):
                by = _speaker(transaction, district, requester, part, now)
                device.mark_seen(transaction, id, now)
                pushed.setdefault(id, 0)
                if id == requester.id or not claims.have:
                    claims = structs.replace(claims, have=request.have, cursor=request.cursor, notice=request.notice)
                if not push.has_content(request):
                    continue
                try:
                    seq, _ = push.receive(transaction, desk, by, request, now)
                except Fork:
                    forks.add(id)
                    continue
                except Refuse as refuse:
                    # The district knows this device by another key, or with another chain: the answer tells which.
                    if refuse.reason != "proof":
                        raise
                    forks.add(id)
                    continue
                last = request.first + len(request.events) - 1
                if request.events and last <= seq:
                    pushed[id] = max(pushed[id], last)
                events += max(0, seq - by.heads.get(id, 0))
    claims = structs.replace(claims, pushed=pushed, brought=file_hashes)
    made_ms = bundle.envelope.cover.made_ms
    transaction.run(_KEEP, device=requester.id, made=made_ms, heard=msgspec.msgpack.encode(claims))
    return claims, events, len(forks)


def _note_program(transaction: Transaction, requester: Requester, opening: ReportingOpening, made_ms: int) -> None:
    """Notes the program's version; not from a stick that was overtaken, by another one or by the network."""
    asking = releases.program(opening.version, opening.program.updates)
    former = transaction.first(_CLAIMS, device=requester.id)
    is_latest = former is None or former[0] <= made_ms
    if is_latest and asking.is_news(requester.version, requester.updates) and asking.follows(requester.version):
        device.set_program(transaction, requester.id, asking.version, asking.updates)
        rollout.refresh(transaction)


def _speaker(transaction: Transaction, district: District, signer: Requester, part: Carried, now: int) -> Requester:
    """The device that a request is made for. Its own signature on the chain proves what it wrote; the signer lets it speak."""
    if part.introduction is not None:
        token = district.keys.bundle_token(part.introduction.device, part.introduction.public_key)
        try:
            enrolment.succeed(transaction, signer, part.introduction, now, token)
        except Refuse as refuse:
            # A clone was the first to introduce it, with another key: by that, what comes here is a fork, and the answer tells the key.
            if refuse.reason != "device":
                raise
    by = device.signing(transaction, part.device)
    if by is None or by.unit != signer.unit:
        raise Rejected("device")
    return by


def _keep_files(filing: Filing, requester: Requester, bundle: Bundle, file_hashes: Sequence[bytes]) -> int:
    """Puts the files away that an event names which the unit sees; how many were new."""
    new_files = 0
    if not file_hashes:
        return 0
    for part in bundle.parts(REQUESTS):
        if isinstance(part, BundledFile):
            new_files += _keep_file(filing, requester, part)
    return new_files


def _keep_file(filing: Filing, requester: Requester, file: BundledFile) -> bool:
    upload = Upload(file.named, file.sha256, file.size, requester.unit)
    try:
        offset = filing.begin(requester, upload)
        if offset == upload.size:
            return False
        place = 0
        for piece in file.pieces():
            missing = piece[max(0, offset - place) :]
            place += len(piece)
            if missing:
                filing.uploads.append(upload.id, place - len(missing), missing)
        filing.finish(upload)
    except (Refuse, Moved):
        return False  # named by nothing that this unit sees, or being brought over the network at this moment
    return True


# To an office --------------------------------------------------------------------------------------------------------


def write(district: District, filing: Filing, unit: str, path: Path, largest: int = LARGEST) -> WrittenBundle:
    """Writes the answer for a unit onto a stick. Raises NobodyThere, WouldOverwrite or StickFailed; then there is none."""
    return bundle_file.place(path, lambda file: put(district, filing, unit, file, largest))


def put(
    district: District, filing: Filing, unit: str, file: BinaryIO, largest: int = LARGEST
) -> tuple[Sealer, WrittenBundle]:
    """An answer to the latest bundle of each PC of the unit; without any, to PCs that have nothing yet."""
    pcs, to_answer = district.database.read(lambda t: pcs_to_answer(t, unit))
    if not pcs:
        raise NobodyThere(unit)
    own_notice = district.database.read(notice.load)
    cover = Cover(TO_OFFICE, own_notice.unit, unit, district.now(), "", [])
    sealer = Sealer(file, cover, [receiver_of(key) for key in pcs.values()], district.keys.signing)
    events = 0
    file_names: dict[str, None] = {}
    brought = district.database.read(
        lambda t: _releases(t, unit, {id: claims for id, (_, claims) in to_answer.items()})
    )
    for id, (made_ms, claims) in to_answer.items():
        for bundled in district.database.snapshot(
            lambda t, id=id, claims=claims: list(_tails(t, district, id, claims))
        ):
            contents.put_message(sealer, bundled)
        for bundled in _pages(district, id, claims):
            contents.put_message(sealer, bundled)
            events += len(bundled.answer.events)
            file_names |= dict.fromkeys(_named(bundled.answer.events, id))
        file_names |= dict.fromkeys(digest.hex() for digest in claims.wanted)
        stored = [digest for digest in claims.brought if filing.has(unit, digest.hex())]
        receipt = BundleReceipt(id, made_ms, stored, claims.offered)
        if id in brought:
            receipt = OfferingReceipt(**structs.asdict(receipt), release=brought[id])
        contents.put_message(sealer, receipt)
    available = {name: stored for name in file_names if (stored := filing.has(unit, name)) is not None}
    # Every PC of the unit can open what lies in the answer.
    below = district.database.read(lambda t: rollout.letters_below(t, unit)) if available else ()
    withheld = len(available) if below else 0
    included, postponed, size = _put_files(sealer, filing, {} if below else available, largest)
    versions = _put_releases(sealer, filing, brought.values(), largest - size)
    sealer.close()
    return sealer, WrittenBundle(len(to_answer), events, included, postponed, versions, withheld, below)


def _releases(transaction: Transaction, unit: str, claims_by_pc: dict[str, BundleClaims]) -> dict[str, BundledRelease]:
    """The release for each PC that can use one: from where on none of them has it, for each comes once."""
    offers: dict[str, releases.Kept] = {}
    starts: dict[str, int] = {}
    for pc in offices.pcs(transaction, unit):
        asking = releases.program(pc.version, pc.updates)
        kept = releases.offer(transaction, unit, asking) if pc.id in claims_by_pc else None
        if kept is None or asking.gave_up == kept.version:
            continue
        claims = claims_by_pc[pc.id]
        if claims.ready and not releases.is_newer(kept.version, claims.ready):
            continue
        received = claims.received if claims.release.hex() == kept.sha256 else 0
        offers[pc.id] = kept
        starts[kept.sha256] = min(received, starts.get(kept.sha256, received))
    return {
        id: BundledRelease(kept.version, bytes.fromhex(kept.sha256), kept.size, min(starts[kept.sha256], kept.size))
        for id, kept in offers.items()
    }


def pcs_to_answer(transaction: Transaction, unit: str) -> tuple[dict[str, bytes], dict[str, tuple[int, BundleClaims]]]:
    """The public keys of the unit's PCs, and what to answer to which of them."""
    pcs = {pc.id: pc.public_key for pc in device.of_unit(transaction, unit) if pc.public_key}
    to_answer: dict[str, tuple[int, BundleClaims]] = {}
    for id in pcs:
        if row := transaction.first(_CLAIMS, device=id):
            to_answer[id] = row[0], msgspec.msgpack.decode(row[1], type=BundleClaims)
    if not to_answer:
        former = device.followed(transaction, unit)
        to_answer = {id: (0, BundleClaims(pushed={id: 0})) for id in pcs if id not in former}
    return pcs, to_answer


def carried(transaction: Transaction) -> dict[str, tuple[int, int]]:
    """Of each device whose bundle was read: when that was made, by the PC's clock, and when the latest answer that it has read was, by ours."""
    return {
        id: (made_ms, msgspec.msgpack.decode(heard, type=BundleClaims).answered)
        for id, made_ms, heard in transaction.rows(_ALL_CLAIMS)
    }


def _tails(transaction: Transaction, district: District, signer: str, claims: BundleClaims) -> Iterator[BundledAnswer]:
    """How far the district has the other devices that the bundle spoke for; the feed comes in the signer's name only."""
    now = district.now()
    for id, pushed in claims.pushed.items():
        requester = device.signing(transaction, id)
        if id == signer or requester is None:
            continue
        answer = SyncAnswer(requester.heads[id], requester.head_hash, [], {}, claims.cursor, more=True, time=now)
        yield _bundled_answer(transaction, district, id, AnsweredRequest(claims.have, claims.cursor, pushed), answer)


def _bundled_answer(
    transaction: Transaction, district: District, id: str, request: AnsweredRequest, answer: SyncAnswer
) -> BundledAnswer:
    pc = device.find(transaction, id)
    assert pc is not None
    enrolled = None
    token = district.keys.bundle_token(pc.id, pc.public_key)
    if pc.token == device.token_hash(token):
        enrolled = Enrolled(token, pc.unit, pc.letter, notice.load(transaction).unit, answer.time)
    return BundledAnswer(id, request, answer, enrolled, b"" if pc.unused else pc.public_key)


def _pages(district: District, id: str, claims: BundleClaims) -> Iterator[BundledAnswer]:
    """The feed from where the device has read it to its end, a page an answer."""
    pushed, cursor, notice_version = claims.pushed.get(id, 0), claims.cursor, claims.notice
    has_more = True
    while has_more:
        bundled = district.database.snapshot(
            lambda t, cursor=cursor, notice_version=notice_version: _page(
                t, district, id, claims, cursor, notice_version, pushed
            )
        )
        if bundled is None:
            return
        yield bundled
        answer = bundled.answer
        has_more = answer.more and answer.cursor != cursor
        cursor = answer.cursor
        notice_version = answer.notice.version if answer.notice else notice_version


def _page(
    transaction: Transaction,
    district: District,
    id: str,
    claims: BundleClaims,
    cursor: bytes,
    notice_version: int,
    pushed: int,
) -> BundledAnswer | None:
    requester = device.signing(transaction, id)
    if requester is None:
        return None
    pushed = pushed if pushed <= requester.heads[id] else 0  # lost since by a restore
    have = claims.have | {id: max(claims.have.get(id, 0), pushed)}
    request = SyncRequest(
        {device_id: seq for device_id, seq in have.items() if seq}, cursor, 0, [], b"", {}, ROOM, 0, notice_version
    )
    now = district.now()
    # A page is read as of now: nothing of it is written, not even when the device was seen.
    answer = district.answer(
        transaction, replace(requester, seen_at=now), request, requester.heads[id], requester.head_hash, now
    )
    return _bundled_answer(transaction, district, id, AnsweredRequest(claims.have, cursor, pushed), answer)


def _named(events: Iterable[tuple[bytes, bytes]], by: str) -> Iterator[str]:
    """The files that these events of others name."""
    for content, _ in events:
        if b"attached" in content:
            event = decode(content)
            if isinstance(event.step, Attached) and event.step.names_file and event.device != by:
                yield event.step.sha256


def _put_releases(sealer: Sealer, filing: Filing, brought: Iterable[BundledRelease], room: int) -> tuple[str, ...]:
    """In pieces, behind everything else and as far as there is room; the next answer goes on there. The versions that it begins or ends."""
    versions: list[str] = []
    for release in dict.fromkeys(brought):
        name = release.sha256.hex()
        if not is_whole(filing.shelf, name, release.size):
            continue
        for start in range(release.start, release.size, RELEASE_PIECE):
            end = min(start + RELEASE_PIECE, release.size)
            if end - start > room:
                break
            content = b"".join(filing.shelf.pieces(name, start, end))
            contents.put_file(sealer, release.sha256, sha256(content).digest(), len(content), [content])
            room -= len(content)
            versions += [release.version] if release.version not in versions else []
    return tuple(versions)


def _put_files(
    sealer: Sealer, filing: Filing, available: Mapping[str, StoredFile], largest: int
) -> tuple[int, int, int]:
    """Small ones first, as far as they fit; how many went in, how many are left, and the bytes of those that went in."""
    included = postponed = size = 0
    for name, stored in sorted(available.items(), key=lambda entry: entry[1].size):
        if postponed or size + stored.size > largest:
            postponed += 1
            continue
        if not is_whole(filing.shelf, stored.sha256, stored.size):
            continue  # as if it were lost: one that spoilt on the disk leaves no answer unwritten
        pieces = filing.shelf.pieces(stored.sha256, 0, stored.size)
        contents.put_file(sealer, bytes.fromhex(name), bytes.fromhex(stored.sha256), stored.size, pieces)
        included, size = included + 1, size + stored.size
    return included, postponed, size
