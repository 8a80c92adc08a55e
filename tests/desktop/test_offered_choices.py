"""What lists of choices offer, what is said of a new password or user, and what a search within a window finds."""

import pytest

from complaints import passwords
from desktop.guide import read
from desktop.importing.trial import TrialRow
from desktop.office.member_words import missing_dusun, role_words
from desktop.office.sync_situation import MEGABYTE, limits
from desktop.wording.password_strength import strength
from desktop.wording.settings_explanations import minutes_until_locked


def test_what_is_set_is_offered_although_it_is_unusual():
    assert limits(None)[0] == ("tanpa batas", None)
    assert limits(5 * MEGABYTE) == limits(None)
    assert limits(7 * MEGABYTE) == [*limits(None), ("batas 7 MB", 7 * MEGABYTE)]
    assert minutes_until_locked(10) == minutes_until_locked(0)
    assert minutes_until_locked(45) == [*minutes_until_locked(0), ("45 menit", 45)]


def test_a_password_is_judged_once_the_lists_are_there():
    passwords.load()
    assert strength("") == ""
    assert strength("abc") == "Kekuatan: terlalu pendek: paling sedikit 8 huruf"
    assert strength("andibaso1", ["Andi Baso"]).startswith("Kekuatan: lemah")
    assert strength("perahu kuning lewat kebun cengkeh") == "Kekuatan: kuat"


def test_only_a_kadus_needs_a_dusun():
    assert missing_dusun("hamlet", "")
    assert not missing_dusun("hamlet", "Bonto")
    assert not missing_dusun("officer", "")
    assert role_words("hamlet", "73.07.04.2001", "Bonto").endswith(" · Bonto")


@pytest.mark.parametrize(
    ("words", "found"), [("padam lampu", True), ("LAMPU", True), ("lampu jalan", False), ("", True)]
)
def test_a_row_is_found_by_all_its_words(words: str, found: bool):
    assert TrialRow(4, (), "", "4 lampu padam").has(words) is found


def test_a_page_of_the_guide_is_found_by_its_words():
    page = read("sync", "id")
    assert page.has("flashdisk SINKRON")
    assert not page.has("flashdisk gajah")
