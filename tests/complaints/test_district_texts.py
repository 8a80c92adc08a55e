"""What a district sets for its offices: categories as lines, ready texts as TOML; what can't be used is told with its place."""

from pathlib import Path

import pytest

from complaints.categories import Categories, DistrictCategory, parse_categories
from complaints.district_texts import (
    BadCategories,
    BadTexts,
    category_lines,
    check_replies,
    check_texts,
    parse_category_lines,
)

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="module")
def shipped() -> Categories:
    return parse_categories((RESOURCES / "categories.toml").read_text(encoding="utf-8"))


def test_a_shipped_category_is_renamed_hidden_and_others_are_added(shipped: Categories):
    typed = """kode,nama,kata kunci,sembunyi
infrastructure.bridge,Jembatan dan titian,,
infrastructure.electricity,,,ya
infrastructure.,Pasar Malam, Pasar  malam pasar,
perikanan,Perikanan,nelayan
perikanan.,x
"""
    with pytest.raises(BadCategories, match="6"):
        parse_category_lines(typed, shipped)
    changes = parse_category_lines(typed.replace("perikanan.,x", "district_perikanan.,Tambak"), shipped)
    assert changes == [
        DistrictCategory("infrastructure.bridge", "Jembatan dan titian"),
        DistrictCategory("infrastructure.electricity", "", "", True),
        DistrictCategory("infrastructure.district_pasar_malam", "Pasar Malam", "pasar malam"),
        DistrictCategory("district_perikanan", "Perikanan", "nelayan"),
        DistrictCategory("district_perikanan.district_tambak", "Tambak"),
    ]
    assert parse_category_lines(category_lines(changes), shipped) == changes
    listed = shipped.with_district(changes)
    assert listed.label("infrastructure.bridge") == "Infrastruktur › Jembatan dan titian"
    assert listed.label("district_perikanan.district_tambak") == "Perikanan › Tambak"
    bridge = listed.get("infrastructure.bridge")
    assert bridge is not None
    assert bridge.words == shipped.within("infrastructure")[1].words
    assert "infrastructure.electricity" not in {one.code for one in listed.choices}
    assert "infrastructure.district_pasar_malam" in {one.code for one in listed.choices}
    assert category_lines([]) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Jembatan", "jembatan baru,Nama", "infrastructure.bridge,Jalan", "infrastructure.,", "tidakada.,Nama", "a.b.c,Nama", "a,b,c,d,e",
        "infrastructure.road,Jalan,,\ninfrastructure.road,Jalan raya,,", f"infrastructure.road,{'x' * 81}", f"infrastructure.road,,{'x' * 601}",
    ],
)  # fmt: skip
def test_a_line_that_can_not_be_used_is_told(shipped: Categories, line: str):
    with pytest.raises(BadCategories):
        parse_category_lines(line, shipped)


def test_what_ships_can_be_used_and_parts_of_it_too():
    texts = (RESOURCES / "contact.toml").read_text(encoding="utf-8")
    assert len(check_texts(texts)) == 10
    assert check_replies((RESOURCES / "replies.toml").read_text(encoding="utf-8"))
    assert set(check_texts('[received]\nmessage = "Diterima, {nomor}"\ncall = "Halo {nama}"')) == {"received"}


@pytest.mark.parametrize(
    "text",
    [
        "[received", '[received]\nmessage = "x"', '[diterima]\nmessage = "x"\ncall = "x"', '[received]\nmessage = " "\ncall = "x"',
        '[received]\nmessage = "{nomer}"\ncall = "x"', "received = 3", f'[received]\nmessage = "{"x" * 2001}"\ncall = "x"',
    ],
)  # fmt: skip
def test_a_text_that_can_not_be_used_is_told(text: str):
    with pytest.raises(BadTexts):
        check_texts(text)


@pytest.mark.parametrize(
    "text",
    ["", "reply = 3", '[[reply]]\nname = ""\ntext = "x"', '[[reply]]\nname = "x"\ntext = ""', '[[reply]]\nname = "x"'],
)
def test_a_reply_that_can_not_be_used_is_told(text: str):
    with pytest.raises(BadTexts):
        check_replies(text)
