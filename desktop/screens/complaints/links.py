"""A word in a line of text that can be pressed: no higher than the line, whose text a button's height would push apart."""

from PySide6.QtWidgets import QWidget

from desktop.screens.widgets import Button


class LinkButton(Button):
    def __init__(self, text: str, name: str, parent: QWidget | None = None, *, keys: str = "") -> None:
        super().__init__(text, name, parent, role="link", keys=keys)
