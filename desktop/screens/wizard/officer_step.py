"""Who keeps the book: the first user, with a password whose strength is said in words."""

from PySide6.QtWidgets import QLineEdit

from desktop.screens.theme import look
from desktop.screens.widgets.card import label
from desktop.screens.widgets.field import Field
from desktop.screens.widgets.layouts import STRETCH, add_to
from desktop.screens.widgets.password import PasswordEdit
from desktop.screens.wizard.step import Step
from desktop.wording.password_strength import strength
from desktop.wording.translation import tr

LEAST = 8


class OfficerStep(Step):
    def __init__(self) -> None:
        super().__init__(
            "officer",
            tr("Siapa petugasnya?"),
            tr(
                "Pengguna pertama menjadi admin. Petugas lain dan kepala desa/lurah dapat ditambahkan nanti di Pengaturan."
            ),
        )
        self.name = Field(tr("Nama petugas"), QLineEdit(), "officer-name", required=True)
        self.first = Field(
            tr("Kata sandi"), PasswordEdit(), "officer-password", required=True,
            hint=tr("Paling sedikit 8 huruf. Beberapa kata lebih kuat dan lebih mudah diingat daripada satu kata."),
        )  # fmt: skip
        self.second = Field(tr("Ulangi kata sandi"), PasswordEdit(), "officer-again", required=True)
        self.name.editor.setMaxLength(100)
        for field in (self.name, self.first, self.second):
            field.setMaximumWidth(look.px(420))
            self.column.addWidget(field)
        add_to(
            self.column,
            label(
                tr(
                    "Isi buku dienkripsi dengan kata sandi ini. Tidak ada yang dapat membukanya tanpa kata sandi atau kode pemulihan."
                ),
                "muted",
                wrap=True,
            ),
            STRETCH,
        )
        self.name.editor.returnPressed.connect(self.first.editor.setFocus)
        self.first.editor.returnPressed.connect(self.second.editor.setFocus)
        self.second.editor.returnPressed.connect(self.forward)
        for field in (self.name, self.first, self.second):
            field.editor.textChanged.connect(self._typed)

    def begin(self) -> None:
        self.name.editor.setFocus()

    def ready(self) -> bool:
        return bool(self.name.editor.text().strip() and self.first.editor.text() and self.second.editor.text())

    def check(self) -> bool:
        password, again = self.first.editor.text(), self.second.editor.text()
        name = self.name.editor.text().strip()
        self.name.set_error("" if name else tr("Isi nama petugas."))
        self.first.set_error("" if len(password) >= LEAST else tr("Kata sandi paling sedikit 8 huruf."))
        self.second.set_error("" if password == again else tr("Kedua kata sandi belum sama."))
        for field, right in (
            (self.name, bool(name)),
            (self.first, len(password) >= LEAST),
            (self.second, password == again),
        ):
            if not right:
                field.editor.setFocus()
                field.editor.selectAll()
                return False
        return True

    def _typed(self) -> None:
        password, again = self.first.editor.text(), self.second.editor.text()
        said, _ = strength(password, self.name.editor.text())
        self.first.set_error("")
        self.first.set_hint(
            tr("Kekuatan: {strength}", strength=said)
            if said
            else tr("Paling sedikit 8 huruf. Beberapa kata lebih kuat dan lebih mudah diingat daripada satu kata.")
        )
        self.second.set_error("")
        self.second.set_hint(tr("✓ Sama") if again and again == password else "")
        self.ready_changed.emit()
