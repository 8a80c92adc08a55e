"""The coordinator's list: every filter, every order and every page say the same as the complaints themselves, on both databases."""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from complaints.events import CHANNELS, KINDS, Accepted, Closed, Forwarded, Responded, Verified
from complaints.office_kind import subdistrict
from sync.server import list_plan, listing
from sync.server.district import District
from sync.server.list_conditions import ComplaintFilter
from sync.server.list_plan import ORDERS, Order
from sync.server.listing import ComplaintRow
from sync.server.search_index import catch_up
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc

Make = Callable[..., Pc]
UNITS = (SAOTANRE, GUNUNG_PERAK, "73.07.04", "73.07.04.2010")
CATEGORIES = ("", "infrastructure.road", "infrastructure.bridge", "social.aid", "infrastructure")
DINSOS = "73.07.01"


@pytest.fixture
def filled(district: District, pc: Make) -> District:
    """Sixty complaints of four units in every stage."""
    chance = random.Random(7)
    for place, unit in enumerate(UNITS):
        office = pc(unit)
        for number in range(15):
            case = office.record(
                chance.choice(("Jalan rusak", "jembatan putus", "Éternit jebol", "", "Al-Qur'an hilang"))
                + f" {number % 3}",
                channel=chance.choice(CHANNELS),
                kind=chance.choice(KINDS),
                category=chance.choice(CATEGORIES),
                received_on=TODAY - timedelta(days=chance.randrange(90)),
                supervisory=number == 3,
                lapor_id=f"77{place}{number:03}" if number % 5 == 0 else "",
            )
            for step in chance.choice(
                (
                    [],
                    [Verified(TODAY)],
                    [Verified(TODAY), Forwarded(TODAY, DINSOS, "Kecamatan")],
                    [Verified(TODAY), Forwarded(TODAY, DINSOS, "Kecamatan"), Accepted(TODAY)],
                    [Verified(TODAY), Responded(TODAY, "Sudah diperbaiki tukang")],
                    [Verified(TODAY), Responded(TODAY, "Sudah"), Closed(TODAY)],
                )
            ):
                office.write(step, case)
        office.sync()
    catch_up(district.database)
    return district


def everything(district: District) -> list[ComplaintRow]:
    return district.database.read(lambda t: list(listing.all_rows(t, ComplaintFilter())))


def paged(
    district: District, query: ComplaintFilter, order: Order, *, descending: bool, limit: int = 7
) -> list[ComplaintRow]:
    rows: list[ComplaintRow] = []
    after = ""
    while True:
        page = district.database.read(
            lambda t: listing.read_page(t, query, order, descending=descending, after=after, limit=limit)  # noqa: B023
        )
        rows += page.rows
        after = page.following
        if not after:
            return rows


DAY = TODAY.toordinal()
CASES: dict[str, tuple[dict[str, Any], Callable[[ComplaintRow], object]]] = {
    "all": ({}, bool),
    "unit": ({"unit": SAOTANRE}, lambda row: row.unit == SAOTANRE),
    "subdistrict": ({"subdistrict": "73.07.04"}, lambda row: subdistrict(row.unit) == "73.07.04"),
    "holder": ({"holder": DINSOS}, lambda row: row.holder == DINSOS),
    "category": ({"category": "social.aid"}, lambda row: row.category == "social.aid"),
    "group": ({"category": "infrastructure"}, lambda row: row.category.startswith("infrastructure")),
    "kind": ({"kind": "aspiration"}, lambda row: row.kind == "aspiration"),
    "channel": ({"channel": "letter"}, lambda row: row.channel == "letter"),
    "stage": ({"stage": "forwarded"}, lambda row: row.stage == "forwarded"),
    "open": ({"stage": "open"}, lambda row: row.holder != ""),
    "no stage": ({"stage": "nonsense"}, lambda row: row.stage == "nonsense"),
    "late": ({"overdue_on": DAY}, lambda row: row.due_day < DAY),
    "late at its holder": ({"holder_overdue_on": DAY}, lambda row: row.holder_due < DAY),
    "received": (
        {"first": "2026-10-01", "last": "2026-10-31"},
        lambda row: "2026-10-01" <= row.received_on <= "2026-10-31",
    ),
    "answered": ({"last": "2026-11-24", "by": "answered"}, lambda row: row.responded_on != ""),
    "due": (
        {"first": "2026-11-01", "by": "due"},
        lambda row: (TODAY - timedelta(23)).toordinal() <= row.due_day < 2**31 - 1,
    ),
    "two": (
        {"unit": SAOTANRE, "stage": "open", "kind": "complaint"},
        lambda r: r.unit == SAOTANRE and r.holder != "" and r.kind == "complaint",
    ),
}


def key(row: ComplaintRow, order: Order) -> tuple[bool, object]:
    """Whether it has nothing in that column, and what it has there."""
    value: Any = {
        "received": row.received_on, "number": row.number, "unit": row.unit, "category": row.category, "holder": row.holder, "due": row.due_day,
        "title": row.title.lower().replace("é", "e"), "stage": listing_rank(row.stage), "recorded": row.recorded_at,
    }[order]  # fmt: skip
    return (value in ("", 2**31 - 1), value)


def listing_rank(stage: str) -> int:
    from complaints.complaint import STAGES

    return list(STAGES).index(stage)  # type: ignore[arg-type]


def test_every_filter_shows_in_every_order_what_it_says(filled: District):
    rows = everything(filled)
    assert len(rows) == 60
    for (name, (asked, fits)), order, descending in product(CASES.items(), ORDERS, (True, False)):
        shown = paged(filled, ComplaintFilter(**asked), order, descending=descending)
        assert sorted(shown) == sorted(row for row in rows if fits(row)), (name, order)
        if filled.database.postgres and order in ("title", "number", "unit", "category", "holder"):
            continue  # its own collation
        keys = [key(row, order) for row in shown]
        there, blank = [k for k in keys if not k[0]], [k for k in keys if k[0]]
        assert keys == there + blank, (name, order, descending)
        assert there == sorted(there, key=lambda k: k[1], reverse=descending), (name, order, descending)  # type: ignore[arg-type, return-value]


FOUND = {
    "jalan": "Jalan rusak", "JALAN RUS": "Jalan rusak", "rusak jalan": "Jalan rusak", "eternit": "Éternit jebol", "Éternit": "Éternit jebol",
    "alquran": "Al-Qur'an hilang", "al quran": "Al-Qur'an hilang", "qur'an": "Al-Qur'an hilang", "jembatan-putus": "jembatan putus",
}  # fmt: skip


@pytest.mark.parametrize("typed", FOUND)
def test_words_find_whatever_sign_was_typed(filled: District, typed: str):
    expected = sorted(row for row in everything(filled) if row.title.startswith(FOUND[typed]))
    assert expected
    for order, descending in product(ORDERS, (True, False)):
        assert sorted(paged(filled, ComplaintFilter(word=typed), order, descending=descending)) == expected, order


@pytest.mark.parametrize("name", [name for name in CASES if name != "no stage"])
def test_words_and_filters_meet(filled: District, name: str):
    asked, fits = CASES[name]
    for typed, beginning in (("jalan", "Jalan rusak"), ("quran", "Al-Qur'an"), ("tidakada", "???")):
        expected = sorted(row for row in everything(filled) if row.title.startswith(beginning) and fits(row))
        orders: tuple[Order, ...] = ("received", "title")
        for order in orders:
            shown = paged(filled, ComplaintFilter(**asked, word=typed), order, descending=True)
            assert sorted(shown) == expected, (typed, order)


def test_numbers_codes_and_lapor_ids_find_their_complaint(filled: District):
    def only(typed: str) -> list[ComplaintRow]:
        return paged(filled, ComplaintFilter(word=typed), "received", descending=True)

    for row in everything(filled)[::9]:
        assert row in only(row.number)
        assert row in only(row.number.lower().replace("-", " "))
        assert only(row.tracking_code) == only(row.tracking_code.replace("-", "").lower()) == [row]
    [by_id] = only("772010")
    assert by_id.unit == "73.07.04"
    assert only("#772010") == [by_id]
    assert len(only("diperbaiki")) > 0
    assert {row.stage for row in only("diperbaiki")} == {"responded"}
    assert only("%") == only("jalan%") == only("  ") + only('"') == []


def test_what_was_corrected_is_found_by_its_new_words_alone(district: District, pc: Make):
    from complaints.events import Corrected, Facts

    office = pc()
    case = office.record("Gorong-gorong mampet 100%")
    office.sync()

    def found(typed: str) -> int:
        catch_up(district.database)
        return len(district.database.read(lambda t: listing.page(t, ComplaintFilter(word=typed))))

    assert [found(typed) for typed in ("gorong", "gorong2", "100%", "talud", "%")] == [1, 1, 1, 0, 1]
    office.write(Corrected(TODAY, Facts(title="Talud jebol", body="Talud", received_on=TODAY - timedelta(2))), case)
    office.sync()
    assert [found(typed) for typed in ("gorong", "gorong2", "100%", "talud", "%")] == [0, 0, 0, 1, 0]


UNREADABLE = ["x", "[1]", "[]", "{}", '["a",2]', "[0,1,2,3]", '[0,"\\u0000","y"]', "9" * 400, "[99999999999999999999]"]


@pytest.mark.parametrize("after", UNREADABLE)
def test_a_place_that_nobody_can_read_begins_at_the_start(filled: District, after: str):
    def rows(order: Order, word: str) -> object:
        return filled.database.read(lambda t: listing.read_page(t, ComplaintFilter(word=word), order, after=after)).rows

    for order in ORDERS:
        for word in ("", "jalan"):
            assert isinstance(rows(order, word), list)


TOGETHER: tuple[dict[str, Any], ...] = (
    {"unit": SAOTANRE, "kind": "complaint"}, {"subdistrict": "73.07.04", "category": "infrastructure"}, {"category": "social.aid", "channel": "letter"},
    {"subdistrict": "73.07.04", "kind": "aspiration", "supervisory": True}, {"unit": SAOTANRE, "category": "infrastructure", "stage": "open"},
)  # fmt: skip


def test_filters_that_the_index_of_words_knows_together_show_the_same(
    filled: District, pc: Make, monkeypatch: pytest.MonkeyPatch
):
    def shown(asked: dict[str, Any], order: Order) -> list[ComplaintRow]:
        return paged(filled, ComplaintFilter(**asked), order, descending=False)

    orders: tuple[Order, ...] = ("title", "received", "holder")
    asked = tuple(product(range(len(TOGETHER)), orders))
    one_by_one = [shown(TOGETHER[place], order) for place, order in asked]
    assert all(one_by_one)
    monkeypatch.setattr(list_plan, "MANY", -1)
    assert [shown(TOGETHER[place], order) for place, order in asked] == one_by_one
    office = pc(SAOTANRE)
    office.record("Talud jebol", kind="complaint")
    office.sync()  # and nothing of it is entered yet
    assert len(shown(TOGETHER[0], "title")) == len(one_by_one[0]) + 1
