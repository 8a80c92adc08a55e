"""An old register comes into the book: good rows kept, bad rows told, nothing twice."""

import csv
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from complaints.draft import Draft, Person
from complaints.events import Location
from desktop.importing import register_import
from desktop.importing.register_import import import_register
from desktop.office.office import Office
from tests.conftest import Founded
from tests.desktop.command import Run

HEAD = ["No", "Tanggal", "Nama Pelapor", "No. HP", "Isi Pengaduan", "Kategori"]
GOOD = [
    ["1", "03-04-2026", "Andi Baso", "081234567890", "Jalan poros rusak", "Jalan"],
    ["2", "4 April 2026", "Anonim", "", "Lampu padam di Lappae", "Infrastruktur › Penerangan jalan"],
    ["3", "2026-04-05", "Dg. Manai", "0812-9876-5432", "Air keruh, tiga hari\nsudah dua RT", "Lain dari yang lain"],
]


def write_csv(file: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with file.open("w", newline="", encoding=encoding) as out:
        csv.writer(out, delimiter=delimiter).writerows(rows)
    return file


def write_xlsx(file: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(file)
    return file


def bodies(office: Office) -> list[str]:
    return [case.complaint.body for case in office.cases(None, None, with_identity=True)]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252"), ("|", "utf-8")]
)
def test_a_csv_in_any_of_its_forms(office: Office, tmp_path: Path, delimiter: str, encoding: str):
    rows = [HEAD, *GOOD[:1], *GOOD[2:]]
    report = import_register(office, write_csv(tmp_path / "r.csv", rows, delimiter, encoding))
    assert (report.recorded, report.already_in_book, report.bad) == (2, 0, ())
    first, second = office.cases(None, None, with_identity=True)
    assert first.complaint.received_on == date(2026, 4, 3)
    assert first.complaint.complainant.name == "Andi Baso"
    assert first.complaint.complainant.phone == "+6281234567890"
    assert first.complaint.category == "infrastructure.road"
    assert second.complaint.body == "Air keruh, tiga hari\nsudah dua RT"
    assert second.complaint.category == "Lain dari yang lain"


def test_a_workbook_with_typed_cells_below_a_title(office: Office, tmp_path: Path):
    rows: list[list[object]] = [
        ["BUKU REGISTER PENGADUAN"], [], [*HEAD, "NIK", "Kerugian (Rp)"],
        [1, date(2026, 4, 3), "Andi", 81234567890, "Jalan rusak", "Jalan", 7307031504870001, 1250000],
        [], [2, date(2026, 4, 4), "Budi", None, "Lampu padam", None, None, None],
    ]  # fmt: skip
    report = import_register(office, write_xlsx(tmp_path / "r.xlsx", rows))
    assert (report.recorded, report.bad) == (2, ())
    first, _ = office.cases(None, None, with_identity=True)
    assert first.complaint.complainant.national_id == "7307031504870001"
    assert first.complaint.suspected_loss == 1250000
    assert first.complaint.complainant.phone == "+6281234567890"


def test_bad_rows_are_told_with_their_number_and_good_ones_kept(office: Office, tmp_path: Path):
    rows = [
        HEAD,
        GOOD[0],
        ["2", "31/02/2026", "", "", "Tanggal salah", ""],
        ["3", "06/04/2026", "", "12", "Telepon salah", ""],
        ["4", "07/04/2026", "Andi", "", "", ""],
        GOOD[1],
    ]
    report = import_register(office, write_csv(tmp_path / "r.csv", rows))
    assert [(bad.row, bad.field) for bad in report.bad] == [(3, "received_on"), (5, "body")]
    assert [(cell.row, cell.field) for cell in report.left_out] == [(4, "complainant.phone")]
    assert bodies(office) == [GOOD[0][4], "Telepon salah", GOOD[1][4]]


def test_the_same_file_twice_adds_nothing_and_a_longer_one_its_end(office: Office, tmp_path: Path):
    file = write_csv(tmp_path / "r.csv", [HEAD, *GOOD[:2]])
    assert import_register(office, file).recorded == 2
    again = import_register(office, file)
    assert (again.recorded, again.already_in_book) == (0, 2)
    longer = import_register(office, write_csv(tmp_path / "other.csv", [HEAD, *GOOD], ";"))
    assert (longer.recorded, longer.already_in_book) == (1, 2)
    assert len(bodies(office)) == 3


def test_rows_that_are_alike_are_all_kept_once(office: Office, tmp_path: Path):
    alike = ["", "03-04-2026", "", "", "Jalan rusak", ""]
    file = write_csv(tmp_path / "r.csv", [HEAD, alike, alike, alike])
    assert import_register(office, file).recorded == 3
    assert import_register(office, file).already_in_book == 3


def test_a_mended_row_is_recorded_the_next_time(office: Office, tmp_path: Path):
    bad = ["2", "31/02/2026", "", "", "Lampu", ""]
    import_register(office, write_csv(tmp_path / "r.csv", [HEAD, GOOD[0], bad]))
    bad[1] = "28/02/2026"
    report = import_register(office, write_csv(tmp_path / "r.csv", [HEAD, GOOD[0], bad]))
    assert (report.recorded, report.already_in_book, report.bad) == (1, 1, ())


def test_a_dry_run_says_the_same_and_records_nothing(office: Office, tmp_path: Path):
    file = write_csv(tmp_path / "r.csv", [HEAD, *GOOD, ["4", "x", "", "", "Tanggal salah", ""]])
    tried = import_register(office, file, dry_run=True)
    assert bodies(office) == []
    done = import_register(office, file)
    assert (tried.recorded, tried.bad) == (done.recorded, done.bad) == (3, done.bad)


def test_an_import_cut_off_in_the_middle_goes_on_where_it_stopped(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rows = [["", "03-04-2026", "", "", f"Aduan {i}", ""] for i in range(1200)]
    file = write_csv(tmp_path / "r.csv", [HEAD, *rows])
    kept = register_import._Import.keep
    calls = 0

    def cut(self, connection, places, receipts):
        nonlocal calls
        calls += 1
        kept(self, connection, places, receipts)
        if calls == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(register_import._Import, "keep", cut)
    with pytest.raises(KeyboardInterrupt):
        import_register(office, file)
    assert len(bodies(office)) == 500
    report = import_register(office, file)
    assert (report.recorded, report.already_in_book) == (700, 500)
    assert bodies(office) == [f"Aduan {i}" for i in range(1200)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""), ("a.csv", b"\x00" * 100), ("a.csv", b"a,b,c\n1,2,3\n"), ("a.xlsx", b""), ("a.xlsx", b"PK\x03\x04 nonsense"),
        ("a.xlsx", b"isi,pengaduan\n"), ("a.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600), ("a.csv", b'Isi pengaduan\n"' + b"x" * 1_100_000),
        ("a.ods", b"x"), ("a", b"\xff\xfe\x00\xd8"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_gets_one_sentence(run: Run, tmp_path: Path, name: str, content: bytes):
    (tmp_path / name).write_bytes(content)
    ended = run("import", tmp_path / name)
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "tak terduga" not in ended.err


def test_a_hostile_cell_stays_text(run: Run, tmp_path: Path):
    rows = [HEAD, ["", "03-04-2026", "=cmd|' /C calc'!A0", "", '=HYPERLINK("http://x")', "'; DROP TABLE event; --"]]
    assert run("import", write_csv(tmp_path / "r.csv", rows)).code == 0
    number = run("list", "--json").object["number"]
    assert run("show", number, "--json").object["body"] == '=HYPERLINK("http://x")'


def test_the_command_reports_rows_on_stderr_or_as_json(run: Run, tmp_path: Path):
    bad = ["2", "31/02/2026", "", "", "Lampu", ""]
    file = write_csv(tmp_path / "r.csv", [[*HEAD, "Zodiak"], [*GOOD[0], ""], [*bad, ""]])
    tried = run("import", file, "--dry-run", "--json").object
    assert (tried["recorded"], tried["good"], tried["bad"], tried["dry_run"]) == (0, 1, 1, True)
    ended = run("import", file)
    assert (ended.code, ended.out) == (0, "")
    assert "Baris 3: received_on:" in ended.err
    assert "Zodiak" in ended.err
    again = run("import", file, "--json").object
    assert (again["recorded"], again["known"]) == (0, 1)
    assert [(error["row"], error["field"]) for error in again["errors"]] == [(3, "received_on")]


def test_the_status_of_complainants_is_read_and_an_unknown_one_is_told_and_left_out(office: Office, tmp_path: Path):
    rows = [[*HEAD, "Status Pelapor"], [*GOOD[0], "Kadus"], [*GOOD[1], "Tokoh Masyarakat"], [*GOOD[2], "Juru kunci"]]
    report = import_register(office, write_csv(tmp_path / "r.csv", rows))
    assert (report.recorded, report.bad) == (3, ())
    cases = office.cases(None, None, with_identity=True)
    assert [case.complaint.complainant.role for case in cases] == ["hamlet_head", "", ""]
    (cell,) = report.left_out
    assert (cell.row, cell.field, cell.heading, cell.value) == (4, "complainant.role", "Status Pelapor", "Juru kunci")


def test_the_command_tells_of_a_status_that_it_left_out(run: Run, tmp_path: Path):
    file = write_csv(tmp_path / "r.csv", [[*HEAD, "Jabatan"], [*GOOD[0], "Petani"]])
    (cell,) = run("import", file, "--dry-run", "--json").object["left_out"]
    assert (cell["row"], cell["field"]) == (2, "complainant.role")
    assert "Baris 2 dicatat tanpa Jabatan: “Petani” tidak dikenal" in run("import", file).err


def test_a_map_is_read_from_its_file(run: Run, tmp_path: Path):
    file = write_csv(tmp_path / "r.csv", [["A", "B"], ["Jalan rusak", "Andi"]])
    assert run("import", file).code == 1
    columns = {"A": "body", "B": "complainant.name"}
    (tmp_path / "map.json").write_text(json.dumps(columns))
    assert run("import", file, "--map", tmp_path / "map.json").code == 1
    (tmp_path / "map.json").write_text(json.dumps({"columns": columns, "answers": {"undated": "undated"}}))
    assert run("import", file, "--map", tmp_path / "map.json").code == 0
    (tmp_path / "map.json").write_text(json.dumps({"C": "body"}))
    assert run("import", file, "--map", tmp_path / "map.json").code == 1
    assert run("import", file, "--map", tmp_path / "none.json").code == 1


def test_an_import_of_nothing_but_bad_rows_fails(run: Run, tmp_path: Path):
    ended = run("import", write_csv(tmp_path / "r.csv", [HEAD, ["", "x", "", "", "y", ""]]))
    assert ended.code == 1


def test_what_was_exported_can_be_imported(founded_once: Founded, office: Office, tmp_path: Path):
    from desktop.exporting.export import export

    import_register(office, write_csv(tmp_path / "r.csv", [HEAD, *GOOD]))
    office.record(
        Draft(
            kind="complaint", body="Talud longsor", received_on=date(2026, 4, 6), subject="Kaur Umum",
            location=Location("Bonto", "01", "02", "Dekat masjid", -5.1234, 120.25),
            complainant=Person(name="Dg. Sila", sex="male", disability="Tunadaksa", role="hamlet_head"),
        )
    )  # fmt: skip
    before = [case.complaint for case in office.cases(None, None, with_identity=True)]
    for name in ("out.csv", "out.xlsx"):
        export(office, tmp_path / name, with_identity=True)
        other = founded_once.copy(tmp_path / ("fresh-" + name)).open()
        report = import_register(other, tmp_path / name)
        after = [case.complaint for case in other.cases(None, None, with_identity=True)]
        other.close()
        assert report.bad == ()
        for old, new in zip(before, after, strict=True):
            for field in (
                "title",
                "body",
                "kind",
                "channel",
                "received_on",
                "category",
                "anonymous",
                "complainant",
                "location",
                "subject",
            ):
                assert getattr(old, field) == getattr(new, field), field


OPENSID = [
    "id",
    "config_id",
    "id_pengaduan",
    "nik",
    "nama",
    "email",
    "telepon",
    "judul",
    "isi",
    "status",
    "foto",
    "ip_address",
    "created_at",
    "updated_at",
]


def test_the_table_of_complaints_of_opensid_comes_in_with_its_answers(office: Office, tmp_path: Path):
    """Status 1 waits, 2 is being worked on, 3 is finished (OpenSID, app/Enums/StatusPengaduanEnum.php)."""
    rows = [
        OPENSID,
        ["1", "1", "NULL", "7307031504870001", "Andi Baso", "a@b.id", "081234567890", "Lampu jalan", "Lampu jalan padam", "3", "", "::1", "2024-05-01 10:20:00", "2024-05-06 09:00:00"],
        ["2", "1", "1", "", "Admin", "", "", "Lampu jalan", "Sudah diganti", "3", "", "::1", "2024-05-03 08:00:00", ""],
        ["3", "1", "", "", "Hasna", "", "", "Air", "Air keruh", "2", "", "::1", "2024-05-04 08:00:00", "2024-05-07 08:00:00"],
        ["4", "1", "", "", "Rahma", "", "", "Jalan", "Jalan rusak", "1", "", "::1", "2024-05-05 08:00:00", "2024-05-05 08:00:00"],
        ["5", "1", "99", "", "Admin", "", "", "?", "Balasan yang tersesat", "1", "", "::1", "2024-05-05 08:00:00", ""],
    ]  # fmt: skip
    file = write_csv(tmp_path / "pengaduan.csv", rows)
    report = import_register(office, file)
    assert (report.recorded, report.answers) == (3, 1)
    assert [(bad.row, bad.field, bad.heading, bad.value) for bad in report.bad] == [
        (6, "reply_to", "id_pengaduan", "99")
    ]
    lamp, water, road = (case.complaint for case in office.cases(None, None, with_identity=True))
    assert (lamp.title, lamp.body, lamp.received_on) == ("Lampu jalan", "Lampu jalan padam", date(2024, 5, 1))
    assert (lamp.complainant.name, lamp.complainant.email) == ("Andi Baso", "a@b.id")
    assert (lamp.stage, lamp.response) == ("closed", "Sudah diganti")
    assert (lamp.milestones.responded_on, lamp.milestones.closed_on) == (date(2024, 5, 3), date(2024, 5, 6))
    assert (water.stage, water.milestones.followed_up_on) == ("in_progress", date(2024, 5, 7))
    assert (road.stage, len(road.history)) == ("new", 1)
    again = import_register(office, file)
    assert (again.recorded, again.already_in_book) == (0, 3)


def test_a_column_of_own_numbers_is_no_answer(office: Office, tmp_path: Path):
    file = write_csv(tmp_path / "r.csv", [["id_pengaduan", "isi"], ["17", "Lampu padam"]])
    assert import_register(office, file, b'{"answers": {"undated": "undated"}}').recorded == 1
