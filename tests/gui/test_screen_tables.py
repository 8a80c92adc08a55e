"""The tables that name the classes of screens, sections and cards: what they name is there, and keeps the contract."""

import pytest

from desktop.screens.reports.card import ReportCard
from desktop.screens.reports.screen import COLUMNS
from desktop.screens.screen import Screen
from desktop.screens.screen_table import screens
from desktop.screens.settings.screen import sections
from desktop.screens.settings.section import Section


@pytest.mark.parametrize("name", screens())
def test_every_screen_of_the_table_keeps_the_contract(name):
    entry = screens()[name]
    assert issubclass(entry.screen.load(), Screen)
    assert entry.title or name == "record" or (entry.under is not None and screens()[entry.under].title)


@pytest.mark.parametrize("entry", sections(), ids=lambda entry: entry.name)
def test_every_section_of_the_table_is_one(entry):
    assert issubclass(entry.section.load(), Section)


@pytest.mark.parametrize("card", [card for column in COLUMNS for card in column], ids=lambda card: card.__name__)
def test_every_card_of_the_table_is_one(card):
    assert issubclass(card, ReportCard)
