"""Twelve months as pairs of bars: what came in and what was closed, readable by eye, pointer, keys and screen reader."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.screens.theme import SPACE_S, SPACE_XS, look
from desktop.screens.widgets.choosing_bars import FRAME, ChoosingBars
from desktop.store.home import Month
from desktop.wording.formats import month_name, number
from desktop.wording.translation import tr

_GAP = 2
_WIDEST_BAR = 14


def month_words(month: Month) -> str:
    """'November 2026: 12 diterima, 9 selesai'."""
    return tr(
        "{month} {year}: {received} diterima, {closed} selesai",
        month=month_name(month.month), year=month.year, received=number(month.received), closed=number(month.closed),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where the bars stand, and how many pixels one complaint is high."""

    plot: QRect
    step: float
    bar: int
    per_one: float


class MonthChart(ChoosingBars):
    """The month under the pointer, or chosen with the arrow keys, is told in words under the bars."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("12 bulan terakhir: diterima dan selesai per bulan"))
        self.months: tuple[Month, ...] = ()

    def set_months(self, months: tuple[Month, ...]) -> None:
        self.months = months
        self.setAccessibleDescription(". ".join(month_words(month) for month in months))
        self.choose(-1)
        self.update()

    @property
    def chosen_text(self) -> str:
        """What stands under the bars."""
        if 0 <= self.chosen < len(self.months):
            return month_words(self.months[self.chosen])
        return ""

    def sizeHint(self) -> QSize:
        return QSize(look.px(300), look.px(210))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(200), look.px(140))

    def _scale(self) -> _Scale:
        line = look.px(16)
        plot = self.rect().adjusted(FRAME, line + SPACE_XS, -FRAME, -(2 * line + SPACE_S + SPACE_XS))
        step = plot.width() / max(len(self.months), 1)
        bar = max(min(int((step - 6 - _GAP) / 2), _WIDEST_BAR), 2)
        most = max((max(month.received, month.closed) for month in self.months), default=0)
        return _Scale(plot, step, bar, plot.height() / max(most, 1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, scale = look.colours, self._scale()
        plot = scale.plot
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(month.received, month.closed) for month in self.months), default=0)
        painter.setFont(look.font(11))
        line = look.px(16)
        if most:
            # One guide line with its number gives the eye a measure; more would be ink without news.
            painter.setPen(QPen(QColor(colours.line), 1, Qt.PenStyle.DashLine))
            painter.drawLine(plot.left(), plot.top(), plot.right(), plot.top())
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRect(plot.left(), plot.top() - line, plot.width(), line), Qt.AlignmentFlag.AlignLeft, number(most)
            )
        for index, month in enumerate(self.months):
            self._paint_month(painter, scale, index, month)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.drawLine(plot.left(), plot.bottom() + 1, plot.right(), plot.bottom() + 1)
        painter.setPen(QColor(colours.ink if self.chosen_text else colours.muted))
        below = QRect(plot.left(), plot.bottom() + SPACE_XS + line + SPACE_XS, plot.width(), line)
        shown = self.chosen_text or self._span()
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _span(self) -> str:
        """From when to when, while no month is chosen."""
        if not self.months:
            return ""
        first, last = self.months[0], self.months[-1]
        return f"{month_name(first.month)} {first.year} – {month_name(last.month)} {last.year}"

    def _paint_month(self, painter: QPainter, scale: _Scale, index: int, month: Month) -> None:
        colours, plot = look.colours, scale.plot
        left = plot.left() + index * scale.step
        if index == self.chosen:
            painter.fillRect(QRectF(left, plot.top(), scale.step, plot.height() + 1), QColor(colours.hover))
        start = left + (scale.step - 2 * scale.bar - _GAP) / 2
        for place, (count, colour) in enumerate(((month.received, colours.chart_soft), (month.closed, colours.link))):
            if count:
                height = max(count * scale.per_one, 2.0)
                area = QRectF(start + place * (scale.bar + _GAP), plot.bottom() + 1 - height, scale.bar, height)
                painter.fillPath(_bar(area), QColor(colour))
                if not place:
                    # The soft colour alone is too near to the card's for weak eyes; its edge isn't.
                    painter.strokePath(_bar(area.adjusted(0.5, 0.5, -0.5, 0)), QPen(QColor(colours.edge), 1))
        painter.setPen(QColor(colours.ink if index == self.chosen else colours.muted))
        name = QRectF(left, plot.bottom() + SPACE_XS, scale.step, look.px(16))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, month_name(month.month)[:1])

    def count(self) -> int:
        return len(self.months)

    def at(self, x: float) -> int:
        scale = self._scale()
        return int((x - scale.plot.left()) // scale.step)


def _bar(area: QRectF) -> QPainterPath:
    """A bar with soft corners above and straight ones where it stands."""
    radius = min(2.0, area.height() / 2, area.width() / 2)
    path = QPainterPath()
    path.moveTo(area.bottomLeft())
    path.lineTo(area.left(), area.top() + radius)
    path.quadTo(area.topLeft(), area.topLeft() + QPointF(radius, 0))
    path.lineTo(area.right() - radius, area.top())
    path.quadTo(area.topRight(), area.topRight() + QPointF(0, radius))
    path.lineTo(area.bottomRight())
    path.closeSubpath()
    return path
