"""The card on which the folder is chosen whose new files are offered for attaching."""

from PySide6.QtWidgets import QLineEdit

from desktop.office import scan_folder
from desktop.office.scan_folder import ScanFolder
from desktop.screens.settings.section import Section, button_row
from desktop.widgets import Button, Card, FormField, PrimaryButton, heading, hint
from desktop.widgets.faults import refusing
from desktop.widgets.file_dialogs import ask_folder
from desktop.widgets.layouts import add_to
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class ScanFolderCard(Card):
    def __init__(self, section: Section) -> None:
        super().__init__("scan-folder-card")
        self._section = section
        self.folder = FormField(tr("Folder pemindai"), QLineEdit(), "scan-folder")
        self.folder.editor.setPlaceholderText(tr("Belum ada: tidak ada yang ditawarkan"))
        self.save_button = PrimaryButton(tr("Simpan"), "scan-folder-save", clicked=self._save)
        choose = Button(tr("Pilih folder…"), "scan-folder-choose", clicked=self._choose)
        add_to(
            self.column,
            heading(tr("Pindaian dan foto")),
            hint(settings_explanations.scan_folder()),
            self.folder,
            button_row(self.save_button, choose),
        )
        office = section.office
        section.operations.query("settings-scan-folder", lambda: scan_folder.load(office), self._show)

    def _show(self, chosen: ScanFolder) -> None:
        self.folder.editor.setText(chosen.folder)

    def _choose(self) -> None:
        if folder := ask_folder(self, tr("Pilih folder pemindai"), self.folder.editor.text()):
            self.folder.editor.setText(folder)
            self._save()

    def _save(self) -> None:
        office, typed = self._section.office, self.folder.editor.text()
        self.folder.set_error("")

        def told(chosen: ScanFolder) -> None:
            self._show(chosen)
            self._section.say(tr("Folder pemindai tersimpan."))

        self._section.change(lambda: scan_folder.save(office, typed), told, on_error=refusing(self.folder))
