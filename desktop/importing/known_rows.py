"""Recognises rows that were imported before, even from another file or sheet, or with other columns or cell types.

A row is recognised by its day, text and name, without case, marks and spaces, and by the number of equal rows above it
on its sheet. Books of version 1.0.0 have hashes of cells instead; both are looked up.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from msgspec import structs
from sqlalchemy import Connection, select

from complaints.complaint import Complaint, Stage
from complaints.events import (
    AnyStep,
    Archived,
    Closed,
    Event,
    FollowedUp,
    Forwarded,
    Noted,
    Responded,
    Returned,
    Step,
    Verified,
)  # fmt: skip
from complaints.fold import ACTIONS, fold
from complaints.workflow import fits
from desktop.importing.past_steps import Course
from desktop.importing.row_marks import squeezed
from desktop.importing.table import Line, trimmed
from desktop.office.office import Office
from desktop.store import log, refold
from desktop.store.database import writing
from desktop.store.log import NewEvent
from desktop.store.schema import complaint as listed
from desktop.store.schema import imported

HASH_BYTES = 16
_STEPS_WITH_TEXT = FollowedUp | Responded | Noted | Forwarded
_AFTER: dict[type, Stage] = {
    Verified: "verified", Returned: "returned", FollowedUp: "in_progress", Forwarded: "forwarded", Responded: "responded",
    Closed: "closed", Archived: "archived",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowChange:
    """New steps in the file for a complaint that the book has: the steps and the stage they lead to.

    `place` is the row, as people find it.
    """

    row: int
    place: str
    number: str
    complaint: str
    before: Stage
    stage: Stage
    steps: tuple[AnyStep, ...]


class KnownRows:
    """The rows that were imported into this book, and the rows of this file that were read so far."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._key = key
        rows = connection.execute(select(imported.c.row, imported.c.complaint))
        self._imported: dict[bytes, str] = {row.row: row.complaint for row in rows}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._cell_counts: Counter[tuple[str, ...]] = Counter()
        self._first_lines: dict[bytes, Line] = {}

    def digest(self, line: Line, marks: str) -> bytes:
        """The hash by which the row is recognised."""
        counted = line.sheet, marks
        self._counts[counted] += 1
        numbered = f"{marks}\x1f{self._counts[counted]}".encode("utf-8", "replace")
        return blake2b(numbered, key=self._key, digest_size=HASH_BYTES, person=b"fields").digest()

    def repeats(self, digest: bytes, line: Line) -> bool:
        """Whether another sheet of this file has the same complaint."""
        first = self._first_lines.setdefault(digest, line)
        return first is not line

    def complaint(self, digest: bytes, line: Line) -> str | None:
        """The id of the complaint recorded from the row; '' when the book no longer has it, None for a new row."""
        if not self._imported:
            return None
        case = self._imported.get(digest)
        return case if case is not None else self._imported.get(self._digest_of_cells(line))

    def _digest_of_cells(self, line: Line) -> bytes:
        """The hash by which version 1.0.0 recognised a row."""
        cells = trimmed(line.written or line.cells)
        self._cell_counts[cells] += 1
        content = "\x1f".join((*cells, str(self._cell_counts[cells]))).encode("utf-8", "replace")
        return blake2b(content, key=self._key, digest_size=HASH_BYTES).digest()

    def by_number(self, connection: Connection, number: str, received_on: date, title: str) -> str | None:
        """The complaint with this register number, day and title. A row of our own export has all three."""
        query = select(listed.c.id, listed.c.title).where(
            listed.c.number == number, listed.c.received_on == received_on.isoformat()
        )
        rows = connection.execute(query).all()
        return next((row.id for row in rows if squeezed(row.title) == squeezed(title)), None)


def changes(connection: Connection, courses: Mapping[str, tuple[Line, Course]]) -> list[RowChange]:
    """The steps that these rows have and the book lacks. `courses` are by the complaints' ids."""
    changed: list[RowChange] = []
    for case, (line, course) in courses.items():
        if not course.steps:
            continue
        history = log.history(connection, case)
        complaint = fold(history)
        if complaint is None or complaint.withdrawn:
            continue
        steps = _steps_to_add(history, complaint, course)
        if steps:
            changed.append(
                RowChange(line.number, line.place, complaint.number, case, complaint.stage, course.stage, steps)
            )
    return changed


def _steps_to_add(history: Sequence[Event], complaint: Complaint, course: Course) -> tuple[AnyStep, ...]:
    """The row's steps that the book lacks; none when they do not lead from the book's stage to the row's."""
    texts = {_text_of(event.step) for event in history if isinstance(event.step, _STEPS_WITH_TEXT)}
    step_types = {type(event.step) for event in history}
    stage: Stage = complaint.stage
    last = max((event.step.on for event in history if isinstance(event.step, Step)), default=complaint.received_on)
    added: list[AnyStep] = []
    for step in course.steps:
        if isinstance(step, _STEPS_WITH_TEXT) and _text_of(step) in texts:
            continue
        action = ACTIONS.get(type(step))
        if action is not None:
            if not fits(action, stage) or (type(step) in step_types and not isinstance(step, FollowedUp | Responded)):
                continue
            if isinstance(step, FollowedUp) and step.note.endswith("menurut register.") and FollowedUp in step_types:
                continue
            if not (stage == "forwarded" and isinstance(step, FollowedUp)):
                stage = _AFTER[type(step)]
        later = structs.replace(step, on=max(step.on, last))
        last = later.on
        added.append(later)
    return tuple(added) if added and stage == course.stage else ()


def _text_of(step: object) -> str:
    return squeezed(str(getattr(step, "note", "")))


def add(office: Office, changed: Sequence[RowChange]) -> None:
    """Records the steps in one transaction."""
    with writing(office.engine) as connection:
        histories = {change.complaint: log.history(connection, change.complaint) for change in changed}
        entries: list[NewEvent] = []
        for change in changed:
            folded = fold(histories[change.complaint])
            heads = folded.heads if folded is not None else ()
            entries += [NewEvent(change.complaint, heads, step) for step in change.steps]
        events = log.append(connection, office.author, entries, office.now_ms)
        fresh = dict(histories)
        for event in events:
            fresh[event.complaint] = [*fresh[event.complaint], event]
        refold.refold(connection, [change.complaint for change in changed], {}, office.rules, fresh)
