"""Attachments: sent by tus 1.0 and got by hash, each going on at the byte where the last connection broke. Small ones first."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from complaints.errors import NoNetwork
from complaints.phrases import phrase
from sync.client import Client, Piece
from sync.refusals import DistrictRefused, Interrupted, SyncCancelled, TokenRefused

SMALLEST, FIRST, LARGEST = 8_192, 65_536, 1_048_576  # bytes in one request
AUTOMATIC = 524_288  # bytes: larger files come only when somebody asks for them
AIM_SECONDS = 8.0
MOST_BREAKS = 12
MOST_MISSING = 100  # files one after the other that the district doesn't have: the rest is asked for next time
MOST_SPOILT = 2  # times that a file comes whole with other bytes than its hash says: the third would be the same

ReportProgress = Callable[[int, int, int, int], bool]
"""Hears of files done and in all, and of their bytes; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits. `size` is what an event says; `received` is how many of its bytes on the wire have come already."""

    sha256: str
    size: int
    media_type: str
    received: int = 0


class ArrivingFiles(Protocol):
    """Files that come in pieces, wherever they are kept; each call is one transaction."""

    def keep_piece(self, sha256: str, fetched: Piece) -> int:
        """Adds a piece to what has come of a file; returns how much there is now, 0 when it no longer fits together."""
        ...

    def complete(self, sha256: str, wire_sha256: str) -> bool:
        """Puts the pieces together and away; False when they aren't what their hash says, and are thrown away."""
        ...

    def postpone(self, sha256: str, wire_size: int) -> None:
        """Puts the file off for some hours; `wire_size` when it is only too large to come by itself, else 0."""
        ...


class ExchangedFiles(ArrivingFiles, Protocol):
    """The attachments of an office, as far as the exchange goes; each call is one transaction."""

    def to_send(self) -> list[Waiting]: ...

    def content(self, sha256: str) -> bytes | None:
        """The file's content; None when it isn't here."""
        ...

    def sent(self, sha256: str) -> None: ...

    def may_leave_as_is(self, sha256: str) -> bool:
        """Of a file that can't be cleaned: whether somebody decided that it leaves so, or it was closed for one reader.

        Else it is held back from now on, until somebody decides.
        """
        ...

    def to_get(self) -> list[Waiting]: ...


class PiecePace:
    """How many bytes go in one request, how long a break is waited for, and what a metered link takes today.

    `budget` is how many bytes may still go, as it stands now; None for no limit.
    """

    def __init__(self, wait: Callable[[float], None], budget: int | None) -> None:
        self._wait = wait
        self.budget = budget
        self.size = FIRST

    def check(self) -> None:
        """Raises DayLimit."""
        if self.budget is not None and self.budget <= 0:
            raise DayLimit

    def count(self, size: int) -> None:
        """So many bytes went or came."""
        if self.budget is not None:
            self.budget -= size

    def adapt(self, seconds: float) -> None:
        """A request took so long: the next is larger or smaller."""
        if seconds > AIM_SECONDS:
            self.halve()
        elif seconds < AIM_SECONDS / 3:
            self.size = min(LARGEST, self.size * 2)

    def halve(self) -> None:
        self.size = max(SMALLEST, self.size // 2)

    def pause(self, breaks: int) -> None:
        """After so many breaks one after the other. Raises Interrupted at the last that is borne."""
        if breaks == MOST_BREAKS:
            raise Interrupted
        self._wait(min(2.0 ** (breaks - 1), 30.0))


class Download:
    """Gets files over one connection, piece by piece. `budget` is how many bytes may still go today, None for no limit."""

    def __init__(
        self, files: ArrivingFiles, client: Client, seconds: Callable[[], float], wait: Callable[[float], None], report_progress: ReportProgress,
        budget: int | None = None,
    ) -> None:  # fmt: skip
        self._arriving = files
        self._client = client
        self._seconds = seconds
        self._report_progress = report_progress
        self._pace = PiecePace(wait, budget)
        self._done = self._total = self._done_bytes = self._total_bytes = 0

    def get(self, token: str, name: str, offset: int, limit: int | None) -> bool:
        """Gets a file, or the rest of it; returns whether it is complete now. Not more than `limit` bytes, when there is one."""
        breaks = spoilt = 0
        while True:
            try:
                self._pace.check()
                start = self._seconds()
                piece = self._client.fetch(token, name, offset, self._pace.size)
                if piece is None:
                    self._arriving.postpone(name, 0)
                    return False
                old_offset, offset = offset, self._arriving.keep_piece(name, piece)
                self._count(len(piece.content))
                self._pace.adapt(self._seconds() - start)
            except Interrupted:
                breaks += 1
                self._pace.pause(breaks)
                self._pace.halve()
                continue
            if offset and offset == piece.total:
                if self._arriving.complete(name, piece.sha256):
                    return True
                offset, spoilt = 0, spoilt + 1
            breaks = 0 if offset > old_offset else breaks + 1
            if breaks == MOST_BREAKS or spoilt == MOST_SPOILT:
                self._arriving.postpone(name, 0)
                return False
            if limit is not None and piece.total > limit:
                self._arriving.postpone(name, piece.total)
                return False
            self._tell()

    def _count(self, size: int) -> None:
        self._done_bytes += size
        self._pace.count(size)

    def _tell(self) -> None:
        if not self._report_progress(self._done, self._total, self._done_bytes, self._total_bytes):
            raise SyncCancelled


class Transfer(Download):
    """Sends and gets the attachments of an office over one connection."""

    def __init__(
        self, files: ExchangedFiles, client: Client, seconds: Callable[[], float], wait: Callable[[float], None], report_progress: ReportProgress,
        budget: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(files, client, seconds, wait, report_progress, budget)
        self._files = files

    def run(self, token: str) -> None:
        """Transfers all files that wait. Raises NoNetwork, TokenRefused or Cancelled; what was done stays done, to the byte."""
        up = sorted(self._files.to_send(), key=lambda file: file.size)
        down = sorted(self._files.to_get(), key=lambda file: file.size)
        self._total, self._total_bytes = len(up) + len(down), sum(file.size for file in (*up, *down))
        for file in up:
            self._transfer(file, lambda file=file: self.send(token, file))
        missing = 0
        for file in down:
            before = self._done_bytes
            self._transfer(file, lambda file=file: self.get(token, file.sha256, file.received, AUTOMATIC))
            missing = missing + 1 if self._done_bytes == before else 0
            if missing == MOST_MISSING:
                break  # whoever names files that never come must not hold up every sync

    def _transfer(self, file: Waiting, work: Callable[[], object]) -> None:
        self._tell()
        try:
            work()
        except TokenRefused:
            raise
        except (DistrictRefused, ValueError):
            # This file only, be it that the district refuses it or that its name or content is none: the others may pass.
            self._files.postpone(file.sha256, 0)
        self._done += 1

    def send(self, token: str, file: Waiting) -> None:
        content = self._files.content(file.sha256)
        if content is None:
            self._files.postpone(file.sha256, 0)
            return
        # Here, for it brings Pillow: an office that sends nothing doesn't load it.
        from sync.cleaning import NotCleanable
        from sync.photo import for_the_wire

        try:
            wire = for_the_wire(content, file.media_type)
        except NotCleanable:
            if not self._files.may_leave_as_is(file.sha256):
                return
            wire = content
        name = sha256(wire).hexdigest()
        self._total_bytes += len(wire) - file.size
        breaks = 0
        reached, offset = 0, -1
        place = ""
        while offset < len(wire):
            try:
                self._pace.check()
                if offset < 0:
                    asked_before = place != ""
                    place, offset = self._client.create_upload(token, name, file.sha256, len(wire))
                    already_there = max(0, min(offset, len(wire)) - reached)
                    if asked_before:
                        self._count(already_there)
                    else:
                        self._done_bytes += already_there  # it came, and counted, some other time
                    if offset > reached:
                        breaks = 0  # what a broken request brought counts, and its size was right
                    elif breaks:
                        self._pace.halve()
                    reached = offset
                    continue
                start = self._seconds()
                now = self._client.append(token, place, offset, wire[offset : offset + self._pace.size])
                if now is None:
                    offset = -1  # the server's end is elsewhere than thought: ask where
                    breaks += 1
                    if breaks == MOST_BREAKS:
                        raise Interrupted
                    continue
                self._count(now - offset)
                reached = offset = now
                self._pace.adapt(self._seconds() - start)
                breaks = 0
            except Interrupted:
                breaks += 1
                self._pace.pause(breaks)
                offset = -1
            self._tell()
        self._files.sent(file.sha256)


class DayLimit(NoNetwork):
    """The day's limit of a metered link is reached."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Batas data hari ini sudah tercapai; lampiran yang tersisa aman di komputer ini dan dikirim "
                "besok. Naikkan batasnya bila ingin mengirim sekarang."
            )
        )
