"""The append-only log: events as their devices wrote them, each device's chained by hash."""

import secrets
from base64 import b32encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from complaints import clock
from complaints.causality import in_order
from complaints.events import AnyStep, Event, Recorded, Sealed, chain_hash, decode_any_step, encode
from desktop.store.schema import device, event
from desktop.store.statement import Statement, run_many

# As text: of `limit(1)` SQLAlchemy makes parameters, at which SQLite's planner looks, so that it prepares the statement anew.
_HEAD = Statement(
    text(
        "SELECT seq, hash, max(at, coalesce((SELECT observed FROM device WHERE id = event.device), 0)) "
        "FROM event WHERE device = :device ORDER BY seq DESC LIMIT 1"
    )
)
_OBSERVED = Statement(select(func.max(device.c.observed)).where(device.c.id == bindparam("device")))
_HISTORY = Statement(
    select(event.c.content).where(event.c.complaint == bindparam("complaint")).order_by(event.c.position)
)
_INSERT = "INSERT INTO event (device, seq, complaint, at, content, hash) VALUES (?, ?, ?, ?, ?, ?)"
_CURRENT = Statement(select(device.c.id, device.c.letter).where(device.c.current))
_RETIRE = Statement(update(device).values(current=False))
_BEFORE = Statement(select(func.max(device.c.born), func.max(device.c.observed)))
_LATEST_STAMP = Statement(select(func.max(event.c.at)).where(event.c.device.in_(select(device.c.id))))
_INSERT_DEVICE = Statement(
    insert(device).values({name: bindparam(name) for name in ("id", "letter", "current", "born", "observed")})
)


@dataclass(frozen=True, slots=True)
class Device:
    """This PC as an author of events; `letter` marks its register numbers."""

    id: str
    letter: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes on which PC for which unit."""

    device: Device
    actor: str
    unit: str


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be: `complaint` is '' for an office event and None for the recording of a new complaint."""

    complaint: str | None
    saw: tuple[tuple[str, int], ...]
    step: AnyStep


def mint_device(connection: Connection, letter: str) -> Device:
    """Makes this PC a new author; a former one of this store stays known, but writes no more."""
    new = Device(b32encode(secrets.token_bytes(10)).decode("ascii").lower(), letter)
    _RETIRE.run(connection, {})
    [(latest_birth, observed)] = _BEFORE.run(connection, {})
    [(latest_stamp,)] = _LATEST_STAMP.run(connection, {})
    row = {"id": new.id, "letter": letter, "current": True, "born": (latest_birth or 0) + 1}
    _INSERT_DEVICE.run(connection, row | {"observed": max(latest_stamp or 0, observed or 0)})
    return new


def current_device(connection: Connection) -> Device:
    [(id, letter)] = _CURRENT.run(connection, {})
    return Device(id, letter)


def append(connection: Connection, author: Author, entries: Sequence[NewEvent], now_ms: int) -> list[Event]:
    """Writes the entries behind this device's chain, within the caller's transaction.

    A recording opens a complaint of its own id; entries after it with complaint None belong to that complaint. Raises NotReadByAll.
    """
    _refuse_unread(connection, entries)
    seq, previous, at = _head(connection, author.device.id)
    rows: list[tuple[object, ...]] = []
    events: list[Event] = []
    opened = ""
    for entry in entries:
        seq += 1
        at = clock.tick(at, now_ms)
        if entry.complaint is None and isinstance(entry.step, Recorded | Sealed):
            opened = f"{author.device.id}-{seq}"
        case = opened if entry.complaint is None else entry.complaint
        wall = now_ms if abs(clock.milliseconds(at) - now_ms) > 1000 else None
        new = Event(author.device.id, seq, at, case, author.actor, author.unit, entry.saw, entry.step, wall)
        content = encode(new)
        previous = chain_hash(previous, content)
        rows.append((new.device, seq, case, at, content, previous))
        events.append(new)
    run_many(connection, _INSERT, rows)
    return events


def _refuse_unread(connection: Connection, entries: Sequence[NewEvent]) -> None:
    """Without a district nobody receives what is written here. Raises NotReadByAll."""
    from complaints import rollout  # not for the program's start, which writes nothing

    if not rollout.READ_SINCE:
        return
    from desktop.store import feed_position, kept_values
    from sync.messages import Notice

    notice = kept_values.load(connection, feed_position.NOTICE, Notice)
    if notice is not None:
        rollout.refuse_unread((entry.step for entry in entries), notice.writes)


def _head(connection: Connection, device: str) -> tuple[int, bytes, int]:
    """The last seq of a device, its chain's hash, and the latest stamp that it knows of."""
    head = _HEAD.first(connection, {"device": device})
    if head is None:
        [(observed,)] = _OBSERVED.run(connection, {"device": device})
        return 0, b"", observed or 0
    return head  # pyright: ignore[reportReturnType]


def history(connection: Connection, complaint: str) -> list[Event]:
    """The events of one complaint, in the order of their arrival."""
    return [decode_any_step(content) for (content,) in _HISTORY.run(connection, {"complaint": complaint})]


def all_events(connection: Connection) -> Iterator[Event]:
    """Every event in fold order: by stamp, and behind what its author had seen."""
    query = select(event.c.content).order_by(event.c.at, event.c.device, event.c.seq)
    events = (decode_any_step(content) for content in connection.execution_options(yield_per=1000).scalars(query))
    authors = connection.scalar(select(func.count(event.c.device.distinct()))) or 0
    # One PC's stamps only grow; several need their history whole to be put in order.
    return events if authors < 2 else iter(in_order(events))


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(event)) or 0
