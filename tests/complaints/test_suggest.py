import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.categories import Categories, CategoryChange, parse_categories
from complaints.suggest import TITLE_LENGTH, CategoryModel, suggest_title

SHIPPED = Path(__file__).parents[2] / "resources" / "categories.toml"


@pytest.fixture(scope="module")
def categories() -> Categories:
    return parse_categories(SHIPPED.read_text(encoding="utf-8"))


def best(model: CategoryModel, text: str) -> str:
    suggestions = model.suggest(text)
    return suggestions[0].code if suggestions else ""


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            "Lampu jalan di poros Manimpahoi depan masjid padam sudah dua minggu, sudah dua kali motor jatuh",
            "Lampu jalan di poros Manimpahoi depan masjid padam sudah dua minggu",
        ),
        ("Assalamualaikum pak, mohon jembatan di Lappae diperbaiki", "Jembatan di Lappae diperbaiki"),
        ("MOHON PERBAIKAN JALAN TANI RUSAK PARAH PAK", "Perbaikan jalan tani rusak parah"),
        (
            "Perkenalkan nama saya Rosdiana. Kami tidak pernah dapat bantuan beras.",
            "Kami tidak pernah dapat bantuan beras",
        ),
        ("tabe pak desa, air pamsimas mati di RT. 02 Bonto", "Air pamsimas mati di RT. 02 Bonto"),
        ("Mohon diperbaiki jalan tani.", "Mohon diperbaiki jalan tani"),
        ("Saya mau lapor pak. Sapi tetangga masuk kebun jagung.", "Sapi tetangga masuk kebun jagung"),
        ("Kepada Yth. Kepala Desa Saotanre. Dengan hormat, kami mohon pupuk.", "Kami mohon pupuk"),
        ("Pak Lasse jatuh di got", "Pak Lasse jatuh di got"),
        ("Nama saya tidak ada di RDKK", "Nama saya tidak ada di RDKK"),
        ("Assalamualaikum wr. wb.", "Assalamualaikum wr. wb"),
        ("", ""),
    ],
)
def test_the_title_is_the_first_sentence_that_tells_something(body: str, title: str):
    assert suggest_title(body) == title


def test_a_long_sentence_is_cut_at_a_word():
    body = "air selokan meluap masuk halaman rumah warga " * 5
    title = suggest_title(body)
    assert len(title) <= TITLE_LENGTH
    assert body.startswith(title[0].lower() + title[1:] + " ")


@given(st.text())
def test_any_text_gets_a_title_that_fits(body: str):
    title = suggest_title(body)
    assert len(title) <= TITLE_LENGTH
    assert bool(title) == bool(" ".join(body.split()).strip(" .,:;-–"))
    assert "\n" not in title


@given(
    st.lists(
        st.sampled_from(
            ["assalamualaikum", "pak", "mohon", "maaf", "tolong", "saya", "mau", "lapor", "rusak", ".", "!", "di"]
        )
    )
)
def test_greetings_in_any_order_get_a_title_that_fits(words: list[str]):
    assert len(suggest_title(" ".join(words), 30)) <= 30


def test_an_untaught_model_knows_the_shipped_words(categories: Categories):
    model = CategoryModel(categories)
    assert best(model, "Papan jembatan gantung sudah lapuk") == "infrastructure.bridge"
    assert best(model, "Saya belum terima bansos PKH dan sembako") == "social.aid"


def test_nothing_is_suggested_for_too_little_evidence(categories: Categories):
    model = CategoryModel(categories)
    for text in ("", "halo", "Assalamualaikum pak", "zzz qqq", "jalan air"):
        assert model.suggest(text) == (), text


def test_it_learns_from_the_office(categories: Categories):
    model = CategoryModel(categories)
    for place in ("Bonto", "Lappae", "Manimpahoi"):
        model.learn(f"Titi penyeberangan di {place} patah", "infrastructure.bridge")
    assert best(model, "titi patah lagi") == "infrastructure.bridge"


def test_forgetting_undoes_learning(categories: Categories):
    model = CategoryModel(categories)
    model.learn("Titi di Bonto patah", "infrastructure.bridge")
    before = model.to_bytes()
    model.learn("Cengkeh dimakan penggerek batang", "agriculture.pests")
    model.forget("Cengkeh dimakan penggerek batang", "agriculture.pests")
    assert model.to_bytes() == before


def test_a_model_comes_back_from_its_bytes(categories: Categories):
    model = CategoryModel(categories)
    model.learn("Titi penyeberangan di Bonto patah", "infrastructure.bridge")
    again = CategoryModel.from_bytes(model.to_bytes(), categories)
    text = "titi penyeberangan patah"
    assert again.suggest(text) == model.suggest(text)
    assert again.texts == 1


def test_damaged_bytes_give_an_untaught_model(categories: Categories):
    assert CategoryModel.from_bytes(b"\xc1\x00rubbish", categories).texts == 0


def test_a_hidden_category_is_not_suggested(categories: Categories):
    model = CategoryModel(categories.with_office([CategoryChange(code="infrastructure.bridge", hidden=True)]))
    assert "infrastructure.bridge" not in [s.code for s in model.suggest("Papan jembatan gantung sudah lapuk")]


TEXTS = st.lists(st.sampled_from(["jalan", "rusak", "lampu", "padam", "air", "sawah", "bansos", "sampah"])).map(
    " ".join
)


@settings(max_examples=50)
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["social.aid", "infrastructure.road", "gone.away"]))), TEXTS)
def test_probabilities_are_ordered_and_add_up_to_at_most_one(taught: list[tuple[str, str]], text: str):
    model = CategoryModel(parse_categories(SHIPPED.read_text(encoding="utf-8")))
    for known, code in taught:
        model.learn(known, code)
    shares = [suggestion.probability for suggestion in model.suggest(text)]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.000001


def test_what_is_suggested_as_almost_certain_is_right_nine_times_in_ten(categories: Categories):
    """Over the demo office, each complaint learned after it was guessed, as it happens on an office's PC."""
    demo = SHIPPED.parent / "demo" / "complaints.jsonl"
    model = CategoryModel(categories)
    right: list[bool] = []
    for line in demo.read_text(encoding="utf-8").splitlines():
        complaint = json.loads(line)["complaint"]
        suggestions = model.suggest(complaint["body"])
        if suggestions and suggestions[0].probability > 0.8:
            right.append(suggestions[0].code == complaint["category"])
        model.learn(complaint["body"], complaint["category"])
    assert len(right) > 50
    assert sum(right) / len(right) > 0.85
