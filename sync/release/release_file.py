"""The file of a release: signature in front, manifest, then the parts one behind the other.

    magic (15) ‖ format (1) ‖ signature (64) ‖ length (4) ‖ manifest (zstd) ‖ parts

The signature is over everything of the manifest, and the manifest has the hash of every part and of every file that is made of it.
Nothing is unpacked before its hash was held against what was signed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from sync import zstd
from sync.release import manifest as manifests
from sync.release.manifest import ReleaseManifest, ReleasePart
from sync.release.refusals import DamagedRelease, NewerFormat, NoKeys, NotARelease, OtherSigner

SUFFIX = ".aduan-rilis"
MAGIC, FORMAT = b"BUKU-ADUAN-RLS\n", 1
SIGNED = b"buku-aduan release 1\n"
SIGNATURE_BYTES, LENGTH_BYTES = 64, 4
FRONT = len(MAGIC) + 1 + SIGNATURE_BYTES + LENGTH_BYTES
LARGEST_PACKED, LARGEST_MANIFEST = 4 * 1024 * 1024, 16 * 1024 * 1024  # bytes of the manifest
PIECE = 1024 * 1024
SMALLEST_BASE = 8  # bytes: zstd leaves a shorter one aside
LARGEST_WINDOW = 28  # as a power of two: a file beside its base


@dataclass(frozen=True, slots=True)
class Release:
    """A release whose signature holds. `start` is where its parts begin."""

    path: Path
    manifest: ReleaseManifest
    start: int
    size: int

    def parts(self) -> Iterator[tuple[ReleasePart, int]]:
        """Each part and where in the file it begins."""
        offset = self.start
        for part in self.manifest.parts:
            yield part, offset
            offset += part.length


def open_release(path: Path, keys: Sequence[bytes]) -> Release:
    """Reads the front of a release. Raises ReleaseRefused for what no key of `keys` has signed, and for a file that isn't whole."""
    if not keys:
        raise NoKeys
    with path.open("rb") as file:
        signature, packed = read_front(file)
        if not any(_is_signed(key, packed, signature) for key in keys):
            raise OtherSigner
        size = file.seek(0, 2)
    manifest = manifests.read(unpack(packed, LARGEST_MANIFEST))
    start = FRONT + len(packed)
    if start + sum(part.length for part in manifest.parts) != size:
        raise DamagedRelease("length")
    return Release(path, manifest, start, size)


def read_front(file: BinaryIO) -> tuple[bytes, bytes]:
    """The signature and the packed manifest. Raises ReleaseRefused when it is no release."""
    front = file.read(FRONT)
    if front[: len(MAGIC)] != MAGIC:
        raise NotARelease
    if len(front) < FRONT:
        raise DamagedRelease("front")
    if front[len(MAGIC)] != FORMAT:
        raise NewerFormat
    signature = front[len(MAGIC) + 1 : -LENGTH_BYTES]
    length = int.from_bytes(front[-LENGTH_BYTES:], "big")
    if length > LARGEST_PACKED:
        raise DamagedRelease("manifest")
    packed = file.read(length)
    if len(packed) < length:
        raise DamagedRelease("manifest")
    return signature, packed


def front(signature: bytes, packed: bytes) -> bytes:
    return MAGIC + bytes([FORMAT]) + signature + len(packed).to_bytes(LENGTH_BYTES, "big") + packed


def sign(key: SigningKey, packed: bytes) -> bytes:
    return key.sign(SIGNED + packed).signature


def _is_signed(key: bytes, packed: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(key).verify(SIGNED + packed, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def read_part(file: BinaryIO, part: ReleasePart, offset: int) -> bytes:
    """The part as it lies in the file. Raises DamagedRelease."""
    file.seek(offset)
    content = file.read(part.length)
    if len(content) < part.length or sha256(content).digest() != part.packed:
        raise DamagedRelease("part")
    return content


def hash_of(file: BinaryIO) -> str:
    """The SHA-256 of the whole file, in hex: the name by which a district offers it."""
    file.seek(0)
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def unpack(packed: bytes, limit: int, base: bytes = b"", *, size: int | None = None) -> bytes:
    """What a zstd frame holds, patched onto `base`; at most `limit` bytes, and `size` when that is known. Raises DamagedRelease.

    The size is held against what the frame says before anything is unpacked: zstd would make room for whatever it says.
    """
    try:
        frame_size = cast("int | None", zstd.get_frame_info(packed).decompressed_size)
        if frame_size is None or frame_size > limit or (size is not None and frame_size != size):
            raise DamagedRelease("size")
        patching = zstd.ZstdDict(base, is_raw=True).as_prefix if len(base) >= SMALLEST_BASE else None
        reading = zstd.ZstdDecompressor(patching, {zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW})
        content = reading.decompress(packed, max_length=limit + 1)
    except (zstd.ZstdError, ValueError, MemoryError) as error:
        raise DamagedRelease(f"zstd: {error}") from error
    if not reading.eof or reading.unused_data or len(content) > limit:
        raise DamagedRelease("size")
    return content


def make_file(release: Release, file: BinaryIO, part: ReleasePart, offset: int, bases: Mapping[bytes, Path]) -> bytes:
    """The content of the file that this part makes, held against its hash. `bases` are installed files by their hash. Raises DamagedRelease."""
    target = release.manifest.files[part.file]
    base = bases[part.base].read_bytes() if part.base else b""
    if part.base and sha256(base).digest() != part.base:
        raise DamagedRelease("base")
    content = unpack(read_part(file, part, offset), target.size, base, size=target.size)
    if sha256(content).digest() != target.sha256:
        raise DamagedRelease(target.name)
    return content
