"""A choice among texts, each with what it stands for, as a list that opens."""

from collections.abc import Iterable, Mapping
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.wording.translation import tr_word


def combo_box(options: Iterable[tuple[str, object]], chosen: object = None) -> QComboBox:
    """The first option is chosen where `chosen` is none of them."""
    box = QComboBox()
    for text, value in options:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


class ChoiceEdit(QComboBox):
    """A field for one of a few words; `choices` are the words for the codes, in Indonesian.

    The wheel scrolls the page over it and never changes the choice.
    """

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
