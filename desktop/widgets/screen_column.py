"""The column of a screen: its title with a note at the right (`head`, to which buttons are added), the place of its messages, and below that what is added."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.card import label
from desktop.widgets.layouts import STRETCH, add_to, row_of
from desktop.widgets.message import MessageBar
from desktop.widgets.theme import SCREEN_MARGINS, SPACE_M


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
