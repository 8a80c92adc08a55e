"""Sealed complaints at the district: their receipts, which is all that anyone here sees, and their opening with the Inspektorat's key.

The key need not come near the server: `open-sealed` works as well on a restored backup, on the Inspektorat's own machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from complaints import attachment, sealed
from complaints.errors import OfficeError
from complaints.events import Event, Sealed, decode
from complaints.numbering import is_sealed_receipt, parse_sealed_receipt
from complaints.phrases import phrase
from complaints.sealed import Enclosed, EnclosedFile
from sync.server import file_access
from sync.server.shelf import Shelf
from sync.server.statement import PortableStatement, Transaction

CHUNK = 200
COMPLAINT_FILE = "aduan.json"
_EVENTS = PortableStatement(
    "SELECT c.id, e.content FROM complaint c JOIN event e ON e.complaint = c.id "
    "WHERE c.sealed = :yes AND c.id IN :ids ORDER BY c.id, e.device, e.seq"
)
# A sealed complaint has neither stage nor day: by the index that begins with these it is found among a million others.
SEALED_IDS = "SELECT id FROM complaint WHERE stage_rank = 0 AND received_on = '' AND sealed = :yes AND id > :after ORDER BY id LIMIT :count"
_IDS = PortableStatement(SEALED_IDS)


class SealedReceipt(NamedTuple):
    """What the coordinator may know. `unit` is the code of the office that recorded it, `on` the day."""

    receipt: str
    unit: str
    on: date


@dataclass(frozen=True, slots=True)
class OpenedComplaint:
    """`matches`: what was enclosed names this receipt and office. `arrived`: its files are here, or it has none."""

    enclosed: Enclosed
    on: date
    matches: bool
    arrived: bool
    files: tuple[EnclosedFile, ...]

    def fields(self) -> dict[str, object]:
        """As one JSON object; the complaint by the names of `record`, without what was left empty."""
        facts = msgspec.to_builtins(self.enclosed.facts)
        identity = msgspec.to_builtins(self.enclosed.identity)
        subject = identity.pop("subject", "")
        return {
            "receipt": self.enclosed.receipt, "unit": self.enclosed.unit, "office": self.enclosed.office,
            "officer": self.enclosed.officer, "on": self.on.isoformat(), **facts, "subject": subject,
            "complainant": identity, "fits": self.matches, "attachments_arrived": self.arrived,
            "attachments": [
                {"name": file.name, "media_type": file.media_type, "size": len(file.content)} for file in self.files
            ],
        }  # fmt: skip


def receipts(transaction: Transaction) -> list[SealedReceipt]:
    """All receipts, the newest day first; those of one day in an order that gives nothing away."""
    sealed_receipts = [SealedReceipt(step.receipt, event.unit, step.on) for event, step in events(transaction)]
    return sorted(sealed_receipts, key=lambda receipt: (-receipt.on.toordinal(), receipt.receipt))


def events(transaction: Transaction) -> Iterator[tuple[Event, Sealed]]:
    """Every sealed complaint's event, a few hundred in memory at once."""
    after = ""
    while ids := [id for (id,) in transaction.rows(_IDS, yes=True, after=after, count=CHUNK)]:
        for _, content in transaction.rows(_EVENTS, yes=True, ids=ids):
            event = decode(content)
            if isinstance(event.step, Sealed):
                yield event, event.step
        after = ids[-1]


def opened(transaction: Transaction, shelf: Shelf, event: Event, step: Sealed, private_key: bytes) -> OpenedComplaint:
    """What the office typed and brought. Raises CannotOpen."""
    enclosed = sealed.open_box(step.box, private_key)
    matches = (enclosed.receipt, enclosed.unit) == (step.receipt, event.unit)
    if not enclosed.files:
        return OpenedComplaint(enclosed, step.on, matches, True, ())
    stored = file_access.for_district(transaction, enclosed.files)
    if stored is None:
        return OpenedComplaint(enclosed, step.on, matches, False, ())
    try:
        closed = b"".join(shelf.pieces(stored.sha256, 0, stored.size))
    except FileNotFoundError:
        return OpenedComplaint(enclosed, step.on, matches, False, ())
    return OpenedComplaint(enclosed, step.on, matches, True, sealed.open_files(closed, private_key, enclosed.files))


def unpack(complaint: OpenedComplaint, place: Path, content: bytes) -> None:
    """Writes the complaint (`content`, its JSON) and its files into this folder; a second time it is the same."""
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        (place / COMPLAINT_FILE).write_bytes(content)
        for number, file in enumerate(complaint.files, 1):
            # A number before the name: no file covers another, or the complaint itself.
            (place / f"{number:02d} {attachment.safe_name(file.name)}").write_bytes(file.content)
    except OSError as error:
        raise OfficeError(
            phrase(
                "Tidak dapat menulis ke {place} ({fault}). Yang tersegel tetap utuh; periksa tempat itu.",
                place=str(place),
                fault=error.strerror or "",
            )
        ) from error


def folder_name(event: Event, step: Sealed) -> str:
    """The receipt; the complaint's id when somebody's program wrote something else there, which might be a path."""
    return parse_sealed_receipt(step.receipt) if is_sealed_receipt(step.receipt) else event.complaint
