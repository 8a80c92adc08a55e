"""What a trial run found, row by row.

Problems; good rows and complaints that would change, each with a check mark; cells that stay behind although their row is recorded;
rows that are no complaints.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.importing.sentences import trial_run
from desktop.importing.table import Table
from desktop.importing.trial import Trial, TrialRow
from desktop.importing.trial_words import counted_rows, row_kinds
from desktop.screens.importing.trial_rows import TrialRows
from desktop.widgets import Button, Card, Chip, RowTable, SearchField, label
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.layouts import STRETCH, add_to, column_of, row_of
from desktop.widgets.theme import SPACE_S, look
from desktop.wording import formats
from desktop.wording.translation import tr


class RowsPage(QWidget):
    """`chosen` when a row's check mark was taken away or set; `saved` with the file for the rows with problems."""

    chosen = Signal()
    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-rows-page")
        self._file = Path()
        self._tables: Sequence[Table] = ()
        card = Card("import-rows-card")
        self.sentence = label("", "muted", "import-rows-sentence", wrap=True)
        self.rows: dict[str, TrialRows] = {}
        self.tables = QStackedWidget()
        # What the last column cuts, of the chosen row: a message is judged by all of it.
        self.whole = label("", "muted", "import-row-whole", wrap=True)
        self.whole.setMinimumHeight(2 * self.whole.fontMetrics().lineSpacing())
        add_to(card.column, self.sentence, self._build_choice(), (self.tables, 1), self.whole)
        column_of((card, 1), of=self)

    def parts(self) -> Iterator[None]:
        """Its tables, one by one."""
        for kind, words in row_kinds().items():
            rows = self.rows[kind] = TrialRows(kind, words.headings)
            rows.chosen.connect(self.chosen)
            table = RowTable(rows, f"import-rows-{kind}", words.spoken, resizable=True)
            table.selectionModel().currentRowChanged.connect(self._show_whole)
            self.tables.addWidget(table)
            yield

    def _build_choice(self) -> QHBoxLayout:
        self.chips = {kind: Chip("", f"import-show-{kind}") for kind in row_kinds()}
        for kind, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, kind=kind: self.turn(kind))
        self.filter = SearchField(tr("Saring: nomor baris, kolom, atau kata"), "import-filter", keys="Ctrl+F")
        self.filter.setFixedWidth(look.px(300))
        self.filter.searched.connect(self._narrow)
        self.filter.down.connect(self._take_focus)
        self.save = Button(tr("Simpan baris bermasalah…"), "import-save-problems", keys="Ctrl+S", clicked=self._save)
        return row_of(*self.chips.values(), STRETCH, self.filter, self.save, space=SPACE_S)

    @property
    def left_out(self) -> frozenset[int]:
        """The numbers of the rows whose check mark was taken away."""
        return frozenset(self.rows["good"].left_out | self.rows["changed"].left_out)

    def show_trial(self, trial: Trial) -> None:
        is_new = self._tables is not trial.tables
        self._file, self._tables = trial.source.file, trial.tables
        for kind, rows in self.rows.items():
            rows.put(trial.rows[kind], is_new=is_new, picked=kind != "good" or not trial.source.is_chat)
        words = counted_rows(trial)
        for kind, chip in self.chips.items():
            chip.set_text(words[kind])
            chip.setVisible(kind in ("bad", "good") or bool(trial.rows[kind]))
        self._show_count()
        self.sentence.setText(trial_run(trial.report))
        self.save.setEnabled(bool(trial.report.bad))

    def turn(self, kind: str) -> None:
        """Shows the rows of this kind."""
        self.tables.setCurrentIndex(list(self.rows).index(kind))
        for other, chip in self.chips.items():
            chip.setChecked(other == kind)
        self._narrow()

    def look_at(self, kind: str) -> None:
        """Shows the rows of this kind, with the keyboard on them."""
        self.turn(kind)
        self._take_focus()

    def _take_focus(self) -> None:
        table = self.tables.currentWidget()
        assert isinstance(table, RowTable)
        if table.place[0] < 0:
            table.choose(0)
        table.setFocus()

    def _show_whole(self) -> None:
        table = self.tables.currentWidget()
        line: object = table.chosen_line if isinstance(table, RowTable) else None
        self.whole.setText(line.texts[-1] if isinstance(line, TrialRow) else "")

    def _narrow(self) -> None:
        """The rows in sight; those of another kind when somebody turns to them."""
        rows = self._rows_in_sight
        if rows.words != self.filter.text():
            rows.narrow(self.filter.text())
        self._show_whole()
        self._show_count()

    @property
    def _rows_in_sight(self) -> TrialRows:
        return self.rows[list(self.rows)[self.tables.currentIndex()]]

    def _show_count(self) -> None:
        rows = self._rows_in_sight
        count, total = formats.number(len(rows.lines)), formats.number(rows.total)
        self.filter.set_count(tr("{count} dari {total}", count=count, total=total) if self.filter.text() else "")

    def _save(self) -> None:
        proposed = self._file.with_name(f"{self._file.stem}-bermasalah.xlsx")
        file = ask_new_file(self, tr("Simpan baris bermasalah"), proposed, "Excel (*.xlsx)")
        if file is not None:
            self.saved.emit(file.with_suffix(".xlsx"))
