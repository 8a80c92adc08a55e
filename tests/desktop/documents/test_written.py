"""Numbers and dates in words, as a berita acara writes them."""

from datetime import date

import pytest

from desktop.documents.minutes import on_this_day
from desktop.wording import paper_formats


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"), (1, "satu"), (10, "sepuluh"), (11, "sebelas"), (12, "dua belas"), (19, "sembilan belas"), (20, "dua puluh"),
        (31, "tiga puluh satu"), (100, "seratus"), (111, "seratus sebelas"), (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"), (1945, "seribu sembilan ratus empat puluh lima"), (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"), (100_000, "seratus ribu"),
    ],
)  # fmt: skip
def test_numbers_in_words(value: int, words: str):
    assert paper_formats.in_words(value) == words


def test_a_leap_day_in_words():
    assert on_this_day(date(2028, 2, 29)) == (
        "Pada hari ini Selasa tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh delapan (29-02-2028)"
    )


def test_sums_and_months():
    assert paper_formats.rupiah(1_500_000) == "Rp1.500.000,00"
    assert paper_formats.roman_month(date(2026, 11, 5)) == "XI"
