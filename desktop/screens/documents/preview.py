"""A document before it is printed: its pages, the paper, whether people are shown, and the ways out: printer or PDF."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QWidget
from shiboken6 import isValid

from complaints.scripts import undrawn_words
from desktop.documents.document import Document, Order, Progress
from desktop.documents.paper import Paper, paper_name
from desktop.documents.pdf_pages import PdfPages
from desktop.documents.printable import Printable
from desktop.documents.typeset import BrokenTemplate
from desktop.lanes.operations import Operations
from desktop.office.paper_numbers import PaperNumber
from desktop.screens.documents.page_view import STEP, PageView
from desktop.screens.documents.printing import prepare, print_pages
from desktop.store.durable_files import write_durably
from desktop.widgets import Button, DateEdit, MessageBar, PrimaryButton, TaskRow, label, on_keys
from desktop.widgets.choosing_printer import choose_printer
from desktop.widgets.combo_box import combo_box
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.layouts import STRETCH, Gap, column_of, row_of
from desktop.widgets.naming import name_window, named
from desktop.widgets.opening import open_at
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording import preview_texts
from desktop.wording.translation import tr, tr_count, tr_phrase

Result = tuple[Document, PdfPages] | BrokenTemplate


class PreviewWindow(QDialog):
    def __init__(self, printable: Printable, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printable, self._operations = printable, operations
        self._only_shipped = False
        self._logged = False
        self.document: Document | None = None
        name_window(self, "preview", printable.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        open_at(self, 900, 690)
        self._build()
        on_keys(self, "Ctrl++", lambda: self.view.zoom_by(STEP))
        on_keys(self, "Ctrl+-", lambda: self.view.zoom_by(1 / STEP))
        on_keys(self, "Ctrl+0", self.view.fit)
        self.make()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.view = PageView(self._operations)
        self.view.moved.connect(self._moved)
        self.messages = MessageBar(name="preview-message", over=self.view)
        self.shipped = Button(tr("Pakai templat bawaan"), "preview-shipped", clicked=self._use_shipped)
        self.shipped.hide()
        self.task = TaskRow(self._operations, "preview-task")
        column_of(
            self._build_head(),
            self._build_dated(),
            self.messages.place,
            (self.shipped, 0, Qt.AlignmentFlag.AlignLeft),
            self.task,
            (self.view, 1),
            self._build_foot(),
            space=SPACE_S,
            of=self,
            margins=(SPACE_M, SPACE_M, SPACE_M, SPACE_M),
        )

    def _build_head(self) -> QHBoxLayout:
        self.page = named(QSpinBox(), "preview-page", tr("Halaman"))
        self.page.setRange(1, 1)
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.page.valueChanged.connect(lambda value: self.view.go(value - 1))
        self.pages = label("", "muted", "preview-pages")
        papers = ((paper_name(paper), paper) for paper in self._printable.papers)
        self.paper = named(combo_box(papers, self._printable.paper), "preview-paper", tr("Kertas"))
        self.paper.activated.connect(lambda _: self.make())
        self.identity = named(
            QCheckBox(tr("Tampilkan identitas")), "preview-identity", tr("Tampilkan identitas (dicatat dalam riwayat)")
        )
        self.identity.setToolTip(tr("Bahwa identitas dicetak, dicatat dalam riwayat."))
        self.identity.setVisible(self._printable.masks)
        self.identity.toggled.connect(lambda _: self.make())
        return row_of(
            _zoom_button("−", "preview-smaller", tr("Perkecil (−)"), lambda: self.view.zoom_by(1 / STEP)),
            _zoom_button("+", "preview-larger", tr("Perbesar (+)"), lambda: self.view.zoom_by(STEP)),
            _zoom_button(tr("Selebar jendela"), "preview-fit", tr("Selebar jendela (0)"), self.view.fit),
            Gap(SPACE_M),
            _label_of(self.page, tr("Halaman")),
            self.page,
            self.pages,
            Gap(SPACE_M),
            _label_of(self.paper, tr("Kertas")),
            self.paper,
            Gap(SPACE_M),
            self.identity,
            STRETCH,
            space=SPACE_S,
        )

    def _build_dated(self) -> QHBoxLayout:
        """Number and day of a paper that has them; what is changed in it sets the paper anew."""
        self.number = named(QLineEdit(), "preview-number", tr("Nomor"))
        self.number.setPlaceholderText(tr("Nomor ditulis dengan tangan"))
        self.day = named(DateEdit(datetime.now().astimezone().date()), "preview-day", tr("Tanggal"))
        # While a day is typed, its first digit is no day yet.
        self.day.setKeyboardTracking(False)
        self.number.editingFinished.connect(self._take_number)
        self.day.dateChanged.connect(lambda _: self.make())
        self.addressees = named(QLineEdit(), "preview-to", tr("Kepada"))
        self.addressees.setPlaceholderText(tr("Nama, beberapa dengan titik koma"))
        self.addressees.editingFinished.connect(self._take_addressees)
        to = (_label_of(self.addressees, tr("Kepada")), self.addressees)
        for part in to:
            part.setVisible(self._printable.addressed)
        row = (_label_of(self.number, tr("Nomor")), self.number, _label_of(self.day, tr("Tanggal")), self.day)
        for part in row:
            part.setVisible(self._printable.dated)
        self._typed_number = self._typed_to = ""
        return row_of(row[0], (row[1], 1), *row[2:], to[0], (to[1], 1), space=SPACE_S)

    def _take_number(self) -> None:
        typed = self.number.text().strip()
        if self.document is not None and self.document.number is not None and typed != self.document.number.number:
            self._typed_number = typed
            self.make()

    def _take_addressees(self) -> None:
        if (typed := self.addressees.text().strip()) != self._typed_to:
            self._typed_to = typed
            self.make()

    def _show_dated(self, number: PaperNumber) -> None:
        with QSignalBlocker(self.number), QSignalBlocker(self.day):
            self.number.setText(number.number)
            self.day.show_day(number.on)

    def _build_foot(self) -> QHBoxLayout:
        close = Button(tr("Tutup"), "preview-close", clicked=self.reject)
        self.note = label("", "hint", "preview-note")
        self.save = Button(tr("Simpan PDF…"), "preview-pdf", keys="Ctrl+S", clicked=self._choose_file)
        self.print = PrimaryButton(tr("Cetak…"), "preview-print", keys="Ctrl+P", clicked=self._choose_printer)
        for button in (self.save, self.print):
            button.setEnabled(False)
        return row_of(close, (self.note, 1), self.save, self.print, space=SPACE_S)

    # Making ----------------------------------------------------------------------------------------------------------

    def order(self) -> Order:
        # The office's own paper until another one is chosen here.
        chosen: Paper | None = self.paper.currentData() if self.document or self._printable.paper else None
        order = Order(chosen, self.identity.isChecked(), self._only_shipped, self._logged)
        if not self._printable.dated or self.document is None:
            return order
        # A number that nobody typed follows the day: it is proposed anew.
        return replace(order, on=self.day.day(), number=self._typed_number, to=self._typed_to)

    def make(self) -> None:
        """Sets the document anew with what is chosen in the head."""
        order, printable = self.order(), self._printable

        def work(progress: Progress) -> Result:
            try:
                document = printable.make(order, progress)
            except BrokenTemplate as broken:
                return broken  # a result, for there is a way out: the template that the program brings
            return document, PdfPages(document.pdf)

        self._wait(True)
        if not self.task.start(
            tr("Menyusun…"),
            work,
            lambda result: self._show_result(result, order),
            failed=self._failed,
            stopped=self._stopped,
            kinds=("complaints",) if order.identity and not order.logged else (),
        ):
            self._wait(False)

    def _show_result(self, result: Result, order: Order) -> None:
        if isinstance(result, BrokenTemplate):
            self._failed(tr_phrase(result.phrase))
            self.shipped.show()
            self.shipped.setFocus()
            return
        changed_since = self.document is not None and self.order() != order
        self.document, pages = result
        if changed_since:
            self.make()
            return
        if self._printable.dated and self.document.number is not None:
            self._show_dated(self.document.number)
        self._logged = self._logged or order.identity
        self._wait(False)
        self.shipped.hide()
        self.messages.clear()
        if self.document.undrawn:
            self.messages.say(tr_phrase(undrawn_words(self.document.undrawn)), "warning")
        with QSignalBlocker(self.page), QSignalBlocker(self.paper):
            self.page.setRange(1, len(pages))
            self.paper.setCurrentIndex(max(0, self.paper.findData(self.document.paper)))
        self.pages.setText(tr("dari {pages}", pages=len(pages)))
        self.note.setText(preview_texts.kind_of_pdf(archival=self.document.archival))
        self.view.show_pages(pages)
        self.print.setEnabled(False)
        # Not in the GUI thread (choosing_printer.py).
        names = QPrinterInfo.availablePrinterNames
        self._operations.query("preview.printers", lambda: bool(names()), self._has_printers)

    def _has_printers(self, any_at_all: bool) -> None:
        self.print.setEnabled(any_at_all and self.document is not None)
        if not any_at_all:
            self.note.setText(preview_texts.no_printer())
        (self.print if self.print.isEnabled() else self.save).setFocus()

    def _failed(self, sentence: str) -> None:
        self._wait(False)
        self.messages.say(sentence, "danger")

    def _stopped(self) -> None:
        self._wait(False)
        self.messages.say(preview_texts.nothing_made(), "info")

    def _wait(self, busy: bool) -> None:
        for part in (self.paper, self.identity):
            part.setEnabled(not busy)
        for part in (self.save, self.print):
            part.setEnabled(not busy and self.document is not None)

    def _use_shipped(self) -> None:
        self._only_shipped = True
        self.make()

    def _moved(self, page: int) -> None:
        with QSignalBlocker(self.page):
            self.page.setValue(page + 1)

    # Ways out --------------------------------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        if self.document is not None:
            proposed = Path.home() / f"{self.document.name}.pdf"
            file = ask_new_file(self, tr("Simpan PDF…"), proposed, "PDF (*.pdf)", ending=".pdf")
            if file is not None:
                self.save_to(file)

    def save_to(self, file: Path) -> None:
        """Writes the PDF outside the GUI thread and says where it is."""
        if (document := self.document) is not None:

            def write() -> None:
                self._printable.leave(document)
                write_durably(file, document.pdf)

            saved = tr("Tersimpan di {file}", file=str(file))
            self._operations.change(write, lambda _: self._say(saved), on_error=self.messages.refuse)

    def _choose_printer(self) -> None:
        if (document := self.document) is None:
            return

        def fit(printer: QPrinter) -> None:
            pages = PdfPages(document.pdf)
            prepare(printer, pages, document.title)
            pages.close()

        choose_printer(self._operations, self, fit, self.print_on, self._has_printers)

    def print_on(self, printer: QPrinter) -> None:
        """Prints outside the GUI thread, with progress."""
        if (document := self.document) is not None:

            def work(progress: Progress) -> int:
                self._printable.leave(document)
                return print_pages(printer, document.pdf, progress)

            self.task.start(
                tr("Mencetak…"), work,
                lambda count: self._say(tr_count("{count} halaman dikirim ke pencetak.", count=count)),
                failed=lambda sentence: self.messages.say(sentence, "danger"),
                stopped=lambda: self.messages.say(preview_texts.printing_stopped(), "warning"),
            )  # fmt: skip

    def _say(self, sentence: str) -> None:
        self.messages.say(sentence, "ok")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.view.close_pages()
        super().closeEvent(event)

    def reject(self) -> None:
        if isValid(self.view):
            self.view.close_pages()
        super().reject()


def _zoom_button(text: str, name: str, spoken: str, zoom: Callable[[], None]) -> Button:
    button = Button(text, name, clicked=zoom)
    button.setAccessibleName(spoken)
    button.setToolTip(spoken)
    return button


def _label_of(editor: QWidget, text: str) -> QLabel:
    editor_label = label(text, "muted")
    editor_label.setBuddy(editor)
    return editor_label
