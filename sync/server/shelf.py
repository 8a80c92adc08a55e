"""Where attachments lie, by the SHA-256 of their bytes: a folder, or a bucket (bucket.py)."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from sync.disk.renaming import discard, flush_folder, remove, replace
from sync.server import optional
from sync.server.at_rest import DamagedFile, FileCipher, plain_hash
from sync.server.shelf_pieces import pieces_of

BUCKET = "s3://"  # how the address of one begins


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
        return pieces_of(self.path(sha256), start, end)

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


def is_whole(shelf: Shelf, sha256: str, size: int) -> bool:
    """Whether the bytes on the shelf are still those that came. Reads them all. Raises FileNotFoundError."""
    try:
        return plain_hash(shelf.pieces(sha256, 0, size)) == sha256
    except DamagedFile:
        return False


def shelf(place: str, folder: Path, key: bytes = b"") -> Shelf:
    """The shelf at `place`: '' for this folder, a path, or s3://bucket/prefix; a folder encrypted when there is a key."""
    if place.startswith(BUCKET):
        with optional.needed_for("s3"):
            from sync.server.bucket import Bucket

        return Bucket(place)
    local = Path(place) if place else folder
    return EncryptedFolder(local, key) if key else Folder(local)
