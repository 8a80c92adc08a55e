"""A table that is read row by row: no grid, no editing, no numbers at the left, and Tab leaves it."""

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def as_rows(table: QTableView) -> None:
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
