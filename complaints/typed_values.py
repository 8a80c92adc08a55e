"""Reads what officers type for a day, a sum of rupiah or a coordinate, in the many ways in which people write them."""

import re
from datetime import date, timedelta

from complaints.phrases import Phrase, phrase

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_OTHER_MONTHS = {"may": 5, "aug": 8, "ags": 8, "agt": 8, "oct": 10, "dec": 12, "nop": 11, "peb": 2}
_DAY = re.compile(r"(\d{1,2})[\s./-]*(\d{1,2}|[a-z]{3,9})(?:[\s./-]*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_RUPIAH = re.compile(r"(?:rp\.?|idr)?(\d[\d.,]*)(juta|jt|ribu|rb|miliar|milyar|m)?(?:rupiah)?(?:,-|,00|\.-)?")
_UNITS = {
    "": 1,
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "m": 10**9,
}
_DEGREES = re.compile(r"([-−+]?)(\d{1,3}(?:[.,]\d{1,15})?)\s*°?\s*(ls|lu|bt|bb|s|n|u|e|t|w|b)?", re.IGNORECASE)
_SOUTH_WEST = frozenset({"ls", "s", "bb", "w", "b"})
LONGEST = 40


class Unreadable(Exception):
    """What was typed can't be read; the phrase says how it is written."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase


def day(text: str, today: date) -> date | None:
    """'09-11-2026', '9/11', '9 nov', '2026-11-09', 'kemarin'; a day without its year is the latest one. None when empty."""
    typed = " ".join(text.lower().split())
    if not typed:
        return None
    words = {"hari ini": 0, "today": 0, "kemarin": 1, "yesterday": 1, "lusa kemarin": 2, "kemarin dulu": 2}
    if typed in words:
        return today - timedelta(days=words[typed])
    iso, plain = _ISO.fullmatch(typed), _DAY.fullmatch(typed)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if plain and typed.isascii():
            return _latest(int(plain[1]), _month(plain[2]), plain[3] or "", today)
    except ValueError:
        raise Unreadable(
            phrase("Tanggal itu tidak ada di kalender; tulis hari-bulan-tahun, misalnya 09-11-2026.")
        ) from None
    raise Unreadable(phrase("Tulis tanggal sebagai hari-bulan-tahun, misalnya 09-11-2026."))


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    name = text[:3]
    return _MONTHS.index(name) + 1 if name in _MONTHS else _OTHER_MONTHS.get(name, 0)


def _latest(day_of_month: int, month: int, year: str, today: date) -> date:
    if year:
        return date(int(year) if len(year) == 4 else today.year // 100 * 100 + int(year), month, day_of_month)
    this_year = date(today.year, month, day_of_month)
    return this_year if this_year <= today else date(today.year - 1, month, day_of_month)


def rupiah(text: str) -> int | None:
    """'Rp 1.250.000', '1250000', '1,5 juta', '500 rb'. None when empty."""
    typed = "".join(text.lower().split())
    if not typed:
        return None
    match = _RUPIAH.fullmatch(typed) if typed.isascii() and len(typed) <= LONGEST else None
    if match:
        digits, unit = match[1], match[2] or ""
        if unit:
            number = re.fullmatch(r"(\d+)(?:[.,](\d{1,3}))?", digits)
            if number:
                integer, fraction = int(number[1]), number[2] or ""
                return integer * _UNITS[unit] + int(fraction or 0) * _UNITS[unit] // 10 ** len(fraction)
        elif re.fullmatch(r"\d+(?:,00)?|\d{1,3}(?:\.\d{3})+(?:,00)?|\d{1,3}(?:,\d{3})+(?:\.00)?", digits):
            return int(re.sub(r"[.,]00$", "", digits).replace(".", "").replace(",", ""))
    raise Unreadable(phrase("Tulis nilai rupiah dengan angka, misalnya 1.250.000 atau 1,5 juta."))


def degrees(text: str) -> float | None:
    """'-5.1234', '5,1234 LS', '120.25 BT'. None when empty."""
    typed = text.strip()
    if not typed:
        return None
    match = _DEGREES.fullmatch(typed) if typed.isascii() or "°" in typed or "−" in typed else None
    if not match or len(typed) > LONGEST:
        raise Unreadable(phrase("Tulis koordinat sebagai derajat desimal, misalnya −5,1234 dan 120,2534."))
    value = float(match[2].replace(",", "."))
    negative = match[1] in ("-", "−") or (match[3] or "").lower() in _SOUTH_WEST
    return -value if negative else value


def pair(text: str) -> tuple[str, str] | None:
    """Latitude and longitude as maps copy them, '-5.1234, 120.2534', in two parts."""
    match = re.fullmatch(r"\s*([-−]?\d{1,2}\.\d+)°?[\s,;]+([-−]?\d{1,3}\.\d+)°?\s*", text)
    return (match[1], match[2]) if match else None
