"""Which attachments a unit may bring and fetch: those that an event names which it sees."""

from typing import NamedTuple

from sync.server.device import Requester
from sync.server.projection import split
from sync.server.statement import Statement, Transaction

_NAMED = Statement(
    "SELECT a.unit, a.media_type, a.name, c.units FROM attached a JOIN complaint c ON c.id = a.complaint WHERE a.sha256 = :sha256"
)
_STORED = Statement("SELECT unit, sha256, size FROM file WHERE original = :original ORDER BY at")
_KEEP = Statement(
    "INSERT INTO file (original, unit, sha256, size, at) VALUES (:original, :unit, :sha256, :size, :now) "
    "ON CONFLICT (original, unit) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size, at = excluded.at"
)


class StoredFile(NamedTuple):
    """A file that has arrived whole; `sha256` and `size` are of the bytes kept."""

    unit: str
    sha256: str
    size: int


class Naming(NamedTuple):
    """An Attached event that this unit sees, by its author's unit."""

    unit: str
    media_type: str
    name: str


def namings(transaction: Transaction, unit: str, original: str) -> list[Naming]:
    """The events that name this file and that the unit sees; none means that it may not know the file."""
    return [
        Naming(author, media_type, name)
        for author, media_type, name, units in transaction.rows(_NAMED, sha256=original)
        if author == unit or (unit in split(units) and author in split(units))
    ]


def may_bring(transaction: Transaction, requester: Requester, original: str, sha256: str) -> bool:
    """Whether this unit may bring these bytes for that file: a reduction only its author, the file itself whoever sees it."""
    file_namings = namings(transaction, requester.unit, original)
    return any(original == sha256 or naming.unit == requester.unit for naming in file_namings)


def find(transaction: Transaction, unit: str, original: str) -> StoredFile | None:
    """The bytes kept for this file, as far as the unit may have them: the file itself before a reduction of it."""
    authors = {naming.unit for naming in namings(transaction, unit, original)}
    if not authors:
        return None
    return _best(transaction, original, authors)


def _best(transaction: Transaction, original: str, authors: set[str]) -> StoredFile | None:
    stored = [StoredFile(*row) for row in transaction.rows(_STORED, original=original)]
    fitting = [file for file in stored if file.sha256 == original or file.unit in authors]
    return min(fitting, key=lambda file: file.sha256 != original, default=None)


def for_district(transaction: Transaction, original: str) -> StoredFile | None:
    """The same for the district itself, which sees every file."""
    stored = [StoredFile(*row) for row in transaction.rows(_STORED, original=original)]
    return min(stored, key=lambda file: file.sha256 != original, default=None)


def keep(transaction: Transaction, original: str, file: StoredFile, now: int) -> None:
    transaction.run(_KEEP, original=original, unit=file.unit, sha256=file.sha256, size=file.size, now=now)
