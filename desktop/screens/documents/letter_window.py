"""Surat jawaban being written: the draft with its placeholders, looked at, printed, or taken over into Word."""

from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from complaints.errors import InvalidField, OfficeError
from desktop.case import Case
from desktop.documents import letter
from desktop.documents.document import Document, Order, Progress
from desktop.documents.letter import Letter
from desktop.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.documents.printable import Printable
from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.screens.tr import tr, tr_sentence
from desktop.screens.widgets import Button, Field, MessageBar, PrimaryButton, hint
from desktop.store.files import write_durably

LINES = ("number", "nature", "attachment", "subject")


class LetterWindow(QDialog):
    def __init__(self, office: Office, case: Case, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._operations = office, operations
        self._complaint, self._number = case.complaint.id, case.complaint.number
        self.setObjectName("letter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Surat jawaban {number}", number=self._number))
        self.setAccessibleName(self.windowTitle())
        self.resize(look.px(760), look.px(690))
        self._build()
        operations.query(
            f"letter-{id(self)}", lambda: (letter.draft(office), tuple(letter.values(office, case))), self._begin
        )

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        column.setSpacing(SPACE_M)
        self.messages = MessageBar(name="letter-message")
        column.addWidget(self.messages)
        self.number = Field(tr("Nomor surat"), QLineEdit(), "letter-number")
        self.nature = Field(tr("Sifat"), QLineEdit(), "letter-nature")
        self.attachment = Field(tr("Lampiran"), QLineEdit(), "letter-attachment")
        self.subject = Field(tr("Hal"), QLineEdit(), "letter-subject")
        self.addressee = Field(tr("Kepada Yth."), QPlainTextEdit(), "letter-addressee")
        self.copies = Field(tr("Tembusan, satu baris satu"), QPlainTextEdit(), "letter-copies")
        self.body = Field(tr("Isi surat"), QPlainTextEdit(), "letter-body")
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_L)
        grid.setVerticalSpacing(SPACE_M)
        for place, field in enumerate(
            (self.number, self.subject, self.nature, self.attachment, self.addressee, self.copies)
        ):
            grid.addWidget(field, place // 2, place % 2)
        for field in (self.addressee, self.copies):
            field.editor.setFixedHeight(look.px(70))
        for field in (self.addressee, self.copies, self.body):
            field.editor.setTabChangesFocus(True)
        column.addLayout(grid)
        column.addWidget(self.body, 1)
        self.known = hint("", "letter-known")
        column.addWidget(self.known)
        self.identity = QCheckBox(tr("Sebut nama dan alamat pelapor (dicatat dalam riwayat)"))
        self.identity.setObjectName("letter-identity")
        self.identity.setAccessibleName(self.identity.text())
        column.addWidget(self.identity)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        done = Button(tr("Tutup"), "letter-close")
        done.clicked.connect(self.reject)
        self.word = Button(tr("Simpan DOCX…"), "letter-docx")
        self.word.clicked.connect(self._choose_file)
        self.look = PrimaryButton(tr("Pratinjau…"), "letter-preview", keys="Ctrl+Return")
        self.look.clicked.connect(self.preview)
        row.addWidget(done)
        row.addStretch()
        row.addWidget(self.word)
        row.addWidget(self.look)
        column.addLayout(row)

    def _begin(self, found: tuple[Letter, tuple[str, ...]]) -> None:
        draft, names = found
        for name, text in asdict(draft).items():
            editor = getattr(self, name).editor
            (editor.setText if name in LINES else editor.setPlainText)(text)
        self.known.setText(tr("Diganti saat dicetak: {names}", names=" ".join(f"{{{name}}}" for name in names)))
        self.body.editor.setFocus()

    def typed(self) -> Letter:
        texts = {
            name: (
                editor.text() if isinstance(editor := getattr(self, name).editor, QLineEdit) else editor.toPlainText()
            )
            for name in Letter.__dataclass_fields__
        }
        return Letter(**texts)

    def preview(self) -> None:
        """Checks the placeholders, then opens the preview. People are named from here, where it is asked for."""
        office, complaint, wanted, identity = self._office, self._complaint, self.typed(), self.identity.isChecked()

        def make(order: Order, _progress: Progress) -> Document:
            return letter.response(office, complaint, replace(order, identity=identity), wanted)

        self._checked(lambda: PreviewWindow(Printable(tr("Surat jawaban"), make), self._operations, self).open())

    def _checked(self, go_on: object) -> None:
        office, complaint, wanted = self._office, self._complaint, self.typed()

        def check() -> None:
            letter.filled(wanted, letter.values(office, office.case(complaint)))

        def right(_: None) -> None:
            for name in Letter.__dataclass_fields__:
                getattr(self, name).set_error("")
            self.messages.clear()
            go_on()  # type: ignore[operator]

        self._operations.query(f"letter-check-{id(self)}", check, right, self._refused)

    def _refused(self, error: OfficeError) -> None:
        if isinstance(error, InvalidField) and error.field in Letter.__dataclass_fields__:
            field = getattr(self, error.field)
            field.set_error(tr_sentence(error.sentence).split(". ")[0] + ".")
            field.editor.setFocus()
        self.messages.say(tr_sentence(error.sentence), "danger")

    def _choose_file(self) -> None:
        usual = str(Path.home() / f"surat-jawaban-{self._number}.docx")
        name, _ = QFileDialog.getSaveFileName(self, tr("Simpan DOCX…"), usual, "DOCX (*.docx)")
        if name:
            self.save_to(Path(name if name.lower().endswith(".docx") else f"{name}.docx"))

    def save_to(self, file: Path) -> None:
        """Writes the letter for Word, outside the GUI thread."""
        office, complaint, wanted = self._office, self._complaint, self.typed()
        order = Order(identity=self.identity.isChecked())

        def write() -> None:
            write_durably(file, letter.response_docx(office, complaint, order, wanted))

        self._operations.change(
            write, lambda _: self.messages.say(tr("Tersimpan di {file}", file=str(file)), "ok", 30),
            kinds=("complaints",) if order.identity else (), on_error=self._refused,
        )  # fmt: skip
