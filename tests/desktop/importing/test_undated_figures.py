"""What a register doesn't date is in no timeliness, and every figure that leaves it out says so and finds it."""

from datetime import date
from pathlib import Path

from python_calamine import CalamineWorkbook

from complaints.draft import Draft
from complaints.report_period import parse_period
from complaints.steps import StepDetails
from desktop.documents import recap
from desktop.documents.document import Order
from desktop.exporting.export import export
from desktop.importing.register_import import import_register
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.desktop.documents import paper_check
from tests.desktop.importing.test_import import write_csv

HEAD = ["Tanggal", "Isi Pengaduan", "Status", "Tanggal Selesai"]
ROWS = [
    ["04/11/2026", "Lampu padam", "Selesai", ""],
    ["05/11/2026", "Air keruh", "Selesai", "10/11/2026"],
    ["06/11/2026", "Jembatan", "", ""],
]


def test_rows_without_a_day_or_an_outcome_are_in_no_timeliness(office: Office, tmp_path: Path):
    import_register(office, write_csv(tmp_path / "register.csv", [HEAD, *ROWS]))
    found = office.monitoring(date(2026, 11, 1), date(2026, 11, 30))
    answers = found.timeliness["respond"]
    assert (found.received, answers.on_time, answers.late, answers.running, answers.undated) == (3, 1, 0, 0, 2)
    assert found.speed["respond"].count == 1
    assert (found.timeliness["verify"].on_time, found.timeliness["verify"].undated) == (0, 3)
    undated = office.page(Query(step="respond", outcome="undated", descending=False))
    assert [row.title for row in undated] == ["Lampu padam", "Jembatan"]
    assert office.count(Query(step="respond", outcome="left_out")) == 2
    assert office.counts().overdue == 0
    split = office.monitoring_split("stage", date(2026, 11, 1), date(2026, 11, 30))
    assert sum(line.steps["respond"].undated for line in split) == 2
    assert office.upkeep.check(repair=False).clean


def test_home_tells_how_many_closed_ones_its_share_leaves_out(office: Office, tmp_path: Path):
    import_register(office, write_csv(tmp_path / "register.csv", [HEAD, *ROWS]))
    home = office.home()
    assert (home.on_time_percent, home.average_days, home.left_out) == (100, 3, 1)
    assert office.count(home.left_out_query) == 1


def test_paper_and_excel_say_how_many_they_leave_out(office: Office, tmp_path: Path):
    import_register(office, write_csv(tmp_path / "register.csv", [HEAD, *ROWS]))
    words = paper_check.words(recap.recap(office, parse_period("2026-11"), Order()).pdf)
    assert "Tanggapan: 2 tanpa tanggal" in words
    export(office, tmp_path / "out.xlsx", Query(descending=False))
    book = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    head, *_, total = book.get_sheet_by_name("Per kanal").to_python()
    told = dict(zip(head, total, strict=True))
    assert (told["Diterima"], told["Ditanggapi tepat waktu"], told["Tanpa tanggal"], told["Diarsipkan"]) == (3, 1, 2, 0)


def test_a_step_written_down_weeks_later_is_told_apart_everywhere(office: Office):
    one = office.record(Draft(kind="complaint", body="Lampu padam", received_on=date(2026, 10, 1))).id
    office.act(one, "verify", StepDetails(on=date(2026, 10, 2)))
    office.act(one, "respond", StepDetails(note="sudah", on=date(2026, 10, 5)))
    found = office.monitoring(None, None)
    assert (found.timeliness["respond"].on_time, found.timeliness["respond"].belated) == (0, 1)
    assert [row.id for row in office.page(Query(step="verify", outcome="belated"))] == [one]
    assert len(office.case(one).belated) == 3
    assert office.upkeep.check(repair=False).clean
