"""One-time codes of an authenticator app (RFC 6238): SHA-1, six digits, a new one each 30 seconds."""

import hashlib
import hmac
import secrets
import struct
from base64 import b32decode, b32encode
from urllib.parse import quote

STEP_SECONDS = 30
SECRET_BYTES = 20
DIGITS = 6


def mint() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def as_typed(secret: bytes) -> str:
    """As it is typed into an app."""
    return b32encode(secret).decode("ascii")


def parse(typed: str) -> bytes:
    """The secret that was written so. Raises ValueError."""
    secret = b32decode(typed)
    if len(secret) != SECRET_BYTES:
        raise ValueError
    return secret


def code(secret: bytes, step: int) -> str:
    digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 15
    [number] = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: bytes, typed: str, now: float, after: int = 0) -> int:
    """The step whose code this is, one before or behind now, and later than `after`, for each counts once; 0 for none."""
    plain = typed.replace(" ", "").encode("utf-8", "replace")
    current = int(now) // STEP_SECONDS
    for step in (current, current - 1, current + 1):
        if step > after and hmac.compare_digest(code(secret, step).encode(), plain):
            return step
    return 0


def address(secret: bytes, name: str) -> str:
    """What the app reads from the picture."""
    return f"otpauth://totp/{quote('Aduan Distrik')}:{quote(name)}?secret={as_typed(secret)}&issuer={quote('Aduan Distrik')}"
