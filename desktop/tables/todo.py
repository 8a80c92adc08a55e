"""The columns of the table of what waits for this office."""

from desktop.columns import Cell, Column, Width
from desktop.office.todo_lines import TodoLine
from desktop.wording.formats import full_date
from desktop.wording.translation import tr


def todo_columns() -> tuple[Column[TodoLine], ...]:
    return (
        Column(
            tr("Nomor"), lambda line: Cell(line.number, spoken=line.spoken), Width(100, 154, by_rows=True), leaves=80
        ),
        Column(tr("Perihal"), lambda line: Cell(line.title)),
        # What it is about matters most: a name of the step that leaves too little room is left out, for the button says it
        # too. The number gives way last, where large letters leave no room for a word of the title.
        Column(tr("Langkah berikut"), lambda line: Cell(line.step), Width(114, 190, by_rows=True), leaves=150),
        Column(tr("Tenggat"), _due, Width(130, 190, by_rows=True)),
        Column("", lambda line: Cell(line.button, button=True), Width(106, 196, by_rows=True)),
    )


def _due(line: TodoLine) -> Cell:
    tip = tr("Tenggat {date}", date=full_date(line.due_on)) if line.due_on else ""
    return Cell(line.due, pill=line.due_tone, tip=tip)
