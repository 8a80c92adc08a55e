"""A choice among texts, each with what it stands for."""

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox


def combo_box(options: Iterable[tuple[str, object]], chosen: object = None) -> QComboBox:
    """The first option is chosen where `chosen` is none of them."""
    box = QComboBox()
    for text, value in options:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
