"""The store's side of sync: sync/office.py's Office over the log, each call one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from sqlalchemy import Connection, Engine, bindparam, select

from complaints.events import Corrected, Supported, decode_any_step
from desktop.store import feed_position, fork, log, own_devices, receive
from desktop.store.database import empty_journal, reading, writing
from desktop.store.projection import Rules
from desktop.store.receive import Opened
from desktop.store.refold import keys_of
from desktop.store.schema import colleague, device, event, identity_key
from desktop.store.statement import Statement
from sync.messages import SMALLEST_EVENT, AnsweredRequest, Enrolled, Range, SyncAnswer
from sync.office import ExchangeState, GivenBack, Outgoing, OwnDevice, TakeIn, do_nothing

MOST_EVENTS = 4_000  # in one request
NAMING = (Corrected, Supported)


_UNSENT = Statement(
    select(event.c.seq, event.c.content, event.c.hash)
    .where(event.c.device == bindparam("device"), event.c.seq > bindparam("after"), event.c.hash.is_not(None))
    .order_by(event.c.seq)
    .limit(bindparam("most"))
)
_COLLEAGUES = Statement(select(colleague.c.device, colleague.c.seq))
_HELD_KEYS = Statement(
    select(identity_key)
    .where(identity_key.c.complaint > bindparam("after"))
    .order_by(identity_key.c.complaint)
    .limit(bindparam("most"))
)
_OTHERS_EVENTS = Statement(
    select(event.c.device, event.c.seq)
    .where(event.c.seal.is_not(None), event.c.device.not_in(select(device.c.id)))
    .order_by(event.c.device, event.c.seq)
)


class StoreOffice:
    """One opened store. `now_ms` is this PC's clock; `rules` are those that hold when an answer is taken in."""

    def __init__(self, engine: Engine, unit: str, rules: Callable[[], Rules], now_ms: Callable[[], int]) -> None:
        self._engine = engine
        self._unit = unit
        self._rules = rules
        self._now_ms = now_ms

    def exchange_state(self) -> ExchangeState:
        with reading(self._engine) as connection:
            devices = own_devices.load(connection)
            have: dict[str, int] = dict(_COLLEAGUES.run(connection, {}))
            have |= {own_device.id: own_device.acknowledged for own_device in devices}
            position = feed_position.load(connection)
            version = feed_position.notice_version(connection)
        current = next(own_device.id for own_device in devices if own_device.current)
        return ExchangeState(
            self._unit, devices, have, position.cursor, version, position.offering, position.ended == current
        )

    def prepared(self, device: str) -> OwnDevice:
        with writing(self._engine) as connection:
            own_devices.prepare(connection, device)
            return next(own_device for own_device in own_devices.load(connection) if own_device.id == device)

    def registered(self, device: str, answer: Enrolled) -> None:
        with writing(self._engine) as connection:
            own_devices.register(connection, device, answer.token, answer.letter)

    def renewed(self) -> None:
        with writing(self._engine) as connection:
            log.mint_device(connection, log.current_device(connection).letter)

    def outgoing(self, device: str, after_seq: int, room: int) -> Outgoing:
        with reading(self._engine) as connection:
            events: list[bytes] = []
            head = b""
            limit = min(MOST_EVENTS, room // SMALLEST_EVENT + 1)
            for seq, content, hash in _UNSENT.run(connection, {"device": device, "after": after_seq, "most": limit}):
                room -= len(content)
                if (room < 0 and events) or seq != after_seq + len(events) + 1:
                    break
                events.append(content)
                head = hash
            return Outgoing(after_seq + 1, events, head, _keys(connection, events))

    def opened(self, answer: SyncAnswer) -> TakeIn:
        # Before the transaction: whoever saves a complaint meanwhile would wait for it.
        return partial(self.take, receive.open_answer(answer, self._rules()))

    def take(
        self, opened: Opened, device: str, request: AnsweredRequest, beside: Callable[[], None] = do_nothing
    ) -> int:
        """Takes in an opened answer; opens it again when other rules have come to hold since."""
        rules = self._rules()
        if rules is not opened.rules:
            opened = receive.open_answer(opened.answer, rules)
        with writing(self._engine) as connection:
            new = receive.take(connection, device, request, opened, self._unit, self._now_ms())
            beside()
        if opened.erases:
            empty_journal(self._engine)
        return new

    def forked(self, device: str, server_last: int = 0) -> None:
        with writing(self._engine) as connection:
            fork.begin(connection, device, server_last)

    def disowned(self, device: str, server_last: int) -> None:
        with writing(self._engine) as connection:
            own_devices.void_token(connection, device)
            fork.begin(connection, device, server_last)

    def settle(self) -> None:
        with writing(self._engine) as connection:
            fork.settle(connection, self._unit, self._rules())

    def offer(self) -> dict[str, list[Range]]:
        ranges_by_author: dict[str, list[Range]] = {}
        with reading(self._engine) as connection:
            for author, seq in _OTHERS_EVENTS.run(connection, {}):
                ranges = ranges_by_author.setdefault(author, [])
                if ranges and ranges[-1][1] == seq - 1:
                    ranges[-1] = (ranges[-1][0], seq)
                else:
                    ranges.append((seq, seq))
        return ranges_by_author

    def given_back(self, ranges: Mapping[str, Sequence[Range]], room: int) -> GivenBack:
        if not ranges:
            return GivenBack([], {}, {})
        events: list[tuple[bytes, bytes]] = []
        remaining: dict[str, list[Range]] = {}
        with reading(self._engine) as connection:
            for author, first, last in _ranges(ranges):
                if room < 0:
                    remaining.setdefault(author, []).append((first, last))
                    continue
                wanted_here = (
                    event.c.device == author,
                    event.c.seq >= first,
                    event.c.seq <= last,
                    event.c.seal.is_not(None),
                )
                query = select(event.c.seq, event.c.content, event.c.seal).where(*wanted_here).order_by(event.c.seq)
                for seq, content, seal in connection.execute(query):
                    events.append((content, seal))
                    room -= len(content) + len(seal)
                    if room < 0:
                        if seq < last:
                            remaining.setdefault(author, []).append((seq + 1, last))
                        break
            keys = _keys(connection, [content for content, _ in events])
        return GivenBack(events, keys, remaining)

    def held_keys(self, after_id: str, limit: int) -> dict[str, bytes]:
        with reading(self._engine) as connection:
            return dict(_HELD_KEYS.run(connection, {"after": after_id, "most": limit}))

    def offered(self) -> None:
        with writing(self._engine) as connection:
            feed_position.change(connection, offering=False)


def _ranges(ranges_by_author: Mapping[str, Sequence[Range]]) -> Iterator[tuple[str, int, int]]:
    for author, ranges in ranges_by_author.items():
        for first, last in ranges:
            yield author, first, last


def _keys(connection: Connection, contents: Sequence[bytes]) -> dict[str, bytes]:
    """The keys of the identities in these events, as far as they are here.

    Also of complaints that name nobody yet: whoever adds the name at another PC of this office seals it with the same key.
    """
    events = map(decode_any_step, contents)
    cases = sorted(
        {
            event.complaint
            for event in events
            if event.recording is not None or (isinstance(event.step, NAMING) and event.step.identity)
        }
    )
    return keys_of(connection, cases)
