"""Figures: a card that is one big button to the list of what it counts, and a result in a line."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.colours import Colours
from desktop.widgets import label
from desktop.widgets.layouts import row_of
from desktop.widgets.theme import SPACE_L, SPACE_S, SPACE_XS, look
from desktop.wording.formats import number

_BAR = 4
_RADIUS = 8
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class FigureCard(QAbstractButton):
    """One painted widget instead of four labels, because five of them stand on the screen that must be quick.

    `colour` takes the bar's colour from the look in force; the figure and the words say the same without it.
    """

    def __init__(self, title: str, name: str, colour: Callable[[Colours], str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setText(title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._colour = colour
        self._heights: dict[int, tuple[int, int]] = {}
        self.figure: int | None = None
        self.figure_text = ""
        self.below = ""
        self.set(None, "")
        look.changed.connect(self._look_changed)

    def set(self, figure: int | None, below: str, figure_text: str = "") -> None:
        """The figure, None while it is being counted, and what it means in a few words. `figure_text`: what is written
        instead of the number, such as '82%'.
        """
        self.figure, self.below = figure, below
        self.figure_text = figure_text or ("–" if figure is None else number(figure))
        spoken = "…" if figure is None else self.figure_text
        self.setAccessibleName(f"{self.text()}: {spoken}")
        self.setAccessibleDescription(below)
        self._look_changed()

    def sizeHint(self) -> QSize:
        return QSize(look.px(200), self.heightForWidth(look.px(213)))

    def minimumSizeHint(self) -> QSize:
        return QSize(look.px(120), look.px(90))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        title, below = self._text_heights(width)
        return SPACE_L + title + self._figure_height() + SPACE_XS + below + SPACE_L + SPACE_XS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = look.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, _RADIUS, _RADIUS)
        painter.fillPath(shape, QColor(colours.hover if self.underMouse() or self.isDown() else colours.card))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(QRect(0, 0, _BAR, self.height()), QColor(self._colour(colours)))
        painter.restore()
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(colours.link if focused else colours.line), 2 if focused else 1))
        painter.drawPath(shape)
        self._paint_text(painter)

    def _paint_text(self, painter: QPainter) -> None:
        title, below = self._text_heights(self.width())
        area = QRect(_BAR + SPACE_L, SPACE_L, self._text_width(self.width()), title)
        painter.setPen(QColor(look.colours.muted))
        painter.setFont(look.font(13))
        painter.drawText(area, _WRAPPED, self.text())
        area = QRect(area.left(), area.bottom() + 1, area.width(), self._figure_height())
        painter.setPen(QColor(look.colours.ink))
        painter.setFont(look.font(26, bold=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.figure_text)
        area = QRect(area.left(), area.bottom() + 1 + SPACE_XS, area.width(), below)
        painter.setPen(QColor(look.colours.muted))
        painter.setFont(look.font(11))
        painter.drawText(area, _WRAPPED, self.below)

    def _text_width(self, width: int) -> int:
        return max(width - _BAR - SPACE_L - SPACE_S, 20)

    def _text_heights(self, width: int) -> tuple[int, int]:
        """Of the title and of the words below; measured once for each width, for layouts ask often."""
        if width not in self._heights:
            space = QRect(0, 0, self._text_width(width), 1000)
            title = QFontMetrics(look.font(13)).boundingRect(space, _WRAPPED, self.text())
            below = QFontMetrics(look.font(11)).boundingRect(space, _WRAPPED, self.below or " ")
            self._heights[width] = (title.height(), below.height())
        return self._heights[width]

    def _figure_height(self) -> int:
        return look.px(36)

    def _look_changed(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()


class ValueLine(QWidget):
    """A result in words and its value at the end of the line."""

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self._title = title
        self.value = label("", "heading", name)
        row_of((label(title, "muted", wrap=True), 1), self.value, of=self, margins=(0, SPACE_XS, 0, SPACE_XS))

    def set(self, value: str) -> None:
        self.value.setText(value)
        self.value.setAccessibleName(f"{self._title}: {value}")
