"""The third step: what a trial run found. The problems by their rows, and the good rows, each with a check mark."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from desktop.importing.register_import import Report
from desktop.importing.sentences import problem_cells, row_cells, trial_run
from desktop.importing.source import Source
from desktop.screens.importing.trial_rows import TrialRow, TrialRows
from desktop.screens.theme import SPACE_M, SPACE_S, look
from desktop.screens.widgets import Button, Card, Chip, heading, label
from desktop.screens.widgets.file_dialogs import ask_new_file
from desktop.screens.widgets.layouts import STRETCH, add_to, add_widgets, column_of, row_of
from desktop.screens.widgets.naming import named
from desktop.screens.widgets.row_columns import Width
from desktop.screens.widgets.row_table import RowTable
from desktop.wording import formats
from desktop.wording.field_text import field_name
from desktop.wording.translation import tr, tr_count


class CheckPage(QWidget):
    """`back`; `recorded` with the numbers of the rows to leave out; `saved` with the file for the rows with problems."""

    back = Signal()
    recorded = Signal(object)
    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-check-page")
        self._good = 0
        self._file = Path()
        card = Card("import-check-card")
        self.title = heading("", "import-check-title")
        self.sentence = label("", "muted", "import-check-sentence", wrap=True)
        self.bad = TrialRows(
            ((tr("Baris"), Width(70)), (tr("Kolom"), Width(170)), (tr("Isi sel"), Width(220)), (tr("Masalah"), None))
        )
        self.good = TrialRows(
            (
                (tr("Baris"), Width(90)), (tr("Tanggal"), Width(130)), (tr("Pelapor"), Width(190)), (tr("Status"), Width(130)),
                (field_name("body"), None),
            ),
            checkable=True,
        )  # fmt: skip
        self.good.chosen.connect(self._show_chosen)
        self.bad_table = RowTable(self.bad, "import-problems", tr("Baris bermasalah"), resizable=True)
        self.good_table = RowTable(self.good, "import-good-rows", tr("Baris yang dapat dicatat"), resizable=True)
        self.tables = QStackedWidget()
        add_widgets(self.tables, self.bad_table, self.good_table)
        add_to(card.column, self.title, self.sentence, self._build_choice(), (self.tables, 1))
        column_of((card, 1), self._build_foot(), space=SPACE_M, of=self)

    def _build_choice(self) -> QHBoxLayout:
        self.show_bad = Chip("", "import-show-problems")
        self.show_good = Chip("", "import-show-good")
        self.show_bad.clicked.connect(lambda: self._turn(0))
        self.show_good.clicked.connect(lambda: self._turn(1))
        self.filter = named(QLineEdit(), "import-filter", tr("Saring: nomor baris, kolom, atau kata"))
        self.filter.setPlaceholderText(self.filter.accessibleName())
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(look.px(300))
        self.filter.textChanged.connect(self._narrow)
        self.save = Button(tr("Simpan baris bermasalah…"), "import-save-problems", keys="Ctrl+S", clicked=self._save)
        return row_of(self.show_bad, self.show_good, STRETCH, self.filter, self.save, space=SPACE_S)

    def _build_foot(self) -> QHBoxLayout:
        back = Button(tr("Kembali"), "import-check-back", keys="Alt+Left", clicked=self.back)
        self.chosen = label("", "muted", "import-chosen")
        self.record = Button("", "import-record", role="primary", keys="Alt+Right")
        self.record.clicked.connect(lambda: self.recorded.emit(frozenset(self.good.left_out)))
        return row_of(back, STRETCH, self.chosen, self.record, space=SPACE_S)

    def show_report(self, source: Source, report: Report) -> None:
        self._good, self._file = len(report.good), source.file
        lines = {line.number: line for line in source.rows}
        self.filter.clear()
        self.bad.put([TrialRow(bad.row, problem_cells(bad)) for bad in report.bad])
        self.good.put([TrialRow(row, row_cells(source, lines[row], report.stages[row])) for row in report.good])
        self.title.setText(tr("{name}: hasil pemeriksaan", name=source.file.name))
        self.sentence.setText(trial_run(report))
        self.show_bad.set_text(tr("Bermasalah {count}", count=formats.number(len(report.bad))))
        self.show_good.set_text(tr("Dapat dicatat {count}", count=formats.number(len(report.good))))
        self.save.setEnabled(bool(report.bad))
        self._turn(0 if report.bad else 1)
        self._show_chosen()
        (self.record if self.record.isEnabled() else self.bad_table).setFocus()

    def _turn(self, page: int) -> None:
        self.tables.setCurrentIndex(page)
        self.show_bad.setChecked(page == 0)
        self.show_good.setChecked(page == 1)

    def _narrow(self, words: str) -> None:
        self.bad.narrow(words)
        self.good.narrow(words)

    def _show_chosen(self) -> None:
        count = self._good - len(self.good.left_out)
        text = tr_count("Catat {count} baris", count=count)
        self.record.setText(text)
        self.record.setAccessibleName(text)
        self.record.setEnabled(count > 0)
        self.record.updateGeometry()
        left_out = len(self.good.left_out)
        self.chosen.setText(tr_count("{count} baris tidak dipilih", count=left_out) if left_out else "")

    def _save(self) -> None:
        proposed = self._file.with_name(f"{self._file.stem}-bermasalah.xlsx")
        file = ask_new_file(self, tr("Simpan baris bermasalah"), proposed, "Excel (*.xlsx)")
        if file is not None:
            self.saved.emit(file.with_suffix(".xlsx"))
