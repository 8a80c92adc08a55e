"""Letters that are being written: kept on this PC until their complaint is over, its people are erased, or someone discards them.

They are no part of the case: nothing of them is exchanged, and they stand where the settings do, encrypted.
"""

from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete

from complaints.complaint import Complaint
from desktop.store import kept_values
from desktop.store.schema import setting
from desktop.store.statement import Statement

_DROP = Statement(delete(setting).where(setting.c.name == bindparam("letter")))


class _StoredLetter(Struct, frozen=True):
    content: bytes
    saved_ms: int


@dataclass(frozen=True, slots=True)
class SavedLetter:
    """`content` is whatever the window put together; only the window reads it."""

    content: bytes
    saved: datetime


def save(connection: Connection, complaint: str, content: bytes, now_ms: int) -> None:
    kept_values.save(connection, _name(complaint), _StoredLetter(content, now_ms))


def load(connection: Connection, complaint: str) -> SavedLetter | None:
    letter = kept_values.load(connection, _name(complaint), _StoredLetter)
    if letter is None:
        return None
    return SavedLetter(letter.content, datetime.fromtimestamp(letter.saved_ms / 1000).astimezone())


def drop(connection: Connection, complaint: str) -> None:
    _DROP.run(connection, {"letter": _name(complaint)})


def drop_if_over(connection: Connection, folded: Complaint) -> None:
    """Once the answer has been given and the case is closed, or whoever it names is to be forgotten."""
    if folded.erased or folded.withdrawn or folded.stage in ("closed", "archived"):
        drop(connection, folded.id)


def _name(complaint: str) -> str:
    return f"letter-{complaint}"
