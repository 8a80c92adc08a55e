"""What stands under the chart: which bar is which, and two results of the year."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from complaints.vocabulary import inside_sentence
from desktop.screens.theme import SPACE_S, SPACE_XS, look
from desktop.screens.widgets import label
from desktop.screens.widgets.layouts import row_of
from desktop.wording import names
from desktop.wording.translation import tr


class Legend(QWidget):
    """Two small squares with their words, in the colours of the bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("months-legend")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Batang kiri diterima, batang kanan selesai."))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(look.px(160), look.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(11))
        metrics, side, left = QFontMetrics(look.font(11)), look.px(9), 0
        for colour, text in (
            (look.colours.chart_soft, inside_sentence(names.counted("received"))),
            (look.colours.link, tr("selesai")),
        ):
            painter.setPen(QColor(look.colours.edge if not left else colour))
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(left + 0.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1), 2, 2)
            left += side + SPACE_XS
            painter.setPen(QColor(look.colours.muted))
            width = metrics.horizontalAdvance(text)
            painter.drawText(left, 0, width + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, text)
            left += width + 2 * SPACE_S


class Result(QWidget):
    """A result in words and its value at the end of the line."""

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.value = label("", "heading", name)
        row_of((label(title, "muted", wrap=True), 1), self.value, of=self, margins=(0, SPACE_XS, 0, SPACE_XS))

    def set(self, value: str) -> None:
        self.value.setText(value)
        self.value.setAccessibleName(f"{self._title}: {value}")
