"""Numbers that offices give without asking anyone: the register number, the tracking code, the receipt of a sealed complaint."""

import re
from dataclasses import dataclass
from string import ascii_uppercase

from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase

# Crockford's 32 signs: no I, L, O, U, which are misread for 1, 1, 0, V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}

NUMBER = re.compile(r"([0-9]{4})-([A-Z]{1,2}(?:[0-9A-Z]{2})?)-([0-9]{1,9})")
SECRET_SIGNS = 10
CODE_SIGNS = SECRET_SIGNS + 2
RANDOM_BYTES = 7
RECEIPT_MARK = "S"


@dataclass(frozen=True, order=True, slots=True)
class Number:
    """A register number, '2026-A-0048': the year, the PC's letter, and its counter of that year from 1."""

    year: int
    letter: str
    counter: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.letter}-{self.counter:04d}"


def parse_number(text: str) -> Number:
    """The register number in `text`, in any case, with or without leading zeros. Raises InvalidField("number")."""
    match = NUMBER.fullmatch(_compact(text))
    if match is None or int(match[3]) == 0:
        raise InvalidField(
            "number", phrase("Nomor register ditulis seperti 2026-A-0048: tahun, huruf komputer, nomor urut.")
        )
    return Number(int(match[1]), match[2], int(match[3]))


def next_letter(letter: str) -> str:
    """The letter of the office's next PC: A to Z, then AA to ZZ; '' gives the first. What a restore added is left out."""
    base = base_letter(letter)
    if base == "ZZ":
        raise ValueError("an office of more than 702 PCs has no letter left")
    if not base:
        return "A"
    if base[-1] != "Z":
        return base[:-1] + _following(base[-1])
    return "AA" if len(base) == 1 else _following(base[0]) + "A"


def base_letter(letter: str) -> str:
    """The letter without the two signs of a restored PC: 'A' of 'A7K', 'AB' of 'AB7K'."""
    return letter[:-2] if len(letter) > 2 else letter


def restored_letter(letter: str, random: bytes) -> str:
    """The letter of a PC restored from a backup: its own and two random signs ('A7K'), so that no number is given twice.

    The backup can't know which numbers were given after it. `random`: at least 2 bytes.
    """
    if len(random) < 2:
        raise ValueError("two random bytes are needed")
    return base_letter(letter) + "".join(ALPHABET[byte % 32] for byte in random[:2])


def tracking_code(random: bytes) -> str:
    """'K7QM-4T2X-9DNB': 50 random bits and two check signs. `random`: at least 7 bytes from the system's secure source."""
    if len(random) < RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed")
    bits = int.from_bytes(random[:RANDOM_BYTES], "big")
    secret = [bits >> (5 * place) & 31 for place in range(SECRET_SIGNS)]
    return _grouped("".join([ALPHABET[value] for value in (*secret, *_checks(secret))]))


def parse_tracking_code(text: str) -> str:
    """The code as printed, from what was typed: any case, any spacing, O for 0, I or L for 1.

    Raises InvalidField("tracking_code"). One wrong sign, two wrong signs and two signs swapped are always noticed.
    """
    signs = _compact(text).replace("-", "").translate(MISREAD)
    wrong = next((sign for sign in signs if sign not in VALUES), None)
    if wrong is not None:
        raise _fault(phrase("Kode lacak tidak memuat tanda “{sign}”; salin lagi dari tanda terima.", sign=wrong))
    if len(signs) != CODE_SIGNS:
        raise _fault(phrase("Kode lacak {wanted} huruf dan angka; ini {signs}.", wanted=CODE_SIGNS, signs=len(signs)))
    if not _is_whole(signs):
        raise _fault(phrase("Kode lacak salah ketik; periksa lagi pada tanda terima."))
    return _grouped(signs)


def sealed_receipt(random: bytes) -> str:
    """'S-K7QM-4T2X-9DNB', the number of a sealed complaint: random like a tracking code, so that it tells neither order nor day.

    `random`: at least 7 bytes from the system's secure source.
    """
    return f"{RECEIPT_MARK}-{tracking_code(random)}"


def parse_sealed_receipt(text: str) -> str:
    """The receipt as printed, from what was typed, as forgiving as `parse_tracking_code`. Raises InvalidField("receipt")."""
    signs = _compact(text).replace("-", "").translate(MISREAD)
    mark, code = signs[:1], signs[1:]
    if mark != RECEIPT_MARK or len(code) != CODE_SIGNS or set(code) - VALUES.keys() or not _is_whole(code):
        raise InvalidField(
            "receipt",
            phrase("Nomor tanda terima aduan tersegel ditulis seperti S-K7QM-4T2X-9DNB; salin lagi dari tanda terima."),
        )
    return f"{RECEIPT_MARK}-{_grouped(code)}"


def is_sealed_receipt(text: str) -> bool:
    try:
        return bool(parse_sealed_receipt(text))
    except InvalidField:
        return False


def _powers() -> tuple[int, ...]:
    """The powers of the generator of the field of 32 elements (x^5 + x^2 + 1): no two of the 31 are the same."""
    powers = [1]
    while len(powers) < 31:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 32 else doubled)
    return tuple(powers)


POWERS = _powers()
LOGARITHMS = {power: exponent for exponent, power in enumerate(POWERS)}


def _times(a: int, b: int) -> int:
    return POWERS[(LOGARITHMS[a] + LOGARITHMS[b]) % 31] if a and b else 0


# What each value weighs at each place of a code; and by what the two checks' places differ, undone.
_WEIGHTED = [[_times(power, value) for value in range(32)] for power in POWERS[:CODE_SIGNS]]
_INVERSE = POWERS[-LOGARITHMS[POWERS[SECRET_SIGNS] ^ POWERS[SECRET_SIGNS + 1]] % 31]
_CHECKS = [_times(value, _INVERSE) for value in range(32)]


def _checks(secret: list[int]) -> tuple[int, int]:
    """Two signs that bring the sum of all signs, and their sum weighted by place, to zero: a Reed-Solomon code of distance 3."""
    plain = weighted = 0
    for weights, value in zip(_WEIGHTED, secret, strict=False):
        plain ^= value
        weighted ^= weights[value]
    check = _CHECKS[weighted ^ _WEIGHTED[SECRET_SIGNS + 1][plain]]
    return check, plain ^ check


def _is_whole(signs: str) -> bool:
    """Whether the two check signs fit the ten before them."""
    values = [VALUES[sign] for sign in signs]
    return _checks(values[:SECRET_SIGNS]) == tuple(values[SECRET_SIGNS:])


def _grouped(signs: str) -> str:
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _compact(text: str) -> str:
    """Upper case, with one kind of dash and no spaces."""
    return re.sub(r"[‐‑‒–—−_]", "-", "".join(text.split())).upper()


def _following(letter: str) -> str:
    return ascii_uppercase[ascii_uppercase.index(letter) + 1]


def _fault(sentence: Phrase) -> InvalidField:
    return InvalidField("tracking_code", sentence)
