"""Choosing one's office forgives one wrong letter a word."""

import pytest

from desktop.office.units import Units
from desktop.resources import resource


@pytest.fixture(scope="module")
def units() -> Units:
    return Units.load(resource("units/units.zlib"))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("saotamre", "Desa Saotanre"), ("sotanre", "Desa Saotanre"), ("saotannre", "Desa Saotanre"), ("saotarne", "Desa Saotanre"),
        ("saotamr", "Desa Saotanre"), ("sautanre sinjai tengah", "Desa Saotanre"), ("bonto sinjia", "Desa Bonto"),
        ("gunung perka sinjai", "Desa Gunung Perak"), ("kelurahan balangnpa", "Kelurahan Balangnipa"),
        ("lamatti rilua", "Kelurahan Lamatti Rilau"),
    ],
)  # fmt: skip
def test_one_wrong_letter_finds_the_office(units: Units, typed: str, title: str):
    assert title in [unit.title for unit in units.offices(typed, 20)]


@pytest.mark.parametrize("typed", ["xyzzyq", "zzz", "q", "sautamra"])
def test_more_wrong_letters_find_nothing(units: Units, typed: str):
    assert "Desa Saotanre" not in [unit.title for unit in units.offices(typed, 100)]


def test_what_is_typed_right_is_found_as_before(units: Units):
    assert [unit.title for unit in units.offices("saotanre")] == ["Desa Saotanre"]
