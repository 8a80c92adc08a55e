"""Enrolment: one-time codes for a unit, the PC that comes with one, and a PC that goes on under a new device."""

import secrets
from hashlib import blake2b

from complaints.errors import OfficeError
from complaints.numbering import RANDOM_BYTES, parse_tracking_code, tracking_code
from sync.messages import OLDEST_PROTOCOL, PROTOCOL, SERVED, DeviceRequest, EnrolRequest
from sync.proof import enrolment_is_signed, succession_is_signed
from sync.server import device
from sync.server.device import Requester
from sync.server.refusal import forbidden
from sync.server.statement import PortableStatement, Transaction

VALID_MS = 14 * 86_400_000

_ADD = PortableStatement(
    "INSERT INTO enrolment_code (hash, unit, created_at, expires_at, device) VALUES (:hash, :unit, :now, :expires, '')"
)
_FIND = PortableStatement("SELECT unit, expires_at, device FROM enrolment_code WHERE hash = :hash", lock=True)
_USE = PortableStatement("UPDATE enrolment_code SET device = :device WHERE hash = :hash")
_FORGET = PortableStatement("DELETE FROM enrolment_code WHERE expires_at < :now")


def issue(transaction: Transaction, unit: str, now: int) -> str:
    """A new code for a unit, valid once and for two weeks: twelve signs that are typed or scanned. Only its hash is kept."""
    code = tracking_code(secrets.token_bytes(RANDOM_BYTES))
    transaction.run(_ADD, hash=_hash(code), unit=unit, now=now, expires=now + VALID_MS)
    return code


def forget(transaction: Transaction, now: int) -> None:
    """Deletes expired codes."""
    transaction.run(_FORGET, now=now)


def enrol(transaction: Transaction, request: EnrolRequest, now: int) -> tuple[str, str, str]:
    """Registers the device: its token, unit and letter. Raises Refuse.

    The same PC may repeat it with the same code, as it must when the answer was lost: it gets a new token each time.
    """
    if not OLDEST_PROTOCOL <= request.protocol <= PROTOCOL:
        raise forbidden("protocol", SERVED)
    try:
        code = parse_tracking_code(request.code)
    except OfficeError:
        raise forbidden("code") from None
    code_row = transaction.first(_FIND, hash=_hash(code))
    if code_row is None or code_row[1] < now or code_row[2] not in ("", request.device):
        raise forbidden("code")
    # Over the code as it was typed or as it is printed: the PC may sign either.
    if not any(enrolment_is_signed(request.public_key, request.proof, request.device, c) for c in (request.code, code)):
        raise forbidden("proof")
    unit: str = code_row[0]
    if request.unit != unit:
        raise forbidden("unit", unit)
    _refuse_revoked(transaction, request.device, used=code_row[2] != "")
    token = device.mint_token()
    letter = register(transaction, request, device.token_hash(token), now)
    transaction.run(_USE, hash=_hash(code), device=request.device)
    return token, unit, letter


def register(transaction: Transaction, request: EnrolRequest, hash: bytes, now: int) -> str:
    """Makes the device of a request that was proved known, or known again, under the token with this hash: its letter. Raises Refuse."""
    existing = device.lock(transaction, [request.device]).get(request.device)
    if existing is not None and not existing.belongs_to(request.unit, request.public_key):
        raise forbidden("device")
    wished = (existing and existing.letter) or request.letter
    letter = device.free_letter(transaction, request.unit, request.device, wished)
    if existing is None:
        device.add(
            transaction, request.device, request.unit, now,
            letter=letter, public_key=request.public_key, token=hash, version=request.version,
        )  # fmt: skip
    else:
        device.enrol(transaction, existing, letter, request.public_key, hash, request.version, now)
    return letter


def _refuse_revoked(transaction: Transaction, id: str, *, used: bool) -> None:
    """A code lets its PC in once: who was turned away since needs a new one."""
    existing = device.find(transaction, id) if used else None
    if existing is not None and existing.revoked_at is not None:
        raise forbidden("code")


def succeed(
    transaction: Transaction, by: Requester, request: DeviceRequest, now: int, token: str = "", version: str = ""
) -> tuple[str, str]:
    """Registers the device that follows the asking one: its token and letter. Raises Refuse. Repeating it gives a new token.

    With `token`, which a bundle may carry, one that the device has already stays. `version` is the program's, where it was told;
    else the former device's, which is the same PC.

    The former device keeps its token: a PC cloned from the same disk may still be using it, and comes here by itself.
    """
    locked = device.lock(transaction, sorted([by.id, request.device]))
    former, existing = locked[by.id], locked.get(request.device)
    if not succession_is_signed(request.public_key, request.proof, request.device, by.id):
        raise forbidden("proof")
    if not succession_is_signed(former.public_key, request.old_proof, by.id, request.device):
        raise forbidden("proof")
    if existing is not None and (
        existing.revoked_at is not None or not existing.belongs_to(by.unit, request.public_key)
    ):
        raise forbidden("device")
    if token and existing is not None and existing.token is not None and existing.public_key == request.public_key:
        return token, existing.letter
    token = token or device.mint_token()
    hash = device.token_hash(token)
    letter = device.free_letter(transaction, by.unit, request.device, (existing and existing.letter) or request.letter)
    if existing is None:
        device.add(
            transaction, request.device, by.unit, now,
            letter=letter, public_key=request.public_key, token=hash, follows=by.id, version=version or by.version,
        )  # fmt: skip
    else:
        device.enrol(transaction, existing, letter, request.public_key, hash, version or by.version, now)
    return token, letter


def _hash(code: str) -> bytes:
    return blake2b(code.encode(), digest_size=16, person=b"enrolment").digest()
