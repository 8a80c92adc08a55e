"""Bundles that come and go by network, carried by the program of a unit that has one for its villages, which have none.

What comes lies in parts until it is whole, and is then read like one on a stick. What goes is written once, and kept as long as it is the
newest, so that a download that broke goes on at the same byte. Nothing of either can be read by who carries it. Where attachments lie in a
bucket, so do both: any worker on any machine goes on with them.
"""

import os
import time
from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

import msgspec

from complaints.office_kind import is_part_of
from sync.bundle import bundle_file, envelope
from sync.bundle.attachments import LARGEST
from sync.bundle.refusals import (
    BundleRefused,
    Damaged,
    NewerBundle,
    NotABundle,
    OtherDirection,
    OtherDistrict,
    OtherReceiver,
    StickFailed,
    UnknownSender,
)
from sync.server import bundles, notice, offices, quota, releases, unit_notice
from sync.server.bundles import BundleClaims
from sync.server.device import Requester
from sync.server.entitlement import is_code
from sync.server.file_access import StoredFile
from sync.server.filing import Filing
from sync.server.kept_answers import AnswerFolder, Answers, SharedAnswers
from sync.server.quota import Used
from sync.server.refusal import Refuse, busy, forbidden, not_found
from sync.server.shared_uploads import SharedUploads
from sync.server.statement import PortableStatement, Transaction
from sync.server.stick_invitations import CopiedPc, InvitationRefused, WrongInvitationCode
from sync.server.uploads import Upload, Uploads, UploadStore

LARGEST_BUNDLE = LARGEST + 64 * 1024 * 1024  # bytes: its files, and what stands around them
ANEW_SECONDS = (
    7 * 86_400
)  # after that an answer is made again though it says nothing new: how old it is tells that it came through
_WORDS: tuple[tuple[type[BundleRefused], str], ...] = (
    (NewerBundle, "newer"), (NotABundle, "damaged"), (Damaged, "damaged"), (OtherDirection, "direction"),
    (OtherDistrict, "district"), (OtherReceiver, "receiver"), (UnknownSender, "sender"), (WrongInvitationCode, "code"),
    (InvitationRefused, "invitation"), (CopiedPc, "device"),
)  # fmt: skip
_PARENT = PortableStatement("SELECT parent FROM unit WHERE code = :unit")
_POSITION = PortableStatement("SELECT position FROM feed_head WHERE unit = :unit")


def may_carry(transaction: Transaction, carrier: str, unit: str) -> bool:
    """Whether a unit takes along what comes from another: its own, and that of the units below it."""
    parents: dict[str, str] = {}
    upper = unit
    while upper and upper not in parents:
        row = transaction.first(_PARENT, unit=upper)
        parents[upper] = upper = row[0] if row is not None else ""
    return unit == carrier or is_part_of(unit, carrier, parents)


def bundle_box(filing: Filing, folder: Path) -> "BundleBox":
    """`folder` is on the local disk. Bundles are sealed by themselves, and so need no encryption of ours."""
    if isinstance(shared := filing.uploads, SharedUploads):
        return BundleBox(filing, folder, shared, SharedAnswers(shared.bucket))
    return BundleBox(filing, folder, Uploads(folder / "arriving"), AnswerFolder(folder / "answers"))


@dataclass(frozen=True, slots=True)
class BundleBox:
    """In `folder`, on the local disk, answers are written."""

    filing: Filing
    folder: Path
    uploads: UploadStore
    answers: Answers

    # In --------------------------------------------------------------------------------------------------------------

    def begin(self, requester: Requester, upload: Upload) -> int:
        """How many bytes of it are here already; all of them when it was read before. Raises Refuse."""
        if self.uploads.was_read(upload.id):
            return upload.size
        if self.uploads.find(upload.id) is None:
            district, used = self.filing.district, Used(files=1, file_bytes=upload.size)
            district.database.write(lambda t: quota.spend(t, requester.id, district.now(), used, district.limits))
        offset = self.uploads.begin(upload)
        if offset == upload.size:  # whole, but the process ended before it was read
            self.finish(requester, upload)
        return offset

    def arrived(self, upload: Upload) -> int:
        """How many bytes have come: all of them when it was read."""
        return upload.size if self.uploads.was_read(upload.id) else self.uploads.offset(upload.id)

    def finish(self, requester: Requester, upload: Upload) -> None:
        """Reads it. Raises Refuse; then it is gone, and nothing was kept."""
        uploads = self.uploads
        try:
            with uploads.opened(upload) as file:
                if file is None:
                    raise Refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "hash")
                self._read(requester, file)
        except FileNotFoundError:  # another connection was quicker
            return
        except BundleRefused as refused:
            uploads.forget(upload.id)
            raise Refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "bundle", word_of(refused)) from None
        except Refuse:
            uploads.forget(upload.id)
            raise
        uploads.mark_read(upload.id)
        uploads.end(upload.id)

    def _read(self, requester: Requester, file: BinaryIO) -> None:
        unit = envelope.look(file).cover.unit
        if not self.filing.district.database.read(lambda t: may_carry(t, requester.unit, unit)):
            raise forbidden("unit", unit)
        bundles.take(self.filing.district, self.filing, file)

    # Out -------------------------------------------------------------------------------------------------------------

    def answer_for(self, requester: Requester, unit: str) -> StoredFile:
        """The newest answer for a unit, for who carries it there. Raises Refuse."""
        if not is_code(unit) or not self.filing.district.database.read(lambda t: may_carry(t, requester.unit, unit)):
            raise forbidden("unit")
        try:
            return self.answer(unit)
        except bundles.NobodyThere:
            raise not_found() from None
        except StickFailed:
            raise busy(60, "bundles") from None  # no room here, or a disk that takes nothing now

    def answer(self, unit: str) -> StoredFile:
        """The newest answer for a unit, written now unless it is there. Raises NobodyThere."""
        state = self._state(unit)
        kept = self.answers.find(unit, state)
        if kept is not None and self.filing.district.now() / 1000 - kept.written_at < ANEW_SECONDS:
            return kept.file
        place = self.folder / "answers"
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = place / f"{unit}-{os.getpid()}-{time.monotonic_ns()}"
        bundle_file.place(written, lambda file: bundles.put(self.filing.district, self.filing, unit, file))
        return self.answers.keep(unit, state, written)

    def sweep(self, now: float) -> None:
        """Forgets what nobody went on with, or fetched, for two weeks. Raises ShelfAway."""
        if self.uploads is not self.filing.uploads:
            self.uploads.sweep(now)
        self.answers.sweep(now)

    def _state(self, unit: str) -> str:
        """What an answer would be made from: while it is the same, so is the answer. Raises NobodyThere."""

        def look(transaction: Transaction) -> tuple[object, dict[str, tuple[int, BundleClaims]]]:
            pcs, to_answer = bundles.pcs_to_answer(transaction, unit)
            row = transaction.first(_POSITION, unit=unit)
            offered = [kept.sha256 for kept in releases.all_of_them(transaction)]
            version = notice.load(transaction).version + unit_notice.above(transaction, unit)
            programs = [(pc.id, pc.version, pc.updates) for pc in offices.pcs(transaction, unit)]
            return [sorted(pcs.items()), row and row[0], offered, version, programs], to_answer

        told, to_answer = self.filing.district.database.snapshot(look)
        if not to_answer:
            raise bundles.NobodyThere(unit)
        waited_for = [
            (id, made_ms, [digest for digest in claims.wanted if self.filing.has(unit, digest.hex())])
            for id, (made_ms, claims) in sorted(to_answer.items())
        ]
        return blake2b(msgspec.msgpack.encode([told, waited_for]), digest_size=8).hexdigest()


def word_of(refused: BundleRefused) -> str:
    """The protocol's word for why a bundle was not taken."""
    return next((word for kind, word in _WORDS if isinstance(refused, kind)), "rejected")
