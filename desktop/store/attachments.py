"""Attached files: encrypted beside the database, found by the hash of their content, written before the event that names them.

The name on the disk is a keyed hash, so that nobody without the key can tell whether a known file is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt, crypto_aead_xchacha20poly1305_ietf_encrypt
from nacl.exceptions import CryptoError
from nacl.utils import random

from complaints import attachment
from complaints.errors import InvalidField, OfficeError
from complaints.phrases import phrase
from desktop.store.durable_files import disk_errors, write_durably

NONCE_BYTES = 24


class AttachmentLost(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas lampiran ini hilang atau rusak di disk. Pengaduan dan riwayatnya tetap utuh. Pulihkan "
                "lampiran dari cadangan terakhir."
            )
        )


@dataclass(frozen=True, slots=True)
class Content:
    """A file that someone wants to attach; `name` is as it came."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class KeptFile:
    sha256: str
    name: str
    media_type: str
    size: int


def read(path: Path) -> Content:
    """The file to attach. Raises InvalidField when it can't be read or may not be attached."""
    try:
        if not path.is_file():  # opening a pipe or a device could wait for ever
            raise FileNotFoundError
        size = path.stat().st_size
        with path.open("rb") as file:
            attachment.check(path.name, size, file.read(16))
            file.seek(0)
            return Content(path.name, file.read())
    except (OSError, ValueError):
        name = attachment.safe_name(path.name)
        raise InvalidField(
            "attachments",
            phrase("Berkas “{name}” tidak dapat dibaca. Tidak ada yang disimpan; periksa berkasnya.", name=name),
        ) from None


class Attachments:
    """The attachment files of one data folder."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder / "attachments"
        self._names = blake2b(b"attachment names", key=key, digest_size=32).digest()
        self._key = blake2b(b"attachment contents", key=key, digest_size=32).digest()

    def keep(self, file: Content) -> KeptFile:
        """Stores the content durably, once however often it is attached. Raises InvalidField for what may not be attached."""
        attachment.check(file.name, len(file.content), file.content[:16])
        digest = self.keep_closed(file.content)
        name = attachment.safe_name(file.name)
        return KeptFile(digest, name, attachment.media_type(name, file.content[:16]), len(file.content))

    def keep_closed(self, content: bytes) -> str:
        """Stores what was closed for somebody else (sealed.py), whatever it looks like; returns its SHA-256."""
        digest = sha256(content).hexdigest()
        path = self.path(digest)
        if not (path.exists() and self._is_whole(digest)):
            with disk_errors():
                path.parent.mkdir(parents=True, exist_ok=True)
            nonce = random(NONCE_BYTES)
            sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(content, digest.encode(), nonce, self._key)
            write_durably(path, nonce + sealed)
        return digest

    def load(self, digest: str) -> bytes:
        """The content. Raises AttachmentLost when the file is gone or altered."""
        try:
            stored = self.path(digest).read_bytes()
            content = crypto_aead_xchacha20poly1305_ietf_decrypt(
                stored[NONCE_BYTES:], digest.encode(), stored[:NONCE_BYTES], self._key
            )
        except (OSError, CryptoError, ValueError):
            raise AttachmentLost from None
        return content

    def _is_whole(self, digest: str) -> bool:
        try:
            self.load(digest)
        except AttachmentLost:
            return False
        return True

    def path(self, digest: str) -> Path:
        name = blake2b(bytes.fromhex(digest), key=self._names, digest_size=24).hexdigest()
        return self.folder / name[:2] / name

    def files(self) -> Iterator[Path]:
        """Every stored file, for backup."""
        yield from sorted(path for path in self.folder.glob("??/*") if path.suffix != ".part")
