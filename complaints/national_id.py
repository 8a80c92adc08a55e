"""NIK: the 16-digit number of every resident, read for what it says and checked with a plain sentence for each fault.

Six digits region (province, district, subdistrict), six birth date ddmmyy (day + 40 for women), four serial.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from complaints.errors import InvalidField
from complaints.phrases import Phrase, phrase

LENGTH = 16
SEPARATORS = frozenset(" .-\t\u00a0\u2011\u2013")
MASK = "•"


@dataclass(frozen=True, slots=True)
class NationalId:
    """A NIK that can exist. Its digits stay out of `repr`, and so out of logs and error reports."""

    text: str = field(repr=False)
    birth_date: date = field(repr=False)

    @property
    def region(self) -> str:
        """The six digits of the place that issued it: province, district, subdistrict."""
        return self.text[:6]

    @property
    def sex(self) -> Literal["male", "female"]:
        return "female" if int(self.text[6:8]) > 40 else "male"


def parse(text: str, today: date) -> NationalId:
    """The NIK in `text`; spaces, dots and dashes are tolerated. Raises InvalidField("national_id") with one sentence."""
    digits = _digits(text)
    if len(digits) < LENGTH:
        raise _fault(phrase("NIK harus {wanted} angka; ini baru {digits}.", wanted=LENGTH, digits=len(digits)))
    if len(digits) > LENGTH:
        raise _fault(
            phrase(
                "NIK harus {wanted} angka; ini {digits}, kelebihan {surplus}.",
                wanted=LENGTH,
                digits=len(digits),
                surplus=len(digits) - LENGTH,
            )
        )
    if "00" in (digits[0:2], digits[2:4], digits[4:6]):
        raise _fault(
            phrase("Kode wilayah NIK (enam angka pertama) tidak mungkin berisi 00; periksa lagi di KTP atau KK.")
        )
    birth_date = _birth_date(digits, today)
    if digits[12:] == "0000":
        raise _fault(phrase("Empat angka terakhir NIK tidak mungkin 0000; periksa lagi di KTP atau KK."))
    return NationalId(digits, birth_date)


def masked(text: str) -> str:
    """'7307 •••• •••• ••••': the district stays readable, the person not; '' when there is no NIK."""
    digits = "".join(c for c in text if c not in SEPARATORS)
    if not digits:
        return ""
    visible = digits[:4] if len(digits) == LENGTH else MASK * 4
    return " ".join((visible, *(MASK * 4,) * 3))


def _digits(text: str) -> str:
    compact = "".join(c for c in text if c not in SEPARATORS)
    wrong = next((c for c in compact if not ("0" <= c <= "9")), None)
    if wrong is not None:
        named = f"“{wrong}”" if wrong.isprintable() else phrase("tanda tak terlihat")
        raise _fault(phrase("NIK hanya berisi angka; {sign} bukan angka.", sign=named))
    return compact


def _birth_date(digits: str, today: date) -> date:
    """The latest such day that is not after `today`: nobody was born in the future, and few are past a hundred."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day -= 40 if day > 40 else 0
    century = today.year // 100 * 100
    for full_year in (century + year, century - 100 + year):
        try:
            birth_date = date(full_year, month, day)
        except ValueError:
            continue
        if birth_date <= today:
            return birth_date
    raise _fault(
        phrase(
            "Tanggal lahir di dalam NIK (angka ke-7 sampai ke-12) tidak ada: tanggal {day} bulan {month} tahun {year}.",
            day=f"{day:02d}",
            month=f"{month:02d}",
            year=f"{year:02d}",
        )
    )


def _fault(sentence: Phrase) -> InvalidField:
    return InvalidField("national_id", sentence)
