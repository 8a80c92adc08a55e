"""A whole import is taken back: out of every list and count, its numbers used, its history readable, and what was worked on stays."""

from pathlib import Path

import pytest

from complaints.draft import Draft
from complaints.errors import Refused
from complaints.steps import StepDetails
from desktop.exporting.export import export
from desktop.importing.register_import import always, import_register
from desktop.importing.undo import past_imports, undo
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.desktop.importing.test_import import GOOD, HEAD, write_csv


@pytest.fixture
def imported(office: Office, tmp_path: Path) -> int:
    return import_register(office, write_csv(tmp_path / "r.csv", [HEAD, *GOOD])).run


def test_an_undone_import_is_in_no_list_count_or_export(office: Office, imported: int, tmp_path: Path):
    done = undo(office, imported, always)
    assert (done.withdrawn, done.remaining) == (3, ())
    assert (office.count(Query()), office.count(Query(text="jalan")), office.counts().total) == (0, 0, 0)
    assert office.home().items == ()
    assert sum(month.received for month in office.home().months) == 0
    assert export(office, tmp_path / "r.xlsx").complaints == 0
    assert office.upkeep.check().clean


def test_its_numbers_stay_used_and_its_history_readable(office: Office, imported: int):
    undo(office, imported, always)
    case = office.case("2026-A-0001")
    assert case.complaint.body == "Jalan poros rusak"
    assert case.complaint.withdrawn
    assert case.actions == ()
    assert len(case.complaint.history) == 2
    assert office.record(Draft(kind="complaint", body="Baru")).number == "2026-A-0004"


def test_nobody_works_on_a_withdrawn_complaint(office: Office, imported: int):
    undo(office, imported, always)
    with pytest.raises(Refused, match="ditarik"):
        office.act("2026-A-0001", "verify", StepDetails())


def test_what_was_worked_on_stays_and_is_named(office: Office, imported: int):
    office.act("2026-A-0002", "verify", StepDetails())
    office.show_identity("2026-A-0003", "uji")
    done = undo(office, imported, always)
    assert (done.withdrawn, done.remaining) == (2, ("2026-A-0002",))
    assert [row.number for row in office.page(Query())] == ["2026-A-0002"]
    (past,) = past_imports(office)
    assert (past.recorded, past.withdrawn, past.file) == (3, 2, "r.csv")


def test_the_same_file_adds_nothing_but_after_an_undo_everything(office: Office, imported: int, tmp_path: Path):
    assert import_register(office, tmp_path / "r.csv").recorded == 0
    undo(office, imported, always)
    again = import_register(office, tmp_path / "r.csv")
    assert (again.recorded, again.first) == (3, "2026-A-0004")
    assert [past.withdrawn for past in past_imports(office)] == [0, 3]


def test_an_undo_twice_changes_nothing_more(office: Office, imported: int):
    undo(office, imported, always)
    before = sum(1 for _ in office.events())
    assert undo(office, imported, always).withdrawn == 0
    assert sum(1 for _ in office.events()) == before


def test_a_stopped_undo_goes_on_later(office: Office, tmp_path: Path):
    rows = [["", "03-04-2026", "", "", f"Aduan {i}", ""] for i in range(700)]
    run = import_register(office, write_csv(tmp_path / "r.csv", [HEAD, *rows])).run
    first = undo(office, run, lambda part, _: part == 0)
    assert (first.withdrawn, first.stopped) == (500, True)
    assert office.counts().total == 200
    assert undo(office, run, always).withdrawn == 200
    assert office.counts().total == 0


def test_an_unknown_import_is_refused(office: Office):
    with pytest.raises(Refused):
        undo(office, 7, always)


def test_a_book_made_anew_from_its_log_leaves_out_the_same(office: Office, imported: int):
    from desktop.store import projection
    from desktop.store.database import writing

    office.act("2026-A-0002", "verify", StepDetails())
    undo(office, imported, always)
    with writing(office.engine) as connection:
        projection.rebuild(connection, office.rules)
    assert [row.number for row in office.page(Query())] == ["2026-A-0002"]
    assert office.case("2026-A-0001").complaint.withdrawn
    assert office.upkeep.check().clean
