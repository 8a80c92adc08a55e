"""Who complains and about whom: personal data, sealed in the event under a key of its own for each complaint.

Destroying that key forgets the person wherever the event went, while the log and its hashes stay whole (UU 27/2022).
"""

from hashlib import blake2b
from typing import Literal, TypeGuard

import msgspec
from msgspec import UNSET, Struct, UnsetType
from nacl.exceptions import CryptoError

from complaints import aead
from complaints.aead import NONCE_BYTES

Sex = Literal["male", "female", ""]

KEY_BYTES = 16
FIRST_KEY_BYTES = aead.KEY_BYTES  # of complaints recorded before stores of version 0002


class PersonChange(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, kw_only=True):
    """A person's fields as one step sets them: UNSET leaves a field as it was, an empty text empties it."""

    name: str | UnsetType = UNSET
    national_id: str | UnsetType = UNSET
    sex: Sex | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    email: str | UnsetType = UNSET
    address: str | UnsetType = UNSET
    disability: str | UnsetType = UNSET
    role: str | UnsetType = UNSET


class Identity(PersonChange, frozen=True, omit_defaults=True, forbid_unknown_fields=False, kw_only=True):
    """The personal fields of one event: who complains, and about whom. `phone` is E.164."""

    subject: str | UnsetType = UNSET


EMPTY = Identity()
# In place of what its key opens, and is no identity. Like EMPTY it names nobody; which of the two it is, only `is` tells.
UNREADABLE = Identity()
_FRESH, _WITH_NONCE = b"\0", b"\1"
_ZEROS = bytes(NONCE_BYTES)
_SEXES: tuple[Sex, ...] = ("", "male", "female")
_COUNTRY = "+62"
_EMPTY_PARTS: list["Part"] = [None] * 9
_encoder = msgspec.msgpack.Encoder()
_parts = msgspec.msgpack.Decoder(list[str | int | None])
_decode_list = msgspec.msgpack.Decoder(list[object])
_former = msgspec.msgpack.Decoder(Identity)
# What decoders raise for content: whoever has the complaint's key may seal any bytes.
_NOT_READ = (msgspec.DecodeError, ValueError, RecursionError)

Part = str | int | None


def seal(identity: Identity, key: bytes, nonce: bytes = b"") -> bytes:
    """The identity encrypted; b'' when there is nothing to hide.

    `nonce`: 12 random bytes. Only for the first thing ever sealed with this key, the recording, may there be none: on a slow
    link they would be a tenth of the complaint.
    """
    if identity == EMPTY:
        return b""
    if len(key) == FIRST_KEY_BYTES:
        return nonce + aead.encrypt(_encoder.encode(identity), nonce, key)
    plain = _encoder.encode(_compact(identity))
    if not nonce:
        return _FRESH + aead.encrypt(plain, _ZEROS, _stretched(key))
    return _WITH_NONCE + nonce + aead.encrypt(plain, nonce, _stretched(key))


def unseal(content: bytes, key: bytes) -> Identity:
    """The identity in `content`, or UNREADABLE. Raises nacl.exceptions.CryptoError when the key is not its own."""
    plain = _opened(content, key)
    try:
        return _decoded(plain, key)
    except _NOT_READ:
        return UNREADABLE if len(key) == FIRST_KEY_BYTES else _readable_places(plain)


def read(content: bytes, key: bytes) -> Identity:
    """The identity in `content`, whatever it holds: EMPTY when the key is not its own, UNREADABLE when it opens and is none."""
    try:
        return unseal(content, key)
    except CryptoError:
        return EMPTY


def is_agreed(content: bytes, key: bytes) -> bool | None:
    """Whether every version that opens this can read it; None when this is not its key.

    An office of 1.0.0 stops at an array of other than text, integers and nil.
    """
    try:
        plain = _opened(content, key)
        if len(key) == FIRST_KEY_BYTES:
            _former.decode(plain)
        else:
            _parts.decode(plain)
    except CryptoError:
        return None
    except _NOT_READ:
        return False
    return True


def _decoded(plain: bytes, key: bytes) -> Identity:
    return _former.decode(plain) if len(key) == FIRST_KEY_BYTES else _expanded(_parts.decode(plain))


def _readable_places(plain: bytes) -> Identity:
    """Of an array that holds what no version writes, the places that can be read, each by itself; UNREADABLE when none can."""
    try:
        places = _decode_list.decode(plain)[: len(_EMPTY_PARTS)]
    except _NOT_READ:
        return UNREADABLE
    identity = _expanded([place if _is_part(place) else None for place in places])
    return UNREADABLE if identity == EMPTY else identity


def _is_part(place: object) -> TypeGuard[Part]:
    return place is None or (isinstance(place, str | int) and not isinstance(place, bool))


def _opened(content: bytes, key: bytes) -> bytes:
    if len(key) == FIRST_KEY_BYTES:
        return aead.decrypt(content[NONCE_BYTES:], content[:NONCE_BYTES], key)
    form, ciphertext = content[:1], content[1:]
    if form == _FRESH:
        return aead.decrypt(ciphertext, _ZEROS, _stretched(key))
    if form == _WITH_NONCE:
        return aead.decrypt(ciphertext[NONCE_BYTES:], ciphertext[:NONCE_BYTES], _stretched(key))
    raise CryptoError("sealed in a way that this version doesn't know")


def _stretched(key: bytes) -> bytes:
    return blake2b(key, digest_size=FIRST_KEY_BYTES, person=b"aduan identity").digest()


def _compact(identity: Identity) -> list[Part]:
    """Name, NIK, sex, phone, email, address, disability, subject, role: what encrypts badly is made short before. None is UNSET.

    Version 1.0.0 takes text, integers and nil here and nothing else, and knows the first eight.
    """
    sex, phone = _text(identity.sex), _text(identity.phone)
    parts: list[Part] = [
        _text(identity.name),
        _number(_text(identity.national_id)),
        _SEXES.index(identity.sex) if identity.sex in _SEXES else sex,
        _number(phone.removeprefix(_COUNTRY), phone) if phone and phone.startswith(_COUNTRY) else phone,
        *(
            _text(text)
            for text in (identity.email, identity.address, identity.disability, identity.subject, identity.role)
        ),
    ]
    while parts and parts[-1] is None:
        parts.pop()
    return parts


def _expanded(parts: list[Part]) -> Identity:
    name, national_id, sex, phone, email, address, disability, subject, role = [*parts, *_EMPTY_PARTS[len(parts) :]][:9]
    return Identity(
        name=_value_of(name),
        national_id=_value_of(national_id),
        sex=_SEXES[sex] if isinstance(sex, int) and 0 <= sex < len(_SEXES) else UNSET,
        phone=f"{_COUNTRY}{phone}" if isinstance(phone, int) else _value_of(phone),
        email=_value_of(email),
        address=_value_of(address),
        disability=_value_of(disability),
        subject=_value_of(subject),
        role=_value_of(role),
    )


def _text(value: str | UnsetType) -> str | None:
    return None if value is UNSET else value


def _value_of(part: Part) -> str | UnsetType:
    return UNSET if part is None else str(part)


def _number(digits: str | None, otherwise: str | None = None) -> Part:
    """The number that is written with exactly these digits, which is half as long; else the text."""
    if digits and len(digits) <= 18 and digits.isascii() and digits.isdecimal() and digits[0] != "0":
        return int(digits)
    return digits if otherwise is None else otherwise
