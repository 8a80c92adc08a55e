"""When the district made the latest of its answers that came on a stick: how old what it told here is, whoever carried it."""

from msgspec import Struct
from sqlalchemy import Connection

from desktop.store import kept_values

_LAST_ANSWER = "last_answer"


class LastAnswer(Struct, frozen=True):
    """In ms since 1970, by the district's clock."""

    made_ms: int = 0


def load(connection: Connection) -> int:
    """0 before any was read."""
    return (kept_values.load(connection, _LAST_ANSWER, LastAnswer) or LastAnswer()).made_ms


def keep(connection: Connection, made_ms: int) -> None:
    """An older one, read late, changes nothing."""
    if made_ms > load(connection):
        kept_values.save(connection, _LAST_ANSWER, LastAnswer(made_ms))
