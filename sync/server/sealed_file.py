"""A file that only the holder of a private key (X25519) can read: written and read as a stream, in constant memory.

    magic ‖ public key (32) ‖ the stream's key, sealed to it (80) ‖ stream header (24) ‖ chunks, the last one marked

libsodium's sealed box and secretstream: chunks can't be changed, left out, moved or cut off unnoticed.
"""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

MAGIC = b"BUKU-ADUAN-CADANGAN\n\x01"
CHUNK = 64 * 1024  # bytes of plain text in a chunk; only the last one has less
_KEY = sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES
_STREAM_HEADER = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_SEALED_CHUNK = CHUNK + sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_FINAL = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_SLOT = _KEY + 48


class UnreadableFile(Exception):
    """The file was changed or cut short, or is none of these."""


class OtherKey(Exception):
    """The file was written for another key."""


def is_sealed(path: Path) -> bool:
    """Whether this is such a file, by its first bytes."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class FileSealer:
    """Writes such a file; a `close` without an error ends it. `key` opens it as long as the process lives, to read it back."""

    def __init__(self, file: BinaryIO, receiver: bytes) -> None:
        self.key = random(_KEY)
        self._file = file
        self._buffer = bytearray()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        header = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, self.key)
        file.write(MAGIC + receiver + SealedBox(PublicKey(receiver)).encrypt(self.key) + header)

    def write(self, plain: bytes) -> int:
        self._buffer += plain
        while len(self._buffer) > CHUNK:  # one byte at least stays for the last chunk, if there is any
            self._push(bytes(self._buffer[:CHUNK]), _MESSAGE)
            del self._buffer[:CHUNK]
        return len(plain)

    def __enter__(self) -> "FileSealer":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _t: TracebackType | None
    ) -> None:
        if error is None:
            self._push(bytes(self._buffer), _FINAL)

    def _push(self, plain: bytes, tag: int) -> None:
        self._file.write(sodium.crypto_secretstream_xchacha20poly1305_push(self._state, plain, None, tag))


class OpenedFile:
    """The plain text of such a file, in order; each chunk is proved before it is given out."""

    def __init__(self, file: BinaryIO, *, private_key: bytes = b"", key: bytes = b"") -> None:
        """By the receiver's private key, or by the stream's own. Raises OtherKey or UnreadableFile."""
        self._file = file
        self._buffer = bytearray()
        self._ended = False
        front = self._take(len(MAGIC) + 32 + _SLOT + _STREAM_HEADER)
        if not front.startswith(MAGIC):
            raise UnreadableFile
        receiver, slot = front[len(MAGIC) :][:32], front[len(MAGIC) + 32 :][:_SLOT]
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        try:
            if not key:
                opener = PrivateKey(private_key)
                if bytes(opener.public_key) != receiver:
                    raise OtherKey
                key = SealedBox(opener).decrypt(slot)
            sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, front[-_STREAM_HEADER:], key)
        except (CryptoError, ValueError, TypeError):
            raise UnreadableFile from None

    def read(self, size: int = CHUNK) -> bytes:
        """The next `size` bytes, less only at the end. Raises UnreadableFile."""
        while len(self._buffer) < size and not self._ended:
            self._pull()
        piece = bytes(self._buffer[:size])
        del self._buffer[:size]
        return piece

    def finish(self) -> None:
        """Reads what is left. Raises UnreadableFile when anything of the file is missing or changed."""
        while not self._ended:
            self._buffer.clear()
            self._pull()
        if self._file.read(1):
            raise UnreadableFile

    def _pull(self) -> None:
        sealed = self._file.read(_SEALED_CHUNK)
        try:
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(self._state, sealed)
        except (CryptoError, ValueError, TypeError, RuntimeError):
            raise UnreadableFile from None
        self._ended = tag == _FINAL
        self._buffer += plain

    def _take(self, size: int) -> bytes:
        content = self._file.read(size)
        if len(content) != size:
            raise UnreadableFile
        return content
