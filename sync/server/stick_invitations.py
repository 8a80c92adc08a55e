"""Invitations that the coordinator writes onto a stick, for an office that never sees a network: given out, shown again, taken up once."""

import secrets
from hashlib import blake2b
from hmac import compare_digest
from typing import NamedTuple

from complaints.errors import OfficeError
from complaints.numbering import RANDOM_BYTES, parse_tracking_code, tracking_code
from complaints.phrases import phrase
from sync.bundle.invitation import Invitation, InvitationCode, key_signs
from sync.bundle.refusals import BundleRefused, safe_text
from sync.messages import Enrolling
from sync.proof import enrolment_is_signed
from sync.server import device, enrolment, notice, rollout
from sync.server.keys import Keys
from sync.server.refusal import Refuse, forbidden
from sync.server.statement import PortableStatement, Transaction

VALID_MS = 60 * 86_400_000  # a stick that goes there and back with whoever travels
MOST_TRIES = 5

_ADD = PortableStatement(
    "INSERT INTO stick_invitation (id, hash, unit, address, created_at, expires_at, tries, device) "
    "VALUES (:id, :hash, :unit, :address, :now, :expires, 0, '')"
)
_COLUMNS = "id, hash, unit, address, created_at, expires_at, tries, device"
_FIND = PortableStatement(f"SELECT {_COLUMNS} FROM stick_invitation WHERE id = :id", lock=True)
_SHOW = PortableStatement(_FIND.sqlite)
_OPEN = PortableStatement(
    f"SELECT {_COLUMNS} FROM stick_invitation WHERE device = '' AND expires_at >= :now AND tries < :most ORDER BY unit, created_at, id"
)
_TRIED = PortableStatement("UPDATE stick_invitation SET tries = tries + 1 WHERE id = :id")
_USE = PortableStatement("UPDATE stick_invitation SET device = :device WHERE id = :id")
_VOID = PortableStatement("UPDATE stick_invitation SET expires_at = 0 WHERE id = :id AND device = ''")


class StickInvitation(NamedTuple):
    """Times are ms since 1970."""

    id: str
    hash: bytes
    unit: str
    address: str
    created_at: int
    expires_at: int
    tries: int
    device: str


class InvitationRefused(BundleRefused):
    """The office has to be invited anew."""

    def __init__(self, unit: str) -> None:
        super().__init__(
            phrase(
                "Undangan yang dipakai komputer {unit} tidak berlaku: sudah dipakai komputer lain, dibatalkan, atau lewat masanya. "
                "Tidak ada yang diubah; buat undangan baru dengan 'bundle invite {unit} FILE'.",
                unit=safe_text(unit),
            )
        )


class WrongInvitationCode(BundleRefused):
    def __init__(self, remaining: int) -> None:
        super().__init__(
            phrase(
                "Kode di kiriman ini bukan kode undangannya. Tidak ada yang diubah; {count} percobaan lagi, sesudah itu undangannya batal.",
                count=remaining,
            )
        )


class CopiedPc(BundleRefused):
    """Another PC is known by its device, with another key."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Komputer pembuat kiriman ini salinan dari komputer yang sudah terdaftar. Tidak ada yang diubah; buat undangan baru "
                "untuknya: dengan itu ia terdaftar sebagai komputer lain."
            )
        )


class UnknownInvitation(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase("Undangan itu tidak ada, sudah dipakai, atau lewat masanya. Tidak ada yang diubah; buat yang baru.")
        )


def issue(transaction: Transaction, keys: Keys, unit: str, address: str, now: int) -> tuple[Invitation, str]:
    """A new invitation for one PC of the unit, and its code. The code is told apart from the file, and kept as its keyed hash alone."""
    id, secret = secrets.token_hex(8), tracking_code(secrets.token_bytes(RANDOM_BYTES))
    expires = now + VALID_MS
    hash = _hash(keys, id, secret)
    transaction.run(_ADD, id=id, hash=hash, unit=unit, address=address, now=now, expires=expires)
    own_notice = notice.load(transaction)
    code = InvitationCode(secret, key_signs(own_notice.bundle_key, own_notice.signing_key))
    return Invitation(id, unit, now, expires, address, own_notice), str(code)


def again(transaction: Transaction, id: str, now: int) -> Invitation:
    """The file's content once more: as harmless as it was. Raises UnknownInvitation."""
    row = transaction.first(_SHOW, id=id)
    invitation = StickInvitation(*row) if row else None
    if invitation is None or not _is_open(invitation, now):
        raise UnknownInvitation
    own_notice = notice.load(transaction)
    return Invitation(id, invitation.unit, invitation.created_at, invitation.expires_at, invitation.address, own_notice)


def open_ones(transaction: Transaction, now: int) -> list[StickInvitation]:
    """Those that nobody has taken up yet."""
    return [StickInvitation(*row) for row in transaction.rows(_OPEN, now=now, most=MOST_TRIES)]


def void(transaction: Transaction, id: str) -> None:
    """Nobody gets in by it any more. Raises UnknownInvitation."""
    if not transaction.run(_VOID, id=id):
        raise UnknownInvitation


def wrong_code(transaction: Transaction, id: str) -> int:
    """Counts a try with a wrong code; how many are left."""
    transaction.run(_TRIED, id=id)
    row = transaction.first(_SHOW, id=id)
    return max(0, MOST_TRIES - StickInvitation(*row).tries) if row else 0


def has_let_in(transaction: Transaction, shown: Enrolling) -> bool:
    """Whether this device came in by this invitation before: a bundle that is read again."""
    row = transaction.first(_SHOW, id=shown.invitation)
    return row is not None and StickInvitation(*row).device == shown.request.device


def is_right(transaction: Transaction, keys: Keys, shown: Enrolling, now: int) -> bool:
    """Whether the code is this invitation's. Raises InvitationRefused where there is nothing to try it on."""
    row = transaction.first(_FIND, id=shown.invitation)
    invitation = StickInvitation(*row) if row else None
    if invitation is None or not _is_open(invitation, now) or invitation.unit != shown.request.unit:
        raise InvitationRefused(shown.request.unit)
    try:
        secret = parse_tracking_code(shown.request.code)
    except OfficeError:
        return False
    return compare_digest(_hash(keys, invitation.id, secret), invitation.hash)


def take_up(transaction: Transaction, keys: Keys, shown: Enrolling, now: int) -> None:
    """Lets in the device whose bundle shows this invitation, once; `is_right` comes before. Raises Refuse or CopiedPc."""
    request = shown.request
    if not enrolment_is_signed(request.public_key, request.proof, request.device, request.code):
        raise forbidden("proof")
    token = keys.bundle_token(request.device, request.public_key)
    try:
        enrolment.register(transaction, request, device.token_hash(token), now)
    except Refuse as refuse:
        if refuse.reason == "device":
            raise CopiedPc from None
        raise
    transaction.run(_USE, id=shown.invitation, device=request.device)
    rollout.refresh(transaction)


def _is_open(invitation: StickInvitation, now: int) -> bool:
    return not invitation.device and invitation.expires_at >= now and invitation.tries < MOST_TRIES


def _hash(keys: Keys, id: str, secret: str) -> bytes:
    """Keyed: a copy of the database alone tells nothing that a code could be tried on."""
    return blake2b(f"{id}\n{secret}".encode(), key=keys.master, digest_size=16, person=b"stick invited").digest()
