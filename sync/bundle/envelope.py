"""The outside of a bundle: who it is from and for, the stream's key sealed to its readers, the encrypted stream, one signature.

    magic (16) ‖ length (4) ‖ cover ‖ stream header (24) ‖ chunks ‖ signature (64)

Everything is read from where it must be, by the file's size: there is no name, path or offset in it to trust.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import BinaryIO

import msgspec
from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random

from sync.bundle.refusals import BundleCancelled, Damaged, NewerBundle, NotABundle, OtherReceiver
from sync.messages import Cover
from sync.proof import bundle_is_signed, sign_bundle

SUFFIX = ".aduan-usb"
MAGIC, VERSION = b"BUKU-ADUAN-USB\n", 1
CHUNK = 65_536  # bytes of plain text in a chunk; only the last one has less
SEALED_CHUNK = CHUNK + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
STREAM_HEADER = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
FINAL, MESSAGE = (
    sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)
LARGEST_COVER = 65_536
SIGNATURE = 64
DIGEST = 32

ReportProgress = Callable[[int, int], bool]
"""Hears of bytes done and in all; answers whether to go on."""


def always(_done: int, _total: int) -> bool:
    return True


class Sealer:
    """Writes a bundle: `write` takes the plain text in any pieces, `close` ends it with the signature of `signing_key`."""

    def __init__(self, file: BinaryIO, cover: Cover, receivers: Sequence[bytes], signing_key: bytes) -> None:
        self.key = random(sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES)
        self.public_key = bytes(SigningKey(signing_key).verify_key)
        self._file = file
        self._digest = blake2b(digest_size=DIGEST)
        self._signing_key = signing_key
        self._buffer = bytearray()
        slots = [(key, SealedBox(PublicKey(key)).encrypt(self.key)) for key in receivers]
        opening = msgspec.msgpack.encode(msgspec.structs.replace(cover, slots=slots))
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        stream = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, self.key)
        self._put(MAGIC + bytes([VERSION]) + len(opening).to_bytes(4, "big") + opening + stream)

    def write(self, plain: bytes) -> None:
        self._buffer += plain
        while len(self._buffer) > CHUNK:  # one byte at least stays for the last chunk, if there is any
            self._push(bytes(self._buffer[:CHUNK]), MESSAGE)
            del self._buffer[:CHUNK]

    def close(self) -> None:
        self._push(bytes(self._buffer), FINAL)
        self._file.write(sign_bundle(self._signing_key, self._digest.digest()))

    def _push(self, plain: bytes, tag: int) -> None:
        self._put(sodium.crypto_secretstream_xchacha20poly1305_push(self._state, plain, None, tag))

    def _put(self, content: bytes) -> None:
        self._digest.update(content)
        self._file.write(content)


@dataclass(frozen=True, slots=True)
class BundleFile:
    """A bundle's file whose cover was read; nothing of it is proved yet. The stream begins at `start`, the file ends at `size`."""

    file: BinaryIO
    cover: Cover
    start: int
    size: int


def look(file: BinaryIO) -> BundleFile:
    """Reads the cover. Raises NotABundle, NewerBundle or Damaged."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    front = file.read(len(MAGIC) + 5)
    if front[: len(MAGIC)] != MAGIC or len(front) < len(MAGIC) + 5:
        raise NotABundle
    if front[len(MAGIC)] != VERSION:
        raise NewerBundle
    length = int.from_bytes(front[-4:], "big")
    start = len(front) + length
    if length > LARGEST_COVER or start + STREAM_HEADER + SEALED_CHUNK - CHUNK + SIGNATURE > size:
        raise Damaged
    try:
        cover = msgspec.msgpack.decode(file.read(length), type=Cover)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Damaged from None
    return BundleFile(file, cover, start, size)


def check(envelope: BundleFile, public_key: bytes, report_progress: ReportProgress = always) -> None:
    """Whether the holder of this key signed exactly this file. Raises Damaged or Cancelled."""
    digest = blake2b(digest_size=DIGEST)
    file, end = envelope.file, envelope.size - SIGNATURE
    file.seek(0)
    done = 0
    while done < end:
        piece = file.read(min(16 * CHUNK, end - done))
        if not piece:
            raise Damaged
        digest.update(piece)
        done += len(piece)
        if not report_progress(done, end):
            raise BundleCancelled
    if not bundle_is_signed(public_key, file.read(SIGNATURE), digest.digest()):
        raise Damaged


def unseal(envelope: BundleFile, keys: Sequence[PrivateKey]) -> bytes:
    """The stream's key. Raises OtherReceiver when none of these keys opens a slot."""
    keys_by_public = {bytes(key.public_key): key for key in keys}
    for receiver, sealed in envelope.cover.slots:
        if receiver in keys_by_public:
            try:
                return SealedBox(keys_by_public[receiver]).decrypt(sealed)
            except (CryptoError, ValueError, TypeError):
                raise Damaged from None
    raise OtherReceiver


class Stream:
    """The plain text of a bundle, from its start on; each chunk is proved before it is given out."""

    def __init__(self, envelope: BundleFile, key: bytes) -> None:
        self._file = envelope.file
        self._place = envelope.start
        self._end = envelope.size - SIGNATURE
        self._buffer = bytearray()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        header = self._take(STREAM_HEADER)
        try:
            sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)
        except (CryptoError, ValueError, TypeError):
            raise Damaged from None

    @property
    def place(self) -> int:
        """How many bytes of the file have been read."""
        return self._place

    def read(self, size: int) -> bytes:
        """The next `size` bytes, less only at the end. Raises Damaged."""
        while len(self._buffer) < size and self._place < self._end:
            self._pull()
        piece = bytes(self._buffer[:size])
        del self._buffer[:size]
        return piece

    def _pull(self) -> None:
        sealed = self._take(min(SEALED_CHUNK, self._end - self._place))
        try:
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed)
        except (CryptoError, ValueError, TypeError, RuntimeError):
            raise Damaged from None
        if (tag == FINAL) != (self._place == self._end):
            raise Damaged
        self._buffer += plain

    def _take(self, size: int) -> bytes:
        self._file.seek(self._place)  # somebody else may be reading the same file
        content = self._file.read(size)
        if len(content) != size:
            raise Damaged
        self._place += size
        return content


def receiver_of(signing_public: bytes) -> bytes:
    """The X25519 key to which a bundle for the holder of this Ed25519 key is sealed."""
    return bytes(VerifyKey(signing_public).to_curve25519_public_key())


def opener_of(signing_key: bytes) -> PrivateKey:
    """What opens that, from the Ed25519 seed."""
    return SigningKey(signing_key).to_curve25519_private_key()
