"""What a release says of itself: the files of the new version, and the parts from which they are made.

Arrays grow at their end: a reader ignores fields behind those it knows.
"""

import re
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import Meta, field

from complaints.attachment import RESERVED
from sync.messages import Message
from sync.release.refusals import DamagedRelease
from sync.release.versions import is_version

LARGEST_FILE = 256 * 1024 * 1024  # bytes
LARGEST_PROGRAM = 1024 * 1024 * 1024  # bytes of all files
MOST_FILES = 8_192
EMPTY = sha256().digest()
LONGEST_NAME = 160  # letters: Windows takes 260 with the folders in front
_NAME = re.compile(r"[A-Za-z0-9_.+,@=()\[\] -]{1,100}", re.ASCII)

Size = Annotated[int, Meta(ge=0, le=LARGEST_PROGRAM)]
Digest = Annotated[bytes, Meta(min_length=32, max_length=32)]

ENTRIES = {"windows-x86_64": "buku-aduan.exe", "linux-x86_64": "buku-aduan"}
"""The systems that releases are for, each with the file that starts the program."""


class ReleaseFile(Message, frozen=True):
    """A file of the new version: its place with '/' between folders, its size in bytes, whether the system may run it."""

    name: str
    size: Size
    sha256: Digest
    executable: bool = False


class ReleasePart(Message, frozen=True):
    """How to make the file at this place in `files`: a zstd frame of `length` bytes, with `packed` as its own SHA-256.

    With a `base` it is a patch against the installed file of that hash; b'' for a whole file.
    """

    file: Size
    base: Annotated[bytes, Meta(max_length=32)]
    length: Size
    packed: Digest


class ReleaseManifest(Message, frozen=True):
    """`version` of the program for `system`. A file without a part is here already, under whatever name: its hash says which.

    `from_versions` are those whose files the patches build on; empty when every file comes whole. `released_on` (YYYY-MM-DD) and
    `notes` are for people: nothing is decided by a date, for a village's clock may be wrong by years.
    """

    version: str
    system: str
    files: list[ReleaseFile]
    parts: list[ReleasePart]
    from_versions: list[str] = field(default_factory=list[str])
    released_on: Annotated[str, Meta(max_length=10)] = ""
    notes: Annotated[str, Meta(max_length=4_000)] = ""

    @property
    def size(self) -> int:
        """Bytes of all files of the new version."""
        return sum(file.size for file in self.files)


def read(content: bytes) -> ReleaseManifest:
    """Raises DamagedRelease when it is no manifest, or names what no release may."""
    try:
        manifest = msgspec.msgpack.decode(content, type=ReleaseManifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedRelease(f"manifest: {error}") from error
    check(manifest)
    return manifest


def check(manifest: ReleaseManifest) -> None:
    """Raises DamagedRelease. The signature has been checked before: this holds also when the signer was deceived."""
    if not is_version(manifest.version) or not all(map(is_version, manifest.from_versions)):
        raise DamagedRelease("version")
    entry = ENTRIES.get(manifest.system)
    if entry is not None and all(file.name != entry for file in manifest.files):
        raise DamagedRelease("nothing starts the program")
    if len(manifest.files) > MOST_FILES or manifest.size > LARGEST_PROGRAM:
        raise DamagedRelease("larger than a program may be")
    check_names([file.name for file in manifest.files])
    for file in manifest.files:
        if file.size > LARGEST_FILE or (not file.size and file.sha256 != EMPTY):
            raise DamagedRelease(f"{file.name}: size")
    for part in manifest.parts:
        is_ours = part.file < len(manifest.files) and manifest.files[part.file].size
        if not is_ours or len(part.base) not in (0, 32):
            raise DamagedRelease("a part of no file")


def check_names(names: list[str]) -> None:
    """Raises DamagedRelease for a name that leaves its folder or means something else on some system, and for two that are one file."""
    places: set[str] = set()
    folders: set[str] = set()
    for name in names:
        if len(name) > LONGEST_NAME or not all(map(_is_plain, name.split("/"))):
            raise DamagedRelease(f"name {name[:200]!r}")
        folded = name.casefold()
        if folded in places:
            raise DamagedRelease(f"twice {name!r}")
        places.add(folded)
        while "/" in folded:
            folded = folded.rpartition("/")[0]
            folders.add(folded)
    if both := places & folders:
        raise DamagedRelease(f"file and folder {min(both)!r}")


def _is_plain(part: str) -> bool:
    """Whether Windows and Linux take it for the same ordinary name: no drive, stream, device, short name, or '..'."""
    return (
        _NAME.fullmatch(part) is not None
        and not part.startswith(" ")
        and not part.endswith((".", " "))
        and RESERVED.match(part.partition(".")[0].rstrip(" ")) is None
    )
