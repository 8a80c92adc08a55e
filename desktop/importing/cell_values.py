"""What a cell means: dates, yes and no, sums of money and names of kinds as Indonesian offices write them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from complaints.errors import InvalidField
from complaints.fields import FIELDS, NAMED
from complaints.phrases import phrase
from desktop.importing.headings import normal
from desktop.importing.source_table import Cell

MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari january jan", "februari february pebruari feb peb", "maret march mar mrt", "april apr", "mei may", "juni june jun",
         "juli july jul", "agustus august agu agt ags aug", "september sep sept", "oktober october okt oct",
         "november nopember nov nop", "desember december des dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)
YES = frozenset({"ya", "y", "yes", "true", "benar", "1", "1.0", "x", "v", "✓", "✔", "iya", "ada"})
NO = frozenset({"", "tidak", "t", "n", "no", "false", "0", "0.0", "-", "bukan", "tdk", "tidak ada"})
EMPTY_MARKS = frozenset({"", "-", "null", "(disamarkan)", "--", "—", "–", "n/a", "nihil", "kosong", "tidak ada"})
ANONYMOUS = frozenset({"anonim", "anonymous", "hamba allah", "tanpa nama", "noname", "no name", "nn", "n n"})


def understood(
    codes: Iterable[str], words: Mapping[str, str], synonyms: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """The code that a cell means, by what it may say: the word of today, a synonym, or the code itself."""
    return {normal(text): code for code in codes for text in (*synonyms.get(code, ()), words[code], code)}


# The words that registers use for the codes of a choice, by the field's name.
CODES: dict[str, dict[str, str]] = {
    field.name: understood(field.choices, field.choices, field.synonyms) for field in FIELDS if field.choices
}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_LOCAL = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:[T ,].*)?")
_NAMED = re.compile(r"(\d{1,2})[\s\-/.]*([A-Za-z]+)[\s\-/.,]*(\d{4}|\d{2})(?:\D.*)?")
_ENGLISH = re.compile(r"([A-Za-z]+)\s+(\d{1,2}),?\s+(\d{4})(?:\D.*)?")


def as_text(cell: Cell) -> str:
    """The cell as it reads; whole numbers without the .0 that spreadsheets add, an export's guard taken off."""
    match cell:
        case bool():
            return "ya" if cell else "tidak"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case datetime() | date():
            return f"{cell:%d-%m-%Y}"
        case str():
            text = cell.strip()
            return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
        case _:
            return str(cell)


def as_line(cell: Cell) -> str:
    """A short text; the dashes that people write for nothing are nothing."""
    text = as_text(cell)
    return "" if text.casefold() in EMPTY_MARKS else text


def as_date(cell: Cell, field: str) -> date | None:
    """The day, local forms first: 03/04/2026 is the third of April. Raises InvalidField."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and EXCEL_DAYS.start <= cell < EXCEL_DAYS.stop:
        return EXCEL_EPOCH + timedelta(days=int(cell))
    text = as_line(cell)
    if not text:
        return None
    written_date = _written_date(text)
    if written_date is None:
        raise InvalidField(
            field,
            phrase("Tanggal “{text}” tidak terbaca; tulis seperti 17-08-2026 atau 17 Agustus 2026.", text=text[:40]),
        )
    return written_date


def _written_date(text: str) -> date | None:
    # 'Senin, 3 Maret 2026': the name of the day says nothing new.
    date_text = re.sub(r"^[^\W\d_]+['’]?[^\W\d_]*\s*[,/]\s*", "", text.strip())
    try:
        if match := _ISO.fullmatch(date_text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _LOCAL.fullmatch(date_text):
            return date(_year(match[3]), int(match[2]), int(match[1]))
        if match := _NAMED.fullmatch(date_text):
            return date(_year(match[3]), MONTHS[match[2].lower()], int(match[1]))
        if match := _ENGLISH.fullmatch(date_text):
            return date(int(match[3]), MONTHS[match[1].lower()], int(match[2]))
    except (ValueError, KeyError):
        return None
    return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def as_bool(cell: Cell, field: str) -> bool:
    text = as_text(cell).casefold()
    if text in YES:
        return True
    if text in NO:
        return False
    raise InvalidField(field, phrase("“{text}” bukan ya atau tidak.", text=text[:40]))


def as_rupiah(cell: Cell, field: str) -> int | None:
    """Whole rupiah of 'Rp 1.250.000,00', '1,250,000' or a number. Raises InvalidField."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(cell) if abs(cell) < 10**15 else _not_money(str(cell), field)
    text = as_line(cell)
    if not text:
        return None
    plain = re.sub(r"(?i)^(rp|idr)\.?|\s|,-$|/.*$", "", text)
    rupiah = re.sub(r"[.,]\d{1,2}$", "", plain)
    if re.fullmatch(r"\d{1,15}|\d{1,3}([.,]\d{3})+", rupiah):
        return int(re.sub(r"[.,]", "", rupiah))
    return _not_money(text, field)


def _not_money(text: str, field: str) -> int:
    raise InvalidField(field, phrase("Nilai rupiah “{text}” tidak terbaca; tulis seperti 1.250.000.", text=text[:40]))


def not_a_reply(cell: Cell, field: str) -> str:
    """Nothing, for a complaint. Raises InvalidField for an answer to one."""
    if as_line(cell) not in ("", "0"):
        raise InvalidField(field, phrase("Baris ini balasan atas pengaduan lain, bukan pengaduan; tidak dicatat."))
    return ""


def as_degrees(cell: Cell, field: str) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    text = as_line(cell)
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InvalidField(field, phrase("Koordinat “{text}” bukan angka.", text=text[:40])) from None


def as_choice(cell: Cell, field: str) -> str:
    """The code of a choice. Raises InvalidField for a word that nobody knows: nothing is guessed."""
    text, name = as_line(cell), field.rpartition(".")[2]
    code = CODES[name].get(normal(text)) if text else NAMED[name].usual
    if code is None:
        raise InvalidField(field, phrase("“{text}” tidak dikenal untuk isian ini.", text=text[:40]))
    return code
