"""Backups: where they go, how many stay, one now, what is there, and how to come back from one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from complaints.errors import OfficeError
from desktop.office.upkeep import Upkeep
from desktop.screens.operations import Progress
from desktop.screens.settings.number_edit import NumberEdit
from desktop.screens.settings.section import Section, Surroundings, button_row
from desktop.screens.theme import SPACE_M, look
from desktop.screens.widgets import Button, Field, PrimaryButton, label
from desktop.screens.widgets.layouts import add_to, row_of
from desktop.screens.widgets.row_columns import Cell, Column, Width
from desktop.screens.widgets.row_model import RowModel
from desktop.screens.widgets.row_table import RowTable
from desktop.screens.widgets.task_row import TaskRow
from desktop.screens.wizard.backup_step import check_folder
from desktop.store import backup
from desktop.store.backup import SUFFIX, BackupReport
from desktop.wording.formats import clock_time, full_date, moment, number, size
from desktop.wording.translation import tr, tr_in, tr_phrase


@dataclass(frozen=True, slots=True)
class Known:
    """A backup file as its name and its list of contents tell it; `readable` is False when the file is damaged."""

    file: Path
    created: datetime | None
    size: int
    attachments: int
    readable: bool


@dataclass(frozen=True, slots=True)
class State:
    last: datetime | None
    place: Path
    fallback: bool
    files: tuple[Known, ...]


def look_up(upkeep: Upkeep) -> State:
    place, fallback = upkeep.place()
    return State(upkeep.last_backup(), place, fallback, tuple(_known(file) for file in upkeep.backups()))


def _known(file: Path) -> Known:
    try:
        length = file.stat().st_size
        manifest = backup.read_manifest(file)
    except (OfficeError, OSError):
        return Known(file, None, 0, 0, readable=False)
    inside = sum(name.startswith(backup.ATTACHMENTS) for name in manifest.parts)
    return Known(file, manifest.created.astimezone(), length, inside + len(manifest.beside), readable=True)


def columns() -> tuple[Column[Known], ...]:
    return (
        Column(tr("Dibuat"), _created, Width(by_rows=True)),
        Column(tr("Ukuran"), lambda known: Cell(size(known.size), tip=str(known.file)), Width(by_rows=True)),
        Column(
            tr_in("semua", "Lampiran"),
            lambda known: Cell(number(known.attachments), tip=str(known.file)),
            Width(by_rows=True),
        ),
        Column(tr("Keadaan"), _state),
    )


def _created(known: Known) -> Cell:
    words = f"{full_date(known.created)} {clock_time(known.created)}" if known.created else known.file.name
    return Cell(words, tip=str(known.file))


def _state(known: Known) -> Cell:
    words = tr("dibaca ulang saat dibuat ✓") if known.readable else tr("⚠ rusak: jangan dipakai")
    return Cell(words, tip=str(known.file))


class BackupSection(Section):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            tr("Setiap hari satu cadangan: terenkripsi, dan dibaca ulang sebelum dipercaya."),
            for_admins=False,
        )
        self.state: State | None = None
        self._now_card()
        self._place_card()
        self._list_card()
        card = self.card("restore-card", tr("Memulihkan"))
        for text in (
            tr(
                "Di komputer baru: mulai program ini, lalu pilih “Punya cadangan? Pulihkan…”. Bila data di sini rusak, layar masuk menawarkannya."
            ),
            tr(
                "Di komputer ini: tutup program, lalu jalankan buku-aduan restore BERKAS, dengan salah satu cadangan di atas."
            ),
            tr(
                "Buku yang sekarang disisihkan dahulu, tidak dihapus. Nomor register tidak akan terulang; kata sandi kembali seperti saat cadangan dibuat."
            ),
        ):
            card.column.addWidget(label(text, "muted", wrap=True))

    def _now_card(self) -> None:
        card = self.card("backup-now-card", tr("Cadangkan sekarang"))
        self.last = label("", "muted", "backup-last", wrap=True)
        self.now_button = PrimaryButton(tr("Cadangkan sekarang"), "backup-now", clicked=self._back_up)
        self.file_button = Button(tr("Ke berkas lain…"), "backup-file", clicked=self._ask_file)
        self.task = TaskRow(self.around.operations, "backup-task")
        add_to(card.column, self.last, button_row(self.now_button, self.file_button), self.task)

    def _place_card(self) -> None:
        card = self.card("backup-place-card", tr("Tempat cadangan"))
        self.folder = Field(
            tr("Folder cadangan"),
            QLineEdit(self.settings.backup_folder),
            "backup-folder",
            hint=tr("Sebaiknya flashdisk atau disk lain: disk yang rusak membawa semua yang ada padanya."),
        )
        self.folder.editor.setPlaceholderText(tr("Di komputer ini, dalam folder data"))
        self.folder.editor.textChanged.connect(self._typed)
        self.folder.editor.returnPressed.connect(self._save)
        self.choose_button = Button(tr("Pilih folder…"), "backup-choose", clicked=self._choose)
        self.kept = Field(
            tr("Berapa cadangan disimpan"),
            NumberEdit(3, 365, self.settings.backups_kept),
            "backups-kept",
            hint=tr("Yang tertua dihapus bila lebih dari ini."),
        )
        self.kept.editor.valueChanged.connect(self._typed)
        self.save_button = PrimaryButton(tr("Simpan"), "backup-save", keys="Ctrl+S", clicked=self._save)
        add_to(
            card.column,
            row_of(
                (self.folder, 3, Qt.AlignmentFlag.AlignTop), (self.kept, 1, Qt.AlignmentFlag.AlignTop), space=SPACE_M
            ),
            button_row(self.save_button, self.choose_button),
        )
        for part in (self.folder, self.kept, self.choose_button):
            part.setEnabled(self.around.admin)
        self._typed()

    def _list_card(self) -> None:
        card = self.card("backup-list-card", tr("Cadangan yang ada"))
        self.where = label("", "hint", "backup-where", wrap=True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = RowTable(RowModel(columns()), "backup-list", tr("Cadangan yang ada"))
        self.table.setMinimumHeight(look.px(180))
        self.verify_button = Button(tr("Periksa yang dipilih"), "backup-verify", clicked=self._verify)
        add_to(card.column, self.where, self.table, button_row(self.verify_button))

    # What is shown ---------------------------------------------------------------------------------------------------

    def shown(self) -> None:
        upkeep = self.around.office.upkeep
        self.around.operations.query("backups", lambda: look_up(upkeep), self._show)

    def refresh(self, kinds: frozenset[str]) -> None:
        if "backup" in kinds:
            self.shown()
        if "settings" in kinds:
            self._typed()

    def _show(self, state: State) -> None:
        self.state = state
        today = self.around.office.today()
        if state.last is None:
            self.last.setText(tr("Belum pernah dicadangkan."))
        else:
            self.last.setText(tr("Terakhir: {when}, sudah dibaca ulang ✓", when=moment(state.last.astimezone(), today)))
        where = tr("Di {folder}", folder=state.place)
        if state.fallback:
            where = tr("Folder pilihan sedang tidak ada; sementara ini di {folder}", folder=state.place)
        self.where.setText(where if state.files else where + " — " + tr("belum ada cadangan di sini"))
        self.table.show_lines(state.files)
        self.table.setVisible(bool(state.files))
        self.verify_button.setVisible(bool(state.files))

    # Where they go ---------------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        folder, kept = self.folder.editor.text().strip(), self.kept.editor.value()
        changed = (folder, kept) != (self.settings.backup_folder, self.settings.backups_kept)
        self.folder.set_error("")
        self.save_button.setEnabled(changed and self.around.admin)

    def _choose(self) -> None:
        start = self.folder.editor.text() or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, tr("Pilih folder cadangan"), start)
        if chosen:
            self.folder.editor.setText(chosen)
            self._save()

    def _save(self) -> None:
        if not self.save_button.isEnabled():
            return
        folder, kept = self.folder.editor.text().strip(), self.kept.editor.value()

        def good(_: None) -> None:
            self.save(tr("Tempat cadangan tersimpan."), after=self.shown, backup_folder=folder, backups_kept=kept)

        def bad(error: OfficeError) -> None:
            self.folder.set_error(tr_phrase(error.phrase))
            self.folder.editor.setFocus()

        self.around.operations.change(
            lambda: check_folder(folder), self.while_here(good), on_error=self.while_here(bad)
        )

    # What is done ----------------------------------------------------------------------------------------------------

    def _back_up(self) -> None:
        upkeep = self.around.office.upkeep

        def work(progress: Progress) -> BackupReport:
            return upkeep.backup_now(progress)[0]

        self._start(tr("Mencadangkan…"), work, self._backed_up)

    def _ask_file(self) -> None:
        today = self.around.office.today()
        proposed = Path.home() / f"buku-aduan-{today:%Y%m%d}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self, tr("Ke berkas lain…"), str(proposed), f"*{SUFFIX}")
        if name:
            self.back_up_to(Path(name))

    def back_up_to(self, file: Path) -> None:
        """A whole backup, attachments included, into this one file: for a stick."""
        upkeep = self.around.office.upkeep
        wanted = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
        self._start(tr("Mencadangkan…"), lambda progress: upkeep.backup(wanted, progress), self._backed_up)

    def _verify(self) -> None:
        chosen = self.table.chosen_line
        if chosen is None:
            return
        file, key = chosen.file, self.around.office.unlocked.key
        self._start(tr("Membaca ulang cadangan…"), lambda _progress: backup.verify(file, key), self._verified)

    def _start(
        self, title: str, work: Callable[[Progress], BackupReport], done: Callable[[BackupReport], None]
    ) -> None:
        # The buttons stay enabled: one that goes grey under the focus throws it somewhere else.
        if not self.task.start(title, work, done, failed=self._failed, stopped=self._stopped, kinds=("backup",)):
            self.around.say(tr("Pekerjaan sebelumnya belum selesai; tunggu sebentar atau hentikan."), "info")

    def _backed_up(self, report: BackupReport) -> None:
        said = tr(
            "Cadangan selesai dan dibaca ulang: {complaints} pengaduan, {attachments} lampiran, {size}.",
            complaints=number(report.complaints), attachments=number(report.attachments), size=size(report.size),
        )  # fmt: skip
        self.around.say(said, "ok")

    def _verified(self, report: BackupReport) -> None:
        said = tr(
            "Cadangan itu utuh: {complaints} pengaduan, {events} catatan.",
            complaints=number(report.complaints),
            events=number(report.events),
        )
        self.around.say(said, "ok")

    def _failed(self, sentence: str) -> None:
        self.around.say(sentence, "danger")

    def _stopped(self) -> None:
        self.around.say(tr("Dihentikan. Cadangan yang lama tetap ada."), "info")
