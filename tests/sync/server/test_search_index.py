"""What a push brings is found by its words though it was only noted, by whoever asks and however often, on both databases."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import product

import pytest

from complaints.events import Corrected, Facts
from complaints.search_words import indexed
from sync.server import list_search, listing, quarantine
from sync.server.background import Background
from sync.server.database import Database
from sync.server.district import District
from sync.server.list_conditions import ComplaintFilter
from sync.server.refold import refold
from sync.server.search_index import catch_up, enter_some
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.test_listing import paged

Make = Callable[..., Pc]


def titles(database: Database, word: str) -> list[str]:
    page = database.read(lambda t: listing.page(t, ComplaintFilter(word=word), limit=1000))
    return sorted(row.title for row in page)


def found(district: District, word: str) -> list[str]:
    catch_up(district.database)
    return titles(district.database, word)


def test_a_push_is_answered_before_its_words_are_entered(district: District, pc: Make):
    office = pc()
    office.record("Jalan rusak")
    office.sync()
    assert titles(district.database, "jalan") == []
    assert found(district, "jalan") == ["Jalan rusak"]
    assert not enter_some(district.database)


def test_the_servers_thread_enters_what_nobody_asked_for(district: District, pc: Make):
    office = pc()
    office.record("Jalan rusak")
    office.sync()
    Background("search index", partial(enter_some, district.database)).once()
    assert titles(district.database, "jalan") == ["Jalan rusak"]


def test_several_workers_enter_each_complaint_once(district: District, pc: Make):
    offices = [pc(unit) for unit in (SAOTANRE, GUNUNG_PERAK)]
    for office in offices:
        for number in range(30):
            office.record(f"Jalan rusak {number}")
        office.sync()
    with ThreadPoolExecutor(4) as workers:
        for done in [workers.submit(catch_up, district.database) for _ in range(4)]:
            done.result(60)
    assert titles(district.database, "jalan") == sorted([f"Jalan rusak {number}" for number in range(30)] * 2)


def test_what_was_corrected_before_it_was_entered_has_its_new_words_alone(district: District, pc: Make):
    office = pc()
    case = office.record("Jalan rusak")
    office.sync()
    for title in ("Talud jebol", "Jalan rusak", "Talud jebol"):
        office.write(Corrected(TODAY, Facts(title=title, body=title)), case)
        office.sync()
    assert found(district, "jalan") == []
    assert found(district, "talud") == ["Talud jebol"]


def test_what_is_set_aside_and_brought_back_is_found_once(district: District, pc: Make):
    office = pc()
    case = office.record("Jalan rusak")
    office.write(Corrected(TODAY, Facts(title="Talud jebol", body="")), case)
    office.sync()
    assert found(district, "talud") == ["Talud jebol"]
    place = f"{office.id}-2"
    for _ in range(2):
        district.database.write(lambda t: quarantine.set_aside(t, district, place, "uji", "Siti"))
        assert (found(district, "talud"), found(district, "rusak")) == ([], ["Jalan rusak"])
        district.database.write(lambda t: quarantine.release(t, district, place))
        assert (found(district, "talud"), found(district, "jalan")) == (["Talud jebol"], [])


def test_folding_anew_enters_everything_anew(district: District, pc: Make):
    office = pc()
    for number in range(3):
        office.record(f"Jalan rusak {number}")
    office.sync()
    refold(district)
    assert len(titles(district.database, "jalan")) == 3
    refold(district)
    assert len(found(district, "jalan")) == 3


# Beginnings of one another, in foreign letters, more than are looked up one by one, and one that stands in every complaint.
WRITTEN = (
    "jembatan", "jembatannya", "jembatan2", "perbaikan", "perbaiki", "diperbaiki", "di", "kejaksaan", "kejaksaané", "kejaksaanщ", "ЩЁТКА",
    "щётками", "İstanbullu", "straße", "strasse", "al-qur'an", "alqur'annya", "085299001234", "9200411234567",
)  # fmt: skip
NAMES = [f"saluran{number}" for number in range(150)]
TYPED = (
    "jembatan", "jembatann", "jembata", "perbaik", "perbaiki perbaikan", "kejaksaan", "kejaksaane", "щёткам", "Щётка", "istanbul", "strass",
    "straße", "alquran", "al-quran", "saluran", "saluran1", "saluran14", "saluran149", "setiap", "setiapnya", "setia jembatan", "di perbaikan",
    "0852", "085299001", "5299001234", "920041123", "tidakada", "jembatan tidakada", "setiap saluran14 jembatan", "2026-A", "dip", "diper", "diperb",
)  # fmt: skip


# Where PostgreSQL looks first, and which words and filters have few rows: as it is; everything by little windows; never by any; all by filters.
WAYS = (
    (list_search.WINDOWS, list_search.RARE, list_search.FEW), ((5, 20, 60), 0, 0), ((), 0, 0), ((5, 20, 60), 0, list_search.FEW),
)  # fmt: skip


def test_every_beginning_finds_what_a_look_at_each_text_finds(
    district: District, pc: Make, monkeypatch: pytest.MonkeyPatch
):
    office, chance = pc(), random.Random(5)
    for number in range(260):
        words = ["setiap", *chance.sample(WRITTEN, 3), NAMES[number % 150]]
        office.record(" ".join(words), received_on=TODAY - timedelta(chance.randrange(60)))
    office.sync()
    catch_up(district.database)
    everything = district.database.read(lambda t: list(listing.all_rows(t, ComplaintFilter())))

    def holds(row: listing.ComplaintRow, typed: str) -> bool:
        return all(_holds(row.title + " " + row.number, word) for word in typed.split())

    for windows, rare, few in WAYS:
        monkeypatch.setattr(list_search, "WINDOWS", windows)
        monkeypatch.setattr(list_search, "RARE", rare)
        monkeypatch.setattr(list_search, "FEW", few)
        found_nothing: list[str] = []
        for typed, holder in product(TYPED, ("", SAOTANRE)):
            found = paged(district, ComplaintFilter(word=typed, holder=holder), "received", descending=True, limit=90)
            assert sorted(found) == sorted(row for row in everything if holds(row, typed)), typed
            days = [row.received_on for row in found]
            assert days == sorted(days, reverse=True), typed
            found_nothing += [] if found or holder else [typed]
        assert found_nothing == ["setiapnya", "tidakada", "jembatan tidakada"]


def _holds(text: str, word: str) -> bool:
    if word.isdecimal():
        return any(word.removeprefix("0") in written for written in text.split() if written.isdecimal())
    beginnings = indexed(word).split()
    return any(
        written.startswith(beginning) if len(beginning) > 2 else written == beginning
        for written in indexed(text).split()
        for beginning in beginnings[-1:]
    )
