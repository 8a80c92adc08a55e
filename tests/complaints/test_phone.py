"""Rules of phone numbers."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints import phone
from complaints.errors import InvalidField


def fault(text: str) -> str:
    with pytest.raises(InvalidField) as caught:
        phone.normalise(text)
    assert caught.value.field == "phone"
    return caught.value.sentence


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("+62 (0)812-3456-7890", "+6281234567890"),
        ("006281234567890", "+6281234567890"),
        ("\u202a+62 812\u20113456\u20117890\u202c", "+6281234567890"),
        ("0811 123 456", "+62811123456"),
        ("(0482) 21234", "+6248221234"),
        ("021-3456789", "+62213456789"),
        ("+62 482 21234", "+6248221234"),
        ("+60 12-345 6789", "+60123456789"),
        ("+1 (202) 555-0143", "+12025550143"),
        ("0060123456789", "+60123456789"),
    ],
)
def test_every_way_of_writing_gives_one_number(text: str, e164: str):
    assert phone.normalise(text) == e164
    assert phone.normalise(phone.pretty(e164)) == e164


@pytest.mark.parametrize("text", ["110", "112", "1708", "14045", "1500-046", "0800-1-234567"])
def test_service_numbers_are_no_complainants(text: str):
    assert "nomor layanan" in fault(text)


def test_every_fault_has_its_sentence():
    assert fault("") == "Nomor telepon belum diisi."
    assert fault("+") == "Nomor telepon belum diisi."
    assert fault("0812 abc") == "Nomor telepon hanya berisi angka; “a” bukan angka."
    assert "kode wilayah" in fault("21234")
    assert "diawali 0 atau +62" in fault("912345678901")
    assert "terlalu pendek" in fault("0812345")
    assert "terlalu panjang" in fault("08123456789012")
    assert "terlalu panjang" in fault("048221234567890")
    assert "kode negara" in fault("+0812345678")
    assert "7 sampai 15" in fault("+60123")
    assert "hanya berisi angka" in fault("0812+3456789")


def test_numbers_are_shown_in_groups():
    assert phone.pretty("+6281234567890") == "+62 812-3456-7890"
    assert phone.pretty("+62811123456") == "+62 811-123456"
    assert phone.pretty("+6248221234") == "+62 482-21234"
    assert phone.pretty("+622134567890") == "+62 21-3456-7890"
    assert phone.pretty("+60123456789") == "+60123456789"


def test_a_masked_number_cannot_be_called():
    assert phone.masked("+6281234567812") == "+62 8••-••••-••12"
    assert phone.masked("+6248221234") == "+62 4••-•••34"
    assert phone.masked("+60123456789") == "+60•••••••89"
    assert phone.masked("") == ""
    assert phone.masked("12345") == "•••••"


@given(st.text(max_size=30) | st.text("0123456789+-() ", max_size=20))
def test_any_text_gives_a_stable_number_or_a_sentence(text: str):
    with contextlib.suppress(InvalidField):
        e164 = phone.normalise(text)
        assert phone.normalise(e164) == e164
        assert phone.normalise(phone.pretty(e164)) == e164
        assert len(e164) <= 16


def test_what_is_no_number_yet_is_masked_letter_by_letter():
    assert phone.masked_as_typed("0812-3456-7890") == phone.masked(phone.normalise("081234567890"))
    assert phone.masked_as_typed(" 0812 ") == phone.MASK * 4
    assert phone.masked_as_typed("") == ""
