from hypothesis import given
from hypothesis import strategies as st

from complaints.tokens import fold, stem, terms, tokens, with_all_words


def test_a_word_said_twice_is_one_word():
    assert tokens("Lampu-lampu jalan, lubang2 besar") == ("lampu", "jalan", "lubang", "besar")


def test_two_joined_words_stay_two():
    assert tokens("Tongke-Tongke anak-istri") == ("tongke", "anak", "istri")


def test_accents_and_apostrophes_do_not_part_words():
    assert fold("Pu’u Désa") == "puu desa"


def test_endings_are_taken_off_only_where_a_word_remains():
    assert [stem(word) for word in ("jembatannya", "rusaklah", "sekolah", "masalah", "hanya", "tanah")] == [
        "jembatan", "rusak", "sekolah", "masalah", "hanya", "tanah",
    ]  # fmt: skip


def test_words_as_typed_on_a_phone_are_understood():
    assert terms("jln poros sdh 2 bln rusak tdk diperbaiki") == ("jalan", "poros", "bulan", "rusak", "diperbaiki")


def test_greetings_tell_nothing():
    assert terms("Assalamualaikum wr wb, selamat pagi pak, mohon maaf") == ()


@given(st.text())
def test_any_text_has_terms_that_are_folded_words(text: str):
    assert all(word == fold(word) and len(word) > 1 for word in terms(text))


def test_labels_are_found_by_all_their_words_in_any_order():
    labels = ["Infrastruktur › Jalan", "Infrastruktur › Jembatan", "Pelayanan › Kependudukan"]
    assert with_all_words(labels, "jem infra") == ["Infrastruktur › Jembatan"]
    assert with_all_words(labels, "Infrastruktur › Jalan") == ["Infrastruktur › Jalan"]
    assert with_all_words(labels, "") == labels
    assert with_all_words(labels, "sungai") == []
