"""Indonesian as official papers write it: dates, sums, and numbers in words for a berita acara."""

from datetime import date

from complaints.letter_numbers import ROMAN
from desktop.wording import formats
from desktop.wording.translation import in_indonesian

_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip


def full_date(on: date | None) -> str:
    """'23 November 2026', '' for None."""
    with in_indonesian():
        return formats.full_date(on) if on else ""


def short_date(on: date | None) -> str:
    """'23-11-2026' for the columns of a register, '' for None."""
    return formats.typed_date(on) if on else ""


def day_name(on: date) -> str:
    """'Senin'."""
    with in_indonesian():
        return formats.day_name(on)


def month(on: date) -> str:
    """'November 2026'."""
    with in_indonesian():
        return f"{formats.month_name(on.month)} {on.year}"


def month_name(number: int) -> str:
    with in_indonesian():
        return formats.month_name(number)


def roman_month(on: date) -> str:
    """'XI', as in the numbers of letters."""
    return ROMAN[on.month - 1]


def number(value: float, decimals: int = 0) -> str:
    with in_indonesian():
        return formats.number(value, decimals)


def rupiah(value: int | None) -> str:
    """'Rp1.500.000,00' as forms write it, '' for None."""
    return "" if value is None else f"Rp{number(value)},00"


def in_words(value: int) -> str:
    """'dua ribu dua puluh enam' for 2026. Raises ValueError below 0 and from a million on."""
    if not 0 <= value < 1_000_000:
        raise ValueError(f"no words for {value}")
    if value < len(_UNITS):
        return _UNITS[value]
    if value < 20:
        return f"{_UNITS[value - 10]} belas"
    for size, word, one_word in ((1000, "ribu", "seribu"), (100, "ratus", "seratus"), (10, "puluh", "")):
        if value >= size:
            count, remainder = divmod(value, size)
            head = one_word if count == 1 and one_word else f"{in_words(count)} {word}"
            return f"{head} {in_words(remainder)}" if remainder else head
    raise AssertionError("every number up to a million has its size")
