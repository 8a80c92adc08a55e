"""A row of a register as a draft with the steps that followed, by the columns that were found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.categories import Categories
from complaints.draft import Draft, Person
from complaints.errors import InvalidField
from complaints.events import Location
from complaints.fields import FIELDS, Field, Reading
from desktop.importing import cell_values, past_steps
from desktop.importing.headings import REPLY, Columns
from desktop.importing.past_steps import Course, Outcome
from desktop.importing.replies import Answers
from desktop.importing.source_table import Cell, Line

Reader = Callable[[Cell, str], object]

# How the cells of a field are read, given the cell and the field. Categories are the office's own.
READERS: dict[Reading, Reader] = {
    "text": lambda cell, _: cell_values.as_text(cell),
    "line": lambda cell, _: cell_values.as_line(cell),
    "day": cell_values.as_date,
    "rupiah": cell_values.as_rupiah,
    "degrees": cell_values.as_degrees,
    "switch": cell_values.as_bool,
    "choice": cell_values.as_choice,
}
OUTCOME: dict[str, Reader] = {
    "status": lambda cell, _: cell_values.as_line(cell),
    "follow_up": lambda cell, _: cell_values.as_line(cell),
    "response": lambda cell, _: cell_values.as_line(cell),
    "forwarded_to": lambda cell, _: cell_values.as_line(cell),
    "verified_on": cell_values.as_date,
    "followed_up_on": cell_values.as_date,
    "responded_on": cell_values.as_date,
    "closed_on": cell_values.as_date,
    "changed_on": cell_values.as_date,
}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: the name within its part of the draft, where it stands, and how it is read."""

    name: str
    field: str
    place: int
    read: Reader


class Rows:
    """Turns lines into drafts. Categories are found by name once, for the same few come again and again."""

    def __init__(self, columns: Columns, categories: Categories) -> None:
        self._draft = _part(columns, "", self._readers(""))
        self._reply = _part(columns, "", {REPLY: cell_values.not_a_reply})
        self._location = _part(columns, "location.", self._readers("location.") | {"rt_rw": READERS["line"]})
        self._complainant = _part(columns, "complainant.", self._readers("complainant."))
        self._outcome = _part(columns, past_steps.PREFIX, OUTCOME)
        self._categories = categories
        self._codes: dict[str, str] = {}
        self.left_out: list[InvalidField] = []

    def draft(self, line: Line) -> Draft:
        """Raises InvalidField for a cell that can't be understood; what is left empty stays so.

        `left_out` then has what was not understood and does not keep the row from being recorded.
        """
        self.left_out.clear()
        _read(self._reply, line.cells)
        fields = _read(self._draft, line.cells)
        person = _read(self._complainant, line.cells)
        if str(person.get("name", "")).casefold() in cell_values.ANONYMOUS:
            fields["anonymous"] = True
            del person["name"]
        title = fields.get("title", "")
        if not fields.get("body"):
            fields["body"], fields["title"] = title, ""
        place = _split(_read(self._location, line.cells))
        fields.setdefault("kind", "complaint")
        return Draft(**fields, location=Location(**place), complainant=Person(**person))

    def course(self, line: Line, received_on: date, answers: Answers = ()) -> Course:
        """What happened to it after it was received. Raises InvalidField; with `answers` that stand in rows of their own."""
        return past_steps.course(Outcome(**_read(self._outcome, line.cells), answers=tuple(answers)), received_on)

    def _readers(self, folder: str) -> dict[str, Reader]:
        return {field.name: self._reader(field) for field in FIELDS if field.folder == folder}

    def _reader(self, field: Field) -> Reader:
        read = READERS.get(field.reads, self._category)
        if not field.unknown_left_out:
            return read

        def read_or_leave_out(cell: Cell, path: str) -> object:
            try:
                return read(cell, path)
            except InvalidField as error:
                self.left_out.append(error)
                return field.empty

        return read_or_leave_out

    def _category(self, cell: Cell, _field: str) -> str:
        """The code of a known category; another name stays as it was written, so that nothing is lost."""
        label = cell_values.as_line(cell)
        if label not in self._codes:
            category = self._categories.by_label(label) if label else None
            self._codes[label] = category.code if category else label
        return self._codes[label]


def _part(columns: Columns, prefix: str, readers: Mapping[str, Reader]) -> list[_Column]:
    return [
        _Column(name, prefix + name, columns.fields[prefix + name], read)
        for name, read in readers.items()
        if prefix + name in columns.fields
    ]


def _read(columns: list[_Column], cells: tuple[Cell, ...]) -> dict[str, Any]:
    """Empty cells are left out: the draft has its own word for what nobody said."""
    return {
        column.name: column.read(cells[column.place], column.field)
        for column in columns
        if column.place < len(cells) and cells[column.place] != ""
    }


def _split(place: dict[str, Any]) -> dict[str, Any]:
    """'01/02' of a column 'RT/RW' as RT 01 and RW 02."""
    rt, _, rw = str(place.pop("rt_rw", "")).partition("/")
    return {"rt": rt.strip(), "rw": rw.strip()} | place
