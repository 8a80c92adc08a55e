"""The form that enrols this PC with the district: address and one-time code, typed or pasted together."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from complaints.errors import InvalidField, OfficeError
from desktop.lanes.operations import Operations
from desktop.office import sync_situation
from desktop.office.office import Office
from desktop.widgets import Button, FormField, MessageBar, PrimaryButton, hint
from desktop.widgets.busy_bar import busy_bar
from desktop.widgets.file_dialogs import ask_file
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S, look
from desktop.wording.translation import tr, tr_phrase

LONGEST = 400


class EnrolForm(QWidget):
    """`enrolled` when the district has taken this PC in; `cancelled` by a button that is there only when `can_cancel`."""

    enrolled = Signal()
    cancelled = Signal()

    def __init__(self, operations: Operations, office: Office, *, can_cancel: bool = False) -> None:
        super().__init__()
        self.setObjectName("enrol")
        self._operations, self._office = operations, office
        self.messages = MessageBar(name="enrol-message")
        column = column_of(self.messages.place, space=SPACE_M, of=self)
        self.address = FormField(tr("Alamat server kabupaten"), QLineEdit(), "enrol-address", required=True)
        self.address.set_hint(sync_situation.address_hint())
        self.address.editor.setPlaceholderText("https://aduan.sinjaikab.go.id")
        self.code = FormField(tr("Kode pendaftaran"), QLineEdit(), "enrol-code", required=True)
        self.code.set_hint(sync_situation.code_hint())
        self.code.editor.setPlaceholderText("K7QM-4T2X-9DNB")
        for field, act in ((self.address, self.code.editor.setFocus), (self.code, self._enrol)):
            field.editor.setMaxLength(LONGEST)
            field.editor.textEdited.connect(self._typed)
            field.editor.returnPressed.connect(act)
            column.addWidget(field)
        self.go = PrimaryButton(tr("Daftarkan komputer ini"), "enrol-go", clicked=self._enrol)
        self.back = Button(tr("Batal"), "enrol-back", clicked=self.cancelled)
        self.invitation = Button(tr("Berkas undangan…"), "enrol-invitation", clicked=self._choose_invitation)
        self.invitation.setToolTip(tr("Untuk kantor tanpa jaringan: undangan kabupaten di flashdisk"))
        column.addLayout(row_of(self.go, self.invitation, self.back, STRETCH, space=SPACE_S))
        self.back.setVisible(can_cancel)
        self.bar = busy_bar("enrol-bar", tr("Mendaftarkan…"))
        self.bar.hide()
        self.only_admins = hint(sync_situation.only_admins_enrol(), "enrol-only-admins")
        add_to(column, self.bar, self.only_admins)
        self.setMaximumWidth(look.px(520))
        self.setFocusProxy(self.address.editor)
        self._busy = self.by_invitation = False
        self._show_ready()

    def _choose_invitation(self) -> None:
        file = ask_file(self, tr("Berkas undangan kabupaten"), Path.home(), sync_situation.bundle_kinds())
        if file is not None:
            self.begin(str(file))

    def begin(self, address: str = "") -> None:
        """An empty form, but for this address, or the file of an invitation."""
        self.messages.clear()
        self.address.editor.setText(address)
        self.code.editor.clear()
        for field in (self.address, self.code):
            field.set_error("")
        self._show_ready()
        (self.code if address else self.address).editor.setFocus()

    def _typed(self) -> None:
        from sync.address import invitation

        for field in (self.address, self.code):
            field.set_error("")
            pasted = invitation(field.editor.text())
            if pasted is not None:
                address, code = pasted
                self.address.editor.setText(address)
                self.code.editor.setText(code)
                self.code.editor.setFocus()
        self._show_ready()

    def _show_ready(self) -> None:
        admin = self._office.user.role == "admin"
        self.only_admins.setVisible(not admin)
        for field in (self.address, self.code):
            field.setEnabled(admin and not self._busy)
        filled = self.address.editor.text().strip() and self.code.editor.text().strip()
        self.go.setEnabled(bool(admin and filled and not self._busy))
        self.invitation.setEnabled(admin and not self._busy)
        self.back.setEnabled(not self._busy)
        self.bar.setVisible(self._busy)

    def _enrol(self) -> None:
        if not self.go.isEnabled():
            return
        office = self._office
        address, code = self.address.editor.text().strip(), self.code.editor.text().strip()
        self._busy = True
        self.messages.clear()
        self._show_ready()
        self._operations.task(
            lambda _progress: office.district.join(address, code),
            self._done,
            kinds=("sync", "complaints"),
            on_error=self._refused,
            lane="exchange",
        )

    def _done(self, by_invitation: bool) -> None:
        self._busy, self.by_invitation = False, by_invitation
        self.code.editor.clear()
        self._show_ready()
        self.enrolled.emit()

    def _refused(self, error: OfficeError) -> None:
        from sync.bundle.invitation import OtherKeys
        from sync.refusals import DistrictRefused, Unreachable

        self._busy = False
        self._show_ready()
        sentence = sync_situation.not_enrolled(tr_phrase(error.phrase), is_unreachable=isinstance(error, Unreachable))
        wrong_code = isinstance(error, DistrictRefused) and error.reason in ("code", "unit")
        if wrong_code or isinstance(error, InvalidField | OtherKeys):
            self.code.set_error(sentence)
            self.code.editor.setFocus()
            self.code.editor.selectAll()
        else:
            self.messages.say(sentence, "danger")
            self.address.editor.setFocus()
