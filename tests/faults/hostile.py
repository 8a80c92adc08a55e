"""A client that writes what no program writes: events of any bytes, in the chain and with the key of a real office's device."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import msgpack

from complaints import aead, identity
from complaints.clock import stamp
from desktop.store.database import reading
from desktop.store.schema import event
from tests.sync.offices import Synced
from tests.sync.server.pcs import TODAY, Pc, Post

WALL_MS = 1_800_000_000_000
ON = TODAY.isoformat()
KEY = b"k" * identity.KEY_BYTES
# A server's limits for what would be kept back as more than a day's share (resources/penerimaan.toml), where all of it must come to the offices.
WIDE = {"day_forwarded_events": 2**30, "day_forwarded_bytes": 2**30, "day_forwarded_files": 2**30}


@dataclass(slots=True)
class Hostile:
    """Goes on as the device that it was made of; the office itself must not sync any more."""

    pc: Pc

    @classmethod
    def of(cls, synced: Synced, post: Post) -> "Hostile":
        """Takes over the device of an enrolled office that has sent everything."""
        own = synced.store.exchange_state().current
        with reading(synced.office.engine) as connection:
            query = event.select().where(event.c.device == own.id).order_by(event.c.seq)
            chain = [row.content for row in connection.execute(query)]
        assert own.acknowledged == len(chain)
        unit = synced.office.settings.unit_code
        return cls(Pc(post, unit, own.id, own.key, own.letter, own.token, chain, own.acknowledged))

    @property
    def next_seq(self) -> int:
        return len(self.pc.chain) + 1

    def envelope(self, step: object, complaint: str, *behind: object, **changes: object) -> list[object]:
        """The array of the device's next event; `changes` replace its fields by name."""
        fields: dict[str, object] = {
            "device": self.pc.id, "seq": self.next_seq, "at": stamp(WALL_MS + self.next_seq), "complaint": complaint,
            "actor": "Siti", "unit": self.pc.unit, "saw": [], "step": step,
        }  # fmt: skip
        return [*(fields | changes).values(), *behind]

    def write(self, step: object, complaint: str, **changes: object) -> None:
        """Appends an event with this step, an Event's fields or any value."""
        self.pc.chain.append(msgpack.encode(self.envelope(step, complaint, **changes)))

    def write_bytes(self, content: bytes) -> None:
        self.pc.chain.append(content)

    def record(self, sealed: bytes = b"", **facts: object) -> str:
        """Appends a recording; its complaint's id."""
        case = f"{self.pc.id}-{self.next_seq}"
        described = {
            "kind": "complaint",
            "title": "Jembatan putus",
            "body": "Jembatan putus",
            "received_on": ON,
        } | facts
        self.write(["recorded", ON, f"2026-{self.pc.letter}-{self.next_seq:04d}", "K7QM-2V9X", described, sealed], case)
        return case

    def forward(self, complaint: str, unit: str) -> None:
        self.write(["forwarded", ON, unit, unit], complaint)

    def push(self, keys: Mapping[str, bytes] | None = None) -> None:
        """One request; everything written must have been taken."""
        answer = self.pc.exchange(keys=dict(keys or {}))
        assert answer.acknowledged == len(self.pc.chain)

    def drop(self) -> None:
        """Forgets what the server has not taken."""
        del self.pc.chain[self.pc.acknowledged :]


def sealed(plain: object, nonce: bytes = b"") -> bytes:
    """Any value, or any bytes, sealed under KEY as an identity is."""
    content = plain if isinstance(plain, bytes) else msgpack.encode(plain)
    stretched = identity._stretched(KEY)
    if not nonce:
        return b"\0" + aead.encrypt(content, bytes(identity.NONCE_BYTES), stretched)
    return b"\1" + nonce + aead.encrypt(content, nonce, stretched)
