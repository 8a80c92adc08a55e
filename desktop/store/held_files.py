"""Attachments that can't be cleaned of what they hide: kept here until somebody decides whether they leave as they are."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from complaints.events import Attached, decode_any_step
from desktop.store.schema import complaint, event, file, held_file

Decision = Literal["", "send", "keep"]
"""Nobody decided yet; it leaves as it is; it stays on this PC."""

STAYING = select(held_file.c.sha256).where(held_file.c.decision == "keep")


@dataclass(frozen=True, slots=True)
class HeldFile:
    """`number` is the register number of its complaint, empty when that isn't shown here."""

    sha256: str
    name: str
    number: str
    size: int
    decision: Decision


def load(connection: Connection) -> list[HeldFile]:
    """All that are held back or were, those to be decided first."""
    query = (
        select(held_file.c.sha256, held_file.c.name, complaint.c.number, file.c.size, held_file.c.decision)
        .outerjoin(complaint, complaint.c.id == held_file.c.complaint)
        .outerjoin(file, file.c.sha256 == held_file.c.sha256)
        .where(held_file.c.name != "")
        .order_by(held_file.c.decision, complaint.c.number, held_file.c.name)
    )
    rows = connection.execute(query).all()
    return [HeldFile(sha256, name, number or "", size or 0, decision) for sha256, name, number, size, decision in rows]


def undecided(connection: Connection) -> int:
    """How many wait for somebody's decision."""
    waiting = select(func.count()).where(held_file.c.decision == "", held_file.c.name != "")
    return connection.scalar(waiting) or 0


def decide(connection: Connection, sha256: str, decision: Decision) -> bool:
    """Whether there is such a held file."""
    changed = held_file.update().where(held_file.c.sha256 == sha256).values(decision=decision)
    return connection.execute(changed).rowcount == 1


def decision_on(connection: Connection, sha256: str) -> Decision:
    """What was decided on a file that can't be cleaned. One that nobody was asked about is noted, to be asked about.

    A file without a name was closed for one reader (office/sealing.py): that can't be cleaned and needn't be.
    """
    decided: Decision | None = connection.scalar(select(held_file.c.decision).where(held_file.c.sha256 == sha256))
    if decided is not None:
        return decided
    complaint_id, name = _naming(connection, sha256)
    decision: Decision = "" if name else "send"
    connection.execute(
        insert(held_file)
        .values(sha256=sha256, complaint=complaint_id, name=name, decision=decision)
        .on_conflict_do_nothing()
    )
    return decision


def _naming(connection: Connection, sha256: str) -> tuple[str, str]:
    """The complaint that the file belongs to, and its name there."""
    naming = select(event.c.complaint, event.c.content).where(func.instr(event.c.content, b"attached") > 0)
    for complaint_id, content in connection.execute(naming):
        step = decode_any_step(content).step
        if isinstance(step, Attached) and step.sha256 == sha256:
            return complaint_id, step.name
    return "", "?"
