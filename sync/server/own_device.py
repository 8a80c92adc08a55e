"""The district as an author: what people do on its pages becomes events of devices that it keeps, in the name of their unit.

The coordinator's are events of the district; those of a unit's officer on the web are that unit's, as if a PC of it had written them.
A device is minted for each unit in each run of a process, at its first event. So a database restored from a backup never goes on with
a chain that offices already hold further, and processes don't wait for each other.
"""

import secrets
import threading
from base64 import b32encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from complaints import clock, rollout
from complaints.complaint import Complaint
from complaints.events import AnyStep, Event, chain_hash, decode, encode
from complaints.fold import fold
from sync.server import device, entitlement, notice
from sync.server.intake import Arrival, DistrictContext, check_receivers, take
from sync.server.refusal import not_found
from sync.server.statement import COUNTING, PortableStatement, Transaction

_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)
_LOCK = PortableStatement("SELECT id FROM complaint WHERE id = :complaint", lock=True)

# What the author does about the complaint as it is now; raises what speaks against it, NothingToWrite where there is nothing to do.
Decide = Callable[[Complaint], Sequence[AnyStep]]


class NothingToWrite(Exception):
    """All is as it is to be; the transaction is to be undone."""


class WrittenHead(NamedTuple):
    """The head of a unit's device after an event."""

    unit: str
    id: str
    seq: int
    hash: bytes
    at: int


@dataclass
class OwnDevices:
    """The device of each unit that wrote in this run, with its head as this process knows it."""

    _heads: dict[str, WrittenHead] = field(default_factory=dict[str, WrittenHead], repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def write(
        self,
        transaction: Transaction,
        desk: DistrictContext,
        unit: str,
        actor: str,
        complaint: str,
        decide: Decide,
        now: int,
    ) -> WrittenHead:
        """Writes what is decided about a complaint and delivers it; call `keep` with what it returns once that is committed.

        Raises Refuse when the unit may not see the complaint, NothingToWrite when nothing is decided.
        """
        head = self._head(transaction, unit, now)
        transaction.rows(_LOCK, complaint=complaint)
        history = [decode(content) for (content,) in transaction.rows(_HISTORY, complaint=complaint)]
        entitled = entitlement.entitled(history, desk.district)
        # What units wrote that may not see it doesn't count, here as everywhere.
        counting = [event for event in history if event.unit in entitled]
        folded = fold(counting)
        if folded is None or unit not in entitled:
            raise not_found()
        steps = decide(folded)
        if not steps:
            raise NothingToWrite
        rollout.refuse_unread(steps, notice.load(transaction).writes)
        at = clock.observe(head.at, max((event.at for event in history), default=0), now)
        arrivals, head = _appended(head._replace(at=at), complaint, actor, folded.heads, steps, now)
        return _taken(transaction, desk, arrivals, head)

    def record(
        self,
        transaction: Transaction,
        desk: DistrictContext,
        unit: str,
        actor: str,
        cases: Sequence[Sequence[AnyStep]],
        now: int,
    ) -> tuple[WrittenHead, list[str]]:
        """Writes complaints that begin here, each a recording and its next steps; the head to `keep`, and the complaints' ids."""
        head = self._head(transaction, unit, now)
        head = head._replace(at=clock.observe(head.at, 0, now))
        rollout.refuse_unread((step for steps in cases for step in steps), notice.load(transaction).writes)
        arrivals, ids = list[Arrival](), list[str]()
        for steps in cases:
            ids.append(f"{head.id}-{head.seq + 1}")
            written, head = _appended(head, ids[-1], actor, (), steps, now)
            arrivals += written
        return _taken(transaction, desk, arrivals, head), ids

    def write_for_office(
        self, transaction: Transaction, desk: DistrictContext, unit: str, actor: str, step: AnyStep, now: int
    ) -> WrittenHead:
        """Writes a step of the unit as such, of no complaint; call `keep` with what it returns once that is committed."""
        arrivals, head = _appended(self._head(transaction, unit, now), "", actor, (), [step], now)
        return _taken(transaction, desk, arrivals, head)

    def _head(self, transaction: Transaction, unit: str, now: int) -> WrittenHead:
        """The head of the unit's device; of a new one where the database doesn't go as far as this process knows."""
        with self._lock:
            head = self._heads.get(unit, WrittenHead(unit, "", 0, b"", 0))
        existing = device.lock(transaction, [head.id]).get(head.id) if head.id else None
        if existing is None or (existing.head_seq, bytes(existing.head_hash)) != (head.seq, head.hash):
            head = head._replace(id=b32encode(secrets.token_bytes(10)).decode("ascii").lower(), seq=0, hash=b"")
            device.add(transaction, head.id, unit, now)
        return head

    def keep(self, head: WrittenHead) -> None:
        with self._lock:
            self._heads[head.unit] = head


def _appended(
    head: WrittenHead, complaint: str, actor: str, saw: tuple[tuple[str, int], ...], steps: Iterable[AnyStep], now: int
) -> tuple[list[Arrival], WrittenHead]:
    """The steps as events behind this head, each having seen the one before it and the first what `saw` names; and the head then."""
    arrivals: list[Arrival] = []
    unit, id, seq, hash, at = head
    for step in steps:
        at, seq = clock.tick(at, now), seq + 1
        event = Event(id, seq, at, complaint, actor, unit, saw, step)
        arrivals.append(Arrival(event, encode(event)))
        saw, hash = ((id, seq),), chain_hash(hash, arrivals[-1].content)
    return arrivals, WrittenHead(unit, id, seq, hash, at)


def _taken(transaction: Transaction, desk: DistrictContext, arrivals: list[Arrival], head: WrittenHead) -> WrittenHead:
    """Keeps and delivers what was written; the head that it then has."""
    check_receivers(transaction, arrivals)
    device.set_head(transaction, head.id, head.seq, head.hash, head.seq)
    take(transaction, desk, arrivals, {}, "" if head.unit == desk.district else head.unit)
    return head
