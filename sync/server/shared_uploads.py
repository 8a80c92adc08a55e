"""Files on their way into a bucket: what has come of each lies there too, so that any worker on any machine goes on with it.

Each request's bytes are objects of their own, named by where they begin: `uploads/<id>/<offset>`. S3's own multipart upload takes no
parts below 5 MiB and can't be asked cheaply how far it is; a village's photo comes in pieces of some kilobytes. Two requests that bring
the same bytes, one on a connection that died unnoticed, overlap and harm nothing: an upload is named by its content's hash.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from complaints.attachment import MEGABYTE
from sync.server.shelf import Shelf
from sync.server.uploads import KEPT_SECONDS, Upload

if TYPE_CHECKING:
    from sync.server.bucket import Bucket  # a part that only some districts install

FOLDER = "uploads"
ABOUT, READ = "about", "read"
OFFSET_DIGITS = 12  # so that names stand in the order of the bytes


@dataclass(frozen=True, slots=True)
class SharedUploads:
    """What a bucket has of uploads. Raises ShelfAway where it doesn't answer."""

    bucket: Bucket

    @property
    def gathers(self) -> int:
        return MEGABYTE

    def begin(self, upload: Upload) -> int:
        self.note(upload)
        return self.offset(upload.id)

    def note(self, upload: Upload) -> None:
        if self.find(upload.id) is None:
            self.bucket.put(_about(upload.id), msgspec.json.encode(upload))

    def find(self, id: str) -> Upload | None:
        if len(id) != 32 or not id.isalnum():
            return None
        try:
            return msgspec.json.decode(self.bucket.get(_about(id)), type=Upload)
        except FileNotFoundError:
            return None

    def has_begun(self, id: str) -> bool:
        return bool(self._parts(id))

    def offset(self, id: str) -> int:
        end = 0
        for start, size in self._parts(id):
            if start > end:
                break
            end = max(end, start + size)
        return end

    def append(self, id: str, offset: int, content: bytes) -> int:
        self.bucket.put(_name(id, offset), content)
        return offset + len(content)

    @contextmanager
    def opened(self, upload: Upload) -> Generator[BinaryIO | None]:
        hashed = sha256()
        with SpooledTemporaryFile(4 * MEGABYTE) as file:
            for piece in self._pieces(upload):
                hashed.update(piece)
                file.write(piece)
            file.seek(0)
            yield cast(BinaryIO, file) if hashed.hexdigest() == upload.sha256 else None

    def put_away(self, upload: Upload, _shelf: Shelf, /) -> bool:
        """The shelf is this bucket."""
        with self.opened(upload) as file:
            if file is None:
                return False
            self.bucket.put(upload.sha256, file)
        return True

    def mark_read(self, id: str) -> None:
        self.bucket.put(_read_mark(id), b"")

    def was_read(self, id: str) -> bool:
        return self.bucket.has(_read_mark(id))

    def end(self, id: str) -> None:
        self.bucket.remove([_name(id, start) for start, _ in self._parts(id)])

    def forget(self, id: str) -> None:
        self.end(id)
        self.bucket.remove([_about(id), _read_mark(id)])

    def sweep(self, now: float) -> None:
        self.bucket.forget_old(FOLDER, now - KEPT_SECONDS)

    def _parts(self, id: str) -> list[tuple[int, int]]:
        """Where each begins and how long it is, in the order of their bytes."""
        names = {name.rpartition("/")[2]: size for name, (size, _) in self.bucket.sizes(f"{FOLDER}/{id}").items()}
        return sorted((int(name), size) for name, size in names.items() if name.isdecimal())

    def _pieces(self, upload: Upload) -> Iterator[bytes]:
        """All its bytes, in order. Raises FileNotFoundError when some are missing: who has put it away removes them one by one."""
        end = 0
        for start, size in self._parts(upload.id):
            if start > end:
                break
            if start + size > end:
                yield self.bucket.get(_name(upload.id, start))[end - start :]
                end = start + size
        if end < upload.size:
            raise FileNotFoundError(upload.id)


def _about(id: str) -> str:
    return f"{FOLDER}/{id}/{ABOUT}"


def _read_mark(id: str) -> str:
    return f"{FOLDER}/{id}/{READ}"


def _name(id: str, offset: int) -> str:
    return f"{FOLDER}/{id}/{offset:0{OFFSET_DIGITS}}"
