"""Imports a register: good rows are recorded, bad ones told with their number and reason, known ones left out.

A row is known by a keyed hash of its cells and of how many like it stand above it in the file; the hash is kept in the
transaction that records the row, with the import and the complaint that it became. So a file imported twice, or again with rows
added, or after a power cut, adds nothing twice; and a whole import can be undone (undo.py).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

from complaints.complaint import Stage
from complaints.errors import InvalidField, OfficeError
from complaints.phrases import Phrase
from desktop.importing.headings import read_map
from desktop.importing.past_steps import Course
from desktop.importing.replies import Replies
from desktop.importing.row_draft import Rows
from desktop.importing.source import Source, open_source
from desktop.importing.source_table import Line, trimmed
from desktop.office import recording
from desktop.office.office import Office
from desktop.office.recording import Entered, Receipt
from desktop.store.database import reading
from desktop.store.schema import import_run, imported

HASH_BYTES = 16
STEP = 100

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class BadRow:
    """`row` is the number that a spreadsheet shows; `field` is '' when the row as a whole is at fault.

    `heading` is the column's in the file, `value` what stands there.
    """

    row: int
    field: str
    reason: Phrase
    heading: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or on a dry run would do. `good` are the rows that are new and right, by number.

    `run` names the import for its undoing, 0 when nothing was recorded; `stopped` tells that someone stopped it: what was
    recorded stays, and importing the file again goes on behind it. `stages` are what the good rows' complaints become, by number;
    `undated` of them are finished without the register knowing a day; `answers` rows were taken as answers to others. `left_out` are cells
    that nobody understands and that did not keep their rows from being recorded.
    """

    recorded: int
    known: int
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


def always(_part: int, _total: int) -> bool:
    return True


def import_register(office: Office, file: Path, column_map: bytes | None = None, *, dry_run: bool = False) -> Report:
    """Raises Refused when the file can't be understood; then nothing was recorded."""
    source = open_source(file, read_map(column_map) if column_map is not None else {})
    return try_out(office, source) if dry_run else record(office, source)


def try_out(office: Office, source: Source, progress: Progress = always) -> Report:
    """Checks every row and records nothing. Stopped, it tells of the rows that it came to."""
    work = _Import(office, source, progress)
    for place, result in enumerate(
        recording.prepare_each(work.drafts(source.rows), office.attachments, office.today())
    ):
        work.note(place, result if isinstance(result, OfficeError) else None)
    return work.report()


def record(
    office: Office, source: Source, progress: Progress = always, *, without: Collection[int] = frozenset()
) -> Report:
    """Records the rows that are new and right, but for those whose numbers are in `without`."""
    work = _Import(office, source, progress)
    rows = [line for line in source.rows if line.number not in without]
    for place, result in enumerate(office.record_many(work.drafts(rows), work.keep)):
        work.note(place, result if isinstance(result, OfficeError) else None)
        if isinstance(result, Receipt):
            work.numbers.append(result.number)
    work.finish()
    return work.report()


@dataclass(frozen=True, slots=True)
class _PendingRow:
    """A row that could be read, until it is known whether it was recorded."""

    line: Line
    digest: bytes
    course: Course
    left_out: tuple[InvalidField, ...]


class _Import:
    """One run over the lines of a table."""

    def __init__(self, office: Office, source: Source, progress: Progress) -> None:
        self._office, self._source, self._progress = office, source, progress
        self._rows = Rows(source.columns, office.categories)
        self._key = blake2b(b"imported rows", key=office.unlocked.key, digest_size=32).digest()
        self._row_counts: Counter[tuple[str, ...]] = Counter()
        self._pending: list[_PendingRow] = []
        self._good: list[int] = []
        self._stages: dict[int, Stage] = {}
        self._undated = self._answers = 0
        self._replies = Replies(source)
        self._bad: list[BadRow] = []
        self._left_out: list[BadRow] = []
        self._known_rows = 0
        self._run = 0
        self._stopped = False
        self.numbers: list[str] = []
        with reading(office.engine) as connection:
            self._imported_rows = set(connection.scalars(select(imported.c.row)))

    def drafts(self, lines: Sequence[Line]) -> Iterator[Entered]:
        """What is new and can be read; the rest is noted."""
        for part, line in enumerate(lines):
            if part % STEP == 0 and not self._progress(part, len(lines)):
                self._stopped = True
                return
            if line.blank:
                continue
            if self._replies.joined(line):
                self._answers += 1
                continue
            digest = self._digest(line)
            if digest in self._imported_rows:
                self._known_rows += 1
                continue
            try:
                draft = self._rows.draft(line)
                received = draft.received_on or self._office.today()
                course = self._rows.course(line, received, self._replies.of(line))
            except InvalidField as error:
                self._refuse(line, error)
                continue
            self._pending.append(_PendingRow(line, digest, course, tuple(self._rows.left_out)))
            yield Entered(draft, course.steps)

    def note(self, place: int, refusal: OfficeError | None) -> None:
        pending = self._pending[place]
        if refusal is None:
            self._good.append(pending.line.number)
            self._stages[pending.line.number] = pending.course.stage
            self._undated += pending.course.undated
            self._left_out += [self._bad_row(pending.line, error) for error in pending.left_out]
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
        """Tells how far it came once more, so that a bar ends at its end."""
        if not self._stopped:
            total = len(self._source.rows)
            self._progress(total, total)

    def report(self) -> Report:
        source = self._source
        return Report(
            recorded=len(self._good),
            known=self._known_rows,
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
            answers=self._answers,
            left_out=tuple(self._left_out),
        )

    def _digest(self, line: Line) -> bytes:
        cells = trimmed(line.cells)
        self._row_counts[cells] += 1
        content = "\x1f".join((*cells, str(self._row_counts[cells]))).encode("utf-8", "replace")
        return blake2b(content, key=self._key, digest_size=HASH_BYTES).digest()

    def _refuse(self, line: Line, error: OfficeError) -> None:
        self._bad.append(self._bad_row(line, error))

    def _bad_row(self, line: Line, error: OfficeError) -> BadRow:
        field = error.field if isinstance(error, InvalidField) else ""
        source = self._source
        return BadRow(line.number, field, error.phrase, source.heading(field), source.value(line, field))
