"""The rows of a trial run for a table: all, or those with the searched words. Rows that can be recorded have a check mark."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.importing.trial import TrialRow
from desktop.importing.trial_table import CHECKABLE, trial_columns
from desktop.widgets.row_model import RowModel


class TrialRows(RowModel[TrialRow]):
    """`left_out` are the numbers of the rows whose check mark was taken away."""

    chosen = Signal()

    def __init__(self, kind: str, headings: Sequence[str]) -> None:
        self._checkable = kind in CHECKABLE
        self.left_out: set[int] = set()
        super().__init__(trial_columns(kind, headings, self._is_ticked))
        self._rows: Sequence[TrialRow] = ()
        self.words = ""
        self.ticked.connect(self._turn)

    def _is_ticked(self, row: TrialRow) -> bool | None:
        return row.number not in self.left_out if self._checkable else None

    @property
    def total(self) -> int:
        return len(self._rows)

    def put(self, rows: Sequence[TrialRow], *, is_new: bool, picked: bool) -> None:
        """The rows of another file when `is_new`, else of the same one read again. Rows that were not here are ticked when `picked`."""
        before = set[int]() if is_new else {row.number for row in self._rows}
        numbers = {row.number for row in rows}
        self.left_out = (self.left_out & numbers & before) | (set[int]() if picked else numbers - before)
        self._rows = rows
        self.narrow(self.words)

    def narrow(self, words: str) -> None:
        """Only rows that hold these words, wherever in them."""
        self.words = words
        self.show_lines([row for row in self._rows if row.has(words)] if words else self._rows)

    def _turn(self, row: int) -> None:
        """Takes the row's check mark away, or sets it again."""
        self.left_out ^= {self.lines[row].number}
        self.show_again(row, row)
        self.chosen.emit()
