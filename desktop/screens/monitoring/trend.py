"""The months as bars of their parts, for eye, pointer, keys and screen reader."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.screens.theme import SPACE_S, SPACE_XS, Colours, look
from desktop.screens.widgets.choosing_bars import FRAME, ChoosingBars
from desktop.wording.formats import number
from desktop.wording.month_bars import Bar
from desktop.wording.translation import tr

_WIDEST_BAR = 30


def parts(bar: Bar, colours: Colours) -> tuple[tuple[int, str], ...]:
    """The parts of a bar from its foot up, with their colours."""
    answers = bar.answers
    return (
        (answers.on_time, colours.link), (answers.late, colours.danger), (answers.running, colours.chart_soft),
        (bar.rest, colours.neutral.line),
    )  # fmt: skip


class TrendChart(ChoosingBars):
    """The bar under the pointer, or chosen with the arrow keys, is told in words; Enter or a click opens it (`asked`)."""

    asked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Pengaduan diterima per bulan dan ketepatan tanggapannya"))
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        self.bars = bars
        self.setAccessibleDescription(". ".join(bar.words for bar in bars))
        self.choose(-1)
        self.update()

    @property
    def chosen_text(self) -> str:
        return self.bars[self.chosen].words if 0 <= self.chosen < len(self.bars) else ""

    def sizeHint(self) -> QSize:
        return QSize(look.px(320), look.px(190))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(220), look.px(150))

    def _plot(self) -> QRect:
        line = look.px(16)
        return self.rect().adjusted(FRAME, line + SPACE_XS, -FRAME, -(3 * line + SPACE_S))

    def _step(self) -> float:
        return self._plot().width() / max(len(self.bars), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, look.colours)

    def paint(self, painter: QPainter, colours: Colours) -> None:
        """The chart in these colours; for paper the light ones."""
        plot, line = self._plot(), look.px(16)
        most = max((max(bar.received, bar.before or 0) for bar in self.bars), default=0)
        painter.setFont(look.font(11))
        if most:
            painter.setPen(QPen(QColor(colours.line), 1, Qt.PenStyle.DashLine))
            painter.drawLine(plot.left(), plot.top(), plot.right(), plot.top())
            painter.setPen(QColor(colours.muted))
            painter.drawText(
                QRect(plot.left(), plot.top() - line, plot.width(), line), Qt.AlignmentFlag.AlignLeft, number(most)
            )
        for index, bar in enumerate(self.bars):
            self._paint_bar(painter, colours, index, bar, plot.height() / max(most, 1))
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.drawLine(plot.left(), plot.bottom() + 1, plot.right(), plot.bottom() + 1)
        painter.setPen(QColor(colours.ink if self.chosen_text else colours.muted))
        below = QRect(plot.left(), plot.bottom() + line + SPACE_S, plot.width(), 2 * line)
        shown = self.chosen_text or tr("Pilih bulan dengan panah atau penunjuk; Enter membuka pengaduannya.")
        painter.drawText(
            below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, shown
        )
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_bar(self, painter: QPainter, colours: Colours, index: int, bar: Bar, per_one: float) -> None:
        plot, step = self._plot(), self._step()
        left, width = plot.left() + index * step, min(max(step * 0.62, 2.0), float(look.px(_WIDEST_BAR)))
        if index == self.chosen:
            painter.fillRect(QRectF(left, plot.top(), step, plot.height() + 1), QColor(colours.hover))
        start, foot = left + (step - width) / 2, float(plot.bottom() + 1)
        for count, colour in parts(bar, colours):
            if count:
                height = count * per_one
                painter.fillRect(QRectF(start, foot - height, width, height), QColor(colour))
                # A line in the card's colour keeps the parts apart for eyes that don't tell the colours.
                painter.fillRect(QRectF(start, foot - height, width, 1), QColor(colours.card))
                foot -= height
        if bar.before:
            level = plot.bottom() + 1 - bar.before * per_one
            painter.setPen(QPen(QColor(colours.ink), 2))
            painter.drawLine(QPointF(left + step * 0.1, level), QPointF(left + step * 0.9, level))
        painter.setPen(QColor(colours.ink if index == self.chosen else colours.muted))
        name = QRectF(left - 4, plot.bottom() + SPACE_XS, step + 8, look.px(16))
        painter.drawText(name, Qt.AlignmentFlag.AlignCenter, bar.short)

    def count(self) -> int:
        return len(self.bars)

    def at(self, x: float) -> int:
        return int((x - self._plot().left()) // self._step())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if 0 <= self.chosen < len(self.bars):
            self.asked.emit(self.bars[self.chosen])


class TrendLegend(QWidget):
    """The parts of a bar with their words, in their colours and in the order in which they are stacked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trend-legend")
        self.compared = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Dari bawah: tepat waktu, terlambat, berjalan, diarsipkan."))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(look.px(260), look.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, painter, left = look.colours, QPainter(self), 0
        painter.setFont(look.font(11))
        side = look.px(9)
        named = [
            (tr("tepat waktu"), colours.link), (tr("terlambat"), colours.danger), (tr("berjalan"), colours.chart_soft),
            (tr("diarsipkan"), colours.neutral.line),
        ]  # fmt: skip
        for text, colour in named:
            painter.fillRect(QRect(left, (self.height() - side) // 2, side, side), QColor(colour))
            left = self._word(painter, left + side + SPACE_XS, text)
        if self.compared:
            painter.fillRect(QRect(left, self.height() // 2 - 1, side + 4, 2), QColor(colours.ink))
            self._word(painter, left + side + 4 + SPACE_XS, tr("pembanding"))

    def _word(self, painter: QPainter, left: int, text: str) -> int:
        painter.setPen(QColor(look.colours.muted))
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(left, 0, width + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, text)
        return left + width + SPACE_S + SPACE_XS
