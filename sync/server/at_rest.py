"""Encryption at rest: the district's SQLite file by SQLCipher, attachments and what is on its way in, all under one key.

The key lies in a file of its own beside the district's keys. Whether a district is encrypted is told by a mark in its data folder: to
look at the database itself, beside connections to it, would take their locks away (closing a file ends all locks of the process on it).
"""

import importlib
import os
import secrets
from collections.abc import Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from nacl.exceptions import CryptoError

from complaints import aead
from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.disk.renaming import flush_folder, remove, replace
from sync.server import optional
from sync.server.keys import create_once

KEY_FILE = "district.encryption-key"
KEY_BYTES = 32
MARK = "district.encrypted"  # in the data folder
ENCRYPTED, CHANGING = b"encrypted", b"changing"
PLAIN_DATABASE = b"SQLite format 3\0"
CHUNK = 64 * 1024  # bytes of plain text in a chunk; only the last one has less
SEALED_CHUNK = CHUNK + aead.TAG_BYTES
_PREFIX_BYTES = aead.LONG_NONCE_BYTES - 8


class EncryptionKeyUnusable(OfficeError):
    """The key is missing, unreadable, or another than the database was encrypted with."""


class DamagedFile(FileNotFoundError):
    """What lies under the file's name is not what was kept."""


class Unfinished(OfficeError):
    """The district is neither encrypted nor plain: a command that was to change it was cut short."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Enkripsi distrik ini terhenti di tengah jalan. Data aman; jalankan lagi 'aduan-distrik encrypt' atau "
                "'aduan-distrik decrypt' sampai selesai."
            )
        )


def is_encrypted(data: Path) -> bool:
    """Whether the district in this folder is encrypted. Raises Unfinished."""
    try:
        words = (data / MARK).read_bytes()
    except FileNotFoundError:
        return False
    if words.startswith(CHANGING):
        raise Unfinished
    return True


def mark(data: Path, words: bytes) -> None:
    """Sets the mark, durably; b'' takes it away."""
    path = data / MARK
    if not words:
        remove(path)
    else:
        part = path.with_name(f"{MARK}.part")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(words + b"\n")
            file.flush()
            os.fsync(file.fileno())
        replace(part, path)
    flush_folder(data)


def begins_plain(database: Path) -> bool:
    """Whether this is a plain SQLite file, by its first bytes. Only where this process has no connection to it."""
    with database.open("rb") as file:
        return file.read(len(PLAIN_DATABASE)) == PLAIN_DATABASE


def mint(path: Path) -> bytes:
    """The key in this file, made when there is none yet."""
    if not path.exists():
        create_once(path, secrets.token_bytes(KEY_BYTES).hex().encode() + b"\n")
    return load(path)


def load(path: Path) -> bytes:
    """Raises EncryptionKeyUnusable."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
        if len(key) != KEY_BYTES:
            raise ValueError("length")
    except (OSError, ValueError) as error:
        raise EncryptionKeyUnusable(
            phrase(
                "Distrik ini terenkripsi, dan kunci enkripsinya {path} tidak terbaca ({fault}). "
                "Tidak ada yang diubah; kembalikan berkas itu dari salinannya.",
                path=str(path),
                fault=type(error).__name__,
            )
        ) from error
    return key


def derived(key: bytes, purpose: bytes) -> bytes:
    return blake2b(purpose, key=key, digest_size=32, person=b"district at rest").digest()


def connect(database: Path, key: bytes, timeout: float = 5.0) -> Any:
    """A driver connection to an encrypted SQLite file, made when it isn't there. Raises EncryptionKeyUnusable."""
    driver = cipher()
    connection = driver.connect(str(database), timeout=timeout, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{derived(key, b'database').hex()}'\"")
        connection.execute("PRAGMA temp_store = MEMORY")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except driver.DatabaseError as error:
            if error.sqlite_errorname != "SQLITE_NOTADB":
                raise
            raise EncryptionKeyUnusable(
                phrase(
                    "Basis data {file} tidak terbuka dengan kunci enkripsi di sampingnya: kuncinya lain, atau "
                    "berkasnya rusak. Tidak ada yang diubah; kembalikan kunci yang benar, atau pulihkan cadangan.",
                    file=str(database),
                )
            ) from error
    except BaseException:
        connection.close()
        raise
    return connection


def cipher() -> Any:
    """The driver, a compiled module without types; loaded only where something is encrypted."""
    with optional.needed_for("enkripsi"):
        return importlib.import_module("sqlcipher3.dbapi2")


class FileCipher:
    """Encrypts files in chunks, each bound to the file's hash, its place, and whether it is the last."""

    def __init__(self, key: bytes) -> None:
        self._contents = derived(key, b"attachment contents")
        self._names = derived(key, b"attachment names")
        self._parts = derived(key, b"parts")

    def name(self, sha256: str) -> str:
        """What the file is called on the disk: who has no key can't tell whether a certain file is there."""
        return blake2b(bytes.fromhex(sha256), key=self._names, digest_size=24).hexdigest()

    def seal(self, sha256: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The encrypted file, piece by piece."""
        prefix = secrets.token_bytes(_PREFIX_BYTES)
        yield prefix
        buffer = bytearray()
        place = 0
        for piece in pieces:
            buffer += piece
            while len(buffer) > CHUNK:  # one byte at least stays for the last chunk, if there is any
                yield self._seal(sha256, prefix, place, bytes(buffer[:CHUNK]), last=False)
                del buffer[:CHUNK]
                place += 1
        yield self._seal(sha256, prefix, place, bytes(buffer), last=True)

    def opened(self, path: Path, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """The plain bytes from `start` up to, not with, `end`. Raises FileNotFoundError, DamagedFile when it is not what was kept."""
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            prefix = file.read(_PREFIX_BYTES)
            last = max(0, (size - _PREFIX_BYTES - 1) // SEALED_CHUNK)
            place = start // CHUNK
            file.seek(_PREFIX_BYTES + place * SEALED_CHUNK)
            while start < end:
                if place > last:
                    raise DamagedFile(path.name)
                sealed = file.read(SEALED_CHUNK)
                nonce = prefix + place.to_bytes(8, "big")
                try:
                    plain = aead.decrypt(sealed, nonce, self._contents, _beside(sha256, place == last))
                except CryptoError:
                    raise DamagedFile(path.name) from None
                piece = plain[start - place * CHUNK : end - place * CHUNK]
                place += 1
                start = place * CHUNK
                yield piece

    def mask(self, salt: bytes, offset: int, content: bytes) -> bytes:
        """These bytes of a part under its keystream, or back again: a part grows at its end, byte by byte, before its hash is proved.

        Each part has a salt of its own, and each place in it is written once.
        """
        masked = bytearray()
        while content:
            place, within = divmod(offset, CHUNK)
            piece, content = content[: CHUNK - within], content[CHUNK - within :]
            nonce = blake2b(salt + place.to_bytes(8, "big"), digest_size=aead.LONG_NONCE_BYTES).digest()
            stream = aead.encrypt(bytes(within + len(piece)), nonce, self._parts)[within : within + len(piece)]
            number = int.from_bytes(piece, "little") ^ int.from_bytes(stream, "little")
            masked += number.to_bytes(len(piece), "little")
            offset += len(piece)
        return bytes(masked)

    def _seal(self, sha256: str, prefix: bytes, place: int, plain: bytes, *, last: bool) -> bytes:
        return aead.encrypt(plain, prefix + place.to_bytes(8, "big"), self._contents, _beside(sha256, last))


def _beside(sha256: str, last: bool) -> bytes:
    return sha256.encode("ascii") + (b"\1" if last else b"\0")


def plain_hash(pieces: Iterator[bytes]) -> str:
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()
