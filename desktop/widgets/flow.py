"""A layout that puts things in rows and goes on in the next row where the width ends: for chips."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from desktop.widgets.theme import SPACE_S


class FlowLayout(QLayout):
    def __init__(self, parent: QWidget | None = None, spacing: int = SPACE_S) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self.spacing() for item in self._visible()) - self.spacing()
        return QSize(max(width, 0), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._visible():
            size = size.expandedTo(item.minimumSize())
        return size

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, area: QRect, *, move: bool) -> int:
        x, y, row = area.x(), area.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        for item in self._visible():
            size = item.sizeHint()
            if size.width() > area.width() > 0:
                # Alone in its row and as wide as the row; a text wraps.
                size = QSize(
                    area.width(), item.heightForWidth(area.width()) if item.hasHeightForWidth() else size.height()
                )
            if x > area.x() and x + size.width() > area.right() + 1:
                if move:
                    _centre(placed, row)
                x, y, row, placed = area.x(), y + row + self.spacing(), 0, []
            placed.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + self.spacing()
            row = max(row, size.height())
        if move:
            _centre(placed, row)
        return y + row - area.y()


def _centre(placed: list[tuple[QLayoutItem, QRect]], height: int) -> None:
    """Sets the items of one row, each in the middle of its height: a text and a link then read as one line."""
    for item, place in placed:
        item.setGeometry(place.translated(0, (height - place.height()) // 2))
