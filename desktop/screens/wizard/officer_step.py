"""Who keeps the book: the first user, with a password whose strength is said in words."""

from PySide6.QtWidgets import QLineEdit

from desktop.screens.wizard.step import WizardStep
from desktop.widgets import FormField, PasswordEdit, label
from desktop.widgets.faults import show_faults
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.theme import SPACE_M, look
from desktop.wording import first_start
from desktop.wording.password_strength import fault, strength
from desktop.wording.translation import tr


class OfficerStep(WizardStep):
    def __init__(self) -> None:
        super().__init__("officer")
        self.name = FormField(tr("Nama petugas"), QLineEdit(), "officer-name", required=True)
        self.name.editor.setMaxLength(100)
        self.first = FormField(tr("Kata sandi"), PasswordEdit(new=True), "officer-password", required=True)
        self.second = FormField(tr("Ulangi kata sandi"), PasswordEdit(), "officer-again", required=True)
        self.head = FormField(
            tr("Nama kepala kantor"), QLineEdit(), "officer-head", hint=tr("Kepala desa, lurah atau camat")
        )
        self.address = FormField(tr("Alamat kantor"), QLineEdit(), "officer-address", hint=tr("Jalan dan nomor"))
        for field in (self.head, self.address):
            field.editor.setMaxLength(120)
        for field in (self.name, self.first, self.second):
            field.setMaximumWidth(look.px(420))
            field.editor.textChanged.connect(self._show_typed)
        encrypted = label(first_start.encrypted_by_password(), "muted", wrap=True)
        for_papers = label(first_start.for_papers(), "muted", wrap=True)
        papers = row_of((self.head, 1), (self.address, 1), space=SPACE_M)
        add_to(self.column, self.name, self.first, self.second, encrypted, for_papers, papers, STRETCH)
        self.name.editor.returnPressed.connect(self.first.editor.setFocus)
        self.first.editor.returnPressed.connect(self.second.editor.setFocus)
        # Head and address can wait: who goes on by Enter isn't held up.
        self.second.editor.returnPressed.connect(self.forward)
        self.head.editor.returnPressed.connect(self.address.editor.setFocus)
        self.address.editor.returnPressed.connect(self.forward)
        self._show_typed()

    def begin(self) -> None:
        self.name.editor.setFocus()

    def ready(self) -> bool:
        return bool(self.name.editor.text().strip() and self.first.editor.text() and self.second.editor.text())

    def check(self) -> bool:
        name, password = self.name.editor.text().strip(), self.first.editor.text()
        wrong = show_faults(
            (self.name, "" if name else tr("Isi nama petugas.")),
            (self.first, fault(password, [name])),
            (self.second, "" if self.second.editor.text() == password else tr("Kedua kata sandi belum sama.")),
        )
        if wrong is not None:
            wrong.editor.selectAll()
        return wrong is None

    def _show_typed(self) -> None:
        password, repeated = self.first.editor.text(), self.second.editor.text()
        self.first.set_error("")
        self.first.set_hint(strength(password, [self.name.editor.text()]) or first_start.password_hint())
        self.second.set_error("")
        self.second.set_hint(tr("✓ Sama") if repeated and repeated == password else "")
        self.ready_changed.emit()
