"""Push: what a device says it wrote, held against its chain, and appended. And what others give back after a loss."""

from collections.abc import Sequence

from complaints.events import chain_hash
from sync.messages import SyncRequest
from sync.proof import head_is_signed, is_sealed
from sync.server import device
from sync.server.device import Device, Requester
from sync.server.intake import Arrival, Desk, check_identities, read, take
from sync.server.refusal import Fork, forbidden, malformed
from sync.server.statement import Insert, Statement, Transaction

_STORED = Statement(
    "SELECT seq, content FROM event WHERE device = :device AND seq BETWEEN :first AND :last ORDER BY seq"
)
_STRAY = Insert(
    "stray", {"device": "text", "seq": "bigint", "hash": "bytea", "content": "bytea"}, "ON CONFLICT DO NOTHING"
)


def has_content(request: SyncRequest) -> bool:
    """Whether the request has anything to keep."""
    return bool(request.events or request.returned or request.keys)


def receive(
    transaction: Transaction, desk: Desk, requester: Requester, request: SyncRequest, now: int
) -> tuple[int, bytes]:
    """Keeps what the request brings; the seq and hash of the device's head afterwards. Raises Refuse, Fork, Again."""
    own_arrivals = [Arrival(read(content), content) for content in request.events]
    _check_own(own_arrivals, requester, request.first)
    returned = [
        Arrival(read(content), content)
        for content, seal in request.returned
        if is_sealed(desk.keys.seal, content, seal)
    ]
    other_devices = sorted({arrival.event.device for arrival in returned} - {requester.id})
    devices = device.lock(transaction, [requester.id, *other_devices])
    for arrival in returned:
        if arrival.event.device not in devices:
            device.add(transaction, arrival.event.device, arrival.event.unit, now)
    if other_devices and len(devices) < len(other_devices) + 1:
        devices = device.lock(transaction, [requester.id, *other_devices])
    sender = devices[requester.id]
    new, seq, hash = _appended(transaction, sender, own_arrivals, request)
    if new:
        check_identities(transaction, desk, new, request.keys)
        seq, hash = _set_head(transaction, sender, seq, hash, new[-1].event.seq)
    new += _given_back(transaction, devices, [arrival for arrival in returned if arrival.event.device != requester.id])
    if new or request.keys:
        take(transaction, desk, new, request.keys, requester.unit)
    return seq, hash


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
    transaction: Transaction, sender: Device, own_arrivals: list[Arrival], request: SyncRequest
) -> tuple[list[Arrival], int, bytes]:
    """Those of the device's events that are new, and the head after them. Raises Fork."""
    seq, hash = sender.head_seq, sender.head_hash
    if not own_arrivals or request.first - 1 > seq:
        return [], seq, hash  # nothing, or the server has lost what comes before: its head tells the device to go back
    last = own_arrivals[-1].event.seq
    stored: dict[int, bytes] = {}
    if request.first <= sender.highest:
        stored = dict(transaction.rows(_STORED, device=sender.id, first=request.first, last=last))  # pyright: ignore[reportArgumentType]
    for arrival in own_arrivals:
        if stored.get(arrival.event.seq, arrival.content) != arrival.content:
            raise Fork(sender.head_seq, sender.head_hash)
        if arrival.event.seq > seq:
            seq, hash = arrival.event.seq, chain_hash(hash, arrival.content)
    if seq > sender.head_seq and not head_is_signed(sender.public_key, request.proof, sender.id, seq, hash):
        raise Fork(sender.head_seq, sender.head_hash)
    return [arrival for arrival in own_arrivals if arrival.event.seq not in stored], seq, hash


def _given_back(transaction: Transaction, devices: dict[str, Device], returned: list[Arrival]) -> list[Arrival]:
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


def _set_head(transaction: Transaction, device_row: Device, seq: int, hash: bytes, highest: int) -> tuple[int, bytes]:
    """Moves the head to `seq` and on over what already lies behind it without a gap."""
    if device_row.highest > seq:
        for stored, content in transaction.rows(_STORED, device=device_row.id, first=seq + 1, last=device_row.highest):
            if stored != seq + 1:
                break
            seq, hash = stored, chain_hash(hash, content)
    device.set_head(transaction, device_row.id, seq, hash, max(device_row.highest, highest))
    return seq, hash
