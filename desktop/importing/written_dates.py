"""Reads days as Indonesian offices write them, without guessing.

'3/4/2026' says two numbers and a year, '5 Feb' a day and a month, 'Januari 2026' no day at all: what is missing comes
from the column (date_column.py), or from people.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desktop.importing.table import Cell

MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari january jan janu jnuari i", "februari february pebruari feb peb febr pebr febuari pebuari ii", "maret march mar mrt mart iii",
         "april apr apl iv", "mei may v", "juni june jun vi", "juli july jul vii",
         "agustus august agu agt ags aug agus agst agts viii", "september sep sept septmber ix", "oktober october okt oct x",
         "november nopember nov nop nofember xi", "desember december des dec xii"), 1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("senin sen monday mon senen seneng senneng sanayan seunanyan soma", "selasa sel tuesday tue slasa salasa seulasa anggara",
         "rabu rab wednesday wed rebo rabo araba rabaa buda", "kamis kam thursday thu kemis kammisi kamih hameh wraspati",
         "jumat jum jumaat friday fri jemuwah jemuah jumah jumaah juma jumaik sukra", "sabtu sab saturday sat setu saptu sattu saniscara",
         "minggu min ahad sunday sun ngahad akad aha akaik redite"),
    )
    for name in names.split()
}  # fmt: skip
# Of the Javanese week of five days, behind the day of the week: 'Rebo Kliwon'.
MARKET_DAYS = frozenset({"legi", "manis", "pahing", "paing", "pon", "wage", "kliwon", "kasih"})
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_DAYS = range(10_000, 80_000)
YEARS = range(1900, 2200)

_PREFIX = re.compile(r"(?i)^(?:(?:hari|tanggal|tangal|tgl|tggl|pada|per)\b\s*[.:]?\s*)+")
_WEEKDAY = re.compile(r"(?i)^([a-z]+)['’`]?([a-z]*)[.]?\s*[,/;.:-]?\s*(?=\S)")
_TIME = re.compile(
    r"(?i)[\s,;/T]*(?:(?:jam|pukul|pkl|pk|jm|wkt)\b[\s.:]*)?(?<!\d)\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?\s*(?:wib|wita|wit|am|pm|z)?$"
)
_HOUR = re.compile(r"(?i)[\s,;]+(?:jam|pukul|pkl|pk)\b.*$")
_RANGE = re.compile(
    r"(?i)^(\d{1,2})\s*(?:s\s*/\s*d|sd|s\.d\.?|sampai(?:\s+dengan)?|hingga|[-–—&+,]|dan)\s*\d{1,2}(?=[\s./-]+[a-z])"
)
_ISO = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})")
_PLAIN_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*[-/. ]\s*['’]?(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*([A-Za-z]+)[\s\-/.,]*['’]?\s*(\d{4}|\d{2})")
_NO_YEAR = re.compile(r"(\d{1,2})[\s\-/.]*([A-Za-z]{3,})\.?")
_ENGLISH = re.compile(r"([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_UNTIL = re.compile(
    r"(?i)^(.*\d{2})\s*(?:s\s*/\s*d|sd|s\.d\.?|sampai(?:\s+dengan)?|hingga|[–—]|\s-\s)\s*(?:tgl\s*|tanggal\s*)?\d.*$"
)
_NOTE = re.compile(r"\s*\([^)]*\)$")
# The same day in the Hijri calendar, beside ours: '12 Rajab 1446 H / 12 Januari 2025 M'.
_HIJRI = re.compile(
    r"(?i)\d{1,2}\s+[a-z'’`][a-z'’` ]{3,20}\s*1[34]\d{2}(?!\d)\s*(?:h\b\.?|hijri\w*)?|(?:bertepatan|bersamaan)(?:\s+d(?:e?n)?g(?:a?n)?)?|\bm\b\.?$|\bmasehi\b"
)
_COMPACT = re.compile(r"\d{8}")
# A day as Excel counts it, left behind as text: from 1954 to 2064.
_SERIAL = re.compile(r"([2-5]\d{4})(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Two numbers of which one is the day and the other the month.

    `sign` stands between them; `padded`: one was written '03'.

    `weekday` counts from Monday, 0; None where no day's name stands before.
    """

    first: int
    second: int
    year: int
    sign: str
    padded: bool
    weekday: int | None = None

    def day_first(self) -> date | None:
        return day_of(self.year, self.second, self.first)

    def month_first(self) -> date | None:
        return day_of(self.year, self.first, self.second)


@dataclass(frozen=True, slots=True)
class WithoutYear:
    """'5 Feb': the year stands elsewhere."""

    day: int
    month: int


WrittenDay = date | Numbers | WithoutYear | None


def read_day(cell: Cell) -> WrittenDay:
    """The day that the cell states; None when no day can be read from it."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        if EXCEL_DAYS.start <= cell < EXCEL_DAYS.stop:
            return EXCEL_EPOCH + timedelta(days=int(cell))
        return _compact(str(int(cell)).zfill(8)) if 10**6 <= cell < 10**8 and cell == int(cell) else None
    return _read_text(cell) if isinstance(cell, str) else None


def is_turn(month: int, next_month: int) -> bool:
    """Whether a register went from the end of a year to the beginning of another: then a day without a year may be of either."""
    return month - next_month >= 9


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_text(cell: str) -> WrittenDay:
    if match := _PLAIN_ISO.fullmatch(cell):  # what programs write, and most of a large file
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    text = _PREFIX.sub("", " ".join(_without_accents(cell).split()).strip(" .,;"))
    weekday = None
    while match := _WEEKDAY.match(text):
        name = (match[1] + match[2]).lower()
        if name not in WEEKDAYS and (weekday is None or name not in MARKET_DAYS):
            break
        weekday = WEEKDAYS.get(name, weekday)
        text = _PREFIX.sub("", text[match.end() :])
    text = text.strip(" .,;")
    for candidate in dict.fromkeys((text, _without_time(text), _NOTE.sub("", text), _UNTIL.sub(r"\1", text))):
        if (day := _plain(candidate, weekday)) is not None:
            return day
    ours = _HIJRI.sub("", text.strip(" .")).strip(" .,;/()=-")
    ours = _HIJRI.sub("", ours).strip(" .,;/()=-")
    return _plain(ours, weekday) if ours != text else None


def _without_accents(text: str) -> str:
    """'Senèn' as 'Senen'."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _without_time(text: str) -> str:
    return _HOUR.sub("", _TIME.sub("", text)).strip(" .,;/T-")


def _plain(text: str, weekday: int | None) -> WrittenDay:
    text = _RANGE.sub(r"\1", text)
    if match := _ISO.fullmatch(text):
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        padded = match[1].startswith("0") or match[3].startswith("0")
        return Numbers(int(match[1]), int(match[3]), _year(match[4]), match[2], padded, weekday)
    if match := _NAMED.fullmatch(text):
        month = MONTHS.get(match[2].lower())
        return day_of(_year(match[3]), month, int(match[1])) if month else None
    if match := _ENGLISH.fullmatch(text):
        month = MONTHS.get(match[1].lower())
        return day_of(int(match[3]), month, int(match[2])) if month else None
    if match := _NO_YEAR.fullmatch(text):
        month = MONTHS.get(match[2].lower())
        return WithoutYear(int(match[1]), month) if month and day_of(2024, month, int(match[1])) else None
    if match := _SERIAL.fullmatch(text):
        return EXCEL_EPOCH + timedelta(days=int(match[1]))
    return _compact(text) if _COMPACT.fullmatch(text) else None


def _compact(digits: str) -> date | None:
    """12012026 or 20260112: only one of them can be a day of our years."""
    local = day_of(int(digits[4:]), int(digits[2:4]), int(digits[:2])) if int(digits[4:]) in YEARS else None
    iso = day_of(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if int(digits[:4]) in YEARS else None
    return local or iso if local is None or iso is None else None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
