"""The district of a unit whose complaints share a register number: lists mark them, find both numbers, and its check names the number."""

from collections.abc import Callable
from pathlib import Path

from complaints.events import Facts, Recorded
from complaints.numbering import Number, tracking_code
from complaints.renumbering import renumbered
from sync.server import listing
from sync.server.check import KeptBack, check
from sync.server.district import District
from sync.server.listing import ComplaintFilter, ComplaintRow
from sync.server.search_index import catch_up
from sync.server.shelf import Folder
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc

Make = Callable[..., Pc]
NUMBER = "2026-A-0001"


def record(pc: Pc, title: str, number: str = NUMBER) -> str:
    code = tracking_code(title.encode().ljust(7, b"-"))
    facts = Facts(kind="complaint", title=title, body=title, received_on=TODAY)
    return pc.write(Recorded(TODAY, number, code, facts))


def rows(district: District, word: str = "") -> dict[str, ComplaintRow]:
    query = ComplaintFilter(word=word)
    catch_up(district.database)
    paged = district.database.read(lambda t: listing.page(t, query))
    assert sorted(paged) == sorted(district.database.read(lambda t: list(listing.all_rows(t, query))))
    return {row.title: row for row in paged}


def doubled(district: District, folder: Path) -> list[tuple[str, str, int]]:
    counted = KeptBack()
    assert list(check(district, Folder(folder), counted)) == []
    return counted.doubled


def test_a_number_that_stands_twice_in_a_unit_is_marked_until_one_has_another(
    district: District, pc: Make, tmp_path: Path
):
    first, second, elsewhere = pc(), pc(), pc(GUNUNG_PERAK)
    record(first, "Jalan")
    later = record(second, "Lampu")
    record(elsewhere, "Sampah")
    record(first, "Got", "2026-A-0002")
    for one in (first, second, elsewhere):
        one.sync()
    marked = {title: bool(row.needs_decision) for title, row in rows(district).items()}
    assert marked == {"Jalan": True, "Lampu": True, "Sampah": False, "Got": False}
    assert doubled(district, tmp_path) == [(SAOTANRE, NUMBER, 2)]
    shared = district.database.read(lambda t: listing.sharing(t, SAOTANRE, NUMBER))
    assert {row.title for row in shared} == {"Jalan", "Lampu"}
    second.write(renumbered(TODAY, NUMBER, Number(2026, "B", 9)), later)
    second.sync()
    assert not any(row.needs_decision for row in rows(district).values())
    assert doubled(district, tmp_path) == []
    assert (rows(district)["Lampu"].number, rows(district)["Lampu"].former_numbers) == ("2026-B-0009", f" {NUMBER} ")
    assert set(rows(district, NUMBER.lower())) == {"Jalan", "Lampu", "Sampah"}
    assert set(rows(district, "2026-B-0009")) == {"Lampu"}


def test_another_unit_gives_no_number(district: District, pc: Make):
    owner, other = pc(), pc(GUNUNG_PERAK)
    case = record(owner, "Jalan")
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    other.sync()
    other.write(renumbered(TODAY, NUMBER, Number(2026, "B", 9)), case)
    other.sync()
    assert (rows(district)["Jalan"].number, rows(district)["Jalan"].former_numbers) == (NUMBER, "")
