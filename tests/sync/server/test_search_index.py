"""What a push brings is found by its words though it was only noted, by whoever asks and however often, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from complaints.events import Corrected, Facts
from sync.server import listing, quarantine
from sync.server.background import Background
from sync.server.database import Database
from sync.server.district import District
from sync.server.list_conditions import ComplaintFilter
from sync.server.refold import refold
from sync.server.search_index import catch_up, enter_some
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc

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
