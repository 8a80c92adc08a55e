"""Takes in what the district answered: events of others into the log, keys, marks; and refolds the complaints they touch."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.sqlite import insert

from complaints import clock
from complaints.events import Attached, Erased, Event, chain_hash, decode_any_step
from desktop.store import feed_position, kept_values, own_devices, place_names
from desktop.store.own_devices import DeviceMark
from desktop.store.projection import Ready, Rules, make_ready
from desktop.store.refold import already_here, refold
from desktop.store.schema import colleague, device, event, file, twin
from desktop.store.statement import Statement, among, run_many
from sync.messages import AnsweredRequest, SyncAnswer

_INSERT = "INSERT INTO event (device, seq, complaint, at, content, hash, seal) VALUES (?, ?, ?, ?, ?, ?, ?)"
_LAY_ASIDE = "INSERT INTO unread (hash, content, seal) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_SEALED = Statement(
    update(event)
    .where(event.c.device == bindparam("author"), event.c.seq == bindparam("number"))
    .values(seal=bindparam("given"))
)
_LINK = Statement(
    update(event)
    .where(event.c.device == bindparam("author"), event.c.seq == bindparam("number"))
    .values(hash=bindparam("chained"))
)
_WAITING = Statement(
    select(event.c.seq, event.c.content)
    .where(event.c.device == bindparam("author"), event.c.seq > bindparam("after"), event.c.hash.is_(None))
    .order_by(event.c.seq)
)
_EXISTING = Statement(
    select(event.c.seq, event.c.content, event.c.seal.is_not(None)).where(
        event.c.device == bindparam("author"), event.c.seq.in_(among("numbers"))
    )
)
_COLLEAGUE = Statement(select(colleague.c.seq, colleague.c.hash).where(colleague.c.device == bindparam("device")))
_COLLEAGUE_ROW = insert(colleague)
_KEEP_COLLEAGUE = Statement(
    _COLLEAGUE_ROW.on_conflict_do_update(
        index_elements=["device"], set_={"seq": _COLLEAGUE_ROW.excluded.seq, "hash": _COLLEAGUE_ROW.excluded.hash}
    )
)
_OBSERVE = Statement(
    update(device).where(device.c.current, device.c.observed < bindparam("stamp")).values(observed=bindparam("stamp"))
)
_ASIDE = Statement(
    select(func.min(twin.c.seq), func.max(twin.c.seq)).where(
        twin.c.device == bindparam("device"), twin.c.seq > bindparam("after")
    )
)
# Without a seal: written here, and not got back after a restore.
_ACCEPTED = Statement(
    select(event.c.content).where(
        event.c.device == bindparam("device"), event.c.seq > bindparam("after"), event.c.seq <= bindparam("upto"),
        event.c.seal.is_(None),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An event of the feed with the bytes that its device wrote."""

    event: Event
    content: bytes
    seal: bytes


@dataclass(slots=True)
class ChainEnd:
    """The end of a chain that is here whole from its first event on."""

    seq: int
    hash: bytes


@dataclass(slots=True)
class _Arrival:
    """What one answer brings, sorted out. `heads` are the chains of the unit's devices that grow, `fresh` the new complaints' events,
    `aside` the last seq of each own device that somebody else wrote under.

    `joins`: it says what the district has now; of one that came late, nothing of an own device's twin is believed.
    """

    connection: Connection
    unit: str
    marks: dict[str, DeviceMark]
    keys: Mapping[str, bytes]
    joins: bool
    rows: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    new: list[Event] = field(default_factory=list[Event])
    heads: dict[str, ChainEnd] = field(default_factory=dict[str, ChainEnd])
    fresh: dict[str, list[Event]] = field(default_factory=dict[str, list[Event]])
    twins: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    aside: dict[str, int] = field(default_factory=dict[str, int])

    def take(self, items: Sequence[FeedEvent]) -> None:
        existing = _existing_events(self.connection, items)
        for item in items:
            name = (item.event.device, item.event.seq)
            mark = self.marks.get(item.event.device)
            if name in existing:
                content, has_seal = existing[name]
                self._meet_again(item, mark, content == item.content, has_seal=has_seal)
            elif mark is None:
                self._keep(item, chained=item.event.unit == self.unit)
            elif mark.current or mark.forked or mark.last > mark.acknowledged:
                self._lay_aside(item, mark)
            else:
                self._keep(item, chained=True)
            existing.setdefault(name, (item.content, True))
        known_cases = already_here(self.connection, sorted({new_event.complaint for new_event in self.new}))
        for new_event in self.new:
            if new_event.complaint not in known_cases:
                self.fresh.setdefault(new_event.complaint, []).append(new_event)
        run_many(self.connection, _INSERT, self.rows)
        self._close_gaps()

    def _meet_again(self, item: FeedEvent, mark: DeviceMark | None, is_same: bool, *, has_seal: bool) -> None:
        if mark is None:
            if is_same and not has_seal:
                _SEALED.run(self.connection, _named(item.event) | {"given": item.seal})
        elif not is_same:
            self._lay_aside(item, mark)
        elif item.event.seq == mark.acknowledged + 1:
            mark.acknowledged = item.event.seq

    def _lay_aside(self, item: FeedEvent, mark: DeviceMark) -> None:
        if not self.joins:
            return
        self.twins.append(
            {
                "device": mark.id, "seq": item.event.seq, "content": item.content, "seal": item.seal,
                "identity_key": self.keys.get(item.event.complaint),
            }
        )  # fmt: skip
        self.aside[mark.id] = max(item.event.seq, self.aside.get(mark.id, 0))
        mark.forked = True

    def _keep(self, item: FeedEvent, *, chained: bool) -> None:
        received = item.event
        hash: bytes | None = None
        if chained:
            head = self._head(received.device)
            if received.seq == head.seq + 1:
                hash = chain_hash(head.hash, item.content)
                head.seq, head.hash = received.seq, hash
        self.rows.append(
            (received.device, received.seq, received.complaint, received.at, item.content, hash, item.seal)
        )
        self.new.append(received)

    def _head(self, id: str) -> ChainEnd:
        if id not in self.heads:
            if id in self.marks:
                seq = own_devices.last(self.connection, id)
                self.heads[id] = ChainEnd(seq, own_devices.hash_at(self.connection, id, seq) or b"")
            else:
                seq, hash = _COLLEAGUE.first(self.connection, {"device": id}) or (0, b"")
                self.heads[id] = ChainEnd(seq, hash)
        return self.heads[id]

    def _close_gaps(self) -> None:
        """Events that had arrived before those they follow join their chain."""
        for id, head in self.heads.items():
            for seq, content in _WAITING.run(self.connection, {"author": id, "after": head.seq}):
                if seq != head.seq + 1:
                    break
                head.seq, head.hash = seq, chain_hash(head.hash, content)
                _LINK.run(self.connection, {"author": id, "number": seq, "chained": head.hash})
            if id in self.marks:
                mark = self.marks[id]
                mark.last = head.seq
                mark.acknowledged = max(mark.acknowledged, head.seq)
            else:
                _KEEP_COLLEAGUE.run(self.connection, {"device": id, "seq": head.seq, "hash": head.hash})


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer read, and the complaints that its events tell, folded by these rules: all of it that needs no transaction."""

    answer: SyncAnswer
    rules: Rules
    items: list[FeedEvent]
    unread: list[tuple[bytes, bytes]]
    ready: dict[str, Ready]
    erases: bool


def open_answer(answer: SyncAnswer, rules: Rules) -> Opened:
    """Never raises for what an event holds: one that can't be read is laid aside, and the others are taken."""
    items, unread = _read(answer.events)
    histories: dict[str, list[Event]] = {}
    for item in items:
        if item.event.complaint:
            histories.setdefault(item.event.complaint, []).append(item.event)
    erases = any(isinstance(item.event.step, Erased) for item in items)
    return Opened(answer, rules, items, unread, make_ready(histories, answer.keys, rules), erases)


def take(
    connection: Connection, requester: str, request: AnsweredRequest, opened: Opened, unit: str, now_ms: int
) -> int:
    """Takes in an answer within the caller's transaction; returns how many events were new."""
    answer, items = opened.answer, opened.items
    marks = own_devices.marks(connection)
    forked = {id for id, mark in marks.items() if mark.forked}
    _acknowledge(connection, marks[requester], request, answer)
    joins = _joins(connection, marks, requester, request, answer)
    lost = _go_back(marks, request, answer.server_has)
    arrival = _Arrival(connection, unit, marks, answer.keys, joins)
    arrival.take(items)
    run_many(connection, _LAY_ASIDE, [(chain_hash(b"", content), content, seal) for content, seal in opened.unread])
    if arrival.twins:
        connection.execute(insert(twin).on_conflict_do_nothing(), arrival.twins)
    newly_forked = {id for id, mark in marks.items() if mark.forked} - forked
    for id in newly_forked:
        marks[id].acknowledged = 0
    for mark in marks.values():
        if mark.acknowledged != mark.before or mark.id in newly_forked:
            own_devices.set_mark(connection, mark.id, mark.acknowledged, forked=mark.forked)
    note_files(connection, marks.values(), arrival.new)
    _observe(connection, arrival.new, now_ms)
    touched = dict.fromkeys((*(arrived.complaint for arrived in arrival.new), *answer.keys))
    contested = {case for case in touched if _is_contested(marks, case)}
    clear = [case for case in touched if case not in contested]
    office_events = [arrived for arrived in arrival.new if not arrived.complaint]
    if place_names.names_places(office_events):
        clear += place_names.renew(connection, unit, office_events)
    refold(connection, clear, answer.keys, opened.rules, arrival.fresh, opened.ready)
    if answer.notice is not None and answer.notice.version > feed_position.notice_version(connection):
        kept_values.save(connection, feed_position.NOTICE, answer.notice)
    changes: dict[str, object] = {}
    position = feed_position.load(connection)
    promised = position.told
    if contested:
        changes["held_back"] = tuple(sorted(contested.union(position.held_back)))
    if newly_forked:
        changes["cursor"], changes["ended"] = b"", ""
        server_last = arrival.aside | {requester: max(answer.acknowledged, arrival.aside.get(requester, 0))}
        changes["told"] = promised | {id: server_last.get(id, 0) for id in newly_forked}
    elif joins:
        changes["cursor"] = answer.cursor
        if not answer.more and all(_district_last(connection, marks[id]) >= seq for id, seq in promised.items()):
            changes["ended"] = next(id for id, mark in marks.items() if mark.current)
    # New from a part of the feed that is behind here: the district handed it out once, and may have lost it since.
    if (answer.reset and joins) or lost or (arrival.new and not joins):
        changes["offering"] = True
    feed_position.change(connection, **changes)
    return len(arrival.new)


def _joins(
    connection: Connection,
    marks: Mapping[str, DeviceMark],
    requester: str,
    request: AnsweredRequest,
    answer: SyncAnswer,
) -> bool:
    """Whether the feed can be read on from where this answer ends: what its request said still holds, and no event lies between.

    So it is with answers over a network; one on a stick may be overtaken. Of two cursors, the later is the greater one.
    """
    if request.pushed > marks[requester].acknowledged:
        return False  # what was pushed is left out of the feed's page, and isn't here (any more)
    cursor = feed_position.load(connection).cursor
    joins = request.cursor == cursor if answer.reset else request.cursor <= cursor <= answer.cursor
    return joins and all(seq <= _have(connection, marks, id) for id, seq in request.have.items())


def _have(connection: Connection, marks: Mapping[str, DeviceMark], id: str) -> int:
    if id in marks:
        return marks[id].acknowledged
    row = _COLLEAGUE.first(connection, {"device": id})
    return row[0] if row else 0


def _district_last(connection: Connection, mark: DeviceMark) -> int:
    """The last seq of this device up to which the district's events are here, in the log or laid aside."""
    first, last = _ASIDE.first(connection, {"device": mark.id, "after": mark.acknowledged}) or (None, None)
    return last if last is not None and first == mark.acknowledged + 1 else mark.acknowledged


def _is_contested(marks: Mapping[str, DeviceMark], case: str) -> bool:
    """Whether a twin may have given this id to another complaint than this store has under it: `settle` folds it.

    Until then, what comes about the twin's must not touch the other's key.
    """
    id, _, seq = case.rpartition("-")
    mark = marks.get(id)
    return mark is not None and mark.forked and seq.isdecimal() and int(seq) > mark.acknowledged


def _read(events: Sequence[tuple[bytes, bytes]]) -> tuple[list[FeedEvent], list[tuple[bytes, bytes]]]:
    """The events, and the bytes and seals of those that are none: of these nobody knows who wrote them, or when."""
    items: list[FeedEvent] = []
    unread: list[tuple[bytes, bytes]] = []
    for content, seal in events:
        try:
            items.append(FeedEvent(decode_any_step(content), content, seal))
        except msgspec.DecodeError:
            unread.append((content, seal))
    return items, unread


def _existing_events(connection: Connection, items: Sequence[FeedEvent]) -> dict[tuple[str, int], tuple[bytes, bool]]:
    """Which of these events are here already: their content, and whether with a seal."""
    numbers_by_author: defaultdict[str, list[int]] = defaultdict(list)
    for item in items:
        numbers_by_author[item.event.device].append(item.event.seq)
    existing: dict[tuple[str, int], tuple[bytes, bool]] = {}
    for author, numbers in numbers_by_author.items():
        rows = _EXISTING.run(connection, {"author": author, "numbers": json.dumps(numbers)})
        existing |= {(author, seq): (content, bool(has_seal)) for seq, content, has_seal in rows}
    return existing


def _acknowledge(connection: Connection, mark: DeviceMark, request: AnsweredRequest, answer: SyncAnswer) -> None:
    """What the server has committed of the asking device; less than before when it lost something.

    Only an answer to what is known to be acknowledged now can say that it is less, or that there is a fork.
    """
    if mark.forked:
        return
    current = request.have.get(mark.id, 0) == mark.acknowledged
    if answer.acknowledged > mark.last and not mark.current:
        # Restored from a backup: the server has more than is here, and what was pushed now was the same.
        mark.acknowledged = max(mark.acknowledged, min(request.pushed, mark.last))
    elif own_devices.hash_at(connection, mark.id, answer.acknowledged) == answer.head:
        mark.acknowledged = answer.acknowledged if current else max(mark.acknowledged, answer.acknowledged)
    elif current:
        mark.forked = True


def _go_back(marks: Mapping[str, DeviceMark], request: AnsweredRequest, server_has: Mapping[str, int]) -> bool:
    """Marks own devices of which the server has less than before as sent only so far; returns whether events of others are to be offered."""
    others_behind = False
    for id, seq in server_has.items():
        mark = marks.get(id)
        if mark is None:
            others_behind = True
        elif not mark.forked and request.have.get(id, 0) == mark.acknowledged:
            mark.acknowledged = min(mark.acknowledged, seq)
    return others_behind


def _observe(connection: Connection, new: Iterable[Event], now_ms: int) -> None:
    """Events written here from now on come after those seen; a stamp far ahead is not followed (clock.observe)."""
    observed = 0
    for received in new:
        observed = clock.observe(observed, received.at, now_ms)
    if observed:
        _OBSERVE.run(connection, {"stamp": observed})


def note_files(connection: Connection, marks: Iterable[DeviceMark], new: Iterable[Event]) -> None:
    """Which attachments are to be sent, now that the district has the events that name them, and which to be got."""
    for mark in marks:
        if mark.acknowledged > mark.before:
            accepted = {"device": mark.id, "after": mark.before, "upto": mark.acknowledged}
            for (content,) in _ACCEPTED.run(connection, accepted):
                if b"attached" in content:
                    _note_file(connection, decode_any_step(content), "up")
    for received in new:
        _note_file(connection, received, "down")


def _note_file(connection: Connection, named: Event, direction: str) -> None:
    step = named.step
    if not isinstance(step, Attached) or not step.names_file:
        return
    row = insert(file).values(
        sha256=step.sha256, direction=direction, size=step.size, media_type=step.media_type, done=False, wanted_ms=0,
        wire_sha256="", wire_size=0,
    )  # fmt: skip
    if direction == "up":
        # Also what was sent before to a server that has lost it since.
        connection.execute(
            row.on_conflict_do_update(index_elements=["sha256"], set_={"done": False}, where=file.c.direction == "up")
        )
    else:
        connection.execute(row.on_conflict_do_nothing())


def _named(named: Event) -> dict[str, object]:
    return {"author": named.device, "number": named.seq}
