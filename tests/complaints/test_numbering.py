"""Rules of register numbers and tracking codes."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.errors import InvalidField
from complaints.numbering import (
    ALPHABET,
    Number,
    next_letter,
    parse_number,
    parse_tracking_code,
    restored_letter,
    tracking_code,
)

SECRETS = st.binary(min_size=7, max_size=16)
PLACES = [place for place in range(14) if place not in (4, 9)]


def refused(code: str) -> bool:
    try:
        parse_tracking_code(code)
    except InvalidField:
        return True
    return False


def test_a_register_number_reads_as_on_paper():
    assert str(Number(2026, "A", 48)) == "2026-A-0048"
    assert str(Number(2026, "A", 12345)) == "2026-A-12345"
    assert parse_number(" 2026–a–48 ") == Number(2026, "A", 48)
    assert parse_number("2026-A7K-0001") == Number(2026, "A7K", 1)


@pytest.mark.parametrize("text", ["", "2026-0048", "26-A-0048", "2026-A-0000", "2026-ABCDE-1", "2026-7-1", "2026-A-٤"])
def test_what_is_no_register_number_is_refused(text: str):
    with pytest.raises(InvalidField) as caught:
        parse_number(text)
    assert caught.value.field == "number"


@given(st.integers(2000, 9999), st.from_regex(r"[A-Z]{1,2}([0-9A-Z]{2})?", fullmatch=True), st.integers(1, 999_999_999))
def test_a_register_number_is_read_back(year: int, letter: str, counter: int):
    number = Number(year, letter, counter)
    assert parse_number(str(number)) == number


def test_letters_follow_each_other_without_repeating():
    letters = [""]
    while letters[-1] != "ZZ":
        letters.append(next_letter(letters[-1]))
    assert letters[1:4] == ["A", "B", "C"]
    assert letters[26:29] == ["Z", "AA", "AB"]
    assert len(set(letters)) == 703
    with pytest.raises(ValueError, match="no letter left"):
        next_letter("ZZ")


def test_a_restored_pc_numbers_under_its_own_new_letter():
    assert restored_letter("A", bytes([7, 18])) == "A7J"
    assert restored_letter("A7J", bytes([8, 9])) == "A89"
    assert next_letter("A7J") == "B"
    assert str(parse_number("2026-A7J-0001")) == "2026-A7J-0001"
    with pytest.raises(ValueError, match="random"):
        restored_letter("A", b"1")


@given(SECRETS)
def test_a_tracking_code_is_read_back_however_it_is_typed(random: bytes):
    code = tracking_code(random)
    assert len(code) == 14
    assert parse_tracking_code(code) == code
    assert parse_tracking_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code
    assert parse_tracking_code(f" {code.replace('-', '')}\n".replace("1", "I")) == code


@given(SECRETS, st.sampled_from(PLACES), st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_noticed(random: bytes, place: int, sign: str):
    code = tracking_code(random)
    changed = code[:place] + sign + code[place + 1 :]
    assert refused(changed) == (changed != code)


@given(SECRETS)
def test_every_swap_of_two_signs_is_noticed(random: bytes):
    code = tracking_code(random)
    for one, other in combinations(PLACES, 2):
        signs = list(code)
        signs[one], signs[other] = signs[other], signs[one]
        swapped = "".join(signs)
        assert refused(swapped) == (swapped != code)


def test_a_tracking_code_has_fifty_random_bits():
    codes = {tracking_code((1 << bit).to_bytes(7, "big")) for bit in range(50)}
    assert len(codes) == 50
    with pytest.raises(ValueError, match="random"):
        tracking_code(b"123456")


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "12 huruf"), ("K7QM-4T2X", "ini 8"), ("K7QM-4T2X-9DN?", "“?”"), ("U7QM-4T2X-9DNB", "“U”")],
)
def test_every_fault_of_a_tracking_code_has_its_sentence(text: str, words: str):
    with pytest.raises(InvalidField) as caught:
        parse_tracking_code(text)
    assert caught.value.field == "tracking_code"
    assert words in caught.value.sentence


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_refused(text: str):
    if not refused(text):
        assert parse_tracking_code(parse_tracking_code(text)) == parse_tracking_code(text)
