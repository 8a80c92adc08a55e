"""The panels for forwarding, for one more person's support, and for files."""

from collections.abc import Callable

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from complaints.draft import Person
from complaints.errors import InvalidField, OfficeError
from complaints.phrases import Phrase, phrase
from complaints.steps import StepDetails
from desktop.office.case import Case
from desktop.screens.complaints.forms.receivers import Receiver, receivers
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.operations import Operations
from desktop.screens.record.attachments import Files
from desktop.screens.theme import SPACE_S, SPACE_XS, look
from desktop.screens.widgets import Field
from desktop.screens.widgets.layouts import add_to, column_of
from desktop.screens.widgets.naming import named
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr

_RECEIVER = Qt.ItemDataRole.UserRole


class ReceiverPicker(QWidget):
    """A line to type in and the list of who fits; Down and Up choose, Enter takes."""

    chosen = Signal()

    def __init__(self, operations: Operations, find: Callable[[str], list[Receiver]]) -> None:
        super().__init__()
        self._operations, self._find = operations, find
        self.receiver: Receiver | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("Ketik nama orang, dinas, kecamatan, desa…"))
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list = named(QListWidget(), "receivers", tr("Penerima yang cocok"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(look.px(150))
        self.list.itemClicked.connect(self._take)
        column_of(self.edit, self.list, space=SPACE_XS, of=self)
        self._ask("")

    def _typed(self, text: str) -> None:
        self.receiver = None
        self._ask(text)

    def _ask(self, text: str) -> None:
        self._operations.query(f"receivers-{id(self)}", lambda: self._find(text), self._show)

    def _show(self, found: list[Receiver]) -> None:
        self.list.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name}   ·   {one.where}")
            item.setData(_RECEIVER, one)
            self.list.addItem(item)
        if found and self.edit.text().strip():
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(found) and self.receiver is None)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        self.receiver = item.data(_RECEIVER)
        self.edit.setText(self.receiver.name if self.receiver else "")
        self.list.hide()
        self.chosen.emit()

    def settle(self) -> Receiver | None:
        """The receiver that was taken, else the one that is marked in the list."""
        if self.receiver is None and self.list.isVisible() and self.edit.text().strip():
            self._take(self.list.currentItem())
        return self.receiver

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            row = self.list.currentRow()
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self.list.show()
                    step = 1 if event.key() == Qt.Key.Key_Down else -1
                    self.list.setCurrentRow(min(max(row + step, 0), self.list.count() - 1))
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take(self.list.currentItem())
                    return True
                case Qt.Key.Key_Tab if self.receiver is None and self.edit.text().strip():
                    self._take(self.list.currentItem())
        return super().eventFilter(watched, event)


class ForwardForm(StepForm):
    def build(self) -> None:
        office = self.office
        self.picker = ReceiverPicker(self.operations, lambda typed: receivers(office, typed))
        self.to_field = Field(tr("Kepada"), self.picker, "step-to", required=True)
        self.picker.edit.setObjectName("step-to-edit")
        self.picker.edit.setAccessibleName(tr("Kepada"))
        self.picker.setFocusProxy(self.picker.edit)
        self.picker.chosen.connect(self.note.setFocus)
        self.column.addWidget(self.to_field)

    def taken(self) -> StepDetails:
        receiver = self.picker.settle()
        if receiver is None:
            raise InvalidField("to", phrase("Pilih dahulu kepada siapa: ketik lalu tekan Enter."))
        return structs.replace(super().taken(), to=receiver.to, to_name=receiver.name)

    def first(self) -> QWidget:
        return self.picker.edit

    def faults(self) -> dict[str, Field[QWidget]]:
        return {**super().faults(), "to": self.to_field}


class SupportForm(StepForm):
    """Name and contact of one more person; all may stay empty."""

    def build(self) -> None:
        self.edits: dict[str, QLineEdit] = {}
        self.fields: dict[str, Field[QWidget]] = {}
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        for at, (name, title) in enumerate(
            (
                ("name", tr("Nama")),
                ("phone", field_name("phone")),
                ("national_id", field_name("national_id")),
                ("address", field_name("address")),
            )
        ):
            self.edits[name] = QLineEdit()
            field = Field(title, self.edits[name], f"support-{name}")
            self.fields[name] = field
            grid.addWidget(field, at // 2, at % 2)
        self.column.addLayout(grid)

    def taken(self) -> StepDetails:
        return structs.replace(
            super().taken(),
            person=structs.replace(Person(), **{name: edit.text().strip() for name, edit in self.edits.items()}),
        )

    def first(self) -> QWidget:
        return self.edits["name"]

    def faults(self) -> dict[str, Field[QWidget]]:
        return {
            **super().faults(),
            **self.fields,
            **{f"complainant.{name}": field for name, field in self.fields.items()},
        }


class AttachForm(StepForm):
    """Files by drop, paste or pick; each becomes a step of its own."""

    asks_date = False
    asks_note = False

    def build(self) -> None:
        self.files = Files(self.operations)
        add_to(self.column, self.files, self.files.list)
        self.files.changed.connect(lambda: self.fault.hide())

    def work(self) -> Callable[[], Case]:
        if self.files.busy:
            raise InvalidField("file", phrase("Berkas masih dibaca; tunggu sebentar lalu ulangi."))
        office, one, files = self.office, self.case.complaint.id, self.files.files
        if not files:
            raise InvalidField("file", phrase("Pilih, tarik atau tempel berkasnya dahulu."))

        def attach() -> Case:
            case = None
            for kept, file in enumerate(files):
                try:
                    case = office.attach(one, file)
                except OfficeError as refusal:
                    done = phrase("{kept} dari {all} berkas sudah tersimpan.", kept=kept, all=len(files))
                    raise OfficeError(Phrase("{done} {refusal}", {"done": done, "refusal": refusal.phrase})) from None
            assert case is not None
            return case

        return attach

    def first(self) -> QWidget:
        return self.files.line
