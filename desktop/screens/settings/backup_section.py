"""Backups: where they go, how many stay, one now, what is there, and how to come back from one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.lanes.lane import Progress
from desktop.office import backup_files, upkeep_words
from desktop.office.backup_files import Backups
from desktop.office.backup_folder import check_folder
from desktop.screens.navigate import Goto
from desktop.screens.settings.section import Section, SectionContext, button_row
from desktop.store import backup
from desktop.store.backup import SUFFIX, BackupReport
from desktop.tables.backups import backup_columns
from desktop.widgets import Button, FormField, PrimaryButton, RowModel, TaskRow, heading, label
from desktop.widgets.faults import refusing
from desktop.widgets.file_dialogs import ask_folder, ask_new_file
from desktop.widgets.layouts import row_of
from desktop.widgets.number_edit import NumberEdit
from desktop.widgets.row_table import RowTable
from desktop.widgets.theme import SPACE_M, look
from desktop.wording import settings_explanations
from desktop.wording.translation import tr


class BackupSection(Section):
    reloads_on = frozenset({"backup"})

    def __init__(self, around: SectionContext) -> None:
        super().__init__(around, for_admins=False)
        self.state: Backups | None = None
        self._build_now()
        self._build_place()
        self._build_list()
        texts = (label(sentence, "muted", wrap=True) for sentence in settings_explanations.restoring())
        self.card("restore-card", heading(tr("Memulihkan")), *texts)

    def _build_now(self) -> None:
        self.last = label("", "muted", "backup-last", wrap=True)
        self.now_button = PrimaryButton(tr("Cadangkan sekarang"), "backup-now", clicked=self._back_up)
        self.file_button = Button(tr("Ke berkas lain…"), "backup-file", clicked=self._ask_file)
        self.task = TaskRow(self.operations, "backup-task")
        buttons = button_row(self.now_button, self.file_button)
        self.card("backup-now-card", heading(tr("Cadangkan sekarang")), self.last, buttons, self.task)

    def _build_place(self) -> None:
        self.folder = FormField(tr("Folder cadangan"), QLineEdit(self.settings.backup_folder), "backup-folder")
        self.folder.set_hint(settings_explanations.backup_folder())
        self.folder.editor.setPlaceholderText(tr("Di komputer ini, dalam folder data"))
        self.folder.editor.textChanged.connect(self._show_changed)
        self.folder.editor.returnPressed.connect(self._save)
        number = NumberEdit(3, 365, self.settings.backups_kept)
        self.number = FormField(tr("Berapa cadangan disimpan"), number, "backups-kept")
        self.number.set_hint(settings_explanations.backups_kept())
        self.number.editor.valueChanged.connect(self._show_changed)
        self.choose_button = Button(tr("Pilih folder…"), "backup-choose", clicked=self._choose)
        self.save_button = PrimaryButton(tr("Simpan"), "backup-save", keys="Ctrl+S", clicked=self._save)
        top = Qt.AlignmentFlag.AlignTop
        self.card(
            "backup-place-card",
            heading(tr("Tempat cadangan")),
            row_of((self.folder, 3, top), (self.number, 1, top), space=SPACE_M),
            button_row(self.save_button, self.choose_button),
        )
        for part in (self.folder, self.number, self.choose_button):
            part.setEnabled(self.around.admin)
        self._show_changed()

    def _build_list(self) -> None:
        self.place = label("", "hint", "backup-where", wrap=True, selectable=True)
        self.table = RowTable(RowModel(backup_columns()), "backup-list", tr("Cadangan yang ada"))
        self.table.setMinimumHeight(look.px(180))
        self.verify_button = Button(tr("Periksa yang dipilih"), "backup-verify", clicked=self._verify)
        self.restore_button = Button(tr("Pulihkan yang dipilih…"), "backup-restore", clicked=self._restore)
        buttons = button_row(self.verify_button, self.restore_button)
        self.card("backup-list-card", heading(tr("Cadangan yang ada")), self.place, self.table, buttons)

    # What is shown ---------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        upkeep = self.office.upkeep
        self.operations.query("backups", lambda: backup_files.load(upkeep), self._show)

    def refresh(self, kinds: frozenset[str]) -> None:
        super().refresh(kinds)
        if "settings" in kinds:
            self._show_changed()

    def _show(self, state: Backups) -> None:
        self.state = state
        self.last.setText(upkeep_words.last_backup(state, self.office.today()))
        self.place.setText(upkeep_words.place(state))
        self.table.show_lines(state.files)
        self.table.setVisible(bool(state.files))
        self.verify_button.setVisible(bool(state.files))
        self.restore_button.setVisible(bool(state.files) and self.around.admin)

    # The place -------------------------------------------------------------------------------------------------------

    def _typed(self) -> tuple[str, int]:
        return self.folder.editor.text().strip(), self.number.editor.value()

    def _show_changed(self) -> None:
        changed = self._typed() != (self.settings.backup_folder, self.settings.backups_kept)
        self.folder.set_error("")
        self.save_button.setEnabled(changed and self.around.admin)

    def _choose(self) -> None:
        folder = ask_folder(self, tr("Pilih folder cadangan"), self.folder.editor.text())
        if folder:
            self.folder.editor.setText(folder)
            self._save()

    def _save(self) -> None:
        if not self.save_button.isEnabled():
            return
        folder, kept = self._typed()

        def save(_: None) -> None:
            confirmation, changes = tr("Tempat cadangan tersimpan."), {"backup_folder": folder, "backups_kept": kept}
            self.save(confirmation, after=self.reload, **changes)

        self.change(lambda: check_folder(folder), save, on_error=refusing(self.folder))

    # What is done ----------------------------------------------------------------------------------------------------

    def _back_up(self) -> None:
        upkeep = self.office.upkeep
        self._start(tr("Mencadangkan…"), lambda progress: upkeep.backup_now(progress)[0], self._confirm_backup)

    def _ask_file(self) -> None:
        proposed = Path.home() / f"buku-aduan-{self.office.today():%Y%m%d}{SUFFIX}"
        file = ask_new_file(self, tr("Ke berkas lain…"), proposed, f"*{SUFFIX}")
        if file:
            self.back_up_to(file)

    def back_up_to(self, file: Path) -> None:
        """A whole backup, attachments included, into this one file: for a stick."""
        upkeep = self.office.upkeep
        target = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
        self._start(tr("Mencadangkan…"), lambda progress: upkeep.backup(target, progress), self._confirm_backup)

    def _verify(self) -> None:
        chosen = self.table.chosen_line
        if chosen is None:
            return
        file, key = chosen.file, self.office.unlocked.key
        self._start(tr("Membaca ulang cadangan…"), lambda _progress: backup.verify(file, key), self._confirm_whole)

    def _restore(self) -> None:
        """The page for it closes the book first; back leads to log in, and nothing has changed."""
        chosen = self.table.chosen_line
        if chosen is not None and self.around.navigate is not None:
            self.around.navigate(Goto("settings", action="restore", file=chosen.file))

    def _start(
        self, title: str, work: Callable[[Progress], BackupReport], done: Callable[[BackupReport], None]
    ) -> None:
        # The buttons stay enabled: one that goes grey under the focus throws it somewhere else.
        stopped = tr("Dihentikan. Cadangan yang lama tetap ada.")
        self.run(self.task, title, work, done, stopped=stopped, kinds=("backup",))

    def _confirm_backup(self, report: BackupReport) -> None:
        self.say(upkeep_words.made(report))

    def _confirm_whole(self, report: BackupReport) -> None:
        self.say(upkeep_words.whole(report))
