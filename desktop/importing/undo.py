"""Undoes a whole import: an event withdraws each complaint that nobody has worked on since the import."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, delete, select, update

from complaints.errors import Refused
from complaints.events import Event, IdentityShown, Recorded, Withdrawn
from complaints.phrases import phrase
from desktop.office.office import Office
from desktop.store import log, refold
from desktop.store.database import reading, writing
from desktop.store.log import NewEvent
from desktop.store.schema import import_run, imported

BATCH = 500
Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import of this PC. `withdrawn`: how many of its complaints were taken back again."""

    id: int
    at: datetime
    actor: str
    file: str
    recorded: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class UndoResult:
    """`remaining` are the numbers of the complaints that were worked on since and stay."""

    withdrawn: int
    remaining: tuple[str, ...]
    stopped: bool = False


def past_imports(office: Office) -> list[PastImport]:
    """The newest first."""
    with reading(office.engine) as connection:
        rows = connection.execute(select(import_run).order_by(import_run.c.id.desc())).all()
    return [
        PastImport(
            row.id, datetime.fromtimestamp(row.at_ms / 1000, UTC).astimezone(), row.actor, row.file, row.recorded, row.withdrawn
        )
        for row in rows
    ]  # fmt: skip


def undo(office: Office, run: int, progress: Progress) -> UndoResult:
    """Withdraws what the import recorded, a batch a transaction; the file may then be imported again.

    Stopped by `progress`, it leaves the rest as it is: it can be undone later. Raises Refused when there is no such
    import.
    """
    office.refuse_if_narrowed()
    with reading(office.engine) as connection:
        if connection.scalar(select(import_run.c.id).where(import_run.c.id == run)) is None:
            raise Refused(phrase("Impor ini tidak ada di komputer ini. Tidak ada yang diurungkan."))
        imported_cases = select(imported.c.complaint).where(imported.c.run == run, imported.c.complaint != "")
        cases = sorted(connection.scalars(imported_cases), key=_order)
    withdrawn, kept_numbers = 0, list[str]()
    for start in range(0, len(cases), BATCH):
        if not progress(start, len(cases)):
            return UndoResult(withdrawn, tuple(kept_numbers), stopped=True)
        with writing(office.engine) as connection:
            done, worked_on = _withdraw(connection, office, run, cases[start : start + BATCH])
        withdrawn += done
        kept_numbers += worked_on
    progress(len(cases), len(cases))
    return UndoResult(withdrawn, tuple(kept_numbers))


def _order(case: str) -> tuple[str, int]:
    device, _, seq = case.rpartition("-")
    return device, int(seq) if seq.isdecimal() else 0


def _withdraw(connection: Connection, office: Office, run: int, cases: Sequence[str]) -> tuple[int, list[str]]:
    histories = {case: log.history(connection, case) for case in cases}
    query = select(imported.c.complaint, imported.c.steps).where(imported.c.run == run, imported.c.complaint.in_(cases))
    step_counts: dict[str, int] = {row.complaint: row.steps for row in connection.execute(query)}
    untouched = [case for case, history in histories.items() if not _worked_on(history, step_counts.get(case, 0))]
    kept_numbers = [_number(history) for case, history in histories.items() if case not in set(untouched)]
    reason = "Impor diurungkan."
    entries = [
        NewEvent(case, tuple((event.device, event.seq) for event in histories[case][-1:]), Withdrawn(_on(office, histories[case]), reason))
        for case in untouched
    ]  # fmt: skip
    events = log.append(connection, office.author, entries, office.now_ms)
    fresh: Mapping[str, Sequence[Event]] = {event.complaint: [*histories[event.complaint], event] for event in events}
    refold.refold(connection, untouched, {}, office.rules, fresh)
    connection.execute(delete(imported).where(imported.c.run == run, imported.c.complaint.in_(untouched)))
    counted = update(import_run).where(import_run.c.id == run)
    connection.execute(counted.values(withdrawn=import_run.c.withdrawn + len(untouched)))
    return len(untouched), kept_numbers


def _worked_on(history: Sequence[Event], step_count: int) -> bool:
    """Whether anything was done after the import, whose `step_count` steps follow the recording.

    Looking at a name is no work.
    """
    recorded = next((event for event in history if isinstance(event.step, Recorded)), None)
    last = recorded.seq + step_count if recorded is not None else 0
    return any(
        not isinstance(event.step, Recorded | IdentityShown)
        and not (recorded is not None and event.device == recorded.device and event.seq <= last)
        for event in history
    )


def _number(history: Sequence[Event]) -> str:
    return next((event.step.number for event in history if isinstance(event.step, Recorded)), "")


def _on(office: Office, history: Sequence[Event]) -> date:
    recorded = next((event.step.on for event in history if isinstance(event.step, Recorded)), office.today())
    return max(office.today(), recorded)
