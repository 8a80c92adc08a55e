"""A table of figures, each of which leads to the complaints that it counts: by pointer, or by arrows and Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal

from desktop.office.figure_rows import FigureColumn, FigureRow
from desktop.screens.theme import look
from desktop.screens.widgets.row_columns import Cell, Column, Width
from desktop.screens.widgets.row_model import Index, RowModel
from desktop.screens.widgets.row_table import RowTable
from desktop.wording.translation import tr

ROW, HEADER, INSET = 30, 34, 7


def _column(at: int, column: FigureColumn) -> Column[FigureRow]:
    """The first column names what is counted, and takes the room that the figures leave."""

    def cell(row: FigureRow) -> Cell:
        figure = row[at]
        opens = tr("Enter atau klik membuka pengaduannya.") if figure.query is not None else ""
        return Cell(
            figure.text,
            link=figure.query is not None,
            muted=not figure.strong and figure.query is None,
            strong=figure.strong,
            bad=figure.bad,
            indent=figure.indent,
            share=figure.share,
            tip="\n".join(part for part in (column.meaning, opens) if part),
            spoken=f"{row[0].text}, {column.title}: {figure.text}" if at else figure.text,
        )

    width = Width(44, by_rows=True) if at else None
    return Column(column.title, cell, width, right=at > 0, meaning=column.meaning)


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
        self.show_lines(rows, [_column(at, column) for at, column in enumerate(columns)])

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
