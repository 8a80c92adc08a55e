"""The window in which a surat jawaban is written: a draft with placeholders, to be previewed and printed or saved for Word."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from complaints.errors import InvalidField, OfficeError
from desktop.documents import letter, letter_text
from desktop.documents.document import Document, Order, Progress, give_number
from desktop.documents.letter import Beginning
from desktop.documents.letter_text import Letter
from desktop.documents.printable import Printable
from desktop.lanes.operations import Operations
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.screens.documents.preview import PreviewWindow
from desktop.store.durable_files import write_durably
from desktop.widgets import Button, DateEdit, FormField, MessageBar, PrimaryButton, hint, label
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.grid import grid_of
from desktop.widgets.later import later
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.message import UNTIL_CLOSED
from desktop.widgets.naming import name_window, named_by_text
from desktop.widgets.opening import open_at
from desktop.widgets.text_box import text_box
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S
from desktop.wording import formats, preview_texts
from desktop.wording.translation import tr, tr_phrase

FIELDS = tuple(name for name in Letter.__dataclass_fields__ if name != "day")
_SAVE_AFTER_MS = 1_500


class LetterWindow(QDialog):
    def __init__(self, office: Office, case: Case, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._operations = office, operations
        self._complaint, self._number = case.complaint.id, case.complaint.number
        self._template: Letter | None = None
        self._draft: Letter | None = None
        self._logged = False
        name_window(self, "letter", tr("Surat jawaban {number}", number=self._number))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 760, 690)
        self._build()
        self._soon = later(self, _SAVE_AFTER_MS, self.keep)
        # In the lane of changes, so behind what another window still saves.
        operations.change(lambda: letter.begin(office, case), self._begin)

    def _build(self) -> None:
        # Every message here stays until it is closed: at its foot are the buttons that are used next.
        self.messages = MessageBar(name="letter-message")
        self.number = FormField(tr("Nomor surat"), QLineEdit(), "letter-number")
        self.day = FormField(tr("Tanggal surat"), DateEdit(self._office.today()), "letter-day")
        self.nature = FormField(tr("Sifat"), QLineEdit(), "letter-nature")
        self.attachment = FormField(tr("Lampiran"), QLineEdit(), "letter-attachment")
        self.subject = FormField(tr("Hal"), QLineEdit(), "letter-subject")
        self.addressee = FormField(tr("Kepada Yth."), text_box(height=70), "letter-addressee")
        self.copies = FormField(tr("Tembusan, satu baris satu"), text_box(height=70), "letter-copies")
        self.body = FormField(tr("Isi surat"), text_box(), "letter-body")
        grid = grid_of(
            (self.number, row_of(self.day, (self.nature, 1), (self.attachment, 1), space=SPACE_S)),
            (self.subject,),
            (self.addressee, self.copies),
            spaces=(SPACE_L, SPACE_M),
        )
        self.placeholders = hint("", "letter-known")
        self.identity = named_by_text(QCheckBox(preview_texts.with_people()), "letter-identity")
        close = Button(tr("Tutup"), "letter-close", clicked=self.reject)
        self.discard = Button(tr("Buang rancangan"), "letter-discard", clicked=self._discard)
        self.discard.setToolTip(tr("Kembali ke surat dari templat; tulisan yang tersimpan dihapus."))
        self.discard.hide()
        self.saved = label("", "muted", "letter-saved")
        self.word = Button(tr("Simpan DOCX…"), "letter-docx", clicked=self._choose_file)
        self.look = PrimaryButton(tr("Pratinjau…"), "letter-preview", keys="Ctrl+Enter", clicked=self.preview)
        column_of(
            self.messages.place,
            grid,
            (self.body, 1),
            self.placeholders,
            self.identity,
            row_of(close, self.discard, self.saved, STRETCH, self.word, self.look, space=SPACE_S),
            space=SPACE_M,
            of=self,
            margins=(SPACE_L, SPACE_L, SPACE_L, SPACE_L),
        )

    def _begin(self, beginning: Beginning) -> None:
        self._template, names, saved = beginning
        self._draft = letter_text.decode(saved.content) if saved is not None else None
        self._fill(self._draft or self._template)
        self.placeholders.setText(tr("Diganti saat dicetak: {names}", names=" ".join(f"{{{name}}}" for name in names)))
        if self._draft is not None and saved is not None:
            saved_at = formats.moment(saved.saved, self._office.today())
            self.messages.say(tr("Rancangan yang ditulis {when} dilanjutkan.", when=saved_at), "info", UNTIL_CLOSED)
        self._show_saved()
        for name in FIELDS:
            getattr(self, name).editor.textChanged.connect(self._soon.start)
        self.day.editor.dateChanged.connect(self._soon.start)
        self.body.editor.setFocus()

    def _fill(self, draft: Letter) -> None:
        self.day.editor.show_day(draft.on(self._office.today()))
        for name in FIELDS:
            editor, text = getattr(self, name).editor, getattr(draft, name)
            (editor.setText if isinstance(editor, QLineEdit) else editor.setPlainText)(text)

    # The draft -------------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Saves on this PC what differs from the template, until the case is closed or the draft is discarded."""
        self._soon.stop()
        typed = self.typed()
        if self._template is None or typed == (self._draft or self._template):
            return
        office, complaint = self._office, self._complaint
        self._draft = typed
        self._operations.change(
            lambda: office.save_letter(complaint, letter_text.encode(typed)), on_error=self._refused
        )
        self._show_saved()

    def _discard(self) -> None:
        """Back to the template's words; nothing of the draft stays."""
        if self._template is None:
            return
        office, complaint = self._office, self._complaint
        self._draft = None
        with QSignalBlocker(self._soon):
            self._fill(self._template)
        self._soon.stop()
        self._operations.change(lambda: office.drop_letter(complaint), on_error=self._refused)
        self._show_saved()
        self.body.editor.setFocus()

    def _show_saved(self) -> None:
        self.discard.setVisible(self._draft is not None)
        self.saved.setText(tr("Rancangan tersimpan di komputer ini") if self._draft is not None else "")

    def done(self, result: int) -> None:
        """However the window closes, what was typed last is kept."""
        self.keep()
        super().done(result)

    def typed(self) -> Letter:
        def text(name: str) -> str:
            editor = getattr(self, name).editor
            return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()

        day, today = self.day.editor.day(), self._office.today()
        return Letter(**{name: text(name) for name in FIELDS}, day="" if day == today else day.isoformat())

    def preview(self) -> None:
        """Checks the placeholders, then opens the preview. Whether people are named is chosen here and not there."""
        office, complaint, typed, identity = self._office, self._complaint, self.typed(), self.identity.isChecked()

        def check() -> None:
            letter.filled(typed, letter.values(office, office.case(complaint)))

        def make(order: Order, _progress: Progress) -> Document:
            document = letter.response(office, complaint, replace(order, identity=identity, logged=self._logged), typed)
            # The same letter for the same purpose, on another paper or after a change of wording, shows its people once.
            self._logged = self._logged or identity
            return document

        def show(_: None) -> None:
            for name in FIELDS:
                getattr(self, name).set_error("")
            self.messages.clear()
            paper = Printable(tr("Surat jawaban"), make, leave=lambda made: give_number(office, made.number))
            PreviewWindow(paper, self._operations, self).open()

        self._operations.query(f"letter-check-{id(self)}", check, show, self._refused)

    def _refused(self, error: OfficeError) -> None:
        if isinstance(error, InvalidField) and error.field in FIELDS:
            field = getattr(self, error.field)
            field.set_error(tr_phrase(error.phrase).split(". ")[0] + ".")
            field.editor.setFocus()
        self.messages.refuse(error)

    def _choose_file(self) -> None:
        proposed = Path.home() / f"surat-jawaban-{self._number}.docx"
        file = ask_new_file(self, tr("Simpan DOCX…"), proposed, "DOCX (*.docx)", ending=".docx")
        if file is not None:
            self.save_to(file)

    def save_to(self, file: Path) -> None:
        """Writes the letter for Word, outside the GUI thread."""
        office, complaint, typed = self._office, self._complaint, self.typed()
        order = Order(identity=self.identity.isChecked())

        def write() -> None:
            write_durably(file, letter.response_docx(office, complaint, order, typed))

        self._operations.change(
            write, lambda _: self.messages.say(tr("Tersimpan di {file}", file=str(file)), "ok", UNTIL_CLOSED),
            kinds=("complaints",) if order.identity else (), on_error=self._refused,
        )  # fmt: skip
