"""Events that the operator has set aside: they stay in the log and in their chain, and reach no office and no page any more.

Taking one out counts as if it had never been said: who had the complaint only by it gets no more of it, either. It can be undone.
"""

import re
from typing import NamedTuple, cast

import msgspec

from complaints.errors import OfficeError
from complaints.events import Attached, Event, decode_any_step
from complaints.phrases import phrase
from sync.server import entitlement, month_sums, search_index
from sync.server.district import District
from sync.server.intake import ATTACHED, attachments
from sync.server.projection import CHANGE, project_with_source
from sync.server.statement import PortableStatement, Transaction

_ID = re.compile(r"([a-z2-7]{16})-([1-9][0-9]{0,18})")

_EVENT = PortableStatement("SELECT content, complaint FROM event WHERE device = :device AND seq = :seq")
_STATE = PortableStatement("SELECT why, who, at FROM quarantine WHERE device = :device AND seq = :seq")
_ALL_QUARANTINED = PortableStatement("SELECT device, seq, why, who, at FROM quarantine ORDER BY at, device, seq")
_READERS = PortableStatement(
    "SELECT DISTINCT unit FROM feed WHERE device = :device AND seq = :seq AND withheld = :no ORDER BY unit"
)
_ADD = PortableStatement(
    "INSERT INTO quarantine (device, seq, why, who, at) VALUES (:device, :seq, :why, :who, :now) ON CONFLICT DO NOTHING"
)
_REMOVE = PortableStatement("DELETE FROM quarantine WHERE device = :device AND seq = :seq")
_LOCK = PortableStatement("SELECT search_row FROM complaint WHERE id = :complaint", lock=True)
_HISTORY = PortableStatement(
    "SELECT e.content, q.device FROM event e LEFT JOIN quarantine q ON q.device = e.device AND q.seq = e.seq "
    "WHERE e.complaint = :complaint ORDER BY e.device, e.seq"
)
_FEED = PortableStatement(
    "SELECT f.unit, f.position, f.device, f.seq, f.withheld FROM feed f JOIN event e ON e.device = f.device AND e.seq = f.seq "
    "WHERE e.complaint = :complaint"
)
_FEED_OF_EVENT = PortableStatement("SELECT unit, position FROM feed WHERE device = :device AND seq = :seq")
_WITHHOLD = PortableStatement("UPDATE feed SET withheld = :withheld WHERE unit = :unit AND position = :position")
_FORGET_FILES = PortableStatement("DELETE FROM attached WHERE complaint = :complaint")


class NoSuchEvent(OfficeError):
    def __init__(self, id: str) -> None:
        super().__init__(
            phrase("Tidak ada peristiwa {id}. Tidak ada yang diubah; periksa nomornya di 'log'.", id=repr(id)[1:61])
        )


class NoReason(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Alasannya belum ditulis. Tidak ada yang diubah."))


class EventState(NamedTuple):
    """Why an event is set aside, who did it, and when (ms)."""

    why: str
    who: str
    at: int


class EventDetails(NamedTuple):
    """An event with all that the district knows of it. `readers` are the units that may get it."""

    event: Event
    content: bytes
    readers: list[str]
    quarantined: EventState | None

    def fields(self) -> dict[str, object]:
        """As one JSON object; bytes are told by their number alone."""
        event = self.event
        return {
            "id": event.id, "complaint": event.complaint, "unit": event.unit, "actor": event.actor, "at": event.at, "wall": event.wall,
            "saw": [f"{device}-{seq}" for device, seq in event.saw], "type": type(event.step).__name__, "step": _plain(self.content),
            "bytes": len(self.content), "readers": self.readers,
            "quarantined": self.quarantined._asdict() if self.quarantined else None,
        }  # fmt: skip


def place(id: str) -> tuple[str, int]:
    """Device and seq of an event's id. Raises NoSuchEvent."""
    match = _ID.fullmatch(id)
    if match is None:
        raise NoSuchEvent(id)
    return match[1], int(match[2])


def show(transaction: Transaction, id: str) -> EventDetails:
    """Raises NoSuchEvent."""
    device, seq = place(id)
    row = transaction.first(_EVENT, device=device, seq=seq) if seq < 2**63 else None
    if row is None:
        raise NoSuchEvent(id)
    readers = [unit for (unit,) in transaction.rows(_READERS, device=device, seq=seq, no=False)]
    return EventDetails(decode_any_step(bytes(row[0])), bytes(row[0]), readers, state(transaction, device, seq))


def state(transaction: Transaction, device: str, seq: int) -> EventState | None:
    row = transaction.first(_STATE, device=device, seq=seq)
    return EventState(*row) if row else None


def all_of_them(transaction: Transaction) -> dict[tuple[str, int], EventState]:
    """What is set aside, the oldest first."""
    return {
        (device, seq): EventState(reason, operator, at)
        for device, seq, reason, operator, at in transaction.rows(_ALL_QUARANTINED)
    }


def set_aside(transaction: Transaction, district: District, id: str, reason: str, operator: str) -> None:
    """Raises NoSuchEvent or NoReason."""
    if not reason.strip():
        raise NoReason
    event = show(transaction, id).event
    transaction.run(
        _ADD, device=event.device, seq=event.seq, why=reason.strip()[:1000], who=operator, now=district.now()
    )
    _apply(transaction, district, event)


def release(transaction: Transaction, district: District, id: str) -> None:
    """As if it had never been set aside. Raises NoSuchEvent."""
    event = show(transaction, id).event
    transaction.run(_REMOVE, device=event.device, seq=event.seq)
    _apply(transaction, district, event)


def _apply(transaction: Transaction, district: District, event: Event) -> None:
    """Feeds, projection and files of the complaint, by what is set aside now."""
    if not event.complaint:
        withheld = state(transaction, event.device, event.seq) is not None
        for unit, position in transaction.rows(_FEED_OF_EVENT, device=event.device, seq=event.seq):
            transaction.run(_WITHHOLD, unit=unit, position=position, withheld=withheld)
        return
    locked = transaction.first(_LOCK, complaint=event.complaint)
    desk = district.desk(transaction)
    rows = [
        (decode_any_step(bytes(content)), aside is not None)
        for content, aside in transaction.rows(_HISTORY, complaint=event.complaint)
    ]
    history = [past for past, aside in rows if not aside]
    entitled = entitlement.entitled(history, desk.district)
    readers = {(past.device, past.seq): entitlement.reach(past, entitled) for past in history}
    for unit, position, device, seq, was in transaction.rows(_FEED, complaint=event.complaint):
        withheld = unit not in readers.get((device, seq), ())
        if withheld != bool(was):
            transaction.run(_WITHHOLD, unit=unit, position=position, withheld=withheld)
    row, source = project_with_source(event.complaint, history, entitled, desk.reckoning())
    former = month_sums.standing(transaction, [event.complaint])
    transaction.insert(CHANGE, [row])
    month_sums.move(transaction, former, [row])
    if locked is None or locked[0] != row.search_row:
        entries = [] if source is None else [(row.search_row, source)]
        search_index.add(transaction, entries, [locked[0]] if locked else [])
    if any(isinstance(stored_event.step, Attached) for stored_event, _ in rows):
        transaction.run(_FORGET_FILES, complaint=event.complaint)
        transaction.insert(ATTACHED, [row for past in history for row in attachments(past)])


def _plain(content: bytes) -> object:
    try:
        return _json_value(msgspec.msgpack.decode(content)[7])
    except (msgspec.DecodeError, ValueError, RecursionError, IndexError, TypeError):
        return None


def _json_value(value: object) -> object:
    match value:
        case bytes():
            return f"<{len(value)} byte>"
        case list():
            return [_json_value(item) for item in cast("list[object]", value)]
        case dict():
            return {
                str(_json_value(name)): _json_value(item) for name, item in cast("dict[object, object]", value).items()
            }
        case float() if value != value or value in (float("inf"), float("-inf")):
            return str(value)
        case _:
            return value
