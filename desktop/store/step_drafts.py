"""What somebody is typing in the panel of a step, until the step is taken: it survives a kill, a lock and a power cut."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from desktop.store.schema import step_draft


@dataclass(frozen=True, slots=True)
class StepDraft:
    """`content` is whatever the screen put together; only the screen reads it."""

    complaint: str
    action: str
    content: bytes


def save(connection: Connection, user: str, typed: StepDraft, now_ms: int) -> None:
    drop(connection, user, typed.complaint, typed.action)
    connection.execute(
        insert(step_draft).values(
            user=user, complaint=typed.complaint, action=typed.action, content=typed.content, saved_ms=now_ms
        )
    )


def drop(connection: Connection, user: str, complaint: str, action: str) -> None:
    c = step_draft.c
    connection.execute(delete(step_draft).where(c.user == user, c.complaint == complaint, c.action == action))


def forget(connection: Connection, complaint: str) -> None:
    """All of this complaint, whoever typed it: its people are erased."""
    connection.execute(delete(step_draft).where(step_draft.c.complaint == complaint))


def load(connection: Connection, user: str) -> list[StepDraft]:
    """All of this user, the latest first."""
    c = step_draft.c
    query = select(c.complaint, c.action, c.content).where(c.user == user).order_by(c.saved_ms.desc(), c.complaint)
    return [StepDraft(*row) for row in connection.execute(query)]
