"""Accounts and visits to the web pages: argon2id passwords, tokens kept as hashes, ended after idle hours."""

import secrets
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from nacl import pwhash
from nacl.exceptions import CryptoError, InvalidkeyError

from complaints.errors import InvalidField, OfficeError
from complaints.numbering import RANDOM_BYTES, parse_tracking_code, tracking_code
from complaints.passwords import refuse_guessable
from complaints.phrases import phrase
from sync.server import existing_units, notice, totp, units
from sync.server.entitlement import is_code
from sync.server.keys import Keys
from sync.server.mail import is_address
from sync.server.permissions import RIGHTS, AccountRole, Right
from sync.server.statement import PortableStatement, Transaction

SHORTEST_PASSWORD = 10
MEMORY = 64 * 1024 * 1024  # bytes that hashing a password takes
IDLE_MS = 4 * 3_600_000
INVITED_MS = 14 * 86_400_000

_PUT = PortableStatement(
    "INSERT INTO admin (name, password, created_at) VALUES (:name, :password, :now) "
    "ON CONFLICT (name) DO UPDATE SET password = excluded.password"
)
_FIND = PortableStatement("SELECT password, disabled_at, totp, totp_step FROM admin WHERE name = :name")
_ALL_ACCOUNTS = PortableStatement(
    "SELECT name, created_at, disabled_at, totp IS NOT NULL, role, unit, head, password = '', email FROM admin ORDER BY name"
)
_ADD = PortableStatement(
    "INSERT INTO admin (name, password, created_at, role, unit, head) VALUES (:name, '', :now, :role, :unit, :head) "
    "ON CONFLICT (name) DO UPDATE SET password = '', role = excluded.role, unit = excluded.unit, head = excluded.head, "
    "disabled_at = NULL"
)
_INVITE = PortableStatement("INSERT INTO invitation (hash, admin, expires_at) VALUES (:hash, :name, :expires)")
_INVITED = PortableStatement(
    "SELECT i.admin FROM invitation i JOIN admin a ON a.name = i.admin "
    "WHERE i.hash = :hash AND i.expires_at >= :now AND a.disabled_at IS NULL"
)
_UNINVITE = PortableStatement("DELETE FROM invitation WHERE admin = :name OR expires_at < :now")
_ACCEPT = PortableStatement("DELETE FROM invitation WHERE hash = :hash")
_EMAIL = PortableStatement("UPDATE admin SET email = :email WHERE name = :name")
_DISABLE = PortableStatement("UPDATE admin SET disabled_at = :at WHERE name = :name")
_FORGET_VIEWS = PortableStatement("DELETE FROM saved_view WHERE admin = :name")
_DELETE = PortableStatement("DELETE FROM admin WHERE name = :name")
_TOTP = PortableStatement("UPDATE admin SET totp = :totp, totp_step = :step WHERE name = :name")
_USE_STEP = PortableStatement("UPDATE admin SET totp_step = :step WHERE name = :name AND totp_step < :step")
_PASSWORD = PortableStatement("UPDATE admin SET password = :password WHERE name = :name")
_LEAVE_OTHERS = PortableStatement("DELETE FROM visit WHERE admin = :name AND csrf <> :csrf")
_KNOW_BROWSER = PortableStatement(
    "INSERT INTO browser (token, admin, seen_at) VALUES (:token, :name, :now) ON CONFLICT DO NOTHING"
)
_BROWSER = PortableStatement("SELECT admin FROM browser WHERE token = :token")
_FORGET_BROWSERS = PortableStatement("DELETE FROM browser WHERE admin = :name")
_LEAVE_ALL = PortableStatement("DELETE FROM visit WHERE admin = :name OR expires_at < :now")
_BEGIN = PortableStatement(
    "INSERT INTO visit (token, admin, csrf, expires_at) VALUES (:token, :admin, :csrf, :expires)"
)
_VISIT = PortableStatement(
    "SELECT v.admin, v.csrf, v.expires_at, a.role, a.unit, a.head FROM visit v "
    "JOIN admin a ON a.name = v.admin WHERE v.token = :token AND a.disabled_at IS NULL"
)
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


class RoleAndUnit(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Petugas unit memerlukan kode unitnya, dan hanya akun unit yang terikat pada unit dan punya kepala. "
                "Belum ada akun yang dibuat."
            )
        )


class UnknownUnit(OfficeError):
    def __init__(self, unit: str) -> None:
        super().__init__(
            phrase(
                "Unit “{unit}” tidak dikenal di kabupaten ini. Belum ada akun yang dibuat; simpan unitnya dulu dengan "
                "'units import', atau periksa kodenya.",
                unit=unit,
            )
        )


class NotInvited(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kode undangan ini salah, sudah dipakai atau lewat masanya. Tidak ada yang diubah; mintalah undangan baru "
                "kepada kabupaten."
            )
        )


class NoAccount(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Tidak ada akun dengan nama itu. Tidak ada yang diubah; lihat 'admin list'."))


class WrongProof(OfficeError):
    def __init__(self) -> None:
        super().__init__(phrase("Kata sandi atau kode salah. Tidak ada yang diubah; coba lagi."))


class Account(NamedTuple):
    """Times in ms since 1970."""

    name: str
    created_at: int
    disabled_at: int | None
    second_factor: bool
    role: AccountRole
    unit: str
    head: bool
    invited: bool
    email: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """Who is logged in, in which role, and for which unit; `csrf` must come back with every form."""

    admin: str
    csrf: str
    role: AccountRole = "admin"
    unit: str = ""
    head: bool = False
    unit_title: str = ""

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]


def create(transaction: Transaction, name: str, password: str, now: int) -> None:
    """An account, or a new password for it; visits under the old one end. Raises WeakPassword, Refused or NoName."""
    if not name.strip() or name != name.strip():
        raise NoName
    _check_new(password, name)
    transaction.run(_PUT, name=name, password=_hashed(password).decode("ascii"), now=now)
    transaction.run(_LEAVE_ALL, name=name, now=now)


def _check_new(password: str, name: str) -> None:
    """Raises WeakPassword for a new password that is too short, Refused for one that is easy to guess."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword
    refuse_guessable(password, [name])


def invite(
    transaction: Transaction, name: str, role: AccountRole, now: int, *, unit: str = "", head: bool = False
) -> str:
    """An account without a password yet: the one-time code with which its owner chooses one. Whoever came in under this name is out.

    Raises NoName, RoleAndUnit or UnknownUnit.
    """
    if not name.strip() or name != name.strip():
        raise NoName
    if (role == "unit") != bool(unit) or (head and role != "unit"):
        raise RoleAndUnit
    if unit and not _is_of_district(transaction, unit):
        raise UnknownUnit(unit)
    transaction.run(_ADD, name=name, role=role, unit=unit, head=head, now=now)
    transaction.run(_LEAVE_ALL, name=name, now=now)
    transaction.run(_UNINVITE, name=name, now=now)
    code = tracking_code(secrets.token_bytes(RANDOM_BYTES))
    transaction.run(_INVITE, hash=_invitation_hash(code), name=name, expires=now + INVITED_MS)
    return code


def _is_of_district(transaction: Transaction, unit: str) -> bool:
    district = notice.load(transaction).unit
    elsewhere = district != "" and unit[:2].isdigit() and not unit.startswith(f"{district}.")
    return is_code(unit) and not elsewhere and not existing_units.missing(transaction, [unit])


def invited(transaction: Transaction, code: str, now: int) -> str:
    """Whose invitation this is. Raises NotInvited."""
    try:
        row = transaction.first(_INVITED, hash=_invitation_hash(parse_tracking_code(code)), now=now)
    except OfficeError:
        row = None
    if row is None:
        raise NotInvited
    return row[0]


def accept(transaction: Transaction, code: str, password: str, now: int) -> str:
    """Sets the password with an invitation, which is used up by that; the account's name. Raises NotInvited or WeakPassword."""
    name = invited(transaction, code, now)
    if not transaction.run(_ACCEPT, hash=_invitation_hash(parse_tracking_code(code))):
        raise NotInvited  # another one was first
    create(transaction, name, password, now)
    return name


def _invitation_hash(code: str) -> bytes:
    return blake2b(code.encode(), digest_size=16, person=b"invitation").digest()


def is_right(transaction: Transaction, name: str, password: str) -> bool:
    """Whether this is the account's password; never for one that is off."""
    row = transaction.first(_FIND, name=name)
    hashed: bytes = row[0].encode("ascii") if row and row[0] else _decoy_hash()
    try:
        return (
            pwhash.verify(hashed, password.encode("utf-8", "replace"))
            and row is not None
            and row[0] != ""
            and row[1] is None
        )
    except InvalidkeyError:
        return False


def code_step(transaction: Transaction, keys: Keys, name: str, code: str, now: int) -> int:
    """The step of this one-time code, 0 when it is not the account's, or was used before. -1: the account asks for none."""
    row = transaction.first(_FIND, name=name)
    if row is None or row[2] is None:
        return -1
    try:
        secret = keys.unwrap(_totp_place(name), bytes(row[2]))
    except CryptoError:
        return 0
    return totp.matching_step(secret, code, now / 1000, row[3])


def use_code(transaction: Transaction, name: str, step: int) -> bool:
    """Uses the code up; False when somebody else was first."""
    return transaction.run(_USE_STEP, name=name, step=step) == 1


def set_second_factor(
    transaction: Transaction, keys: Keys, name: str, password: str, secret: bytes, code: str, now: int
) -> None:
    """From now on a code of the app is asked for, too. Raises WrongProof."""
    step = totp.matching_step(secret, code, now / 1000)
    if not step or not is_right(transaction, name, password):
        raise WrongProof
    transaction.run(_TOTP, name=name, totp=keys.wrap(_totp_place(name), secret), step=step)


def drop_second_factor(transaction: Transaction, name: str) -> None:
    """Raises NoAccount."""
    if not transaction.run(_TOTP, name=name, totp=None, step=0):
        raise NoAccount


def change_password(transaction: Transaction, visit: Visit, old: str, new: str) -> None:
    """Other visits of the account end, and browsers that it knew are asked anew. Raises WrongProof or WeakPassword."""
    if not is_right(transaction, visit.admin, old):
        raise WrongProof
    _check_new(new, visit.admin)
    transaction.run(_PASSWORD, name=visit.admin, password=_hashed(new).decode("ascii"))
    transaction.run(_LEAVE_OTHERS, name=visit.admin, csrf=visit.csrf)
    transaction.run(_FORGET_BROWSERS, name=visit.admin)


def all_accounts(transaction: Transaction) -> list[Account]:
    return [
        Account(name, created, disabled, bool(second), role, unit, bool(head), bool(invited), email)
        for name, created, disabled, second, role, unit, head, invited, email in transaction.rows(_ALL_ACCOUNTS)
    ]


def set_email(transaction: Transaction, name: str, email: str) -> None:
    """Where the account gets reminders, '' for nowhere. Raises NoAccount or InvalidField."""
    if email and not is_address(email):
        raise InvalidField(
            "email",
            phrase(
                "“{email}” bukan alamat surel. Tidak ada yang diubah; tulislah seperti nama@contoh.go.id.", email=email
            ),
        )
    if not transaction.run(_EMAIL, name=name, email=email):
        raise NoAccount


def disable(transaction: Transaction, name: str, now: int) -> None:
    """Nobody comes in by it any more, and who is in is out. Raises NoAccount."""
    if not transaction.run(_DISABLE, name=name, at=now):
        raise NoAccount
    transaction.run(_LEAVE_ALL, name=name, now=now)


def enable(transaction: Transaction, name: str) -> None:
    """Raises NoAccount."""
    if not transaction.run(_DISABLE, name=name, at=None):
        raise NoAccount


def delete(transaction: Transaction, name: str, now: int) -> None:
    """What the account did stays in the log and in the audit. Raises NoAccount."""
    if not transaction.run(_DELETE, name=name):
        raise NoAccount
    transaction.run(_LEAVE_ALL, name=name, now=now)
    transaction.run(_UNINVITE, name=name, now=now)
    transaction.run(_FORGET_BROWSERS, name=name)
    transaction.run(_FORGET_VIEWS, name=name)


def know_browser(transaction: Transaction, name: str, now: int) -> str:
    """A sign for the browser in which the account came in, for its cookie."""
    token = secrets.token_urlsafe(32)
    transaction.run(_KNOW_BROWSER, token=_hash(token), name=name, now=now)
    return token


def knows_browser(transaction: Transaction, name: str, token: str) -> bool:
    row = transaction.first(_BROWSER, token=_hash(token)) if token else None
    return row is not None and row[0] == name


def _totp_place(name: str) -> str:
    return f"totp {name}"


@cache
def _decoy_hash() -> bytes:
    """What a wrong name is compared with, and costs as much: told apart by time, names could be found out."""
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
    unit = row[4]
    title = units.titles(transaction, [unit])[unit] if unit else ""
    return Visit(row[0], row[1], row[3], unit, bool(row[5]), title)


def leave(transaction: Transaction, token: str) -> None:
    transaction.run(_LEAVE, token=_hash(token))


def _hash(token: str) -> bytes:
    return blake2b(token.encode("utf-8", "replace"), digest_size=16, person=b"visit").digest()
