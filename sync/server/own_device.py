"""The district as an author: what the coordinator does becomes events of a device of the district's own.

A device is minted for each run of a process, at its first event. So a database restored from a backup never goes on with a chain
that offices already hold further, and processes don't wait for each other.
"""

import secrets
import threading
from base64 import b32encode
from dataclasses import dataclass, field

from complaints import clock, rollout
from complaints.events import AnyStep, Event, chain_hash, decode, encode
from complaints.fold import fold
from sync.server import device, notice
from sync.server.intake import Arrival, DistrictContext, take
from sync.server.statement import COUNTING, PortableStatement, Transaction

_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)


@dataclass
class DistrictDevice:
    """`id` is '' until the first event; `seq`, `hash` and `at` are its head as this process knows it."""

    id: str = ""
    seq: int = 0
    hash: bytes = b""
    at: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def write(
        self, transaction: Transaction, desk: DistrictContext, actor: str, complaint: str, step: AnyStep, now: int
    ) -> "WrittenHead":
        """Writes an event about a complaint and delivers it; call `keep` with what it returns once that is committed."""
        rollout.refuse_unread([step], notice.load(transaction).writes)
        with self._lock:
            id, seq, hash, at = self.id, self.seq, self.hash, self.at
        existing = device.lock(transaction, [id]).get(id) if id else None
        if existing is None or (existing.head_seq, existing.head_hash) != (seq, hash):
            id, seq, hash = b32encode(secrets.token_bytes(10)).decode("ascii").lower(), 0, b""
            device.add(transaction, id, desk.district, now)
        history = [decode(content) for (content,) in transaction.rows(_HISTORY, complaint=complaint)]
        folded = fold(history)
        last = max((event.at for event in history), default=0)
        at = clock.tick(max(at, clock.observe(at, last, now)), now)
        event = Event(id, seq + 1, at, complaint, actor, desk.district, folded.heads if folded else (), step)
        content = encode(event)
        hash = chain_hash(hash, content)
        device.set_head(transaction, id, seq + 1, hash, seq + 1)
        take(transaction, desk, [Arrival(event, content)], {})
        return WrittenHead(id, seq + 1, hash, at)

    def keep(self, head: "WrittenHead") -> None:
        with self._lock:
            self.id, self.seq, self.hash, self.at = head.id, head.seq, head.hash, head.at


@dataclass(frozen=True, slots=True)
class WrittenHead:
    """The head after an event."""

    id: str
    seq: int
    hash: bytes
    at: int
