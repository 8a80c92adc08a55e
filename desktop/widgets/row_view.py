"""A table as its painter knows it: its lines and sizes, what is chosen and what is under the pointer."""

from typing import Generic

from PySide6.QtWidgets import QTableView

from desktop.columns import Line
from desktop.widgets.row_model import RowModel


class RowView(QTableView, Generic[Line]):
    """Sizes are in pixels: `row_height` at 100 percent; `inset` and `gap` before and behind what a cell says.

    `by_cell`: the arrows walk from cell to cell instead of from row to row. `hovered`: row and column under the pointer, -1 for none.
    """

    def __init__(self, lines: RowModel[Line], *, row_height: int, inset: int, gap: int, by_cell: bool) -> None:
        super().__init__()
        self.lines = lines
        self.row_height, self.inset, self.gap, self.by_cell = row_height, inset, gap, by_cell
        self.hovered = (-1, -1)
        self.setModel(lines)

    @property
    def place(self) -> tuple[int, int]:
        """Row and column of what is chosen; -1 when nothing is."""
        index = self.currentIndex()
        return index.row(), index.column()

    @property
    def chosen_line(self) -> Line | None:
        return self.lines.line(self.currentIndex().row())
