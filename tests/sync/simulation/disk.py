"""Databases in memory that are emptied where they lie, so that SQLite keeps their schema and the statements that it compiled.

An empty database copied over them did the same, and made SQLite read and compile everything anew: a fifth of a run's time.
"""

from functools import cache
from typing import Any

Disk = Any  # a connection of sqlite3's or the office's driver, to a database in memory


def empty(disk: Disk) -> None:
    """Leaves no row but what migrations wrote; what was begun is rolled back."""
    disk.rollback()
    disk.execute("BEGIN")
    for statement in _statements(tuple(disk.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))):
        disk.execute(statement)
    disk.execute("COMMIT")


@cache
def _statements(tables: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    indexes = [name for name, sql in tables if sql.startswith("CREATE VIRTUAL TABLE")]
    # The tables in which an index keeps its own.
    own = tuple(f"{index}_{part}" for index in indexes for part in ("data", "idx", "content", "docsize", "config"))
    # What a migration writes, and no run changes.
    kept = {"alembic_version", "sqlite_sequence", "daily_round", *indexes}
    return (
        *(f'DELETE FROM "{name}"' for name, _ in tables if name not in kept and name not in own),
        *(f"INSERT INTO {index}({index}) VALUES ('delete-all')" for index in indexes),
    )
