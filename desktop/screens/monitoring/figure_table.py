"""A table of figures, each of which leads to the complaints that it counts: by pointer, or by arrows and Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal

from desktop.office.figure_rows import FigureColumn, FigureRow
from desktop.tables.figures import figure_column
from desktop.widgets.row_model import Index, RowModel
from desktop.widgets.row_table import RowTable
from desktop.widgets.theme import look

ROW, HEADER, INSET = 30, 34, 7


class FigureTable(RowTable[FigureRow]):
    """`opened_query` with the query of the figure that was chosen. As high as its lines: the page scrolls, not the table."""

    opened_query = Signal(object)
    moved = Signal()

    def __init__(self, name: str, title: str) -> None:
        lines = RowModel[FigureRow](())
        super().__init__(lines, name, title, row_height=ROW, head_height=HEADER, inset=INSET, gap=INSET, by_cell=True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The sheet's own padding is for lists with few columns.
        self.horizontalHeader().setStyleSheet(f"QHeaderView::section {{ padding: 0 {INSET}px; }}")
        self.acted.connect(self._open)

    def show_figures(self, columns: Sequence[FigureColumn], rows: Sequence[FigureRow]) -> None:
        self.show_lines(rows, [figure_column(at, column) for at, column in enumerate(columns)])

    def _open(self, row: int, column: int) -> None:
        query = self.lines.lines[row][column].query
        if query is not None:
            self.opened_query.emit(query)

    def measure(self) -> None:
        super().measure()
        self.setFixedHeight(look.px(HEADER) + look.px(ROW) * max(self.lines.rowCount(), 1) + 2)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.moved.emit()

    def current_area(self) -> QRect:
        """Where the chosen figure stands in the table."""
        area = self.visualRect(self.currentIndex())
        return area.translated(0, self.horizontalHeader().height())
