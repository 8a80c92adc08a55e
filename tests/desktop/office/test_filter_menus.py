"""What the chips over the list do, and what their menus lead to; filters that were saved."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.office import filter_menus, list_filters, saved_filters
from desktop.office.filter_chips import NO_COUNTS, chip_states
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.place_names import PlacesOffered
from desktop.store.settings import SavedFilter
from tests.offices import new_office

PLACES = PlacesOffered(places=(("Bonto", "", ""), ("Lappae", "", ""), ("Samaenre", "", "")))
SWITCHES = ("open", "overdue", "disposition", "responded", "closed", "archived", "decide", "spoken", "owed", "unentered", "soon", "reopened")  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """On a fixed day: on the first of a month, "today" and "this month" are one span."""
    opened = new_office(tmp_path / "data")
    yield opened
    opened.close()


@pytest.mark.parametrize("chip", SWITCHES)
def test_a_press_turns_a_condition_on_and_another_takes_it_away(office: Office, chip: str):
    on = filter_menus.pressed(chip, Query(), office)
    assert on != Query()
    assert chip_states(on, NO_COUNTS, 0, office.categories)[chip].on
    assert filter_menus.pressed(chip, on, office) == Query()


@pytest.mark.parametrize(
    ("chip", "query"),
    [
        ("passage", Query(step="respond", outcome="late", days_from=3)),
        ("scores", Query(scores=(1, 2))),
        ("only", Query(only=("a",))),
        ("without", Query(without="dusun")),
    ],
)
def test_what_only_figures_lead_to_can_be_taken_away(office: Office, chip: str, query: Query):
    assert filter_menus.pressed(chip, query, office) == Query()


def test_every_chip_is_pressed_or_has_a_menu(office: Office):
    for chip in chip_states(Query(), NO_COUNTS, 0, office.categories):
        if chip not in filter_menus.MENUS:
            filter_menus.pressed(chip, Query(), office)
        else:
            assert filter_menus.entries(chip, Query(), office, PLACES)


def test_several_values_widen_and_the_mark_stands_at_each(office: Office):
    one = filter_menus.with_value_turned(Query(), "dusun", "Bonto")
    two = filter_menus.with_value_turned(one, "dusun", "Lappae")
    entries = filter_menus.entries("dusun", two, office, PLACES)
    there = [entry for entry in entries if entry is not None]
    assert [entry.on for entry in there] == [False, True, True, False]
    assert there[1].query == filter_menus.with_value_turned(Query(), "dusun", "Lappae")


def test_a_span_of_days_is_marked_and_free_days_are_typed(office: Office):
    first, last = list_filters.spans(office.today())["month"]
    entries = filter_menus.entries("dates", Query(received_from=first, received_to=last), office, PLACES)
    assert [entry.words for entry in entries if entry and entry.on] == ["Bulan ini"]
    assert entries[-1] is not None
    assert (entries[-1].query, entries[-1].opens) == (None, "span")


def test_the_receipts_of_sealed_complaints_are_in_the_last_menu(office: Office):
    entries = filter_menus.entries("others", Query(), office, PLACES)
    assert [entry.opens for entry in entries if entry and entry.query is None] == ["sealed"]
    assert entries.count(None) == 3


def test_a_saved_filter_is_in_force_in_any_order_and_a_press_takes_it_away(office: Office):
    saved = SavedFilter("Lewat", list_filters.with_overdue(Query(), date(2020, 1, 1), on=True))
    used = saved_filters.after_press(saved, Query(sort="due"), office)
    assert list_filters.is_overdue(used)
    assert used.due_by != saved.query.due_by, "the days are those of today"
    assert saved_filters.is_in_force(saved, used, office)
    assert saved_filters.after_press(saved, used, office) == Query(sort=used.sort, descending=used.descending)


def test_a_filter_replaces_those_of_its_name_also_of_the_other_kind(office: Office):
    saved_filters.replace(office, "A", of_office=(SavedFilter("A", Query(text="satu")),))
    saved_filters.replace(office, "A", own=(SavedFilter("A", Query(text="dua")),))
    assert office.settings.saved_filters == ()
    assert [saved.query.text for saved in office.layout.filters] == ["dua"]
    saved_filters.replace(office, "A")
    assert office.layout.filters == ()
