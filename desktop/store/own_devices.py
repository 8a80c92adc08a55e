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
_ALL = Statement(
    select(
        device.c.id, device.c.letter, device.c.signing_key, device.c.token, device.c.acknowledged,
        func.coalesce(_CHAINED.where(event.c.device == device.c.id).scalar_subquery(), 0),
        device.c.current, device.c.forked,
    ).order_by(device.c.born, device.c.id)
)  # fmt: skip
_HASH = Statement(select(event.c.hash).where(event.c.device == bindparam("device"), event.c.seq == bindparam("seq")))
_THIS = device.c.id == bindparam("device")
_PREPARE = Statement(
    update(device).where(_THIS, func.length(device.c.signing_key) == 0).values(signing_key=bindparam("minted"))
)
_MARK = Statement(update(device).where(_THIS).values(acknowledged=bindparam("upto"), forked=bindparam("twice")))
_VOID = Statement(update(device).where(_THIS).values(token=""))
_REGISTER = Statement(update(device).where(_THIS).values(token=bindparam("given"), letter=bindparam("named")))


def load(connection: Connection) -> tuple[OwnDevice, ...]:
    """All of them, the oldest first."""
    return tuple(
        OwnDevice(id, letter, key, token, acknowledged, last, bool(current), bool(forked))
        for id, letter, key, token, acknowledged, last, current, forked in _ALL.run(connection, {})
    )


def last(connection: Connection, id: str) -> int:
    """The last seq up to which the chain of this device is here whole."""
    found = _LAST.first(connection, {"device": id})
    return found[0] if found else 0


def hash_at(connection: Connection, id: str, seq: int) -> bytes | None:
    """The chain's hash after this event; b'' before the first, None when it isn't here."""
    if seq == 0:
        return b""
    found = _HASH.first(connection, {"device": id, "seq": seq})
    return found[0] if found else None


def unsent(connection: Connection, complaint: Complaint) -> frozenset[tuple[str, int]]:
    """The steps of this complaint that the district doesn't have yet, or whose file it doesn't have; none before enrolment."""
    devices = load(connection)
    if not any(one.token for one in devices):
        return frozenset()
    has = {one.id: one.acknowledged for one in devices}
    query = select(file.c.sha256).where(
        file.c.direction == "up",
        file.c.done.is_(False),
        file.c.sha256.in_([one.sha256 for one in complaint.attachments]),
    )
    files = set(connection.scalars(query)) if complaint.attachments else set[str]()
    found: set[tuple[str, int]] = set()
    for entry in complaint.history:
        one = entry.event
        if one.device in has and (
            one.seq > has[one.device] or (isinstance(one.step, Attached) and one.step.sha256 in files)
        ):
            found.add((one.device, one.seq))
    return frozenset(found)


def prepare(connection: Connection, id: str) -> None:
    """Gives the device a signing key if it has none."""
    _PREPARE.run(connection, {"device": id, "minted": token_bytes(KEY_BYTES)})


@dataclass(slots=True)
class Mark:
    """How far the district has one of these devices, while an answer is being taken in."""

    id: str
    current: bool
    acknowledged: int
    last: int
    forked: bool
    before: int


def marks(connection: Connection) -> dict[str, Mark]:
    return {
        one.id: Mark(one.id, one.current, one.acknowledged, one.last, one.forked, one.acknowledged)
        for one in load(connection)
    }


def set_mark(connection: Connection, id: str, acknowledged: int, *, forked: bool) -> None:
    _MARK.run(connection, {"device": id, "upto": acknowledged, "twice": forked})


def void_token(connection: Connection, id: str) -> None:
    """The token of this device counts for nothing at the district any more."""
    _VOID.run(connection, {"device": id})


def register(connection: Connection, id: str, token: str, letter: str) -> None:
    """The district knows this device, and gave it these."""
    _REGISTER.run(connection, {"device": id, "given": token, "named": letter})
