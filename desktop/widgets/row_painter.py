"""Paints the cells of a table: the whole row when it is chosen or under the pointer, then words, pills, dots, bars and buttons."""

from math import ceil
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.columns import Cell
from desktop.widgets.dot import paint_dot
from desktop.widgets.pill import paint_pill, pill_size
from desktop.widgets.row_model import Index
from desktop.widgets.row_view import RowView
from desktop.widgets.theme import SPACE_S, SPACE_XS, look

BAR = 3
_ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft


class Ruler:
    """Measures the content of cells in pixels, without the space around it, in the look in force when it is made."""

    def __init__(self) -> None:
        self._plain, self._bold = QFontMetricsF(look.font(13)), QFontMetricsF(look.font(13, bold=True))
        self._figures = QFontMetricsF(look.font(13, figures=True))
        self._button, self._indent = look.px(22), look.px(16)

    def width(self, cell: Cell) -> int:
        if cell.pill is not None:
            return pill_size(cell.text).width()
        font = self._bold if cell.strong or cell.bad else self._figures if cell.figures else self._plain
        words = font.horizontalAdvance(cell.text)
        return ceil(words) + (self._button if cell.button else cell.indent * self._indent)


def button_area(text: str, cell: QRect) -> QRect:
    """Where the button with this text stands in its cell."""
    width, height = QFontMetrics(look.font(13)).horizontalAdvance(text) + look.px(22), look.px(26)
    return QRect(cell.left() + SPACE_XS, cell.center().y() - height // 2, min(width, cell.width() - SPACE_S), height)


def _fitting(painter: QPainter, words: str, width: int) -> str:
    """In one line; what has no room ends in '…'."""
    return painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, width)


class RowPainter(QStyledItemDelegate):
    def __init__(self, table: RowView[Any]) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(option.rect.width(), look.px(self._table.row_height))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """For cells with a box to tick, which Qt paints: the pointer lights up the row, not the one cell."""
        super().initStyleOption(option, index)
        state = option.state & ~QStyle.StateFlag.State_HasFocus & ~QStyle.StateFlag.State_MouseOver
        if self._table.hovered[0] == index.row():
            state |= QStyle.StateFlag.State_MouseOver
        option.state = state

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column, table = index.row(), index.column(), self._table
        cell, area = table.lines.cell(row, column), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if cell.ticked is not None:
            super().paint(painter, option, index)
        else:
            self._paint_ground(painter, area, cell, (row, column), selected=selected)
        if selected and area.left() <= 0 and table.hasFocus():
            painter.fillRect(QRect(area.left(), area.top(), BAR, area.height()), QColor(look.colours.link))
        if cell.ticked is None:
            self._paint_content(painter, area, cell, (row, column), selected=selected)

    def _paint_ground(
        self, painter: QPainter, area: QRect, cell: Cell, place: tuple[int, int], *, selected: bool
    ) -> None:
        table, colours = self._table, look.colours
        if selected:
            painter.fillRect(area, QColor(colours.selected))
        elif (table.hovered == place and cell.link) if table.by_cell else table.hovered[0] == place[0]:
            painter.fillRect(area, QColor(colours.hover))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(colours.line))
        if table.by_cell and table.hasFocus() and table.place == place:
            self._paint_frame(painter, QRectF(area).adjusted(2, 2, -2, -3), 4, colours.link, None, pen=2)

    def _paint_content(
        self, painter: QPainter, area: QRect, cell: Cell, place: tuple[int, int], *, selected: bool
    ) -> None:
        table = self._table
        inner = area.adjusted(table.inset + cell.indent * look.px(16), 0, -table.gap, -1)
        if cell.share is not None:
            self._paint_share(painter, area, cell.share)
        if cell.button:
            self._paint_button(painter, button_area(cell.text, area), cell.text, place)
            return
        if cell.pill is not None:
            paint_pill(painter, QPoint(inner.left(), inner.center().y()), cell.text, cell.pill, inner.width())
            return
        if cell.dot is not None:
            side = look.px(8)
            paint_dot(painter, QPointF(inner.left() + side / 2, inner.center().y() + 1), side, cell.dot)
            inner.setLeft(inner.left() + side + look.px(6))
        if cell.mark is not None:
            x = inner.right() - pill_size(cell.mark[0]).width()
            paint_pill(painter, QPoint(x, inner.center().y()), *cell.mark)
            inner.setWidth(x - inner.left() - table.inset)
        if cell.below:
            self._paint_two_lines(painter, inner, cell, selected=selected)
            return
        self._paint_text(painter, inner, cell, place)

    def _paint_two_lines(self, painter: QPainter, area: QRect, cell: Cell, *, selected: bool) -> None:
        half = area.height() // 2
        painter.setFont(look.font(13, bold=selected))
        painter.setPen(QColor(look.colours.ink))
        upper, lower = area.adjusted(0, 0, 0, 2 - half), area.adjusted(0, half + 2, 0, 0)
        painter.drawText(upper, _ALIGN_LEFT | Qt.AlignmentFlag.AlignBottom, _fitting(painter, cell.text, area.width()))
        painter.setFont(look.font(11))
        painter.setPen(QColor(look.colours.muted))
        painter.drawText(lower, _ALIGN_LEFT | Qt.AlignmentFlag.AlignTop, _fitting(painter, cell.below, area.width()))

    def _paint_text(self, painter: QPainter, area: QRect, cell: Cell, place: tuple[int, int]) -> None:
        colours = look.colours
        font = look.font(11 if cell.small else 13, bold=cell.strong or cell.bad, figures=cell.figures)
        if cell.link and self._table.hovered == place:
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.danger_pair.ink if cell.bad else colours.muted if cell.muted else colours.ink))
        right = self._table.lines.columns[place[1]].right
        side = Qt.AlignmentFlag.AlignRight if right else _ALIGN_LEFT
        words = _fitting(painter, cell.text, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _paint_button(self, painter: QPainter, area: QRect, text: str, place: tuple[int, int]) -> None:
        colours, table = look.colours, self._table
        focused = table.hasFocus() and table.place[0] == place[0]
        ground = colours.hover if table.hovered == place else colours.card
        edge = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
        self._paint_frame(painter, edge, 6, colours.link if focused else colours.neutral.line, ground, pen=1 + focused)
        painter.setPen(QColor(colours.ink))
        painter.setFont(look.font(13))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_share(self, painter: QPainter, area: QRect, share: float) -> None:
        """Paints a share, 0 to 1, as a soft bar along the foot of the cell."""
        inset = self._table.inset
        track = QRectF(area.left() + inset, area.bottom() - 5, area.width() - 2 * inset, 3)
        part = QRectF(track.left(), track.top(), track.width() * min(max(share, 0.0), 1.0), 3)
        self._paint_frame(painter, track, 1.5, None, look.colours.neutral.ground)
        self._paint_frame(painter, part, 1.5, None, look.colours.link)

    def _paint_frame(
        self, painter: QPainter, area: QRectF, corner: float, edge: str | None, ground: str | None, *, pen: int = 0
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), pen) if edge else QPen(Qt.PenStyle.NoPen))
        if ground:
            painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, corner, corner)
        painter.restore()
