"""What the district asks of all programs, by its notice: what may be written because everybody reads it, and a minimum version."""

from msgspec import structs

from complaints import rollout
from sync.messages import Minimum
from sync.release.versions import is_newer
from sync.server import notice
from sync.server.refusal import forbidden
from sync.server.statement import PortableStatement, Transaction

# A former device of a PC (its book was restored or forked) says nothing any more.
_READERS = PortableStatement(
    "SELECT DISTINCT version FROM device WHERE token IS NOT NULL AND revoked_at IS NULL "
    "AND id NOT IN (SELECT follows FROM device WHERE follows <> '')"
)
_LETTERS_AND_VERSIONS = PortableStatement(
    _READERS.sqlite.replace("DISTINCT version", "letter, version") + " AND unit = :unit ORDER BY letter"
)


def refresh(transaction: Transaction) -> None:
    """Tells all offices what may be written, when that has changed: a PC came, was updated, or was turned away."""
    if not rollout.READ_SINCE and not notice.load(transaction).writes:
        return
    versions = [str(version) or "1.0.0" for (version,) in transaction.rows(_READERS)]
    writes = sorted(
        name for name, since in rollout.READ_SINCE.items() if not any(is_newer(since, version) for version in versions)
    )
    notice.change(transaction, lambda current: structs.replace(current, writes=writes))


def is_below(minimum: Minimum | None, version: str) -> bool:
    """Whether a program of this version is older than the district asks for; '' tells none, as 1.0.0."""
    return minimum is not None and is_newer(minimum.version, version or "1.0.0")


def refuse_below(transaction: Transaction, version: str) -> None:
    """Raises Refuse (403 `version`) for an attachment of a program that is older than the district asks for."""
    minimum = notice.load(transaction).minimum
    if minimum is not None and is_below(minimum, version):
        raise forbidden("version", f"{minimum.version} {minimum.reason}"[:200])


def letters_below(transaction: Transaction, unit: str) -> tuple[str, ...]:
    """The letters of the unit's PCs whose programs are older than the district asks for."""
    minimum = notice.load(transaction).minimum
    pcs = transaction.rows(_LETTERS_AND_VERSIONS, unit=unit) if minimum is not None else []
    return tuple(str(letter) for letter, version in pcs if is_below(minimum, str(version)))
