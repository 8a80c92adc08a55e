"""What the program promises of its suggestions, counted on texts that nobody looked at while words and weights were chosen."""

import sys

from complaints.suggest import CategoryModel
from tests.complaints.suggestion_figures import (
    category_figures,
    demo,
    labelled,
    ranked,
    shipped,
    similar_figures,
    taught_by,
)

UNSEEN = "unseen"


def test_a_new_office_hears_the_right_category_among_three():
    figures = category_figures(CategoryModel(shipped()), labelled(UNSEEN))
    sys.stdout.write(f"{figures}\n")
    assert figures.texts == 150
    assert figures.among_three >= 0.95
    assert figures.first >= 0.85
    assert figures.silent <= 0.05


def test_a_taught_office_hears_it_more_often():
    figures = category_figures(taught_by(labelled("tuning")), labelled(UNSEEN))
    sys.stdout.write(f"{figures}\n")
    assert figures.among_three >= 0.95
    assert figures.silent <= 0.03


def test_the_demo_office_hears_it_new_and_taught():
    new = category_figures(CategoryModel(shipped()), demo())
    taught = category_figures(CategoryModel(shipped()), demo(), learn=True)
    sys.stdout.write(f"{new}\n{taught}\n")
    assert new.among_three >= 0.93
    assert new.silent <= 0.08
    assert taught.among_three >= 0.93
    assert taught.silent <= 0.08


def test_paraphrases_are_ranked_as_the_same_matter_and_look_alikes_are_not():
    figures = similar_figures(UNSEEN, ranked(UNSEEN))
    sys.stdout.write(f"{figures}\n")
    assert figures.recall >= 0.65
    assert figures.false_same == 0
    assert figures.false_maybe <= 0.05


def test_each_half_has_every_category_but_other():
    codes = {category.code for category in shipped().choices} - {"other"}
    for half in ("tuning", UNSEEN):
        assert {code for _, code in labelled(half)} == codes
    assert not {text for text, _ in labelled("tuning")} & {text for text, _ in labelled(UNSEEN)}
