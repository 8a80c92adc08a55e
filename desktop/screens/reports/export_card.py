"""Ekspor register: the register as a file for Excel or other programs, of some days or of what the list shows."""

from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QWidget

from desktop.exporting.export import Exported, export
from desktop.exporting.sheets import left_out_sentence
from desktop.lanes.lane import Progress
from desktop.screens.navigate import Goto
from desktop.screens.reports.card import ReportCard, ReportContext
from desktop.store.listing import Query
from desktop.widgets import PrimaryButton, TaskRow, hint, named_by_text
from desktop.widgets.day_range import DayRange
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.layouts import STRETCH, add_to, in_row
from desktop.widgets.theme import SPACE_L
from desktop.wording.report_cards import with_people, without_people
from desktop.wording.translation import tr, tr_count, tr_phrase

ENDINGS = "Excel (*.xlsx);;CSV (*.csv);;JSON Lines (*.jsonl)"


class ExportCard(ReportCard):
    def __init__(self, around: ReportContext) -> None:
        super().__init__(around, "register")
        self._list: Query | None = None
        self._build_choice()
        self.range = DayRange(tr("Diterima dari tanggal"), around.office.today(), ("reports-first", "reports-last"))
        self.range.changed.connect(self._count)
        self.count = hint("", "reports-count")
        self.identity = named_by_text(QCheckBox(with_people()), "reports-identity")
        self.task = TaskRow(around.operations, "reports-task")
        add_to(self.column, self.range, self.count, self.identity, hint(without_people()))
        self.add_button(PrimaryButton(tr("Ekspor…"), "reports-export", keys="Ctrl+E", clicked=self._choose))
        self.column.addWidget(self.task)
        self._count()

    def _build_choice(self) -> None:
        """Shown once a list was brought here: its complaints, or those of some days."""
        self.by_days = named_by_text(QRadioButton(tr("Menurut tanggal diterima")), "reports-by-days")
        self.by_list = named_by_text(QRadioButton(tr("Daftar yang tadi di layar")), "reports-by-list")
        self.choice = in_row(self.by_days, self.by_list, STRETCH, space=SPACE_L)
        group = QButtonGroup(self.choice)
        for button in (self.by_days, self.by_list):
            group.addButton(button)
        self.by_days.setChecked(True)
        group.buttonClicked.connect(self._show_choice)
        self.choice.hide()
        self.column.addWidget(self.choice)

    @property
    def first(self) -> QWidget:
        return self.range.first.editor if self.by_days.isChecked() else self.button

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
        self.range.setVisible(self.by_days.isChecked())
        self._count()

    def _query(self) -> Query:
        if self.by_list.isChecked() and self._list is not None:
            return self._list
        first, last = self.range.days
        return Query(received_from=first, received_to=last, descending=False)

    def _count(self) -> None:
        possible = self.by_list.isChecked() or self.range.in_order
        self.button.setEnabled(possible and not self.task.busy)
        office, query = self.around.office, self._query()
        if possible:
            self.around.operations.query("reports-count", lambda: office.count(query), self._show_count)

    def _show_count(self, count: int) -> None:
        self.count.setText(tr_count("{count} pengaduan akan diekspor.", count=count))

    def _choose(self) -> None:
        first, last = self.range.days
        name = f"register-{first:%Y%m%d}-{last:%Y%m%d}"
        if self.by_list.isChecked():
            name = f"daftar-{self.around.office.today():%Y%m%d}"
        file = ask_new_file(self, tr("Ekspor register"), Path.home() / f"{name}.xlsx", ENDINGS)
        if file is not None:
            self.export(file)

    def export(self, file: Path) -> None:
        """Writes the register there, in the format of the file's ending."""
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
        sentences = [tr_count("{count} pengaduan tertulis di {file}.", count=done.complaints, file=done.file)]
        sentences += [tr_phrase(left_out_sentence(done.hidden))] if done.hidden else []
        self.around.say(" ".join(sentences), "ok")

    def _failed(self, sentence: str) -> None:
        self._free()
        self.around.say(sentence, "danger")

    def _stopped(self) -> None:
        self._free()
        self.around.say(tr("Ekspor dihentikan. Tidak ada berkas yang ditulis."), "info")
