"""The PCs that take part, for people to look at: whose they are, when they last came, and taking their token away."""

from typing import NamedTuple

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server.statement import Statement, Transaction

_ALL_PCS = Statement(
    "SELECT d.id, d.unit, d.letter, d.head_seq, d.enrolled_at, d.seen_at, d.revoked_at, d.version, d.follows FROM device d "
    "WHERE d.letter <> '' ORDER BY d.unit, d.letter, d.enrolled_at"
)
_OF_UNIT = Statement(_ALL_PCS.sqlite.replace("WHERE", "WHERE d.unit = :unit AND"))
_REVOKE = Statement(
    "UPDATE device SET token = NULL, revoked_at = :now WHERE id = :id AND revoked_at IS NULL AND letter <> ''"
)


class Pc(NamedTuple):
    """Times are ms since 1970; `seen_at` is exact to ten minutes."""

    id: str
    unit: str
    letter: str
    events: int
    enrolled_at: int
    seen_at: int
    revoked_at: int | None
    version: str
    follows: str


class UnknownDevice(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Komputer itu tidak terdaftar, atau aksesnya sudah dicabut. Tidak ada yang diubah."))


def pcs(transaction: Transaction, unit: str = "") -> list[Pc]:
    """All PCs that were ever enrolled, or those of one unit."""
    rows = transaction.rows(_OF_UNIT, unit=unit) if unit else transaction.rows(_ALL_PCS)
    return [Pc(*row) for row in rows]


def revoke(transaction: Transaction, id: str, now: int) -> None:
    """From its next request on, this PC is told that it no longer takes part. What it sent stays. Raises UnknownDevice."""
    if not transaction.run(_REVOKE, id=id, now=now):
        raise UnknownDevice
