"""What each user did last to several complaints at once, on this PC only: so that it can be taken back in one go."""

from msgspec import Struct
from sqlalchemy import Connection, delete

from complaints.workflow import Action
from desktop.store import kept_values
from desktop.store.schema import setting


class Deed(Struct, frozen=True):
    """`steps`: each complaint's id with the id of the step that was taken on it. `at_ms`: since 1970."""

    action: Action
    at_ms: int
    steps: tuple[tuple[str, str], ...]


def load(connection: Connection, user: str) -> Deed | None:
    return kept_values.load(connection, _name(user), Deed)


def save(connection: Connection, user: str, deed: Deed) -> None:
    kept_values.save(connection, _name(user), deed)


def drop(connection: Connection, user: str) -> None:
    connection.execute(delete(setting).where(setting.c.name == _name(user)))


def _name(user: str) -> str:
    return f"deed.{user}"
