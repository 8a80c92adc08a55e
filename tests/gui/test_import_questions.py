"""What the wizard shows before anything is recorded, and that its answers do what the same answers in `--map` do."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from complaints.complaint import Complaint
from desktop.importing.questions import QuestionKind
from desktop.importing.register_import import import_register
from desktop.importing.trial import Trial
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.importing.questions_card import MOST_TEXTS, _ByText, _Once
from desktop.screens.importing.screen import ImportScreen
from tests.conftest import Founded

HEAD = ["No", "Tanggal", "Pelapor", None, "Isi Pengaduan", "Hasil", "Petugas"]
UNDER = [None, None, "Nama", "NIK", None, None, None]
JANUARY = [
    [1, date(2026, 1, 5), "Andi", "belum jelas", "Lampu padam", "Selesai tgl 19/1/2026", "Siti"],
    [2, None, "Budi", None, "Got mampet", "ok", "Siti"],
    [3, "3/4/2026", "Cici", None, "Jalan rusak", "proses", "Siti"],
    [4, date(2062, 1, 12), "Dedi", None, "Air keruh", "", "Siti"],
    ["Jumlah", None, None, None, 4, None, None],
]
FEBRUARY = [
    [1, date(2026, 2, 5), "Emi", None, "Sampah", "ok", "Siti"],
    [2, date(2026, 2, 6), "Fani", None, "Talud", "sip", "Siti"],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("JAN", JANUARY), ("FEB", FEBRUARY)):
        sheet = book.create_sheet(name)
        for row in (HEAD, UNDER, *rows):
            sheet.append(row)
        for merge in ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"):
            sheet.merge_cells(merge)
    recap = book.create_sheet("REKAP")
    recap.append(["Bulan", "Banyaknya"])
    book.save(tmp_path / "register 2026.xlsx")
    return tmp_path / "register 2026.xlsx"


@pytest.fixture
def screen(qtbot, operations: Operations, office: Office) -> ImportScreen:
    made = ImportScreen(operations, office, lambda _: None)
    assert not any(made.parts())
    qtbot.addWidget(made)
    made.resize(1140, 720)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def opened(screen: ImportScreen, operations: Operations, file: Path) -> ImportScreen:
    screen.open(file)
    assert operations.wait()
    return screen


def question_once(screen: ImportScreen, kind: QuestionKind) -> _Once:
    question = screen.review.questions._questions[kind]
    assert isinstance(question, _Once)
    return question


def question_by_text(screen: ImportScreen, kind: QuestionKind) -> _ByText:
    question = screen.review.questions._questions[kind]
    assert isinstance(question, _ByText)
    return question


def trial(screen: ImportScreen) -> Trial:
    assert screen._trial is not None
    return screen._trial


def choose(screen: ImportScreen, operations: Operations, kind: QuestionKind, text: str, answer: str) -> None:
    chosen = question_by_text(screen, kind).lists[text]
    chosen.setCurrentIndex(chosen.findData(answer))
    chosen.activated.emit(chosen.currentIndex())
    assert operations.wait()


def press(screen: ImportScreen, operations: Operations, kind: QuestionKind, answer: str) -> None:
    question_once(screen, kind).chips[answer].click()
    assert operations.wait()


def complaints(office: Office) -> list[tuple[object, ...]]:
    found: list[Complaint] = [case.complaint for case in office.cases(None, None, with_identity=True)]
    return [
        (one.number, one.title, one.body, one.received_on, one.complainant, one.stage, [entry.event.step for entry in one.history][1:])
        for one in found
    ]  # fmt: skip


def test_it_shows_what_it_understood_before_anything_is_recorded(
    screen: ImportScreen, operations: Operations, office: Office, file: Path
):
    review = opened(screen, operations, file).review
    assert screen.pages.currentWidget() is review
    assert (screen.title.text(), office.counts().total) == ("Impor: register 2026.xlsx", 0)
    assert [(chip.text(), chip.isChecked(), chip.isEnabled()) for chip in review.chips.values()] == [
        ("JAN 5", True, True), ("FEB 2", True, True), ("REKAP – bukan register", False, False),
    ]  # fmt: skip
    headings = {column.text: column for column in review.columns._headings}
    assert headings["Pelapor / NIK"].field == "complainant.national_id"
    assert headings["Isi Pengaduan"].samples == ("Lampu padam", "Got mampet", "Jalan rusak")
    assert review.columns._notes[3].text == "1 tidak utuh"
    first = review.columns.preview.lines
    assert [first.cell(0, at).text for at in range(4)] == ["05-01-2026", "Lampu padam", "Andi", "Selesai 19-01"]
    assert review.summaries["skipped"].text.text() == "1 × jumlah."
    sentences = [part.sentence.text() for part in review.questions._questions.values()]
    assert sentences == [
        "1 baris tanpa tanggal.", "“3/4/2026” bisa 3 April 2026 atau 4 Maret 2026.", "Tanggal yang tidak terbaca atau tidak wajar",
        "Hasil yang tidak jelas", "1 kontak tidak terbaca.",
    ]  # fmt: skip
    assert screen.record.text() == "Catat 1 pengaduan"
    assert screen.step.text() == "Belum ada yang dicatat. 5 baris menunggu jawaban dan tidak ikut sebelum dijawab."


def test_answers_in_the_wizard_do_what_the_same_answers_in_a_map_do(
    screen: ImportScreen, operations: Operations, office: Office, file: Path, founded_once: Founded, tmp_path: Path
):
    opened(screen, operations, file)
    press(screen, operations, "undated", "undated")
    press(screen, operations, "date_order", "day_first")
    choose(screen, operations, "dates", "12-01-2062", "a_day")
    day = question_by_text(screen, "dates").days["12-01-2062"]
    day.setDate(QDate(2026, 1, 12))
    assert operations.wait()
    choose(screen, operations, "results", "ok", "closed")
    choose(screen, operations, "results", "sip", "leave_out")
    press(screen, operations, "contacts", "drop")
    names = screen.review.columns.choice(2)
    names.setCurrentIndex(names.findData("subject"))
    assert operations.wait()
    assert screen.record.text() == "Catat 5 pengaduan"
    QTest.keyClick(screen, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert operations.wait()
    answers = {
        "undated": "undated", "date_order": "day_first", "dates": {"12-01-2062": "2026-01-12"},
        "results": {"ok": "closed", "sip": "leave_out"}, "contacts": "drop",
    }  # fmt: skip
    map_file = json.dumps({"columns": {"Pelapor / Nama": "subject"}, "answers": answers}).encode()
    other = founded_once.copy(tmp_path / "other").open()
    report = import_register(other, file, map_file, strict=True)
    assert (report.recorded, complaints(other)) == (5, complaints(office))
    other.close()


def test_an_answered_question_stays_to_be_changed_and_the_keyboard_stays_on_it(
    screen: ImportScreen, operations: Operations, file: Path
):
    opened(screen, operations, file)
    chip = question_once(screen, "undated").chips["undated"]
    assert chip.hasFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert operations.wait()
    # Behind the missing day of this row stands an unclear result: the question about it has one row more.
    assert question_once(screen, "undated").chips["undated"].hasFocus()
    assert question_once(screen, "undated").chips["undated"].isChecked()
    counts = {
        value.text: value.count for asked in trial(screen).asked if asked.kind == "results" for value in asked.values
    }
    assert counts == {"ok": 2, "sip": 1}
    QTest.keyClick(screen.focusWidget(), Qt.Key.Key_Space)
    assert operations.wait()
    assert not question_once(screen, "undated").chips["undated"].isChecked()


def test_one_day_may_be_given_for_all_rows_without(
    screen: ImportScreen, operations: Operations, office: Office, file: Path
):
    opened(screen, operations, file)
    press(screen, operations, "undated", "a_day")
    day = question_once(screen, "undated").day
    assert not day.isHidden()
    day.setDate(QDate(2026, 1, 31))
    assert operations.wait()
    assert trial(screen).answers.undated == "2026-01-31"


def test_a_sheet_left_out_is_not_read(screen: ImportScreen, operations: Operations, file: Path):
    opened(screen, operations, file)
    names = screen.review.columns.choice(6)
    names.setCurrentIndex(names.findData("subject"))
    assert operations.wait()
    screen.review.chips["FEB"].click()
    assert operations.wait()
    assert [(sheet.name, sheet.chosen) for sheet in trial(screen).source.sheets] == [
        ("JAN", True),
        ("FEB", False),
        ("REKAP", False),
    ]
    assert screen.review.columns.fields[6] == "subject"
    screen.review.chips["FEB"].click()
    assert operations.wait()
    assert {row.place for row in trial(screen).rows["bad"]} >= {"FEB 3", "FEB 4"}


def test_what_changed_in_a_register_is_looked_at_and_added(
    screen: ImportScreen, operations: Operations, office: Office, file: Path
):
    answers = b'{"answers": {"undated": "leave_out", "date_order": "day_first", "results": {"ok": "in_progress", "sip": "in_progress"}}}'
    import_register(office, file, answers)
    book = openpyxl.load_workbook(file)
    book["FEB"]["F3"], book["FEB"]["F4"] = "Selesai tgl 10/2/2026", "Selesai tgl 20/2/2026"
    book.save(file)
    review = opened(screen, operations, file).review
    assert review.summaries["changed"].text.text() == "1 sama, 2 berubah, 0 baru."
    review.summaries["changed"].look.click()
    (first, second) = screen.rows_page.rows["changed"].lines
    assert (first.place, first.texts[:3]) == ("FEB 3", ("2026-A-0003", "Diproses", "Selesai"))
    table = screen.rows_page.tables.currentWidget()
    assert isinstance(table, QTableView)
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    screen.back.click()
    press(screen, operations, "changed", "add")
    assert screen.record.text() == "Tambahkan ke 1 pengaduan"
    screen.record.click()
    assert operations.wait()
    assert [office.case(row.texts[0]).complaint.stage for row in (first, second)] == ["closed", "in_progress"]


def test_hundreds_of_different_results_are_shown_in_parts_and_answered_together(
    screen: ImportScreen, operations: Operations, tmp_path: Path
):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Tanggal", "Isi Pengaduan", "Hasil"])
    for row in range(300):
        sheet.append([date(2026, 1, 5), f"Jalan rusak {row}", f"nanti dulu {row}"])
    book.save(tmp_path / "r.xlsx")
    opened(screen, operations, tmp_path / "r.xlsx")
    results = question_by_text(screen, "results")
    assert len(results.lists) == MOST_TEXTS
    choose(screen, operations, "results", "nanti dulu 0", "closed")
    rest = question_by_text(screen, "results").rest
    rest.setCurrentIndex(rest.findData("in_progress"))
    rest.activated.emit(rest.currentIndex())
    assert operations.wait()
    assert screen.record.text() == "Catat 300 pengaduan"
    assert trial(screen).report.stages[2] == "closed"
    question_by_text(screen, "results").more.click()
    assert len(question_by_text(screen, "results").lists) == 4 * MOST_TEXTS
