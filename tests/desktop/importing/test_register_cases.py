"""Registers that went wrong once, each for its kind (tests/desktop/importing/registers)."""

from datetime import date
from hashlib import blake2b
from pathlib import Path

import pytest
from sqlalchemy import select, update

from complaints.complaint import Complaint
from complaints.draft import Draft
from complaints.errors import Refused
from desktop.exporting.export import export
from desktop.importing.problems import write_problems
from desktop.importing.register_import import Report, always, import_register
from desktop.importing.source import open_source
from desktop.importing.table import trimmed
from desktop.importing.undo import undo
from desktop.office.office import Office
from desktop.store import schema
from desktop.store.database import writing
from tests.desktop.command import Run
from tests.desktop.importing.truth import REGISTERS


def imported(office: Office, name: str, answers: bytes | None = None) -> Report:
    return import_register(office, REGISTERS / name, answers)


def recorded(office: Office) -> list[Complaint]:
    return [case.complaint for case in office.cases(None, None, with_identity=True)]


def test_every_sheet_of_a_month_is_read_and_the_recap_is_not(office: Office):
    report = imported(office, "04-sheet-bulan.xlsx")
    assert [(sheet.name, sheet.rows, sheet.chosen) for sheet in report.sheets] == [
        ("REKAP", 6, False), ("JAN", 3, True), ("FEB", 3, True), ("MAR", 3, True), ("APR", 3, True),
    ]  # fmt: skip
    assert report.recorded == 12


def test_one_sheet_may_be_chosen(office: Office):
    report = imported(office, "04-sheet-bulan.xlsx", b'{"sheets": ["FEB"]}')
    assert (report.recorded, {found.received_on.month for found in recorded(office)}) == (3, {2})


def test_a_column_of_days_is_judged_as_a_whole(office: Office):
    imported(office, "11-us-dates.csv")
    assert sorted(found.received_on for found in recorded(office)) == [
        date(2025, 1, 3), date(2025, 1, 15), date(2025, 2, 4), date(2025, 2, 20), date(2025, 3, 5), date(2025, 3, 28),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "day"), [("07-merged-date-down.xlsx", date(2024, 5, 6)), ("14-merge.xlsx", date(2026, 3, 2))]
)
def test_a_day_merged_over_rows_is_each_row_s(office: Office, name: str, day: date):
    imported(office, name)
    assert [found.received_on for found in recorded(office)] == [day] * 3


def test_a_row_without_a_day_is_asked_once(office: Office):
    report = imported(office, "82-blank-date.xlsx")
    assert [found.body for found in recorded(office)] == ["Lampu padam"]
    (question,) = report.questions
    assert (question.kind, question.count, question.open) == ("undated", 2, True)
    again = imported(office, "82-blank-date.xlsx", b'{"answers": {"undated": "2025-01-31"}}')
    assert (again.recorded, again.already_in_book, again.open_questions) == (2, 1, ())
    assert {found.received_on for found in recorded(office)} == {date(2025, 1, 6), date(2025, 1, 31)}


def test_a_year_that_can_not_be_is_asked(office: Office):
    report = imported(office, "83-future-year.xlsx")
    assert [found.body for found in recorded(office)] == ["Jembatan"]
    assert [value.text for value in report.questions[0].values] == ["06-01-2205", "06/01/99", "01-01-1900"]
    answers = (
        b'{"answers": {"dates": {"06-01-2205": "2025-01-06", "06/01/99": "as_written", "01-01-1900": "leave_out"}}}'
    )
    assert imported(office, "83-future-year.xlsx", answers).recorded == 2


def test_what_belongs_to_others_is_never_the_complainant_s(office: Office):
    imported(office, "51-heading-other-person.xlsx")
    (found,) = recorded(office)
    person = found.complainant
    assert (person.name, person.address, person.phone, found.received_on) == (
        "Warga Satu", "Jl. Warga 1", "+6281234500001", date(2025, 1, 6),
    )  # fmt: skip
    assert person.national_id != "7307041504870999"


def test_officers_ages_births_and_photos_are_no_fields(office: Office):
    imported(office, "12-kolom.xlsx")
    (found,) = recorded(office)
    assert (found.complainant.name, found.body, found.received_on, found.subject) == (
        "Ambo Tang", "Talud irigasi jebol dekat sawah kami", date(2026, 3, 2), "",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["23-semicolons-commas.csv", "23b-semicolons-commas.csv"])
def test_the_heading_row_tells_the_delimiter(office: Office, name: str):
    assert imported(office, name).recorded == 2
    assert all(found.body.count(",") >= 4 for found in recorded(office))


def test_a_stray_quotation_mark_costs_its_row_alone(office: Office):
    report = imported(office, "18-quote-never-closed.csv")
    assert (report.recorded, [bad.row for bad in report.bad]) == (8, [4])


@pytest.mark.parametrize("name", ["13-stray-space-last-cell.xlsx", "13c-stray-space-last-column.xlsx"])
def test_a_stray_cell_far_away_costs_nothing(office: Office, name: str):
    report = imported(office, name)
    assert (report.recorded, report.bad) == (1 if name.startswith("13-") else 2998, ())


def test_contacts_that_can_not_be_read_block_nothing_and_are_told(office: Office):
    report = imported(office, "10-nik-and-phone.xlsx")
    found = recorded(office)
    assert (len(found), report.bad) == (12, ())
    assert [one.complainant.national_id for one in found if one.complainant.national_id] == ["7307041504870123"]
    assert [one.complainant.phone for one in found] == [
        "+6281234500001", "+6281234500001", "", "", "", "", "+6281234500001", "+6281234500001", "+6281234500001",
        "+6281234500001", "", "+6281234500001",
    ]  # fmt: skip
    assert "085234500002" in found[8].complainant.address
    assert {cell.field for cell in report.left_out} == {"complainant.national_id", "complainant.phone"}
    assert not any(question.open for question in report.questions)


def test_footers_and_numberings_are_listed_and_no_complaints(office: Office):
    report = imported(office, "05-signature-footer.xlsx")
    assert report.recorded == 2
    assert [(row.row, row.kind) for row in report.skipped] == [
        (4, "total"), (6, "footer"), (7, "footer"), (9, "footer"), (10, "footer"),
    ]  # fmt: skip
    assert [(row.row, row.kind) for row in imported(office, "01-two-row-heading.xlsx").skipped] == [(6, "numbering")]


def test_the_same_register_later_says_what_changed(office: Office):
    assert imported(office, "11a.xlsx").recorded == 2
    report = imported(office, "11b.xlsx")
    assert (report.recorded, report.already_in_book, len(report.changed)) == (0, 2, 1)
    (change,) = report.changed
    assert (change.before, change.stage) == ("in_progress", "closed")
    assert [found.stage for found in recorded(office)] == ["in_progress", "in_progress"]
    added = imported(office, "11b.xlsx", b'{"answers": {"changed": "add"}}')
    assert added.added == 1
    assert [(found.stage, found.response) for found in recorded(office)] == [
        ("closed", "Lampu diganti"), ("in_progress", ""),
    ]  # fmt: skip
    assert imported(office, "11b.xlsx").changed == ()
    assert office.upkeep.check(repair=False).clean


def test_a_column_more_and_a_status_more_are_the_same_complaints(office: Office):
    assert imported(office, "52-first.xlsx").recorded == 2
    more = imported(office, "52c-column-added.xlsx")
    assert (more.recorded, more.already_in_book, more.changed) == (0, 2, ())
    later = imported(office, "52b-status-updated.xlsx")
    assert (later.recorded, later.already_in_book, len(later.changed)) == (1, 2, 1)


def test_unseen_marks_inside_words_are_dropped(office: Office):
    imported(office, "17-soft-hyphen.csv", b'{"answers": {"undated": "undated"}}')
    assert [found.body for found in recorded(office)] == [
        "Jembatan gantung putus di kampung", "Selokan mampet", "Air\xa0bersih\u202fmati", "Mengapa talud retak",
    ]  # fmt: skip


def test_a_locked_workbook_is_named_and_other_programs_tables_are_read(office: Office):
    with pytest.raises(Refused, match="kata sandi"):
        imported(office, "61-password.xlsx")
    for name in ("14-html.xls", "14b-tab.xls"):
        (question,) = imported(office, name).open_questions
        assert (question.kind, question.count) == ("date_order", 1)
    assert imported(office, "14-html.xls", b'{"answers": {"date_order": "day_first"}}').recorded == 1
    assert imported(office, "14b-tab.xls", b'{"answers": {"date_order": "day_first"}}').recorded == 1


def test_the_file_of_bad_rows_comes_back_whole(office: Office, tmp_path: Path):
    report = imported(office, "03-tanggal.xlsx")
    kept = tmp_path / "bermasalah.xlsx"
    write_problems(kept, open_source(REGISTERS / "03-tanggal.xlsx", {}), report.bad)
    again = import_register(
        office, kept, b'{"answers": {"dates": {"Januari 2026": "2026-01-31"}, "date_order": "day_first"}}'
    )
    assert again.recorded == 2
    bodies = [found.body for found in recorded(office)]
    assert "Lampu jalan depan masjid padam sudah seminggu nomor 13" in bodies
    assert not any("Tanggal" in body for body in bodies)


def test_our_own_export_is_known_in_the_office_that_wrote_it(office: Office, tmp_path: Path):
    imported(office, "11a.xlsx")
    office.record(Draft(kind="complaint", body="Talud longsor", received_on=date(2026, 4, 6)))
    for name in ("out.xlsx", "out.csv"):
        export(office, tmp_path / name, with_identity=True)
        report = import_register(office, tmp_path / name)
        assert (report.recorded, report.already_in_book, report.changed, report.bad) == (0, 3, (), ())


def test_rows_that_version_1_0_0_imported_are_known_by_their_cells(office: Office):
    """Its books have a hash of the cells and of how many alike stand above."""
    report = imported(office, "11a.xlsx")
    source = open_source(REGISTERS / "11a.xlsx", {})
    key = blake2b(b"imported rows", key=office.unlocked.key, digest_size=32).digest()
    with writing(office.engine) as connection:
        cases = connection.execute(select(schema.imported.c.row, schema.imported.c.complaint)).all()
        for line, case in zip(source.rows, sorted(cases, key=lambda case: case.complaint), strict=True):
            cells = "\x1f".join((*trimmed(line.cells), "1")).encode()
            former = blake2b(cells, key=key, digest_size=16).digest()
            connection.execute(update(schema.imported).where(schema.imported.c.row == case.row).values(row=former))
    again = imported(office, "11a.xlsx")
    assert (report.recorded, again.recorded, again.already_in_book) == (2, 0, 2)


def test_the_command_lists_what_it_understood_and_strict_refuses_what_is_open(run: Run, tmp_path: Path):
    tried = run("import", REGISTERS / "08-hasil.xlsx", "--dry-run", "--json").object
    assert (tried["recorded"], tried["good"], tried["dry_run"]) == (0, 16, True)
    (sheet,) = tried["sheets"]
    assert (sheet["read"], sheet["rows"], sheet["heading_rows"]) == (True, 18, [2, 2])
    mapping = {entry["heading"]: (entry["field"], len(entry["samples"])) for entry in tried["mapping"]}
    assert mapping["HASIL"] == ("outcome.response", 3)
    (question,) = tried["questions"]
    assert (question["kind"], question["open"], {value["text"] for value in question["values"]}) == (
        "results", True, {"ok", "✓"},
    )  # fmt: skip
    assert [row["row"] for row in tried["errors"]] == [8, 9]
    assert tried["preview"][0]["stage"] == "responded"
    refused = run("import", REGISTERS / "08-hasil.xlsx", "--strict")
    assert (refused.code, "1 pertanyaan" in refused.err) == (1, True)
    assert run("list", "--json").objects == []
    (tmp_path / "map.json").write_text('{"answers": {"results": {"ok": "closed", "✓": "leave_out"}}}', encoding="utf-8")
    assert run("import", REGISTERS / "08-hasil.xlsx", "--strict", "--map", tmp_path / "map.json").code == 0
    assert len(run("list", "--json", "--limit", "50").objects) == 17


def test_a_row_recorded_without_a_day_says_so_in_its_history(office: Office):
    report = imported(office, "82-blank-date.xlsx", b'{"answers": {"undated": "undated"}}')
    assert (report.recorded, report.open_questions) == (3, ())
    undated = [one for one in recorded(office) if len(one.history) > 1]
    assert [one.body for one in undated] == ["Selokan mampet", "Air keruh"]
    assert all("tidak ada di register" in str(one.history[1].event.step) for one in undated)
    assert undo(office, report.run, always).withdrawn == 3
