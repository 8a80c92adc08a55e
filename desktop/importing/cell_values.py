"""What a cell means: dates, yes and no, sums of money and names of kinds as Indonesian offices write them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from complaints.errors import InvalidField
from complaints.fields import FIELDS, NAMED
from complaints.phrases import phrase
from desktop.importing.headings import normal
from desktop.importing.table import Cell
from desktop.importing.written_dates import Numbers, read_day

YES = frozenset(
    {
        "berkadar",
        "berkadar pengawasan",
        "anonim",
        "rahasia",
        "dirahasiakan",
        "ya",
        "y",
        "yes",
        "true",
        "benar",
        "1",
        "1.0",
        "x",
        "v",
        "✓",
        "✔",
        "iya",
        "ada",
    }
)
NO = frozenset({"", "tidak", "t", "n", "no", "false", "0", "0.0", "-", "bukan", "tdk", "tidak ada", "tidak berkadar pengawasan", "tidak berkadar",
                "non pengawasan", "tidak anonim", "bukan anonim", "tidak rahasia", "bukan rahasia", "terbuka", "publik"})  # fmt: skip
EMPTY_MARKS = frozenset(
    {"", "-", "null", "(disamarkan)", "--", "—", "–", "n/a", "nihil", "kosong", "tidak ada", "?", "??"}
)
ANONYMOUS = frozenset(
    """
    anonim|anonymous|anonimus|hamba allah|hamba alloh|tanpa nama|noname|no name|nn|n n|nama dirahasiakan|dirahasiakan|rahasia|nama disamarkan|
    disamarkan|samaran|tidak disebutkan|tidak disebut|tidak menyebutkan nama|tidak menyebut nama|tidak mau disebut|tidak mau disebutkan|
    tidak mau disebut nama|tidak mau disebut namanya|tidak mau disebutkan namanya|tidak ingin disebut namanya|tidak ingin disebutkan namanya|
    identitas dirahasiakan|minta dirahasiakan|tidak ada nama|tidak diketahui|tidak dikenal|tidak bernama|nama tidak ada|tanpa identitas|
    identitas tidak ada|tidak ada identitas|xxx|warga tanpa nama|pelapor anonim|surat kaleng
    """.replace("\n", "")
    .replace("  ", "")
    .strip()
    .split("|")
)
_RT_RW = (
    re.compile(
        r"(?i)(?:rt[\s.:]*)?(?P<rt>\d{1,3})(?:(?:[\s/\\,.|–-]+|(?=r[wk]))(?:r[wk][\s.:]*)?(?P<rw>\d{1,3}))?[\s/–-]*"
    ),
    re.compile(r"(?i)[\s/–-]*(?:r[wk][\s.:]*|/\s*)(?P<rw>\d{1,3})(?:[\s/,–-]*rt[\s.:]*(?P<rt>\d{1,3}))?"),
)
_SHORT_NO = re.compile(r"\b(?:tdk|tak|gak|ga|nggak|enggan)\b")


def understood(
    codes: Iterable[str], words: Mapping[str, str], synonyms: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """The code for each text that a cell may hold: today's word, a synonym, or the code itself."""
    return {normal(text): code for code in codes for text in (*synonyms.get(code, ()), words[code], code)}


NO_DAY = phrase("Tanggalnya tidak ada.")

# The words that registers use for the codes of a choice, by the field's name.
CODES: dict[str, dict[str, str]] = {
    field.name: understood(field.choices, field.choices, field.synonyms) for field in FIELDS if field.choices
}


@lru_cache(maxsize=1_000)
def is_anonymous(name: str) -> bool:
    """'Hamba Allah', 'N.N.', '(anonim)', 'tdk mau disebut namanya': the complainant gave no name."""
    plain = _SHORT_NO.sub("tidak", normal(name.replace("(", " ").replace(")", " ")))
    return plain in ANONYMOUS


def as_text(cell: Cell) -> str:
    """The cell's text. Spreadsheets' .0 after whole numbers and an export's guard against formulas are removed."""
    match cell:
        case str():  # most of them are
            text = cell.strip()
            return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text
        case bool():
            return "ya" if cell else "tidak"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case datetime() | date():
            return f"{cell:%d-%m-%Y}"
        case _:
            return str(cell)


def as_line(cell: Cell) -> str:
    """The cell's text; '' for a dash or another mark that means empty."""
    text = as_text(cell)
    return "" if text.casefold() in EMPTY_MARKS else text


def as_lines(cell: Cell, _field: str) -> str:
    """As `as_line`, with the cell's own line breaks."""
    return as_line(cell)


def as_date(cell: Cell, field: str) -> date | None:
    """The day of a cell by itself, local forms first: 03/04/2026 is the third of April. Raises InvalidField."""
    if isinstance(cell, str) and not as_line(cell):
        return None
    day = read_day(cell)
    if isinstance(day, Numbers):
        day = day.day_first()
    if not isinstance(day, date):
        raise InvalidField(
            field,
            phrase(
                "Tanggal “{text}” tidak terbaca; tulis seperti 17-08-2026 atau 17 Agustus 2026.",
                text=as_text(cell)[:40],
            ),
        )
    return day


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
    """Always ''. Raises InvalidField when the row is an answer to a complaint and not a complaint."""
    if as_line(cell) not in ("", "0"):
        raise InvalidField(field, phrase("Baris ini balasan atas pengaduan lain, bukan pengaduan; tidak dicatat."))
    return ""


def as_rt_rw(cell: Cell, field: str) -> tuple[str, str]:
    """'02' and '01' of '02/01', 'RT 02 RW 01', 'RW.01/RT.02' or '02'. Raises InvalidField, also for '2-Feb', which Excel made of it."""
    text = as_line(cell)
    if not text:
        return "", ""
    for written in _RT_RW:
        if match := written.fullmatch(text):
            return match["rt"] or "", match["rw"] or ""
    raise InvalidField(field, phrase("RT/RW “{text}” tidak terbaca; tulis seperti 02/01.", text=text[:40]))


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
    """The code of a choice. Raises InvalidField for an unknown word; it never guesses."""
    text, name = as_line(cell), field.rpartition(".")[2]
    code = CODES[name].get(normal(text)) if text else NAMED[name].usual
    if code is None:
        raise InvalidField(field, phrase("“{text}” tidak dikenal untuk isian ini.", text=text[:40]))
    return code
