"""Ekspor register: the register as a file for Excel or other programs, of some days or of what the list shows."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QHBoxLayout, QRadioButton, QWidget

from desktop.exporting.export import Exported, export
from desktop.screens.navigate import Goto
from desktop.screens.operations import Progress
from desktop.screens.reports.card import ReportCard, Surroundings
from desktop.screens.theme import SPACE_L, SPACE_S
from desktop.screens.widgets import Field, PrimaryButton, hint
from desktop.screens.widgets.date_edit import DateEdit
from desktop.screens.widgets.layouts import STRETCH, add_to, row_of
from desktop.screens.widgets.task_row import TaskRow
from desktop.store.listing import Query
from desktop.wording.translation import tr, tr_count

ENDINGS = "Excel (*.xlsx);;CSV (*.csv);;JSON Lines (*.jsonl)"


class ExportCard(ReportCard):
    def __init__(self, around: Surroundings) -> None:
        super().__init__(
            around,
            "register",
            tr("Ekspor register"),
            tr("Register dan rekapnya sebagai berkas Excel, atau CSV dan JSON untuk program lain."),
        )
        self._list: Query | None = None
        self._build_choice()
        today = around.office.today()
        self.from_day = Field(tr("Diterima dari tanggal"), DateEdit(date(today.year, 1, 1)), "reports-first")
        self.to_day = Field(tr("sampai tanggal"), DateEdit(today), "reports-last")
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_L)
        for field in (self.from_day, self.to_day):
            row.addWidget(field, 1)
            field.editor.dateChanged.connect(self._count)
        self.count = hint("", "reports-count")
        self.identity = QCheckBox(tr("Sertakan identitas pelapor (dicatat dalam riwayat kantor)"))
        self.identity.setObjectName("reports-identity")
        self.identity.setAccessibleName(self.identity.text())
        self.button = PrimaryButton(tr("Ekspor…"), "reports-export", keys="Ctrl+E", clicked=self._choose)
        self.task = TaskRow(around.operations, "reports-task")
        add_to(
            self.column,
            self.days,
            self.count,
            self.identity,
            hint(tr("Tanpa centang ini nama, NIK, telepon dan alamat tidak ikut dalam berkas.")),
            row_of(self.button, STRETCH, space=SPACE_S),
            self.task,
        )
        self._count()

    def _build_choice(self) -> None:
        """Shown once a list was brought here: its complaints, or those of some days."""
        self.choice = QWidget()
        row = QHBoxLayout(self.choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_L)
        self.by_days = QRadioButton(tr("Menurut tanggal diterima"))
        self.by_list = QRadioButton(tr("Daftar yang tadi di layar"))
        group = QButtonGroup(self.choice)
        for name, button in (("reports-by-days", self.by_days), ("reports-by-list", self.by_list)):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self.by_days.setChecked(True)
        group.buttonClicked.connect(self._show_choice)
        self.choice.hide()
        self.column.addWidget(self.choice)

    @property
    def first(self) -> QWidget:
        return self.from_day.editor if self.by_days.isChecked() else self.button

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+E", tr("Ekspor…")),)

    def go(self, goto: Goto) -> None:
        """`query`: the list whose complaints are to be exported, in its order."""
        if goto.query is not None:
            self._list = goto.query
            self.choice.show()
            self.by_list.setChecked(True)
            self._show_choice()
            self.button.setFocus()

    def changed(self, kinds: frozenset[str]) -> None:
        if "complaints" in kinds:
            self._count()

    def _show_choice(self) -> None:
        self.days.setVisible(self.by_days.isChecked())
        self._count()

    def _days(self) -> tuple[date, date]:
        first, last = self.from_day.editor.date().toPython(), self.to_day.editor.date().toPython()
        assert isinstance(first, date)
        assert isinstance(last, date)
        return first, last

    def _query(self) -> Query:
        if self.by_list.isChecked() and self._list is not None:
            return self._list
        first, last = self._days()
        return Query(received_from=first, received_to=last, descending=False)

    def _count(self) -> None:
        first, last = self._days()
        wrong = tr("Tanggal akhir sebelum tanggal awal.") if last < first and self.by_days.isChecked() else ""
        self.to_day.set_error(wrong)
        self.button.setEnabled(not wrong and not self.task.busy)
        office, query = self.around.office, self._query()
        if not wrong:
            self.around.operations.query("reports-count", lambda: office.count(query), self._show_count)

    def _show_count(self, count: int) -> None:
        self.count.setText(tr_count("{count} pengaduan akan diekspor.", count=count))

    def _choose(self) -> None:
        today = self.around.office.today()
        first, last = self._days()
        name = f"daftar-{today:%Y%m%d}" if self.by_list.isChecked() else f"register-{first:%Y%m%d}-{last:%Y%m%d}"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Ekspor register"), str(Path.home() / f"{name}.xlsx"), ENDINGS)
        if chosen:
            self.export(Path(chosen))

    def export(self, file: Path) -> None:
        """Write the register there; the form follows the ending."""
        if not file.suffix:
            file = file.with_suffix(".xlsx")
        office, identity, query = self.around.office, self.identity.isChecked(), self._query()

        def work(progress: Progress) -> Exported:
            return export(office, file, query, with_identity=identity, progress=progress)

        self.task.start(
            tr("Menulis {name}…", name=file.name), work, self._exported, failed=self._failed, stopped=self._stopped
        )
        # Before the button is switched off: the keyboard must not land on another screen's button.
        self.task.stop.setFocus()
        self.button.setEnabled(False)

    def _free(self) -> None:
        self.button.setEnabled(True)
        self.button.setFocus()

    def _exported(self, done: Exported) -> None:
        self._free()
        self.around.say(tr_count("{count} pengaduan tertulis di {file}.", count=done.complaints, file=done.file), "ok")

    def _failed(self, sentence: str) -> None:
        self._free()
        self.around.say(sentence, "danger")

    def _stopped(self) -> None:
        self._free()
        self.around.say(tr("Ekspor dihentikan. Tidak ada berkas yang ditulis."), "info")
