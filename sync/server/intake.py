"""What new events mean: who may now see them, what their complaints are, and which identity keys come with them.

Runs inside the transaction that keeps the events, after their devices are locked. Locks go on in one order: complaints by id,
then feeds by unit; so two pushes never wait for each other in a circle, and a feed's positions become visible in their order.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from secrets import randbits
from typing import cast

import msgspec
from msgspec import UNSET
from nacl.exceptions import CryptoError

from complaints.events import (
    Attached,
    Corrected,
    Event,
    Forwarded,
    Meaning,
    NewerRecording,
    Noted,
    Recorded,
    Supported,
    UnknownStep,
    decode,
    encode,
)
from complaints.ownership import is_erased
from sync.messages import CASE
from sync.server import entitlement, existing_units, intake_limits, month_sums, reports, search_index
from sync.server.intake_limits import Limits
from sync.server.keys import Keys
from sync.server.opened_identities import OpenedIdentities
from sync.server.projection import (
    ADD,
    CHANGE,
    HANDED,
    REMINDED,
    Projected,
    handed,
    project_with_source,
    reminded,
    split,
)
from sync.server.reckoning import Reckoning
from sync.server.refusal import malformed
from sync.server.statement import COUNTING, Insert, PortableStatement, Transaction

MARK_BITS = 63
MOST_NESTED = 64  # arrays and maps within each other in an event; it takes as many bytes
# The lowest bit of a feed row's mark: the event comes again, for the identity key that arrived behind it.
REPEATED = 1
_COMPLAINT = re.compile(CASE)

_EVENTS = Insert(
    "event", {"device": "text", "seq": "int8", "complaint": "text", "keyed": "bool", "content": "bytea"}
)  # fmt: skip
_FEED = Insert(
    "feed", {"unit": "text", "position": "int8", "mark": "int8", "device": "text", "seq": "int8"}
)  # fmt: skip
ATTACHED = Insert(
    "attached",
    {"sha256": "text", "complaint": "text", "unit": "text", "size": "int8", "name": "text", "media_type": "text"},
    "ON CONFLICT DO NOTHING",
)
_EXISTING = PortableStatement("SELECT id, units, search_row FROM complaint WHERE id IN :ids ORDER BY id", lock=True)
_HISTORIES = PortableStatement(
    f"SELECT content FROM event e WHERE complaint IN :ids AND {COUNTING} ORDER BY device, seq"
)
_ADVANCE = PortableStatement(
    "INSERT INTO feed_head (unit, position) VALUES (:unit, :count) "
    "ON CONFLICT (unit) DO UPDATE SET position = feed_head.position + excluded.position RETURNING position"
)
_KEYS_OF = PortableStatement("SELECT complaint FROM identity_key WHERE complaint IN :ids")
_STORED_KEYS = PortableStatement("SELECT complaint, sealed FROM identity_key WHERE complaint IN :ids")
_ADD_KEY = Insert("identity_key", {"complaint": "text", "sealed": "bytea"}, "ON CONFLICT DO NOTHING")
_DROP_KEYS = PortableStatement("DELETE FROM identity_key WHERE complaint IN :ids")


@dataclass(frozen=True, slots=True)
class Arrival:
    """An event that the server has not had before, with the bytes that its device wrote."""

    event: Event
    content: bytes


@dataclass(frozen=True, slots=True)
class DistrictContext:
    """What taking in needs to know of the district."""

    district: str
    keys: Keys
    reckoning: Callable[[], Reckoning]
    limits: Limits = field(default_factory=intake_limits.shipped)


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What came of taking in: complaints that nobody had named before, and what reached other units than the bringer's, at each of them:

    events, their bytes, and those of them that name a file.
    """

    complaints: int
    forwarded_events: int
    forwarded_bytes: int
    forwarded_files: int


def read(content: bytes, limits: Limits | None = None) -> Event:
    """The event in these bytes. Raises Refuse when they are none, name a complaint as none is named, or are more than is taken.

    Without `limits` those that ship hold.
    """
    event = read_returned(content)
    intake_limits.check(event, content, limits or intake_limits.shipped())
    return event


def read_returned(content: bytes) -> Event:
    """The same of an event that the district took once, by what it took then."""
    try:
        event = decode(content)
        shallow = _is_shallow(event, content)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise malformed("event") from None
    if not shallow:
        raise malformed("event")
    if event.complaint and not _COMPLAINT.fullmatch(event.complaint):
        raise malformed("complaint")
    return event


def _is_shallow(event: Event, content: bytes) -> bool:
    """Whether nothing in it is nested deeper than any reader bears: how much that is depends on what the reader is doing."""
    if not isinstance(event.step, UnknownStep) and encode(event) == content:
        return True  # nothing but what this version writes
    # Offices of 1.0.0 read all of it, as objects, whatever it is: what no reader decodes is refused here.
    level: list[object] = [msgspec.msgpack.decode(content)]
    for _ in range(MOST_NESTED):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return True
    return False


def _inside(value: object) -> Iterable[object]:
    """The items of an array or a map; none for anything else. A map's keys may be arrays, which come as tuples."""
    if isinstance(value, dict):
        return chain.from_iterable(cast(dict[object, object], value).items())
    return cast(Sequence[object], value) if isinstance(value, list | tuple) else ()


def check_identities(
    transaction: Transaction,
    desk: DistrictContext,
    new: list[Arrival],
    keys: dict[str, bytes],
    recorded_now: Set[str],
    opened: OpenedIdentities,
) -> None:
    """Raises Refuse when a step's identity opens with its complaint's key and holds what stops an office of 1.0.0 (identity.py).

    Offices that had the key before would open it as soon as they get the step. `recorded_now`: the complaints that nobody had before.
    """
    named = [(a.event.complaint, sealed) for a in new if (sealed := _identity(a.event))]
    stored: dict[str, bytes] = {}
    if before := sorted({case for case, _ in named} - recorded_now):
        for case, sealed_key in transaction.rows(_STORED_KEYS, ids=before):
            try:
                stored[case] = desk.keys.unwrap(case, bytes(sealed_key))
            except CryptoError:
                continue
    for case, sealed in named:
        if any(opened.is_agreed(sealed, case_keys[case]) is False for case_keys in (keys, stored) if case in case_keys):
            raise malformed("identity")


def check_receivers(transaction: Transaction, arrivals: list[Arrival]) -> None:
    """Raises Refuse when something is forwarded to a unit that doesn't exist."""
    forwarded = {a.event.step.unit: a.event for a in arrivals if isinstance(a.event.step, Forwarded)}
    for code in existing_units.missing(transaction, forwarded.keys() - {""}):
        raise intake_limits.refuse(forwarded[code], "unit")


def take(
    transaction: Transaction,
    desk: DistrictContext,
    arrivals: list[Arrival],
    keys: dict[str, bytes],
    by: str = "",
    opened: OpenedIdentities | None = None,
) -> IntakeResult:
    """Keeps the events, delivers them, folds their complaints and keeps the identity keys that fit. Each arrival is new.

    `by` is the unit that brings all this, '' for the district itself; `opened` are the identities that were opened to check them.
    Raises Refuse when it forwards a complaint to too many units.
    """
    moved = {a.event.complaint for a in arrivals}
    touched = sorted((moved | keys.keys()) - {""})
    existing: dict[str, frozenset[str]] = {}
    search_rows: dict[str, int] = {}
    for id, units, search_row in transaction.rows(_EXISTING, ids=touched) if touched else ():
        existing[id], search_rows[id] = split(units), search_row
    transaction.insert(_EVENTS, [_row(arrival) for arrival in arrivals])
    transaction.insert(ATTACHED, [row for arrival in arrivals for row in attachments(arrival.event)])
    transaction.insert(reports.ADD, [row for arrival in arrivals for row in reports.rows(arrival.event)])
    transaction.insert(REMINDED, reminded((arrival.event for arrival in arrivals), desk.district))
    sizes: dict[tuple[str, int], int] = {}
    histories = _histories(transaction, existing, arrivals, sizes)
    _check_recipients(arrivals, histories, by, desk.limits)
    new = {(a.event.device, a.event.seq) for a in arrivals}
    feeds: dict[str, list[Event]] = {}
    counting: dict[str, list[Event]] = {}
    holders: dict[str, frozenset[str]] = {}
    changed: list[Projected] = []
    searched: list[tuple[int, bytes]] = []
    reckoning = desk.reckoning()
    for arrival in arrivals:
        event = arrival.event
        if not event.complaint and event.unit != desk.district and not entitlement.stops_offices(event):
            feeds.setdefault(arrival.event.unit, []).append(arrival.event)
    for id, history in histories.items():
        before = existing.get(id, frozenset[str]())
        after = entitlement.entitled(history, desk.district)
        counting[id] = [event for event in history if event.unit in after]
        holders[id] = after - {desk.district}
        if id not in moved:
            continue
        for unit, events in entitlement.deliveries(history, new, before, after, desk.district).items():
            feeds.setdefault(unit, []).extend(events)
        row, source = project_with_source(id, history, after, reckoning)
        changed.append(row)
        if source is not None and row.search_row != search_rows.get(id):
            searched.append((row.search_row, source))
    added = [row for row in changed if row.id not in existing]
    kept = [row for row in changed if row.id in existing]
    former = month_sums.standing(transaction, [row.id for row in kept])
    transaction.insert(ADD, added)
    transaction.insert(CHANGE, kept)
    month_sums.move(transaction, former, changed)
    transaction.insert(
        HANDED, [pair for row in changed for pair in handed(row.id, holders[row.id], row.unit, desk.district)]
    )
    former = [search_rows[row.id] for row in changed if search_rows.get(row.id, row.search_row) != row.search_row]
    search_index.add(transaction, searched, former)
    repeated: dict[str, list[Event]] = {}
    for id in _keep_keys(transaction, desk, counting, keys, by, opened or OpenedIdentities()):
        first = next((event for event in counting[id] if event.records), None)
        if first is not None and (first.device, first.seq) not in new:
            # Somebody who has no key gave the complaint back to a district that had lost it, and others have read it since.
            for unit in holders[id]:
                repeated.setdefault(unit, []).append(first)
    deliver(transaction, feeds, repeated)
    to_others = [event for unit, events in feeds.items() if unit != by for event in events]
    return IntakeResult(
        len(added),
        len(to_others),
        sum(sizes[event.device, event.seq] for event in to_others),
        sum(isinstance(event.step, Attached) for event in to_others),
    )


def _check_recipients(arrivals: list[Arrival], histories: Mapping[str, list[Event]], by: str, limits: Limits) -> None:
    forwarding = {a.event.complaint: a.event for a in arrivals if isinstance(a.event.step, Forwarded)}
    for case, last in forwarding.items():
        steps = (event.step for event in histories.get(case, ()) if event.unit == by)
        if len({step.unit for step in steps if isinstance(step, Forwarded)} - {""}) > limits.recipients:
            raise intake_limits.refuse(last, "recipients")


def _histories(
    transaction: Transaction, existing: Iterable[str], arrivals: list[Arrival], sizes: dict[tuple[str, int], int]
) -> dict[str, list[Event]]:
    """The whole histories of the complaints touched; what was unknown till now has arrived just here. Notes each event's size."""
    histories: dict[str, list[Event]] = {}
    before = sorted(existing)
    if before:
        for (content,) in transaction.rows(_HISTORIES, ids=before):
            event = decode(content)
            sizes[event.device, event.seq] = len(content)
            histories.setdefault(event.complaint, []).append(event)
    fresh = set(histories)
    for arrival in arrivals:
        sizes[arrival.event.device, arrival.event.seq] = len(arrival.content)
        if arrival.event.complaint and arrival.event.complaint not in fresh:
            histories.setdefault(arrival.event.complaint, []).append(arrival.event)
    return histories


def deliver(transaction: Transaction, feeds: dict[str, list[Event]], repeated: dict[str, list[Event]]) -> None:
    """Puts events at the end of units' feeds; `repeated` ones are there already, and come once more with their key."""
    mark = randbits(MARK_BITS) & ~REPEATED
    rows: list[tuple[object, ...]] = []
    for unit in sorted(feeds.keys() | repeated.keys()):
        marked = [(event, mark) for event in _as_written(feeds.get(unit, []))]
        marked += [(event, mark | REPEATED) for event in repeated.get(unit, [])]
        [(last,)] = transaction.rows(_ADVANCE, unit=unit, count=len(marked))
        first = last - len(marked) + 1
        rows += [(unit, first + n, of, event.device, event.seq) for n, (event, of) in enumerate(marked)]
    transaction.insert(_FEED, rows)


def _as_written(events: list[Event]) -> list[Event]:
    """Each device's events in the order in which it wrote them, so that who reads the feed finds its chain without gaps."""
    by_device: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.seq, reverse=True):
        by_device.setdefault(event.device, []).append(event)
    return [by_device[event.device].pop() for event in events]


def _keep_keys(
    transaction: Transaction,
    desk: DistrictContext,
    histories: dict[str, list[Event]],
    keys: dict[str, bytes],
    by: str,
    opened: OpenedIdentities,
) -> list[str]:
    """A key is kept when it opens an identity of its complaint; once the person was erased, none is kept any more.

    Returns the complaints whose key is new here.
    """
    erased = [id for id, history in histories.items() if is_erased(history)]
    if erased:
        transaction.forgets |= transaction.run(_DROP_KEYS, ids=erased) > 0
    usable = {id: key for id, key in keys.items() if id in histories and id not in erased}
    if not usable:
        return []
    have = {id for (id,) in transaction.rows(_KEYS_OF, ids=sorted(usable))}
    rows = [
        (id, desk.keys.wrap(id, key))
        for id, key in sorted(usable.items())
        if id not in have and _fits(key, histories[id], by, opened)
    ]
    transaction.insert(_ADD_KEY, rows)
    return [id for id, _ in rows]


def _fits(key: bytes, history: list[Event], by: str, opened: OpenedIdentities) -> bool:
    """Whether it opens an identity, and none that not all offices can read.

    While nobody is named, the unit that recorded the complaint says which key it will be.
    """
    named = [sealed for event in history if (sealed := _identity(event))]
    if not named:
        return any(event.records and event.unit == by for event in history)
    agreed = [opened.is_agreed(sealed, key) for sealed in named]
    return True in agreed and False not in agreed


def _identity(event: Event) -> bytes:
    """What the step says of persons, sealed; b'' when it says nothing."""
    recording = event.recording
    if recording is not None:
        return recording.identity
    match event.step:
        case Corrected(identity=sealed) | Supported(identity=sealed) | Noted(meaning=Meaning(identity=sealed)):
            return sealed
        case _:
            return b""


def _row(arrival: Arrival) -> tuple[object, ...]:
    event = arrival.event
    return (event.device, event.seq, event.complaint, _is_keyed(event), arrival.content)


def _is_keyed(event: Event) -> bool:
    """Whether whoever receives this event may need the complaint's identity key, maybe for the first time."""
    match event.step:
        case Recorded() | NewerRecording():
            return True
        case Supported(identity=sealed):
            return sealed != b""
        case Corrected(identity=sealed, facts=facts):
            return sealed != b"" or facts.anonymous is not UNSET
        case _:
            return False


def attachments(event: Event) -> list[tuple[object, ...]]:
    """The rows of the files that the event names."""
    step = event.step
    if not isinstance(step, Attached) or not event.complaint or not step.names_file:
        return []
    name, media_type = (text[:200].replace("\0", " ") for text in (step.name, step.media_type))
    return [(step.sha256, event.complaint, event.unit, min(max(step.size, 0), 2**62), name, media_type)]
