"""A field for a small number that the wheel leaves alone: it scrolls the page and must not change a limit on its way."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

from desktop.widgets.theme import SPACE_S


class NumberEdit(QSpinBox):
    def __init__(self, lowest: int, highest: int, value: int) -> None:
        super().__init__()
        self.setRange(lowest, highest)
        self.setValue(value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A stylesheet's padding doesn't reach the line inside.
        self.lineEdit().setTextMargins(SPACE_S, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
