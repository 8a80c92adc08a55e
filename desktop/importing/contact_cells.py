"""NIK, telephone and e-mail as registers have them: two numbers in a cell, '(WA)', a number that Excel cut short.

A contact that can't be read does not stop its complaint from being recorded: it is reported, and its text is kept with
the person.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from complaints import national_id, phone
from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase
from desktop.importing.headings import normal
from desktop.importing.table import Cell, cell_text

# Excel keeps 15 digits of a number: the sixteenth of a NIK becomes 0.
EXACT_DIGITS = 15
NO_CONTACT = frozenset(
    """
    tidak ada|tdk ada|tak ada|gak ada|ga ada|tidak punya|tdk punya|tidak memiliki|belum ada|blm ada|belum punya|blm punya|belum ada ktp|
    blm ada ktp|belum punya ktp|tidak ada ktp|tdk ada ktp|tidak punya hp|tdk punya hp|tidak ada hp|tdk ada hp|tidak diketahui|
    tidak tahu|lupa|nihil|kosong|null|n a|none|sda|belum|tidak|tdk|0|00|000|0000000000000000|xxx|x
    """.replace("\n", "").replace("  ", "").strip().split("|")
)  # fmt: skip
_SCIENTIFIC = re.compile(r"(?i)^\d[.,]\d+e\+?\d+$")
_APART = re.compile(r"(?i)\s*(?:/|,|;|\n|&|\bdan\b|\batau\b|\bor\b)\s*")
_LABEL = re.compile(
    r"(?i)\b(?:wa|whats?app|hp|no|nomor|telp|telpon|telepon|tlp|tel|phone|sms|call|kantor|rumah|rmh|aktif|pribadi)\b\.?\s*[:.]?"
)
_ID_LABEL = re.compile(r"(?i)\b(?:nik|ktp|e-ktp|no|nomor)\b\.?\s*[:.]?")
_NOTE = re.compile(r"\([^()]*[a-zA-Z][^()]*\)")


@dataclass(frozen=True, slots=True)
class Contact:
    """`value`: the contact, '' for none; `remainder`: other text of the cell to keep; `reason`: why it was not read."""

    value: str = ""
    remainder: str = ""
    reason: Phrase | None = None


EMPTY = Contact()


def read_phone(cell: Cell) -> Contact:
    """The first telephone number of the cell; other numbers become the remainder."""
    text = _plain(cell)
    if _is_none(text):
        return EMPTY
    if _SCIENTIFIC.match(text):
        return Contact(
            reason=phrase("Excel menyimpan nomor ini sebagai angka dan memotongnya: “{text}”.", text=text[:40])
        )
    number = _number(text)
    if number:
        return Contact(number)
    parts = [part for part in _APART.split(text) if part.strip()]
    numbers = [_number(part) for part in parts]
    if len(parts) < 2 or not any(numbers):
        return Contact(
            "", text, phrase("Nomor telepon “{text}” tidak terbaca; disimpan di catatan kontak.", text=text[:60])
        )
    place = next(at for at, number in enumerate(numbers) if number)
    other_numbers = [part.strip() for at, part in enumerate(parts) if at != place and numbers[at] != numbers[place]]
    if not other_numbers:
        return Contact(numbers[place])
    return Contact(
        numbers[place],
        " / ".join(other_numbers),
        phrase("“{text}” memuat lebih dari satu nomor; yang lain disimpan di catatan kontak.", text=text[:60]),
    )


def _number(text: str) -> str:
    """The number as E.164, '' when it is none."""
    bare = _LABEL.sub(" ", _NOTE.sub(" ", text)).strip(" .:-'’`")
    # Excel drops the zero before a landline of a city; before a mobile number the rules know it.
    for candidate in (bare, text):
        try:
            return phone.normalise(candidate)
        except InvalidField:
            continue
    return ""


def read_national_id(cell: Cell, today: date, *, cut_short: bool) -> Contact:
    """A NIK that can exist. `cut_short`: the numbers of this column all end in 0, as Excel leaves them."""
    text = _plain(cell)
    if _is_none(text):
        return EMPTY
    number = cell if isinstance(cell, int | float) and not isinstance(cell, bool) else None
    digits = "".join(sign for sign in text if sign.isdigit())
    # Beyond 2^53 no number is kept to the last digit, whoever wrote it.
    cut = (
        _SCIENTIFIC.match(text) is not None
        or (len(digits) > EXACT_DIGITS and digits.endswith("0") and (number is not None or cut_short))
        or (number is not None and abs(number) >= 2**53)
    )
    if cut:
        return Contact(
            reason=phrase("NIK ini disimpan Excel sebagai angka: angka terakhirnya hilang. Dikosongkan; isi dari KTP.")
        )
    try:
        return Contact(national_id.parse(_ID_LABEL.sub("", _NOTE.sub(" ", text)).strip(" .:"), today).text)
    except InvalidField as error:
        return Contact("", text if digits else "", error.phrase)


def ends_cut_short(cells: Iterable[Cell]) -> bool:
    """Whether the texts of a NIK column were numbers once: three or more, and every one ends in 0."""
    digits = {
        text
        for cell in cells
        if isinstance(cell, str) and len(text := "".join(c for c in cell if c.isdigit())) == national_id.LENGTH
    }
    return len(digits) >= 3 and all(text.endswith("0") for text in digits)


def read_email(cell: Cell) -> Contact:
    text = _plain(cell)
    if _is_none(text):
        return EMPTY
    if "@" in text[1:-1] and not any(sign.isspace() for sign in text):
        return Contact(text)
    return Contact("", text, phrase("Alamat surel “{text}” tidak terbaca; disimpan di catatan kontak.", text=text[:60]))


def _plain(cell: Cell) -> str:
    return cell_text(cell).strip().strip("'’`").strip()


def _is_none(text: str) -> bool:
    plain = normal(text)
    return not plain or plain in NO_CONTACT
