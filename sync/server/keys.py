"""The district's secrets, in a file apart from the database: whoever has a copy of the database alone can read no identity and forge no seal.

`seal` proves what the district handed out, `master` encrypts the complaints' identity keys, `bundle` opens USB bundles (X25519)
and `signing` signs them (Ed25519), each 32 bytes.
"""

import os
import secrets
from base64 import urlsafe_b64encode
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct, structs
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from complaints import aead
from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.disk.renaming import flush_folder, remove, replace

KEY_BYTES = 32
SECRETS = ("seal", "master", "bundle", "signing")


class KeysUnusable(OfficeError):
    """The key file is missing, unreadable, or belongs to another database."""


class Keys(Struct, frozen=True, omit_defaults=True):
    """`former` are bundle keys of before (`renewed`): what is on its way, sealed to one of them, is still read."""

    seal: bytes
    master: bytes
    bundle: bytes
    signing: bytes
    former: tuple[bytes, ...] = ()

    @property
    def id(self) -> str:
        """What the database remembers them by; tells nothing about them."""
        return blake2b(self.seal + self.master, digest_size=8, person=b"district keys").hexdigest()

    @property
    def bundle_public(self) -> bytes:
        return bytes(PrivateKey(self.bundle).public_key)

    @property
    def signing_public(self) -> bytes:
        return bytes(SigningKey(self.signing).verify_key)

    def bundle_token(self, device: str, public_key: bytes) -> str:
        """The token of a device that became known by a bundle: the same however often that is read, and answered."""
        person = b"bundle token"
        digest = blake2b(device.encode() + public_key, key=self.master, digest_size=16, person=person).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")

    def wrap(self, complaint: str, key: bytes) -> bytes:
        """An identity key, encrypted for the database and bound to its complaint."""
        nonce = secrets.token_bytes(aead.LONG_NONCE_BYTES)
        return nonce + aead.encrypt(key, nonce, self.master, complaint.encode())

    def unwrap(self, complaint: str, sealed: bytes) -> bytes:
        """Raises nacl.exceptions.CryptoError when it was not wrapped for this complaint under this key."""
        nonce, ciphertext = sealed[: aead.LONG_NONCE_BYTES], sealed[aead.LONG_NONCE_BYTES :]
        return aead.decrypt(ciphertext, nonce, self.master, complaint.encode())


def mint() -> Keys:
    seal, master, bundle, signing = (secrets.token_bytes(KEY_BYTES) for _ in SECRETS)
    return Keys(seal, master, bundle, signing)


def renew_sticks(path: Path) -> Keys:
    """Other keys for sticks in this file, as when those of before became known to somebody; complaints and seals keep theirs. Raises KeysUnusable."""
    keys = load(path)
    bundle, signing = (secrets.token_bytes(KEY_BYTES) for _ in range(2))
    renewed = structs.replace(keys, bundle=bundle, signing=signing, former=(keys.bundle, *keys.former))
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    create_once(part, msgspec.json.format(msgspec.json.encode(renewed)) + b"\n")
    replace(part, path)
    flush_folder(path.parent)
    return renewed


def load_or_mint(path: Path) -> Keys:
    """The keys in this file, made at the first start; two processes that start at once get the same. Raises KeysUnusable."""
    if not path.exists():
        create_once(path, msgspec.json.format(msgspec.json.encode(mint())) + b"\n")
    return load(path)


def load(path: Path) -> Keys:
    """Raises KeysUnusable."""
    try:
        keys = msgspec.json.decode(path.read_bytes(), type=Keys)
    except (OSError, msgspec.DecodeError) as error:
        raise KeysUnusable(
            phrase(
                "Berkas kunci distrik {path} tidak dapat dibaca ({fault}). Tidak ada yang diubah; kembalikan "
                "berkas itu dari cadangannya.",
                path=str(path),
                fault=type(error).__name__,
            )
        ) from error
    if any(len(key) != KEY_BYTES for key in (*(getattr(keys, name) for name in SECRETS), *keys.former)):
        raise KeysUnusable(
            phrase(
                "Isi berkas kunci distrik {path} tidak utuh. Kembalikan berkas itu dari cadangannya.", path=str(path)
            )
        )
    return keys


def create_once(path: Path, content: bytes) -> None:
    """A file that only its owner reads, whole and durable; where another process has just made one, that one stays."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)  # unlike a rename, never over a file that another process has just made
    except FileExistsError:
        pass
    finally:
        remove(part)
