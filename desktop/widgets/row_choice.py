"""A list to choose from in a row of many: all rows share the model, for filling one for each would hold up the window."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox

from desktop.widgets.naming import named


def choice_model(owner: QObject, choices: Iterable[tuple[str, str]]) -> QStandardItemModel:
    """`choices` are words, each with what it stands for."""
    model = QStandardItemModel(owner)
    for words, value in choices:
        item = QStandardItem(words)
        item.setData(value, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    return model


def row_choice(name: str, spoken: str, model: QStandardItemModel, letters: int) -> QComboBox:
    """At least so many letters wide."""
    choice = named(QComboBox(), name, spoken)
    choice.setProperty("role", "row")
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(letters)
    choice.setModel(model)
    choice.setCurrentIndex(0)
    return choice
