"""The district as an author: what people do on its pages becomes events of devices that it keeps, in the name of their unit.

The coordinator's are events of the district; those of a unit's officer on the web are that unit's, as if a PC of it had written them.
A device is minted for each unit in each run of a process, at its first event. So a database restored from a backup never goes on with
a chain that offices already hold further, and processes don't wait for each other.
"""

import secrets
import threading
from base64 import b32encode
from collections.abc import Callable, Sequence
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
        id, seq, hash, at = self._device(transaction, unit, now)
        transaction.rows(_LOCK, complaint=complaint)
        history = [decode(content) for (content,) in transaction.rows(_HISTORY, complaint=complaint)]
        entitled = entitlement.entitled(history, desk.district)
        # What units wrote that may not see it doesn't count, here as everywhere.
        counting = [event for event in history if event.unit in entitled]
        folded = fold(counting)
        if folded is None or unit not in entitled:
            raise not_found()
        at = clock.observe(at, max((event.at for event in history), default=0), now)
        heads, arrivals = folded.heads, list[Arrival]()
        steps = decide(folded)
        if not steps:
            raise NothingToWrite
        rollout.refuse_unread(steps, notice.load(transaction).writes)
        for step in steps:
            at, seq = clock.tick(at, now), seq + 1
            event = Event(id, seq, at, complaint, actor, unit, heads, step)
            arrivals.append(Arrival(event, encode(event)))
            heads, hash = ((id, seq),), chain_hash(hash, arrivals[-1].content)
        check_receivers(transaction, arrivals)
        device.set_head(transaction, id, seq, hash, seq)
        take(transaction, desk, arrivals, {}, "" if unit == desk.district else unit)
        return WrittenHead(unit, id, seq, hash, at)

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
        id, seq, hash, at = self._device(transaction, unit, now)
        at = clock.observe(at, 0, now)
        rollout.refuse_unread((step for steps in cases for step in steps), notice.load(transaction).writes)
        arrivals, ids = list[Arrival](), list[str]()
        for steps in cases:
            complaint, heads = f"{id}-{seq + 1}", tuple[tuple[str, int], ...]()
            ids.append(complaint)
            for step in steps:
                at, seq = clock.tick(at, now), seq + 1
                event = Event(id, seq, at, complaint, actor, unit, heads, step)
                arrivals.append(Arrival(event, encode(event)))
                heads, hash = ((id, seq),), chain_hash(hash, arrivals[-1].content)
        check_receivers(transaction, arrivals)
        device.set_head(transaction, id, seq, hash, seq)
        take(transaction, desk, arrivals, {}, "" if unit == desk.district else unit)
        return WrittenHead(unit, id, seq, hash, at), ids

    def _device(self, transaction: Transaction, unit: str, now: int) -> tuple[str, int, bytes, int]:
        """The unit's device with its head; a new one where the database doesn't go as far as this process knows."""
        with self._lock:
            _, id, seq, hash, at = self._heads.get(unit, WrittenHead(unit, "", 0, b"", 0))
        existing = device.lock(transaction, [id]).get(id) if id else None
        if existing is None or (existing.head_seq, bytes(existing.head_hash)) != (seq, hash):
            id, seq, hash = b32encode(secrets.token_bytes(10)).decode("ascii").lower(), 0, b""
            device.add(transaction, id, unit, now)
        return id, seq, hash, at

    def write_for_office(
        self, transaction: Transaction, desk: DistrictContext, unit: str, actor: str, step: AnyStep, now: int
    ) -> WrittenHead:
        """Writes a step of the unit as such, of no complaint; call `keep` with what it returns once that is committed."""
        id, seq, hash, at = self._device(transaction, unit, now)
        at, seq = clock.tick(at, now), seq + 1
        event = Event(id, seq, at, "", actor, unit, (), step)
        content = encode(event)
        hash = chain_hash(hash, content)
        device.set_head(transaction, id, seq, hash, seq)
        take(transaction, desk, [Arrival(event, content)], {}, "" if unit == desk.district else unit)
        return WrittenHead(unit, id, seq, hash, at)

    def keep(self, head: WrittenHead) -> None:
        with self._lock:
            self._heads[head.unit] = head
