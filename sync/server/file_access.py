"""Which attachments a unit may bring and fetch.

It may bring what an event names that it sees. It reads what it has brought itself, or what came from the unit that attached or recorded
a complaint which it sees: whoever only names a hash learns nothing of what lies under it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from complaints.causality import in_order
from complaints.events import Attached, decode
from sync.server.device import Requester
from sync.server.projection import split
from sync.server.statement import COUNTING, PortableStatement, Transaction

_NAMED = PortableStatement(
    "SELECT a.complaint, a.unit, a.media_type, a.name, a.size, c.unit, c.units FROM attached a JOIN complaint c ON c.id = a.complaint "
    "WHERE a.sha256 = :sha256"
)
_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)
_STORED = PortableStatement("SELECT unit, sha256, size FROM file WHERE original = :original ORDER BY at")
_KEEP = PortableStatement(
    "INSERT INTO file (original, unit, sha256, size, at) VALUES (:original, :unit, :sha256, :size, :now) "
    "ON CONFLICT (original, unit) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, at = excluded.at"
)


SMALL_REDUCTION = 64 * 1024  # bytes; a small picture may grow when what tells of its place is taken out


class StoredFile(NamedTuple):
    """A file that has arrived whole; `sha256` and `size` are of the bytes kept."""

    unit: str
    sha256: str
    size: int


class Naming(NamedTuple):
    """An Attached event that a unit sees: its complaint, its author's unit, the size that it tells, and the unit that recorded the complaint."""

    complaint: str
    unit: str
    media_type: str
    name: str
    size: int
    recorded_by: str


def namings(transaction: Transaction, unit: str, original: str) -> list[Naming]:
    """The events that name this file and that the unit sees; none means that it may not know the file."""
    return [
        Naming(complaint, author, media_type, name, size, recorded_by)
        for complaint, author, media_type, name, size, recorded_by, units in transaction.rows(_NAMED, sha256=original)
        if author == unit or (unit in split(units) and author in split(units))
    ]


def may_bring(transaction: Transaction, requester: Requester, original: str, sha256: str, size: int) -> bool:
    """Whether this unit may bring so many bytes for that file: a reduction only who attached it, the file itself whoever sees it.

    The file itself has the size that an event tells; a reduction, which an office makes anew, not much more.
    """
    file_namings = namings(transaction, requester.unit, original)
    if original == sha256:
        return any(naming.size == size for naming in file_namings)
    attaching = _attaching(transaction, file_namings, original)
    return any(
        naming.unit == requester.unit and size <= 2 * naming.size + SMALL_REDUCTION
        for naming in file_namings
        if naming.unit in attaching
    )


def find(transaction: Transaction, unit: str, original: str) -> StoredFile | None:
    """The bytes kept for this file, as far as the unit may have them: the file itself before a reduction of it."""
    file_namings = namings(transaction, unit, original)
    if not file_namings:
        return None
    bringers = {unit} | {naming.unit for naming in file_namings} | {naming.recorded_by for naming in file_namings}
    stored = [StoredFile(*row) for row in transaction.rows(_STORED, original=original)]
    unreduced = next((file for file in stored if file.sha256 == original and file.unit in bringers), None)
    if unreduced is not None:
        return unreduced
    attaching = _attaching(transaction, file_namings, original)
    return next((file for file in stored if file.unit in attaching), None)


def _attaching(transaction: Transaction, file_namings: Sequence[Naming], original: str) -> set[str]:
    """The units whose reductions count: in each complaint the one that recorded it, when it attached the file; else who did first.

    By the moments alone it can't be told who was first: each unit writes its own.
    """
    by_complaint: dict[str, set[str]] = {}
    attaching: set[str] = set()
    for naming in file_namings:
        by_complaint.setdefault(naming.complaint, set()).add(naming.unit)
        if naming.unit == naming.recorded_by:
            attaching.add(naming.unit)
    recorder_attached = {naming.complaint for naming in file_namings if naming.unit == naming.recorded_by}
    for complaint, units in by_complaint.items():
        if complaint in recorder_attached:
            continue
        if len(units) == 1:
            attaching |= units
            continue
        history = [decode(content) for (content,) in transaction.rows(_HISTORY, complaint=complaint)]
        attaching.update(
            [
                event.unit
                for event in in_order(history)
                if isinstance(event.step, Attached) and event.step.sha256 == original and event.unit in units
            ][:1]
        )
    return attaching


def for_district(transaction: Transaction, original: str) -> StoredFile | None:
    """The same for the district itself, which sees every file."""
    stored = [StoredFile(*row) for row in transaction.rows(_STORED, original=original)]
    return min(stored, key=lambda file: file.sha256 != original, default=None)


def keep(transaction: Transaction, original: str, file: StoredFile, now: int) -> None:
    transaction.run(_KEEP, original=original, unit=file.unit, sha256=file.sha256, size=file.size, now=now)
