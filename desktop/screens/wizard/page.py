"""The window of the first start: the steps at the side, the page in hand, back and on; all by keyboard."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QMessageBox, QStackedWidget, QWidget

from complaints.errors import OfficeError
from desktop import trace
from desktop.lanes.operations import Operations
from desktop.office.first_start import BadBackupFolder, FirstStartAnswers, make_aside
from desktop.resources import resource
from desktop.screens.wizard.backup_step import BackupStep
from desktop.screens.wizard.code_step import CodeStep, ConfirmStep
from desktop.screens.wizard.office_step import OfficeStep
from desktop.screens.wizard.officer_step import OfficerStep
from desktop.screens.wizard.step import WizardStep
from desktop.widgets import Button, MessageBar, PrimaryButton, label, on_keys
from desktop.widgets.busy_bar import busy_bar
from desktop.widgets.layouts import STRETCH, Gap, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, look, restyle
from desktop.wording import first_start
from desktop.wording.translation import tr, tr_in, tr_phrase
from sync.disk.renaming import discard


class WizardPage(QWidget):
    """Makes the office aside (in `mulai`, inside the data folder) and moves it into place only once the code is confirmed."""

    restore_asked = Signal()
    finished = Signal(object)  # the FirstStartAnswers

    def __init__(self, operations: Operations, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page")
        self._operations, self._folder = operations, folder
        self._half = folder / "mulai"
        self._made_from: FirstStartAnswers | None = None
        self._at = 0
        self._busy = False
        self.office, self.officer, self.backup = OfficeStep(operations), OfficerStep(), BackupStep()
        self.code, self.confirm = CodeStep(operations), ConfirmStep()
        self.steps: tuple[WizardStep, ...] = (self.office, self.officer, self.backup, self.code, self.confirm)
        self._build()
        # What an earlier, broken off first start may have left.
        operations.change(lambda: discard(self._half))
        self._show()

    def _build(self) -> None:
        self.messages = MessageBar()
        self.stack = QStackedWidget()
        self.stack.setMaximumWidth(look.px(680))
        for step in self.steps:
            self.stack.addWidget(step)
            step.ready_changed.connect(self._show_ready)
            step.forward.connect(self.go_on)
        self.progress = busy_bar("wizard-progress", tr("Sedang menyiapkan buku"))
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
            on_keys(self, keys, act)

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
            label(first_start.beside_the_steps(), "hint", wrap=True),
            Gap(SPACE_XL),
            space=SPACE_M,
            of=side,
            margins=(SPACE_XL, 40, SPACE_XL, SPACE_XL),
        )
        self.marks = [label("", wrap=True) for _ in self.steps]
        add_to(column, *self.marks, STRETCH)
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
        if not self._busy and self._at > 0:
            self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self._at = at
        self.messages.clear()
        self._show()

    def _show(self) -> None:
        step = self.steps[self._at]
        self.stack.setCurrentWidget(step)
        trace.mark(step.objectName())
        for at, mark in enumerate(self.marks):
            sign = "✓" if at < self._at else "●" if at == self._at else "○"
            mark.setText(f"{sign}  {self.steps[at].words.mark}")
            restyle(mark, "role", "heading" if at == self._at else "hint" if at > self._at else "")
        self.back.setVisible(self._at > 0)
        self.restore.setVisible(self._at == 0)
        last = step is self.confirm
        self.next.set_text(
            tr_in("tombol", "Selesai") if last else tr("Siapkan buku") if step is self.backup else tr("Lanjut")
        )
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

    def _answers(self) -> FirstStartAnswers:
        unit = self.office.unit
        assert unit is not None
        return FirstStartAnswers(
            unit,
            self.office.parent_name(),
            self.office.joins.isChecked(),
            self.officer.name.editor.text().strip(),
            self.officer.first.editor.text(),
            self.backup.path(),
            self.officer.head.editor.text().strip(),
            self.officer.address.editor.text().strip(),
        )

    def _make(self) -> None:
        """Make the office aside, unless what was made a moment ago still fits what is typed."""
        answers = self._answers()
        if answers == self._made_from and self.code.code:
            self._go(self._at + 1)
            return
        self._made_from, half = answers, self._half
        self._set_busy(True)
        self._operations.change(
            lambda: make_aside(half, answers), lambda code: self._show_code(code, answers), on_error=self._refuse
        )

    def _show_code(self, code: str, answers: FirstStartAnswers) -> None:
        self._set_busy(False)
        self.code.show_code(code, answers.office)
        self.confirm.expect(code)
        self._go(self.steps.index(self.code))

    def _refuse(self, error: OfficeError) -> None:
        self._set_busy(False)
        self._made_from = None
        sentence = tr_phrase(error.phrase)
        if self.steps[self._at] is self.backup and isinstance(error, BadBackupFolder):
            self.backup.refuse(sentence)
        else:
            self.messages.say(sentence, "danger")

    def _finish(self) -> None:
        from desktop.office.founding import move_into_place

        self._set_busy(True)
        half, folder = self._half, self._folder
        self._operations.change(lambda: move_into_place(half, folder), self._leave, on_error=self._refuse)

    def _leave(self, _: None) -> None:
        """The office is in its place: nothing secret stays behind."""
        self._busy = False
        self._made_from, answers = None, self._answers()
        for edit in (self.officer.first.editor, self.officer.second.editor):
            edit.clear()
        self.code.code = ""
        self.finished.emit(answers)

    def may_close(self) -> bool:
        """Asked when the window is closed: what was made aside goes, unless the user stays."""
        if self.code.code:
            answer = QMessageBox.question(self, "Buku Aduan", first_start.leave_unfinished())
            if answer != QMessageBox.StandardButton.Yes:
                return False
        half = self._half
        self._operations.change(lambda: discard(half))
        return True
