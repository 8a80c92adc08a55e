"""Phone numbers: whatever way an Indonesian writes them, kept as E.164, shown grouped, and masked until asked for."""

import unicodedata

from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase

COUNTRY = "62"
MASK = "•"
IGNORED = frozenset("().-/\t")
TWO_DIGIT_AREAS = frozenset({"21", "22", "24", "31", "61"})
MOBILE_LENGTHS = range(9, 13)
LANDLINE_LENGTHS = range(7, 12)
FOREIGN_LENGTHS = range(7, 16)


def normalise(text: str) -> str:
    """The number as E.164 ('+6281234567890'). Raises InvalidField("phone") with one sentence for each fault."""
    number = _compact(text)
    if number.startswith("00"):
        number = "+" + number[2:]
    if number.startswith("+"):
        abroad = number[1:]
        return _national(abroad[2:].removeprefix("0")) if abroad.startswith(COUNTRY) else _foreign(abroad)
    if number.startswith("0"):
        return _national(number[1:])
    if _is_service(number):
        raise _service()
    if number.startswith(COUNTRY) and len(number) >= 9:
        return _national(number[2:].removeprefix("0"))
    if number.startswith("8") and len(number) in MOBILE_LENGTHS:
        return _national(number)
    if len(number) <= 8:
        raise _fault(
            phrase("Nomor telepon belum lengkap; tulis dengan kode wilayah atau awalan 08, misalnya (0482) 21234.")
        )
    raise _fault(phrase("Nomor telepon harus diawali 0 atau +62, misalnya 0812-3456-7890."))


def pretty(e164: str) -> str:
    """'+62 812-3456-7890'; a foreign number is left as it is, for its grouping is its own country's."""
    if not e164.startswith("+" + COUNTRY):
        return e164
    national = e164[3:]
    head = 2 if national[:2] in TWO_DIGIT_AREAS else 3
    remainder = national[head:]
    parts = [national[:head], *([remainder[:4], remainder[4:]] if len(remainder) > 6 else [remainder])]
    return f"+{COUNTRY} " + "-".join(part for part in parts if part)


def masked(e164: str) -> str:
    """'+62 8••-••••-••12': enough to tell two numbers apart, not enough to call; '' when there is none."""
    formatted = pretty(e164)
    places = [i for i, c in enumerate(formatted) if c.isdigit()]
    open_places = {*places[:2], *places[-2:]} if len(places) >= 7 else set[int]()
    if e164.startswith("+" + COUNTRY):
        open_places.update(places[2:3] if len(places) >= 7 else [])
    return "".join(MASK if c.isdigit() and i not in open_places else c for i, c in enumerate(formatted))


def masked_as_typed(text: str) -> str:
    """Also what is no number yet, or none at all."""
    try:
        return masked(normalise(text))
    except InvalidField:
        return MASK * len(text.strip())


def _compact(text: str) -> str:
    """Digits with a leading '+' at most; drops what people and WhatsApp put between them, unseen direction marks included."""
    compact = "".join(c for c in text if c not in IGNORED and unicodedata.category(c) not in {"Zs", "Pd", "Cf"})
    digits = compact.removeprefix("+")
    if not digits:
        raise _fault(phrase("Nomor telepon belum diisi."))
    wrong = next((c for c in digits if not ("0" <= c <= "9")), None)
    if wrong is not None:
        named = f"“{wrong}”" if wrong.isprintable() else phrase("tanda tak terlihat")
        raise _fault(phrase("Nomor telepon hanya berisi angka; {sign} bukan angka.", sign=named))
    return compact


def _national(number: str) -> str:
    """E.164 of what stands behind the 0 or +62."""
    if number.startswith("80") or _is_service(number):
        raise _service()
    if number[:1] in {"", "0"}:
        raise _fault(phrase("Nomor telepon tidak mungkin diawali 00 sesudah kode negara; periksa lagi."))
    lengths = MOBILE_LENGTHS if number.startswith("8") else LANDLINE_LENGTHS
    kind = phrase("seluler") if number.startswith("8") else phrase("telepon rumah")
    if len(number) < lengths.start:
        raise _fault(
            phrase(
                "Nomor {kind} terlalu pendek: baru {digits} angka sesudah 0 atau +62, sedikitnya {least}.",
                kind=kind,
                digits=len(number),
                least=lengths.start,
            )
        )
    if len(number) >= lengths.stop:
        raise _fault(
            phrase(
                "Nomor {kind} terlalu panjang: {digits} angka sesudah 0 atau +62, paling banyak {most}.",
                kind=kind,
                digits=len(number),
                most=lengths.stop - 1,
            )
        )
    return f"+{COUNTRY}{number}"


def _foreign(number: str) -> str:
    if number.startswith("0"):
        raise _fault(phrase("Sesudah + harus kode negara, misalnya +60 untuk Malaysia."))
    if len(number) not in FOREIGN_LENGTHS:
        raise _fault(phrase("Nomor luar negeri memuat 7 sampai 15 angka sesudah +; ini {digits}.", digits=len(number)))
    return "+" + number


def _is_service(number: str) -> bool:
    """110, 112, 119, 1708, 14045, 1500-046: no subscriber's number begins with 1."""
    return number.startswith("1") and len(number) <= 8


def _service() -> InvalidField:
    return _fault(phrase("Ini nomor layanan, bukan nomor pelapor; isi nomor yang dapat dihubungi balik."))


def _fault(sentence: Phrase) -> InvalidField:
    return InvalidField("phone", sentence)
