"""A page that may be larger than its place, has no frame, and Tab goes to what is in it. Sideways it scrolls only in small windows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollArea(QScrollArea):
    def __init__(self, inside: QWidget, name: str, spoken: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        self.setAccessibleName(spoken or inside.accessibleName())
