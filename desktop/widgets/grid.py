"""Rows and columns of fields and labels that stand under one another."""

from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

Row = tuple[QWidget | QLayout, ...]


def grid_of(
    *rows: Row, spaces: tuple[int, int], stretch: tuple[int, ...] = (), of: QWidget | None = None
) -> QGridLayout:
    """The rows in their order, if there are any yet; what is alone in its row has the whole width.

    `spaces`: pixels between columns, and between rows. `stretch`: each column's share of the room that is left. `of`: the widget
    whose layout it is, up to its edge.
    """
    grid = QGridLayout(of) if of is not None else QGridLayout()
    if of is not None:
        grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(spaces[0])
    grid.setVerticalSpacing(spaces[1])
    for column, share in enumerate(stretch):
        grid.setColumnStretch(column, share)
    columns = max((len(row) for row in rows), default=0)
    for at, row in enumerate(rows):
        width = columns if len(row) == 1 else 1
        for column, part in enumerate(row):
            if isinstance(part, QWidget):
                grid.addWidget(part, at, column, 1, width)
            else:
                grid.addLayout(part, at, column, 1, width)
    return grid
