"""Registers as villages keep them, each for its kind: nothing wrong without a word, nothing invented, nothing absent."""

from datetime import date
from pathlib import Path

import pytest

from complaints.complaint import Complaint
from desktop.importing.register_import import Report, import_register
from desktop.office.office import Office
from tests.desktop.importing.test_register_neighbours import Rows, workbook


def imported(office: Office, file: Path) -> tuple[Report, dict[str, Complaint]]:
    report = import_register(office, file)
    return report, {case.complaint.body: case.complaint for case in office.cases(None, None, with_identity=True)}


def test_ditto_marks_mean_what_stands_above(office: Office, tmp_path: Path):
    rows: Rows = [
        ["BUKU PENGADUAN MASYARAKAT"],
        ["No.", "Hari, Tanggal", "Nama Pengadu", "Alamat", "Isi Aduan", "Tindak Lanjut"],
        ["JANUARI"],
        ["1.", "Senin, 6 Januari 2025", "Andi", "Dsn. Lappae", "Lampu padam", "Masih proses"],
        ["2.", "sda", "Budi", "idem", "Jalan berlubang", "idem"],
        ["3.", '"', "Budi", "s.d.a", "Got mampet", "Selesai"],
        ["MARET"],
        ["1.", "Senin, 3 Maret 2025", "Cici", "Dsn. Bonto", "Air keruh", "Belum"],
        ["2.", "Rabu, 5-3-2025", "Dedi", '"', "Sampah", ""],
        ["Bonto, 31 Maret 2025"], ["Mengetahui,", None, None, "Dibuat oleh"], ["Kepala Desa Bonto"], ["H. BASO", None, None, "SITI"],
    ]  # fmt: skip
    report, found = imported(office, workbook(tmp_path / "r.xlsx", {"BUKU": rows}))
    assert report.bad == ()
    assert [(one.received_on, one.complainant.address, one.stage) for one in found.values()] == [
        (date(2025, 1, 6), "Dsn. Lappae", "in_progress"), (date(2025, 1, 6), "Dsn. Lappae", "in_progress"),
        (date(2025, 1, 6), "Dsn. Lappae", "closed"), (date(2025, 3, 3), "Dsn. Bonto", "new"), (date(2025, 3, 5), "Dsn. Bonto", "new"),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", [[], [None]], ids=["beside", "apart"])
def test_blocks_side_by_side_are_all_read(office: Office, tmp_path: Path, gap: list[object]):
    head: list[object] = ["No", "Tanggal", "Nama", "Isi Aduan"]
    rows: Rows = [
        ["JANUARI", None, None, None, *gap, "FEBRUARI"],
        [*head, *gap, *head],
        [1, date(2025, 1, 3), "Andi", "Lampu padam", *gap, 1, date(2025, 2, 3), "Cici", "Air keruh"],
        [2, date(2025, 1, 4), "Budi", "Got mampet", *gap, 2, date(2025, 2, 4), "Dedi", "Sampah"],
        [None, None, None, None, *gap, 3, date(2025, 2, 5), "Emi", "Talud"],
    ]
    report, found = imported(office, workbook(tmp_path / "r.xlsx", {"S": rows}))
    assert {body: (one.received_on, one.complainant.name) for body, one in found.items()} == {
        "Lampu padam": (date(2025, 1, 3), "Andi"), "Got mampet": (date(2025, 1, 4), "Budi"), "Air keruh": (date(2025, 2, 3), "Cici"),
        "Sampah": (date(2025, 2, 4), "Dedi"), "Talud": (date(2025, 2, 5), "Emi"),
    }  # fmt: skip
    assert [sheet.name for sheet in report.sheets] == ["S", "S [2]"]


def test_sheets_that_call_the_same_columns_otherwise_are_read_alike(office: Office, tmp_path: Path):
    sheets: dict[str, Rows] = {
        "COVER": [["BUKU REGISTER"], ["TAHUN 2025"]],
        "Jan": [["No", "Tanggal", "Nama", "Isi Pengaduan", "Status"], [1, date(2025, 1, 3), "Andi", "Lampu padam", "selesai"],
                ["Jumlah", None, None, 1, None]],
        "Feb": [["BULAN: FEBRUARI 2025"], ["NO", "STATUS", "NAMA PELAPOR", "URAIAN PENGADUAN", "HARI/TGL", "DUSUN"],
                [1, "proses", "Budi", "Got mampet", "Jumat/ 7 Feb 2025", "Bonto"]],
    }  # fmt: skip
    report, found = imported(office, workbook(tmp_path / "r.xlsx", sheets))
    assert report.bad == ()
    second = found["Got mampet"]
    assert (second.received_on, second.complainant.name, second.stage, second.location.dusun) == (
        date(2025, 2, 7), "Budi", "in_progress", "Bonto",
    )  # fmt: skip
    assert found["Lampu padam"].stage == "closed"


def test_a_day_in_three_columns_is_put_together_and_one_without_a_year_is_asked(office: Office, tmp_path: Path):
    rows: Rows = [
        ["NO", "TGL", "BLN", "THN", "NAMA", "PENGADUAN"],
        [1, 3, 1, 2025, "Andi", "Lampu"],
        [2, "5/3", "", "", "Budi", "Got"],
        [3, 7, "Pebruari", "25", "Cici", "Air"],
    ]
    report, found = imported(office, workbook(tmp_path / "r.xlsx", {"S": rows}))
    assert {body: one.received_on for body, one in found.items()} == {
        "Lampu": date(2025, 1, 3),
        "Air": date(2025, 2, 7),
    }
    assert ([bad.text for bad in report.bad], report.open_questions[0].kind) == (["Got"], "dates")


@pytest.mark.parametrize("heading", ["Pokok Aduan", "Masalah yang Diadukan", "Hal yang diadukan"])
def test_headings_of_the_matter(office: Office, tmp_path: Path, heading: str):
    rows: Rows = [
        [], [None, None, "No", None, "Tgl Pengaduan", None, "Nama Masyarakat", heading, None, "Penyelesaian", "Diterima Oleh"],
        [None, None, 1, None, date(2025, 1, 3), None, "Andi", "Lampu padam", None, "Telah diperbaiki", "Siti"],
        [None, None, "*) data sampai akhir Januari"],
    ]  # fmt: skip
    report, found = imported(office, workbook(tmp_path / "r.xlsx", {"S": rows}))
    one = found["Lampu padam"]
    assert (one.received_on, one.complainant.name, one.stage, report.bad) == (date(2025, 1, 3), "Andi", "responded", ())
