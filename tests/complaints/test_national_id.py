"""Rules of the NIK."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints import national_id
from complaints.errors import InvalidField

TODAY = date(2026, 11, 23)


def fault(text: str, today: date = TODAY) -> str:
    with pytest.raises(InvalidField) as caught:
        national_id.parse(text, today)
    assert caught.value.field == "national_id"
    return caught.value.sentence


def test_a_nik_says_region_sex_and_birth_date():
    known = national_id.parse("7307 0152 0387 0001", TODAY)
    assert (known.text, known.region, known.sex, known.birth_date) == (
        "7307015203870001", "730701", "female", date(1987, 3, 12),
    )  # fmt: skip
    assert national_id.parse("73.07.01.120387.0001", TODAY).sex == "male"


@pytest.mark.parametrize(
    ("digits", "born"),
    [
        ("231126", date(2026, 11, 23)),
        ("241126", date(1926, 11, 24)),
        ("010100", date(2000, 1, 1)),
        ("311299", date(1999, 12, 31)),
        ("290228", date(1928, 2, 29)),
        ("290200", date(2000, 2, 29)),
    ],
)
def test_nobody_is_born_in_the_future(digits: str, born: date):
    assert national_id.parse(f"730701{digits}0001", TODAY).birth_date == born


def test_every_fault_has_its_sentence():
    assert fault("730701120387") == "NIK harus 16 angka; ini baru 12."
    assert fault("") == "NIK harus 16 angka; ini baru 0."
    assert fault("73070112038700011") == "NIK harus 16 angka; ini 17, kelebihan 1."
    assert fault("73070112O3870001") == "NIK hanya berisi angka; “O” bukan angka."
    assert "tanda tak terlihat" in fault("7307011203870001\u200b")
    assert "Kode wilayah" in fault("0007011203870001")
    assert "Kode wilayah" in fault("7300011203870001")
    assert "Kode wilayah" in fault("7307001203870001")
    assert "tanggal 31 bulan 02 tahun 87" in fault("7307013102870001")
    assert "tanggal 31 bulan 02 tahun 87" in fault("7307017102870001")
    assert "tidak ada" in fault("7307010003870001")
    assert "tidak ada" in fault("7307012902300001")
    assert "0000" in fault("7307011203870000")


def test_other_alphabets_have_no_digits_here():
    assert "bukan angka" in fault("٧٣٠٧٠١١٢٠٣٨٧٠٠٠١")


@given(st.dates(date(1927, 1, 1), TODAY), st.booleans(), st.integers(1, 9999))
def test_a_written_nik_is_read_back(born: date, female: bool, serial: int):
    day = born.day + (40 if female else 0)
    text = f"730701{day:02d}{born:%m%y}{serial:04d}"
    known = national_id.parse(text, TODAY)
    assert (known.birth_date, known.sex) == (born, "female" if female else "male")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text: str):
    with contextlib.suppress(InvalidField):
        assert len(national_id.parse(text, TODAY).text) == 16


def test_a_masked_nik_shows_the_district_only():
    assert national_id.masked("7307015203870001") == "7307 •••• •••• ••••"
    assert national_id.masked("7307 0152 0387 0001") == "7307 •••• •••• ••••"
    assert national_id.masked("73070152") == "•••• •••• •••• ••••"
    assert national_id.masked("") == ""


def test_a_nik_never_shows_in_a_report():
    assert "7307" not in repr(national_id.parse("7307015203870001", TODAY))
