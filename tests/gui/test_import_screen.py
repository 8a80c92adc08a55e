"""The import, step by step, over a real book and by keyboard alone."""

import csv
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from complaints.steps import StepDetails
from desktop.lanes.operations import Operations
from desktop.office.office import Office
from desktop.screens.importing.screen import ImportScreen
from desktop.store.listing import Query

HEAD = ["No", "Hari/Tanggal", "Nama Pengadu", "Uraian Pengaduan", "Media"]
ROWS = [
    ["1", "3 Januari 2025", "Andi Baso", "Lampu jalan padam", "lisan"],
    ["2", "31/02/2025", "Hasna", "Jembatan putus", "lisan"],
    ["3", "3-1-25", "Anonim", "=cmd|'/c calc'!A1", "surat"],
    ["4", "29/02/2024", "Rahmawati", "Air keruh", "burung merpati"],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "Register 2025.csv"
    with made.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEAD, *ROWS])
    return made


@pytest.fixture
def screen(qtbot, operations: Operations, office: Office):

    made = ImportScreen(operations, office, lambda _: None)
    assert not any(made.parts())
    qtbot.addWidget(made)
    made.resize(1140, 720)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.shown()
    return made


def key(screen: ImportScreen, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(screen.focusWidget() or screen, which, held)


def on(screen: ImportScreen, operations: Operations) -> None:
    key(screen, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert operations.wait()


def problems(screen: ImportScreen) -> list[tuple[str, ...]]:
    model = screen.rows_page.rows["bad"]
    return [tuple(str(model.data(model.index(row, column))) for column in range(4)) for row in range(model.rowCount())]


def test_from_file_to_result_and_back_by_keyboard_alone(
    screen: ImportScreen, operations: Operations, office: Office, file: Path
):
    screen.open(file)
    assert operations.wait()
    assert screen.review.columns.fields == {0: "", 1: "received_on", 2: "complainant.name", 3: "body", 4: "channel"}
    assert [row[:3] for row in problems(screen)] == [
        ("3", "Hari/Tanggal", "31/02/2025"),
        ("5", "Media", "burung merpati"),
    ]
    assert office.counts().total == 0
    on(screen, operations)
    assert screen.pages.currentWidget() is screen.result_page
    assert office.counts().total == 2
    assert office.case("2025-A-0002").complaint.body == "=cmd|'/c calc'!A1"
    button = screen.result_page.confirm.button
    button.setFocus()
    key(screen, Qt.Key.Key_Space)
    screen.result_page.confirm.yes.setFocus()
    key(screen, Qt.Key.Key_Space)
    assert operations.wait()
    assert office.counts().total == 0
    assert "2 pengaduan ditarik" in screen.messages.text.text()
    assert "sudah diurungkan" in screen.past.list.item(0).text()


def test_how_complaints_ended_is_mapped_checked_and_recorded(
    screen: ImportScreen, operations: Operations, office: Office, tmp_path: Path
):
    file = tmp_path / "register.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(
            [
                ["Tanggal", "Uraian", "Keadaan", "Hasil", "Tgl Selesai"],
                ["4/3/2024", "Lampu padam", "beres", "Diganti", "8/3/2024"],
                ["5/3/2024", "Air keruh", "melayang", "", ""],
                ["6/3/2024", "Jalan rusak", "selesai", "Ditambal", ""],
            ]
        )
    screen.open(file)
    assert operations.wait()
    page = screen.review.columns
    assert page.fields == {0: "received_on", 1: "body", 2: "", 3: "outcome.response", 4: "outcome.closed_on"}
    choice = page.choice(2)
    choice.setCurrentIndex(choice.findText("Status"))
    assert operations.wait()
    assert [row[:3] for row in problems(screen)] == [("3", "Keadaan", "melayang")]
    good = screen.rows_page.rows["good"]
    assert [good.data(good.index(row, 3)) for row in range(2)] == ["Selesai", "Selesai"]
    said = screen.rows_page.sentence.text()
    assert "Selesai 2." in said
    assert "Selesai tanpa tanggal: 1" in said
    on(screen, operations)
    assert office.case("2024-A-0001").complaint.stage == "closed"
    assert "Selesai 2." in screen.result_page.sentence.text()
    screen.open(file)
    assert operations.wait()
    assert page.fields[2] == "outcome.status"


def test_a_row_is_left_out_by_its_check_mark(screen: ImportScreen, operations: Operations, office: Office, file: Path):
    screen.open(file)
    assert operations.wait()
    screen.review.good.click()
    table = screen.rows_page.tables.currentWidget()
    assert isinstance(table, QTableView)
    assert table.hasFocus()
    table.selectRow(1)
    key(screen, Qt.Key.Key_Space)
    assert screen.rows_page.left_out == {4}
    assert screen.record.text() == "Catat 1 pengaduan"
    on(screen, operations)
    assert [row.number for row in office.page(page_of_all())] == ["2025-A-0001"]


def page_of_all():
    from desktop.store.listing import Query

    return Query()


def test_a_changed_mapping_is_kept_for_the_next_file(
    screen: ImportScreen, operations: Operations, tmp_path: Path, file: Path
):
    screen.open(file)
    assert operations.wait()
    choice = screen.review.columns.choice(2)
    choice.setCurrentIndex(choice.findData("subject"))
    assert operations.wait()
    on(screen, operations)
    other = tmp_path / "Register 2026.csv"
    other.write_bytes(file.read_bytes())
    screen.open(other)
    assert operations.wait()
    assert screen.review.columns.fields[2] == "subject"


def test_a_field_chosen_twice_or_none_for_the_text_is_said_at_once(
    screen: ImportScreen, operations: Operations, file: Path
):
    screen.open(file)
    assert operations.wait()
    page = screen.review.columns
    choice = page.choice(2)
    choice.setCurrentIndex(choice.findData("body"))
    assert not screen.record.isEnabled()
    assert "Isi pengaduan" in page.wrong.text()
    choice.setCurrentIndex(choice.findData(""))
    page.choice(3).setCurrentIndex(0)
    assert not screen.record.isEnabled()


def test_rows_with_problems_are_saved_mended_and_imported(
    screen: ImportScreen, operations: Operations, office: Office, file: Path, tmp_path: Path
):
    screen.open(file)
    assert operations.wait()
    kept = tmp_path / "bermasalah.xlsx"
    screen.rows_page.saved.emit(kept)
    assert operations.wait()
    book = load_workbook(kept)
    sheet = book.worksheets[0]
    assert [row[1].value for row in list(sheet)[1:]] == [3, 5]
    sheet["D2"], sheet["G3"] = "28/02/2025", "surat"
    book.save(kept)
    screen.open(kept)
    assert operations.wait()
    assert problems(screen) == []
    on(screen, operations)
    assert office.counts().total == 2


def test_what_was_worked_on_stays_and_is_named(
    screen: ImportScreen, operations: Operations, office: Office, file: Path
):
    screen.open(file)
    assert operations.wait()
    on(screen, operations)
    office.act("2025-A-0001", "verify", StepDetails())
    screen.result_page.undo.emit(1)
    assert operations.wait()
    assert "2025-A-0001" in screen.messages.text.text()
    assert office.counts().total == 1


def test_a_file_that_is_no_table_says_so_and_leaves_everything(
    screen: ImportScreen, operations: Operations, office: Office, tmp_path: Path
):
    wrong = tmp_path / "foto.xlsx"
    wrong.write_bytes(b"\x89PNG")
    screen.open(wrong)
    assert operations.wait()
    assert screen.pages.currentWidget() is screen.file_page
    assert screen.pages.isEnabled()
    assert "bukan berkas Excel" in screen.messages.text.text()


def test_rows_that_are_no_complaints_and_cells_that_stay_behind_are_shown(
    screen: ImportScreen, operations: Operations, tmp_path: Path
):
    file = tmp_path / "register.csv"
    rows = [
        [*HEAD, "NIK"], ["", "BULAN JANUARI 2025", "", "", "", ""],
        ["1", "3 Januari 2025", "Andi Baso", "Lampu jalan padam", "lisan", "belum ada KTP"], ["", "JUMLAH", "", "1", "", ""],
    ]  # fmt: skip
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    screen.open(file)
    assert operations.wait()
    assert screen.review.summaries["skipped"].text.text() == "1 × judul bulan, 1 × jumlah."
    screen.review.summaries["skipped"].look.click()
    page = screen.rows_page
    assert [line.texts[1] for line in page.rows["skipped"].lines] == ["BULAN JANUARI 2025", "1"]
    assert page.chips["skipped"].isChecked()
    assert page.tables.currentIndex() == 3
    assert ("2 baris bukan pengaduan dan dilewati") in page.sentence.text()


CHAT = "25/03/25 14.05 - Ani: Lampu jalan mati\n25/03/25 14.06 - Kantor: Baik\n26/03/25 08.00 - Rusli: Got tersumbat\n"


def test_of_a_chat_only_what_is_picked_is_recorded(
    screen: ImportScreen, operations: Operations, office: Office, tmp_path: Path
):
    file = tmp_path / "Chat WhatsApp.txt"
    file.write_text(CHAT, encoding="utf-8")
    screen.open(file)
    assert operations.wait()
    assert screen.pages.currentWidget() is screen.rows_page
    assert not screen.record.isEnabled()
    table = screen.rows_page.tables.currentWidget()
    assert table is screen.focusWidget()
    for _ in range(2):
        key(screen, Qt.Key.Key_Down)
    key(screen, Qt.Key.Key_Space)
    assert "1" in screen.record.text()
    on(screen, operations)
    assert [row.title for row in office.page(Query())] == ["Got tersumbat"]
    screen.open(file)
    assert operations.wait()
    assert screen.rows_page.left_out == {1, 2}


def test_messages_are_pasted_and_other_text_is_refused(screen: ImportScreen, operations: Operations, office: Office):
    QApplication.clipboard().setText("Catatan rapat desa")
    QTest.keySequence(screen.file_page.button, QKeySequence.StandardKey.Paste)
    assert operations.wait()
    assert "bukan pesan yang disalin dari WhatsApp" in screen.messages.text.text()
    QApplication.clipboard().setText("[14:05, 25/3/2025] Ani: Lampu jalan mati")
    QTest.keySequence(screen.file_page.button, QKeySequence.StandardKey.Paste)
    assert operations.wait()
    key(screen, Qt.Key.Key_Space)
    on(screen, operations)
    assert [(row.title, row.received_on) for row in office.page(Query())] == [("Lampu jalan mati", date(2025, 3, 25))]


def test_what_was_unticked_of_one_file_is_ticked_in_the_next(
    screen: ImportScreen, operations: Operations, tmp_path: Path, file: Path
):
    chat = tmp_path / "Chat WhatsApp.txt"
    chat.write_text(CHAT, encoding="utf-8")
    screen.open(chat)
    assert operations.wait()
    screen.open(file)
    assert operations.wait()
    assert screen.rows_page.left_out == frozenset()


def test_the_search_of_the_rows_is_the_one_of_all_lists(screen: ImportScreen, operations: Operations, file: Path):
    assert not screen.search("")
    screen.open(file)
    assert operations.wait()
    screen.review.good.click()
    assert screen.search("")
    field = screen.rows_page.filter
    assert field.edit.hasFocus()
    QTest.keyClicks(field.edit, "BASO")
    key(screen, Qt.Key.Key_Return)
    assert [row.texts[1] for row in screen.rows_page.rows["good"].lines] == ["Andi Baso"]
    assert field.count.text() == "1 dari 2"
    key(screen, Qt.Key.Key_Down)
    assert screen.rows_page.tables.currentWidget() is screen.focusWidget()
    screen.rows_page.turn("bad")
    assert screen.rows_page.rows["bad"].lines == []
    assert field.count.text() == "0 dari 2"
    field.take_focus()
    key(screen, Qt.Key.Key_Escape)
    assert field.count.text() == "Ctrl+F"
    assert len(screen.rows_page.rows["bad"].lines) == 2
    screen.rows_page.turn("good")
    assert len(screen.rows_page.rows["good"].lines) == 2
