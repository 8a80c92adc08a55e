"""Twelve months as pairs of bars: what came in and what was closed."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen

from complaints.vocabulary import inside_sentence
from desktop.office.home_words import month_words, months_span
from desktop.store.home import Month
from desktop.widgets.bar_chart import BarChart, ChartBar, Legend
from desktop.widgets.theme import SPACE_S, SPACE_XS, look
from desktop.wording import names
from desktop.wording.formats import month_name
from desktop.wording.translation import tr

_GAP = 2
_WIDEST_BAR = 14


class MonthChart(BarChart):
    def __init__(self, name: str) -> None:
        super().__init__(name, tr("12 bulan terakhir: diterima dan selesai per bulan"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.months: tuple[Month, ...] = ()

    def set_months(self, months: tuple[Month, ...]) -> None:
        self.months = months
        bars = [
            ChartBar(month_words(month), month_name(month.month)[:1], max(month.received, month.closed))
            for month in months
        ]
        self.show_chart(bars, months_span(months))

    def paint_bar(self, painter: QPainter, index: int, column: QRectF, scale: float) -> None:
        colours, month = look.colours, self.months[index]
        width = max(min(int((column.width() - 6 - _GAP) / 2), _WIDEST_BAR), 2)
        x = column.left() + (column.width() - 2 * width - _GAP) / 2
        for count, colour in ((month.received, colours.chart_soft), (month.closed, colours.link)):
            if count:
                height = max(count * scale, 2.0)
                area = QRectF(x, column.bottom() - height, width, height)
                painter.fillPath(_bar(area), QColor(colour))
                if colour == colours.chart_soft:
                    # The soft colour alone is too near to the card's for weak eyes; its edge isn't.
                    painter.strokePath(_bar(area.adjusted(0.5, 0.5, -0.5, 0)), QPen(QColor(colours.edge), 1))
            x += width + _GAP


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


class MonthLegend(Legend):
    """Two small squares with their words, in the colours of the bars."""

    def __init__(self) -> None:
        super().__init__("months-legend", tr("Batang kiri diterima, batang kanan selesai."), 160)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, x, side = look.colours, 0, look.px(9)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for text, colour, edge in (
            (inside_sentence(names.counted("received")), colours.chart_soft, colours.edge),
            (tr("selesai"), colours.link, colours.link),
        ):
            painter.setPen(QColor(edge))
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(x + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1), 2, 2)
            x = self.write(painter, x + side + SPACE_XS, text) + 2 * SPACE_S
