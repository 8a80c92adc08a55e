"""After the server was restored from an older backup: which of the events that an office holds it asks back."""

from collections.abc import Mapping, Sequence

from sync.messages import Range
from sync.server.statement import PortableStatement, Transaction

MOST_RANGES = 2000
MOST_EVENTS = 20_000

_HEADS = PortableStatement("SELECT id, head_seq FROM device WHERE id IN :ids")
_PRESENT = PortableStatement(
    "SELECT seq FROM event WHERE device = :device AND seq BETWEEN :first AND :last ORDER BY seq"
)


def missing(transaction: Transaction, offer: Mapping[str, Sequence[Range]]) -> dict[str, list[Range]]:
    """Of what is offered, what is missing here; at most so much that one request can bring it."""
    if not offer:
        return {}
    heads: dict[str, int] = dict(transaction.rows(_HEADS, ids=sorted(offer)))  # pyright: ignore[reportArgumentType]
    missing_ranges: dict[str, list[Range]] = {}
    ranges = events = 0
    for device, offered in sorted(offer.items()):
        for first, last in offered:
            low = max(first, heads.get(device, 0) + 1)
            for gap in _gaps(transaction, device, low, min(last, low + MOST_EVENTS)):
                missing_ranges.setdefault(device, []).append(gap)
                ranges += 1
                events += gap[1] - gap[0] + 1
                if ranges >= MOST_RANGES or events >= MOST_EVENTS:
                    return missing_ranges
    return missing_ranges


def _gaps(transaction: Transaction, device: str, first: int, last: int) -> list[Range]:
    if first > last:
        return []
    gaps: list[Range] = []
    for (seq,) in transaction.rows(_PRESENT, device=device, first=first, last=last):
        if seq > first:
            gaps.append((first, seq - 1))
        first = seq + 1
    if first <= last:
        gaps.append((first, last))
    return gaps
