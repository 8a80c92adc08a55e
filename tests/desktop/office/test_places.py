"""The register of places: what was typed alike is one, a rename holds for every complaint, and can be taken back."""

import pytest

from complaints.errors import InvalidField, Refused
from complaints.events import Location, Recorded
from desktop.office import place_words, places
from desktop.office.office import Office
from desktop.office.places import Place
from desktop.store.listing import Query
from tests.conftest import Founded
from tests.offices import bridge


def recorded(office: Office, dusun: str, rw: str = "", rt: str = "") -> str:
    return office.record(bridge(location=Location(dusun=dusun, rw=rw, rt=rt))).number


def counts(office: Office, part: str = "dusun") -> dict[str, int]:
    return {place.name: place.count for place in places.register(office).places if place.part == part}


def shares(office: Office) -> dict[str, int]:
    return {share.name: share.received for share in office.monitoring(None, None).dusun}


def is_sound(office: Office) -> bool:
    report = office.upkeep.check()
    return not report.problems and not report.mended


def test_ways_of_writing_are_one_place_everywhere(office: Office) -> None:
    numbers = [
        recorded(office, dusun, "RW.1", rt)
        for dusun, rt in (("lappae", "RT 02"), ("LAPPAE ", "rt.2"), ("Dusun Lappae", "002"))
    ]
    assert counts(office) == shares(office) == {"Lappae": 3}
    assert (counts(office, "rw"), counts(office, "rt")) == ({"01": 3}, {"02": 3})
    assert office.places_offered().dusun == ["Lappae"]
    assert (
        office.count(Query(dusun="lappae"))
        == office.count(Query(rt="RT 2"))
        == office.count(Query(dusun="Lappae", rw="1"))
        == 3
    )
    assert {office.case(number).complaint.location.dusun for number in numbers} == {"Lappae"}
    written = [event.step.facts.location for event in office.events() if isinstance(event.step, Recorded)]
    assert [place.dusun for place in written if isinstance(place, Location)] == ["lappae", "LAPPAE", "Dusun Lappae"]
    assert is_sound(office)


def test_a_merge_holds_for_all_complaints_and_survives(founded: Founded) -> None:
    office = founded.open()
    recorded(office, "Lapae")
    number = recorded(office, "lappae")
    recorded(office, "Tanete")
    [pair] = places.register(office).similar
    assert {pair.keep, pair.other} == {"Lappae", "Lapae"}
    before = sum(1 for _ in office.events())
    assert places.give_name(office, "dusun", ["lapae"], "LAPPAE") == 2
    assert sum(1 for _ in office.events()) == before + 1  # no complaint was written anew
    recorded(office, "Lapae")
    assert counts(office) == shares(office) == {"Lappae": 3, "Tanete": 1}
    assert office.count(Query(dusun="Lapae")) == 3  # a filter that was kept under the former name
    assert [row.dusun for row in office.page(Query(text="lappae", dusun="Lappae"))] == ["Lappae"] * 3
    assert office.case(number).complaint.location.dusun == "Lappae"
    assert is_sound(office)
    office.close()
    again = founded.open()
    assert counts(again) == shares(again) == {"Lappae": 3, "Tanete": 1}
    assert {listed.complaint.location.dusun for listed in again.register(Query(), with_identity=False)} == {
        "Lappae",
        "Tanete",
    }
    again.close()


def test_a_rename_can_be_taken_back(office: Office) -> None:
    recorded(office, "Lappae", "1", "2")
    recorded(office, "Tanete")
    places.give_name(office, "dusun", ["Lappae"], "LAPPAE Raya")
    places.give_name(office, "dusun", ["Tanete", "LAPPAE Raya"], "Bulo")
    assert counts(office) == {"Bulo": 2}
    assert places.undo(office).change.name == "Bulo"
    assert counts(office) == shares(office) == {"LAPPAE Raya": 1, "Tanete": 1}
    places.undo(office)
    assert counts(office) == {"Lappae": 1, "Tanete": 1}
    with pytest.raises(Refused):
        places.undo(office)
    assert is_sound(office)


def test_an_earlier_change_can_be_taken_back_alone(office: Office) -> None:
    recorded(office, "Satu Bulo")
    recorded(office, "Dua Bulo")
    places.give_name(office, "dusun", ["Satu Bulo"], "Dua Bulo")
    [merge] = places.register(office).changes
    places.give_name(office, "dusun", ["Dua Bulo"], "Bulo")
    places.undo(office, merge.id)
    assert counts(office) == {"Satu Bulo": 1, "Bulo": 1}


def test_an_rt_is_renamed_within_its_rw(office: Office) -> None:
    recorded(office, "Bonto", "01", "03")
    recorded(office, "Bonto", "02", "03")
    assert places.give_name(office, "rt", ["3"], "04", dusun="bonto", rw="1") >= 1
    assert [(place.rw, place.name) for place in places.register(office).places if place.part == "rt"] == [
        ("01", "04"),
        ("02", "03"),
    ]
    assert is_sound(office)


def test_what_is_not_there_or_empty_is_refused(office: Office) -> None:
    recorded(office, "Bonto")
    with pytest.raises(Refused, match="Lapae"):
        places.give_name(office, "dusun", ["Lapae"], "Bonto")
    with pytest.raises(InvalidField):
        places.give_name(office, "dusun", ["Bonto"], "  ")
    with pytest.raises(Refused):
        places.give_name(office, "dusun", ["Bonto"], "Bonto")
    assert places.register(office).changes == ()


def test_a_correction_says_nothing_of_a_place_that_only_the_register_names(office: Office) -> None:
    number = recorded(office, "Lapae")
    recorded(office, "Lappae")
    places.give_name(office, "dusun", ["Lapae"], "Lappae")
    case = office.case(number)
    from complaints.steps import Change

    corrected = office.correct(number, Change(title="Jembatan", location=case.complaint.location))
    step = corrected.complaint.history[-1].event.step
    assert corrected.complaint.location.dusun == "Lappae"
    assert "location" not in repr(step).replace("location=UNSET", "")


def test_only_places_of_one_kind_and_around_may_be_one() -> None:
    bonto, lappae = Place("dusun", "Bonto", "", "", 3), Place("dusun", "Lappae", "", "", 2)
    here, there = Place("rw", "01", "Bonto", "", 1), Place("rw", "02", "Lappae", "", 1)
    assert place_words.may_be_one([bonto, lappae])
    assert place_words.may_be_one([here])
    assert not place_words.may_be_one([bonto, here])
    assert not place_words.may_be_one([here, there])
    assert not place_words.may_be_one([])
