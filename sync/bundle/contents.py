"""The inside of a bundle: parts one after another, each a message or a file that is known by its hash alone.

    kind (1) ‖ length (4) ‖ message            kinds 1 (plain) and 2 (zstd)
    3 ‖ length (4) ‖ named (32) ‖ hash (32) ‖ bytes

`named` is the SHA-256 that an event tells, `hash` that of the bytes here: they differ for a photo that was reduced.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

import msgspec

from sync import frame
from sync.bundle.envelope import BundleFile, ReportProgress, Sealer, Stream, always
from sync.bundle.refusals import BundleCancelled, Damaged, NewerPart
from sync.messages import BundledAnswer, BundleReceipt, Carried, Enrolling, Opening

PLAIN, COMPRESSED, FILE = 1, 2, 3
NAMES = frozenset(
    str(kind.__struct_config__.tag) for kind in (Opening, Enrolling, Carried, BundledAnswer, BundleReceipt)
)
LARGEST_FILE = 32 * 1024 * 1024
PIECE = 262_144
HASH = 32

M = TypeVar("M", bound=msgspec.Struct)


def put_message(sealer: Sealer, message: msgspec.Struct) -> None:
    body, encoding = frame.pack(message)
    sealer.write(bytes([COMPRESSED if encoding else PLAIN]) + len(body).to_bytes(4, "big") + body)


def put_file(sealer: Sealer, named: bytes, hash: bytes, size: int, pieces: Iterable[bytes]) -> None:
    """A file of `size` bytes with this hash; raises Damaged when the pieces are other bytes than that."""
    sealer.write(bytes([FILE]) + (size + 2 * HASH).to_bytes(4, "big") + named + hash)
    digest = sha256()
    size_written = 0
    for piece in pieces:
        digest.update(piece)
        size_written += len(piece)
        sealer.write(piece)
    if size_written != size or digest.digest() != hash:
        raise Damaged


@dataclass(slots=True)
class BundledFile:
    """A file of a bundle, to be read before the next part is asked for."""

    named: str
    sha256: str
    size: int
    _stream: Stream = field(repr=False)
    _remaining: int = field(init=False)

    def __post_init__(self) -> None:
        self._remaining = self.size

    def pieces(self) -> Iterator[bytes]:
        while self._remaining:
            piece = self._stream.read(min(PIECE, self._remaining))
            if not piece:
                raise Damaged
            self._remaining -= len(piece)
            yield piece

    def content(self) -> bytes:
        return b"".join(self.pieces())

    def is_whole(self) -> bool:
        digest = sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest() == self.sha256

    def skip(self) -> None:
        for _ in self.pieces():
            pass


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose signature was checked, with the key of its stream."""

    envelope: BundleFile
    key: bytes = field(repr=False)

    def parts(self, kinds: type[M], report_progress: ReportProgress = always) -> Iterator[M | BundledFile]:
        """Its parts from the first on. Raises Damaged, NewerPart or Cancelled."""
        stream = Stream(self.envelope, self.key)
        while front := stream.read(5):
            length = int.from_bytes(front[1:], "big")
            if len(front) != 5:
                raise Damaged
            if front[0] == FILE:
                file = _file(stream, length)
                yield file
                file.skip()
            else:
                yield _message(stream, front[0], length, kinds)
            if not report_progress(stream.place, self.envelope.size):
                raise BundleCancelled

    def check(self, kinds: type[M], report_progress: ReportProgress = always) -> None:
        """Reads it whole before anything of it is believed: every chunk, message and file. Raises Damaged or Cancelled."""
        for part in self.parts(kinds, report_progress):
            if isinstance(part, BundledFile) and not part.is_whole():
                raise Damaged


def _message(stream: Stream, kind: int, length: int, kinds: type[M]) -> M:
    if kind not in (PLAIN, COMPRESSED):
        raise NewerPart  # its signer wrote it so, and no cut or changed byte passes the stream
    if length > frame.LARGEST_BODY:
        raise Damaged
    body = stream.read(length)
    if len(body) != length:
        raise Damaged
    try:
        return frame.unpack(body, "zstd" if kind == COMPRESSED else "", kinds)
    except frame.UnreadableMessage:
        raise (NewerPart if _is_newer(body, kind) else Damaged) from None


def _is_newer(body: bytes, kind: int) -> bool:
    """Whether it is a message under a name that this version doesn't know."""
    try:
        name, *_ = frame.unpack(body, "zstd" if kind == COMPRESSED else "", list[object])
    except ValueError:
        return False
    return isinstance(name, str) and name not in NAMES


def _file(stream: Stream, length: int) -> BundledFile:
    hashes = stream.read(2 * HASH)
    if len(hashes) != 2 * HASH or not 2 * HASH <= length <= LARGEST_FILE + 2 * HASH:
        raise Damaged
    return BundledFile(hashes[:HASH].hex(), hashes[HASH:].hex(), length - 2 * HASH, stream)
