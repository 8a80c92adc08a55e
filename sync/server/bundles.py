"""Bundles at the district: an office's requests are kept as if the network had brought them, and answered when the stick goes back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct, structs
from nacl.public import PrivateKey

from complaints.errors import OfficeError
from complaints.events import Attached, decode
from sync.bundle import bundle_file, contents, envelope
from sync.bundle.attachments import LARGEST
from sync.bundle.contents import Bundle, FileHere
from sync.bundle.envelope import Sealer, receiver_of
from sync.bundle.receiving import TO_OFFICE
from sync.bundle.refusals import OtherDirection, OtherDistrict, Rejected, UnknownSender
from sync.bundle.sending import TO_DISTRICT
from sync.messages import Asked, Carried, Cover, Enrolled, Opening, Receipt, Said, SyncAnswer, SyncRequest
from sync.server import device, enrolment, notice, push
from sync.server.device import Asking
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.refusal import Fork, Refuse
from sync.server.shelf import is_whole
from sync.server.statement import Statement, Transaction
from sync.server.uploads import Moved, Upload

ROOM = 262_144  # an office folds an answer in one transaction
REQUESTS: type[Opening | Carried] = Opening | Carried  # pyright: ignore[reportAssignmentType] - a union stands where a class does

_KEEP = Statement(
    "INSERT INTO bundle (device, made, heard) VALUES (:device, :made, :heard) "
    "ON CONFLICT (device) DO UPDATE SET made = excluded.made, heard = excluded.heard WHERE bundle.made <= excluded.made"
)
_HEARD = Statement("SELECT b.made, b.heard FROM bundle b WHERE b.device = :device")


class NobodyThere(OfficeError):
    def __init__(self, unit: str) -> None:
        super().__init__(
            f"Belum ada komputer unit {unit} yang terdaftar, jadi berkas tidak dapat dikunci untuknya. Tidak ada yang ditulis; "
            f"buat kode dengan 'enrol-code {unit}' dan daftarkan komputernya sekali lewat internet."
        )


class Heard(Struct, frozen=True):
    """What a device's bundle told, to be answered. `pushed` are the devices it spoke for, each with the last seq that it brought."""

    have: dict[str, int] = {}
    cursor: bytes = b""
    notice: int = 0
    pushed: dict[str, int] = {}
    wanted: list[bytes] = []
    brought: list[bytes] = []
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a bundle: whose it was, how many of its events and files were new, and how many of its devices are forked."""

    unit: str
    letter: str
    events: int
    files: int
    forked: int


@dataclass(frozen=True, slots=True)
class Written:
    """What lies in an answer, for how many PCs; `left` are files that found no room."""

    pcs: int
    events: int
    files: int
    left: int


# From an office ------------------------------------------------------------------------------------------------------


def read(district: District, filing: Filing, path: Path) -> Read:
    """Reads a bundle from a stick. Raises BundleRefused or StickFailed; then nothing was kept."""
    with bundle_file.opened(path) as file:
        return take(district, filing, file)


def take(district: District, filing: Filing, file: BinaryIO) -> Read:
    """Proves a bundle whole, then keeps its events in one transaction, then its files."""
    found = envelope.look(file)
    cover = found.cover
    if cover.direction != TO_DISTRICT:
        raise OtherDirection(here_is_office=False)
    asking, signer, own = district.database.read(lambda t: _signer(t, cover.signer))
    if cover.district != own:
        raise OtherDistrict(cover.district)
    key = envelope.unseal(found, [PrivateKey(district.keys.bundle)])
    if asking is None or asking.unit != cover.unit:
        raise UnknownSender
    envelope.check(found, signer)
    bundle = Bundle(found, key)
    bundle.check(REQUESTS)
    try:
        heard, events, forked = district.database.write(lambda t: _keep(t, district, asking, bundle))
    except Refuse as refuse:
        raise Rejected(refuse.reason) from None
    files = _keep_files(filing, asking, bundle, heard.brought)
    return Read(asking.unit, asking.letter, events, files, forked)


def _signer(transaction: Transaction, id: str) -> tuple[Asking | None, bytes, str]:
    asking = device.signing(transaction, id)
    known = device.find(transaction, id)
    return asking, known.public_key if known else b"", notice.load(transaction).unit


def _keep(transaction: Transaction, district: District, asking: Asking, bundle: Bundle) -> tuple[Heard, int, int]:
    desk, now = district.desk(transaction), district.now()
    heard, events, forks = Heard(), 0, set[str]()
    pushed: dict[str, int] = {asking.id: 0}
    brought: list[bytes] = []
    for part in bundle.parts(REQUESTS):
        match part:
            case Opening():
                heard = structs.replace(heard, wanted=part.wanted, offered=part.offered)
            case FileHere():
                brought.append(bytes.fromhex(part.named))
            case Carried(device=id, request=request):
                by = _speaker(transaction, district, asking, part, now)
                device.seen(transaction, id, now)
                pushed.setdefault(id, 0)
                if id == asking.id or not heard.have:
                    heard = structs.replace(heard, have=request.have, cursor=request.cursor, notice=request.notice)
                if not push.brings(request):
                    continue
                try:
                    seq, _ = push.receive(transaction, desk, by, request, now)
                except Fork:
                    forks.add(id)
                    continue
                last = request.first + len(request.events) - 1
                if request.events and last <= seq:
                    pushed[id] = max(pushed[id], last)
                events += max(0, seq - by.heads.get(id, 0))
    heard = structs.replace(heard, pushed=pushed, brought=brought)
    made = bundle.envelope.cover.made
    transaction.run(_KEEP, device=asking.id, made=made, heard=msgspec.msgpack.encode(heard))
    return heard, events, len(forks)


def _speaker(transaction: Transaction, district: District, signer: Asking, part: Carried, now: int) -> Asking:
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


def _keep_files(filing: Filing, asking: Asking, bundle: Bundle, brought: Sequence[bytes]) -> int:
    """Puts the files away that an event names which the unit sees; how many were new."""
    kept = 0
    if not brought:
        return 0
    for part in bundle.parts(REQUESTS):
        if isinstance(part, FileHere):
            kept += _keep_file(filing, asking, part)
    return kept


def _keep_file(filing: Filing, asking: Asking, here: FileHere) -> bool:
    upload = Upload(here.named, here.sha256, here.size, asking.unit)
    try:
        offset = filing.begin(asking, upload)
        if offset == upload.size:
            return False
        place = 0
        for piece in here.pieces():
            rest = piece[max(0, offset - place) :]
            place += len(piece)
            if rest:
                filing.uploads.append(upload.id, place - len(rest), rest)
        filing.finish(upload)
    except (Refuse, Moved):
        return False  # named by nothing that this unit sees, or being brought over the network at this moment
    return True


# To an office --------------------------------------------------------------------------------------------------------


def write(district: District, filing: Filing, unit: str, path: Path, largest: int = LARGEST) -> Written:
    """Writes the answer for a unit onto a stick. Raises NobodyThere, WouldOverwrite or StickFailed; then there is none."""
    return bundle_file.place(path, lambda file: put(district, filing, unit, file, largest))


def put(
    district: District, filing: Filing, unit: str, file: BinaryIO, largest: int = LARGEST
) -> tuple[Sealer, Written]:
    """An answer to the latest bundle of each PC of the unit; without any, to PCs that have nothing yet."""
    pcs, asked = district.database.read(lambda t: _asking(t, unit))
    if not pcs:
        raise NobodyThere(unit)
    told = district.database.read(notice.load)
    cover = Cover(TO_OFFICE, told.unit, unit, district.now(), "", [])
    sealer = Sealer(file, cover, [receiver_of(key) for key in pcs.values()], district.keys.signing)
    events = 0
    wanted: dict[str, None] = {}
    for id, (made, heard) in asked.items():
        for said in district.database.snapshot(lambda t, id=id, heard=heard: list(_tails(t, district, id, heard))):
            contents.put_message(sealer, said)
        for said in _pages(district, id, heard):
            contents.put_message(sealer, said)
            events += len(said.answer.events)
            wanted |= dict.fromkeys(_named(said.answer.events, id))
        wanted |= dict.fromkeys(one.hex() for one in heard.wanted)
        kept = [one for one in heard.brought if filing.has(unit, one.hex())]
        contents.put_message(sealer, Receipt(id, made, kept, heard.offered))
    put, left = _put_files(sealer, filing, unit, wanted, largest)
    sealer.close()
    return sealer, Written(len(asked), events, put, left)


def _asking(transaction: Transaction, unit: str) -> tuple[dict[str, bytes], dict[str, tuple[int, Heard]]]:
    """The public keys of the unit's PCs, and what to answer to which of them."""
    pcs = {one.id: one.public_key for one in device.of_unit(transaction, unit) if one.public_key}
    asked: dict[str, tuple[int, Heard]] = {}
    for id in pcs:
        if row := transaction.first(_HEARD, device=id):
            asked[id] = row[0], msgspec.msgpack.decode(row[1], type=Heard)
    if not asked:
        former = device.followed(transaction, unit)
        asked = {id: (0, Heard(pushed={id: 0})) for id in pcs if id not in former}
    return pcs, asked


def _tails(transaction: Transaction, district: District, signer: str, heard: Heard) -> Iterator[Said]:
    """How far the district has the other devices that the bundle spoke for; the feed comes in the signer's name only."""
    now = district.now()
    for id, pushed in heard.pushed.items():
        asking = device.signing(transaction, id)
        if id == signer or asking is None:
            continue
        answer = SyncAnswer(asking.heads[id], asking.head_hash, [], {}, heard.cursor, more=True, time=now)
        yield _said(transaction, district, id, Asked(heard.have, heard.cursor, pushed), answer)


def _said(transaction: Transaction, district: District, id: str, asked: Asked, answer: SyncAnswer) -> Said:
    known = device.find(transaction, id)
    assert known is not None
    enrolled = None
    token = district.keys.bundle_token(known.id, known.public_key)
    if known.token == device.token_hash(token):
        enrolled = Enrolled(token, known.unit, known.letter, notice.load(transaction).unit, answer.time)
    return Said(id, asked, answer, enrolled, b"" if known.unused else known.public_key)


def _pages(district: District, id: str, heard: Heard) -> Iterator[Said]:
    """The feed from where the device has read it to its end, a page an answer."""
    pushed, cursor, known = heard.pushed.get(id, 0), heard.cursor, heard.notice
    more = True
    while more:
        said = district.database.snapshot(
            lambda t, cursor=cursor, known=known: _page(t, district, id, heard, cursor, known, pushed)
        )
        if said is None:
            return
        yield said
        answer = said.answer
        more = answer.more and answer.cursor != cursor
        cursor = answer.cursor
        known = answer.notice.version if answer.notice else known


def _page(
    transaction: Transaction, district: District, id: str, heard: Heard, cursor: bytes, known: int, pushed: int
) -> Said | None:
    asking = device.signing(transaction, id)
    if asking is None:
        return None
    pushed = pushed if pushed <= asking.heads[id] else 0  # lost since by a restore
    have = heard.have | {id: max(heard.have.get(id, 0), pushed)}
    request = SyncRequest({one: seq for one, seq in have.items() if seq}, cursor, 0, [], b"", {}, ROOM, 0, known)
    now = district.now()
    # A page is read as of now: nothing of it is written, not even when the device was seen.
    answer = district.answer(
        transaction, replace(asking, seen_at=now), request, asking.heads[id], asking.head_hash, now
    )
    return _said(transaction, district, id, Asked(heard.have, cursor, pushed), answer)


def _named(events: Iterable[tuple[bytes, bytes]], by: str) -> Iterator[str]:
    """The files that these events of others name."""
    for content, _ in events:
        if b"attached" in content:
            event = decode(content)
            if isinstance(event.step, Attached) and event.device != by:
                yield event.step.sha256


def _put_files(sealer: Sealer, filing: Filing, unit: str, wanted: Iterable[str], largest: int) -> tuple[int, int]:
    """Small ones first, as far as they fit; how many went in, and how many are left."""
    found = [(name, kept) for name in wanted if (kept := filing.has(unit, name)) is not None]
    put = left = size = 0
    for name, kept in sorted(found, key=lambda one: one[1].size):
        if left or size + kept.size > largest:
            left += 1
            continue
        if not is_whole(filing.shelf, kept.sha256, kept.size):
            continue  # as if it were lost: one that spoilt on the disk leaves no answer unwritten
        pieces = filing.shelf.pieces(kept.sha256, 0, kept.size)
        contents.put_file(sealer, bytes.fromhex(name), bytes.fromhex(kept.sha256), kept.size, pieces)
        put, size = put + 1, size + kept.size
    return put, left
