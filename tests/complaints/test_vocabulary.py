"""The words of the domain: every code of a type has its word, and no word stands for two codes."""

from collections.abc import Mapping
from typing import get_args

import pytest

from complaints import vocabulary
from complaints.complaint import STAGES
from complaints.contact import CONTACT_CHANNELS, PURPOSES
from complaints.deadlines import DeadlineStep
from complaints.events import CHANNELS, KINDS, Weight
from complaints.identity import Sex
from complaints.indicators import SCORES
from complaints.step_times import MEASURED
from complaints.vocabulary import inside_sentence
from complaints.workflow import ROLES, Action


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (vocabulary.STAGES, STAGES),
        (vocabulary.KINDS, KINDS),
        (vocabulary.CHANNELS, CHANNELS + CONTACT_CHANNELS),
        (vocabulary.STEPS, get_args(Action)),
        (vocabulary.ROLES, ROLES),
        (vocabulary.SEXES, get_args(Sex)),
        (vocabulary.SEX_LETTERS, get_args(Sex)),
        (vocabulary.WEIGHTS, ("", *get_args(Weight))),
        (vocabulary.DUE_STEPS, get_args(DeadlineStep)),
        (vocabulary.MEASURED_STEPS, MEASURED),
        (vocabulary.PURPOSES, PURPOSES),
        (vocabulary.SCORES, SCORES),
    ],
)
def test_every_code_has_its_own_word(words: Mapping[object, object], codes: tuple[object, ...]):
    assert set(words) == set(codes)
    assert len(set(words.values())) == len(words)


def test_stages_stand_in_the_order_of_the_work():
    assert tuple(vocabulary.STAGES) == STAGES


def test_an_abbreviation_keeps_its_capitals_inside_a_sentence():
    assert [inside_sentence(word) for word in ("Tatap muka", "SMS", "WhatsApp", "RT/RW", "Kepala desa/lurah")] == [
        "tatap muka", "SMS", "WhatsApp", "RT/RW", "kepala desa/lurah",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "synonyms"),
    [
        (vocabulary.STAGES, vocabulary.STAGE_SYNONYMS),
        (vocabulary.KINDS, vocabulary.KIND_SYNONYMS),
        (vocabulary.CHANNELS, vocabulary.CHANNEL_SYNONYMS),
        (vocabulary.SEXES, vocabulary.SEX_SYNONYMS),
        (vocabulary.COMPLAINANT_ROLES, vocabulary.COMPLAINANT_ROLE_SYNONYMS),
    ],
)
def test_a_synonym_means_one_code_only(words: Mapping[str, str], synonyms: Mapping[str, tuple[str, ...]]):
    assert set(synonyms) <= set(words)
    every = [*(word.lower() for word in words.values()), *(one for group in synonyms.values() for one in group)]
    assert len(set(every)) == len(every)
