"""The office's other way to its district: a file on a USB stick, written and read. For screens and the command line alike."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from complaints.errors import OfficeError
from complaints.phrases import Phrase, phrase
from desktop.office import invited
from desktop.office.district_book import RELAY_FOLDER
from desktop.store import announcements, attempts, feed_position, kept_values, last_answer
from desktop.store.attempts import Attempt, Outcome
from desktop.store.database import reading, writing
from sync.messages import Notice

if TYPE_CHECKING:
    from desktop.office.district import DistrictConnection
    from desktop.office.relay import RelayingBook
    from sync.bundle.envelope import ReportProgress, Sealer
    from sync.bundle.sending import Sent

MONTHS = (
    phrase("Jan"), phrase("Feb"), phrase("Mar"), phrase("Apr"), phrase("Mei"), phrase("Jun"),
    phrase("Jul"), phrase("Agu"), phrase("Sep"), phrase("Okt"), phrase("Nov"), phrase("Des"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A bundle on a stick, read back: events and files in it, files that found no room, its size in bytes.

    `carried` are the bundles of villages that lie beside it.
    """

    file: Path
    events: int
    files: int
    files_left_out: int
    size: int
    carried: int = 0


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """What an answer brought: own events that the district acknowledged, events and files that were new here.

    `carried` are answers for villages that lay beside it. `enrolled`: by it the district has let this PC in. `ready` is a version of the program that it brought, and that the next start uses; '' for none. `release_file` lies beside it:
    a release of `release_version` that may be installed here.
    """

    acknowledged: int
    received: int
    files: int
    ready: str = ""
    release_file: Path | None = None
    release_version: str = ""
    enrolled: bool = False
    carried: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.acknowledged or self.received or self.files or self.ready or self.enrolled)


def _always(_done: int, _total: int) -> bool:
    return True


class Stick:
    """Bundles of one opened office."""

    def __init__(self, office: "RelayingBook", district: "DistrictConnection") -> None:
        self._office = office
        self._district = district

    def suggested_name(self, folder: Path | None = None) -> str:
        """'kirim-73.07.04.2009-A-20261125-1.aduan-usb': the first of the day's numbers that is free in the folder."""
        from sync.bundle.envelope import SUFFIX

        day = datetime.fromtimestamp(self._office.clock()).astimezone()
        settings, letter = self._office.settings, self._office.device.letter
        number = 1
        while True:
            name = f"kirim-{settings.unit_code}-{letter}-{day:%Y%m%d}-{number}{SUFFIX}"
            if folder is None or not (folder / name).exists():
                return name
            number += 1

    def write(self, file: Path, report_progress: "ReportProgress" = _always) -> WrittenFile:
        """Writes what the district hasn't acknowledged; a folder gets a file of the suggested name.

        Nothing counts as sent before the district's answer is read. Raises OfficeError; then no file was made.
        """
        from sync.bundle import bundle_file, sending

        if file.is_dir():
            file = file / self.suggested_name(file)
        with reading(self._office.engine) as connection:
            made_ms = max(self._office.now_ms, attempts.last_made_ms(connection) + 1)
            answered_ms = last_answer.load(connection)
            read = announcements.unsaid(connection)

        def write(place: BinaryIO) -> "tuple[Sealer, Sent]":
            store, files = self._district.store, self._district.files
            return sending.write(
                store, files, self._notice(), place, made_ms, lambda: self._office.now_ms, report_progress,
                program=self._office.updates.report(), accepted=invited.pending(self._office),
                answered=answered_ms, read=read,
            )  # fmt: skip

        with self._noting_failure():
            sent = bundle_file.place(file, write)
            size = file.stat().st_size
            carried = self._office.relay.put_along(file.parent) if self._carries() else 0
        waits = phrase("Berkas dibuat, menunggu tanda terima dari kabupaten.")
        self._note(made_ms, "waiting", waits, sent.events, 0, size, 0)
        return WrittenFile(file, sent.events, sent.files, sent.postponed, size, carried)

    def read(self, file: Path, report_progress: "ReportProgress" = _always) -> ReadAnswer:
        """Reads the district's answer. Raises OfficeError; a file that is not whole and meant for this office changes nothing."""
        from sync.bundle import bundle_file, invitation, receiving

        store, files, updates = self._district.store, self._district.files, self._office.updates
        accepted = invited.pending(self._office)
        with self._noting_failure(), bundle_file.opened(file) as place:
            if invitation.is_invitation(place):
                raise invited.ShowsInvitation
            bundle = receiving.opened(store, self._notice(), place, report_progress)
            try:
                counts = receiving.take(store, files, bundle, updates, accepted)
                if accepted is not None and counts.enrolled:
                    self._district.confirmed(accepted)
            finally:
                self._district.follow()
        ready = ""
        with suppress(OfficeError):  # what stands against it is kept for people to read: the exchange went well
            ready = updates.install_fetched()
        release_file, version = updates.release_in(file.parent) or (None, "")
        carried = self._office.relay.take_beside(file) if self._office.relay.has_units_below() else 0
        read = ReadAnswer(
            counts.acknowledged, counts.received, counts.files, ready, release_file, version, counts.enrolled, carried
        )
        sentence = (
            phrase("Balasan kabupaten dibaca; tidak ada yang baru.")
            if read.is_empty
            else phrase("Balasan kabupaten dibaca.")
        )
        with writing(self._office.engine) as connection:
            attempts.answered(connection, counts.made_ms, _imported(self._now()))
            last_answer.keep(connection, bundle.envelope.cover.made_ms)
        self._note(self._office.now_ms, "ok", sentence, 0, counts.received, 0, bundle.envelope.size)
        return read

    def _carries(self) -> bool:
        return (self._office.folder / RELAY_FOLDER).is_dir()

    def _notice(self) -> Notice | None:
        with reading(self._office.engine) as connection:
            return kept_values.load(connection, feed_position.NOTICE, Notice)

    @contextmanager
    def _noting_failure(self) -> Iterator[None]:
        from sync.bundle.refusals import BundleCancelled

        try:
            yield
        except OfficeError as error:
            outcome: Outcome = "interrupted" if isinstance(error, BundleCancelled) else "failed"
            self._note(self._office.now_ms, outcome, error.phrase, 0, 0, 0, 0)
            raise

    def _note(
        self, at_ms: int, outcome: Outcome, sentence: Phrase, sent: int, received: int, out: int, back: int
    ) -> None:
        at = datetime.fromtimestamp(at_ms / 1000).astimezone()
        with writing(self._office.engine) as connection:
            attempts.keep(connection, Attempt(at, "usb", outcome, sentence, sent, received, out, back, 0))

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._office.clock()).astimezone()


def _imported(on: datetime) -> Phrase:
    return phrase(
        "Berkas dibuat, tanda terima dari kabupaten sudah diimpor {day} {month}.",
        day=on.day,
        month=MONTHS[on.month - 1],
    )
