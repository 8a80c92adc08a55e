"""The coordinator's accounts and visits to the web pages: argon2id passwords, tokens kept as hashes, ended after idle hours."""

import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

from nacl import pwhash
from nacl.exceptions import InvalidkeyError

from complaints.errors import OfficeError
from complaints.phrases import phrase
from sync.server.statement import PortableStatement, Transaction

SHORTEST_PASSWORD = 10
MEMORY = 64 * 1024 * 1024  # bytes that hashing a password takes
IDLE_MS = 4 * 3_600_000

_PUT = PortableStatement(
    "INSERT INTO admin (name, password, created_at) VALUES (:name, :password, :now) "
    "ON CONFLICT (name) DO UPDATE SET password = excluded.password"
)
_FIND = PortableStatement("SELECT password FROM admin WHERE name = :name")
_LEAVE_ALL = PortableStatement("DELETE FROM visit WHERE admin = :name OR expires_at < :now")
_BEGIN = PortableStatement(
    "INSERT INTO visit (token, admin, csrf, expires_at) VALUES (:token, :admin, :csrf, :expires)"
)
_VISIT = PortableStatement("SELECT admin, csrf, expires_at FROM visit WHERE token = :token")
_EXTEND = PortableStatement("UPDATE visit SET expires_at = :expires WHERE token = :token")
_LEAVE = PortableStatement("DELETE FROM visit WHERE token = :token")


class WeakPassword(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kata sandi minimal {least} huruf. Tidak ada yang diubah; pilih yang lebih panjang.",
                least=SHORTEST_PASSWORD,
            )
        )


class NoName(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Nama akun tidak boleh kosong, juga tidak diawali atau diakhiri spasi. Tidak ada yang diubah; "
                "tulislah namanya."
            )
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is logged in; `csrf` must come back with every form."""

    admin: str
    csrf: str


def create(transaction: Transaction, name: str, password: str, now: int) -> None:
    """An account, or a new password for it; visits under the old one end. Raises WeakPassword or NoName."""
    if not name.strip() or name != name.strip():
        raise NoName
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword
    transaction.run(_PUT, name=name, password=_hashed(password).decode("ascii"), now=now)
    transaction.run(_LEAVE_ALL, name=name, now=now)


def is_right(transaction: Transaction, name: str, password: str) -> bool:
    row = transaction.first(_FIND, name=name)
    hashed: bytes = row[0].encode("ascii") if row else _decoy_hash()
    try:
        return pwhash.verify(hashed, password.encode("utf-8", "replace")) and row is not None
    except InvalidkeyError:
        return False


@cache
def _decoy_hash() -> bytes:
    """A hash to compare with when the name is wrong, so that it takes as long as a right name and gives none away."""
    return _hashed(secrets.token_urlsafe(16))


def _hashed(password: str) -> bytes:
    return pwhash.argon2id.str(password.encode(), pwhash.argon2id.OPSLIMIT_MODERATE, MEMORY)


def begin(transaction: Transaction, name: str, now: int) -> str:
    """A new visit's token, for the cookie."""
    token = secrets.token_urlsafe(32)
    transaction.run(_BEGIN, token=_hash(token), admin=name, csrf=secrets.token_urlsafe(24), expires=now + IDLE_MS)
    return token


def visit(transaction: Transaction, token: str, now: int) -> Visit | None:
    """The visit of this token, prolonged now and then; None when there is none any more."""
    row = transaction.first(_VISIT, token=_hash(token))
    if row is None or row[2] < now:
        return None
    if row[2] < now + IDLE_MS * 3 // 4:
        transaction.run(_EXTEND, token=_hash(token), expires=now + IDLE_MS)
    return Visit(row[0], row[1])


def leave(transaction: Transaction, token: str) -> None:
    transaction.run(_LEAVE, token=_hash(token))


def _hash(token: str) -> bytes:
    return blake2b(token.encode("utf-8", "replace"), digest_size=16, person=b"visit").digest()
