"""What the QR code of a letter or a receipt says, so that anybody can ask whether the paper is genuine: one line of text with a signature.

`BA1*kind*day*unit*device*fingerprint*number*signature` (PROTOCOL §12). No name and nothing of the matter is in it.
"""

import re
from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from urllib.parse import parse_qs, quote, unquote, urlsplit

from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase

MARK = "BA1*"
PARAMETER = "surat"  # of the district's page: /lacak?surat=BA1*…
LONGEST = 1_000  # letters
LONGEST_NUMBER = 60
FINGERPRINT_BYTES = 10
SIGNATURE_BYTES = 64
_SAFE = "*/:.-"  # with letters and digits what a QR code packs tightly, and an address may hold
_DEVICE = re.compile(r"[A-Z2-7]{16}")
_FINGERPRINT = re.compile(r"[A-Z2-7]{16}")
_UNIT = re.compile(r"[^*\s]{1,32}")

# What each kind is called on the page and by the program.
KINDS: dict[str, Phrase] = {
    "TT": phrase("Tanda terima pengaduan"),
    "TD": phrase("Tanda terima dukungan pengaduan"),
    "TS": phrase("Tanda terima aduan tersegel"),
    "SJ": phrase("Surat jawaban"),
    "ST": phrase("Surat tugas"),
    "SP": phrase("Surat pengantar"),
    "BA": phrase("Berita acara penanganan pengaduan"),
    "BL": phrase("Berita acara peninjauan lapangan"),
}


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """`number` is the paper's, or the complaint's where the paper has none. `device` signed it, for its `unit`.

    `fingerprint` is of what stands on the paper: sixteen signs, the same only for the same text.
    """

    kind: str
    day: date
    unit: str
    device: str
    fingerprint: str
    number: str
    signature: bytes = b""

    @property
    def statement(self) -> bytes:
        """What is signed."""
        return "\n".join(
            ("buku-aduan paper 1", self.kind, self.day.isoformat(), self.unit, self.device, self.fingerprint, self.number)
        ).encode("utf-8")  # fmt: skip

    @property
    def text(self) -> str:
        """As it stands in the QR code; also the value of `PARAMETER` in an address, where it needs no further escaping."""
        fields = (
            self.kind, f"{self.day:%Y%m%d}", self.unit, self.device.upper(), self.fingerprint, self.number, _base32(self.signature),
        )  # fmt: skip
        return quote(MARK + "*".join(fields), safe=_SAFE)

    def signed(self, signature: bytes) -> "SignedPaper":
        return replace(self, signature=signature)


class NoPaperCode(InvalidField):
    def __init__(self) -> None:
        super().__init__(
            "code",
            phrase(
                "Ini bukan kode surat dari Buku Aduan, atau hanya sebagian terbaca. Belum ada yang dapat dipastikan; pindai lagi, "
                "dan tempelkan semua tulisannya."
            ),
        )


def fingerprint(content: bytes) -> str:
    """Sixteen signs of what stands on a paper."""
    return _base32(blake2b(content, digest_size=FINGERPRINT_BYTES, person=b"paper").digest())


def plain_number(number: str) -> str:
    """A paper's number as it stands in the code: one line, not too long."""
    return " ".join(number.split())[:LONGEST_NUMBER]


def read_code(scanned: str) -> SignedPaper:
    """What a phone or a scanner read: an address, or the text alone, also with a tracking code before it. Raises NoPaperCode."""
    text = scanned.strip()
    if len(text) > LONGEST:
        raise NoPaperCode
    if "://" in text:
        try:
            values = parse_qs(urlsplit(text).query).get(PARAMETER, [])
        except ValueError:
            raise NoPaperCode from None
        if len(values) != 1:
            raise NoPaperCode
        return parse(values[0])
    start = text.find(MARK)
    if start < 0:
        raise NoPaperCode
    # Where a program breaks long lines, the signs go on behind the break.
    return parse(unquote("".join(text[start:].split())))


def parse(text: str) -> SignedPaper:
    """The fields of a text that was unescaped. Raises NoPaperCode."""
    if not text.startswith(MARK) or len(text) > LONGEST:
        raise NoPaperCode
    fields = text.removeprefix(MARK).split("*", 5)
    if len(fields) != 6 or "*" not in fields[5]:
        raise NoPaperCode
    kind, day, unit, device, print_, rest = fields
    number, _, signature = rest.rpartition("*")
    if (
        kind not in KINDS
        or not re.fullmatch(r"[0-9]{8}", day, re.ASCII)
        or not _UNIT.fullmatch(unit)
        or not _DEVICE.fullmatch(device)
        or not _FINGERPRINT.fullmatch(print_)
        or not number
        or plain_number(number) != number
    ):
        raise NoPaperCode
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        signed = b32decode(signature + "=" * (-len(signature) % 8))
    except (ValueError, NotBase32):
        raise NoPaperCode from None
    # One code has one spelling: the bits behind the signature's end are none that anybody may choose.
    if len(signed) != SIGNATURE_BYTES or _base32(signed) != signature:
        raise NoPaperCode
    return SignedPaper(kind, on, unit, device.lower(), print_, number, signed)


def _base32(content: bytes) -> str:
    return b32encode(content).decode("ascii").rstrip("=")
