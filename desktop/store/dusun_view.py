"""What a kadus reads of the book: everything in it as ever, but of complaints only those of the own dusun.

Views of the same names stand before the tables for as long as one transaction reads, so lists, search, cases, figures, papers and
exports all keep to it without knowing of it. An office's rule, and no encryption: who has this PC's key has the whole file.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from complaints.place_names import key
from desktop.store import place_names

_MARK = "own_dusun"
_NAMES = text("SELECT DISTINCT dusun FROM complaint WHERE dusun <> ''")
# The sums of months hold all complaints: without them, those that are seen are summed one by one.
_VIEWS = (
    "CREATE TEMP VIEW complaint AS SELECT * FROM main.complaint WHERE dusun IN ({names})",
    "CREATE TEMP VIEW event AS SELECT * FROM main.event WHERE complaint IN (SELECT id FROM complaint)",
    "CREATE TEMP VIEW tally AS SELECT * FROM main.tally WHERE 0",
    "CREATE TEMP VIEW counted AS SELECT * FROM main.counted WHERE 0",
)


@contextmanager
def reading_dusun(engine: Engine, dusun: str) -> Iterator[Connection]:
    """Reads what belongs to this dusun, however its name is written."""
    with engine.connect() as connection:
        transaction = connection.begin()
        try:
            names = ", ".join(_quoted(name) for name in _names(connection, dusun))
            for view in _VIEWS:
                connection.exec_driver_sql(view.format(names=names))
            connection.info[_MARK] = True
            yield connection
        finally:
            connection.info.pop(_MARK, None)
            transaction.rollback()  # the views go with it


def is_narrowed(connection: Connection) -> bool:
    """Whether this connection reads one dusun alone: then a count must ask the complaints themselves, and no index can be named."""
    return bool(connection.info.get(_MARK))


def by_index(connection: Connection, index: str) -> str:
    """The index by which SQLite is to look, where it reads the table itself."""
    return "" if is_narrowed(connection) else f"INDEXED BY {index}"


def is_within(connection: Connection, complaint: str, dusun: str) -> bool:
    """Whether this complaint is seen; also in a transaction that writes."""
    found = connection.scalar(text("SELECT dusun FROM complaint WHERE id = :id"), {"id": complaint})
    return found is not None and key(found) == key(_called(connection, dusun))


def _quoted(name: str) -> str:
    """A view takes no parameters."""
    return "'" + name.replace("'", "''") + "'"


def _names(connection: Connection, dusun: str) -> list[str]:
    called = key(_called(connection, dusun))
    return [name for name in connection.scalars(_NAMES) if key(name) == called]


def _called(connection: Connection, dusun: str) -> str:
    """The dusun by the name that it has now."""
    return place_names.load(connection).name("dusun", dusun)
