"""The table of what waits for this office, in the order in which it should be done, with the button that does it."""

from PySide6.QtCore import Signal

from desktop.office.todo_lines import TodoLine
from desktop.tables.todo import todo_columns
from desktop.widgets.row_model import RowModel
from desktop.widgets.row_table import RowTable
from desktop.wording.translation import tr


class TodoTable(RowTable[TodoLine]):
    """`chosen(complaint id, action)`: Enter or the button gives the step; a double click gives '' and only opens the case."""

    chosen = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__(RowModel(todo_columns()), name, tr("Yang perlu dikerjakan"), row_height=45, head_height=36)
        self.setAccessibleDescription(tr("Panah untuk memilih, Enter untuk mengerjakan"))
        self.acted.connect(lambda row, _column: self._choose(row, step=True))
        self.opened.connect(lambda row: self._choose(row, step=False))

    def _choose(self, row: int, *, step: bool) -> None:
        line = self.lines.lines[row]
        self.chosen.emit(line.complaint, (line.action or "") if step else "")
