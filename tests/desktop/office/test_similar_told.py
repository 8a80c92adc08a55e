"""Similar complaints as a new office is told them: recorded in a real book, typed in other words and without a place."""

import sys
from datetime import timedelta

import pytest

from complaints.draft import Draft
from complaints.events import Location
from tests.complaints.suggestion_figures import book, pairs, similar_figures

UNSEEN = "unseen"


@pytest.fixture
def recorded(office):
    for place, text in enumerate(book(UNSEEN)):
        office.record(Draft(kind="complaint", body=text, received_on=office.today() - timedelta(days=place % 30)))
    return office


def test_paraphrases_are_told_and_what_only_looks_alike_is_not(recorded):
    def told(typed: str) -> list[tuple[str, bool]]:
        cases = recorded.similar(typed, Location(), recorded.today())
        return [(recorded.case(case.row.number).complaint.body, case.same) for case in cases]

    figures = similar_figures(UNSEEN, told)
    sys.stdout.write(f"{figures}\n")
    assert figures.recall >= 0.65
    assert figures.false_same == 0
    assert figures.false_maybe <= 0.05


def test_another_word_finds_it_and_the_same_words_are_all_but_sure(office):
    text = "Selokan di depan pasar lama tersumbat, airnya meluap ke jalan poros"
    office.record(Draft(kind="complaint", body=text))
    [paraphrase] = office.similar("got dpn pasar lama mampet pak, air naik ke jln poros", Location(), office.today())
    [repeated] = office.similar(text, Location(), office.today())
    assert repeated.same
    assert repeated.score > paraphrase.score
    assert office.similar("Got depan sekolah mampet", Location(), office.today()) == []


def test_both_halves_have_pairs_of_their_own():
    halves = [
        {text for kind in ("same", "near") for pair in pairs(half, kind) for text in pair}
        for half in ("tuning", UNSEEN)
    ]
    assert not halves[0] & halves[1]
