"""An invitation for an office that never sees a network: who the district is, in a file that gives nobody a place by itself.

    magic (15) ‖ version (1) ‖ length (4) ‖ Invitation ‖ signature (64)

Nothing in it depends on the code, so nobody who finds or copies it can try codes on it. The code is told apart from it: twelve signs
that the district alone can check, and eight that say whose keys the file has to bring. So a file of somebody else, with keys of his own,
is refused before anything is sealed to them.
"""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, BinaryIO

import msgspec
from msgspec import Meta, structs
from nacl.pwhash import argon2id

from complaints.errors import InvalidField, OfficeError
from complaints.numbering import ALPHABET, CODE_SIGNS, MISREAD, parse_tracking_code
from complaints.phrases import phrase
from sync.bundle.refusals import BundleRefused, Damaged, NewerBundle, NotABundle
from sync.messages import Message, Notice, Seq, without_younger_fields
from sync.proof import SIGNATURE_BYTES, invitation_is_signed, sign_invitation

MAGIC, VERSION = b"BUKU-ADUAN-INV\n", 1
LARGEST = 4 * 1024 * 1024  # bytes of the message
KEY_SIGNS = 8
_SALT = b"buku-aduan keys\n"
# Slow on purpose: whoever wants other keys with the same eight signs makes 2⁴⁰ tries of this.
_PASSES, _MEMORY_BYTES = 3, 64 * 1024 * 1024

InvitationId = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]


class Invitation(Message, frozen=True):
    """For one PC of `unit`. `until_ms` is the last moment, by the district's clock, at which the answer to it may be read there.

    `address` is where the district is reached by network, '' where it isn't; `notice` is what it tells all offices, with its keys.
    """

    id: InvitationId
    unit: Annotated[str, Meta(max_length=64)]
    made_ms: Seq
    until_ms: Seq
    address: Annotated[str, Meta(max_length=400)]
    notice: Notice


class NotAnInvitation(NotABundle):
    def __init__(self) -> None:
        BundleRefused.__init__(
            self,
            phrase(
                "Ini bukan berkas undangan kabupaten, atau awalnya rusak. Tidak ada yang diubah; pilih berkas undangan yang "
                "dibuat kabupaten untuk kantor ini."
            ),
        )


class OtherKeys(BundleRefused):
    """The code and the file are not of the same district: mistyped, or somebody changed the file on its way."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas undangan ini tidak cocok dengan kode itu: kodenya keliru, atau berkasnya bukan dari kabupaten. Tidak ada "
                "yang diubah; periksa delapan tanda terakhir kode, dan bila sudah benar tanyakan kepada kabupaten."
            )
        )


@dataclass(frozen=True, slots=True)
class InvitationCode:
    """`secret` is for the district, in the form of an enrolment code; `keys` tells the district's keys."""

    secret: str
    keys: str

    def __str__(self) -> str:
        return f"{self.secret}-{self.keys}"


def parse_code(typed: str) -> InvitationCode:
    """The code as printed, from what was typed. Raises InvalidField("code")."""
    signs = "".join(typed.split()).replace("-", "").upper().translate(MISREAD)
    if len(signs) != CODE_SIGNS + KEY_SIGNS or set(signs) - set(ALPHABET):
        raise InvalidField(
            "code",
            phrase(
                "Kode undangan {wanted} huruf dan angka dalam lima kelompok; periksa lagi yang disampaikan kabupaten.",
                wanted=CODE_SIGNS + KEY_SIGNS,
            ),
        )
    try:
        secret = parse_tracking_code(signs[:CODE_SIGNS])
    except OfficeError:
        raise InvalidField(
            "code", phrase("Kode undangan salah ketik; periksa lagi dua belas tanda pertamanya.")
        ) from None
    return InvitationCode(secret, _grouped(signs[CODE_SIGNS:]))


def is_invitation_code(typed: str) -> bool:
    """Whether it has the length of one; whether it is right shows later."""
    return len("".join(typed.split()).replace("-", "")) == CODE_SIGNS + KEY_SIGNS


@lru_cache(16)
def key_signs(bundle_key: bytes, signing_key: bytes) -> str:
    """'7F3K-22MP': eight signs that tell the district's two keys. It takes a tenth of a second."""
    bits = int.from_bytes(
        argon2id.kdf(16, bundle_key + signing_key, _SALT, opslimit=_PASSES, memlimit=_MEMORY_BYTES), "big"
    )
    return _grouped("".join(ALPHABET[bits >> (5 * place) & 31] for place in range(KEY_SIGNS)))


def put(file: BinaryIO, invitation: Invitation, signing_key: bytes) -> None:
    written = structs.replace(invitation, notice=without_younger_fields(invitation.notice))
    message = msgspec.msgpack.encode(written)
    content = MAGIC + bytes([VERSION]) + len(message).to_bytes(4, "big") + message
    file.write(content + sign_invitation(signing_key, _digest(content)))


def is_invitation(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(len(MAGIC)) == MAGIC


def read(file: BinaryIO) -> Invitation:
    """The invitation, whole and signed by the key that it names itself. Raises BundleRefused. Whose key that is says the code: `check`."""
    file.seek(0)
    front = file.read(len(MAGIC) + 5)
    if front[: len(MAGIC)] != MAGIC or len(front) < len(MAGIC) + 5:
        raise NotAnInvitation
    if front[len(MAGIC)] != VERSION:
        raise NewerBundle
    length = int.from_bytes(front[-4:], "big")
    if length > LARGEST:
        raise Damaged
    message, signature, rest = file.read(length), file.read(SIGNATURE_BYTES), file.read(1)
    try:
        invitation = msgspec.msgpack.decode(message, type=Invitation)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Damaged from None
    if rest or not invitation_is_signed(invitation.notice.signing_key, signature, _digest(front + message)):
        raise Damaged
    return invitation


def check(invitation: Invitation, code: InvitationCode) -> None:
    """Whether these are the keys of the district that told the code. Raises OtherKeys."""
    if key_signs(invitation.notice.bundle_key, invitation.notice.signing_key) != code.keys:
        raise OtherKeys


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=32).digest()


def _grouped(signs: str) -> str:
    return "-".join(signs[place : place + 4] for place in range(0, len(signs), 4))
