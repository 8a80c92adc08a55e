"""The table of what waits for this office, in the order in which it should be done, with the button that does it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from complaints.workflow import RIGHTS, Action, Role
from desktop.screens.widgets.row_columns import Cell, Column, Width
from desktop.screens.widgets.row_model import RowModel
from desktop.screens.widgets.row_table import RowTable
from desktop.store.home import Item
from desktop.wording import names
from desktop.wording.formats import full_date
from desktop.wording.names import Tone
from desktop.wording.translation import tr


@dataclass(frozen=True, slots=True)
class Line:
    """One complaint in words. `action` is '' when this user's role may only look at it."""

    complaint: str
    number: str
    title: str
    step: str
    due: str
    due_tone: Tone
    due_on: date | None
    action: Action | None
    button: str

    @property
    def spoken(self) -> str:
        return f"{self.number}. {self.title}. {self.step}, {self.due}. {self.button}"


def line(item: Item, role: Role, today: date) -> Line:
    row, days = item.row, item.working_days_left
    late = row.due_on is not None and row.due_on < today and not row.paused
    # What was due on Friday is late on Saturday, though by no working day yet.
    due, tone = names.due(days, paused=row.paused) if not (late and days == 0) else (tr("lewat tenggat"), "danger")
    may = item.next_action in RIGHTS[role]
    button = names.action_button(item.next_action) if may else tr("Buka")
    return Line(
        row.id, row.number, row.title, names.action_name(item.next_action), due, tone, row.due_on,
        item.next_action if may else None, button,
    )  # fmt: skip


def columns() -> tuple[Column[Line], ...]:
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


def _due(line: Line) -> Cell:
    tip = tr("Tenggat {date}", date=full_date(line.due_on)) if line.due_on else ""
    return Cell(line.due, pill=line.due_tone, tip=tip)


class TodoTable(RowTable[Line]):
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
