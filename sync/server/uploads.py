"""Files on their way in: what has come of each lies in a part on the local disk until it is whole and its hash is right.

An upload is named by what it is to become, so that a PC that lost the answer to its creation finds the same one again. A part is
only ever appended to at its end: a connection that died unnoticed can't harm the one that goes on in its place.
"""

import fcntl
import os
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from complaints.attachment import MEGABYTE

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


class Moved(Exception):
    """The part no longer ends where these bytes begin."""


@dataclass(frozen=True, slots=True)
class Uploads:
    folder: Path

    def begin(self, upload: Upload) -> int:
        """How many bytes of it have come already."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.find(upload.id) is None:
            part = self.folder / f"{upload.id}.{os.getpid()}.new"
            part.write_bytes(msgspec.json.encode(upload))
            part.replace(self._metadata_file(upload.id))
        self.part(upload.id).touch()
        return self.offset(upload.id)

    def find(self, id: str) -> Upload | None:
        if len(id) != 32 or not id.isalnum():
            return None
        try:
            return msgspec.json.decode(self._metadata_file(id).read_bytes(), type=Upload)
        except FileNotFoundError:
            return None

    def part(self, id: str) -> Path:
        return self.folder / f"{id}.part"

    def offset(self, id: str) -> int:
        try:
            return self.part(id).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, id: str, offset: int, content: bytes) -> int:
        """Where the part ends afterwards. Raises Moved."""
        with self.part(id).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_size != offset:
                raise Moved
            file.write(content)
            file.flush()
        return offset + len(content)

    def is_whole(self, upload: Upload) -> bool:
        """Whether the bytes are those that were announced. Raises FileNotFoundError when the part is gone."""
        digest = sha256()
        with self.part(upload.id).open("rb") as file:
            while piece := file.read(MEGABYTE):
                digest.update(piece)
        return digest.hexdigest() == upload.sha256

    def forget(self, id: str) -> None:
        self.part(id).unlink(missing_ok=True)
        self._metadata_file(id).unlink(missing_ok=True)

    def sweep(self, now: float) -> None:
        """Forgets what nobody went on with for two weeks."""
        for path in self.folder.glob("*"):
            try:
                if now - path.stat().st_mtime > KEPT_SECONDS:
                    path.unlink()
            except FileNotFoundError:
                continue

    def _metadata_file(self, id: str) -> Path:
        return self.folder / f"{id}.json"
