"""A field for one of a few words, as a list that opens. The wheel scrolls the page over it and never changes the choice."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.wording.translation import tr_word


class ChoiceEdit(QComboBox):
    """`choices` are the words for the codes, in Indonesian."""

    def __init__(self, choices: Mapping[str, str], code: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for choice, word in choices.items():
            self.addItem(tr_word(word), choice)
        self.set_value(code)

    def value(self) -> str:
        return cast(str, self.currentData())

    def set_value(self, code: str) -> None:
        """A code that only a newer version of the program has is kept, and shown as it is."""
        if self.findData(code) < 0:
            self.addItem(code, code)
        self.setCurrentIndex(self.findData(code))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
