"""The private key that signs releases: in a file of its own, closed with a password, best on a PC without a network."""

from pathlib import Path

import msgspec
from nacl import pwhash, secret, utils
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey as SigningKey

from complaints.phrases import phrase
from sync.disk import key_file
from sync.disk.key_file import KeyUnusable as KeyUnusable

SHORTEST_PASSWORD = 12  # letters: the file may be copied, and then be tried for years
PASSES, MEMORY_BYTES = 4, 256 * 1024 * 1024
MOST_PASSES, MOST_MEMORY_BYTES = 16, 1024 * 1024 * 1024


class KeyFile(msgspec.Struct, frozen=True):
    """What lies in the file, as JSON. `public` is the line for `resources/release-keys.txt`."""

    kind: str
    public: str
    passes: int
    memory_bytes: int
    salt: bytes
    sealed: bytes


KIND = "buku-aduan release key 1"


def make(path: Path, password: str, *, passes: int = PASSES, memory_bytes: int = MEMORY_BYTES) -> bytes:
    """Writes a new key and returns its public part. Raises KeyUnusable; never overwrites."""
    if len(password) < SHORTEST_PASSWORD:
        raise KeyUnusable(
            phrase(
                "Kata sandi kunci rilis paling sedikit {number} huruf. Belum ada kunci yang dibuat.",
                number=SHORTEST_PASSWORD,
            )
        )
    key = SigningKey.generate()
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    box = secret.SecretBox(_derived(password, salt, passes, memory_bytes))
    public = bytes(key.verify_key)
    content = KeyFile(KIND, public.hex(), passes, memory_bytes, salt, bytes(box.encrypt(bytes(key))))
    key_file.write_new(path, msgspec.json.format(msgspec.json.encode(content)) + b"\n")
    return public


def read(path: Path, password: str) -> SigningKey:
    """Raises KeyUnusable for another password or a file that is no key."""
    try:
        content = msgspec.json.decode(path.read_bytes(), type=KeyFile)
        if content.kind != KIND or content.passes > MOST_PASSES or content.memory_bytes > MOST_MEMORY_BYTES:
            raise ValueError(content.kind)
        box = secret.SecretBox(_derived(password, content.salt, content.passes, content.memory_bytes))
    except (OSError, ValueError, TypeError, CryptoError) as error:
        raise KeyUnusable(
            phrase(
                "Berkas {path} tidak terbaca sebagai kunci rilis ({fault}). Tidak ada yang ditandatangani.",
                path=str(path),
                fault=type(error).__name__,
            )
        ) from error
    try:
        return SigningKey(box.decrypt(content.sealed))
    except (CryptoError, ValueError) as error:
        raise KeyUnusable(
            phrase("Kata sandi kunci rilis itu salah, atau berkasnya rusak. Tidak ada yang ditandatangani.")
        ) from error


def _derived(password: str, salt: bytes, passes: int, memory_bytes: int) -> bytes:
    return pwhash.argon2id.kdf(
        secret.SecretBox.KEY_SIZE, password.encode("utf-8"), salt, opslimit=passes, memlimit=memory_bytes
    )
