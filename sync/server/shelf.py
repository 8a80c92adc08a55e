"""Where attachments lie, by the SHA-256 of their bytes: a folder, or a bucket (s3://…) through obstore."""

import os
import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.disk.renaming import discard, flush_folder, remove, replace
from sync.server.at_rest import DamagedFile, FileCipher, plain_hash

if TYPE_CHECKING:
    from obstore.store import RetryConfig

PIECE = 256 * 1024  # bytes


class Shelf(Protocol):
    def keep(self, sha256: str, part: Path, pieces: Callable[[], Iterator[bytes]], /) -> None:
        """Takes this complete local file over, durably; the file is gone afterwards. Twice is once.

        `pieces` reads its plain bytes, for a shelf that has another form for them than the part.
        """
        ...

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to, not with, `end`. Raises FileNotFoundError."""
        ...

    def has(self, sha256: str) -> bool: ...


class Folder:
    """Files in 256 subfolders. `folder` is on the same disk as the parts, so that keeping is a rename."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def keep(self, sha256: str, part: Path, _pieces: Callable[[], Iterator[bytes]], /) -> None:
        path = self.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.chmod(0o600)
        with part.open("rb+") as file:  # Windows flushes only what may be written
            os.fsync(file.fileno())
        replace(part, path)
        flush_folder(path.parent)

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        with self.path(sha256).open("rb") as file:
            file.seek(start)
            while start < end and (piece := file.read(min(PIECE, end - start))):
                start += len(piece)
                yield piece

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()


class EncryptedFolder:
    """The same, encrypted: names, too."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.cipher = FileCipher(key)
        self._folder = folder

    def path(self, sha256: str) -> Path:
        name = self.cipher.name(sha256)
        return self._folder / name[:2] / name

    def keep(self, sha256: str, part: Path, pieces: Callable[[], Iterator[bytes]], /) -> None:
        self.write(sha256, pieces())
        remove(part)

    def write(self, sha256: str, pieces: Iterator[bytes]) -> None:
        """Keeps these plain bytes, durably."""
        path = self.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        writing = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            with os.fdopen(os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for sealed in self.cipher.seal(sha256, pieces):
                    file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            replace(writing, path)
        finally:
            discard(writing)
        flush_folder(path.parent)

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        return self.cipher.opened(self.path(sha256), sha256, start, end)

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()


class UnknownBucket(OfficeError):
    def __init__(self, url: str) -> None:
        super().__init__(
            phrase(
                "Alamat {url} bukan tempat lampiran yang dikenal. Pakailah s3://nama-bucket atau "
                "s3://nama-bucket/awalan.",
                url=url,
            )
        )


class ShelfAway(OfficeError):
    """The bucket doesn't answer now: ask again later."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            phrase(
                "Penyimpanan lampiran distrik tidak menjawab ({reason}). Yang sudah diakui aman. Periksa "
                "penyimpanan itu, lalu ulangi.",
                reason=reason,
            )
        )


class Bucket:
    """Objects under a prefix; credentials and region come from the environment (AWS_ACCESS_KEY_ID, AWS_ENDPOINT…).

    Raises UnknownBucket; what it does, ShelfAway.
    """

    def __init__(self, url: str) -> None:
        # By itself it would try for minutes, and hold a thread so long. A single try ends after 30 s.
        retry: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=10)}
        try:
            self._store = S3Store.from_url(url, retry_config=retry)
        except (BaseError, ValueError) as error:
            raise UnknownBucket(url) from error

    def keep(self, sha256: str, part: Path, _pieces: Callable[[], Iterator[bytes]], /) -> None:
        with part.open("rb") as file, _answering():
            obstore.put(self._store, sha256, file)
        remove(part)

    def pieces(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        while start < end:
            length = min(4 * PIECE, end - start)
            with _answering():
                piece = bytes(obstore.get_range(self._store, sha256, start=start, length=length))
            yield piece
            start += length

    def has(self, sha256: str) -> bool:
        try:
            with _answering():
                obstore.head(self._store, sha256)
        except FileNotFoundError:
            return False
        return True


@contextmanager
def _answering() -> Generator[None]:
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise ShelfAway(type(error).__name__) from error


def is_whole(shelf: Shelf, sha256: str, size: int) -> bool:
    """Whether the bytes on the shelf are still those that came. Reads them all. Raises FileNotFoundError."""
    try:
        return plain_hash(shelf.pieces(sha256, 0, size)) == sha256
    except DamagedFile:
        return False


def shelf(place: str, folder: Path, key: bytes = b"") -> Shelf:
    """The shelf at `place`: '' for this folder, a path, or s3://bucket/prefix; a folder encrypted when there is a key."""
    if place.startswith("s3://"):
        return Bucket(place)
    local = Path(place) if place else folder
    return EncryptedFolder(local, key) if key else Folder(local)
