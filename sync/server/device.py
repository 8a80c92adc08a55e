"""The devices that the district knows: who asks by which token, and what the server has of each."""

import secrets
from dataclasses import dataclass
from hashlib import blake2b

from complaints.numbering import next_letter
from sync.server.statement import PortableStatement, Row, Transaction

TOKEN_BYTES = 16
SEEN_EVERY_MS = 600_000

_REQUESTER = PortableStatement(
    "SELECT d.id, d.unit, d.letter, d.head_hash, d.seen_at, d.version, d.updates, p.version, o.id, o.head_seq, "
    "COALESCE((SELECT n.above FROM unit_notice n WHERE n.unit = d.unit), 0) FROM device d "
    "JOIN device o ON o.unit = d.unit CROSS JOIN district p WHERE d.token = :token AND d.revoked_at IS NULL"
)
_ASKING_BY_ID = PortableStatement(_REQUESTER.sqlite.replace("d.token = :token", "d.id = :id"))
_OF_UNIT = PortableStatement(
    "SELECT id, unit, letter, public_key, token, head_seq, head_hash, highest, revoked_at, seen_at FROM device d "
    "WHERE unit = :unit AND token IS NOT NULL AND revoked_at IS NULL ORDER BY enrolled_at, id"
)
_FOLLOWED = PortableStatement("SELECT follows FROM device WHERE unit = :unit AND follows <> ''")
_BY_ID = PortableStatement(
    "SELECT id, unit, letter, public_key, token, head_seq, head_hash, highest, revoked_at, seen_at FROM device WHERE id IN :ids ORDER BY id",
    lock=True,
)
_FIND = PortableStatement(_BY_ID.sqlite.replace("IN (SELECT value FROM json_each(:ids)) ORDER BY id", "= :id"))
_ADD = PortableStatement(
    "INSERT INTO device (id, unit, letter, public_key, token, head_seq, head_hash, highest, enrolled_at, seen_at, version, follows) "
    "VALUES (:id, :unit, :letter, :public_key, :token, 0, :none, 0, :now, 0, :version, :follows) ON CONFLICT DO NOTHING"
)
_ENROL = PortableStatement(
    "UPDATE device SET letter = :letter, public_key = :public_key, token = :token, version = :version, "
    "revoked_at = NULL, enrolled_at = :now WHERE id = :id"
)
_MARK_SEEN = PortableStatement("UPDATE device SET seen_at = :now WHERE id = :id")
_SET_PROGRAM = PortableStatement("UPDATE device SET version = :version, updates = :updates WHERE id = :id")
_HEAD = PortableStatement("UPDATE device SET head_seq = :seq, head_hash = :hash, highest = :highest WHERE id = :id")
_LETTERS = PortableStatement("SELECT letter FROM device WHERE unit = :unit AND id <> :id AND letter <> ''")


@dataclass(frozen=True, slots=True)
class Requester:
    """Who sends a request: the device of the token, and how far the server has each device of its unit.

    `version` and `updates` are its program's, as they were last told; `notice` is the version of the district's, `above` what its unit's is above it.
    """

    id: str
    unit: str
    letter: str
    head_hash: bytes
    seen_at: int
    version: str
    updates: str
    notice: int
    above: int
    heads: dict[str, int]

    @property
    def own_notice(self) -> int:
        """The version of the notice that its unit gets."""
        return self.notice + self.above


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device's row, held for this transaction. Nothing is missing up to `head_seq`; `highest` is the last known at all."""

    id: str
    unit: str
    letter: str
    public_key: bytes
    token: bytes | None
    head_seq: int
    head_hash: bytes
    highest: int
    revoked_at: int | None
    seen_at: int

    def belongs_to(self, unit: str, public_key: bytes) -> bool:
        """Whether whoever has this key may go by this id.

        Also another key than it was enrolled with, while nobody has used that one: a PC set up from a copy of this disk may have
        died before it knew of its enrolment. Were this one sent away, each would send what the disk held at copying.
        """
        return self.unit == unit and (self.unused or self.public_key in (b"", public_key))

    @property
    def unused(self) -> bool:
        """Whether it has sent nothing since its enrolment."""
        return not self.highest and not self.seen_at and self.revoked_at is None


def mint_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    return blake2b(token.encode("utf-8", "replace"), digest_size=16, person=b"token").digest()


def requester(transaction: Transaction, token: str) -> Requester | None:
    """The device of this token; None when there is none, or it was revoked."""
    return _requester(transaction.rows(_REQUESTER, token=token_hash(token)))


def signing(transaction: Transaction, id: str) -> Requester | None:
    """The same for a sender who proves by a signature that it is this device."""
    return _requester(transaction.rows(_ASKING_BY_ID, id=id))


def of_unit(transaction: Transaction, unit: str) -> list[DeviceRow]:
    """The devices of a unit that take part now."""
    return [DeviceRow(*row) for row in transaction.rows(_OF_UNIT, unit=unit)]


def followed(transaction: Transaction, unit: str) -> set[str]:
    """The devices that another one has replaced."""
    return {row[0] for row in transaction.rows(_FOLLOWED, unit=unit)}


def _requester(rows: list[Row]) -> Requester | None:
    if not rows:
        return None
    id, unit, letter, head_hash, seen_at, version, updates, notice, _, _, above = rows[0]
    heads = {row[8]: row[9] for row in rows}
    return Requester(id, unit, letter, head_hash, seen_at, version, updates, notice, above, heads)


def find(transaction: Transaction, id: str) -> DeviceRow | None:
    """This device, without locking its row."""
    row = transaction.first(_FIND, id=id)
    return DeviceRow(*row) if row else None


def lock(transaction: Transaction, ids: list[str]) -> dict[str, DeviceRow]:
    """These devices, held until the transaction ends; always in the same order, so that two never wait for each other."""
    return {row[0]: DeviceRow(*row) for row in transaction.rows(_BY_ID, ids=ids)}


def add(
    transaction: Transaction,
    id: str,
    unit: str,
    now: int,
    *,
    letter: str = "",
    public_key: bytes = b"",
    token: bytes | None = None,
    version: str = "",
    follows: str = "",
) -> None:
    """A device that was not known; without key and token it is only the author of events that others gave back."""
    transaction.run(
        _ADD, id=id, unit=unit, letter=letter, public_key=public_key, token=token, none=b"", now=now, version=version, follows=follows,
    )  # fmt: skip


def enrol(
    transaction: Transaction, existing: DeviceRow, letter: str, public_key: bytes, token: bytes, version: str, now: int
) -> None:
    transaction.run(
        _ENROL, id=existing.id, letter=letter, public_key=public_key, token=token, version=version, now=now
    )  # fmt: skip


def set_head(transaction: Transaction, id: str, seq: int, hash: bytes, highest: int) -> None:
    transaction.run(_HEAD, id=id, seq=seq, hash=hash, highest=highest)


def mark_seen(transaction: Transaction, id: str, now: int) -> None:
    transaction.run(_MARK_SEEN, id=id, now=now)


def set_program(transaction: Transaction, id: str, version: str, updates: str) -> None:
    """Notes which version of the program this device runs, and what it said of updates."""
    transaction.run(_SET_PROGRAM, id=id, version=version, updates=updates)


def free_letter(transaction: Transaction, unit: str, id: str, wished: str) -> str:
    """The letter wished for, when no other PC of the unit has it; else the unit's next."""
    used_letters = {row[0] for row in transaction.rows(_LETTERS, unit=unit, id=id)}
    if wished and wished not in used_letters:
        return wished
    letter = next_letter("")
    while letter in used_letters:
        letter = next_letter(letter)
    return letter
