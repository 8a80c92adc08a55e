"""The keys of the office: one random key opens the store, and each user's password unwraps it from a slot of their own.

`keys.json` holds no name: a slot is found by a keyed hash of the user's name. A recovery code, printed at set-up, has a slot
too, and so may the district's help: a second code, sealed so that only the district's escrow key reads it. Wrong passwords make every next try slower; the wait is counted so that a wrong clock can't lock anybody out for long.
"""

import json
import secrets
import time
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox
from nacl.pwhash import argon2id

from complaints import passwords
from complaints.errors import OfficeError, Refused, WrongPassword
from complaints.phrases import phrase
from desktop.store.durable_files import disk_errors, write_durably
from sync.disk.renaming import remove

KEY_BYTES = 32
PASSES = 3
MEMORY_BYTES = 64 * 1024 * 1024
RECOVERY = "recovery"
ESCROW = "escrow"
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_GROUPS = 5
LONGEST_WAIT_SECONDS = 300.0


class KeysDamaged(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas kunci (keys.json) rusak atau hilang. Data tidak diubah, tetapi tidak dapat dibuka "
                "tanpanya. Pulihkan dari cadangan terakhir."
            )
        )


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The store's key, and the slot that gave it; the slot of the recovery code is 'recovery'."""

    key: bytes
    slot: str


class Vault:
    """`keys.json` and `attempts.json` of one data folder."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.file = folder / "keys.json"
        self.spare = folder / "keys-spare.json"
        self.attempts = folder / "attempts.json"
        self.clock = clock

    @property
    def exists(self) -> bool:
        return self.file.exists() or self.spare.exists()

    def create(self, user: str, password: str) -> tuple[Unlocked, str]:
        """A new key with two slots: the first user's and the recovery code's, which is returned once and kept nowhere."""
        key = secrets.token_bytes(KEY_BYTES)
        keys: dict[str, Any] = {"format": 1, "names": _text(secrets.token_bytes(16)), "slots": {}}
        slot = _slot_id(keys, user)
        check_password(password, user)
        code = new_code()
        keys["slots"] = {slot: _wrap(key, normal_password(password)), RECOVERY: _wrap(key, normal_code(code))}
        self._write(keys)
        return Unlocked(key, slot), code

    def unlock(self, user: str, password: str) -> Unlocked:
        """Opens with a user's password. Raises WrongPassword, which never tells whether the name or the password was wrong."""
        return self._try([_slot_id(self._read(), user)], normal_password(password))

    def unlock_any(self, password: str) -> Unlocked:
        """Opens with the password of any user, for the command line without a name. Costs one try for each user."""
        slots = [slot for slot in self._read()["slots"] if slot not in (RECOVERY, ESCROW)]
        return self._try(slots, normal_password(password))

    def unlock_with_recovery(self, code: str) -> Unlocked:
        """Opens with the office's recovery code, or with the one that the district has unsealed for it."""
        slots = [RECOVERY, ESCROW] if ESCROW in self._read()["slots"] else [RECOVERY]
        return Unlocked(self._try(slots, normal_code(code)).key, RECOVERY)

    def wait_seconds(self) -> float:
        """How long until the next try is allowed; 0 when now."""
        failures, last = self._failures()
        if failures == 0:
            return 0.0
        pause = min(0.5 * 2 ** min(failures - 1, 16), LONGEST_WAIT_SECONDS)
        passed = self.clock() - last
        if passed < 0:
            # The clock was set back since: count the pause from now on, not from a moment in the future.
            self._note_failures(failures)
            passed = 0.0
        return max(0.0, pause - passed)

    def slot_of(self, user: str) -> str:
        return _slot_id(self._read(), user)

    def put(self, unlocked: Unlocked, user: str, password: str) -> str:
        """Gives this user a slot, or a new password; returns the slot's id."""
        check_password(password, user)
        keys = self._read()
        slot = _slot_id(keys, user)
        keys["slots"][slot] = _wrap(unlocked.key, normal_password(password))
        self._write(keys)
        return slot

    def put_recovery(self, unlocked: Unlocked) -> str:
        """Replaces the recovery code; the former one opens nothing any more."""
        keys = self._read()
        code = new_code()
        keys["slots"][RECOVERY] = _wrap(unlocked.key, normal_code(code))
        self._write(keys)
        return code

    def put_escrow(self, unlocked: Unlocked, public_key: bytes) -> None:
        """Lets the district help an office that lost everything: a new code's slot, and the code sealed to its X25519 key.

        Nothing changes when there is one for this key already. b'' takes the slot away.
        """
        keys = self._read()
        slot = keys["slots"].get(ESCROW)
        if (slot["for"] if slot else "") == public_key.hex():
            return
        keys["slots"].pop(ESCROW, None)
        if public_key:
            code = new_code()
            sealed_code = {
                "for": public_key.hex(),
                "sealed": _text(SealedBox(PublicKey(public_key)).encrypt(code.encode())),
            }
            keys["slots"][ESCROW] = _wrap(unlocked.key, normal_code(code)) | sealed_code
        self._write(keys)

    def remove(self, slot: str) -> None:
        keys = self._read()
        keys["slots"].pop(slot, None)
        self._write(keys)

    def _try(self, slots: Sequence[str], secret: str) -> Unlocked:
        wait = self.wait_seconds()
        if wait > 0:
            raise WrongPassword(phrase("Tunggu {seconds} detik sebelum mencoba lagi.", seconds=max(1, round(wait))))
        keys = self._read()
        failures, _ = self._failures()
        for slot in slots:
            # A name without a slot costs the same time as a wrong password: the delay tells nothing.
            wrapped = keys["slots"].get(slot) or _wrap(b"\0" * KEY_BYTES, secrets.token_hex(8))
            try:
                key = _unwrap(wrapped, secret)
            except CryptoError:
                continue
            if failures:
                self._note_failures(0)
            return Unlocked(key, slot)
        self._note_failures(failures + 1)
        seconds = max(1, round(self.wait_seconds()))
        raise WrongPassword(
            phrase("Nama atau kata sandi tidak cocok. Coba lagi setelah {seconds} detik.", seconds=seconds)
        )

    def _read(self) -> dict[str, Any]:
        for file in (self.file, self.spare):
            try:
                keys = json.loads(file.read_bytes())
                if keys.pop("sum") == _sum(keys) and keys["format"] == 1:
                    return keys
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                continue
        raise KeysDamaged

    def _write(self, keys: dict[str, Any]) -> None:
        content = json.dumps(keys | {"sum": _sum(keys)}, indent=1).encode()
        write_durably(self.file, content)
        write_durably(self.spare, content)

    def _failures(self) -> tuple[int, float]:
        try:
            noted = json.loads(self.attempts.read_bytes())
            return max(0, int(noted["failures"])), float(noted["last"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return 0, 0.0

    def _note_failures(self, failures: int) -> None:
        with disk_errors():
            if failures:
                content = json.dumps({"failures": failures, "last": self.clock()})
                self.attempts.write_text(content, encoding="ascii")
            else:
                remove(self.attempts)


def check_password(password: str, user: str) -> None:
    """Raises Refused when this user's new password is too short, or easy to guess."""
    if len(normal_password(password)) < passwords.SHORTEST:
        raise Refused(
            phrase(
                "Kata sandi terlalu pendek: paling sedikit {least} huruf. Belum ada yang disimpan.",
                least=passwords.SHORTEST,
            )
        )
    passwords.refuse_guessable(password, [user])


def normal_password(password: str) -> str:
    """The same text however a keyboard composes it."""
    return unicodedata.normalize("NFKC", password)


def new_code() -> str:
    """A recovery code of 125 random bits, in groups that can be read out."""
    letters = [secrets.choice(CODE_ALPHABET) for _ in range(CODE_GROUPS * 5)]
    return "-".join("".join(letters[i : i + 5]) for i in range(0, len(letters), 5))


def normal_code(code: str) -> str:
    """The code without what people add or mistake: case, spaces, dashes, O for 0, I and L for 1."""
    plain = unicodedata.normalize("NFKC", code).upper().translate(str.maketrans("OIL", "011"))
    return "".join(c for c in plain if c in CODE_ALPHABET)


def _sum(keys: dict[str, Any]) -> str:
    """A checksum of the slots: when a byte changed, the spare copy is read, instead of calling the right password wrong."""
    return blake2b(json.dumps(keys, sort_keys=True).encode(), digest_size=16).hexdigest()


def _slot_id(keys: dict[str, Any], user: str) -> str:
    name = " ".join(unicodedata.normalize("NFKC", user).casefold().split())
    return blake2b(name.encode("utf-8", "replace"), key=b64decode(keys["names"]), digest_size=16).hexdigest()


def _derive(secret: str, salt: bytes, passes: int, memory: int) -> bytes:
    return argon2id.kdf(KEY_BYTES, secret.encode("utf-8", "replace"), salt, opslimit=passes, memlimit=memory)


def _wrap(key: bytes, secret: str) -> dict[str, Any]:
    salt = secrets.token_bytes(argon2id.SALTBYTES)
    nonce = secrets.token_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
    wrapping = _derive(secret, salt, PASSES, MEMORY_BYTES)
    wrapped = crypto_aead_xchacha20poly1305_ietf_encrypt(key, salt, nonce, wrapping)
    return {"salt": _text(salt), "passes": PASSES, "memory": MEMORY_BYTES, "nonce": _text(nonce), "key": _text(wrapped)}


def _unwrap(slot: dict[str, Any], secret: str) -> bytes:
    salt = b64decode(slot["salt"])
    wrapping = _derive(secret, salt, slot["passes"], slot["memory"])
    return crypto_aead_xchacha20poly1305_ietf_decrypt(b64decode(slot["key"]), salt, b64decode(slot["nonce"]), wrapping)


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")
