"""Bars side by side, of which one is chosen: by the pointer over it, or by the arrow keys, Home and End."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.screens.theme import look

# What is drawn keeps this far from the sides, in pixels, clear of the frame that shows where the keyboard is.
FRAME = 6


class ChoosingBars(QWidget):
    """What is under the pointer is chosen; with the keyboard here, the last bar before a key moves on. A chart says what it tells of it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.chosen = -1
        look.changed.connect(self.update)
        look.changed.connect(self.updateGeometry)

    @property
    def told(self) -> str:
        """The chosen bar in words, '' without one."""
        raise NotImplementedError

    def count(self) -> int:
        raise NotImplementedError

    def at(self, x: float) -> int:
        """Which bar stands at this place from the left, in pixels; outside them any number that is none's."""
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
            self.setToolTip(self.told)
            self.update()
