import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.units_file import SourceUnit, pack, unpack
from desktop.office.units import Units

SHIPPED = Path(__file__).parents[3] / "resources" / "units" / "units.zlib"


@pytest.fixture(scope="module")
def units() -> Units:
    return Units.load(SHIPPED)


def names(units: Units, text: str) -> list[str]:
    return [unit.name for unit in units.search(text)]


def test_every_unit_is_shipped(units: Units):
    assert len(units) == 91_599
    assert sum(len(units.search(str(digit), 100_000)) for digit in range(1, 10)) == 83_762


def test_nothing_typed_finds_nothing(units: Units):
    assert units.search("  ") == ()


def test_a_unit_tells_where_it_is(units: Units):
    unit = units.get("73.07.04.2009")
    assert unit is not None
    assert (unit.name, unit.kind, unit.parent, unit.title) == ("Saotanre", "desa", "73.07.04", "Desa Saotanre")
    assert unit.path == "Sinjai Tengah · Kabupaten Sinjai · Sulawesi Selatan"


def test_an_unknown_code_is_none(units: Units):
    assert units.get("73.07.04.2999") is None
    assert units.get("") is None
    assert units.get("~") is None


def test_the_units_above_and_beside_are_known(units: Units):
    assert [unit.title for unit in units.above("73.07.04.2009")] == [
        "Kecamatan Sinjai Tengah",
        "Kabupaten Sinjai",
        "Provinsi Sulawesi Selatan",
    ]
    beside = [unit.name for unit in units.neighbours("73.07.04.2009")]
    assert len(beside) == 10
    assert "Bonto" in beside
    assert "Saotanre" not in beside
    assert len(units.below("73.07")) == 9


def test_a_kelurahan_is_told_by_its_code(units: Units):
    assert [(unit.name, unit.kind) for unit in units.search("balangnipa sinjai")] == [("Balangnipa", "kelurahan")]


@pytest.mark.parametrize(
    "text",
    ["saotanre", "SAOTANRE", "Desa Saotanre", "saotan", "saotanre sinjai tengah", "sul sel saotanre", "sao tanre"],
)
def test_a_desa_is_found_however_it_is_typed(units: Units, text: str):
    assert names(units, text)[0] == "Saotanre"


@pytest.mark.parametrize("text", ["73.07.04.2009", "7307042009", " 73.07.042009 "])
def test_a_desa_is_found_by_its_code(units: Units, text: str):
    assert names(units, text) == ["Saotanre"]


def test_a_subdistrict_s_code_gives_its_villages(units: Units):
    assert [unit.code for unit in units.search("73.07.01")][:2] == ["73.07.01.1001", "73.07.01.1002"]
    assert len(units.search("73.07.01")) == 9


def test_sinjai_comes_first_then_the_whole_name_then_its_beginning(units: Units):
    found = units.search("bonto", 1000)
    inside = [unit.code.startswith("73.07.") for unit in found]
    assert inside == sorted(inside, reverse=True)
    assert found[0].code == "73.07.04.2010"
    outside = [unit for unit in found if not unit.code.startswith("73.07.")]
    kinds = [0 if unit.name == "Bonto" else 1 if unit.name.startswith("Bonto") else 2 for unit in outside]
    assert kinds == sorted(kinds)


def test_another_district_can_come_first(units: Units):
    assert units.search("sukamaju", first="32.01")[0].code.startswith("32.01.")


def test_spaces_and_hyphens_do_not_matter(units: Units):
    assert names(units, "tongketongke") == ["Tongke-Tongke"]
    assert names(units, "tongke tongke")[0] == "Tongke-Tongke"
    assert "Regapu’u" in names(units, "regapu'u")


def test_only_desa_and_kelurahan_are_offices(units: Units):
    assert all(unit.is_office for unit in units.search("sinjai", 1000))
    anyone = units.search("sinjai tengah", 5, offices_only=False)
    assert anyone[0].title == "Kecamatan Sinjai Tengah"


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="0123456789. "), st.text(alphabet="abk' -.")))
def test_any_text_can_be_searched(units: Units, text: str):
    assert len(units.search(text, 10)) <= 10


ROWS = [
    SourceUnit("11", "Aceh", "provinsi"),
    SourceUnit("11.01", "Kabupaten Aceh Selatan", "kabupaten"),
    SourceUnit("11.01.01", "Bakongan", "kecamatan"),
    SourceUnit("11.01.01.2001", "Keude  Bakongan", "desa"),
    SourceUnit("11.71", "Kota Banda Aceh", "kota"),
    SourceUnit("12", "Sumatera Utara", "provinsi"),
]


def test_the_file_gives_back_what_was_packed():
    listing = unpack(pack(reversed(ROWS)))
    assert listing.codes == [row.code for row in ROWS]
    assert listing.names[3] == "Keude Bakongan"
    assert listing.ends[0] == 5


def test_a_unit_without_a_parent_is_refused():
    with pytest.raises(ValueError, match="no unit above"):
        pack([*ROWS, SourceUnit("13.01", "Kabupaten Tanpa Induk", "kabupaten")])


def test_a_kind_that_the_code_denies_is_refused():
    with pytest.raises(ValueError, match="not a kelurahan"):
        pack([*ROWS, SourceUnit("11.01.01.2002", "Ujung", "kelurahan")])


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="not a list of units"):
        unpack(zlib.compress(b"something else"))
