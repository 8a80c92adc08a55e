"""The third step: what a trial run found, row by row.

Problems; good rows, each with a check mark; cells that stay behind although their row is recorded; rows that are no complaints.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from desktop.importing.register_import import Report
from desktop.importing.sentences import problem_cells, row_cells, skipped_cells, trial_run
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
        cell_columns = (
            (tr("Baris"), Width(70)), (tr("Kolom"), Width(170)), (tr("Isi sel"), Width(220)), (tr("Masalah"), None),
        )  # fmt: skip
        self.bad, self.unread = TrialRows(cell_columns), TrialRows(cell_columns)
        self.skipped = TrialRows(((tr("Baris"), Width(120)), (tr("Mengapa dilewati"), Width(320)), (tr("Isi"), None)))
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
        add_widgets(
            self.tables,
            self.bad_table,
            self.good_table,
            RowTable(self.unread, "import-unread-cells", tr("Sel yang tidak ikut dicatat"), resizable=True),
            RowTable(self.skipped, "import-skipped-rows", tr("Baris yang bukan pengaduan"), resizable=True),
        )
        add_to(card.column, self.title, self.sentence, self._build_choice(), (self.tables, 1))
        column_of((card, 1), self._build_foot(), space=SPACE_M, of=self)

    def _build_choice(self) -> QHBoxLayout:
        self.show_bad = Chip("", "import-show-problems")
        self.show_good = Chip("", "import-show-good")
        self.show_unread = Chip("", "import-show-unread")
        self.show_skipped = Chip("", "import-show-skipped")
        self._chips = (self.show_bad, self.show_good, self.show_unread, self.show_skipped)
        for page, chip in enumerate(self._chips):
            chip.clicked.connect(lambda _=False, page=page: self._turn(page))
        self.filter = named(QLineEdit(), "import-filter", tr("Saring: nomor baris, kolom, atau kata"))
        self.filter.setPlaceholderText(self.filter.accessibleName())
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(look.px(220))
        self.filter.textChanged.connect(self._narrow)
        self.save = Button(tr("Simpan baris bermasalah…"), "import-save-problems", keys="Ctrl+S", clicked=self._save)
        return row_of(*self._chips, STRETCH, self.filter, self.save, space=SPACE_S)

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
        self.bad.put([TrialRow(bad.row, problem_cells(bad), bad.place) for bad in report.bad])
        self.good.put([TrialRow(row, row_cells(source, lines[row], report.stages[row])) for row in report.good])
        self.unread.put([TrialRow(cell.row, problem_cells(cell), cell.place) for cell in report.left_out])
        self.skipped.put([TrialRow(0, skipped_cells(row), row.place) for row in report.skipped])
        self.title.setText(tr("{name}: hasil pemeriksaan", name=source.file.name))
        self.sentence.setText(trial_run(report))
        self.show_bad.set_text(tr("Bermasalah {count}", count=formats.number(len(report.bad))))
        self.show_good.set_text(tr("Dapat dicatat {count}", count=formats.number(len(report.good))))
        self.show_unread.set_text(tr("Sel tidak ikut {count}", count=formats.number(len(report.left_out))))
        self.show_unread.setVisible(bool(report.left_out))
        self.show_skipped.set_text(tr("Dilewati {count}", count=formats.number(len(report.skipped))))
        self.show_skipped.setVisible(bool(report.skipped))
        self.save.setEnabled(bool(report.bad))
        self._turn(0 if report.bad else 1)
        self._show_chosen()
        (self.record if self.record.isEnabled() else self.bad_table).setFocus()

    def _turn(self, page: int) -> None:
        self.tables.setCurrentIndex(page)
        for at, chip in enumerate(self._chips):
            chip.setChecked(at == page)

    def _narrow(self, words: str) -> None:
        for rows in (self.bad, self.good, self.unread, self.skipped):
            rows.narrow(words)

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
