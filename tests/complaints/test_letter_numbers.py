"""Patterns of letter numbers: what they write, what they read back, and which would give a number twice."""

from datetime import date

import pytest

from complaints.errors import InvalidField
from complaints.letter_numbers import LETTER_PATTERN, NumberPattern, ReadNumber, checked_pattern, folded

ON = date(2026, 11, 30)


def pattern(text: str = LETTER_PATTERN, letter: str = "A") -> NumberPattern:
    return NumberPattern(text, "400.10.2", "DS-STR", letter)


@pytest.mark.parametrize(
    ("text", "letter", "number"),
    [
        (LETTER_PATTERN, "A", "400.10.2/12/DS-STR/XI/2026"),
        (LETTER_PATTERN, "B", "400.10.2/12.B/DS-STR/XI/2026"),
        ("{nomor:3}/{kode}/{bulan_angka}/{tahun}", "A", "012/DS-STR/11/2026"),
        ("{ nomor:04 } / {tahun}", "A7K", "0012.A7K / 2026"),
        ("No. {nomor} (SK) + {tahun}", "A", "No. 12 (SK) + 2026"),
    ],
)
def test_what_a_pattern_writes_it_reads_back(text: str, letter: str, number: str):
    made = pattern(text, letter)
    assert made.number(12, ON) == number
    assert made.read(number, ON) == ReadNumber(12, letter)
    assert made.read(number.lower(), ON) == ReadNumber(12, letter)


def test_another_month_or_classification_is_in_the_same_sequence():
    assert pattern().read("800/7/DS-STR/IX/2026", ON) == ReadNumber(7, "A")
    assert pattern().read("400.10.2/7.C/DS-STR/IX/2026", ON) == ReadNumber(7, "C")


@pytest.mark.parametrize("typed", ["", "7", "400.10.2/7/DS-STR/XI/2025", "400.10.2/0/DS-STR/XI/2026", "lihat buku"])
def test_what_does_not_follow_the_pattern_has_no_place(typed: str):
    assert pattern().read(typed, ON) is None


@pytest.mark.parametrize(
    "text",
    [
        "{klasifikasi}/{kode}/{tahun}", "{nomor}/{kode}", "{nomor}/{nomor}/{tahun}", "{nomer}/{tahun}", "{nomor}/{tahun",
        "{nomor}/{tahun}}", "{}{nomor}{tahun}", "x" * 80 + "{nomor}{tahun}",
    ],
)  # fmt: skip
def test_a_pattern_that_could_give_a_number_twice_is_refused(text: str):
    with pytest.raises(InvalidField):
        checked_pattern("letter", text, classification="1", code="2")


def test_a_part_without_its_value_is_refused_and_an_empty_pattern_is_none():
    with pytest.raises(InvalidField, match="klasifikasi"):
        checked_pattern("letter", LETTER_PATTERN, classification="", code="DS")
    assert checked_pattern("letter", "  ", classification="", code="") == ""
    assert checked_pattern("letter", " {nomor} /  {tahun}\n", classification="", code="") == "{nomor} / {tahun}"


def test_spelling_makes_no_other_number():
    assert folded("470 / 012/xi") == folded("470/012/XI")
