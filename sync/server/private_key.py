"""Private keys (X25519) that lie in a file of their own, best away from the server: one line of hex that only its owner reads."""

import secrets
from pathlib import Path

from nacl.public import PrivateKey

from complaints.phrases import phrase
from sync.disk import key_file
from sync.disk.key_file import KeyUnusable as KeyUnusable

KEY_BYTES = 32


def make(path: Path) -> bytes:
    """Writes a new private key and returns the public one. Raises KeyUnusable; never overwrites."""
    key = PrivateKey(secrets.token_bytes(KEY_BYTES))
    key_file.write_new(path, f"{bytes(key).hex()}\n".encode("ascii"))
    return bytes(key.public_key)


def read(path: Path) -> bytes:
    """The private key in this file. Raises KeyUnusable."""
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyUnusable(
            phrase(
                "Berkas kunci {path} tidak terbaca sebagai kunci pribadi ({fault}). Tidak ada yang diubah.",
                path=str(path),
                fault=type(error).__name__,
            )
        ) from error
    if len(key) != KEY_BYTES:
        raise KeyUnusable(
            phrase("Berkas kunci {path} tidak berisi kunci pribadi utuh. Tidak ada yang diubah.", path=str(path))
        )
    return key
