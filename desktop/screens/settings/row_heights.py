"""Rows of lists and trees that are high enough to be met by a finger, and grow with the text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from desktop.screens.theme import look


class RowHeight(QStyledItemDelegate):
    """Qt leaves a stylesheet's padding out of the height of a row; this says it outright. `height` is in pixels at 100 percent."""

    def __init__(self, view: QAbstractItemView, height: int) -> None:
        super().__init__(view)
        self._view, self._height = view, height
        view.setItemDelegate(self)
        look.changed.connect(view.doItemsLayout)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(max(look.px(self._height), size.height()))
        return size
