"""Answers that wait to be fetched by who carries them: in a folder, or where attachments lie in a bucket, there, for any machine to give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from sync.bundle.envelope import SUFFIX
from sync.disk.renaming import remove, replace
from sync.server.at_rest import plain_hash
from sync.server.file_access import StoredFile
from sync.server.shelf_pieces import pieces_of
from sync.server.uploads import KEPT_SECONDS, forget_old

if TYPE_CHECKING:
    from pathlib import Path

    from sync.server.bucket import Bucket  # a part that only some districts install

FOLDER = "answers"


class KeptAnswer(NamedTuple):
    """`written_at` in seconds since 1970."""

    file: StoredFile
    written_at: float


class Answers(Protocol):
    """`state` says what an answer was made from; a unit has one, the newest."""

    def find(self, unit: str, state: str) -> KeptAnswer | None: ...

    def keep(self, unit: str, state: str, written: Path) -> StoredFile:
        """Takes this file over in place of the unit's former answer."""
        ...

    def pieces(self, unit: str, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Raises FileNotFoundError."""
        ...

    def sweep(self, now: float) -> None:
        """Forgets what nobody fetched for two weeks."""
        ...


@dataclass(frozen=True, slots=True)
class AnswerFolder:
    folder: Path

    def find(self, unit: str, state: str) -> KeptAnswer | None:
        for path in self.folder.glob(f"{unit}-{state}-*{SUFFIX}"):
            status = path.stat()
            name = path.name.removesuffix(SUFFIX).rpartition("-")[2]
            return KeptAnswer(StoredFile(unit, name, status.st_size), status.st_mtime)
        return None

    def keep(self, unit: str, state: str, written: Path) -> StoredFile:
        stored = _stored(unit, written)
        former = list(self.folder.glob(f"{unit}-*{SUFFIX}"))
        replace(written, self.folder / f"{unit}-{state}-{stored.sha256}{SUFFIX}")
        for path in former:
            remove(path)
        return stored

    def pieces(self, unit: str, sha256: str, start: int, end: int) -> Iterator[bytes]:
        path = next(self.folder.glob(f"{unit}-*-{sha256}{SUFFIX}"), None)
        if path is None:
            raise FileNotFoundError(sha256)
        yield from pieces_of(path, start, end)

    def sweep(self, now: float) -> None:
        forget_old(self.folder, now)


@dataclass(frozen=True, slots=True)
class SharedAnswers:
    """`answers/<unit>/<state>-<sha256>`. Raises ShelfAway where the bucket doesn't answer."""

    bucket: Bucket

    def find(self, unit: str, state: str) -> KeptAnswer | None:
        for name, (size, put_at) in sorted(self._of(unit).items()):
            of_state, _, digest = name.rpartition("/")[2].partition("-")
            if of_state == state:
                return KeptAnswer(StoredFile(unit, digest, size), put_at)
        return None

    def keep(self, unit: str, state: str, written: Path) -> StoredFile:
        stored = _stored(unit, written)
        former = list(self._of(unit))
        with written.open("rb") as file:
            self.bucket.put(f"{FOLDER}/{unit}/{state}-{stored.sha256}", file)
        remove(written)
        self.bucket.remove(former)
        return stored

    def pieces(self, unit: str, sha256: str, start: int, end: int) -> Iterator[bytes]:
        name = next((name for name in self._of(unit) if name.endswith(f"-{sha256}")), None)
        if name is None:
            raise FileNotFoundError(sha256)
        yield from self.bucket.pieces(name, start, end)

    def sweep(self, now: float) -> None:
        self.bucket.forget_old(FOLDER, now - KEPT_SECONDS)

    def _of(self, unit: str) -> dict[str, tuple[int, float]]:
        return self.bucket.sizes(f"{FOLDER}/{unit}")


def _stored(unit: str, written: Path) -> StoredFile:
    size = written.stat().st_size
    return StoredFile(unit, plain_hash(pieces_of(written, 0, size)), size)
