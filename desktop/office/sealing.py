"""Records sealed complaints: closed for the Inspektorat before anything is written, so that this PC keeps a receipt and nothing to read.

Nothing to read means: whoever holds every password and key of this office, its disk, its backups, what it sent and its log finds
the receipt's number, the day, whether files came with it, and lengths rounded up; not a word, a name or a file, nor who recorded it. The
draft goes with the recording, from its table, from free pages (secure_delete) and from the journal; what is half typed is in no
backup. Tests decrypt every page to look (tests/desktop/store/pages.py).

Memory aside means: while somebody types, the text stands in this program's memory, on the screen, and maybe in the clipboard; the
freed memory is not overwritten, and the system may have written it to swap or hibernation. So a program that watches the keyboard,
or whoever copies memory at that moment, reads it. The files that were attached stay where they came from, as does a JSON file that
was given to the command line. The clock of the event tells when it was recorded, and whoever knows who sat there then knows that.
A key that an admin typed in is as honest as the admin: its fingerprint stands on the complainant's paper, and the district's
replaces it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Literal, Protocol

from msgspec import Struct
from sqlalchemy import Connection, Engine, select

from complaints import attachment, numbering, sealed
from complaints import draft as drafting
from complaints.attachment import MOST_FILES
from complaints.draft import Draft
from complaints.errors import InvalidField, Refused
from complaints.events import Attached, Sealed, decode_any_step
from complaints.numbering import is_sealed_receipt, parse_sealed_receipt
from complaints.phrases import phrase
from complaints.sealed import Enclosed, EnclosedFile
from desktop.office.recording import Receipt
from desktop.store import drafts, kept_values, log
from desktop.store.attachments import Attachments, Content, read
from desktop.store.database import empty_journal, reading, writing
from desktop.store.log import Author, NewEvent
from desktop.store.schema import complaint, device, event
from desktop.store.settings import Settings
from desktop.store.users import User
from sync.messages import Notice

NOTICE = "notice"
ON_PAPER = "inspectorate_papers"
CLOSED_TYPE = "application/octet-stream"

Source = Literal["district", "office"]


@dataclass(frozen=True, slots=True)
class InspectorateKey:
    """For whom complaints are sealed. The district publishes it; until it does, an admin may have typed it in (`office`)."""

    public: bytes
    source: Source

    @property
    def fingerprint(self) -> str:
        return sealed.fingerprint(self.public)


@dataclass(frozen=True, slots=True)
class SealedRecord:
    """All that the office knows of a sealed complaint. `sent`: the district has confirmed that it has it.

    `on_paper`: it was never kept here, but printed as a form for the Inspektorat, because no key was at hand.
    """

    number: str
    on: date
    sent: bool
    on_paper: bool = False


class _PaperReceipt(Struct, frozen=True):
    number: str
    on: date


class SealingBook(Protocol):
    """What sealing needs of an opened office."""

    engine: Engine
    attachments: Attachments
    settings: Settings
    user: User

    def today(self) -> date: ...

    @property
    def author(self) -> Author: ...

    @property
    def now_ms(self) -> int: ...


class Sealing:
    """The sealed complaints of one opened office."""

    def __init__(self, book: SealingBook) -> None:
        self._book = book

    def key(self) -> InspectorateKey | None:
        """The Inspektorat's key. The district's goes before the one that the office set: whom a complaint is about may be admin."""
        with reading(self._book.engine) as connection:
            return _key(connection, self._book.settings)

    def record(self, draft: Draft, files: Sequence[Content] = (), *, drop_draft: bool = False) -> Receipt:
        """Closes and records one complaint; with the same transaction goes the user's draft, and every trace of it after.

        Raises InvalidField; then nothing was recorded.
        """
        book = self._book
        facts, identity = drafting.facts(draft, book.today()), drafting.identity(draft, book.today())
        key = self.key()
        if key is None:
            raise _no_key()
        receipt = numbering.sealed_receipt(token_bytes(numbering.RANDOM_BYTES))
        closed = _close_files(draft, files, key.public)
        content = Enclosed(
            receipt=receipt,
            unit=book.settings.unit_code,
            office=book.settings.office_name,
            officer=book.user.name,
            facts=facts,
            identity=identity,
            files=sha256(closed).hexdigest() if closed else "",
        )
        on = book.today()
        entries = [NewEvent(None, (), Sealed(on, receipt, sealed.close(content, key.public)))]
        if closed:
            digest = book.attachments.keep_closed(closed)
            entries.append(NewEvent(None, (), Attached(on, digest, "", CLOSED_TYPE, len(closed))))
        # Who recorded it could tell who complained: the event is the office's, and names nobody.
        author = Author(book.author.device, "", book.author.unit)
        with writing(book.engine) as connection:
            first = log.append(connection, author, entries, book.now_ms)[0]
            if drop_draft:
                drafts.drop(connection, book.user.slot)
        empty_journal(book.engine)
        return Receipt(first.complaint, receipt, "", key.fingerprint)

    def take_on_paper(self) -> str:
        """The receipt number of a complaint that goes to the Inspektorat on paper: it is all that is kept of it.

        The user's draft goes, and every trace of it after.
        """
        book = self._book
        number = numbering.sealed_receipt(token_bytes(numbering.RANDOM_BYTES))
        with writing(book.engine) as connection:
            kept = kept_values.load(connection, ON_PAPER, tuple[_PaperReceipt, ...]) or ()
            kept_values.save(connection, ON_PAPER, (*kept, _PaperReceipt(number, book.today())))
            drafts.drop(connection, book.user.slot)
        empty_journal(book.engine)
        return number

    def refusal(self, number: str) -> Refused | None:
        """Why the complaint with this receipt number is not shown; None when there is none such here."""
        if not is_sealed_receipt(number):
            return None
        receipt_number = parse_sealed_receipt(number)
        receipt = next((receipt for receipt in self.receipts() if receipt.number == receipt_number), None)
        if receipt is None:
            return None
        if receipt.on_paper:
            return Refused(
                phrase(
                    "{receipt} adalah aduan yang dicetak {day} untuk disampaikan ke Inspektorat. Isinya tidak disimpan di sini; "
                    "tanyakan perkembangannya kepada Inspektorat.",
                    receipt=receipt_number,
                    day=f"{receipt.on:%d-%m-%Y}",
                )
            )
        sent = phrase("sudah diterima kabupaten") if receipt.sent else phrase("belum terkirim ke kabupaten")
        return Refused(
            phrase(
                "{receipt} adalah aduan tersegel, dicatat {day}, {sent}. Hanya Inspektorat yang dapat "
                "membukanya; tanyakan perkembangannya kepada Inspektorat.",
                receipt=receipt_number,
                day=f"{receipt.on:%d-%m-%Y}",
                sent=sent,
            )
        )

    def receipts(self) -> list[SealedRecord]:
        """Every sealed complaint of this office that this PC knows, newest first."""
        with reading(self._book.engine) as connection:
            sent = _acknowledged(connection)
            # A sealed complaint is one that has events and no row; the two indexes tell without reading an event.
            rowless = select(event.c.complaint).except_(select(complaint.c.id))
            query = select(event.c.content).where(event.c.complaint.in_(rowless)).order_by(event.c.position.desc())
            events = [decode_any_step(content) for content in connection.scalars(query)]
            on_paper = kept_values.load(connection, ON_PAPER, tuple[_PaperReceipt, ...]) or ()
        papers = [SealedRecord(receipt.number, receipt.on, sent=False, on_paper=True) for receipt in reversed(on_paper)]
        sealed_records = [
            SealedRecord(event.step.receipt, event.step.on, event.seq <= sent.get(event.device, event.seq))
            for event in events
            if isinstance(event.step, Sealed)
        ]
        return (
            sorted([*sealed_records, *papers], key=lambda record: record.on, reverse=True) if papers else sealed_records
        )


def _key(connection: Connection, settings: Settings) -> InspectorateKey | None:
    notice = kept_values.load(connection, NOTICE, Notice)
    if notice is not None and notice.inspectorate:
        return InspectorateKey(notice.inspectorate, "district")
    if settings.inspectorate_key:
        return InspectorateKey(sealed.parse_public_key(settings.inspectorate_key), "office")
    return None


def _no_key() -> InvalidField:
    return InvalidField(
        "sealed",
        phrase(
            "Aduan tersegel memerlukan kunci Inspektorat, dan komputer ini belum menerimanya dari kabupaten. "
            "Belum ada yang disimpan; sinkronkan dengan kabupaten, mintalah admin memasukkan kuncinya di "
            "Pengaturan, atau sampaikan langsung ke Inspektorat."
        ),
    )


def _close_files(draft: Draft, files: Sequence[Content], key: bytes) -> bytes:
    """Everything attached, closed as one; b'' when nothing is."""
    contents = [*(read(Path(name)) for name in draft.attachments), *files]
    if len(contents) > MOST_FILES:
        raise InvalidField(
            "attachments",
            phrase("Terlalu banyak lampiran: paling banyak {limit} berkas sekali catat.", limit=MOST_FILES),
        )
    sealed.refuse_too_large(sum(len(file.content) for file in contents))
    enclosed: list[EnclosedFile] = []
    for file in contents:
        attachment.check(file.name, len(file.content), file.content[:16])
        content = _without_hidden_data(file)
        kind = attachment.media_type(file.name, content[:16])
        enclosed.append(EnclosedFile(attachment.safe_name(file.name), kind, content))
    return sealed.close_files(enclosed, key) if enclosed else b""


def _without_hidden_data(file: Content) -> bytes:
    """Where a photo was taken, or on whose telephone, could tell who complained. Once closed, nothing can be taken out any more."""
    from sync.cleaning import NotCleanable, cleaned

    try:
        return cleaned(file.content)
    except NotCleanable:
        raise InvalidField(
            "attachments",
            phrase(
                "Data tersembunyi dalam “{name}” (tempat, perangkat, pembuat) tidak dapat dihapus, dan setelah disegel tidak ada "
                "lagi yang dapat menghapusnya. Belum ada yang disimpan; lampirkan sebagai foto atau PDF biasa, atau lepaskan.",
                name=attachment.safe_name(file.name),
            ),
        ) from None


def _acknowledged(connection: Connection) -> dict[str, int]:
    """Up to which event of each device of this store the district has confirmed to have them; other PCs' events came from there."""
    return {row.id: row.acknowledged for row in connection.execute(select(device.c.id, device.c.acknowledged))}
