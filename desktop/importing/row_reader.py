"""What a register's rows say, one after the other: everything of an import that needs no book, so that another process can do it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import Struct, structs

from complaints.categories import Categories
from complaints.errors import InvalidField, OfficeError
from complaints.events import Noted, Register
from complaints.phrases import phrase
from desktop.importing.answers import LEAVE_OUT, UNDATED, Answers
from desktop.importing.cell_values import as_text
from desktop.importing.chat_files import ChatFiles
from desktop.importing.date_column import Day, Doubt
from desktop.importing.past_steps import Course
from desktop.importing.questions import QuestionKind, Unanswered
from desktop.importing.replies import Replies
from desktop.importing.row_draft import RECEIVED, Rows
from desktop.importing.row_kinds import RowKind, RowKinds
from desktop.importing.row_marks import row_marks
from desktop.importing.source import Source
from desktop.importing.table import Line
from desktop.office.recording import CheckedDraft, Entered

# Stands in the history of a complaint whose day nobody knows: its day of receipt is that of the import.
NO_DAY_NOTE = "Tanggal diterima tidak ada di register."

LONGEST_TEXT = 200

Answered = tuple[tuple[QuestionKind, str], ...]


@dataclass(frozen=True, slots=True)
class RowWork:
    """All that the reading of rows follows from. `without` are the numbers of rows that are left out; `keeps`: the rows are being recorded."""

    source: Source
    categories: Categories
    today: date
    answers: Answers
    without: Collection[int]
    keeps: bool

    @property
    def lines(self) -> Sequence[Line]:
        """The rows that are read."""
        return (
            [line for line in self.source.rows if line.number not in self.without] if self.without else self.source.rows
        )


class Understood(Struct, frozen=True, gc=False):
    """A new complaint. `entered` may have been checked already.

    Shown of it are its day of receipt (None where nobody knows it), the complainant's name, and its title or the beginning of its text.
    """

    entered: Entered | CheckedDraft | OfficeError
    course: Course
    shown_on: date | None
    name: str
    text: str
    left_out: tuple[InvalidField, ...]


class Result(Struct, frozen=True, gc=False):
    """What a row means as a new complaint, or why it can't be one, and the questions about it that people had answered."""

    understood: Understood | InvalidField
    answered: Answered


class RowRead(Struct, frozen=True, gc=False):
    """A row, of which nobody has looked yet whether the book has it.

    `is_reply`: it was taken as an answer to another; `kind`: what it is if no complaint; `marks`: what a complaint is known again by.
    `result`: as a new complaint, where that was read already. `answered` are the questions about its day that people had answered.
    """

    day: Day
    is_reply: bool = False
    kind: RowKind | None = None
    marks: str = ""
    result: Result | None = None
    answered: Answered = ()


class RowReader:
    """Reads the rows of one table in their order."""

    def __init__(self, work: RowWork) -> None:
        self._source, self._today, self._answers = work.source, work.today, work.answers
        self._rows = Rows(work.source, work.categories, work.today, work.answers)
        self._kinds = RowKinds(work.source.columns)
        self._replies = Replies(work.source)
        self._chat_files = ChatFiles(work.source, keeps=work.keeps)
        # A column of days that is no field yet: then the rows have a day, and today is not it.
        self._unmapped_days = "" if self._rows.has_days else work.source.unmapped_days
        fields = work.source.columns.fields
        self._body, self._title = fields.get("body", -1), fields.get("title", -1)
        self._sheet = ""

    def look(self, line: Line) -> RowRead | None:
        """Which day a row is of and what it is; None for an empty row, and for one that can't be trusted.

        Rows are given in their order, for a row may mean what stands above it.
        """
        if line.blank:
            return None
        if line.sheet != self._sheet:
            self._sheet = line.sheet
            self._rows.new_sheet(line.sheet)
            self._kinds.new_sheet()
        if line.number in self._source.faults:
            return None
        if self._replies.joined(line):
            return RowRead(self._today, is_reply=True)
        day = self._rows.received(line)
        kind = self._kinds.of(line, dated=isinstance(day, date))
        marks = row_marks(self._day_text(line, day), self.body(line), self.name(line)) if kind is None else ""
        return RowRead(day, kind=kind, marks=marks, answered=tuple(self._rows.answered))

    def understand(self, line: Line, day: Day) -> Result:
        """What a row of this day means as a new complaint."""
        self._rows.answered.clear()
        try:
            understood = self._understood(line, day)
        except InvalidField as error:
            understood = error.as_value()
        return Result(understood, tuple(self._rows.answered))

    def course(self, line: Line, day: date) -> tuple[Course | InvalidField, Answered]:
        """What happened to the complaint of this row, which the book has, and the questions about it that people had answered."""
        self._rows.answered.clear()
        try:
            course = self._rows.course(line, day, self._replies.of(line))
        except InvalidField as error:
            return error.as_value(), tuple(self._rows.answered)
        return course, tuple(self._rows.answered)

    def name(self, line: Line) -> str:
        """The complainant's name; '' for an anonymous one."""
        return self._rows.name(line)

    def body(self, line: Line) -> str:
        """The complaint's text; the title in a register that has only titles."""
        return _text(line, self._body) or _text(line, self._title)

    def _day_text(self, line: Line, day: Day) -> str:
        if isinstance(day, date):
            return day.isoformat()
        return "" if day.kind == "undated" else self._source.value(line, RECEIVED)

    def _understood(self, line: Line, day: Day) -> Understood:
        received_on = self._received_on(line, day)
        draft = self._rows.draft(line, received_on)
        course = self._rows.course(line, received_on, self._replies.of(line))
        files, unread = self._chat_files.of(line.number)
        left_out = (*self._rows.left_out, *unread)
        is_undated = not isinstance(day, date) and self._answer_to(line, day) == UNDATED
        if is_undated:
            course = structs.replace(course, steps=(Noted(received_on, NO_DAY_NOTE), *course.steps))
        shown_on = None if is_undated else received_on
        # Of a complaint without a day of receipt nobody knows from when to count, but where people gave one for all of them.
        is_dated = isinstance(day, date) or (day.kind == "undated" and self._answers.undated not in ("", UNDATED))
        if self._source.is_chat:
            # What people wrote to the office was received by it like any other complaint: no register judged it before.
            register = None if is_dated else Register(0, ("receive",))
        else:
            undated_steps = course.undated_steps if is_dated else ("receive", *course.undated_steps)
            register = Register(len(course.steps), undated_steps)
        entered, text = Entered(draft, course.steps, register, files), draft.title or draft.body[:LONGEST_TEXT]
        return Understood(entered, course, shown_on, draft.complainant.name, text, left_out)

    def _received_on(self, line: Line, day: Day) -> date:
        """The day of receipt, from the row or from people's answer. Raises Unanswered when there is none."""
        if isinstance(day, date):
            return day
        text = self._source.value(line, RECEIVED)
        answer = self._answer_to(line, day)
        if answer == LEAVE_OUT:
            raise Unanswered(RECEIVED, phrase("Dilewati menurut jawaban."), day.kind, text)
        if answer == UNDATED or (answer and day.kind == "undated"):
            self._rows.answered.append((day.kind, text))
            return self._today if answer == UNDATED else date.fromisoformat(answer)
        if self._unmapped_days:
            reason = phrase(
                "Kolom “{heading}” tampaknya berisi tanggal, tetapi belum dipilih sebagai tanggal diterima.",
                heading=self._unmapped_days[:60],
            )
            raise Unanswered(RECEIVED, reason, "undated")
        raise Unanswered(RECEIVED, day.reason, day.kind, text)

    def _answer_to(self, line: Line, day: Doubt) -> str:
        """People's answer about the day of this row; '' when they gave none."""
        if day.kind == "undated":
            return self._answers.undated
        return self._answers.dates.get(self._source.value(line, RECEIVED), "")


def _text(line: Line, place: int) -> str:
    return as_text(line.cells[place]) if 0 <= place < len(line.cells) else ""
