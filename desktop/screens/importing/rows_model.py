"""Rows of a trial run for a table: of text, narrowed by words, and those that can be recorded with a check mark each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DISPLAY, CHECK = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.CheckStateRole
TOOL_TIP = Qt.ItemDataRole.ToolTipRole


class RowsModel(QAbstractTableModel):
    """The first column is the row's number in the file. `left_out` are the numbers whose check mark was taken away."""

    chosen = Signal()

    def __init__(self, headings: Sequence[str], *, checkable: bool = False) -> None:
        super().__init__()
        self._headings, self._checkable = tuple(headings), checkable
        self._all: list[tuple[int, tuple[str, ...]]] = []
        self._shown: list[tuple[int, tuple[str, ...]]] = []
        self._words = ""
        self.left_out: set[int] = set()

    def put(self, rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        self.left_out = set()
        self._all = list(rows)
        self.narrow(self._words)

    def narrow(self, words: str) -> None:
        """Only rows that hold these words, wherever in them."""
        self.beginResetModel()
        self._words = words
        wanted = words.casefold().split()
        self._shown = [
            row for row in self._all if all(word in f"{row[0]} {' '.join(row[1])}".casefold() for word in wanted)
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> str | None:
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = DISPLAY) -> object:
        number, texts = self._shown[index.row()]
        if role == CHECK and self._checkable and index.column() == 0:
            return Qt.CheckState.Unchecked if number in self.left_out else Qt.CheckState.Checked
        if role in (DISPLAY, TOOL_TIP):
            return str(number) if index.column() == 0 else texts[index.column() - 1]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._checkable and index.column() == 0:
            return plain | Qt.ItemFlag.ItemIsUserCheckable
        return plain

    def setData(self, index: Index, _value: object, role: int = DISPLAY) -> bool:
        if role != CHECK or not self._checkable:
            return False
        self.turn(index.row())
        return True

    def turn(self, row: int) -> None:
        """Takes the row's check mark away, or sets it again."""
        self.left_out ^= {self._shown[row][0]}
        first = self.index(row, 0)
        self.dataChanged.emit(first, first, [CHECK])
        self.chosen.emit()
