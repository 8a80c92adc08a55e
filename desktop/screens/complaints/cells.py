"""Paints the rows of the list: choice and hover cover the whole row, status and urgent deadlines are pills with words."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.screens.complaints.model import DUE, LINE, STAGE, TITLE
from desktop.screens.complaints.row_text import Line
from desktop.screens.theme import look
from desktop.screens.widgets import paint_pill, pill_size
from desktop.wording.translation import tr

INSET = 9
BAR = 3
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class LineDelegate(QStyledItemDelegate):
    """`hovered` tells the row under the pointer."""

    def __init__(self, table: QTableView, hovered: Callable[[], int]) -> None:
        super().__init__(table)
        self._table, self._hovered = table, hovered

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index
        return QSize(option.rect.width(), look.px(35))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell = QRect(option.rect)
        colours = look.colours
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(cell, QColor(colours.selected))
        elif index.row() == self._hovered():
            painter.fillRect(cell, QColor(colours.hover))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), QColor(colours.line))
        if selected and cell.left() <= 0 and self._table.hasFocus():
            painter.fillRect(QRect(cell.left(), cell.top(), BAR, cell.height()), QColor(colours.link))
        one = index.data(LINE)
        area = cell.adjusted(INSET, 0, -INSET // 2, -1)
        if not isinstance(one, Line):
            self._text(painter, area, str(index.data() or ""), muted=True)
        elif index.column() == STAGE:
            paint_pill(painter, QPoint(area.left(), area.center().y()), one.stage, one.stage_tone, area.width())
        elif index.column() == DUE and one.due_tone is not None:
            paint_pill(painter, QPoint(area.left(), area.center().y()), one.due, one.due_tone, area.width())
        elif index.column() == TITLE and one.row.needs_decision:
            self._marked_title(painter, area, one)
        else:
            self._text(painter, area, str(index.data()), muted=index.column() == DUE and one.row.paused)

    def _marked_title(self, painter: QPainter, area: QRect, one: Line) -> None:
        """The title, and the mark of a complaint on which two people worked apart."""
        mark = tr("periksa")
        size = pill_size(mark)
        left = area.right() - size.width()
        self._text(painter, QRect(area.left(), area.top(), left - area.left() - INSET, area.height()), one.row.title)
        paint_pill(painter, QPoint(left, area.center().y()), mark, "conflict")

    def _text(self, painter: QPainter, area: QRect, text: str, *, muted: bool = False) -> None:
        painter.setFont(look.font(13))
        painter.setPen(QColor(look.colours.muted if muted else look.colours.ink))
        single = text.replace("\n", " ")
        shown = painter.fontMetrics().elidedText(single, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT | Qt.TextFlag.TextSingleLine, shown)
