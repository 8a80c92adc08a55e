"""Push: a device's events, checked against its chain and appended. And what others give back after a loss."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from complaints.events import chain_hash
from sync import proof
from sync.messages import SyncRequest
from sync.proof import head_is_signed, is_sealed
from sync.server import device, intake_limits, quota
from sync.server.body import too_large
from sync.server.device import DeviceRow, Requester
from sync.server.intake import Arrival, DistrictContext, check_identities, check_receivers, read, read_returned, take
from sync.server.opened_identities import OpenedIdentities
from sync.server.quota import Used
from sync.server.refusal import Fork, forbidden, malformed
from sync.server.statement import Insert, PortableStatement, Transaction

# An office asks with at most 2 MiB of events and the keys in them (pace.py).
MOST_EVENTS = 25_000
MOST_KEYS = 25_000
# So much is kept in one transaction: on SQLite all others wait for its end.
PART_EVENTS, PART_BYTES = 2_000, 1024 * 1024
# Events of the complaints that a part goes on with: each is read and folded. One event by itself is always taken.
MOST_TOUCHED = 20_000

_STORED = PortableStatement(
    "SELECT seq, content FROM event WHERE device = :device AND seq BETWEEN :first AND :last ORDER BY seq"
)
_STRAY = Insert(
    "stray", {"device": "text", "seq": "bigint", "hash": "bytea", "content": "bytea"}, "ON CONFLICT DO NOTHING"
)


_VOLUMES = PortableStatement(
    "SELECT e.complaint, d.unit, count(*), sum(length(e.content)) FROM event e JOIN device d ON d.id = e.device "
    "WHERE e.complaint IN :ids GROUP BY e.complaint, d.unit"
)


@dataclass(frozen=True, slots=True)
class PushedPart:
    """What of a request is kept in one transaction. `behind` are the bytes of the events after it: the signature is over the last."""

    own_arrivals: list[Arrival]
    first: int
    proof: bytes
    behind: Sequence[bytes] = ()
    returned: list[Arrival] = field(default_factory=list[Arrival])
    keys: dict[str, bytes] = field(default_factory=dict[str, bytes])


def has_content(request: SyncRequest) -> bool:
    """Whether the request has anything to keep."""
    return bool(request.events or request.returned or request.keys)


def parts(desk: DistrictContext, requester: Requester, request: SyncRequest) -> Iterator[PushedPart]:
    """The request in parts, each to be kept by itself, in this order. Raises Refuse when anything in it is not to be taken."""
    if len(request.events) > MOST_EVENTS or len(request.keys) > MOST_KEYS:
        raise too_large()
    own_arrivals = [Arrival(read(content, desk.limits), content) for content in request.events]
    _check_own(own_arrivals, requester, request.first)
    returned = [
        Arrival(read_returned(content), content)
        for content, seal in request.returned
        if is_sealed(desk.keys.seal, content, seal)
    ]
    return _parts(own_arrivals, returned, request)


def _parts(own_arrivals: list[Arrival], returned: list[Arrival], request: SyncRequest) -> Iterator[PushedPart]:
    keys = dict(request.keys)
    start = 0
    for end in (*_ends(request.events), len(own_arrivals)):
        arrivals = own_arrivals[start:end]
        if end < len(own_arrivals) or returned:
            fitting = {case: keys.pop(case) for case in {a.event.complaint for a in arrivals} & keys.keys()}
        else:
            fitting, keys = keys, {}
        if arrivals or fitting:
            yield PushedPart(arrivals, request.first + start, request.proof, request.events[end:], keys=fitting)
        start = end
    if returned or not own_arrivals:
        yield PushedPart([], request.first, b"", returned=returned, keys=keys)


def halves(part: PushedPart) -> tuple[PushedPart, PushedPart]:
    """The same in two: of what is too much for today, as much is to be kept as fits."""
    arrivals, middle = part.own_arrivals, len(part.own_arrivals) // 2
    first, second = arrivals[:middle], arrivals[middle:]
    ours = {arrival.event.complaint for arrival in first}
    behind = [*(arrival.content for arrival in second), *part.behind]
    return (
        replace(
            part, own_arrivals=first, behind=behind, returned=[], keys={c: k for c, k in part.keys.items() if c in ours}
        ),
        replace(part, own_arrivals=second, first=part.first + middle),
    )


def _ends(events: Sequence[bytes]) -> Iterator[int]:
    """Where a part ends: behind so many events or bytes."""
    count = size = 0
    for place, content in enumerate(events, 1):
        count, size = count + 1, size + len(content)
        if count >= PART_EVENTS or size >= PART_BYTES:
            yield place
            count = size = 0


def receive(
    transaction: Transaction, desk: DistrictContext, requester: Requester, request: SyncRequest, now: int
) -> tuple[int, bytes]:
    """Keeps all that the request brings on a stick in this transaction, as `keep` does."""
    seq, hash = 0, b""
    for part in parts(desk, requester, request):
        seq, hash = keep(transaction, desk, requester, part, now, by_hand=True)
    return seq, hash


def keep(
    transaction: Transaction,
    desk: DistrictContext,
    requester: Requester,
    part: PushedPart,
    now: int,
    *,
    asks: bool = True,
    by_hand: bool = False,
) -> tuple[int, bytes]:
    """Keeps what the part brings; the seq and hash of the device's head afterwards. Raises Refuse, Fork, Again.

    `asks`: the device's program asks for the head when its signature is refused, and sees a fork by that. Version 1.0.0 doesn't.
    What somebody carries here `by_hand` may reach other units however much it is: a stick is read whole, or not at all.
    """
    returned = part.returned
    other_devices = sorted({arrival.event.device for arrival in returned} - {requester.id})
    devices = device.lock(transaction, [requester.id, *other_devices])
    for arrival in returned:
        if arrival.event.device not in devices:
            device.add(transaction, arrival.event.device, arrival.event.unit, now)
    if other_devices and len(devices) < len(other_devices) + 1:
        devices = device.lock(transaction, [requester.id, *other_devices])
    sender = devices[requester.id]
    new, seq, hash = _appended(transaction, sender, part, asks=asks)
    own_new = list(new)
    opened = OpenedIdentities()
    if new:
        recorded_now = {arrival.event.complaint for arrival in new if arrival.event.records}
        check_identities(transaction, desk, new, part.keys, recorded_now, opened)
        check_receivers(transaction, new)
        _check_complaints(transaction, desk, requester.unit, new, recorded_now)
        seq, hash = _set_head(transaction, sender, seq, hash, new[-1].event.seq)
    new += _given_back(transaction, devices, [arrival for arrival in returned if arrival.event.device != requester.id])
    if new or part.keys:
        result = take(transaction, desk, new, part.keys, requester.unit, opened)
        if own_new:
            size = sum(len(arrival.content) for arrival in own_new)
            used = Used(result.complaints, size)
            if not by_hand:
                used = replace(
                    used,
                    forwarded_events=result.forwarded_events,
                    forwarded_bytes=result.forwarded_bytes,
                    forwarded_files=result.forwarded_files,
                )
            quota.spend(transaction, requester.id, now, used, desk.limits, indivisible=len(own_new) == 1)
    return seq, hash


def _check_complaints(
    transaction: Transaction, desk: DistrictContext, unit: str, new: list[Arrival], recorded_now: Set[str]
) -> None:
    """Raises Refuse when this unit has written more about a complaint than any does, or when too much is to be folded at once."""
    counts = Counter(arrival.event.complaint for arrival in new)
    sizes: Counter[str] = Counter()
    for arrival in new:
        sizes[arrival.event.complaint] += len(arrival.content)
    before = sorted(counts.keys() - recorded_now - {""})
    touched = 0
    for case, by, count, size in transaction.rows(_VOLUMES, ids=before) if before else ():
        touched += count
        if by == unit:
            counts[case] += count
            sizes[case] += size
    if touched > MOST_TOUCHED and len(new) > 1:
        raise too_large()
    for arrival in new:
        case = arrival.event.complaint
        if case and (counts[case] > desk.limits.complaint_events or sizes[case] > desk.limits.complaint_bytes):
            raise intake_limits.refuse(arrival.event, "complaint")


def _check_own(own_arrivals: Sequence[Arrival], requester: Requester, first: int) -> None:
    for place, arrival in enumerate(own_arrivals):
        event = arrival.event
        if event.device != requester.id:
            raise forbidden("device")
        if event.unit != requester.unit:
            raise forbidden("unit")
        if event.seq != first + place:
            raise malformed("seq")


def _appended(
    transaction: Transaction, sender: DeviceRow, part: PushedPart, *, asks: bool
) -> tuple[list[Arrival], int, bytes]:
    """Those of the device's events that are new, and the head after them. Raises Fork, or Refuse for a signature that is none.

    It may be one over another chain than is here, where that differs before the events that came: so the device is to ask for the
    head. To one that would not ask, that is told as a fork.
    """
    seq, hash = sender.head_seq, sender.head_hash
    own_arrivals = part.own_arrivals
    if not own_arrivals or part.first - 1 > seq:
        return [], seq, hash  # nothing, or the server has lost what comes before: its head tells the device to go back
    last = own_arrivals[-1].event.seq
    stored: dict[int, bytes] = {}
    if part.first <= sender.highest:
        stored = dict(transaction.rows(_STORED, device=sender.id, first=part.first, last=last))  # pyright: ignore[reportArgumentType]
    for arrival in own_arrivals:
        if stored.get(arrival.event.seq, arrival.content) != arrival.content:
            raise Fork(sender.head_seq, sender.head_hash)
        if arrival.event.seq > seq:
            seq, hash = arrival.event.seq, chain_hash(hash, arrival.content)
    if seq > sender.head_seq and not _is_signed(sender, part, seq, hash):
        if part.first > 1 and not asks and proof.is_signature(part.proof):
            raise Fork(sender.head_seq, sender.head_hash)
        raise forbidden("proof")
    return [arrival for arrival in own_arrivals if arrival.event.seq not in stored], seq, hash


def _is_signed(sender: DeviceRow, part: PushedPart, seq: int, hash: bytes) -> bool:
    for content in part.behind:
        seq, hash = seq + 1, chain_hash(hash, content)
    return head_is_signed(sender.public_key, part.proof, sender.id, seq, hash)


def _given_back(transaction: Transaction, devices: dict[str, DeviceRow], returned: list[Arrival]) -> list[Arrival]:
    """Those of the events given back that the server lacks; their devices' heads go on over them where nothing is missing."""
    new: list[Arrival] = []
    by_device: dict[str, dict[int, Arrival]] = {}
    for arrival in returned:
        by_device.setdefault(arrival.event.device, {})[arrival.event.seq] = arrival
    for id, arrivals in sorted(by_device.items()):
        first, last = min(arrivals), max(arrivals)
        stored: dict[int, bytes] = dict(transaction.rows(_STORED, device=id, first=first, last=last))  # pyright: ignore[reportArgumentType]
        differing = [a for seq, a in arrivals.items() if stored.get(seq, a.content) != a.content]
        transaction.insert(_STRAY, [(id, a.event.seq, chain_hash(b"", a.content), a.content) for a in differing])
        fresh = [arrival for seq, arrival in sorted(arrivals.items()) if seq not in stored]
        if fresh:
            device_row = devices[id]
            seq, hash = device_row.head_seq, device_row.head_hash
            for arrival in fresh:
                if arrival.event.seq == seq + 1:
                    seq, hash = arrival.event.seq, chain_hash(hash, arrival.content)
            _set_head(transaction, device_row, seq, hash, fresh[-1].event.seq)
            new += fresh
    return new


def _set_head(
    transaction: Transaction, device_row: DeviceRow, seq: int, hash: bytes, highest: int
) -> tuple[int, bytes]:
    """Moves the head to `seq` and on over what already lies behind it without a gap."""
    if device_row.highest > seq:
        for stored, content in transaction.rows(_STORED, device=device_row.id, first=seq + 1, last=device_row.highest):
            if stored != seq + 1:
                break
            seq, hash = stored, chain_hash(hash, content)
    device.set_head(transaction, device_row.id, seq, hash, max(device_row.highest, highest))
    return seq, hash
