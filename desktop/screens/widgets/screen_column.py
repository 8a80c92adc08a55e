"""The column of a screen: its title with a note at the right (`head`, to which buttons are added), the place of its messages, and below that what is added."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.theme import SCREEN_MARGINS, SPACE_M
from desktop.screens.widgets.card import label
from desktop.screens.widgets.layouts import STRETCH, add_to, row_of
from desktop.screens.widgets.message import MessageBar


class ScreenColumn(QVBoxLayout):
    """Its parts are named after the screen."""

    def __init__(self, screen: QWidget, title: str) -> None:
        super().__init__(screen)
        name = screen.objectName()
        self.setContentsMargins(*SCREEN_MARGINS)
        self.setSpacing(SPACE_M)
        self.note = label("", "muted", f"{name}-note")
        self.messages = MessageBar(name=f"{name}-message")
        self.title = label(title, "title", f"{name}-title")
        self.head = row_of(self.title, STRETCH, self.note)
        add_to(self, self.head, self.messages.place)
