"""Pull: the next page of a unit's feed, with the district's seals and the identity keys that the unit may have."""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from nacl.exceptions import CryptoError

from sync.messages import SMALLEST_EVENT
from sync.proof import seal
from sync.server.device import Requester
from sync.server.intake import REPEATED
from sync.server.keys import Keys
from sync.server.statement import PortableStatement, Transaction

LARGEST_PAGE = 1000  # events
# Larger ones stay with the district: an answer with one of them might be more than a client takes (frame.py), for ever.
LARGEST_EVENT = 1024 * 1024  # bytes
SMALLEST_ROOM, LARGEST_ROOM = 1024, 3 * 1024 * 1024
_CURSOR = struct.Struct(">QQ")

# What is longer is read only once it is known that the page has room for it: a thousand large ones would be a gigabyte.
SMALL = 4 * 1024  # bytes

# The row at the cursor comes first: its mark tells whether this is still the feed that the cursor was given for.
_PAGE = PortableStatement(
    "SELECT f.position, f.mark, f.device, f.seq, e.complaint, e.keyed, length(e.content), "
    f"CASE WHEN length(e.content) <= {SMALL} THEN e.content END, f.withheld FROM feed f "
    "JOIN event e ON e.device = f.device AND e.seq = f.seq "
    "WHERE f.unit = :unit AND f.position >= :position "
    f"AND (f.device <> :pusher OR f.seq > :pushed OR f.position = :position OR (f.mark & {REPEATED}) <> 0) "
    "ORDER BY f.position LIMIT :count"
)
_CONTENT = PortableStatement("SELECT content FROM event WHERE device = :device AND seq = :seq")
_END = PortableStatement(
    "SELECT f.position, f.mark FROM feed_head h JOIN feed f ON f.unit = h.unit AND f.position = h.position WHERE h.unit = :unit"
)
_KEYS = PortableStatement(
    "SELECT k.complaint, k.sealed, c.unit, c.anonymous FROM identity_key k JOIN complaint c ON c.id = k.complaint "
    "WHERE k.complaint IN :ids"
)


class Place(NamedTuple):
    """Where a unit's feed has been read to."""

    position: int
    mark: int


@dataclass(frozen=True, slots=True)
class FeedPage:
    events: list[tuple[bytes, bytes]]
    keys: dict[str, bytes]
    cursor: bytes
    has_more: bool
    reset: bool


def page(
    transaction: Transaction,
    keys: Keys,
    requester: Requester,
    cursor: bytes,
    room: int,
    have: Mapping[str, int],
    pushed: int = 0,
) -> FeedPage:
    """The feed after the cursor, without the events that the office told it has, as far as `room` bytes reach.

    `pushed` is the last seq that this request brought of its own device, 0 for none: what it said before it need not be read.
    """
    place = parse_cursor(cursor)
    room = min(max(room, SMALLEST_ROOM), LARGEST_ROOM)
    count = min(LARGEST_PAGE, room // SMALLEST_EVENT) + 1
    parameters = {"unit": requester.unit, "pusher": requester.id, "pushed": pushed, "count": count}
    # Before the page: what is delivered in between is then behind it.
    end = transaction.first(_END, unit=requester.unit) if pushed else None
    rows = transaction.rows(_PAGE, position=place.position, **parameters)
    reset = False
    if place.position:
        reset = not rows or (rows[0][0], rows[0][1]) != place
        if reset:
            place = Place(0, 0)
            rows = transaction.rows(_PAGE, position=0, **parameters)
        else:
            del rows[0]
            count -= 1
    events: list[tuple[bytes, bytes]] = []
    keyed: set[str] = set()
    full = False
    for position, mark, device, seq, complaint, has_key, size, small, withheld in rows:
        if (seq > have.get(device, 0) or mark & REPEATED) and size <= LARGEST_EVENT and not withheld:
            room -= size + 20
            if room < 0 and events:
                full = True
                break
            content = small if small is not None else _content(transaction, device, seq)
            events.append((content, seal(keys.seal, content)))
            if has_key:
                keyed.add(complaint)
        place = Place(position, mark)
    has_more = full or len(rows) >= count
    if end and not has_more:
        place = max(place, Place(*end))
    handed = _keys(transaction, keys, requester.unit, keyed) if keyed else {}
    return FeedPage(events, handed, render_cursor(place), has_more, reset)


def _content(transaction: Transaction, device: str, seq: int) -> bytes:
    [(content,)] = transaction.rows(_CONTENT, device=device, seq=seq)
    return content


def parse_cursor(cursor: bytes) -> Place:
    """The place in a cursor; an unreadable cursor counts as lost, and the feed is read from its start."""
    if not cursor:
        return Place(0, 0)
    if len(cursor) != _CURSOR.size:
        return Place(2**63 - 1, 0)
    place = Place(*_CURSOR.unpack(cursor))
    return place if max(place) < 2**63 else Place(2**63 - 1, 0)


def render_cursor(place: Place) -> bytes:
    return _CURSOR.pack(*place) if place.position else b""


def _keys(transaction: Transaction, keys: Keys, unit: str, complaints: set[str]) -> dict[str, bytes]:
    """The identity keys of these complaints. Whoever receives a complaint of another office does not get an anonymous person's."""
    identity_keys: dict[str, bytes] = {}
    for complaint, sealed, owner, anonymous in transaction.rows(_KEYS, ids=sorted(complaints)):
        if unit == owner or not anonymous:
            try:
                identity_keys[complaint] = keys.unwrap(complaint, sealed)
            except CryptoError:
                continue
    return identity_keys
