"""Lists and trees of plain words. Their rows are high enough to be met by a finger, and grow with the text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

from desktop.widgets.naming import named
from desktop.widgets.theme import look


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


def word_list(name: str, spoken: str, *, row_height: int = 0) -> QListWidget:
    """A list that never scrolls sideways. `row_height` in pixels at 100 percent, 0 for as high as the words."""
    words = named(QListWidget(), name, spoken)
    words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if row_height:
        RowHeight(words, row_height)
    return words


def word_tree(name: str, spoken: str, *, row_height: int, least_height: int) -> QTreeWidget:
    """A tree without a heading; the heights in pixels at 100 percent."""
    words = named(QTreeWidget(), name, spoken)
    words.setHeaderHidden(True)
    RowHeight(words, row_height)
    words.setMinimumHeight(look.px(least_height))
    return words
