"""`report period`: the package of a month, quarter or year; its narrative, nihil, and what is sent."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from msgspec import msgpack
from python_calamine import CalamineWorkbook

from complaints import period_report
from complaints.errors import InvalidField, Refused
from complaints.events import Reported
from complaints.period_report import Narrative, ReportDraft
from complaints.report_period import ReportPeriod, ended, latest_ended, parse_period
from complaints.steps import StepDetails
from desktop.documents import period_report as papers
from desktop.documents.document import Order
from desktop.documents.period_report import signer
from desktop.exporting.period_report_book import write_package
from desktop.office import period_reports
from tests.conftest import Founded
from tests.desktop.command import Run
from tests.desktop.documents import paper_check
from tests.offices import bridge

Q3 = "2026-T3"


@pytest.fixture
def late(founded: Founded) -> str:
    """The number of a complaint of August that nobody has answered."""
    office = founded.open()
    number = office.record(bridge(received_on=date(2026, 8, 3))).number
    done = office.record(bridge(title="Lampu", received_on=date(2026, 9, 1))).number
    office.act(done, "verify", StepDetails(on=date(2026, 9, 2)))
    office.act(done, "respond", StepDetails(note="Sudah", on=date(2026, 9, 4)))
    office.close()
    return number


def test_the_package_has_paper_workbook_and_a_file_for_programs(run: Run, late: str, tmp_path: Path):
    folder = tmp_path / "kiriman" / "T3"
    ended = run(
        "report",
        "period",
        "2026-Q3",
        "--out",
        folder,
        "--obstacles",
        "Jalan putus",
        "--reason",
        f"{late}=Menunggu anggaran",
        "--json",
    )
    assert ended.code == 0, ended.err
    assert [Path(file).name for file in ended.object["files"]] == [
        "laporan-2026-T3.pdf",
        "laporan-2026-T3.xlsx",
        "laporan-2026-T3.json",
    ]
    words = paper_check.words((folder / "laporan-2026-T3.pdf").read_bytes())
    for expected in (
        "TRIWULAN III TAHUN 2026",
        "Jalan putus",
        "Menunggu anggaran",
        "Kepala Desa Saotanre,",
    ):
        assert expected in words
    layout = paper_check.text((folder / "laporan-2026-T3.pdf").read_bytes())
    assert re.search(rf"1\s+{late}\s+03-08-2026\s+Baru\s+Menunggu anggaran", layout)
    assert "NIHIL" not in words
    report = json.loads((folder / "laporan-2026-T3.json").read_text())
    assert (report["received"], report["narrative"]["obstacles"]) == (2, "Jalan putus")
    sheets = CalamineWorkbook.from_path(str(folder / "laporan-2026-T3.xlsx"))
    assert sheets.get_sheet_by_name("Terlambat").to_python()[1] == [late, date(2026, 8, 3), "Baru", "Menunggu anggaran"]
    assert ["Diterima", 2.0] in [line[:2] for line in sheets.get_sheet_by_name("Ringkasan").to_python()]


def test_a_narrative_stays_until_it_is_written_anew(run: Run, late: str, tmp_path: Path):
    run("report", "period", Q3, "--obstacles", "Satu petugas", "--recommendations", "Tambah petugas")
    run("report", "period", Q3, "--obstacles", "Dua petugas")
    told = run("report", "period", Q3, "--out", tmp_path, "--json").object
    assert told["narrative"] == {"obstacles": "Dua petugas", "follow_up": "", "recommendations": "Tambah petugas"}
    assert run("report", "period", "2026-T2", "--out", tmp_path, "--json").object["narrative"]["obstacles"] == ""


def test_an_empty_period_is_reported_as_nihil(run: Run, late: str, tmp_path: Path):
    told = run("report", "period", "2026-01", "--out", tmp_path, "--send", "--json").object
    assert told["nihil"] is True
    assert told["sent"] is True
    words = paper_check.words((tmp_path / "laporan-2026-01.pdf").read_bytes())
    assert "NIHIL" in words
    assert "Bulan Januari 2026" in words
    (sent,) = run("report", "period", "2026-01", "--sent", "--json").objects
    logged = run("log", "--json").objects[-1]
    assert (logged["step"], logged["period"], logged["content_bytes"] > 100, "content" in logged) == (
        "reported",
        "2026-01",
        True,
        False,
    )
    assert (sent["period"], sent["arrived"], sent["report"]["received"]) == ("2026-01", False, 0)


def test_what_is_sent_is_an_event_of_the_office_and_the_latest_counts(founded: Founded, late: str):
    office = founded.open()
    period = parse_period(Q3)
    period_reports.send(office, period, signer(office))
    office.act(late, "verify")
    period_reports.save_draft(office, period, ReportDraft(narrative=Narrative(follow_up="Diperiksa")))
    period_reports.send(office, period, signer(office))
    (sent,) = period_reports.sent(office)
    assert sent.report.narrative.follow_up == "Diperiksa"
    assert sent.report.late[0].reason == "Belum ditindaklanjuti"
    steps = [event for event in office.events() if isinstance(event.step, Reported)]
    assert [(event.complaint, event.unit) for event in steps] == [("", office.settings.unit_code)] * 2
    assert office.upkeep.check().clean
    office.close()


def test_a_period_that_goes_on_is_printed_but_not_sent(run: Run, late: str, tmp_path: Path):
    assert run("report", "period", "2026-T4", "--out", tmp_path).code == 0
    refused = run("report", "period", "2026-T4", "--send", "--obstacles", "Belum")
    assert refused.code == 1
    assert "belum berakhir" in refused.err
    assert run("report", "period", "2026-T4", "--out", tmp_path, "--json").object["narrative"]["obstacles"] == ""


@pytest.mark.parametrize(
    "words",
    [("2026-13", "--send"), ("2026-T3",), (Q3, "--reason", "tanpa tanda", "--send"), (Q3, "--reason", "2099-A-0001=x")],
)
def test_what_is_typed_wrong_is_refused_with_nothing_sent(run: Run, late: str, words: tuple[str, ...]):
    assert run("report", "period", *words).code == 1
    assert run("report", "period", Q3, "--sent", "--json").objects == []


def test_what_another_unit_recorded_is_told_apart(founded: Founded, late: str, monkeypatch: pytest.MonkeyPatch):
    office = founded.open()
    with office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE complaint SET unit = '73.07.01.2003' WHERE number = ?", (late,))
    report = period_reports.make(office, parse_period(Q3), signer(office))
    assert (report.received, report.handed, report.recorded) == (2, 1, 1)
    assert report.handed_statuses["unverified"] == 1
    assert sum(report.statuses.values()) == 2
    office.close()


def test_long_texts_and_signs_of_markup_stand_on_the_paper_as_typed(founded: Founded, late: str, tmp_path: Path):
    office = founded.open()
    text = "#let x = 1; $y$ *tebal* @acuan " + "panjang " * 700
    period_reports.save_draft(
        office, parse_period(Q3), ReportDraft(narrative=Narrative(obstacles=text), reasons={"?": "=1+1"})
    )
    report = period_reports.make(office, parse_period(Q3), signer(office))
    assert len(report.narrative.obstacles) <= 4_000
    paper = papers.period_report(office, report, Order())
    pdf, xlsx, _ = write_package(office, report, tmp_path, paper.name, paper.pdf)
    assert "#let x = 1; $y$ *tebal* @acuan" in paper_check.words(pdf.read_bytes())
    assert xlsx.stat().st_size > 0
    office.close()


def test_a_report_that_nobody_can_read_is_passed_over():
    assert period_report.decode(b"") is None
    assert period_report.decode(b"\xc1") is None
    assert period_report.decode(b"\x80") is None


def test_what_no_office_writes_is_left_out_of_a_report():
    step = {"name": "respond", "median_days": float("nan")}
    written = {
        "period": "x", "unit": "u", "office": "o", "as_of": "2026-10-01", "satisfaction": {"5": 1, "lima": 2, "9": 3},
        "steps": [step, {"name": "verify", "median_days": 2}], "later": [1],
    }  # fmt: skip
    report = period_report.decode(msgpack.encode(written))
    assert report is not None
    assert (report.satisfaction, report.average_score) == ({"5": 1}, 5.0)
    assert [line.median_days for line in report.steps] == [None, 2.0]
    assert period_report.decode(msgpack.encode(written | {"received": -1})) is None


def test_periods_and_when_their_reports_are_due():
    assert latest_ended("month", date(2026, 1, 1)).code == "2025-12"
    assert latest_ended("quarter", date(2026, 1, 1)).code == "2025-T4"
    assert latest_ended("quarter", date(2026, 12, 31)).code == "2026-T3"
    assert latest_ended("year", date(2026, 12, 31)).code == "2025"
    assert [period.code for period in ended("quarter", date(2026, 11, 24), 5)] == [
        "2026-T3",
        "2026-T2",
        "2026-T1",
        "2025-T4",
        "2025-T3",
    ]
    assert [period.span for period in map(parse_period, ("2026", "2026-Q1", "2026-02"))] == ["year", "quarter", "month"]
    with pytest.raises(InvalidField):
        parse_period("2026-Q5")
    assert isinstance(parse_period("2026-q1"), ReportPeriod)
    assert issubclass(InvalidField, Refused)
