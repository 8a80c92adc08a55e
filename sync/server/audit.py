"""What each account saw and did on the pages, and when: for the district itself to look at."""

from typing import NamedTuple

from sync.server.statement import PortableStatement, Transaction

KEPT_MS = 730 * 86_400_000
LONGEST = 200

_ADD = PortableStatement("INSERT INTO audit (at, admin, what, about) VALUES (:now, :admin, :what, :about)")
_LATEST = PortableStatement(
    "SELECT at, admin, what, about FROM audit WHERE (:admin = '' OR admin = :admin) ORDER BY number DESC LIMIT :count"
)
_FORGET = PortableStatement("DELETE FROM audit WHERE at < :before")


class AuditEntry(NamedTuple):
    """`action` is the page's address as a pattern, after the method; `subject` names what the page was about, '' for nothing."""

    at: int
    admin: str
    action: str
    subject: str


def note(transaction: Transaction, admin: str, action: str, subject: str, now: int) -> None:
    transaction.run(_ADD, now=now, admin=admin[:LONGEST], what=action[:LONGEST], about=subject[:LONGEST])


def latest(transaction: Transaction, admin: str = "", count: int = 200) -> list[AuditEntry]:
    """The newest first; of all accounts or of this one."""
    return [AuditEntry(*row) for row in transaction.rows(_LATEST, admin=admin, count=count)]


def forget(transaction: Transaction, now: int) -> None:
    """What is older than two years."""
    transaction.run(_FORGET, before=now - KEPT_MS)
