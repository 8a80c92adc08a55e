"""Registers beside those that went wrong once: other footers, other months, other ways to merge, to delimit and to write a day."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from complaints.complaint import Complaint
from desktop.importing.contact_cells import ends_cut_short, read_national_id, read_phone
from desktop.importing.date_column import DateColumn, Doubt
from desktop.importing.register_import import Report, import_register
from desktop.importing.result_words import read_result
from desktop.importing.source import open_source
from desktop.importing.table import Cell
from desktop.office.office import Office
from desktop.store.listing import Query

TODAY = date(2026, 11, 29)
HEAD: list[object] = ["No", "Tanggal", "Nama", "Isi Pengaduan"]
DAY = date(2026, 1, 5)
Rows = list[list[object]]


def workbook(file: Path, sheets: dict[str, Rows], merges: tuple[str, ...] = (), hidden: str = "") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        if name == hidden:
            sheet.sheet_state = "hidden"
    book.save(file)
    return file


def imported(
    office: Office, tmp_path: Path, rows: Rows, merges: tuple[str, ...] = (), answers: bytes | None = None
) -> tuple[Report, list[Complaint]]:
    report = import_register(office, workbook(tmp_path / "r.xlsx", {"S": rows}, merges), answers)
    return report, [case.complaint for case in office.cases(None, None, with_identity=True)]


def test_headings_in_three_rows(office: Office, tmp_path: Path):
    rows: Rows = [
        ["BUKU REGISTER"],
        ["No", "Tanggal", "PELAPOR", None, None, None, "PENGADUAN", None],
        [None, None, "Identitas", None, "Kontak", None, "Isi", "Media"],
        [None, None, "Nama", "NIK", "No HP", "Alamat", None, None],
        [1, 2, 3, 4, 5, 6, 7, 8],
        [1, DAY, "Budi", "7307010108850001", "081234567890", "Jl A", "Lampu padam", "Surat"],
    ]
    merges = ("C2:F2", "G2:H2", "C3:D3", "E3:F3", "A2:A4", "B2:B4", "G3:G4", "H3:H4")
    _, (found,) = imported(office, tmp_path, rows, merges)
    person = found.complainant
    assert (person.name, person.national_id, person.phone, person.address, found.body, found.channel) == (
        "Budi", "7307010108850001", "+6281234567890", "Jl A", "Lampu padam", "letter",
    )  # fmt: skip


def test_headings_in_two_rows_of_a_csv_that_knows_no_merging(office: Office, tmp_path: Path):
    file = tmp_path / "r.csv"
    file.write_text(
        "No;Tanggal;Pelapor;;;Pengaduan;;Tindak Lanjut;\n;;Nama;Alamat;No HP;Jenis;Isi;Uraian;Tgl\n1;2;3;4;5;6;7;8;9\n"
        "1;05/01/2026;Budi;Jl A;081234567890;Pengaduan;Lampu padam;Ditinjau;07/01/2026\n"
    )
    report = import_register(office, file)
    assert (report.recorded, [row.kind for row in report.skipped]) == (1, ["numbering"])
    assert report.columns["Tindak Lanjut / Tgl"] == "outcome.followed_up_on"


def test_the_accused_under_a_heading_of_their_own_is_not_the_complainant(office: Office, tmp_path: Path):
    rows: Rows = [
        ["No", "Tanggal", "Pelapor", None, "Terlapor", None, "Uraian"],
        [None, None, "Nama", "Alamat", "Nama", "Alamat", None],
        [1, DAY, "Budi", "Jl A", "Pak Kades", "Jl X", "Pungli"],
    ]
    _, (found,) = imported(office, tmp_path, rows, ("C1:D1", "E1:F1", "A1:A2", "B1:B2", "G1:G2"))
    assert (found.complainant.name, found.complainant.address, found.subject) == ("Budi", "Jl A", "Pak Kades")


FOOTERS: list[Rows] = [
    [["JUMLAH PENGADUAN BULAN JANUARI", None, None, 1]],
    [["Rekapitulasi"], [None, None, None, 1]],
    [[None, None, "Mengetahui", "Saotanre, 31 Januari 2026"], [None, None, "Kepala Desa Saotanre", "Petugas Pengaduan"], [],
     [None, None, "H. MUH TAHIR", "SITTI AMINAH"], [None, None, "NIP. 19700101", "NIP. 1980"]],
    [[None, None, None, "Sinjai, 2 Februari 2026"], [None, None, None, "Lurah"], [None, None, None, "ANDI BASO, S.Sos"]],
    [["Gunung Perak, 30 April 2026"], [None, "Gunung Perak, 30 April 2026"], [None, None, None, "Bonto Lempangan 3 Mei 2026"]],
    [["TRIWULAN II"], ["MEI"], ["Bulan : Juni 2026"]],
    [HEAD, [1, 2, 3, 4]],
    [["FEBRUARI"], [None, None, None, "NIHIL"]],
    [[2], [3], [4]],
    [[None, date(2026, 3, 31), None, "Nihil"]],
]  # fmt: skip


@pytest.mark.parametrize("footer", FOOTERS, ids=lambda rows: str(rows[0]))
def test_what_is_no_complaint_is_listed_and_not_recorded(office: Office, tmp_path: Path, footer: Rows):
    report, found = imported(office, tmp_path, [HEAD, [1, DAY, "Budi", "Lampu"], *footer])
    assert [one.body for one in found] == ["Lampu"]
    assert len(report.skipped) == sum(any(cell is not None for cell in row) for row in footer)
    assert report.bad == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunung Perak, 30 April 2026", "footer"), ("Sinjai, 30-04-2026", "footer"), ("Gunung Perak 30 April 2026", "footer"),
        ("Bonto, ....... Mei 2026", "footer"), ("APRIL 2026", "month"), ("Bulan April", "month"), ("Periode 1 s/d 30 April 2026", "month"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", range(4))
def test_where_and_when_it_was_signed_is_no_month(office: Office, tmp_path: Path, text: str, kind: str, column: int):
    row: list[object] = [None] * 4
    row[column] = text
    report, _ = imported(office, tmp_path, [HEAD, [1, DAY, "Budi", "Lampu"], row])
    assert ([row.kind for row in report.skipped], report.bad) == ([kind], ())


def test_hidden_sheets_are_named_and_not_read_and_the_same_row_on_two_sheets_is_one_complaint(
    office: Office, tmp_path: Path
):
    sheets: dict[str, Rows] = {
        "SEMUA": [HEAD, [1, DAY, "Budi", "Lampu"], [2, date(2026, 2, 5), "Ani", "Jalan"]],
        "FEB": [["No", "Nama", "Tanggal", "Isi Pengaduan", "Alamat"], [1, "Ani", date(2026, 2, 5), "Jalan", "Jl B"],
                [2, "Eko", date(2026, 2, 6), "Air", "Jl C"]],
        "LAMA": [HEAD, [1, date(2025, 1, 5), "Lama", "Rahasia"]],
    }  # fmt: skip
    report = import_register(office, workbook(tmp_path / "r.xlsx", sheets, hidden="LAMA"))
    assert (report.recorded, [(row.place, row.kind) for row in report.skipped]) == (3, [("FEB 2", "repeated")])
    assert [str(sheet.reason) for sheet in report.sheets] == ["None", "None", "tersembunyi"]
    addresses = [case.complaint.complainant.address for case in office.cases(None, None, with_identity=True)]
    assert addresses == ["", "", "Jl C"]


def test_rows_under_one_number_are_one_complaint(office: Office, tmp_path: Path):
    rows: Rows = [
        [*HEAD, "Tindak Lanjut"],
        [1, DAY, "Budi", "Lampu", "Ditinjau"], [None, None, None, None, "Dilaporkan ke PLN"], [2, DAY, "Ani", "Jalan", None],
    ]  # fmt: skip
    report, found = imported(office, tmp_path, rows, ("A2:A3", "B2:B3", "C2:C3", "D2:D3"))
    assert [one.body for one in found] == ["Lampu", "Jalan"]
    assert [row.kind for row in report.skipped] == ["continued"]
    assert "Dilaporkan ke PLN" in str(found[0].history[-1].event.step)


def test_a_column_of_days_that_nobody_named_is_asked_about(office: Office, tmp_path: Path):
    report, found = imported(office, tmp_path, [["Kapan", "Isi"], ["05/01/2026", "Lampu"], ["06/01/2026", "Jalan"]])
    assert (found, [question.kind for question in report.open_questions]) == ([], ["undated"])
    assert "Kapan" in str(report.bad[0].reason)


def judged(cells: list[Cell]) -> list[str]:
    column = DateColumn(cells, TODAY)
    return [day.kind if isinstance(day, Doubt) else day.isoformat() for day in map(column.day, cells)]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["3/4/2026", "5/6/2026"], ["date_order", "date_order"]),
        (["3/4/2026", "13/6/2026"], ["2026-04-03", "2026-06-13"]),
        (["3/4/2026", "6/13/2026"], ["2026-03-04", "2026-06-13"]),
        (["3/4/26", "6/13/26"], ["2026-03-04", "2026-06-13"]),
        (["3/4/2026", "13/6/2026", "6/13/2026"], ["date_order", "2026-06-13", "2026-06-13"]),
        (["Jumat, 3/4/2026", "5/6/2026"], ["2026-04-03", "2026-06-05"]),
        (["4/3/2026", "5/3/2026", "6/3/2026"], ["2026-03-04", "2026-03-05", "2026-03-06"]),
        (["3-4-2026", "3.4.26", "03/04/2026"], ["2026-04-03"] * 3),
        (["5 Feb", "12 Maret 2026"], ["2026-02-05", "2026-03-12"]),
        (["5 Feb", "12 Maret 2026", "1 April 2025"], ["dates", "2026-03-12", "2025-04-01"]),
        (["5 Agst 2026", "05-VIII-2026", "5 Pebruari '26", "5 Nopember 2026"],
         ["2026-08-05", "2026-08-05", "2026-02-05", "2026-11-05"]),
        (["2026", "kemarin", "Agustus 2026", "31 Juni 2026", "05/08/1026", "5/13/2062"], ["dates"] * 6),
        ([20260112.0, 12012026.0, 46034.0], ["2026-01-12"] * 3),
        (["12 & 13 Januari 2026", "12-01-2026 s/d 15-01-2026", "12 Januari 2026 pukul 10.00 WITA"], ["2026-01-12"] * 3),
        ([date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), "13/01/2026"], ["swapped_dates"] * 3 + ["2026-01-13"]),
    ],
    ids=str,
)  # fmt: skip
def test_days_of_a_column(cells: list[Cell], days: list[str]):
    assert judged(cells) == days


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Telah selesai dikerjakan pada 20 Januari 2026", "closed"), ("sls", "closed"), ("Sudah diteruskan ke PLN", "forwarded"),
        ("Sdg dikerjakan", "in_progress"), ("belum selesai krn hujan", "in_progress"), ("blm ditanggapi", "new"),
        ("Tdk dpt diproses", "archived"), ("Dicabut pelapor", "archived"), ("belum lengkap", "returned"), ("sudah ditinjau", "in_progress"),
        ("telah ditanggapi", "responded"), ("akan diperbaiki", None), ("hampir selesai", None), ("selesai?", None), ("50% selesai", None),
        ("Selesai sebagian", None), ("tidak dapat diselesaikan", None), ("belum ada dana", None), ("sip", None), ("v", None), ("", None),
    ],
)  # fmt: skip
def test_outcomes_in_words(text: str, stage: str | None):
    result = read_result(text)
    assert (result.stage if result else None) == stage


@pytest.mark.parametrize(
    ("cell", "number", "kept"),
    [
        ("HP. 0812-3456-7890", "+6281234567890", ""), ("081234567890 (istri)", "+6281234567890", ""),
        ("+62-812-3456-7890 atau 0852 1111 2222", "+6281234567890", "0852 1111 2222"), ("0812 3456 789O", "", "0812 3456 789O"),
        ("lewat pak RT", "", "lewat pak RT"), ("tdk punya HP", "", ""), ("8,12E+10", "", ""), (81234567890.0, "+6281234567890", ""),
    ],
)  # fmt: skip
def test_telephone_numbers(cell: Cell, number: str, kept: str):
    contact = read_phone(cell)
    assert (contact.value, contact.remainder) == (number, kept)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("NIK: 7307010108850001", "7307010108850001"), ("7307010108850001 (KTP)", "7307010108850001"), (7307010108850001.0, "7307010108850001"),
        (7307010108850010.0, ""), ("7,30701E+15", ""), (9171011504870122.0, ""), ("belum punya KTP", ""), ("123", ""),
    ],
)  # fmt: skip
def test_national_ids(cell: Cell, number: str):
    contact = read_national_id(cell, TODAY, cut_short=False)
    assert contact.value == number
    assert (contact.reason is None) == bool(number or cell == "belum punya KTP")


def test_a_column_of_nik_that_was_numbers_once_is_known_by_its_zeros():
    numbers = ["7307010108850010", "7307010208850020", "7307010308850030"]
    assert ends_cut_short(numbers)
    assert not ends_cut_short([*numbers, "7307010308850031"])
    assert not ends_cut_short(numbers[:2])


CSVS = [
    "Tanggal,Nama,Isi pengaduan\n05-01-2026,A,Lampu; got; jalan; air; sampah\n06-01-2026,B,Beras; minyak; gula\n",
    "Tanggal|Nama|Isi pengaduan\n05-01-2026|A|Lampu, got; jalan\n06-01-2026|B|Air, got; jalan\n",
    "Tanggal\tNama\tIsi pengaduan\n05-01-2026\tA\tLampu, got, jalan, air\n06-01-2026\tB\tAir\n",
    'Tanggal;Nama;Isi\n05/01/2026;A;Pipa 3" bocor\n06/01/2026;B;Pipa 4" pecah\n',
    'Tanggal,Nama,Isi\n05-01-2026,A,"Lampu padam,\nbaris dua, di RT 1\nbaris tiga"\n06-01-2026,B,Jalan\n',
]


@pytest.mark.parametrize("content", CSVS)
def test_delimiters_and_quotation_marks(office: Office, tmp_path: Path, content: str):
    (tmp_path / "r.csv").write_text(content)
    report = import_register(office, tmp_path / "r.csv")
    assert (report.recorded, report.bad) == (2, ())


def test_a_stray_mark_that_another_one_closes_further_down(office: Office, tmp_path: Path):
    (tmp_path / "r.csv").write_text(
        'Tanggal,Nama,Isi\n05/01/2026,A,"Lampu padam\n06/01/2026,B,Jalan\n07/01/2026,C,"Got, mampet"\n08/01/2026,D,Air\n'
    )
    report = import_register(office, tmp_path / "r.csv")
    assert (report.recorded, [bad.row for bad in report.bad]) == (3, [2])


@pytest.mark.parametrize(
    "cells", [{"A1048576": " "}, {"XFD1": " "}, {"XFD1048576": "x"}, {"AA90000": "x", "XFD3": " "}], ids=str
)
def test_stray_cells_anywhere(tmp_path: Path, cells: dict[str, str]):
    rows: Rows = [["No", "Tanggal", "Pelapor", None, "Isi Pengaduan"], [None, None, "Nama", "Alamat", None],
                  [1, DAY, "Budi", "Jl A", "Lampu"], [2, None, "Ani", "Jl B", "Jalan"]]  # fmt: skip
    file = workbook(tmp_path / "r.xlsx", {"S": rows}, ("C1:D1", "A1:A2", "B1:B2", "E1:E2", "B3:B4"))
    book = openpyxl.load_workbook(file)
    for place, text in cells.items():
        book.worksheets[0][place] = text
    book.save(file)
    source = open_source(file, {})
    assert [source.value(line, "received_on") for line in source.rows[:2]] == ["05-01-2026"] * 2
    assert source.heading("complainant.address") == "Pelapor / Alamat"


def test_a_name_and_an_address_that_no_sign_parts_are_told(office: Office, tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["No", "Tanggal", "Nama/Alamat", "Isi Pengaduan"])
    for at, person in enumerate(("Sitti Aminah Lappae", "Rusli, Dsn. Bonto", "Ani", "Hj. Rosmini, S.Pd"), 1):
        sheet.append([at, date(2025, 1, at), person, f"Got ke-{at}"])
    book.save(tmp_path / "r.xlsx")
    report = import_register(office, tmp_path / "r.xlsx")
    assert report.recorded == 4
    assert [(bad.row, bad.field) for bad in report.left_out] == [(2, "complainant.address"), (5, "complainant.address")]
    assert "“Sitti Aminah Lappae” dicatat sebagai nama" in str(report.left_out[0].reason)


@pytest.mark.parametrize(
    ("sheet", "heading", "kind"),
    [
        ("Usulan", "Uraian", "aspiration"),
        ("Daftar Usulan Warga 2025", "Uraian", "aspiration"),
        ("Saran & Masukan", "Isi", "aspiration"),
        ("Permohonan Informasi", "Uraian", "information_request"),
        ("Lembar1", "Isi Usulan", "aspiration"),
        ("Usulan", "Isi Pengaduan", "complaint"),
        ("Pengaduan dan Saran", "Uraian", "complaint"),
        ("Laporan Maret", "Uraian", "complaint"),
    ],
)
def test_rows_without_a_kind_are_what_their_sheet_or_heading_says(
    office: Office, tmp_path: Path, sheet: str, heading: str, kind: str
):
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    page.append(["No", "Tanggal", "Nama", heading])
    page.append([1, date(2025, 1, 6), "Ani", "Lampu jalan ditambah di poros"])
    book.save(tmp_path / "r.xlsx")
    import_register(office, tmp_path / "r.xlsx")
    (row,) = office.page(Query())
    assert row.kind == kind


def test_each_sheet_says_what_its_rows_are(office: Office, tmp_path: Path):
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Pengaduan"
    for page, text in ((book.worksheets[0], "Got tersumbat"), (book.create_sheet("Usulan"), "Lapangan dibangun")):
        page.append(["No", "Tanggal", "Nama", "Uraian"])
        page.append([1, date(2025, 1, 6), "Ani", text])
    book.save(tmp_path / "r.xlsx")
    import_register(office, tmp_path / "r.xlsx")
    assert {row.title: row.kind for row in office.page(Query())} == {
        "Got tersumbat": "complaint",
        "Lapangan dibangun": "aspiration",
    }
