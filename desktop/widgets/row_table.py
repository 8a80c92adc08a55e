"""The one table of the program: read row by row, no grid, ↑↓ to choose, Enter to act, and Tab leaves it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from desktop.columns import Column, Line, Width, columns_without_room
from desktop.widgets.naming import named
from desktop.widgets.row_model import RowModel
from desktop.widgets.row_painter import RowPainter, Ruler, button_area
from desktop.widgets.row_view import RowView
from desktop.widgets.theme import look

INSET, GAP = 11, 13  # headings begin at the same inset, by the stylesheet
# What the column without a width keeps: a figure's name stays readable, a title gives way before a button leaves the screen.
LEAST_NAME, LEAST_TITLE = 96, 36


class RowTable(RowView[Line]):
    """`acted` with row and column on Enter, on clicks on buttons and links, and on Space where there is a button;
    `opened` with the row on a double click elsewhere.

    `head_height` in pixels at 100 percent, 0 for as high as Qt makes it.
    """

    acted = Signal(int, int)
    opened = Signal(int)

    def __init__(
        self, lines: RowModel[Line], name: str, title: str, *, row_height: int = 34, head_height: int = 0,
        inset: int = INSET, gap: int = GAP, by_cell: bool = False, resizable: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(lines, row_height=row_height, inset=inset, gap=gap, by_cell=by_cell)
        named(self, name, title)
        self.head_height = head_height
        self._widths: dict[int, int] | None = None  # by column, of those that have a width
        self._spreading = False
        self.setItemDelegate(RowPainter(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if by_cell:
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        else:
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(any(column.sort for column in lines.columns))
        header.setMinimumSectionSize(10)
        if resizable:
            header.sectionResized.connect(self._resized)
        else:
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        look.changed.connect(self.measure)
        self.measure()

    # What is shown and chosen ----------------------------------------------------------------------------------------

    def show_lines(
        self,
        lines: Sequence[Line],
        columns: Sequence[Column[Line]] | None = None,
        *,
        key: Callable[[Line], object] | None = None,
    ) -> None:
        """Other lines. With a `key` the chosen line stays chosen in its new row; without, or when it is gone, the line in its row is."""
        before, (row, column) = self.chosen_line, self.place
        self.hovered = (-1, -1)
        if columns is not None:
            # A table that is being laid out anew must not look for widths of columns that are gone.
            self._widths = None
        self.lines.show_lines(lines, columns)
        self.measure()
        chosen = None
        if key is not None and before is not None:
            chosen = next((at for at, line in enumerate(lines) if key(line) == key(before)), None)
        if chosen is None and lines and (key is None or self.hasFocus()):
            chosen = min(max(row, 0), len(lines) - 1)
        if chosen is not None:
            self.choose(chosen, max(column, 0))

    def choose(self, row: int, column: int = 0) -> None:
        if self.by_cell:
            self.setCurrentIndex(self.lines.index(row, column))
        else:
            self.selectRow(row)

    def act(self, row: int, column: int) -> None:
        """As if the cell had been clicked, or Enter pressed on it."""
        self.acted.emit(row, column)

    # Sizes -----------------------------------------------------------------------------------------------------------

    def measure(self) -> None:
        """Takes the sizes of the look in force, and from the rows the widths of columns that follow them."""
        self.verticalHeader().setDefaultSectionSize(look.px(self.row_height))
        if self.head_height:
            self.horizontalHeader().setFixedHeight(look.px(self.head_height))
        ruler = Ruler()
        headings = QFontMetrics(look.font(12, bold=True))
        self._widths = {
            at: self._width(at, column.width, ruler, headings.horizontalAdvance(column.heading))
            for at, column in enumerate(self.lines.columns)
            if column.width is not None
        }
        self._make_room()

    def _width(self, at: int, width: Width, ruler: Ruler, heading: int) -> int:
        cells = list(width.samples)
        if width.by_rows:
            cells += [self.lines.cell(row, at) for row in range(self.lines.rowCount())]
        widest = max([heading, *(ruler.width(cell) for cell in cells)]) + self.inset + self.gap
        return min(max(widest, look.px(width.smallest)), look.px(width.largest))

    def _make_room(self) -> None:
        """Shows the columns that there is room for; the column without a width takes the rest."""
        if self._widths is None:
            return
        columns, wanted = self.lines.columns, {at: w for at, w in self._widths.items() if self.is_wanted(at)}
        left_out, rest = columns_without_room(columns, wanted, self.viewport().width(), look.px)
        rest = max(rest, look.px(LEAST_NAME if self.by_cell else LEAST_TITLE))
        self._spreading = True
        for at, column in enumerate(columns):
            self.setColumnHidden(at, at in left_out or not (column.width is None or at in wanted))
            self.setColumnWidth(at, rest if column.width is None else self._widths[at])
        self._spreading = False
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        self.lines.first_shown = min(shown, key=self.horizontalHeader().visualIndex, default=0)

    def is_wanted(self, at: int) -> bool:  # noqa: ARG002
        """Whether this column is shown where there is room for it."""
        return True

    def _resized(self, at: int, before: int, width: int) -> None:
        """Somebody drew the edge of a column; that of the one without a width moves its neighbour's."""
        if self._spreading or self._widths is None:
            return
        if at not in self._widths:
            header = self.horizontalHeader()
            order = [header.logicalIndex(place) for place in range(header.visualIndex(at) + 1, header.count())]
            at = next((other for other in order if not header.isSectionHidden(other)), -1)
            width = self._widths.get(at, 0) + before - width
        if at in self._widths:
            self.drawn(at, max(width, look.px(LEAST_TITLE)))
            self._make_room()

    def drawn(self, at: int, width: int) -> None:
        """Somebody made this column so wide."""
        if self._widths is not None:
            self._widths[at] = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    # Keys and pointer ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self.place
        match event.key():
            case Qt.Key.Key_Space if self._tick(row):
                pass
            case Qt.Key.Key_Space if self._has_button(row):
                self.act(row, column)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0:
                self.act(row, column)
            case _:
                super().keyPressEvent(event)

    def _has_button(self, row: int) -> bool:
        return row >= 0 and any(self.lines.cell(row, at).button for at in range(len(self.lines.columns)))

    def _tick(self, row: int) -> bool:
        """Presses the box of a row, if it has one."""
        return row >= 0 and self.lines.setData(self.lines.index(row, 0), None, Qt.ItemDataRole.CheckStateRole)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.by_cell and not self.selectionModel().hasSelection() and self.lines.rowCount():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _active(self, place: QPoint) -> QModelIndex:
        """The cell whose button or link is under this place of the viewport; an invalid index when there is none."""
        index = self.indexAt(place)
        if index.isValid():
            cell = self.lines.cell(index.row(), index.column())
            if cell.link or (cell.button and button_area(cell.text, self.visualRect(index)).contains(place)):
                return index
        return QModelIndex()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        active, index = self._active(place), self.indexAt(place)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if active.isValid() else Qt.CursorShape.ArrowCursor)
        self._hover((active.row(), active.column()) if active.isValid() else (index.row(), -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        active = self._active(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and active.isValid() and active.row() == self.place[0]:
            self.act(active.row(), active.column())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self._active(event.position().toPoint()).isValid():
            self.opened.emit(index.row())

    def viewportEvent(self, event: QEvent) -> bool:
        # Qt would light up the one cell under the pointer; here it is the row, and leaving is told by the same event.
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove):
            return True
        if event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover((-1, -1))
        return super().viewportEvent(event)

    def _hover(self, place: tuple[int, int]) -> None:
        if place != self.hovered:
            self.hovered = place
            self.viewport().update()
