import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.roots import root, roots


@pytest.mark.parametrize(
    "forms",
    [
        "lubang berlubang dilubangi lobang bolong",
        "baik diperbaiki perbaikan memperbaiki",
        "rusak kerusakan merusak dirusak",
        "mampet tersumbat menyumbat buntu",
        "potong dipotong pemotongan memotong potongan",
        "curi dicuri mencuri pencurian pencuri maling kemalingan",
        "buang dibuang membuang pembuangan",
        "layan pelayanan melayani dilayani",
        "jalan dalan jln lalang jalanan",
        "jembatan kreteg titian jembtan jembatannya",
        "sapi sapine sapinya",
        "bakar kebakaran terbakar obong",
        "beri memberikan diberikan",
    ],
)
def test_forms_of_one_word_meet(forms: str):
    assert len({root(form) for form in forms.split()}) == 1, [(form, root(form)) for form in forms.split()]


@pytest.mark.parametrize(
    "words", ["ikan beri", "padi padam", "makam makan", "hilang curi", "mati padam", "kering keran", "sekolah kepala"]
)
def test_two_words_stay_two(words: str):
    assert len({root(word) for word in words.split()}) == 2


def test_words_that_say_nothing_are_left_out():
    assert roots("Assalamualaikum pak, tolong lampu jln di RT 03 padam") == ("lampu", "jalan", "padam")


@given(st.text())
def test_any_text_has_roots_of_its_words(text: str):
    assert all(found and found == found.strip() for found in roots(text))
