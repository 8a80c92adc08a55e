"""The PCs that take part, for people to look at: whose they are, when they last came, and taking their token away."""

from collections.abc import Sequence
from typing import NamedTuple

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server import releases, rollout
from sync.server.statement import PortableStatement, Transaction

_ALL_PCS = PortableStatement(
    "SELECT d.id, d.unit, d.letter, d.head_seq, d.enrolled_at, d.seen_at, d.revoked_at, d.version, d.follows, d.updates FROM device d "
    "WHERE d.letter <> '' ORDER BY d.unit, d.letter, d.enrolled_at"
)
_OF_UNIT = PortableStatement(_ALL_PCS.sqlite.replace("WHERE", "WHERE d.unit = :unit AND"))
_REVOKE = PortableStatement(
    "UPDATE device SET token = NULL, revoked_at = :now WHERE id IN :ids AND revoked_at IS NULL AND letter <> ''"
)
# UNION ends also where devices follow each other in a circle.
_INTRODUCED = PortableStatement(
    "WITH RECURSIVE chain(id) AS (SELECT id FROM device WHERE id = :id "
    "UNION SELECT d.id FROM device d JOIN chain c ON d.follows = c.id) "
    "SELECT d.id, d.letter FROM device d JOIN chain c ON c.id = d.id WHERE d.revoked_at IS NULL AND d.letter <> '' "
    "ORDER BY d.enrolled_at, d.id"
)


class Pc(NamedTuple):
    """Times are ms since 1970; `seen_at` is exact to ten minutes. `updates`: the system whose releases it installs, and one that failed."""

    id: str
    unit: str
    letter: str
    events: int
    enrolled_at: int
    seen_at: int
    revoked_at: int | None
    version: str
    follows: str
    updates: str


class UnknownDevice(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Komputer itu tidak terdaftar, atau aksesnya sudah dicabut. Tidak ada yang diubah."))


def pcs(transaction: Transaction, unit: str = "") -> list[Pc]:
    """All PCs that were ever enrolled, or those of one unit."""
    rows = transaction.rows(_OF_UNIT, unit=unit) if unit else transaction.rows(_ALL_PCS)
    return [Pc(*row) for row in rows]


def behind(offered: Sequence[releases.Kept], pcs: Sequence[Pc]) -> dict[str, tuple[str, str]]:
    """Of each PC by its id the version that it should have, and the one that failed there, as releases.state tells them.

    Nothing of one that was turned away, or that goes on under another device.
    """
    gone = {pc.follows for pc in pcs if pc.revoked_at is None} | {pc.id for pc in pcs if pc.revoked_at is not None}
    return {
        pc.id: ("", "") if pc.id in gone else releases.state(offered, pc.unit, pc.version, pc.updates) for pc in pcs
    }


class Revoked(NamedTuple):
    id: str
    letter: str


def introduced(transaction: Transaction, id: str) -> list[Revoked]:
    """This device and every one that it introduced, and they in turn, as far as they still take part."""
    return [Revoked(*row) for row in transaction.rows(_INTRODUCED, id=id)]


def revoke(transaction: Transaction, id: str, now: int, *, only: bool = False) -> list[Revoked]:
    """From its next request on, this PC is told that it no longer takes part, with all that it introduced; which they are.

    Whoever had its key could have made those. `only`: they stay, as when a book has moved to a new PC and the old one is lost.
    What they sent stays. Raises UnknownDevice.
    """
    revoked = [pc for pc in introduced(transaction, id) if pc.id == id or not only]
    if not transaction.run(_REVOKE, ids=[pc.id for pc in revoked], now=now):
        raise UnknownDevice
    rollout.refresh(transaction)
    return revoked
