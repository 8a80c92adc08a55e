"""Imports a register: good rows are recorded, bad rows are reported, and rows already in the book are left out.

Nothing is guessed: a cell with several possible meanings is a question (questions.py), and without an answer its rows
are left out and reported. Each recorded row is remembered (known_rows.py) in the transaction that records it, with its
import and its complaint. So a file imported twice, or again with rows added, or after a power cut, adds nothing twice;
and a whole import can be undone (undo.py).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, insert, update

from complaints.complaint import Stage
from complaints.errors import InvalidField, OfficeError, Refused
from complaints.phrases import Phrase, phrase
from desktop.importing import known_rows
from desktop.importing.answers import LEAVE_OUT, NO_ANSWERS, Answers, read_answers
from desktop.importing.cell_values import as_text
from desktop.importing.chat import ATTACHMENTS_HEADING
from desktop.importing.chat_files import ATTACHMENTS
from desktop.importing.headings import normal
from desktop.importing.known_rows import KnownRows, RowChange
from desktop.importing.past_steps import Course
from desktop.importing.questions import Question, Questions, Unanswered
from desktop.importing.row_kinds import REASONS, RowKind
from desktop.importing.row_reader import LONGEST_TEXT, Answered, RowRead, RowReader, RowWork
from desktop.importing.rows_apart import OtherProcess, read_rows
from desktop.importing.source import OWN_NUMBER, Sheet, Source, open_source
from desktop.importing.table import Line
from desktop.office import recording
from desktop.office.office import Office
from desktop.office.recording import CheckedDraft, Entered, Receipt
from desktop.store.database import reading
from desktop.store.schema import import_run, imported

STEP = 100

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class BadRow:
    """`row` is the line's number; `field` is '' when the row as a whole is at fault.

    `heading` is the column's in the file, `value` what stands there; `place` is the row as people find it, 'JAN 3' in a
    file of several sheets; `text` is what the row complains of. `question` names the question that the row waits for,
    '' where it waits for none.
    """

    row: int
    field: str
    reason: Phrase
    heading: str = ""
    value: str = ""
    place: str = ""
    text: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no complaint, and what it is."""

    row: int
    place: str
    kind: RowKind
    text: str

    @property
    def reason(self) -> Phrase:
        return REASONS[self.kind]


@dataclass(frozen=True, slots=True)
class Preview:
    """A row as it will be in the book. `received_on` is None where nobody knows the day. `stage_on` is the day of its last step, None where the register has none.

    `in_book`: what the book has of it already.
    """

    row: int
    place: str
    received_on: date | None
    name: str
    text: str
    stage: Stage
    stage_on: date | None = None
    in_book: Literal["", "same", "changed"] = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or on a dry run would do. `good` are the rows that are new and right, by number.

    `run` names the import for its undoing, 0 when nothing was recorded; `stopped` says that someone stopped it: what
    was recorded stays, and importing the file again goes on from there. `stages` are what the good rows' complaints
    become, by number; `undated` of them are finished without the register knowing a day; `answers` rows were taken as
    answers to others. `left_out` are cells that nobody understands and that did not keep their rows from being
    recorded.

    `already_in_book` rows were recorded before, of which `changed` say more than it does; `added` of those were taken
    into it. `skipped` rows are no complaints. `questions` are what the register leaves open; `preview` are the first
    rows.
    """

    recorded: int
    already_in_book: int
    bad: tuple[BadRow, ...]
    columns: dict[str, str]
    unused: tuple[str, ...]
    first: str = ""
    last: str = ""
    good: tuple[int, ...] = ()
    run: int = 0
    stopped: bool = False
    stages: Mapping[int, Stage] = field(default_factory=dict[int, Stage])
    undated: int = 0
    answers: int = 0
    left_out: tuple[BadRow, ...] = ()
    changed: tuple[RowChange, ...] = ()
    added: int = 0
    skipped: tuple[SkippedRow, ...] = ()
    questions: tuple[Question, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    preview: tuple[Preview, ...] = ()

    @property
    def open_questions(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.open)


PREVIEWED, PREVIEWED_KNOWN = 20, 5


def always(_part: int, _total: int) -> bool:
    return True


def import_register(
    office: Office, file: Path, answer_file: bytes | None = None, *, dry_run: bool = False, strict: bool = False
) -> Report:
    """Raises Refused when the file can't be understood, and with `strict` when a question is open; then nothing was recorded."""
    answers = read_answers(answer_file) if answer_file is not None else NO_ANSWERS
    source = open_source(file, answers.columns, answers.sheets)
    if dry_run or strict:
        trial = try_out(office, source, answers=answers)
        if strict and trial.open_questions:
            raise Unclear(trial)
        if dry_run:
            return trial
    return record(office, source, answers=answers)


class Unclear(Refused):
    """Questions are open, and the import was to be strict; `report` has them."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            phrase(
                "{count} pertanyaan tentang berkas ini belum dijawab. Tidak ada yang dicatat; jawab dengan --map, "
                "lihat --dry-run --json.",
                count=len(report.open_questions),
            )
        )
        self.report = report


def try_out(office: Office, source: Source, progress: Progress = always, *, answers: Answers = NO_ANSWERS) -> Report:
    """Checks every row and records nothing. When stopped, it reports the rows that it has checked."""
    work = _Import(office, source, progress, answers, keeps=False)
    for place, result in enumerate(recording.prepare_each(work.drafts(), office.attachments, office.today())):
        work.note(place, result if isinstance(result, OfficeError) else None)
    work.compare()
    return work.report()


def record(
    office: Office,
    source: Source,
    progress: Progress = always,
    *,
    without: Collection[int] = frozenset(),
    answers: Answers = NO_ANSWERS,
    other: OtherProcess | None = None,
) -> Report:
    """Records the rows that are new and right, but for those whose numbers are in `without`. `other`: where one was started (rows_apart.py)."""
    work = _Import(office, source, progress, answers, without, other, keeps=True)
    for place, result in enumerate(office.record_many(work.drafts(), work.keep)):
        work.note(place, result if isinstance(result, OfficeError) else None)
        if isinstance(result, Receipt):
            work.numbers.append(result.number)
    work.compare()
    work.add_changes()
    work.finish()
    return work.report()


class _PendingRow(Struct, frozen=True, gc=False):
    """A row that could be read, until it is known whether it was recorded."""

    line: Line
    digest: bytes
    course: Course
    left_out: tuple[InvalidField, ...]
    preview: Preview | None


class _Import:
    """One run over the lines of a table."""

    def __init__(
        self,
        office: Office,
        source: Source,
        progress: Progress,
        answers: Answers,
        without: Collection[int] = frozenset(),
        other: OtherProcess | None = None,
        *,
        keeps: bool,
    ) -> None:
        self._other = other
        self._office, self._source, self._progress, self._answers = office, source, progress, answers
        self._work = RowWork(source, office.categories, office.today(), answers, without, keeps)
        self._reader = RowReader(self._work)
        key = blake2b(b"imported rows", key=office.unlocked.key, digest_size=32).digest()
        self._own_number = (
            next((at for at, text in enumerate(source.columns.texts) if normal(text) == OWN_NUMBER), -1)
            if source.is_own_export
            else -1
        )
        self._pending: list[_PendingRow] = []
        self._good: list[int] = []
        self._preview: list[Preview] = []
        self._stages: dict[int, Stage] = {}
        self._undated = self._reply_rows = self._added = 0
        self._bad: list[BadRow] = []
        self._left_out: list[BadRow] = []
        self._skipped = [
            SkippedRow(line.number, line.place, "continued", self._text(line)) for line in source.continued
        ]
        self._questions = Questions()
        self._known_courses: dict[str, tuple[Line, Course]] = {}
        self._known_previews: list[Preview] = []
        self._known_count = 0
        self._changed: list[RowChange] = []
        self._run = 0
        self._stopped = False
        self.numbers: list[str] = []
        with reading(office.engine) as connection:
            self._known_rows = KnownRows(connection, key)

    def drafts(self) -> Iterator[Entered | CheckedDraft | OfficeError]:
        """New rows that can be read, as drafts or already checked; all other rows are added to the report."""
        lines = self._work.lines
        for part, (line, row) in enumerate(zip(lines, read_rows(self._work, self._reader, self._other), strict=True)):
            if part % STEP == 0 and not self._progress(part, len(lines)):
                self._stopped = True
                return
            if row is None:
                if line.number in self._source.faults and not line.blank:
                    self._refuse(line, InvalidField("", self._source.faults[line.number]))
            elif row.is_reply:
                self._reply_rows += 1
            elif row.kind is not None:
                self._skipped.append(SkippedRow(line.number, line.place, row.kind, self._text(line)))
            elif (entered := self._entered(line, row)) is not None:
                yield entered

    def _entered(self, line: Line, row: RowRead) -> Entered | CheckedDraft | OfficeError | None:
        day = row.day
        digest = self._known_rows.digest(line, row.marks)
        if self._known_rows.repeats(digest, line):
            self._skipped.append(SkippedRow(line.number, line.place, "repeated", self._text(line)))
            return None
        case = self._known_rows.complaint(digest, line)
        if case is None and self._own_number >= 0 and isinstance(day, date):
            case = self._by_number(line, day)
        if case is not None:
            self._note_known(line, case, row)
            return None
        result = row.result or self._reader.understand(line, day)
        self._note_answered(line, row.answered + result.answered)
        understood = result.understood
        if isinstance(understood, InvalidField):
            self._refuse(line, understood)
            return None
        course, preview = understood.course, None
        if len(self._preview) + len(self._pending) < PREVIEWED:
            preview = Preview(
                line.number, line.place, understood.shown_on, understood.name, understood.text, course.stage, course.reached_on
            )  # fmt: skip
        self._pending.append(_PendingRow(line, digest, course, understood.left_out, preview))
        return understood.entered

    def _note_answered(self, line: Line, answered: Answered) -> None:
        for kind, text in dict.fromkeys(answered):
            self._questions.add(kind, text, line.place, is_open=False)

    def _note_known(self, line: Line, case: str, row: RowRead) -> None:
        self._known_count += 1
        day, answered = row.day, row.answered
        if case and isinstance(day, date):
            course, course_answered = self._reader.course(line, day)
            answered += course_answered
            self._note_course(line, case, day, course)
        self._note_answered(line, answered)

    def _note_course(self, line: Line, case: str, day: date, course: Course | InvalidField) -> None:
        if isinstance(course, InvalidField):
            # What it says of the outcome can't be read: the row has nothing to add, and that is told.
            self._left_out.append(self._bad_row(line, course))
            self._ask(line, course)
            return
        if len(self._known_previews) < PREVIEWED_KNOWN:
            name, text = self._reader.name(line), self._text(line)
            self._known_previews.append(
                Preview(line.number, line.place, day, name, text, course.stage, course.reached_on, "same")
            )
        if course.steps:
            self._known_courses.setdefault(case, (line, course))

    def _by_number(self, line: Line, day: date) -> str | None:
        number = as_text(line.cells[self._own_number]) if self._own_number < len(line.cells) else ""
        if not number:
            return None
        with reading(self._office.engine) as connection:
            return self._known_rows.by_number(connection, number, day, self._source.value(line, "title"))

    def compare(self) -> None:
        """Finds the steps that rows already in the book have and the book lacks."""
        with reading(self._office.engine) as connection:
            self._changed = known_rows.changes(connection, self._known_courses)
        for change in self._changed:
            self._questions.add("changed", change.number, change.place, is_open=not self._answers.changed)

    def add_changes(self) -> None:
        if self._changed and self._answers.changed == "add" and not self._stopped:
            known_rows.add(self._office, self._changed)
            self._added = len(self._changed)

    def note(self, place: int, refusal: OfficeError | None) -> None:
        pending = self._pending[place]
        if refusal is None:
            self._good.append(pending.line.number)
            self._stages[pending.line.number] = pending.course.stage
            self._undated += pending.course.undated
            if pending.preview is not None:
                self._preview.append(pending.preview)
            for error in pending.left_out:
                self._left_out.append(self._bad_row(pending.line, error))
                if isinstance(error, Unanswered):
                    self._questions.add(error.kind, error.value, pending.line.place, is_open=False, reason=error.phrase)
        else:
            self._refuse(pending.line, refusal)

    def keep(self, connection: Connection, places: Sequence[int], receipts: Sequence[Receipt]) -> None:
        """Within the transaction that records these rows: their hashes, and the import itself from its first rows on."""
        if not self._run:
            office = self._office
            row = insert(import_run).values(
                at_ms=office.now_ms, actor=office.user.name, file=self._source.file.name, recorded=0
            )
            (self._run,) = connection.execute(row).inserted_primary_key or (0,)
        rows = [
            {
                "row": self._pending[place].digest, "run": self._run, "complaint": receipt.id,
                "steps": len(self._pending[place].course.steps),
            }
            for place, receipt in zip(places, receipts, strict=True)
        ]  # fmt: skip
        connection.execute(insert(imported), rows)
        grown = update(import_run).where(import_run.c.id == self._run)
        connection.execute(grown.values(recorded=import_run.c.recorded + len(rows)))

    def finish(self) -> None:
        """Reports the progress as complete, so that the progress bar is full."""
        if not self._stopped:
            total = len(self._source.rows)
            self._progress(total, total)

    def report(self) -> Report:
        source = self._source
        return Report(
            recorded=len(self._good),
            already_in_book=self._known_count,
            bad=tuple(sorted(self._bad, key=lambda bad: bad.row)),
            columns={source.heading(field): field for field in source.columns.fields},
            unused=source.columns.unused,
            first=self.numbers[0] if self.numbers else "",
            last=self.numbers[-1] if self.numbers else "",
            good=tuple(self._good),
            run=self._run,
            stopped=self._stopped,
            stages=self._stages,
            undated=self._undated,
            answers=self._reply_rows,
            left_out=tuple(self._left_out),
            changed=tuple(self._changed),
            added=self._added,
            skipped=tuple(sorted(self._skipped, key=lambda skipped: skipped.row)),
            questions=self._questions.questions(),
            sheets=source.sheets,
            preview=tuple(sorted((*self._preview, *self._previews_of_known()), key=lambda preview: preview.row)),
        )

    def _previews_of_known(self) -> Iterator[Preview]:
        changed = {change.row for change in self._changed}
        for preview in self._known_previews:
            yield replace(preview, in_book="changed") if preview.row in changed else preview

    def _text(self, line: Line) -> str:
        """The start of the row's text, by which people find the row."""
        text = self._reader.body(line) or " · ".join(str(cell).strip() for cell in line.cells if str(cell).strip())
        return " ".join(text.split())[:LONGEST_TEXT]

    def _refuse(self, line: Line, error: OfficeError) -> None:
        self._ask(line, error)
        self._bad.append(self._bad_row(line, error))

    def _ask(self, line: Line, error: OfficeError) -> None:
        if isinstance(error, Unanswered):
            is_open = not self._is_left_out(error)
            self._questions.add(error.kind, error.value, line.place, is_open=is_open, reason=error.phrase)

    def _is_left_out(self, error: Unanswered) -> bool:
        """Whether people said to leave such rows out."""
        if error.kind == "undated":
            return self._answers.undated == LEAVE_OUT
        if error.kind == "results":
            return self._answers.result(error.value) == LEAVE_OUT
        return self._answers.dates.get(error.value) == LEAVE_OUT

    def _bad_row(self, line: Line, error: OfficeError) -> BadRow:
        field = error.field if isinstance(error, InvalidField) else ""
        source = self._source
        question = error.kind if isinstance(error, Unanswered) else ""
        heading, value = source.heading(field), source.value(line, field)
        if field == ATTACHMENTS:
            heading, value = ATTACHMENTS_HEADING, ", ".join(name or "…" for name in source.files[line.number])
        return BadRow(line.number, field, error.phrase, heading, value, line.place, self._text(line), question)
