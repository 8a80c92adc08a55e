"""What a place is called: spelling folded alike everywhere, and what the office renamed and merged."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.events import Event, Location, Meaning, Noted, PlaceName, PlacePart
from complaints.place_names import PARTS, SPELLED, of_events, similar_names, spelled

TODAY = date(2026, 11, 30)


def office_event(seq: int, meaning: Meaning, at: int = 0) -> Event:
    return Event("abcdefgh234567ab", seq, at or seq, "", "Siti", "U", (), Noted(TODAY, "-", meaning))


def named(seq: int, part: PlacePart, names: str, name: str, dusun: str = "", rw: str = "") -> Event:
    return office_event(seq, Meaning(place=PlaceName(part, tuple(names.split("|")), name, dusun, rw)))


@pytest.mark.parametrize(
    ("part", "name", "written"),
    [
        (
            "dusun",
            "Lappae",
            "lappae|LAPPAE |Lappae|Dusun Lappae|DUSUN LAPPAE|Dsn. Lappae|dsn.lappae|  Lappae.|Lingkungan Lappae",
        ),
        ("dusun", "Dusun III", "dusun iii|III|Dsn. III"),
        ("dusun", "Lingkungan 3", "lingkungan 3|Lingk. 3"),
        ("dusun", "Ma'rang", "Ma’rang|MA'RANG|dusun ma`rang"),
        ("dusun", "Kampung Baru", "kp. baru|Kp.Baru|KAMPUNG BARU"),
        ("dusun", "BTN Asri 2", "btn asri 2|BTN Asri 2"),
        ("dusun", "Dusun", "dusun|Dusun"),
        ("dusun", "Linge", "linge|LINGE"),
        ("rt", "02", "RT 02|RT.2|rt 002|2|02|rt02|R.T. 2|RT II|RT dua|Rukun Tetangga 2|RT: 02| RT-02"),
        ("rw", "10", "RW 10|rw.010|X|RW sepuluh|010"),
        ("rt", "02A", "RT 2A|2 a|002a"),
        ("rt", "02/01", "02/01"),
        ("rt", "Mawar", "RT Mawar|Mawar"),
    ],
)
def test_ways_of_writing_a_place_have_one_name(part: PlacePart, name: str, written: str) -> None:
    assert {spelled(part, one) for one in written.split("|")} == {name}


@pytest.mark.parametrize(
    "written",
    ["#Bonto", "<b>bonto</b>", "=1+1", "Bonto & Lappae", "dusun 🌾", "../../etc/passwd", "Bonto/../Linge", ";", ""],
)
def test_what_is_no_plain_name_stays_as_it_was_written(written: str) -> None:
    assert spelled("dusun", written) == written


@given(st.text(max_size=20), st.sampled_from(["dusun", "rw", "rt"]))
def test_a_name_is_spelled_as_it_is(written: str, part: PlacePart) -> None:
    name = spelled(part, written)
    assert spelled(part, name) == name
    assert bool(name) or not written.strip(" ,;:\n\t") or not written.isprintable()


def test_every_letter_there_is_has_a_spelling_that_stays() -> None:
    """Dotless i, ligatures and digits of other scripts look like letters of a name, and aren't all."""
    scripts = (range(0x20, 0x600), range(0x1E00, 0x2200), range(0xFB00, 0xFB50), range(0xFF00, 0xFFEF))
    for sign in (chr(code) for script in scripts for code in script if chr(code).isprintable()):
        for written in (sign, f"a{sign}", f"dusun {sign}", f"{sign} bonto"):
            for part in PARTS:
                name = spelled(part, written)
                assert name
                assert spelled(part, name) == name, (part, written)


def test_a_merge_holds_for_every_way_of_writing_both_names() -> None:
    names = of_events([named(1, "dusun", "Lapae", "Lappae")])
    assert {names.name("dusun", written) for written in ("lapae", "DUSUN LAPAE", "lappae", "Lappae")} == {"Lappae"}
    assert names.name("dusun", "Bonto") == "Bonto"


def test_changes_build_on_one_another_in_their_order() -> None:
    events = [named(1, "dusun", "Lapae", "Lappae"), named(2, "dusun", "Lappae|Tanete", "LAPPAE Raya")]
    for order in (events, events[::-1]):
        names = of_events(order)
        assert {names.name("dusun", one) for one in ("lapae", "lappae", "TANETE", "lappae raya")} == {"LAPPAE Raya"}


def test_a_change_that_was_taken_back_never_was() -> None:
    events = [named(1, "dusun", "A1|B1", "C1"), named(2, "dusun", "C1", "D1")]
    undone = of_events([*events, office_event(3, Meaning(undoes=events[0].id))])
    assert [undone.name("dusun", one) for one in ("A1", "B1", "C1")] == ["A1", "B1", "D1"]
    assert of_events([*events[:1], office_event(3, Meaning(undoes=events[0].id))]) is SPELLED


def test_an_rt_is_that_of_its_rw_and_dusun() -> None:
    names = of_events([named(1, "rt", "03", "04", "Bonto", "01")])
    rt = [
        names.location(Location(dusun=dusun, rw=rw, rt="3")).rt
        for dusun, rw in (("bonto", "1"), ("Bonto", "02"), ("", ""))
    ]
    assert rt == ["04", "03", "03"]


def test_what_lies_within_goes_with_a_dusun_that_is_renamed() -> None:
    events = [
        named(1, "rt", "03", "04", "Bonto", "01"),
        named(2, "rw", "05", "06", "Bonto"),
        named(3, "dusun", "Bonto", "Bonto Baru"),
    ]
    names = of_events(events)
    assert names.location(Location(dusun="bonto", rw="1", rt="3")) == Location(dusun="Bonto Baru", rw="01", rt="04")
    assert names.location(Location(dusun="Bonto Baru", rw="5", rt="3")) == Location(
        dusun="Bonto Baru", rw="06", rt="03"
    )


def test_what_a_newer_version_names_changes_nothing() -> None:
    assert of_events([named(1, "kampung", "Lapae", "Lappae"), named(2, "dusun", "", "")]) is SPELLED  # pyright: ignore[reportArgumentType]


def test_similar_names_are_proposed_and_numbers_are_not() -> None:
    counts = {
        "Lappae": 9, "Lapae": 2, "Bonto I": 4, "Bonto II": 3, "Tanete": 5, "Tanette": 1, "Dusun 1": 2, "Dusun 2": 2,
        "Kampung Baru": 3, "Baru": 1, "Batu-Batu": 2, "Batu Batu": 1, "Dusun 3": 3, "Dusun III": 1, "Mappa": 1, "Blok A": 1, "Blok B": 1,
    }  # fmt: skip
    assert set(similar_names(counts)) == {
        ("Lappae", "Lapae"), ("Tanete", "Tanette"), ("Kampung Baru", "Baru"), ("Batu-Batu", "Batu Batu"), ("Dusun 3", "Dusun III"),
    }  # fmt: skip
