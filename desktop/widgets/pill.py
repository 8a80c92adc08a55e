"""A small coloured word for a status or a deadline, as a widget and painted into a cell of a list."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.theme import look
from desktop.wording.names import Tone


def pill_size(text: str) -> QSize:
    return QSize(QFontMetrics(look.font(11, bold=True)).horizontalAdvance(text) + look.px(16), look.px(18))


def paint_pill(painter: QPainter, left_middle: QPoint, text: str, tone: Tone, width: int = 0) -> None:
    """Draw the pill with the middle of its left edge here; a `width` in pixels bounds it, the text is cut with '…'."""
    size = pill_size(text)
    if width and size.width() > width:
        size.setWidth(width)
    area = QRect(left_middle - QPoint(0, size.height() // 2), size)
    pair = look.colours.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(pair.ground))
    painter.drawRoundedRect(area, 4, 4)
    painter.setFont(look.font(11, bold=True))
    painter.setPen(QColor(pair.ink))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, size.width() - look.px(10))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, elided)
    painter.restore()


class Pill(QWidget):
    def __init__(self, text: str = "", tone: Tone = "neutral", name: str = "pill") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.text = ""
        self.tone: Tone = tone
        self.set(text, tone)
        look.changed.connect(self._resized)

    def set(self, text: str, tone: Tone) -> None:
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self._resized()

    def sizeHint(self) -> QSize:
        return pill_size(self.text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QPoint(0, self.height() // 2), self.text, self.tone, self.width())

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()
