"""Where the daily backups go: best on another disk or a stick, because a broken disk takes everything on it."""

from PySide6.QtWidgets import QLineEdit

from desktop.screens.wizard.step import WizardStep
from desktop.widgets import Button, FormField, label
from desktop.widgets.file_dialogs import ask_folder
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.wording import first_start
from desktop.wording.translation import tr


class BackupStep(WizardStep):
    def __init__(self) -> None:
        super().__init__("backup")
        self.folder = FormField(tr("Folder cadangan"), QLineEdit(), "backup-folder", hint=first_start.backup_hint())
        self.folder.editor.setPlaceholderText(tr("Di komputer ini, dalam folder data"))
        self.folder.editor.returnPressed.connect(self.forward)
        self.folder.editor.textEdited.connect(lambda _: self.folder.set_error(""))
        choose = Button(tr("Pilih folder…"), "backup-choose", clicked=self._choose)
        away = label(first_start.backup_away(), "muted", wrap=True)
        add_to(self.column, self.folder, row_of(choose, STRETCH), away, STRETCH)

    def begin(self) -> None:
        self.folder.editor.setFocus()

    def path(self) -> str:
        return self.folder.editor.text().strip()

    def refuse(self, sentence: str) -> None:
        self.folder.set_error(sentence)
        self.folder.editor.setFocus()

    def _choose(self) -> None:
        folder = ask_folder(self, tr("Pilih folder cadangan"), self.path())
        if folder:
            self.folder.editor.setText(folder)
            self.folder.set_error("")
            self.folder.editor.setFocus()
