"""`import --bad-rows`: what was refused goes into a file of its own, is mended there, and imported."""

from pathlib import Path

from openpyxl import load_workbook

from tests.desktop.command import Run

REGISTER = "Tanggal,Nama,Isi pengaduan\n03-11-2026,Andi,Jalan rusak di depan masjid\n31-02-2026,Siti,Lampu jalan mati sejak Senin\n"


def test_refused_rows_are_written_mended_and_imported(run: Run, tmp_path: Path):
    register, refused = tmp_path / "buku.csv", tmp_path / "bermasalah.xlsx"
    register.write_text(REGISTER, encoding="utf-8")
    ended = run("import", register, "--bad-rows", refused, "--json")
    assert ended.code == 0, ended.err
    assert (ended.object["recorded"], ended.object["bad"]) == (1, 1)
    assert ended.object["bad_rows"] == str(refused)
    book = load_workbook(refused)
    sheet = book.active
    assert sheet is not None
    heading = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, heading.index("Nama") + 1).value == "Siti"
    sheet.cell(2, heading.index("Tanggal") + 1, "28-02-2026")
    book.save(refused)
    again = run("import", refused, "--json")
    assert again.code == 0, again.err
    assert (again.object["recorded"], again.object["bad"]) == (1, 0)


def test_without_refused_rows_there_is_no_file_and_another_ending_is_refused(run: Run, tmp_path: Path):
    register = tmp_path / "buku.csv"
    register.write_text(REGISTER.replace("31-02", "27-02"), encoding="utf-8")
    assert run("import", register, "--bad-rows", tmp_path / "a.csv").code == 1
    assert not run("list", "--json").objects
    ended = run("import", register, "--bad-rows", tmp_path / "a.xlsx", "--json")
    assert ended.object["bad_rows"] is None
    assert not (tmp_path / "a.xlsx").exists()
