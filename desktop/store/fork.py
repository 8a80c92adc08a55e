"""A fork, found and settled: what this store wrote under an id that somebody else uses too goes over to a device of its own.

See sync/reissue.py.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from complaints.events import Event, chain_hash, decode_any_step
from desktop.store import feed_position, log, own_devices, projection
from desktop.store.projection import Rules
from desktop.store.refold import refold
from desktop.store.schema import event, identity_key, twin
from sync.reissue import Reissue, reissue

CHUNK = 400


def begin(connection: Connection, id: str, server_last: int) -> None:
    """Somebody else writes under this device, and the district has its events up to `server_last`: the feed is read again, to see which."""
    own_devices.set_mark(connection, id, 0, forked=True)
    claimed = feed_position.load(connection).told
    feed_position.change(connection, cursor=b"", ended="", told=claimed | {id: max(server_last, claimed.get(id, 0))})


def settle(connection: Connection, unit: str, rules: Rules) -> None:
    """Within the caller's transaction, and only after the feed was read to its end."""
    devices = own_devices.load(connection)
    forked = [device for device in devices if device.forked]
    if not forked:
        return
    current = next(device for device in devices if device.current)
    # What the current device hasn't sent goes along: it may refer to what gets new ids here.
    moving = {device.id: device.acknowledged for device in (*forked, current)}
    unsent = _unsent(connection, moving)
    for content in unsent:
        unsent_event = decode_any_step(content)
        connection.execute(delete(event).where(event.c.device == unsent_event.device, event.c.seq == unsent_event.seq))
    twins: list[Event] = []
    keys: dict[str, bytes] = {}
    for forked_device in forked:
        twins += _take_twins(connection, forked_device.id, forked_device.acknowledged, keys)
    district_events = _same_stamps(connection, {decode_any_step(content).at for content in unsent}, unit)
    new = log.mint_device(connection, current.letter).id
    reissued = reissue(unsent, district_events, new, 1)
    _append(connection, reissued.contents)
    _move_complaints(connection, unsent, reissued)
    touched = {twin_event.complaint for twin_event in twins} | {
        decode_any_step(content).complaint for content in reissued.contents
    }
    touched.update(feed_position.load(connection).held_back)
    refold(connection, sorted(touched), keys, rules)
    for id in moving:
        own_devices.set_mark(connection, id, own_devices.last(connection, id), forked=False)
    feed_position.change(connection, ended=new, told={}, held_back=())


def _unsent(connection: Connection, after: dict[str, int]) -> list[bytes]:
    """The events that these devices wrote after these seqs, in the order of writing."""
    rows: list[tuple[int, bytes]] = []
    for id, seq in after.items():
        query = select(event.c.position, event.c.content).where(event.c.device == id, event.c.seq > seq)
        rows += [(position, content) for position, content in connection.execute(query)]
    return [content for _, content in sorted(rows)]


def _take_twins(connection: Connection, id: str, after: int, keys: dict[str, bytes]) -> list[Event]:
    """Replaces this store's events by those that the clone wrote under the same numbers; its identity keys are added to `keys`."""
    previous = own_devices.hash_at(connection, id, after) or b""
    expected = after + 1
    twins: list[Event] = []
    query = select(twin).where(twin.c.device == id, twin.c.seq > after).order_by(twin.c.seq)
    for _, _, content, seal, key in connection.execute(query).all():
        decoded = decode_any_step(content)
        if key is not None:
            keys[decoded.complaint] = key
        hash = chain_hash(previous, content) if decoded.seq == expected else None
        previous, expected = hash or b"", decoded.seq + 1 if hash else 0
        connection.execute(
            insert(event).values(
                device=id,
                seq=decoded.seq,
                complaint=decoded.complaint,
                at=decoded.at,
                content=content,
                hash=hash,
                seal=seal,
            )
        )
        twins.append(decoded)
    connection.execute(delete(twin).where(twin.c.device == id))
    return twins


def _same_stamps(connection: Connection, stamps: set[int], unit: str) -> list[Event]:
    """Events of the unit with one of these stamps: what a clone may have issued again already."""
    sorted_stamps = sorted(stamps)
    matching: list[Event] = []
    for start in range(0, len(sorted_stamps), CHUNK):
        query = select(event.c.content).where(event.c.at.in_(sorted_stamps[start : start + CHUNK]))
        matching += [decoded for decoded in map(decode_any_step, connection.scalars(query)) if decoded.unit == unit]
    return matching


def _append(connection: Connection, contents: Sequence[bytes]) -> None:
    """The first events of a new device."""
    previous = b""
    for content in contents:
        decoded = decode_any_step(content)
        previous = chain_hash(previous, content)
        connection.execute(
            insert(event).values(
                device=decoded.device,
                seq=decoded.seq,
                complaint=decoded.complaint,
                at=decoded.at,
                content=content,
                hash=previous,
            )
        )


def _move_complaints(connection: Connection, unsent: Sequence[bytes], reissued: Reissue) -> None:
    """Complaints that were opened under a former id keep their identity key under the new one."""
    for former in map(decode_any_step, unsent):
        if former.complaint != former.id:
            continue
        name = reissued.names[former.id]
        key = connection.scalar(select(identity_key.c.key).where(identity_key.c.complaint == former.id))
        if key is not None:
            connection.execute(insert(identity_key).values(complaint=name, key=key).on_conflict_do_nothing())
            connection.execute(delete(identity_key).where(identity_key.c.complaint == former.id))
        projection.remove(connection, former.id)
