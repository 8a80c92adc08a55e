"""A new password, typed twice, with its strength in words; with the old one for people who change their own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.settings.section import button_row
from desktop.screens.theme import SPACE_S, look
from desktop.screens.widgets import Button, Field
from desktop.screens.widgets.password import PasswordEdit, strength
from desktop.wording.translation import tr


class PasswordForm(QWidget):
    """`submitted(old, new)` once both typings agree; the store decides whether it is good enough."""

    submitted = Signal(str, str)

    def __init__(self, name: str, user: str, button: str, *, with_old: bool = False) -> None:
        super().__init__()
        self._user = user
        self.old = Field(tr("Kata sandi sekarang"), PasswordEdit(), f"{name}-old", needed=True) if with_old else None
        self.new = Field(tr("Kata sandi baru"), PasswordEdit(), f"{name}-new", needed=True)
        self.again = Field(tr("Sekali lagi"), PasswordEdit(), f"{name}-again", needed=True)
        self.button = Button(button, f"{name}-submit", role="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for field in (self.old, self.new, self.again):
            if field is not None:
                field.setMaximumWidth(look.px(420))
                field.editor.returnPressed.connect(self._submit)
                field.editor.textEdited.connect(self._typed)
                column.addWidget(field)
        column.addLayout(button_row(self.button))
        self.button.clicked.connect(self._submit)

    def set_user(self, name: str) -> None:
        """Whose password it is: their own name makes a weak one."""
        self._user = name

    def set_busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)

    def clear(self) -> None:
        for field in (self.old, self.new, self.again):
            if field is not None:
                field.editor.clear()
                field.set_hint("")
                field.set_error("")
        self.set_busy(False)

    def refuse(self, sentence: str) -> None:
        """What the store said, beside the field that it is most likely about."""
        field = self.old or self.new
        field.set_error(sentence)
        field.editor.setFocus()

    def _typed(self) -> None:
        said, _tone = strength(self.new.editor.text(), self._user)
        for field in (self.old, self.again):
            if field is not None:
                field.set_error("")
        self.new.set_error("")
        self.new.set_hint(tr("Kekuatan: {said}", said=said) if said else "")

    def _submit(self) -> None:
        if not self.button.isEnabled():
            return
        old = self.old.editor.text() if self.old is not None else ""
        new = self.new.editor.text()
        if self.old is not None and not old:
            self.old.set_error(tr("Ketik kata sandi yang sekarang."))
            self.old.editor.setFocus()
        elif not new:
            self.new.set_error(tr("Ketik kata sandi yang baru."))
            self.new.editor.setFocus()
        elif self.again.editor.text() != new:
            self.again.set_error(tr("Belum sama dengan yang di atas."))
            self.again.editor.setFocus()
        else:
            self.submitted.emit(old, new)
