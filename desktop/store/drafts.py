"""The complaint that someone is typing, saved every few moments: it survives a kill, a lock and a power cut."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from desktop.store.attachments import Content
from desktop.store.schema import draft, draft_file


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """`content` is whatever the screen put together; only the screen reads it."""

    content: bytes
    saved: datetime


def save(connection: Connection, user: str, content: bytes, now_ms: int) -> None:
    changed = draft.update().where(draft.c.user == user).values(content=content, saved_ms=now_ms)
    if connection.execute(changed).rowcount == 0:
        connection.execute(insert(draft).values(user=user, content=content, saved_ms=now_ms))


def save_files(connection: Connection, user: str, files: list[Content]) -> None:
    """Replaces the files of a draft that was saved before."""
    connection.execute(delete(draft_file).where(draft_file.c.user == user))
    rows = [{"user": user, "position": i, "name": f.name, "content": f.content} for i, f in enumerate(files)]
    if rows:
        connection.execute(insert(draft_file), rows)


def load(connection: Connection, user: str) -> SavedDraft | None:
    row = connection.execute(select(draft.c.content, draft.c.saved_ms).where(draft.c.user == user)).first()
    return None if row is None else SavedDraft(row.content, datetime.fromtimestamp(row.saved_ms / 1000).astimezone())


def load_files(connection: Connection, user: str) -> list[Content]:
    query = (
        select(draft_file.c.name, draft_file.c.content).where(draft_file.c.user == user).order_by(draft_file.c.position)
    )
    return [Content(name, content) for name, content in connection.execute(query)]


def drop(connection: Connection, user: str) -> None:
    connection.execute(delete(draft_file).where(draft_file.c.user == user))
    connection.execute(delete(draft).where(draft.c.user == user))
