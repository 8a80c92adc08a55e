"""The panels for forwarding, for one more person's support, and for files."""

from collections.abc import Callable

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from complaints.draft import Person
from complaints.errors import InvalidField
from complaints.phrases import phrase
from complaints.steps import StepDetails
from desktop.lanes.operations import Operations
from desktop.office.attaching import attach_all
from desktop.office.case import Case
from desktop.office.receivers import Receiver, receivers
from desktop.screens.complaints.forms.step_form import StepForm
from desktop.screens.record.attachments import Files
from desktop.widgets import FormField, named
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import add_to, column_of
from desktop.widgets.theme import SPACE_S, SPACE_XS, look
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr

_RECEIVER = Qt.ItemDataRole.UserRole


class ReceiverPicker(QWidget):
    """A line to type in, and the list of receivers that match; Down and Up choose, Enter takes."""

    chosen = Signal()

    def __init__(self, operations: Operations, search: Callable[[str], list[Receiver]]) -> None:
        super().__init__()
        self._operations, self._search = operations, search
        self.receiver: Receiver | None = None
        self.edit = named(QLineEdit(), "step-to-edit", tr("Kepada"))
        self.edit.setPlaceholderText(tr("Ketik nama orang, dinas, kecamatan, desa…"))
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        self.list = named(QListWidget(), "receivers", tr("Penerima yang cocok"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(look.px(150))
        self.list.itemClicked.connect(self._take)
        column_of(self.edit, self.list, space=SPACE_XS, of=self)
        self._query("")

    def _typed(self, text: str) -> None:
        self.receiver = None
        self._query(text)

    def _query(self, text: str) -> None:
        self._operations.query(f"receivers-{id(self)}", lambda: self._search(text), self._show)

    def _show(self, matches: list[Receiver]) -> None:
        self.list.clear()
        for receiver in matches:
            item = QListWidgetItem(f"{receiver.name}   ·   {receiver.place}")
            item.setData(_RECEIVER, receiver)
            self.list.addItem(item)
        if matches and self.edit.text().strip():
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(matches) and self.receiver is None)

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
        self.picker = ReceiverPicker(self.operations, lambda typed: receivers(self.office, typed))
        self.picker.chosen.connect(self.note.setFocus)
        self.add_field("to", tr("Kepada"), self.picker, required=True)
        self.start = self.picker.edit

    def details(self) -> StepDetails:
        receiver = self.picker.settle()
        if receiver is None:
            raise InvalidField("to", phrase("Pilih dahulu kepada siapa: ketik lalu tekan Enter."))
        return structs.replace(super().details(), to=receiver.to, to_name=receiver.name)


class SupportForm(StepForm):
    """Name and contact of one more person; all may stay empty."""

    def build(self) -> None:
        titles = {"name": tr("Nama")}
        titles |= {name: field_name(name) for name in ("phone", "national_id", "address")}
        self.edits = {name: QLineEdit() for name in titles}
        grid = grid_of(spaces=(SPACE_S, SPACE_S))
        for at, (name, edit) in enumerate(self.edits.items()):
            field = FormField(titles[name], edit, f"support-{name}")
            self.fields[name] = self.fields[f"complainant.{name}"] = field
            grid.addWidget(field, at // 2, at % 2)
        self.column.addLayout(grid)
        self.start = self.edits["name"]
        self.reads["person"] = self._person

    def _person(self) -> Person:
        return structs.replace(Person(), **{name: edit.text().strip() for name, edit in self.edits.items()})


class AttachForm(StepForm):
    """Files by drop, paste or pick; each becomes a step of its own."""

    asks_date = False
    asks_note = False

    def build(self) -> None:
        self.files = Files(self.operations)
        add_to(self.column, self.files, self.files.list)
        self.files.watch(self.office, self.column)
        self.files.changed.connect(lambda: self.fault.hide())
        self.start = self.files.line

    def work(self) -> Callable[[], Case]:
        if self.files.busy:
            raise InvalidField("file", phrase("Berkas masih dibaca; tunggu sebentar lalu ulangi."))
        office, complaint, files = self.office, self.case.complaint.id, self.files.files
        if not files:
            raise InvalidField("file", phrase("Pilih, tarik atau tempel berkasnya dahulu."))
        return lambda: attach_all(office, complaint, files)
