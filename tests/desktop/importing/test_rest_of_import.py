"""An old register doesn't drown today: what it left undated is in no queue, is told apart, and its rest is archived in one step."""

from datetime import timedelta
from pathlib import Path

import pytest

from complaints.draft import Draft
from complaints.errors import Refused
from complaints.steps import Change, StepDetails
from desktop.importing.register_import import import_register
from desktop.importing.rest import archive_rest, count_rest
from desktop.importing.undo import past_imports
from desktop.office import bulk_steps, due_notices, home_words, list_filters
from desktop.office.lapor import UNENTERED
from desktop.office.office import Office
from desktop.store import listing
from desktop.store.listing import Query
from tests.desktop.importing.test_import import write_csv

HEAD = ["Tanggal", "Isi Pengaduan", "Status", "Tanggal Selesai"]
ROWS = [
    ["04/11/2019", "Lampu padam", "Selesai", ""],
    ["05/11/2019", "Air keruh", "Selesai", "10/11/2019"],
    ["06/11/2019", "Jembatan putus", "", ""],
    ["07/11/2019", "Jalan rusak", "", ""],
]


@pytest.fixture
def book(office: Office, tmp_path: Path) -> Office:
    """A register of 2019, and one complaint of today's that is late by some days."""
    import_register(office, write_csv(tmp_path / "register.csv", [HEAD, *ROWS]))
    office.record(Draft(kind="complaint", body="Saluran tersumbat", received_on=office.today() - timedelta(days=12)))
    return office


def titles(office: Office, query: Query) -> set[str]:
    return {row.title for row in office.page(query)}


def test_today_is_what_was_recorded_here(book: Office):
    home = book.home()
    assert home.counts.overdue == 1
    assert 0 < home.worst_overdue_days < 12
    assert [item.row.title for item in home.items] == ["Saluran tersumbat"]
    assert titles(book, listing.overdue(book.today())) == {"Saluran tersumbat"}
    assert titles(book, UNENTERED) == {"Saluran tersumbat"}
    assert home.counts.owed_words == 0
    notices = due_notices.look(book, sync_broken=False)
    assert all(len(notice.matters) <= 1 for notice in notices)
    # They are told apart, and found.
    assert home_words.of_registers(home).startswith("2 dari register lama")
    assert titles(book, list_filters.OF_REGISTERS) == {"Jembatan putus", "Jalan rusak"}
    assert book.upkeep.check(repair=False).clean


def test_who_works_on_one_takes_it_into_today(book: Office):
    one = book.page(Query(text="jembatan"))[0].id
    book.act(one, "correct", StepDetails(change=Change(category="infrastructure.bridge")))
    assert "Jembatan putus" in titles(book, list_filters.OF_REGISTERS)
    book.act(one, "verify")
    assert "Jembatan putus" not in titles(book, list_filters.OF_REGISTERS)
    book.undo(one)
    assert "Jembatan putus" in titles(book, list_filters.OF_REGISTERS)


def test_the_rest_of_an_import_is_archived_in_one_step_and_taken_back_in_one(book: Office):
    [run] = [past.id for past in past_imports(book)]
    assert count_rest(book) == {run: 2}
    report = archive_rest(book, run)
    assert len(report.done) == 2
    assert count_rest(book) == {}
    assert book.counts().untouched == 0
    assert book.counts().stages["archived"] == 2
    with pytest.raises(Refused):
        archive_rest(book, run)
    bulk_steps.undo(book)
    assert count_rest(book) == {run: 2}
    assert book.upkeep.check(repair=False).clean


def test_the_command_line_archives_the_rest(book: Office, run):
    book.close()
    [past] = run("imports", "--json").objects
    assert (past["recorded"], past["rest"]) == (4, 2)
    assert len(run("list", "--of-register", "--json").objects) == 2
    assert run("imports", "--archive-rest").code == 1
    ended = run("imports", past["run"], "--archive-rest", "--json")
    assert (ended.code, ended.object["archived"]) == (0, 2)
    assert run("imports", "--json").objects[0]["rest"] == 0
    assert run("imports", past["run"], "--archive-rest").code == 1
