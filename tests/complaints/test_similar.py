from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.events import Location
from complaints.similar import Candidate, distance, rank, rarity_in, telling_terms

TODAY = date(2026, 11, 24)
MOSQUE = Location(dusun="Manimpahoi", rt="01", rw="02", latitude=-5.2178, longitude=120.0921)
LAMP = "Lampu jalan poros Manimpahoi depan masjid padam sudah tiga malam"
TYPED = "lampu jalan di poros manimpahoi dekat masjid padam terus, sudah dua kali motor jatuh kena lubang"


def candidate(text: str, location: Location = MOSQUE, days_ago: int = 3, key: str = "1") -> Candidate:
    return Candidate(key, text, location, TODAY - timedelta(days=days_ago))


def score(typed: str, where: Location, other: Candidate) -> float:
    found = rank(typed, where, TODAY, [other], threshold=0.0)
    return found[0].score


OTHERS = [
    candidate("Air pamsimas di Bonto tidak mengalir", Location(dusun="Bonto"), key="2"),
    candidate("Jembatan gantung Lappae papannya lapuk", Location(dusun="Lappae"), key="3"),
    candidate("Pupuk subsidi langka di kios", Location(dusun="Tanete"), key="4"),
]


def test_the_same_lamp_in_other_words_is_found_alone():
    found = rank(TYPED, MOSQUE, TODAY, [*OTHERS, candidate(LAMP)])
    assert [(similar.id, similar.days) for similar in found] == [("1", 3)]


def test_it_is_found_before_a_place_was_chosen():
    assert [similar.id for similar in rank(TYPED, Location(), TODAY, [*OTHERS, candidate(LAMP)])] == ["1"]


def test_the_same_dusun_alone_makes_nothing_similar():
    assert rank("Bansos saya tidak pernah cair", MOSQUE, TODAY, [candidate(LAMP)]) == ()


def test_another_dusun_is_less_alike():
    elsewhere = candidate(LAMP, Location(dusun="Lappae"))
    assert score(TYPED, Location(dusun="Manimpahoi"), elsewhere) < score(
        TYPED, Location(dusun="Manimpahoi"), candidate(LAMP, Location(dusun="manimpahoi "))
    )


def test_the_same_rt_is_more_alike_than_the_same_dusun():
    here = Location(dusun="Bonto", rt="1", rw="02")
    near, same = Location(dusun="Bonto", rt="03", rw="02"), Location(dusun="Bonto", rt="01", rw="2")
    assert score(TYPED, here, candidate(LAMP, same)) > score(TYPED, here, candidate(LAMP, near))


def test_an_older_one_is_less_alike():
    assert score(TYPED, MOSQUE, candidate(LAMP, days_ago=80)) < score(TYPED, MOSQUE, candidate(LAMP, days_ago=2))


def test_the_distance_is_told_in_metres():
    north = Location(latitude=-5.2151, longitude=120.0921)
    assert rank(TYPED, north, TODAY, [candidate(LAMP)])[0].metres == pytest.approx(300, abs=2)
    assert distance(north, Location(dusun="Bonto")) is None


def test_one_far_away_is_less_alike_though_the_dusun_is_the_same():
    far = Location(dusun="Manimpahoi", latitude=-5.30, longitude=120.2)
    assert score(TYPED, MOSQUE, candidate(LAMP, far)) < score(TYPED, MOSQUE, candidate(LAMP))


def test_rare_words_are_telling_and_unknown_or_common_ones_are_not():
    counts = {"lampu": 8, "jalan": 60, "poros": 12, "manimpahoi": 20, "masjid": 9, "padam": 4, "motor": 7}
    assert telling_terms(TYPED, lambda term: counts.get(term, 0), 200) == (
        "padam", "motor", "lampu", "masjid", "poros", "manimpahoi",
    )  # fmt: skip
    assert telling_terms(TYPED, lambda term: counts.get(term, 0), 200, limit=2) == ("padam", "motor")
    assert telling_terms("", lambda _: 1, 200) == ()


def test_in_a_new_office_every_known_word_is_telling():
    assert telling_terms("jalan rusak", lambda _: 3, 3) == ("jalan", "rusak")


def test_a_rare_word_weighs_more():
    weigh = rarity_in(lambda term: {"padam": 2}.get(term, 90), 100)
    assert weigh("padam") > weigh("jalan") > 0


TEXTS = st.text() | st.lists(st.sampled_from(["lampu", "padam", "jalan", "pak"])).map(" ".join)
PLACES = st.builds(
    Location,
    dusun=st.sampled_from(["", "Bonto", " bonto", "Lappae"]),
    rt=st.sampled_from(["", "1", "01"]),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
)


@given(TEXTS, PLACES, st.lists(st.tuples(TEXTS, PLACES, st.integers(-500, 500)), max_size=6))
def test_any_texts_and_places_are_ranked(text: str, place: Location, others: list[tuple[str, Location, int]]):
    candidates = [candidate(other, where, days, str(at)) for at, (other, where, days) in enumerate(others)]
    scores = [similar.score for similar in rank(text, place, TODAY, candidates, threshold=0.0)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= value <= 1.000001 for value in scores)


@given(PLACES, PLACES)
def test_there_and_back_is_as_far(one: Location, other: Location):
    assert distance(one, other) == pytest.approx(distance(other, one)) or distance(one, other) is None
