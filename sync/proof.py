"""Who says so: a device's signatures under what it pushes, and the district's seal under what it hands out.

A push is signed once, over the head of the device's chain: one signature an event would cost more on a 2G link than the event.
"""

from hashlib import blake2b
from hmac import compare_digest

from nacl.bindings import crypto_core_ed25519_is_valid_point
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

SEAL_BYTES = 16
SIGNATURE_BYTES = 64
_ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group that Ed25519 signs in
_PUSH, _ENROL, _SUCCEED = b"buku-aduan push 1\n", b"buku-aduan enrol 1\n", b"buku-aduan device 1\n"
_BUNDLE = b"buku-aduan bundle 1\n"
_INVITATION = b"buku-aduan invitation 1\n"


def sign_head(key: bytes, device: str, seq: int, head: bytes) -> bytes:
    """The signature (64 bytes) of the device with this 32-byte seed: its chain has this hash after `seq`."""
    return SigningKey(key).sign(_head(device, seq, head)).signature


def head_is_signed(public_key: bytes, proof: bytes, device: str, seq: int, head: bytes) -> bool:
    return _verified(public_key, _head(device, seq, head), proof)


def sign_enrolment(key: bytes, device: str, code: str) -> bytes:
    return SigningKey(key).sign(_ENROL + f"{device}\n{code}".encode()).signature


def enrolment_is_signed(public_key: bytes, proof: bytes, device: str, code: str) -> bool:
    return _verified(public_key, _ENROL + f"{device}\n{code}".encode(), proof)


def sign_succession(key: bytes, device: str, other_device: str) -> bytes:
    """Signed by `device` over the id of the device that it follows, or that follows it."""
    return SigningKey(key).sign(_SUCCEED + f"{device}\n{other_device}".encode()).signature


def succession_is_signed(public_key: bytes, proof: bytes, device: str, other_device: str) -> bool:
    return _verified(public_key, _SUCCEED + f"{device}\n{other_device}".encode(), proof)


def sign_bundle(key: bytes, digest: bytes) -> bytes:
    """Signed by a device or the district over the hash of everything that comes before the signature."""
    return SigningKey(key).sign(_BUNDLE + digest).signature


def bundle_is_signed(public_key: bytes, proof: bytes, digest: bytes) -> bool:
    return _verified(public_key, _BUNDLE + digest, proof)


def sign_invitation(key: bytes, digest: bytes) -> bytes:
    """Signed by the district over the hash of everything that comes before the signature."""
    return SigningKey(key).sign(_INVITATION + digest).signature


def invitation_is_signed(public_key: bytes, proof: bytes, digest: bytes) -> bool:
    return _verified(public_key, _INVITATION + digest, proof)


def sign_paper(key: bytes, statement: bytes) -> bytes:
    """The device's signature under what the QR code of a paper says (complaints/signed_paper.py)."""
    return SigningKey(key).sign(statement).signature


def paper_is_signed(public_key: bytes, proof: bytes, statement: bytes) -> bool:
    return _verified(public_key, statement, proof)


def seal(key: bytes, content: bytes) -> bytes:
    """The district's seal on an event that it hands out, under a key kept apart from its database."""
    return blake2b(content, key=key, digest_size=SEAL_BYTES).digest()


def is_sealed(key: bytes, content: bytes, claimed_seal: bytes) -> bool:
    return compare_digest(seal(key, content), claimed_seal)


def is_signature(proof: bytes) -> bool:
    """Whether somebody's key may have made it, over whatever: no zeros, no noise."""
    return (
        len(proof) == SIGNATURE_BYTES
        and int.from_bytes(proof[32:], "little") < _ORDER
        and crypto_core_ed25519_is_valid_point(proof[:32])
    )


def _head(device: str, seq: int, head: bytes) -> bytes:
    return _PUSH + f"{device}\n{seq}\n".encode() + head


def _verified(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(public_key).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True
