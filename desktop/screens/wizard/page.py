"""The window of the first start: the steps at the side, the page in hand, back and on; all by keyboard."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMessageBox,
    QProgressBar,
    QStackedWidget,
    QWidget,
)

from complaints.errors import OfficeError
from desktop.resources import resource
from desktop.screens import trace
from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, look
from desktop.screens.widgets.button import Button, PrimaryButton
from desktop.screens.widgets.card import label
from desktop.screens.widgets.layouts import STRETCH, Gap, column_of, row_of
from desktop.screens.widgets.message import MessageBar
from desktop.screens.widgets.naming import named
from desktop.screens.wizard.backup_step import BackupStep
from desktop.screens.wizard.code_step import CodeStep, ConfirmStep
from desktop.screens.wizard.office_step import OfficeStep
from desktop.screens.wizard.officer_step import OfficerStep
from desktop.screens.wizard.step import Step
from desktop.wording.translation import tr, tr_in, tr_phrase


class WizardPage(QWidget):
    """Makes the office aside (in `mulai`, inside the data folder) and moves it into place only once the code is confirmed."""

    restore_asked = Signal()
    finished = Signal(
        str, str, bool
    )  # the office as shown at log in, the first user's name, whether it is a further PC of it

    def __init__(self, operations: Operations, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self._operations, self._folder = operations, folder
        self._half = folder / "mulai"
        self._made_from: tuple[str, ...] = ()
        self._at = 0
        self._busy = False
        self.office, self.officer, self.backup = OfficeStep(operations), OfficerStep(), BackupStep()
        self.code, self.confirm = CodeStep(operations), ConfirmStep()
        self.steps: tuple[Step, ...] = (self.office, self.officer, self.backup, self.code, self.confirm)
        self._names = (tr("Kantor"), tr("Petugas"), tr("Cadangan"), tr("Kode pemulihan"), tr("Pastikan"))
        self._build()
        # What an earlier, broken off first start may have left.
        operations.change(lambda: shutil.rmtree(self._half, ignore_errors=True))
        self._show()

    def _build(self) -> None:
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        self.stack.setMaximumWidth(look.px(680))
        for step in self.steps:
            self.stack.addWidget(step)
            step.ready_changed.connect(self._show_ready)
            step.forward.connect(self.go_on)
        self.progress = named(QProgressBar(), "wizard-progress", tr("Sedang menyiapkan buku"))
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(look.px(680))
        self.progress.hide()
        self.back = Button(tr("Kembali"), "wizard-back", clicked=self.go_back)
        self.back.setToolTip(tr("Kembali (Alt+Panah kiri)"))
        self.next = PrimaryButton(tr("Lanjut"), "wizard-next", clicked=self.go_on)
        self.next.setToolTip(tr("Lanjut (Alt+Panah kanan)"))
        self.next.setMinimumWidth(look.px(140))
        self.restore = Button(tr("Punya cadangan? Pulihkan…"), "wizard-restore", role="link")
        self.restore.clicked.connect(self.restore_asked)
        row_of(
            self._build_side(),
            (
                column_of(
                    self.messages.place,
                    (self.stack, 1),
                    self.progress,
                    row_of(self.back, self.next, STRETCH, self.restore, space=SPACE_S),
                    space=SPACE_L,
                    margins=(64, 48, 64, SPACE_XL),
                ),
                1,
            ),
            space=0,
            of=self,
        )
        for keys, act in (("Alt+Left", self.go_back), ("Alt+Right", self.go_on)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def _build_side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(look.px(300))
        sign = label("")
        ratio = self.devicePixelRatioF()
        picture = QPixmap(str(resource("icons/buku-aduan.png"))).scaledToHeight(
            round(56 * ratio), Qt.TransformationMode.SmoothTransformation
        )
        picture.setDevicePixelRatio(ratio)
        sign.setPixmap(picture)
        column = column_of(
            sign,
            label("Buku Aduan", "product"),
            label(
                tr("Menyiapkan buku kantor. Semua tersimpan di komputer ini; tidak perlu jaringan."), "hint", wrap=True
            ),
            Gap(SPACE_XL),
            space=SPACE_M,
            of=side,
            margins=(SPACE_XL, 40, SPACE_XL, SPACE_XL),
        )
        self.marks: list[QLabel] = []
        for _ in self.steps:
            mark = label("", "", wrap=True)
            self.marks.append(mark)
            column.addWidget(mark)
        column.addStretch()
        return side

    def begin(self) -> None:
        """In front again: the keyboard goes where typing goes on."""
        self.steps[self._at].begin()

    # Going on and back -----------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        step = self.steps[self._at]
        if self._busy or not step.ready() or not step.check():
            return
        if step is self.backup:
            self._make()
        elif step is self.confirm:
            self._finish()
        else:
            self._go(self._at + 1)

    def go_back(self) -> None:
        if self._busy or self._at == 0:
            return
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self._at = at
        self.messages.clear()
        self._show()

    def _show(self) -> None:
        step = self.steps[self._at]
        self.stack.setCurrentWidget(step)
        trace.mark(step.objectName())
        for at, (mark, name) in enumerate(zip(self.marks, self._names, strict=True)):
            sign = "✓" if at < self._at else "●" if at == self._at else "○"
            mark.setText(f"{sign}  {name}")
            mark.setProperty("role", "heading" if at == self._at else "hint" if at > self._at else "")
            mark.style().unpolish(mark)
            mark.style().polish(mark)
        self.back.setVisible(self._at > 0)
        self.restore.setVisible(self._at == 0)
        last = step is self.confirm
        self.next.setText(
            tr_in("tombol", "Selesai") if last else tr("Siapkan buku") if step is self.backup else tr("Lanjut")
        )
        self.next.setAccessibleName(self.next.text())
        self._show_ready()
        step.begin()

    def _show_ready(self) -> None:
        self.next.setEnabled(not self._busy and self.steps[self._at].ready())
        self.back.setEnabled(not self._busy)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.progress.setVisible(busy)
        self.stack.setEnabled(not busy)
        self._show_ready()

    # Making the office -----------------------------------------------------------------------------------------------

    def _make(self) -> None:
        """Make the office aside, unless what was made a moment ago still fits what is typed."""
        unit = self.office.unit
        assert unit is not None
        wanted = (
            "joins" if self.office.joins.isChecked() else "",
            unit.code,
            self.officer.name.editor.text().strip(),
            self.officer.first.editor.text(),
            self.backup.path(),
        )
        if wanted == self._made_from and self.code.code:
            self._go(self._at + 1)
            return
        self._made_from = wanted
        parent, half, title = self.office.parent_name(), self._half, unit.title
        self._set_busy(True)
        self._operations.change(
            lambda: _make(half, wanted, title, parent),
            lambda code: self._made(code, title, parent),
            on_error=self._refused,
        )

    def _made(self, code: str, office: str, parent: str) -> None:
        self._set_busy(False)
        self.code.show_code(code, " · ".join(part for part in (office, parent) if part))
        self.confirm.expect(code)
        self._go(self.steps.index(self.code))

    def _refused(self, error: OfficeError) -> None:
        self._set_busy(False)
        self._made_from = ()
        sentence = tr_phrase(error.phrase)
        if self.steps[self._at] is self.backup and isinstance(error, _BackupFolder):
            self.backup.refuse(sentence)
        else:
            self.messages.say(sentence, "danger")

    def _finish(self) -> None:
        self._set_busy(True)
        half, folder = self._half, self._folder
        self._operations.change(lambda: _settle(half, folder), self._settled, on_error=self._refused)

    def _settled(self, _: None) -> None:
        self._busy = False
        office, name = self.code.office, self.officer.name.editor.text().strip()
        for edit in (self.officer.first.editor, self.officer.second.editor):
            edit.clear()
        self._made_from = ()
        self.code.code = ""
        self.finished.emit(office, name, self.office.joins.isChecked())

    def may_close(self) -> bool:
        """Asked when the window is closed: what was made aside goes, unless the user stays."""
        if self.code.code:
            answer = QMessageBox.question(
                self,
                "Buku Aduan",
                tr(
                    "Buku belum selesai disiapkan. Keluar sekarang? Yang sudah diisi dibuang dan kode pemulihan tadi tidak berlaku."
                ),
            )
            if answer != QMessageBox.StandardButton.Yes:
                return False
        half = self._half
        self._operations.change(lambda: shutil.rmtree(half, ignore_errors=True))
        return True


class _BackupFolder(OfficeError):
    """The backup folder is what is wrong."""


def _make(half: Path, wanted: tuple[str, ...], title: str, parent: str) -> str:
    """The office in the folder aside, closed again; returns the recovery code."""
    from desktop.office.backup_folder import check_folder
    from desktop.office.founding import FIRST_LETTER, SECOND_LETTER, Setup, found

    joins, unit, name, password, backup = wanted
    try:
        check_folder(backup)
    except OfficeError as error:
        raise _BackupFolder(error.phrase) from None
    shutil.rmtree(half, ignore_errors=True)
    letter = SECOND_LETTER if joins else FIRST_LETTER
    office, code = found(half, Setup(unit, title, parent, name, password, backup_folder=backup, letter=letter))
    office.close()
    return code


def _settle(half: Path, folder: Path) -> None:
    from desktop.office.founding import move_into_place

    move_into_place(half, folder)
