"""Chips that are on or off, and the entries of the side bar."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop.widgets.button import EnterButton, lettered
from desktop.widgets.naming import named
from desktop.widgets.theme import look


class Chip(EnterButton):
    """A choice that is on or off. When on it has another ground and edge and heavier letters, and screen readers say so."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.set_text(text)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class SideButton(EnterButton):
    """An entry of the side bar with a count at its end: red where something is to be done, else grey."""

    def __init__(self, text: str, name: str, keys: str) -> None:
        super().__init__(lettered(text))
        self._text = text
        named(self, name, text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolTip(f"{text} ({keys})")
        self._count = 0
        self._quiet = False

    def set_count(self, count: int, *, quiet: bool = False) -> None:
        """The number in the badge; 0 shows none."""
        if (count, quiet) != (self._count, self._quiet):
            self._count, self._quiet = count, quiet
            self.setAccessibleName(f"{self._text} {count}" if count else self._text)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        text = str(self._count) if self._count < 1000 else "999+"
        pair = look.colours.badge_quiet if self._quiet else look.colours.badge
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font(11, bold=True))
        height = look.px(16)
        width = max(painter.fontMetrics().horizontalAdvance(text) + look.px(13), look.px(20))
        area = QRect(self.width() - 12 - width, (self.height() - height) // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setPen(QColor(pair.ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
