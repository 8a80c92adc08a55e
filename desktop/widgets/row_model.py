"""The lines of a table as Qt asks for them; the columns answer."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.columns import Cell, Column, Line

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_ANSWERED = (_ROLE.DisplayRole, _ROLE.AccessibleTextRole, _ROLE.ToolTipRole, _ROLE.CheckStateRole)
# The cells of a line that is still being loaded.
_LOADING, _EMPTY = Cell("…", muted=True), Cell()


class RowModel(QAbstractTableModel, Generic[Line]):
    """`ticked` comes with the row whose box was pressed; its owner decides what that does, and shows it."""

    ticked = Signal(int)

    def __init__(self, columns: Sequence[Column[Line]], lines: Sequence[Line] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.lines = lines
        self.first_shown = 0  # the column in which the rows of the table begin, where it has no room for all
        self._sorted, self._descending = -1, False

    def show_lines(self, lines: Sequence[Line], columns: Sequence[Column[Line]] | None = None) -> None:
        """Other lines, perhaps under other headings."""
        self.beginResetModel()
        self.lines = lines
        if columns is not None:
            self.columns = tuple(columns)
        self.endResetModel()

    def show_sort(self, column: int, *, descending: bool) -> None:
        """Marks the heading of the column that the lines are sorted by."""
        self._sorted, self._descending = column, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def show_again(self, first: int, last: int) -> None:
        """The cells of these rows have changed: Qt asks for them again."""
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def line(self, row: int) -> Line | None:
        """The line of a row; None where there is none, or not yet."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def cell(self, row: int, column: int) -> Cell:
        line = self.line(row)
        if line is not None:
            return self.columns[column].cell(line)
        return _LOADING if self.columns[column].width is None else _EMPTY

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if role not in _ANSWERED or not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == _ROLE.CheckStateRole:
            return None if cell.ticked is None else Qt.CheckState.Checked if cell.ticked else Qt.CheckState.Unchecked
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(index.row()) if index.column() == self.first_shown else cell.spoken or cell.text
        return cell.tip or cell.text if role == _ROLE.ToolTipRole else cell.text

    def _spoken(self, row: int) -> str:
        """The first cell is the one that a screen reader comes to: it says the whole row."""
        if spoken := self.cell(row, 0).spoken:
            return spoken
        texts = (self.cell(row, column).text for column in range(len(self.columns)))
        return ", ".join(text for text in texts if text)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        ticks = index.isValid() and self.cell(index.row(), index.column()).ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticks else flags

    def setData(self, index: Index, _value: object, role: int = _ROLE.EditRole) -> bool:
        """A press on the box of a line, by pointer or key."""
        if role != _ROLE.CheckStateRole or self.cell(index.row(), index.column()).ticked is None:
            return False
        self.ticked.emit(index.row())
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == _ROLE.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            )
        if role == _ROLE.ToolTipRole:
            return column.meaning or None
        if role not in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
            return None
        if role == _ROLE.AccessibleTextRole and column.meaning:
            return f"{column.heading}. {column.meaning}"
        arrow = (" ▾" if self._descending else " ▴") if section == self._sorted else ""
        return column.heading + arrow
