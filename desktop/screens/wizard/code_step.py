"""The recovery code: shown once, to be printed or written down, and then typed in part to be sure that it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLineEdit

from desktop.lanes.operations import Operations
from desktop.office.first_start import write_recovery_sheet
from desktop.screens.wizard.step import WizardStep
from desktop.widgets import Button, Card, FormField, hint, label
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.theme import SPACE_S, look
from desktop.wording import first_start
from desktop.wording.recovery_sheet import recovery_sheet
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

ASKED_GROUP = 4  # of five; not the first or the last, which can be remembered without having written anything down


class CodeStep(WizardStep):
    def __init__(self, operations: Operations) -> None:
        super().__init__("code")
        self._operations = operations
        self.code = ""
        self.office = ""
        card = Card("code-card")
        self.code_label = label("", "code", "code-shown")
        self.code_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code_label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        card.column.addWidget(self.code_label)
        self.print_button = Button(tr("Cetak…"), "code-print", clicked=self._print)
        self.save_button = Button(tr("Simpan sebagai berkas…"), "code-save", clicked=self._save)
        self.note = hint(first_start.keep_the_code(), "code-said")
        add_to(
            self.column, card, row_of(self.print_button, self.save_button, STRETCH, space=SPACE_S), self.note, STRETCH
        )

    def show_code(self, code: str, office: str) -> None:
        self.code, self.office = code, office
        self.code_label.setText(code)
        self.code_label.setAccessibleName(tr("Kode pemulihan: {code}", code=" ".join(code)))

    def begin(self) -> None:
        self.print_button.setFocus()

    def ready(self) -> bool:
        return bool(self.code)

    def _save(self) -> None:
        proposed = Path.home() / "kode-pemulihan.txt"
        file = ask_new_file(self, tr("Simpan sebagai berkas…"), proposed, "*.txt")
        if file is not None:
            code, office = self.code, self.office
            self._operations.change(lambda: write_recovery_sheet(file, code, office), self.note.setText)

    def _print(self) -> None:
        # Printing is loaded only here: it costs time at start and many offices have no printer.
        from desktop.widgets.choosing_printer import choose_printer

        self.note.setText(tr("Mencari pencetak…"))
        choose_printer(
            self._operations, self, lambda printer: printer.setDocName(tr("Kode pemulihan")), self._print_on, self._not_printed
        )  # fmt: skip

    def _print_on(self, printer: QPrinter) -> None:
        text, font = recovery_sheet(self.code, self.office), look.font(13)

        def work() -> str:
            document = QTextDocument()
            document.setDefaultFont(font)
            document.setPlainText(text)
            document.print_(printer)
            return tr("Dikirim ke pencetak. Periksa bahwa seluruh kode terbaca.")

        self._operations.change(work, self.note.setText)

    def _not_printed(self, has_printers: bool) -> None:
        self.note.setText(first_start.not_printed(has_printers=has_printers))


class ConfirmStep(WizardStep):
    def __init__(self) -> None:
        super().__init__("confirm")
        self._code = ""
        title = tr("Kelompok ke-{number} dari lima kelompok kode", number=ASKED_GROUP)
        self.part = FormField(title, QLineEdit(), "confirm-part", required=True)
        self.part.setMaximumWidth(look.px(420))
        self.part.editor.setPlaceholderText(tr("lima huruf atau angka"))
        self.part.editor.returnPressed.connect(self.forward)
        self.part.editor.textChanged.connect(self._show_typed)
        add_to(self.column, self.part, STRETCH)

    def expect(self, code: str) -> None:
        self._code = code
        self.part.editor.clear()

    def begin(self) -> None:
        self.part.editor.setFocus()

    def ready(self) -> bool:
        return bool(self.part.editor.text().strip())

    def check(self) -> bool:
        from desktop.store.vault import normal_code

        matches = normal_code(self.part.editor.text()) == normal_code(self._code.split("-")[ASKED_GROUP - 1])
        self.part.set_error("" if matches else first_start.group_differs(ASKED_GROUP))
        if not matches:
            self.part.editor.selectAll()
        return matches

    def _show_typed(self) -> None:
        self.part.set_error("")
        self.ready_changed.emit()
