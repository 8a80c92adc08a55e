"""Sealed complaints: about the office's own people, closed at entry so that only the Inspektorat's private key opens them.

Two things are closed: the box with the complaint, which travels inside the event, and its files together as one attachment, so
that photos never hold the words up on a slow link. Both are padded: their length tells little, and nothing of how many files
there are. Each is a libsodium sealed box (X25519, XSalsa20-Poly1305) that even the one who closed it can't open.
"""

import binascii
from collections.abc import Sequence
from hashlib import blake2b, sha256
from typing import TypeVar

import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from complaints.attachment import MEGABYTE
from complaints.errors import InvalidField, OfficeError
from complaints.events import Facts
from complaints.identity import Identity
from complaints.phrases import phrase

VERSION = 1
KEY_BYTES = 32
BOX_STEP = 4 * 1024
FILES_STEP = 64 * 1024
# With padding and the box around it, the one file stays below what may be attached (25 MB).
MOST_FILE_BYTES = 20 * MEGABYTE
_END = b"\x80"
T = TypeVar("T")


class CannotOpen(OfficeError):
    """Not closed for this key, altered on the way, or written by a newer version."""


class Enclosed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the Inspektorat reads. `receipt` and `unit` bind it to its event; `files` is the SHA-256 of the closed files, in hex."""

    receipt: str
    unit: str
    office: str
    officer: str
    facts: Facts
    identity: Identity
    files: str = ""


class EnclosedFile(Struct, frozen=True, array_like=True):
    name: str
    media_type: str
    content: bytes


class _Cover(Struct, frozen=True, array_like=True):
    version: int
    content: msgspec.Raw


_encoder = msgspec.msgpack.Encoder()
_covers = msgspec.msgpack.Decoder(_Cover)
_complaints = msgspec.msgpack.Decoder(Enclosed)
_files = msgspec.msgpack.Decoder(tuple[EnclosedFile, ...])


def close(enclosed: Enclosed, public_key: bytes) -> bytes:
    """The box: nobody opens it but the holder of the private key, not even who closed it."""
    return _closed(_encoder.encode(enclosed), BOX_STEP, public_key)


def open_box(box: bytes, private_key: bytes) -> Enclosed:
    """What is in the box. Raises CannotOpen."""
    return _opened(box, private_key, _complaints)


def close_files(files: Sequence[EnclosedFile], public_key: bytes) -> bytes:
    """All files of one sealed complaint as one. Raises InvalidField when they are too large together."""
    refuse_too_large(sum(len(file.content) for file in files))
    return _closed(_encoder.encode(tuple(files)), FILES_STEP, public_key)


def refuse_too_large(size: int) -> None:
    """Raises InvalidField when files of so many bytes together can't be closed as one."""
    if size > MOST_FILE_BYTES:
        raise InvalidField(
            "attachments",
            phrase(
                "Lampiran aduan tersegel berukuran {size} MB; seluruhnya paling besar {limit} MB, sebab dikunci "
                "dan dikirim sebagai satu berkas. Belum ada yang disimpan; lepaskan atau perkecil sebagian.",
                size=f"{size / MEGABYTE:.1f}",
                limit=MOST_FILE_BYTES // MEGABYTE,
            ),
        )


def open_files(closed: bytes, private_key: bytes, digest: str) -> tuple[EnclosedFile, ...]:
    """The files, held against the SHA-256 that the opened complaint names. Raises CannotOpen."""
    if sha256(closed).hexdigest() != digest:
        raise CannotOpen(phrase("Lampirannya bukan yang disegel bersama aduan ini. Aduannya sendiri utuh."))
    return _opened(closed, private_key, _files)


def public_of(private_key: bytes) -> bytes:
    return bytes(PrivateKey(private_key).public_key)


def fingerprint(public_key: bytes) -> str:
    """'0418-7729-5530-1187-9042': what two people compare by phone to know that they mean the same key."""
    number = int.from_bytes(blake2b(public_key, digest_size=32, person=b"inspektorat").digest(), "big") % 10**20
    digits = f"{number:020d}"
    return "-".join(digits[start : start + 4] for start in range(0, 20, 4))


def parse_public_key(text: str) -> bytes:
    """The key in what was typed, pasted or read from a file: 64 hex digits or Base64. Raises InvalidField("inspectorate_key")."""
    compact = "".join(text.split())
    key = _hex(compact) or _base64(compact)
    if key is None or not _usable(key):
        raise InvalidField(
            "inspectorate_key",
            phrase(
                "Kunci Inspektorat terdiri dari 64 angka heksadesimal (0-9, a-f) atau 44 tanda Base64; ini "
                "bukan. Tidak ada yang diubah; salin lagi seluruhnya dari pengumuman kabupaten."
            ),
        )
    return key


def _hex(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) if len(text) == 2 * KEY_BYTES else None
    except ValueError:
        return None


def _base64(text: str) -> bytes | None:
    plain = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return binascii.a2b_base64(plain + "=", strict_mode=True) if len(plain) == 43 else None
    except ValueError:
        return None


def _usable(key: bytes) -> bool:
    """Whether something can be closed for it; points of low order, such as all zeros, would let anybody open it."""
    if len(key) != KEY_BYTES:
        return False
    try:
        SealedBox(PublicKey(key)).encrypt(b"")
    except (CryptoError, RuntimeError):
        return False
    return True


def _closed(content: bytes, step: int, public_key: bytes) -> bytes:
    cover = _encoder.encode(_Cover(VERSION, msgspec.Raw(content)))
    return SealedBox(PublicKey(public_key)).encrypt(_padded(cover, step))


def _opened(closed: bytes, private_key: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    try:
        padded = SealedBox(PrivateKey(private_key)).decrypt(closed)
    except (CryptoError, ValueError, TypeError):
        raise CannotOpen(
            phrase("Tidak dapat dibuka dengan kunci ini: disegel untuk kunci lain, atau berubah di jalan.")
        ) from None
    try:
        cover = _covers.decode(padded[: padded.rindex(_END)])
        if cover.version != VERSION:
            raise CannotOpen(
                phrase("Disegel oleh versi program yang lebih baru. Isinya utuh; pasang versi terbaru lalu buka lagi.")
            )
        return decoder.decode(cover.content)
    except (msgspec.DecodeError, ValueError):
        raise CannotOpen(phrase("Terbuka, tetapi isinya bukan aduan: dibuat bukan oleh Buku Aduan.")) from None


def _padded(content: bytes, step: int) -> bytes:
    """Filled up to a multiple of `step` bytes, which grows so that large contents gain an eighth at most."""
    size = len(content) + 1
    step = max(step, 1 << max(size.bit_length() - 4, 0))
    return (content + _END).ljust(-(-size // step) * step, b"\0")
