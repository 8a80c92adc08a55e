"""Files on their way in: what has come of each lies in a part on the local disk until it is whole and its hash is right.

Where attachments lie in a bucket, so do they (shared_uploads.py): any worker on any machine goes on with them.

An upload is named by what it is to become, so that a PC that lost the answer to its creation finds the same one again. A part is
only ever appended to at its end: a connection that died unnoticed can't harm the one that goes on in its place.
"""

import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Protocol, cast

import msgspec
from msgspec import Struct

from complaints.attachment import MEGABYTE
from sync.disk.renaming import remove
from sync.server.at_rest import FileCipher, plain_hash
from sync.server.file_lock import exclusive
from sync.server.keys import create_once
from sync.server.shelf import Shelf

LARGEST_FILE = 32 * MEGABYTE
KEPT_SECONDS = 14 * 86_400


class Upload(Struct, frozen=True):
    """What is to come: bytes of this hash and size, by a unit, for the file that its events call `original`."""

    original: str
    sha256: str
    size: int
    unit: str

    @property
    def id(self) -> str:
        return blake2b(msgspec.msgpack.encode(self), digest_size=16).hexdigest()


class _Salt(Struct, frozen=True):
    """Beside an upload in its file: what its part's keystream begins with; '' where parts are plain."""

    salt: str = ""


class Moved(Exception):
    """The part no longer ends where these bytes begin."""


class UploadStore(Protocol):
    """`gathers`: so many bytes of a request are put down at once, or what had come when it ended."""

    @property
    def gathers(self) -> int: ...

    def begin(self, upload: Upload) -> int:
        """How many bytes of it have come already."""
        ...

    def note(self, upload: Upload) -> None:
        """Remembers what is to come, or has come already: a client may ask for it by its id."""
        ...

    def find(self, id: str) -> Upload | None: ...

    def has_begun(self, id: str) -> bool:
        """Whether bytes of it may lie here."""
        ...

    def offset(self, id: str) -> int: ...

    def append(self, id: str, offset: int, content: bytes) -> int:
        """Where the part ends afterwards. Raises Moved."""
        ...

    def opened(self, upload: Upload) -> AbstractContextManager[BinaryIO | None]:
        """All its bytes, to be read; None when they are others than were announced. Raises FileNotFoundError when they are gone."""
        ...

    def put_away(self, upload: Upload, shelf: Shelf, /) -> bool:
        """Onto the shelf, durably; False when the bytes are others than were announced. Raises FileNotFoundError when they are gone."""
        ...

    def mark_read(self, id: str) -> None:
        """What goes onto no shelf was read: `was_read` until it is swept, so that nothing is read twice."""
        ...

    def was_read(self, id: str) -> bool: ...

    def end(self, id: str) -> None:
        """It has been put away; what it was stays known until it is swept, for clients that ask whether it is whole."""
        ...

    def forget(self, id: str) -> None: ...

    def sweep(self, now: float) -> None:
        """Forgets what nobody went on with for two weeks."""
        ...


@dataclass(frozen=True, slots=True)
class Uploads:
    """On this machine's disk. With a `cipher` parts lie encrypted."""

    folder: Path
    cipher: FileCipher | None = None

    @property
    def gathers(self) -> int:
        return 1

    def begin(self, upload: Upload) -> int:
        self.note(upload)
        self.part(upload.id).touch()
        return self.offset(upload.id)

    def note(self, upload: Upload) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.find(upload.id) is None:
            salt = secrets.token_hex(16) if self.cipher is not None else ""
            content = msgspec.json.encode(msgspec.to_builtins(upload) | {"salt": salt})
            create_once(self._metadata_file(upload.id), content)

    def find(self, id: str) -> Upload | None:
        if len(id) != 32 or not id.isalnum():
            return None
        try:
            return msgspec.json.decode(self._metadata_file(id).read_bytes(), type=Upload)
        except FileNotFoundError:
            return None

    def part(self, id: str) -> Path:
        return self.folder / f"{id}.part"

    def has_begun(self, id: str) -> bool:
        return self.part(id).exists()

    def offset(self, id: str) -> int:
        try:
            return self.part(id).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, id: str, offset: int, content: bytes) -> int:
        with self.part(id).open("ab") as file, exclusive(file):
            if os.fstat(file.fileno()).st_size != offset:
                raise Moved
            file.write(self._masked(id, offset, content))
            file.flush()
        return offset + len(content)

    def is_whole(self, upload: Upload) -> bool:
        """Whether the bytes are those that were announced. Raises FileNotFoundError when the part is gone."""
        return plain_hash(self.pieces(upload.id)) == upload.sha256

    def pieces(self, id: str) -> Iterator[bytes]:
        """What has come, in order. Raises FileNotFoundError when the part is gone."""
        offset = 0
        with self.part(id).open("rb") as file:
            while piece := file.read(MEGABYTE):
                yield self._masked(id, offset, piece)
                offset += len(piece)

    @contextmanager
    def opened(self, upload: Upload) -> Generator[BinaryIO | None]:
        if not self.is_whole(upload):
            yield None
        elif self.cipher is None:
            with self.part(upload.id).open("rb") as file:
                yield file
        else:
            with SpooledTemporaryFile(4 * MEGABYTE) as file:
                file.writelines(self.pieces(upload.id))
                file.seek(0)
                yield cast(BinaryIO, file)

    def mark_read(self, id: str) -> None:
        self._read_mark(id).touch()

    def was_read(self, id: str) -> bool:
        return self._read_mark(id).exists()

    def _read_mark(self, id: str) -> Path:
        return self.folder / f"{id}.read"

    def put_away(self, upload: Upload, shelf: Shelf, /) -> bool:
        if not self.is_whole(upload):
            return False
        shelf.keep(upload.sha256, self.part(upload.id), lambda: self.pieces(upload.id))
        return True

    def end(self, id: str) -> None:
        """As UploadStore says, but not on an encrypted disk, where nothing may name the file: who asks there begins anew, and hears that it is here already."""
        if self.cipher is not None:
            self.forget(id)
        else:
            self.part(id).unlink(missing_ok=True)

    def forget(self, id: str) -> None:
        remove(self.part(id))
        remove(self._metadata_file(id))

    def sweep(self, now: float) -> None:
        forget_old(self.folder, now)

    def _masked(self, id: str, offset: int, content: bytes) -> bytes:
        """As it lies in the part, or back again."""
        if self.cipher is None:
            return content
        salt = msgspec.json.decode(self._metadata_file(id).read_bytes(), type=_Salt).salt
        return self.cipher.mask(bytes.fromhex(salt), offset, content) if salt else content

    def _metadata_file(self, id: str) -> Path:
        return self.folder / f"{id}.json"


def forget_old(folder: Path, now: float) -> None:
    """Removes the files that nobody has written to for two weeks."""
    for path in folder.glob("*"):
        try:
            if now - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink()
        except (FileNotFoundError, PermissionError):  # gone, or being written to this moment (Windows)
            continue
