"""The panel of a step, under the buttons of the case: its date, a note, and Ctrl+Enter that takes the step."""

from collections.abc import Callable
from datetime import date

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from complaints.errors import InvalidField, OfficeError
from complaints.phrases import phrase
from complaints.steps import StepDetails
from complaints.workflow import NEEDS_NOTE, Action
from desktop.lanes.operations import Operations
from desktop.office.case import Case
from desktop.office.office import Office
from desktop.office.request_words import unit_title
from desktop.widgets import Button, Card, FormField, PrimaryButton, heading, hint, label
from desktop.widgets.editors import TextEdit
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.picking import DayEdit
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording import names
from desktop.wording.step_texts import explanation, note_title
from desktop.wording.translation import tr, tr_phrase

Typed = dict[str, str]


class StepForm(Card):
    """`confirmed` with the work to run outside the GUI thread; it returns the case after the step. `cancelled` on Esc."""

    confirmed = Signal(object)
    cancelled = Signal()
    asks_date = True
    asks_note = True

    def __init__(self, action: Action, case: Case, office: Office, operations: Operations) -> None:
        super().__init__("step-form", space=SPACE_M, gap=SPACE_S + 2)
        self.action: Action = action
        self.case, self.office, self.operations = case, office, operations
        self.setAccessibleName(names.action_name(action))
        self.sentence = hint(explanation(action), "step-sentence")
        add_to(self.column, heading(names.action_name(action), "step-title"), self.sentence)
        self.day = DayEdit()
        self.note = TextEdit(68, 220)
        self.note_field = FormField(note_title(action), self.note, "step-note", required=action in NEEDS_NOTE)
        self.day_field = FormField(tr("Tanggal"), self.day, "step-on")
        # The fields on the screen, by the names that refusals give them.
        self.fields: dict[str, FormField[QWidget]] = {}
        # What the step is given besides its day and note, by its names in StepDetails.
        self.reads: dict[str, Callable[[], object]] = {}
        self.start: QWidget = self.note
        self.build()
        if self.asks_note:
            self.fields["note"] = self.note_field
            self.column.addWidget(self.note_field)
        if self.asks_date:
            self.fields["on"] = self.day_field
            self.day.today = office.today()
            self.day.set_day(office.today())
            self.day_field.setFixedWidth(look.px(170))
            self.column.addLayout(row_of(self.day_field, STRETCH))
        self.fault = label("", "error", "step-fault", wrap=True)
        self.fault.hide()
        self.column.addWidget(self.fault)
        self._add_buttons()

    # What a step adds of its own ---------------------------------------------------------------------------------------

    def build(self) -> None:
        """Fields before the note, and how they are read; `start` is the one where typing begins, unless it is the note."""

    def details(self) -> StepDetails:
        """What was typed, for Office.act. May raise InvalidField."""
        details = StepDetails(note=self.note.toPlainText(), on=self.on())
        return structs.replace(details, **{name: read() for name, read in self.reads.items()})

    def work(self) -> Callable[[], Case]:
        """The work of the step, to run outside the GUI thread. May raise InvalidField."""
        office, complaint, action, details = self.office, self.case.complaint.id, self.action, self.details()
        return lambda: office.act(complaint, action, details)

    def other_owner(self) -> str:
        """The unit that recorded the complaint where it is another one: what is said of persons is a request to it. '' for this one."""
        code = self.case.complaint.unit
        return "" if code == self.office.settings.unit_code else unit_title(self.office, code)

    def forget_people(self) -> None:
        """Names and numbers that it shows are hidden again."""

    def first(self) -> QWidget:
        """Where typing begins."""
        return self.start

    def add_field(self, name: str, title: str, editor: QWidget, *, required: bool = False) -> FormField[QWidget]:
        """A field of the step before the note; refusals of `name` are shown at it."""
        field = FormField(title, editor, f"step-{name}", required=required)
        self.fields[name] = field
        self.column.addWidget(field)
        return field

    # The panel ---------------------------------------------------------------------------------------------------------

    def on(self) -> date | None:
        """The day of the step; None for today. Raises InvalidField when it can't be read."""
        if not self.asks_date or not self.day.text().strip():
            return None
        on = self.day.day()
        if on is None:
            raise InvalidField("on", phrase("Tulis tanggal sebagai hari-bulan-tahun, misalnya 09-11-2026."))
        return on

    def confirm(self) -> None:
        if not self.go.isEnabled():
            return
        self._say_faults(None)
        try:
            work = self.work()
        except InvalidField as refusal:
            self.refused(refusal)
            return
        self.go.setEnabled(False)
        self.confirmed.emit(work)

    def refused(self, refusal: OfficeError) -> None:
        """Nothing was changed: what was typed stays, and the field at fault says why."""
        self.go.setEnabled(True)
        self._say_faults(refusal)

    def typed(self) -> Typed:
        """Everything typed, to be put back when the form is opened for the same case again."""
        texts = {
            edit.objectName(): edit.toPlainText() for edit in self.findChildren(QPlainTextEdit) if not edit.isReadOnly()
        }
        texts |= {edit.objectName(): edit.text() for edit in self.findChildren(QLineEdit) if edit.objectName()}
        texts |= {box.objectName(): box.currentText() for box in self.findChildren(QComboBox) if box.objectName()}
        boxes = self.findChildren(QCheckBox)
        return texts | {box.objectName(): str(box.isChecked()) for box in boxes if box.objectName()}

    def put_back(self, typed: Typed) -> None:
        for edit in self.findChildren(TextEdit):
            if edit.objectName() in typed and not edit.isReadOnly():
                edit.go_on_with(typed[edit.objectName()])
        for edit in self.findChildren(QLineEdit):
            if edit.objectName() in typed:
                edit.setText(typed[edit.objectName()])
        for box in self.findChildren(QComboBox):
            if (index := box.findText(typed.get(box.objectName(), ""))) >= 0:
                box.setCurrentIndex(index)
        for box in self.findChildren(QCheckBox):
            if box.objectName() in typed:
                box.setChecked(typed[box.objectName()] == str(True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _say_faults(self, refusal: OfficeError | None) -> None:
        for field in self.fields.values():
            field.set_error("")
        self.fault.hide()
        if refusal is None:
            return
        sentence = tr_phrase(refusal.phrase)
        field = self.fields.get(refusal.field) if isinstance(refusal, InvalidField) else None
        if field is not None:
            field.set_error(sentence)
            field.editor.setFocus()
        else:
            self.fault.setText(f"⚠ {sentence}")
            self.fault.show()

    def _add_buttons(self) -> None:
        self.go = PrimaryButton(self.confirm_word(), "step-confirm", keys="Ctrl+Enter", clicked=self.confirm)
        stop = Button(tr("Batal"), "step-cancel", clicked=self.cancelled)
        stop.setToolTip(tr("Batal (Esc)"))
        self.column.addLayout(row_of(self.go, stop, STRETCH, space=SPACE_S))

    def confirm_word(self) -> str:
        return tr("Simpan catatan") if self.action == "note" else names.action_button(self.action)
