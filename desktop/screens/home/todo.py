"""The table of what waits for this office, in the order in which it should be done, with the button that does it."""

from PySide6.QtCore import Signal

from desktop.office.todo_lines import TodoLine
from desktop.screens.widgets.row_columns import Cell, Column, Width
from desktop.screens.widgets.row_model import RowModel
from desktop.screens.widgets.row_table import RowTable
from desktop.wording.formats import full_date
from desktop.wording.translation import tr


def columns() -> tuple[Column[TodoLine], ...]:
    return (
        Column(
            tr("Nomor"), lambda line: Cell(line.number, spoken=line.spoken), Width(100, 154, by_rows=True), leaves=80
        ),
        Column(tr("Perihal"), lambda line: Cell(line.title)),
        # What it is about matters most: a name of the step that leaves too little room is left out, for the button says it
        # too. The number gives way last, where large letters leave no room for a word of the title.
        Column(tr("Langkah berikut"), lambda line: Cell(line.step), Width(114, by_rows=True), leaves=150),
        Column(tr("Tenggat"), _due, Width(130, 190, by_rows=True)),
        Column("", lambda line: Cell(line.button, button=True), Width(106, 196, by_rows=True)),
    )


def _due(line: TodoLine) -> Cell:
    tip = tr("Tenggat {date}", date=full_date(line.due_on)) if line.due_on else ""
    return Cell(line.due, pill=line.due_tone, tip=tip)


class TodoTable(RowTable[TodoLine]):
    """`chosen(complaint id, action)`: Enter or the button gives the step; a double click gives '' and only opens the case."""

    chosen = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__(RowModel(columns()), name, tr("Yang perlu dikerjakan"), row_height=45, head_height=36)
        self.setAccessibleDescription(tr("Panah untuk memilih, Enter untuk mengerjakan"))
        self.acted.connect(lambda row, _column: self._choose(row, step=True))
        self.opened.connect(lambda row: self._choose(row, step=False))

    def _choose(self, row: int, *, step: bool) -> None:
        line = self.lines.lines[row]
        self.chosen.emit(line.complaint, (line.action or "") if step else "")
