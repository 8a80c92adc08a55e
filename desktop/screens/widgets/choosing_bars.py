"""Bars of a chart, of which one is chosen: by the pointer over it, or by the arrow keys, Home and End."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.screens.theme import look

# Pixels at each side that nothing is drawn on: there stands the frame that shows where the keyboard is.
FRAME = 6


class ChoosingBars(QWidget):
    """The bar under the pointer is chosen; when the keyboard comes here, the last one. Each chart has its own `chosen_text`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.chosen = -1
        look.changed.connect(self.update)
        look.changed.connect(self.updateGeometry)

    @property
    def chosen_text(self) -> str:
        """The chosen bar in words, '' without one."""
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    def at(self, x: float) -> int:
        """The number of the bar at this distance from the left, in pixels; outside the bars a number that no bar has."""
        raise NotImplementedError

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.choose(self.at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self.choose(self.count() - 1 if self.hasFocus() else -1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.chosen < 0:
            self.choose(self.count() - 1)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.choose(-1)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.count() - 1
        moves = {
            Qt.Key.Key_Left: max(self.chosen - 1, 0), Qt.Key.Key_Right: min(self.chosen + 1, last), Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }  # fmt: skip
        if event.key() in moves:
            self.choose(moves[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def choose(self, index: int) -> None:
        chosen = index if 0 <= index < self.count() else -1
        if chosen != self.chosen:
            self.chosen = chosen
            self.setToolTip(self.chosen_text)
            self.update()
