"""Numbers of letters and of the agenda: an office's pattern, the number that comes next, and what a typed number says.

Each PC of an office counts by itself, so that no number is given twice without a network: the first PC (letter A) writes plain
numbers, every other one puts its letter behind them, '12.B', as register numbers have it.
"""

import re
from dataclasses import dataclass
from datetime import date

from complaints.draft import clean
from complaints.errors import InvalidField
from complaints.phrases import phrase

LETTER_PATTERN = "{klasifikasi}/{nomor}/{kode}/{bulan}/{tahun}"
AGENDA_PATTERN = "{nomor}/{tahun}"
PARTS = ("klasifikasi", "nomor", "kode", "bulan", "bulan_angka", "tahun")
FIRST_PC = "A"
LONGEST_PATTERN, MOST_DIGITS, HIGHEST = 80, 6, 999_999
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_PART = re.compile(r"\{\s*([^{}:]*?)\s*(?::\s*0?(\d)\s*)?\}")


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """The place in the year's sequence, and the letter of the PC that counts it."""

    sequence: int
    letter: str


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """`text` has parts in braces; `{nomor:3}` writes at least three digits. `letter` is this PC's."""

    text: str
    classification: str = ""
    code: str = ""
    letter: str = FIRST_PC

    def number(self, sequence: int, on: date) -> str:
        """The number with this place in the year's sequence, on a paper of this day."""
        return _PART.sub(lambda match: self._value(match, sequence, on), self.text)

    def read(self, number: str, on: date) -> "ReadNumber | None":
        """What a typed number says; None where it doesn't follow the pattern. Month and classification may be others."""
        pieces: list[str] = []
        end = 0
        for match in _PART.finditer(self.text):
            pieces += [re.escape(self.text[end : match.start()]), self._expression(match, on)]
            end = match.end()
        pieces.append(re.escape(self.text[end:]))
        typed = re.fullmatch("".join(pieces), number.strip(), re.IGNORECASE)
        if typed is None or int(typed["sequence"]) == 0:
            return None
        return ReadNumber(int(typed["sequence"]), (typed["pc"] or FIRST_PC).upper())

    def _value(self, match: re.Match[str], sequence: int, on: date) -> str:
        match match[1]:
            case "klasifikasi":
                return self.classification
            case "kode":
                return self.code
            case "bulan":
                return ROMAN[on.month - 1]
            case "bulan_angka":
                return f"{on.month:02}"
            case "tahun":
                return str(on.year)
            case _:
                behind = "" if self.letter == FIRST_PC else f".{self.letter}"
                return f"{sequence:0{int(match[2] or 1)}}{behind}"

    def _expression(self, match: re.Match[str], on: date) -> str:
        match match[1]:
            case "nomor":
                return rf"(?P<sequence>\d{{1,{MOST_DIGITS}}})(?:\.(?P<pc>[A-Z][0-9A-Z]*))?"
            case "bulan":
                return r"[IVX]{1,4}"
            case "bulan_angka":
                return r"\d{1,2}"
            case "klasifikasi":
                # Another kind of letter may be classified otherwise; the sequence is one for all.
                return r".*?"
            case _:
                return re.escape(self._value(match, 0, on))


def checked_pattern(field: str, text: str, *, classification: str, code: str) -> str:
    """The pattern as it is kept; '' switches the numbering off. Raises InvalidField for one that would give a number twice."""
    pattern = " ".join(clean(text).split())
    if not pattern:
        return ""
    parts = [match[1] for match in _PART.finditer(pattern)]
    unknown = next((part for part in parts if part not in PARTS), None)
    if unknown is not None or re.search(r"[{}]", _PART.sub("", pattern)):
        raise InvalidField(
            field,
            phrase(
                "Pola nomor “{pattern}” memuat tanda yang tidak dikenal. Pola yang lama tetap dipakai. Yang dikenal: "
                "{names}.",
                pattern=pattern,
                names=", ".join(f"{{{name}}}" for name in PARTS),
            ),
        )
    for needed in ("nomor", "tahun"):
        if parts.count(needed) != 1:
            raise InvalidField(
                field,
                phrase(
                    "Pola nomor harus memuat {part} tepat satu kali, supaya tidak ada nomor yang dipakai dua kali. Pola "
                    "yang lama tetap dipakai.",
                    part=f"{{{needed}}}",
                ),
            )
    for needed, value in (("klasifikasi", classification), ("kode", code)):
        if needed in parts and not value:
            raise InvalidField(
                field,
                phrase(
                    "Pola nomor memuat {part}, tetapi isiannya kosong. Isi dulu, atau hapus tanda itu dari pola. Pola yang "
                    "lama tetap dipakai.",
                    part=f"{{{needed}}}",
                ),
            )
    if len(pattern) > LONGEST_PATTERN:
        raise InvalidField(
            field, phrase("Pola nomor terlalu panjang: paling panjang 80 huruf. Pola yang lama tetap dipakai.")
        )
    return pattern


def folded(number: str) -> str:
    """What two spellings of one number have alike: '470 / 012/XI' and '470/012/xi'."""
    return "".join(number.split()).casefold()
