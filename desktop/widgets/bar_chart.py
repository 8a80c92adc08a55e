"""Charts of bars side by side, readable by eye, pointer, keys and screen reader, and the legends below them."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.naming import named
from desktop.widgets.theme import SPACE_S, SPACE_XS, look
from desktop.wording.formats import number

# What is drawn keeps this far from the sides, in pixels, clear of the frame that shows where the keyboard is.
_FRAME = 6
_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LINES = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class ChartBar(NamedTuple):
    """`words` say all of the bar, `short` stands under it; it is as high as so many complaints."""

    words: str
    short: str
    complaints: int


class BarChart(QWidget):
    """One bar is chosen by the pointer over it, or by the arrow keys, Home and End; its words stand under the bars.

    A chart says how one of its bars is painted. Sizes are in pixels at 100 percent; `lines_of_words` under the bars have
    `room_below` them.
    """

    usual_size, minimum_size = (300, 210), (200, 140)
    lines_of_words, room_below = 1, SPACE_XS

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        named(self, name, title)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._bars: Sequence[ChartBar] = ()
        self._words_for_all = ""
        self.chosen = -1
        look.changed.connect(self.update)
        look.changed.connect(self.updateGeometry)

    def show_chart(self, bars: Sequence[ChartBar], words: str) -> None:
        """`words` stand under the bars while none is chosen."""
        self._bars, self._words_for_all = bars, words
        self.setAccessibleDescription(". ".join(bar.words for bar in bars))
        self.choose(-1)
        self.update()

    @property
    def chosen_text(self) -> str:
        """The chosen bar in words, '' without one."""
        return self._bars[self.chosen].words if 0 <= self.chosen < len(self._bars) else ""

    def choose(self, index: int) -> None:
        chosen = index if 0 <= index < len(self._bars) else -1
        if chosen != self.chosen:
            self.chosen = chosen
            self.setToolTip(self.chosen_text)
            self.update()

    # Painting --------------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(look.px(self.usual_size[0]), look.px(self.usual_size[1]))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(self.minimum_size[0]), look.px(self.minimum_size[1]))

    def _plot(self) -> QRect:
        line = look.px(16)
        below = line + SPACE_S + line * self.lines_of_words + self.room_below
        return self.rect().adjusted(_FRAME, line + SPACE_XS, -_FRAME, -below)

    def _step(self) -> float:
        return self._plot().width() / max(len(self._bars), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours, plot, step, line = look.colours, self._plot(), self._step(), look.px(16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(11))
        highest = max((bar.complaints for bar in self._bars), default=0)
        if highest:
            # One guide line with its number gives the eye a measure; more would be ink without news.
            painter.setPen(QPen(QColor(colours.line), 1, Qt.PenStyle.DashLine))
            painter.drawLine(plot.left(), plot.top(), plot.right(), plot.top())
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRect(plot.left(), plot.top() - line, plot.width(), line), _LINES, number(highest))
        for index, bar in enumerate(self._bars):
            column = QRectF(plot.left() + index * step, plot.top(), step, plot.height())
            if index == self.chosen:
                painter.fillRect(column.adjusted(0, 0, 0, 1), QColor(colours.hover))
            self.paint_bar(painter, index, column, plot.height() / max(highest, 1))
            painter.setPen(QColor(colours.ink if index == self.chosen else colours.muted))
            name = QRectF(column.left() - 4, plot.bottom() + SPACE_XS, step + 8, line)
            painter.drawText(name, Qt.AlignmentFlag.AlignCenter, bar.short)
        painter.setPen(QPen(QColor(colours.edge), 1))
        painter.drawLine(plot.left(), plot.bottom() + 1, plot.right(), plot.bottom() + 1)
        painter.setPen(QColor(colours.ink if self.chosen_text else colours.muted))
        below = QRect(plot.left(), plot.bottom() + line + SPACE_S, plot.width(), line * self.lines_of_words)
        flags = _ONE_LINE if self.lines_of_words == 1 else _LINES
        painter.drawText(below, flags, self.chosen_text or self._words_for_all)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def paint_bar(self, painter: QPainter, index: int, column: QRectF, scale: float) -> None:
        """Paints what stands in this column, from its foot up; `scale`: how many pixels one complaint is high."""
        raise NotImplementedError

    # Pointer and keys ------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.choose(int((event.position().x() - self._plot().left()) // self._step()))

    def leaveEvent(self, event: QEvent) -> None:
        self.choose(len(self._bars) - 1 if self.hasFocus() else -1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The last bar is chosen before a key moves on."""
        if self.chosen < 0:
            self.choose(len(self._bars) - 1)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.choose(-1)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._bars) - 1
        moves = {
            Qt.Key.Key_Left: max(self.chosen - 1, 0), Qt.Key.Key_Right: min(self.chosen + 1, last), Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }  # fmt: skip
        if event.key() in moves:
            self.choose(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the colours of a chart mean. A legend paints its marks and writes their words; `width` in pixels at 100 percent."""

    def __init__(self, name: str, spoken: str, width: int) -> None:
        super().__init__()
        named(self, name, spoken)
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(look.px(self._width), look.px(18))

    def write(self, painter: QPainter, x: int, text: str) -> int:
        """Writes the words from `x` on; where they end."""
        painter.setFont(look.font(11))
        painter.setPen(QColor(look.colours.muted))
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(x, 0, width + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width
