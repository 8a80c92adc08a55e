"""The preview: pages, paper, people only when asked for, a broken template with a way out, printer and files."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from complaints.events import IdentitiesExported, IdentityShown
from complaints.steps import StepDetails
from desktop.documents import letterhead, printable, templates
from desktop.documents.pdf_pages import PdfPages
from desktop.lanes.operations import Operations
from desktop.office import paper_numbers
from desktop.office.office import Office
from desktop.office.paper_numbers import Numbering
from desktop.screens.documents.letter_window import LetterWindow
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.documents.printing import prepare, print_pages
from desktop.screens.reports.screen import ReportsScreen
from desktop.screens.settings.documents_section import DocumentsSection
from desktop.screens.settings.section import SectionContext
from desktop.widgets import Button
from desktop.widgets.theme import look
from tests.desktop.documents import paper_check
from tests.offices import bridge


@pytest.fixture
def operations(qapp) -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close()


@pytest.fixture
def number(office: Office) -> str:
    number = office.record(bridge()).number
    office.act(number, "verify")
    office.act(number, "respond", StepDetails(note="Sudah diganti."))
    return number


def opened(qtbot, operations: Operations, wanted: printable.Printable) -> PreviewWindow:
    window = PreviewWindow(wanted, operations)
    window.show()
    assert operations.wait()
    return window


def pdf_of(window: PreviewWindow) -> bytes:
    assert window.document is not None
    return window.document.pdf


def looked(office: Office, number: str) -> int:
    return sum(isinstance(entry.event.step, IdentityShown) for entry in office.case(number).complaint.history)


def test_pages_come_and_paper_can_be_changed(qtbot, operations, office, number):
    window = opened(qtbot, operations, printable.of_case(office, number, "receipt"))
    assert window.document is not None
    assert window.document.paper == "a5"
    assert window.view._pictures
    window.paper.setCurrentIndex(window.paper.findData("roll80"))
    window.make()
    assert operations.wait()
    assert paper_check.page_size_mm(pdf_of(window))[0] == 80
    window.reject()


def test_signs_that_no_font_has_are_told_before_printing(qtbot, operations, office):
    hieroglyph = "\U00013000"
    number = office.record(bridge(title=f"Jalan {hieroglyph} rusak")).number
    window = opened(qtbot, operations, printable.of_case(office, number, "cover"))
    assert window.messages.isVisible()
    assert window.messages.property("tone") == "warning"
    assert hieroglyph in window.messages.accessibleName()
    assert "tampak sebagai kotak" in window.messages.accessibleName()
    assert not window.messages.place.isHidden(), "it stays until it was read"
    window.reject()
    drawn = office.record(bridge(title="Jalan \u0639\u0631\u0628\u064a rusak")).number
    window = opened(qtbot, operations, printable.of_case(office, drawn, "cover"))
    assert not window.messages.isVisible()
    window.reject()


def test_people_are_shown_only_when_asked_for(qtbot, operations, office, number):
    window = opened(qtbot, operations, printable.of_case(office, number, "case"))
    assert "Andi Baso Ramli" not in paper_check.words(pdf_of(window))
    assert looked(office, number) == 0
    window.identity.click()
    assert operations.wait()
    assert "Andi Baso Ramli" in paper_check.words(pdf_of(window))
    assert looked(office, number) == 1
    window.reject()


def test_other_paper_is_no_second_showing_of_people(qtbot, operations, office, number):
    window = opened(qtbot, operations, printable.of_case(office, number, "case"))
    window.identity.click()
    assert operations.wait()
    for paper in ("a4", "f4"):
        window.paper.setCurrentIndex(window.paper.findData(paper))
        window.make()
        assert operations.wait()
        assert window.document is not None
        assert window.document.paper == paper
        assert "Andi Baso Ramli" in paper_check.words(pdf_of(window))
    assert looked(office, number) == 1
    window.identity.click()
    window.identity.click()
    assert operations.wait()
    assert looked(office, number) == 1
    window.reject()
    again = opened(qtbot, operations, printable.of_case(office, number, "minutes"))
    again.identity.click()
    assert operations.wait()
    assert looked(office, number) == 2
    again.reject()


def test_a_register_with_people_is_logged_once_whatever_the_paper(qtbot, operations, office, number):
    window = opened(qtbot, operations, printable.of_register(office, office.today(), office.today()))
    window.identity.click()
    assert operations.wait()
    window.paper.setCurrentIndex(window.paper.findData("a4"))
    window.make()
    assert operations.wait()
    assert "Andi Baso Ramli" in paper_check.words(pdf_of(window))
    assert sum(isinstance(one.step, IdentitiesExported) for one in office.events()) == 1
    window.reject()


def test_with_large_text_the_windows_stay_on_the_screen(qtbot, qapp, operations, office, number):
    look.apply(qapp, "light", 130)
    room = qapp.primaryScreen().availableGeometry()
    for window in (
        LetterWindow(office, office.case(number), operations),
        PreviewWindow(printable.blank_form(office), operations),
    ):
        window.show()
        assert operations.wait()
        assert window.height() < room.height()
        window.reject()
        assert operations.wait()


def test_the_keyboard_turns_pages_and_zooms(qtbot, operations, office):
    for _ in range(40):
        office.record(bridge())
    window = opened(qtbot, operations, printable.of_register(office, office.today(), office.today()))
    pages = window.page.maximum()
    assert pages > 1
    QTest.keyClick(window.view, Qt.Key.Key_PageDown)
    assert window.page.value() == 2
    QTest.keyClick(window.view, Qt.Key.Key_End)
    assert window.page.value() == pages
    before = window.view.zoom
    QTest.keyClicks(window.view, "+")
    assert window.view.zoom > before
    QTest.keyClicks(window.view, "0")
    assert window.view.zoom == before
    assert window.view.accessibleName() == f"Halaman {window.page.value()} dari {pages}"
    window.reject()


def test_a_broken_template_offers_the_shipped_one(qtbot, operations, office, number):
    templates.copy(office.folder, "tanda-terima.typ").write_text("#kop(", encoding="utf-8")
    window = opened(qtbot, operations, printable.of_case(office, number, "receipt"))
    assert window.document is None
    assert "tanda-terima.typ" in window.messages.text.text()
    assert not window.save.isEnabled()
    window.shipped.click()
    assert operations.wait()
    assert "TANDA TERIMA" in paper_check.words(pdf_of(window))
    window.reject()


def test_a_printer_gets_every_page_in_its_size(qapp, tmp_path, office, number):
    pdf = printable.of_case(office, number, "form").make(printable.Order(paper="a4"), lambda _a, _b: True).pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    pages = PdfPages(pdf)
    prepare(printer, pages, "Formulir")
    told: list[tuple[int, int]] = []
    assert print_pages(printer, pdf, lambda part, whole: told.append((part, whole)) is None) == len(pages)
    printed = (tmp_path / "out.pdf").read_bytes()
    assert paper_check.pages(printed) == len(pages)
    assert paper_check.page_size_mm(printed) == (210, 297)
    assert told[-1] == (len(pages), len(pages))


def test_the_letter_is_checked_before_it_is_looked_at(qtbot, operations, office, number, tmp_path):
    window = LetterWindow(office, office.case(number), operations)
    window.show()
    assert operations.wait()
    assert "{tanggapan}" in window.body.editor.toPlainText()
    window.body.editor.setPlainText("Halo {nama}, {salah}")
    window.preview()
    assert operations.wait()
    assert "{salah}" in window.messages.text.text()
    assert not window.findChildren(PreviewWindow)
    window.body.editor.setPlainText("Halo {nama}: {tanggapan}")
    window.preview()
    assert operations.wait()
    [preview] = window.findChildren(PreviewWindow)
    assert "Halo Pelapor: Sudah diganti." in paper_check.words(pdf_of(preview))
    window.save_to(tmp_path / "surat.docx")
    assert operations.wait()
    assert (tmp_path / "surat.docx").read_bytes().startswith(b"PK")
    preview.reject()
    window.reject()


def written(qtbot, operations, office: Office, number: str) -> LetterWindow:
    window = LetterWindow(office, office.case(number), operations)
    window.show()
    assert operations.wait()
    return window


def test_a_letter_that_was_closed_goes_on_where_it_was_left(qtbot, operations, office, number):
    window = written(qtbot, operations, office, number)
    assert not window.discard.isVisible()
    window.reject()
    assert operations.wait()
    assert office.load_letter(office.case(number).complaint.id) is None  # nothing was written
    window = written(qtbot, operations, office, number)
    window.body.editor.setPlainText("Halo {nama}, talinya sudah diganti.")
    window.copies.editor.setPlainText("Camat")
    window.reject()
    again = written(qtbot, operations, office, number)
    assert again.body.editor.toPlainText() == "Halo {nama}, talinya sudah diganti."
    assert again.copies.editor.toPlainText() == "Camat"
    assert "dilanjutkan" in again.messages.text.text()
    again.discard.click()
    assert operations.wait()
    assert "{tanggapan}" in again.body.editor.toPlainText()
    assert not again.discard.isVisible()
    again.reject()
    assert operations.wait()
    assert office.load_letter(office.case(number).complaint.id) is None


def test_a_letter_is_kept_while_it_is_written(qtbot, operations, office, number):
    window = written(qtbot, operations, office, number)
    complaint = office.case(number).complaint.id
    window.body.editor.setPlainText("Halo")
    assert window._soon.isActive()
    qtbot.waitUntil(lambda: operations.wait() and office.load_letter(complaint) is not None, timeout=15_000)
    assert window.discard.isVisible()
    window.reject()
    assert operations.wait()


@pytest.mark.parametrize("end", ["close", "archive", "erase"])
def test_a_letter_goes_when_its_case_is_over_or_its_people_are_forgotten(office, number, end):
    complaint = office.case(number).complaint.id
    office.save_letter(complaint, b"{}")
    office.act(number, "note", StepDetails(note="masih dikerjakan"))
    assert office.load_letter(complaint) is not None
    office.act(number, end, StepDetails(note="selesai"))
    assert office.load_letter(complaint) is None


def test_the_letter_shows_its_people_once_however_often_it_is_looked_at(qtbot, operations, office, number):
    window = written(qtbot, operations, office, number)
    window.identity.setChecked(True)
    for _ in range(2):
        window.preview()
        assert operations.wait()
        preview = window.findChildren(PreviewWindow)[-1]
        assert "Andi Baso Ramli" in paper_check.words(pdf_of(preview))
        preview.paper.setCurrentIndex(preview.paper.findData("a4"))
        preview.make()
        assert operations.wait()
        preview.reject()
    assert looked(office, number) == 1
    window.reject()
    assert operations.wait()


def test_the_cards_open_their_papers(qtbot, operations, office, number):
    screen = ReportsScreen(operations, office, lambda _: None)
    screen.show()
    assert operations.wait()
    for name, word in (
        ("book", "BUKU REGISTER"), ("recap", "REKAPITULASI"), ("notice", "JAWABAN ATAS"), ("form", "FORMULIR"),
    ):  # fmt: skip
        button = screen.findChild(Button, f"reports-{name}-open")
        assert button is not None
        button.click()
        assert operations.wait()
        [preview] = [one for one in screen.findChildren(PreviewWindow) if one.isVisible()]
        assert word in paper_check.words(pdf_of(preview))
        preview.reject()


def test_the_letterhead_is_set_in_the_settings(qtbot, operations, office, tmp_path: Path):
    from PIL import Image

    said: list[str] = []
    section = DocumentsSection(
        SectionContext(operations, office, lambda sentence, _: said.append(sentence), lambda: None)
    )
    section.show()
    assert operations.wait()
    assert not section.save_button.isEnabled()
    assert "DESA SAOTANRE" in section.lines.editor.placeholderText()
    section.fields["head_name"].editor.setText("H. Muh. Tahir")
    Image.new("RGB", (60, 60), "#2a7").save(tmp_path / "logo.png")
    section.take_logo(tmp_path / "logo.png")
    assert operations.wait()
    section.paper.editor.setCurrentIndex(section.paper.editor.findData("a4"))
    section.save_button.click()
    assert operations.wait()
    kept = letterhead.load(office)
    assert (kept.head_name, kept.paper, kept.logo_file) == ("H. Muh. Tahir", "a4", "logo.png")
    (tmp_path / "wrong.png").write_bytes(b"nothing")
    section.take_logo(tmp_path / "wrong.png")
    assert operations.wait()
    assert "PNG" in said[-1]
    section.copy_button.click()
    assert operations.wait()
    assert templates.own_copies(office.folder)


def test_number_day_and_addressee_are_chosen_above_the_pages_and_kept_with_the_file(
    qtbot, operations, office, number, tmp_path
):
    paper_numbers.save(office, Numbering(letter="{nomor}/{bulan}/{tahun}"), {"letter": 6})
    window = opened(qtbot, operations, printable.of_case(office, number, "assignment"))
    year = office.today().year
    assert window.number.text().startswith("7/")
    window.day.show_day(date(year, 3, 2))
    assert operations.wait()
    assert window.number.text() == f"7/III/{year}"
    window.addressees.setText("Andi Tenri; Budi")
    window.addressees.editingFinished.emit()
    assert operations.wait()
    window.number.setText(f"9/III/{year}")
    window.number.editingFinished.emit()
    assert operations.wait()
    text = paper_check.words(pdf_of(window))
    assert f"9/III/{year}" in text
    assert "2 Maret" in text
    assert "Andi Tenri" in text
    assert paper_numbers.latest(office) == []
    window.save_to(tmp_path / "tugas.pdf")
    assert operations.wait()
    assert [given.number for given, _ in paper_numbers.latest(office)] == [f"9/III/{year}"]
    window.reject()
    other = opened(qtbot, operations, printable.of_case(office, number, "minutes"))
    assert other.number.text().startswith("10/")
    other.number.setText(f"9/III/{year}")
    other.number.editingFinished.emit()
    assert operations.wait()
    other.save_to(tmp_path / "ba.pdf")
    assert operations.wait()
    assert not (tmp_path / "ba.pdf").exists()
    assert "10/" in other.messages.text.text()
    other.reject()
