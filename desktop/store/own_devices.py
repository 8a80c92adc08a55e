"""The devices that this store has been, with what the exchange needs of each: key, token, how far the district has it."""

from dataclasses import dataclass
from secrets import token_bytes

from sqlalchemy import Connection, bindparam, func, select, update

from complaints.complaint import Complaint
from complaints.events import Attached
from desktop.store.schema import device, event, file
from desktop.store.statement import Statement
from sync.office import OwnDevice

KEY_BYTES = 32

_CHAINED = select(event.c.seq).where(event.c.hash.is_not(None)).order_by(event.c.seq.desc()).limit(1)
_LAST = Statement(_CHAINED.where(event.c.device == bindparam("device")))
_ALL_DEVICES = Statement(
    select(
        device.c.id, device.c.letter, device.c.signing_key, device.c.token, device.c.acknowledged,
        func.coalesce(_CHAINED.where(event.c.device == device.c.id).scalar_subquery(), 0),
        device.c.current, device.c.forked,
    ).order_by(device.c.born, device.c.id)
)  # fmt: skip
_HASH = Statement(select(event.c.hash).where(event.c.device == bindparam("device"), event.c.seq == bindparam("seq")))
_SAME_DEVICE = device.c.id == bindparam("device")
_PREPARE = Statement(
    update(device).where(_SAME_DEVICE, func.length(device.c.signing_key) == 0).values(signing_key=bindparam("minted"))
)
_MARK = Statement(update(device).where(_SAME_DEVICE).values(acknowledged=bindparam("upto"), forked=bindparam("twice")))
_VOID = Statement(update(device).where(_SAME_DEVICE).values(token=""))
_REGISTER = Statement(update(device).where(_SAME_DEVICE).values(token=bindparam("given"), letter=bindparam("named")))


def load(connection: Connection) -> tuple[OwnDevice, ...]:
    """All of them, the oldest first."""
    return tuple(
        OwnDevice(id, letter, key, token, acknowledged, last, bool(current), bool(forked))
        for id, letter, key, token, acknowledged, last, current, forked in _ALL_DEVICES.run(connection, {})
    )


def last(connection: Connection, id: str) -> int:
    """The last seq up to which the chain of this device is here whole."""
    row = _LAST.first(connection, {"device": id})
    return row[0] if row else 0


def hash_at(connection: Connection, id: str, seq: int) -> bytes | None:
    """The chain's hash after this event; b'' before the first, None when it isn't here."""
    if seq == 0:
        return b""
    row = _HASH.first(connection, {"device": id, "seq": seq})
    return row[0] if row else None


def unsent(connection: Connection, complaint: Complaint) -> frozenset[tuple[str, int]]:
    """The steps of this complaint that the district doesn't have yet, or whose file it doesn't have; none before enrolment."""
    devices = load(connection)
    if not any(pc.token for pc in devices):
        return frozenset()
    has = {pc.id: pc.acknowledged for pc in devices}
    query = select(file.c.sha256).where(
        file.c.direction == "up",
        file.c.done.is_(False),
        file.c.sha256.in_([attachment.sha256 for attachment in complaint.attachments]),
    )
    files = set(connection.scalars(query)) if complaint.attachments else set[str]()
    unsent_steps: set[tuple[str, int]] = set()
    for entry in complaint.history:
        event = entry.event
        if event.device in has and (
            event.seq > has[event.device] or (isinstance(event.step, Attached) and event.step.sha256 in files)
        ):
            unsent_steps.add((event.device, event.seq))
    return frozenset(unsent_steps)


def prepare(connection: Connection, id: str) -> None:
    """Gives the device a signing key if it has none."""
    _PREPARE.run(connection, {"device": id, "minted": token_bytes(KEY_BYTES)})


@dataclass(slots=True)
class DeviceMark:
    """How far the district has one of these devices, while an answer is being taken in."""

    id: str
    current: bool
    acknowledged: int
    last: int
    forked: bool
    before: int


def marks(connection: Connection) -> dict[str, DeviceMark]:
    return {
        own_device.id: DeviceMark(
            own_device.id,
            own_device.current,
            own_device.acknowledged,
            own_device.last,
            own_device.forked,
            own_device.acknowledged,
        )
        for own_device in load(connection)
    }


def set_mark(connection: Connection, id: str, acknowledged: int, *, forked: bool) -> None:
    _MARK.run(connection, {"device": id, "upto": acknowledged, "twice": forked})


def void_token(connection: Connection, id: str) -> None:
    """The token of this device counts for nothing at the district any more."""
    _VOID.run(connection, {"device": id})


def register(connection: Connection, id: str, token: str, letter: str) -> None:
    """Keeps the token and the letter that the district gave this device."""
    _REGISTER.run(connection, {"device": id, "given": token, "named": letter})
