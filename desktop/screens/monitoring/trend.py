"""The months as bars of their parts: answered in time, late, still to come, and archived."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from desktop.widgets.bar_chart import BarChart, ChartBar, Legend
from desktop.widgets.theme import SPACE_S, SPACE_XS, look
from desktop.wording.month_bars import Bar
from desktop.wording.translation import tr

_WIDEST_BAR = 30


class TrendChart(BarChart):
    """Enter or a click opens the chosen bar (`opened`)."""

    opened = Signal(object)
    usual_size, minimum_size = (320, 190), (220, 150)
    lines_of_words, room_below = 2, 0

    def __init__(self, name: str) -> None:
        super().__init__(name, tr("Pengaduan diterima per bulan dan ketepatan tanggapannya"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        self.bars = bars
        self.show_chart(
            [ChartBar(bar.words, bar.short, max(bar.received, bar.before or 0)) for bar in bars],
            tr("Pilih bulan dengan panah atau penunjuk; Enter membuka pengaduannya."),
        )

    def paint_bar(self, painter: QPainter, index: int, column: QRectF, scale: float) -> None:
        colours, bar, step = look.colours, self.bars[index], column.width()
        width = min(max(step * 0.62, 2.0), float(look.px(_WIDEST_BAR)))
        x, foot = column.left() + (step - width) / 2, column.bottom()
        for count, colour in (
            (bar.answers.on_time, colours.link),
            (bar.answers.late, colours.danger),
            (bar.answers.running, colours.chart_soft),
            (bar.archived, colours.neutral.line),
        ):
            if count:
                height = count * scale
                painter.fillRect(QRectF(x, foot - height, width, height), QColor(colour))
                # A line in the card's colour keeps the parts apart for eyes that don't tell the colours.
                painter.fillRect(QRectF(x, foot - height, width, 1), QColor(colours.card))
                foot -= height
        if bar.before:
            level = column.bottom() - bar.before * scale
            painter.setPen(QPen(QColor(colours.ink), 2))
            painter.drawLine(QPointF(column.left() + step * 0.1, level), QPointF(column.left() + step * 0.9, level))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if 0 <= self.chosen < len(self.bars):
            self.opened.emit(self.bars[self.chosen])


class TrendLegend(Legend):
    """The parts of a bar with their words, in their colours and in the order in which they are stacked."""

    def __init__(self) -> None:
        super().__init__("trend-legend", tr("Dari bawah: tepat waktu, terlambat, berjalan, diarsipkan."), 260)
        self.compared = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter, x, side = look.colours, QPainter(self), 0, look.px(9)
        for text, colour in (
            (tr("tepat waktu"), colours.link),
            (tr("terlambat"), colours.danger),
            (tr("berjalan"), colours.chart_soft),
            (tr("diarsipkan"), colours.neutral.line),
        ):
            painter.fillRect(QRect(x, (self.height() - side) // 2, side, side), QColor(colour))
            x = self.write(painter, x + side + SPACE_XS, text) + SPACE_S + SPACE_XS
        if self.compared:
            painter.fillRect(QRect(x, self.height() // 2 - 1, side + 4, 2), QColor(colours.ink))
            self.write(painter, x + side + 4 + SPACE_XS, tr("pembanding"))
