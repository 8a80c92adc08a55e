"""A new recovery code: asked for on purpose, shown once, printed or written down, and typed in part to be sure that it was."""

from desktop.screens.settings.section import Section, button_row
from desktop.screens.wizard.code_step import CodeStep, ConfirmStep
from desktop.widgets import Button, heading, hint, label, rule
from desktop.widgets.layouts import in_column
from desktop.widgets.theme import SPACE_M
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class RecoveryCard:
    """Lives on a card of the section; the steps of the first start serve here too."""

    def __init__(self, section: Section) -> None:
        self._section = section
        self.renew = Button(tr("Buat kode baru…"), "recovery-renew", clicked=self._ask)
        self.go_on = Button(tr("Buat sekarang"), "recovery-go-on", role="primary", clicked=self._make)
        self.cancel = Button(tr("Batal"), "recovery-keep", clicked=self._close)
        before = label(settings_explanations.before_a_new_code(), wrap=True)
        self._question = in_column(before, button_row(self.go_on, self.cancel))
        self.code = CodeStep(section.operations)
        self.confirm = ConfirmStep()
        self.confirm.forward.connect(self._finish)
        self.done = Button(tr("Sudah saya simpan"), "recovery-done", role="primary", clicked=self._finish)
        done = button_row(self.done)
        self._steps = in_column(rule(), self.code, rule(), self.confirm, done, space=SPACE_M)
        section.card(
            "recovery-card",
            heading(tr("Kode pemulihan")),
            hint(settings_explanations.recovery_code()),
            button_row(self.renew),
            self._question,
            self._steps,
        )
        self._close()

    def _close(self) -> None:
        self._question.hide()
        self._steps.hide()
        self.renew.setEnabled(True)

    def _ask(self) -> None:
        self.renew.setEnabled(False)
        self._question.show()
        self.go_on.setFocus()

    def _make(self) -> None:
        self.go_on.setEnabled(False)
        self._section.change(self._section.office.members.new_recovery_code, self._show)

    def _show(self, code: str) -> None:
        self.go_on.setEnabled(True)
        self._question.hide()
        self.code.show_code(code, self._section.settings.office_name)
        self.confirm.expect(code)
        self._steps.show()
        self.code.begin()

    def _finish(self) -> None:
        if self.confirm.check():
            self.code.show_code("", "")
            self.confirm.expect("-" * 4)
            self._close()
            self.renew.setFocus()
            self._section.say(tr("Kode pemulihan baru berlaku. Kode lama tidak membuka apa-apa lagi."))
