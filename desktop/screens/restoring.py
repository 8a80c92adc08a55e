"""Bringing a book back from a backup: on a new PC, or where the data file is damaged. What stood there is kept aside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from complaints.errors import OfficeError, WrongPassword
from desktop.lanes.lane import Progress
from desktop.lanes.operations import Operations
from desktop.widgets import Button, Card, FormField, PasswordEdit, PrimaryButton, label
from desktop.widgets.busy_bar import busy_bar
from desktop.widgets.faults import refusing, show_faults
from desktop.widgets.file_dialogs import ask_file
from desktop.widgets.layouts import STRETCH, Stretch, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S, SPACE_XL, look
from desktop.wording import program_texts
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from desktop.store.restore import RestoreReport


class RestorePage(QWidget):
    """Asks for the backup and a password of its time; `restored` carries a sentence for log in, and the user's name."""

    restored = Signal(str, str)
    cancelled = Signal()

    def __init__(self, operations: Operations, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self._operations, self._folder = operations, folder
        self._build()

    def _build(self) -> None:
        card = Card("restore", space=SPACE_XL, gap=SPACE_M)
        card.setFixedWidth(look.px(480))
        column_of(Stretch(2), row_of(STRETCH, card, STRETCH), Stretch(3), of=self, margins=None)
        self.file = FormField(tr("Berkas cadangan"), QLineEdit(), "restore-file", required=True)
        choose = Button(tr("Pilih berkas…"), "restore-choose", clicked=self._choose)
        self.name = FormField(tr("Nama"), QLineEdit(), "restore-name")
        self.password = FormField(
            tr("Kata sandi"), PasswordEdit(), "restore-password", required=True,
            hint=tr("Kata sandi saat cadangan dibuat; atau kosongkan nama dan ketik kode pemulihan."),
        )  # fmt: skip
        self.bar = busy_bar("restore-progress", tr("Memulihkan"))
        self.bar.hide()
        self.back = Button(tr("Kembali"), "restore-back", clicked=self.cancelled)
        self.back.setToolTip(tr("Kembali (Esc)"))
        self.go = PrimaryButton(tr("Pulihkan"), "restore-go", clicked=self._start)
        add_to(
            card.column,
            label(tr("Pulihkan dari cadangan"), "title", "restore-title"),
            label(program_texts.restoring(), "muted", wrap=True),
            self.file,
            row_of(choose, STRETCH),
            self.name,
            self.password,
            self.bar,
            row_of(self.back, (self.go, 1), space=SPACE_S),
        )
        self.file.editor.returnPressed.connect(self.name.editor.setFocus)
        self.name.editor.returnPressed.connect(self.password.editor.setFocus)
        self.password.editor.returnPressed.connect(self._start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.back.isEnabled():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def begin(self, file: Path | None = None) -> None:
        """`file` is the backup where it is chosen already."""
        if file is not None:
            self.file.editor.setText(str(file))
        editor = self.file.editor if file is None else self.name.editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        file = ask_file(self, tr("Pilih berkas cadangan"), Path.home(), "*")
        if file is not None:
            self.file.editor.setText(str(file))
            self.name.editor.setFocus()

    def _start(self) -> None:
        if not self.go.isEnabled():
            return
        path, name = self.file.editor.text().strip(), self.name.editor.text().strip()
        file, secret = Path(path), self.password.editor.text()
        wrong = show_faults(
            (self.file, "" if path and file.is_file() else tr("Pilih berkas cadangan yang ada.")),
            (self.password, "" if secret else tr("Isi kata sandi atau kode pemulihan.")),
        )
        if wrong is not None:
            wrong.editor.selectAll()
            return
        folder = self._folder

        def restore(_progress: Progress) -> RestoreReport:
            from desktop.office.restoring import restore_with

            return restore_with(secret, name, file, folder)

        self._set_busy(True)
        self._operations.task(restore, self._finish, on_error=self._refuse)

    def _set_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        for part in (self.file, self.name, self.password, self.back, self.go):
            part.setEnabled(not busy)

    def _finish(self, report: RestoreReport) -> None:
        from desktop.office.restoring import restored_words

        self._set_busy(False)
        self.password.editor.clear()
        self.restored.emit(restored_words(report), self.name.editor.text().strip())

    def _refuse(self, error: OfficeError) -> None:
        self._set_busy(False)
        # All but a wrong password is about the file: another one may be the way out.
        field = self.password if isinstance(error, WrongPassword) else self.file
        refusing(field)(error)
        field.editor.selectAll()
