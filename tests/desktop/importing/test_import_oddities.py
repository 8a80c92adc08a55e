"""Ten thousand rows with every kind of mistake are each named, and whatever people type comes through an export unharmed."""

import gc
import shutil
import subprocess
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from complaints.draft import Draft
from complaints.errors import OfficeError
from complaints.steps import StepDetails
from desktop.exporting.export import export
from desktop.importing.register_import import import_register
from desktop.office.office import Office
from tests.desktop.importing.test_import import write_csv, write_xlsx

HEAD = [
    "Tanggal",
    "Nama",
    "NIK",
    "Telepon",
    "Isi pengaduan",
    "Kanal",
    "Jenis kelamin",
    "Kerugian",
    "Berkadar pengawasan",
]
GOOD = ["03-01-2025", "Andi", "7307031504870001", "081234567890", "Jalan rusak", "surat", "L", "Rp 1.250.000", "ya"]
# The column, what stands there, and the field that the report must name.
MISTAKES = [
    (0, "31/02/2025", "received_on"), (0, "kemarin", "received_on"), (0, "29/02/2025", "received_on"), (2, "123", "complainant.national_id"),
    (3, "telepon rumah", "complainant.phone"), (4, "", "body"), (5, "burung merpati", "channel"), (6, "X", "complainant.sex"),
    (7, "banyak sekali", "suspected_loss"), (8, "barangkali", "supervisory"),
]  # fmt: skip
ODD = [
    "W" * 3000, "جسر مكسور بالكامل", "Lampu padam 💡🇮🇩👨‍👩‍👧", "baris satu\nbaris dua\r\nbaris tiga", "=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)",
    "\u202eterbalik", "a\u0301\u0302 e\u0301", "<b>&amp;\"'", "_x000D_ tetap", "   spasi di tepi   x",
]  # fmt: skip


def test_ten_thousand_rows_with_every_kind_of_mistake_are_each_named(office: Office, tmp_path: Path):
    rows, expected, contacts = [HEAD], {}, {}
    for i in range(10_000):
        row = list(GOOD)
        row[4] = f"Jalan rusak {i}"
        if i % 3 == 0:
            place, text, field = MISTAKES[(i // 3) % len(MISTAKES)]
            row[place] = text
            # A contact that can't be read keeps no complaint from being recorded.
            named = contacts if field in ("complainant.national_id", "complainant.phone") else expected
            named[i + 2] = (field, HEAD[place], text)
        rows.append(row)
    report = import_register(office, write_csv(tmp_path / "r.csv", rows), dry_run=True)
    assert {bad.row: (bad.field, bad.heading, bad.value) for bad in report.bad} == expected
    assert {cell.row: (cell.field, cell.heading, cell.value) for cell in report.left_out} == contacts
    assert all(str(bad.reason).endswith(".") for bad in (*report.bad, *report.left_out))
    assert report.recorded == 10_000 - len(expected)


def test_a_trial_keeps_no_refusal_with_the_way_it_came(office: Office, tmp_path: Path):
    """The frames of that way held the whole register for ever: rows are no part of what Python searches for garbage."""
    file = tmp_path / "register.csv"
    rows = [["kemarin" if at % 3 else "01-02-2026", "Ani", "Lampu padam", "12"] for at in range(300)]
    write_csv(file, [["Tanggal", "Nama", "Isi pengaduan", "NIK"], *rows])
    report = import_register(office, file, dry_run=True)
    assert len(report.bad) == 200
    gc.collect()
    assert [kept for kept in gc.get_objects() if isinstance(kept, OfficeError)] == []


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("3 Januari 2025", date(2025, 1, 3)), ("03-01-2025", date(2025, 1, 3)), ("3-1-25", date(2025, 1, 3)), (45660, date(2025, 1, 3)),
        (datetime.combine(date(2025, 1, 3), time()), date(2025, 1, 3)), ("29/02/2024", date(2024, 2, 29)), ("Jumat, 3 Jan 2025", date(2025, 1, 3)),
    ],
)  # fmt: skip
def test_dates_in_their_local_forms(office: Office, tmp_path: Path, cell: object, day: date):
    import_register(office, write_xlsx(tmp_path / "r.xlsx", [["Tanggal", "Isi pengaduan"], [cell, "Lampu padam"]]))
    (case,) = office.cases(None, None, with_identity=False)
    assert case.complaint.received_on == day


def test_odd_texts_come_through_import_and_export(office: Office, tmp_path: Path):
    file = write_csv(tmp_path / "r.csv", [["Isi pengaduan"], *([text] for text in ODD)])
    report = import_register(office, file, b'{"answers": {"undated": "undated"}}')
    assert report.bad == ()
    export(office, tmp_path / "out.xlsx")
    kept = [case.complaint.body for case in office.cases(None, None, with_identity=False)]
    for read in (by_openpyxl(tmp_path / "out.xlsx"), by_calamine(tmp_path / "out.xlsx")):
        assert read == kept


def by_openpyxl(file: Path) -> list[str]:
    sheet = openpyxl.load_workbook(file)["Register"]
    place = [cell.value for cell in sheet[1]].index("Isi pengaduan")
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "d", "inlineStr"}
    return [unescape(str(row[place].value)) for row in list(sheet)[1:]]


def by_calamine(file: Path) -> list[str]:
    head, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Register").to_python()
    return [str(row[head.index("Isi pengaduan")]) for row in rows]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Calc, to see what it makes of the file")
@pytest.mark.parametrize("complaints", [0, 3])
def test_libreoffice_opens_it_without_a_word(office: Office, tmp_path: Path, complaints: int):
    for i in range(complaints):
        office.record(Draft(kind="complaint", body=ODD[i], received_on=date(2024, 2, 29)))
    export(office, tmp_path / "out.xlsx")
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form, "out.xlsx"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    words = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert words == []
    sheets = {file.stem for file in tmp_path.glob("out-*.csv")}
    assert sheets == {
        "out-Register",
        "out-Per bulan",
        "out-Per kategori",
        "out-Per kanal",
        "out-Per status",
        "out-Per jenis",
    }
    assert (tmp_path / "out-Register.csv").read_text("utf-8").count("2024") >= complaints


def test_the_recaps_count_every_complaint_once(office: Office, tmp_path: Path):
    office.record(Draft(kind="complaint", body="a", channel="letter", received_on=date(2026, 1, 5)))
    office.record(Draft(kind="aspiration", body="b", channel="phone", received_on=date(2026, 2, 5)))
    done = office.record(Draft(kind="complaint", body="c", channel="phone", received_on=date(2026, 2, 6)))
    office.act(done.number, "archive", taken())
    export(office, tmp_path / "out.xlsx")
    sheets = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    for name in sheets.sheet_names[1:]:
        *rows, total = sheets.get_sheet_by_name(name).to_python()[1:]
        counts = [[int(str(value).partition(".")[0]) for value in row[1:7]] for row in (*rows, total)]
        assert total[0] == "Jumlah"
        assert sum(row[0] for row in counts[:-1]) == counts[-1][0] == 3
        # In time, late, unanswered (of which overdue) and archived are everything that came in.
        assert all(row[0] == row[1] + row[2] + row[3] + row[5] for row in counts)
    assert [row[0] for row in sheets.get_sheet_by_name("Per bulan").to_python()[1:-1]] == [
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


def taken() -> StepDetails:
    return StepDetails(note="ganda")
