"""Surat jawaban being written: the draft with its placeholders, looked at, printed, or taken over into Word."""

from dataclasses import asdict, replace
from pathlib import Path

import msgspec
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from complaints.errors import InvalidField, OfficeError
from desktop.documents import letter
from desktop.documents.document import Document, Order, Progress
from desktop.documents.letter_text import Letter
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.screens.documents.printable import Printable
from desktop.screens.later import later
from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, look
from desktop.screens.widgets import Button, Field, MessageBar, PrimaryButton, hint, label
from desktop.screens.widgets.layouts import STRETCH, column_of, row_of
from desktop.screens.widgets.message import STANDS
from desktop.screens.widgets.opening import open_at
from desktop.store.durable_files import write_durably
from desktop.store.letters import SavedLetter
from desktop.wording import formats
from desktop.wording.translation import tr, tr_phrase

LINES = ("number", "nature", "attachment", "subject")

_KEEP_AFTER_MS = 1_500

Beginning = tuple[Letter, tuple[str, ...], SavedLetter | None]


class LetterWindow(QDialog):
    def __init__(self, office: Office, case: Case, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._operations = office, operations
        self._complaint, self._number = case.complaint.id, case.complaint.number
        self._shipped: Letter | None = None
        self._kept: Letter | None = None
        self._logged = False
        self.setObjectName("letter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Surat jawaban {number}", number=self._number))
        self.setAccessibleName(self.windowTitle())
        open_at(self, 760, 690)
        self._build()
        self._soon = later(self, _KEEP_AFTER_MS, self.keep)
        complaint = self._complaint

        def work() -> Beginning:
            saved = office.load_letter(complaint)
            return letter.draft(office), tuple(letter.values(office, case)), saved

        # Behind what another window has just kept: changes go one after the other.
        operations.change(work, self._begin)

    def _build(self) -> None:
        # All that is said here stands: this window has no title to float over, and its fields are all in use.
        self.messages = MessageBar(name="letter-message")
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
        self.known = hint("", "letter-known")
        self.identity = QCheckBox(tr("Sebut nama dan alamat pelapor (dicatat dalam riwayat)"))
        self.identity.setObjectName("letter-identity")
        self.identity.setAccessibleName(self.identity.text())
        done = Button(tr("Tutup"), "letter-close", clicked=self.reject)
        self.discard = Button(tr("Buang rancangan"), "letter-discard", clicked=self._discard)
        self.discard.setToolTip(tr("Kembali ke surat dari templat; tulisan yang tersimpan dihapus."))
        self.discard.hide()
        self.saved = label("", "muted", "letter-saved")
        self.word = Button(tr("Simpan DOCX…"), "letter-docx", clicked=self._choose_file)
        self.look = PrimaryButton(tr("Pratinjau…"), "letter-preview", keys="Ctrl+Enter", clicked=self.preview)
        # The main Enter key is called Return.
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.look.click)
        column_of(
            self.messages.place,
            grid,
            (self.body, 1),
            self.known,
            self.identity,
            row_of(done, self.discard, self.saved, STRETCH, self.word, self.look, space=SPACE_S),
            space=SPACE_M,
            of=self,
            margins=(SPACE_L, SPACE_L, SPACE_L, SPACE_L),
        )

    def _begin(self, found: "Beginning") -> None:
        shipped, names, saved = found
        self._shipped, kept = shipped, _read(saved)
        self._kept = kept
        self._fill(kept or shipped)
        self.known.setText(tr("Diganti saat dicetak: {names}", names=" ".join(f"{{{name}}}" for name in names)))
        if kept is not None and saved is not None:
            when = formats.moment(saved.saved, self._office.today())
            self.messages.say(tr("Rancangan yang ditulis {when} dilanjutkan.", when=when), "info", STANDS)
        self._show_kept()
        for name in Letter.__dataclass_fields__:
            getattr(self, name).editor.textChanged.connect(self._soon.start)
        self.body.editor.setFocus()

    def _fill(self, draft: Letter) -> None:
        for name, text in asdict(draft).items():
            editor = getattr(self, name).editor
            (editor.setText if name in LINES else editor.setPlainText)(text)

    # The draft -------------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """What differs from the template is kept on this PC, until the case is over or it is discarded."""
        self._soon.stop()
        typed = self.typed()
        if self._shipped is None or typed == (self._kept or self._shipped):
            return
        office, complaint = self._office, self._complaint
        self._kept = typed
        self._operations.change(
            lambda: office.save_letter(complaint, msgspec.json.encode(asdict(typed))), on_error=self._refused
        )
        self._show_kept()

    def _discard(self) -> None:
        """Back to the template's words; nothing of the draft stays."""
        if self._shipped is None:
            return
        office, complaint = self._office, self._complaint
        self._kept = None
        with QSignalBlocker(self._soon):
            self._fill(self._shipped)
        self._soon.stop()
        self._operations.change(lambda: office.drop_letter(complaint), on_error=self._refused)
        self._show_kept()
        self.body.editor.setFocus()

    def _show_kept(self) -> None:
        self.discard.setVisible(self._kept is not None)
        self.saved.setText(tr("Rancangan tersimpan di komputer ini") if self._kept is not None else "")

    def done(self, result: int) -> None:
        """However the window closes, what was typed last is kept."""
        self.keep()
        super().done(result)

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
            made = letter.response(office, complaint, replace(order, identity=identity, logged=self._logged), wanted)
            # The same letter for the same purpose, on another paper or after a change of wording, shows its people once.
            self._logged = self._logged or identity
            return made

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
            field.set_error(tr_phrase(error.phrase).split(". ")[0] + ".")
            field.editor.setFocus()
        self.messages.say(tr_phrase(error.phrase), "danger")

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
            write, lambda _: self.messages.say(tr("Tersimpan di {file}", file=str(file)), "ok", STANDS),
            kinds=("complaints",) if order.identity else (), on_error=self._refused,
        )  # fmt: skip


def _read(saved: SavedLetter | None) -> Letter | None:
    """The kept letter; None when there is none, or one of another version that can't be read."""
    if saved is None:
        return None
    try:
        return msgspec.json.decode(saved.content, type=Letter)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
