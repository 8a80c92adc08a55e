"""A new password, typed twice, with its strength in words; with the old one for people who change their own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from complaints.errors import OfficeError
from desktop.screens.settings.section import button_row
from desktop.widgets import Button, FormField, PasswordEdit
from desktop.widgets.faults import refusing, show_faults
from desktop.widgets.layouts import column_of
from desktop.widgets.theme import SPACE_S, look
from desktop.wording.password_strength import strength
from desktop.wording.translation import tr


class PasswordForm(QWidget):
    """`submitted(old, new)` once both typings agree; the store decides whether it is good enough."""

    submitted = Signal(str, str)

    def __init__(self, name: str, user: str, button: str, *, with_old: bool = False) -> None:
        super().__init__()
        self._user = user
        self.old = (
            FormField(tr("Kata sandi sekarang"), PasswordEdit(), f"{name}-old", required=True) if with_old else None
        )
        self.new = FormField(tr("Kata sandi baru"), PasswordEdit(new=True), f"{name}-new", required=True)
        self.repeated = FormField(tr("Sekali lagi"), PasswordEdit(), f"{name}-again", required=True)
        self._fields = [field for field in (self.old, self.new, self.repeated) if field is not None]
        self.button = Button(button, f"{name}-submit", role="primary", clicked=self._submit)
        for field in self._fields:
            field.setMaximumWidth(look.px(420))
            field.editor.returnPressed.connect(self._submit)
            field.editor.textEdited.connect(self._show_strength)
        column_of(*self._fields, button_row(self.button), space=SPACE_S, of=self)

    def set_user(self, name: str) -> None:
        """Whose password it is: their own name makes a weak one."""
        self._user = name

    def set_busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)

    def clear(self) -> None:
        for field in self._fields:
            field.editor.clear()
            field.set_hint("")
            field.set_error("")
        self.set_busy(False)

    def refuse(self, error: OfficeError) -> None:
        """What the store said, beside the field that it is most likely about."""
        self.set_busy(False)
        refusing(self._fields[0])(error)

    def _show_strength(self) -> None:
        for field in self._fields:
            field.set_error("")
        self.new.set_hint(strength(self.new.editor.text(), [self._user]))

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        old, new = self.old.editor.text() if self.old else "", self.new.editor.text()
        if self.old is not None and not old:
            show_faults((self.old, tr("Ketik kata sandi yang sekarang.")))
        elif not new:
            show_faults((self.new, tr("Ketik kata sandi yang baru.")))
        elif self.repeated.editor.text() != new:
            show_faults((self.repeated, tr("Belum sama dengan yang di atas.")))
        else:
            self.submitted.emit(old, new)
