"""A screen from above: its title with a note at the right, then what it has to say, and below that what is added."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.theme import SCREEN_MARGINS, SPACE_M
from desktop.screens.widgets import MessageBar, label


class ScreenColumn(QVBoxLayout):
    """The parts are named after the screen."""

    def __init__(self, screen: QWidget, title: str) -> None:
        super().__init__(screen)
        name = screen.objectName()
        self.setContentsMargins(*SCREEN_MARGINS)
        self.setSpacing(SPACE_M)
        self.note = label("", "muted", f"{name}-note")
        self.messages = MessageBar(name=f"{name}-message")
        head = QHBoxLayout()
        head.addWidget(label(title, "title", f"{name}-title"))
        head.addStretch()
        head.addWidget(self.note)
        self.addLayout(head)
        self.addWidget(self.messages.place)
