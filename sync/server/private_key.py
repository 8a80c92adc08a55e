"""Private keys (X25519) that lie in a file of their own, best away from the server: one line of hex that only its owner reads."""

import os
import secrets
from pathlib import Path

from nacl.public import PrivateKey

from complaints.errors import OfficeError
from complaints.phrases import phrase

KEY_BYTES = 32


class PrivateKeyUnusable(OfficeError):
    """The file can't be written, or contains no private key."""


def make(path: Path) -> bytes:
    """Writes a new private key and returns the public one. Raises PrivateKeyUnusable; never overwrites."""
    key = PrivateKey(secrets.token_bytes(KEY_BYTES))
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise PrivateKeyUnusable(
            phrase(
                "Kunci tidak dapat ditulis ke {path} ({fault}). Tidak ada yang ditimpa.",
                path=str(path),
                fault=error.strerror or "",
            )
        ) from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(bytes(key).hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return bytes(key.public_key)


def read(path: Path) -> bytes:
    """The private key in this file. Raises PrivateKeyUnusable."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise PrivateKeyUnusable(
            phrase(
                "Berkas kunci {path} tidak terbaca sebagai kunci pribadi ({fault}). Tidak ada yang diubah.",
                path=str(path),
                fault=type(error).__name__,
            )
        ) from error
    if len(key) != KEY_BYTES:
        raise PrivateKeyUnusable(
            phrase("Berkas kunci {path} tidak berisi kunci pribadi utuh. Tidak ada yang diubah.", path=str(path))
        )
    return key
