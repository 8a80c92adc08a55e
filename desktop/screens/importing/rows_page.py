"""What a trial run found, row by row.

Problems; good rows and complaints that would change, each with a check mark; cells that stay behind although their row is recorded;
rows that are no complaints.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from desktop.importing.sentences import trial_run
from desktop.importing.trial import Trial
from desktop.importing.trial_words import counted_rows, row_kinds
from desktop.screens.importing.trial_rows import TrialRows
from desktop.screens.theme import SPACE_S, look
from desktop.screens.widgets import Button, Card, Chip, label
from desktop.screens.widgets.file_dialogs import ask_new_file
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.screens.widgets.naming import named
from desktop.screens.widgets.row_table import RowTable
from desktop.wording.translation import tr


class RowsPage(QWidget):
    """`chosen` when a row's check mark was taken away or set; `saved` with the file for the rows with problems."""

    chosen = Signal()
    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-rows-page")
        self._file = Path()
        card = Card("import-rows-card")
        self.sentence = label("", "muted", "import-rows-sentence", wrap=True)
        self.rows: dict[str, TrialRows] = {}
        self.tables = QStackedWidget()
        for kind, words in row_kinds().items():
            rows = self.rows[kind] = TrialRows(kind, words.headings)
            rows.chosen.connect(self.chosen)
            self.tables.addWidget(RowTable(rows, f"import-rows-{kind}", words.spoken, resizable=True))
        add_to(card.column, self.sentence, self._build_choice(), (self.tables, 1))
        column_of((card, 1), of=self)

    def _build_choice(self) -> QHBoxLayout:
        self.chips = {kind: Chip("", f"import-show-{kind}") for kind in self.rows}
        for kind, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, kind=kind: self.turn(kind))
        self.filter = named(QLineEdit(), "import-filter", tr("Saring: nomor baris, kolom, atau kata"))
        self.filter.setPlaceholderText(self.filter.accessibleName())
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(look.px(220))
        self.filter.textChanged.connect(self._narrow)
        self.save = Button(tr("Simpan baris bermasalah…"), "import-save-problems", keys="Ctrl+S", clicked=self._save)
        return row_of(*self.chips.values(), STRETCH, self.filter, self.save, space=SPACE_S)

    @property
    def left_out(self) -> frozenset[int]:
        """The numbers of the rows whose check mark was taken away."""
        return frozenset(self.rows["good"].left_out | self.rows["changed"].left_out)

    def show_trial(self, trial: Trial) -> None:
        self._file = trial.source.file
        for kind, rows in self.rows.items():
            rows.put(trial.rows[kind])
        words = counted_rows(trial)
        for kind, chip in self.chips.items():
            chip.set_text(words[kind])
            chip.setVisible(kind in ("bad", "good") or bool(trial.rows[kind]))
        self.sentence.setText(trial_run(trial.report))
        self.save.setEnabled(bool(trial.report.bad))

    def turn(self, kind: str) -> None:
        """Shows the rows of this kind."""
        self.tables.setCurrentIndex(list(self.rows).index(kind))
        for other, chip in self.chips.items():
            chip.setChecked(other == kind)

    def look_at(self, kind: str) -> None:
        """Shows the rows of this kind, with the keyboard on them."""
        self.turn(kind)
        (self.tables.currentWidget() or self).setFocus()

    def _narrow(self, words: str) -> None:
        for rows in self.rows.values():
            rows.narrow(words)

    def _save(self) -> None:
        proposed = self._file.with_name(f"{self._file.stem}-bermasalah.xlsx")
        file = ask_new_file(self, tr("Simpan baris bermasalah"), proposed, "Excel (*.xlsx)")
        if file is not None:
            self.saved.emit(file.with_suffix(".xlsx"))
