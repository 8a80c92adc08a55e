"""A table of figures, each of which leads to the complaints that it counts: by pointer, or by arrows and Enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.screens.theme import look
from desktop.screens.widgets.row_table import as_rows
from desktop.store.listing import Query
from desktop.wording.translation import tr

ROW, HEADER, INSET = 30, 34, 7
_Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what its figures mean in a sentence."""

    title: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`query` finds the complaints counted; `share` (0 to 1) draws a bar behind the text; `bad`: asks for attention."""

    text: str
    query: Query | None = None
    share: float | None = None
    bad: bool = False
    strong: bool = False
    indent: int = 0


Line = Sequence[Cell]


class FigureModel(QAbstractTableModel):
    _ROLES: ClassVar = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        CELL,
    )

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in self._ROLES or not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        cell = line[index.column()]
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.text if index.column() == 0 else f"{line[0].text}, {column.title}: {cell.text}"
        if role == Qt.ItemDataRole.ToolTipRole:
            opens = tr("Enter atau klik membuka pengaduannya.") if cell.query is not None else ""
            return "\n".join(part for part in (column.meaning, opens) if part) or None
        return cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.meaning or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}. {column.meaning}" if column.meaning else column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return column.title if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        cell = index.data(CELL)
        text = cell.text if isinstance(cell, Cell) else ""
        return QSize(QFontMetrics(look.font(13, bold=True)).horizontalAdvance(text) + 2 * INSET, look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell, table = index.data(CELL), self.parent()
        if not isinstance(cell, Cell) or not isinstance(table, FigureTable):
            return
        colours, area = look.colours, QRect(option.rect)
        here = index.row() == table.currentIndex().row() and index.column() == table.currentIndex().column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if table.hovered == (index.row(), index.column()) and cell.query is not None:
            painter.fillRect(area, QColor(colours.hover))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(colours.line))
        if cell.share is not None:
            self._paint_share(painter, area, cell.share)
        if here and table.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -3), 4, 4)
        self._paint_text(
            painter,
            area,
            cell,
            first=index.column() == 0,
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
        )
        painter.restore()

    def _paint_share(self, painter: QPainter, area: QRect, share: float) -> None:
        """How large a part it is, as a soft bar along the foot of the cell."""
        whole = QRectF(area.left() + INSET, area.bottom() - 5, area.width() - 2 * INSET, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colours.neutral.ground))
        painter.drawRoundedRect(whole, 1.5, 1.5)
        painter.setBrush(QColor(look.colours.link))
        painter.drawRoundedRect(
            QRectF(whole.left(), whole.top(), whole.width() * min(max(share, 0.0), 1.0), 3), 1.5, 1.5
        )

    def _paint_text(self, painter: QPainter, area: QRect, cell: Cell, *, first: bool, hovered: bool) -> None:
        colours = look.colours
        font = look.font(13, bold=cell.strong or cell.bad)
        font.setUnderline(hovered and cell.query is not None)
        painter.setFont(font)
        ink = (
            colours.danger_pair.ink
            if cell.bad
            else colours.ink
            if cell.strong or cell.query is not None
            else colours.muted
        )
        painter.setPen(QColor(ink))
        inner = area.adjusted(INSET + cell.indent * look.px(16), 0, -INSET, -2)
        side = Qt.AlignmentFlag.AlignLeft if first else Qt.AlignmentFlag.AlignRight
        text = painter.fontMetrics().elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)


class FigureTable(QTableView):
    """`asked` with the query of the figure that was chosen. As high as its lines: the page scrolls, not the table."""

    asked = Signal(object)
    moved = Signal()

    def __init__(self, name: str, title: str, columns: Sequence[Column]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.figures = FigureModel(columns)
        self.hovered = (-1, -1)
        self.setModel(self.figures)
        self.setItemDelegate(_Delegate(self))
        as_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(10)
        # The sheet's own padding is for lists with few columns.
        header.setStyleSheet(f"QHeaderView::section {{ padding: 0 {INSET}px; }}")
        look.changed.connect(self._measure)
        self._measure()

    def show_lines(self, lines: Sequence[Line]) -> None:
        row, column = max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0)
        self.figures.show_lines(lines)
        self._measure()
        if lines:
            self.setCurrentIndex(self.figures.index(min(row, len(lines) - 1), column))

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other headings; the lines follow."""
        self.figures.beginResetModel()
        self.figures.columns = list(columns)
        self.figures.lines = []
        self.figures.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        return self.figures.lines[row][column]

    def choose(self, row: int, column: int) -> None:
        """As if the figure had been clicked."""
        query = self.cell(row, column).query
        if query is not None:
            self.asked.emit(query)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.horizontalHeader().setFixedHeight(look.px(HEADER))
        self.setFixedHeight(look.px(HEADER) + look.px(ROW) * max(len(self.figures.lines), 1) + 2)
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Each column as wide as it needs, the first one takes what is left, and gives way down to its least."""
        titles, texts = QFontMetrics(look.font(12, bold=True)), QFontMetrics(look.font(13, bold=True))
        widths = [
            max(
                titles.horizontalAdvance(column.title) + 2 * INSET,
                *(texts.horizontalAdvance(line[at].text) + 2 * INSET for line in self.figures.lines),
                look.px(44),
            )
            for at, column in enumerate(self.figures.columns)
        ]
        for at, width in enumerate(widths):
            self.setColumnWidth(at, width if at else max(self.viewport().width() - sum(widths[1:]), look.px(96)))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self.moved.emit()

    def current_area(self) -> QRect:
        """Where the chosen figure stands in the table."""
        area = self.visualRect(self.currentIndex())
        return area.translated(0, self.horizontalHeader().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.choose(index.row(), index.column())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.choose(index.row(), index.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self.hovered = (index.row(), index.column())
        linked = index.isValid() and self.cell(index.row(), index.column()).query is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if linked else Qt.CursorShape.ArrowCursor)
        self.viewport().update()
