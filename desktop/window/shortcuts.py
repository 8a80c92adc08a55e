"""Shift+F1: the keys that work here, laid over the desk until any key or click."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.card import Card, label
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import add_to, column_of
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_XL, look
from desktop.wording.translation import tr


class ShortcutOverlay(QWidget):
    closed = Signal()

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        card = Card("shortcuts-card", space=SPACE_XL, gap=SPACE_L)
        grid = grid_of(spaces=(SPACE_XL, SPACE_M))
        rows = (len(keys) + 1) // 2
        for at, (key, text) in enumerate(keys):
            place = (at % rows, 2 * (at // rows))
            grid.addWidget(label(key, "heading"), *place)
            grid.addWidget(label(text), place[0], place[1] + 1)
        add_to(
            card.column,
            label(tr("Tombol pintas"), "title"),
            grid,
            label(tr("Tekan tombol apa saja untuk menutup."), "hint"),
        )
        column_of((card, 0, Qt.AlignmentFlag.AlignCenter), of=self, margins=None)
        self.setAccessibleName(". ".join(f"{key}: {text}" for key, text in keys))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(look.colours.side)
        veil.setAlpha(150)
        painter.fillRect(event.rect(), veil)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt):
            self.closed.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.closed.emit()
