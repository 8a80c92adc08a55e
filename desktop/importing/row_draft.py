"""Turns a row of a register into a draft and the steps that followed, by the columns that were found."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec import structs

from complaints.categories import Categories
from complaints.draft import Draft, Person
from complaints.errors import InvalidField
from complaints.events import Location
from complaints.fields import FIELDS, LINE_LIMIT, NAMED, Field, Reading
from complaints.phrases import Phrase, phrase
from desktop.importing import cell_values, contact_cells, past_steps
from desktop.importing.answers import LEAVE_OUT, UNDATED, Answers, ResultAnswer
from desktop.importing.contact_cells import Contact
from desktop.importing.date_column import DateColumn, Day, Doubt, is_ditto
from desktop.importing.headings import PERSON, REPLY, Columns, normal
from desktop.importing.past_steps import Course, Outcome
from desktop.importing.person_cells import is_number, read_person
from desktop.importing.questions import QuestionKind, Unanswered
from desktop.importing.replies import Answers as ReplyAnswers
from desktop.importing.source import Source
from desktop.importing.table import Cell, Line, Order, cell_text
from desktop.importing.usual_kind import usual_kind

Reader = Callable[[Cell, str], object]

# How the cells of a field are read, given the cell and the field. Days are read by their column, categories by the office's own list.
READERS: dict[Reading, Reader] = {
    "text": lambda cell, _: cell_values.as_text(cell),
    "line": lambda cell, _: " ".join(cell_values.as_line(cell).split()),
    "rupiah": cell_values.as_rupiah,
    "degrees": cell_values.as_degrees,
    "switch": cell_values.as_bool,
    "choice": cell_values.as_choice,
}
OUTCOME_TEXTS = ("status", "follow_up", "response", "forwarded_to")
OUTCOME_DAYS = ("verified_on", "followed_up_on", "responded_on", "closed_on", "changed_on")
RECEIVED = "received_on"
# What a spreadsheet shows where a formula failed.
_FAULT = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|N/D|NAMA\?|NILAI!|####+)|Err:\d{3}")
DAY_FIELDS = (RECEIVED, "occurred_on", *(past_steps.PREFIX + name for name in OUTCOME_DAYS))
CONTACTS = ("national_id", "phone", "email")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table: the name within its part of the draft, where it stands, and how it is read."""

    name: str
    field: str
    place: int
    read: Reader


class Rows:
    """Turns lines into drafts. Categories are found by name once, for the same few come again and again."""

    def __init__(self, source: Source, categories: Categories, today: date, answers: Answers) -> None:
        columns = source.columns
        self._today, self._answers, self._is_chat = today, answers, source.is_chat
        self._days = _date_columns(source, today, answers)
        self._received = columns.fields.get(RECEIVED, -1)
        self._names = {place: name for name, place in columns.fields.items()}
        self._previous_day: Day | None = None
        self._draft = [column for column in _part(columns, "", self._readers("")) if column.name != RECEIVED]
        self._reply = _part(columns, "", {REPLY: cell_values.not_a_reply})
        self._location = _part(columns, "location.", self._readers("location.") | {"rt_rw": self._rt_rw})
        people = {name: read for name, read in self._readers("complainant.").items() if name not in CONTACTS}
        self._complainant = _part(columns, "complainant.", people)
        self._contacts = _part(columns, "complainant.", dict.fromkeys(CONTACTS, READERS["line"]))
        self._name, self._person = columns.fields.get("complainant.name", -1), columns.fields.get(PERSON, -1)
        outcome: dict[str, Reader] = dict.fromkeys(OUTCOME_TEXTS, cell_values.as_lines)
        outcome |= dict.fromkeys(OUTCOME_DAYS, self._day)
        self._outcome = _part(columns, past_steps.PREFIX, outcome)
        body = columns.fields.get("body", columns.fields.get("title", -1))
        self._body_heading = columns.texts[body] if body >= 0 else ""
        self._addressed = self._person >= 0 and "alamat" in normal(columns.texts[self._person]).split()
        self._cut_short = contact_cells.ends_cut_short(source.cells("complainant.national_id"))
        self._categories = categories
        self._codes: dict[str, str] = {}
        self.left_out: list[InvalidField] = []
        # Of the row that was read last: the questions that people had answered, each with the cell's text.
        self.answered: list[tuple[QuestionKind, str]] = []
        read = [sheet.name for sheet in source.sheets if sheet.chosen]
        self.new_sheet(read[0] if len(read) == 1 else "")

    def new_sheet(self, name: str) -> None:
        """A ditto mark has nothing above it on the next sheet; what the sheet is called may say what its rows are."""
        self._previous_day = None
        self._kind = usual_kind(self._body_heading, name)

    @property
    def has_days(self) -> bool:
        return self._received >= 0

    def received(self, line: Line) -> Day:
        """The day of receipt, or why there is none.

        Lines are given in their order, for a ditto mark means the one above.
        """
        self.answered.clear()
        if self._received < 0:
            return Doubt("undated", cell_values.NO_DAY)
        cell = line.cells[self._received] if self._received < len(line.cells) else ""
        day = self._day_of(RECEIVED, cell)
        if isinstance(day, date):
            self._previous_day = day
        elif self._previous_day is not None and is_ditto(cell):
            return self._previous_day
        elif str(cell).strip():
            self._previous_day = day
        return day

    def draft(self, line: Line, received_on: date) -> Draft:
        """Raises InvalidField for a cell that can't be understood; empty cells stay empty.

        Afterwards `left_out` has the cells that were not understood but do not stop the row from being recorded.
        """
        self.left_out.clear()
        line = self._without_faults(line)
        _read(self._reply, line.cells)
        fields = _read(self._draft, line.cells)
        person = _read(self._complainant, line.cells)
        contacts = {column.name: cell for column in self._contacts if (cell := _cell(line, column.place)) != ""}
        if self._person >= 0:
            self._add_person(person, contacts, _cell(line, self._person))
        if "phone" not in contacts and is_number(str(person.get("name", ""))):
            # A list of messages has the number where nobody's name is known.
            contacts["phone"] = person.pop("name")
        if contacts:
            self._add_contacts(person, contacts)
        if cell_values.is_anonymous(str(person.get("name", ""))):
            del person["name"]
            # An anonymous complaint keeps nothing of its complainant: of who left a number or an address, only the name is missing.
            if not any(person.get(name) for name in ("address", *CONTACTS)):
                fields["anonymous"] = True
        title = fields.get("title", "")
        if not fields.get("body"):
            fields["body"], fields["title"] = title, ""
        place = _split(_read(self._location, line.cells))
        fields.setdefault("kind", self._kind)
        return Draft(**fields, received_on=received_on, location=Location(**place), complainant=Person(**person))

    def course(self, line: Line, received_on: date, replies: ReplyAnswers = ()) -> Course:
        """What happened to it after it was received.

        Raises InvalidField; with `replies` that stand in rows of their own.
        """
        for column in self._outcome:
            if _is_fault(cell := _cell(line, column.place)):
                raise InvalidField(column.field, _failed(cell))
        outcome = Outcome(**_read(self._outcome, line.cells), answers=tuple(replies))
        return past_steps.course(outcome, received_on, self._result)

    def _result(self, text: str) -> ResultAnswer | None:
        answer = self._answers.result(text)
        if answer is not None:
            self.answered.append(("results", text))
        return answer

    def _day_of(self, path: str, cell: Cell) -> Day:
        column = self._days[path]
        day = column.day(cell)
        if column.answered and (kind := column.answered.get(cell_text(cell))) is not None:
            self.answered.append((kind, cell_text(cell)))
        return day

    def _without_faults(self, line: Line) -> Line:
        """The line without cells that say nothing: a failed formula, a ditto mark below nothing, an RT that Excel took for a day.

        These are left out and told. Raises InvalidField when it is the text itself.
        """
        faults = {
            at: fault for at, cell in enumerate(line.cells) if (fault := self._fault(self._names.get(at, ""), cell))
        }
        for at, fault in faults.items():
            name = self._names.get(at, "")
            if name in ("body", "title"):
                raise InvalidField(name, fault)
            if name and not name.startswith(past_steps.PREFIX):
                self.left_out.append(InvalidField(name, fault))
        if not faults:
            return line
        return structs.replace(line, cells=tuple("" if at in faults else cell for at, cell in enumerate(line.cells)))

    def _fault(self, name: str, cell: Cell) -> Phrase | None:
        """Why the cell says nothing; None where it says something."""
        if _is_fault(cell):
            return _failed(cell)
        if name in ("location.rt", "location.rw") and isinstance(cell, date):
            return phrase(
                "Excel membaca “{text}” sebagai tanggal. Betulkan di Excel lalu impor lagi.", text=cell_text(cell)
            )
        if (
            name
            and not self._is_chat
            and name != RECEIVED
            and not name.startswith(past_steps.PREFIX)
            and is_ditto(cell)
        ):
            return phrase("Di atas “{text}” tidak ada yang dapat diulang.", text=cell_text(cell)[:40])
        return None

    def name(self, line: Line) -> str:
        """The complainant's name as the row has it; '' for an anonymous one."""
        cell = _cell(line, self._name)
        name = "" if self._fault("complainant.name", cell) else " ".join(cell_values.as_line(cell).split())
        if not name and self._person >= 0:
            name = read_person(_cell(line, self._person)).name
        return "" if cell_values.is_anonymous(name) else name

    def _add_person(self, person: dict[str, Any], contacts: dict[str, Cell], cell: Cell) -> None:
        """What a cell with several things of the person says. A column of its own says it better."""
        parts = read_person(cell)
        for name, text in (("name", parts.name), ("address", parts.address)):
            if text:
                person.setdefault(name, text)
        if self._addressed and not person.get("address") and len(parts.name.split()) > 1:
            undivided = phrase("Nama dan alamat tidak terpisah: “{text}” dicatat sebagai nama.", text=parts.name[:60])
            self.left_out.append(InvalidField("complainant.address", undivided))
        for name, text in (("national_id", parts.national_id), ("phone", parts.phone)):
            if text:
                contacts.setdefault(name, text)

    def _add_contacts(self, person: dict[str, Any], contacts: Mapping[str, Cell]) -> None:
        notes: list[str] = []
        for name, cell in contacts.items():
            contact = self._contact(name, cell)
            heading = NAMED[name].column
            if contact.value:
                person[name] = contact.value
            if contact.reason is not None:
                path = f"complainant.{name}"
                self.left_out.append(Unanswered(path, contact.reason, "contacts", cell_text(cell)))
            if contact.remainder and self._answers.contacts == "keep":
                notes.append(f"{heading} {contact.remainder}")
        if notes:
            # Only the sealed part of a complaint may hold a contact, and of its texts the address is where people look for one.
            note = f"({'; '.join(notes)})"
            address = str(person.get("address", ""))
            person["address"] = f"{address} {note}".strip()[:LINE_LIMIT]

    def _contact(self, name: str, cell: Cell) -> Contact:
        match name:
            case "national_id":
                return contact_cells.read_national_id(cell, self._today, cut_short=self._cut_short)
            case "phone":
                return contact_cells.read_phone(cell)
            case _:
                return contact_cells.read_email(cell)

    def _readers(self, folder: str) -> dict[str, Reader]:
        return {field.name: self._reader(field) for field in FIELDS if field.folder == folder}

    def _reader(self, field: Field) -> Reader:
        if field.reads == "day":
            return self._day
        read = (
            cell_values.as_lines
            if field.reads == "line" and field.many_lines
            else READERS.get(field.reads, self._category)
        )
        if not field.unknown_left_out:
            return read

        def read_or_leave_out(cell: Cell, path: str) -> object:
            try:
                return read(cell, path)
            except InvalidField as error:
                self.left_out.append(error.as_value())
                return field.empty

        return read_or_leave_out

    def _day(self, cell: Cell, path: str) -> date | None:
        """A day besides that of receipt; an empty one is none."""
        day = self._day_of(path, cell)
        if isinstance(day, date):
            return day
        if day.kind == "undated":
            return None
        text = cell_text(cell)
        if self._answers.dates.get(text) == UNDATED:
            self.answered.append((day.kind, text))
            return None
        unanswered = Unanswered(path, day.reason, day.kind, text)
        if path == "occurred_on" and day.kind == "dates":
            # 'Sekitar tanggal 5': no figure needs it, and the rest of the row is sure.
            self.left_out.append(unanswered)
            return None
        raise unanswered

    def _rt_rw(self, cell: Cell, path: str) -> tuple[str, str]:
        try:
            return cell_values.as_rt_rw(cell, path)
        except InvalidField as error:
            self.left_out.append(error.as_value())
            return "", ""

    def _category(self, cell: Cell, _field: str) -> str:
        """The code of a known category; another name stays as it was written, so that nothing is lost."""
        label = cell_values.as_line(cell)
        if label not in self._codes:
            category = self._categories.by_label(label) if label else None
            self._codes[label] = category.code if category else label
        return self._codes[label]


def _date_columns(source: Source, today: date, answers: Answers) -> dict[str, DateColumn]:
    """The columns of days.

    A column that does not decide the order of day and month follows the others: the same person wrote them.
    """
    days = {text: day for text, day in answers.dates.items() if day not in (LEAVE_OUT, UNDATED)}

    def column(path: str, elsewhere: Order | None) -> DateColumn:
        return DateColumn(
            source.cells(path), today, order=answers.date_order, elsewhere=elsewhere, answers=days,
            is_own_export=source.is_own_export, is_long_ago_odd=path != "occurred_on", swapped=answers.swapped_dates,
        )  # fmt: skip

    paths = [path for path in DAY_FIELDS if path in source.columns.fields]
    judged = {path: column(path, source.order) for path in paths}
    orders: list[Order] = [date_column.order for date_column in judged.values() if date_column.order]
    if len(set(orders)) == 1 and any(date_column.is_undecided for date_column in judged.values()):
        order = orders[0]
        judged = {
            path: column(path, order) if date_column.is_undecided else date_column
            for path, date_column in judged.items()
        }
    return judged


def _part(columns: Columns, prefix: str, readers: Mapping[str, Reader]) -> list[_Column]:
    return [
        _Column(name, prefix + name, columns.fields[prefix + name], read)
        for name, read in readers.items()
        if prefix + name in columns.fields
    ]


def _is_fault(cell: Cell) -> bool:
    return isinstance(cell, str) and cell[:1] in ("#", "E") and _FAULT.fullmatch(cell.strip()) is not None


def _failed(cell: Cell) -> Phrase:
    return phrase("Rumus di sel ini gagal ({fault}). Betulkan di Excel lalu impor lagi.", fault=str(cell)[:20])


def _cell(line: Line, place: int) -> Cell:
    return line.cells[place] if 0 <= place < len(line.cells) else ""


def _read(columns: list[_Column], cells: tuple[Cell, ...]) -> dict[str, Any]:
    """The fields of the cells that are not empty; the draft has its own defaults for the others."""
    return {
        column.name: column.read(cells[column.place], column.field)
        for column in columns
        if column.place < len(cells) and cells[column.place] != ""
    }


def _split(place: dict[str, Any]) -> dict[str, Any]:
    """'01/02' of a column 'RT/RW' as RT 01 and RW 02."""
    rt, rw = place.pop("rt_rw", ("", ""))
    return {"rt": rt, "rw": rw} | place
