from pathlib import Path

import pytest

from complaints.categories import Categories, Category, CategoryChange, parse_categories

SHIPPED = Path(__file__).parents[2] / "resources" / "categories.toml"


@pytest.fixture(scope="module")
def shipped() -> Categories:
    return parse_categories(SHIPPED.read_text(encoding="utf-8"))


def test_a_category_is_labelled_with_its_group(shipped: Categories):
    assert shipped.label("infrastructure.bridge") == "Infrastruktur › Jembatan"
    assert shipped.label("infrastructure.bridge", "en") == "Infrastructure › Bridges"


def test_every_shipped_category_has_both_names_a_group_and_seed_words(shipped: Categories):
    for category in shipped:
        assert category.name, category.code
        assert category.name_en, category.code
        assert not category.parent or category.parent in shipped, category.code
        assert category.words or category.code == "other", category.code


def test_labels_are_found_however_they_are_typed(shipped: Categories):
    for text in (
        "infrastruktur > JEMBATAN",
        "Jembatan",
        "Bridges",
        "infrastructure.bridge",
        " Infrastruktur › Jembatan ",
    ):
        found = shipped.by_label(text)
        assert found is not None, text
        assert found.code == "infrastructure.bridge"


def test_every_label_leads_back_to_its_category(shipped: Categories):
    assert all(shipped.by_label(category.label) == category for category in shipped)


def test_an_unknown_code_is_shown_as_it_is(shipped: Categories):
    assert shipped.label("office.future") == "office.future"


def test_only_what_has_nothing_below_it_is_chosen(shipped: Categories):
    codes = [category.code for category in shipped.choices]
    assert "infrastructure" not in codes
    assert codes[0] == "infrastructure.road"
    assert codes[-1] == "other"


def test_an_office_adds_renames_and_hides(shipped: Categories):
    office = shipped.with_office(
        [
            CategoryChange(code="infrastructure.pier", name="Dermaga", words=("dermaga", "perahu")),
            CategoryChange(code="infrastructure", name="Sarana"),
            CategoryChange(code="agriculture.fishery", hidden=True),
            CategoryChange(code="haj", name="Haji & umrah"),
        ]
    )
    assert office.label("infrastructure.pier") == "Sarana › Dermaga"
    assert [c.code for c in office.within("infrastructure")][-1] == "infrastructure.pier"
    assert "agriculture.fishery" not in [c.code for c in office.choices]
    assert office.label("agriculture.fishery") == "Pertanian & perikanan › Perikanan"
    assert "haj" in [c.code for c in office.choices]


def test_a_hidden_group_hides_what_is_in_it(shipped: Categories):
    office = shipped.with_office([CategoryChange(code="health", hidden=True)])
    assert not any(c.parent == "health" for c in office.choices)
    assert "health" not in [c.code for c in office.choices]


def test_a_wrong_file_is_refused():
    with pytest.raises(ValueError, match="code"):
        parse_categories('[[category]]\nname = "Tanpa kode"')


def test_codes_of_new_categories_are_plain_and_new():
    nothing, market = Categories(()), Categories([Category("office_pasar", "Pasar")])
    assert nothing.new_code("Pasar Malam (Jumat)", "public_order") == "public_order.office_pasar_malam_jumat"
    assert market.new_code("Pasar", "") == "office_pasar_2"
    assert nothing.new_code("…", "") == "office_baru"
