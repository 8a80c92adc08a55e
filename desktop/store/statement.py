"""Statements compiled once and handed to the driver as they are: SQLAlchemy's own way costs each 40-60 µs, a third of a save.

For the few statements that every save runs; whatever isn't in a hurry goes through `Connection.execute`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.base import Executable

from desktop.store.database import database_errors, driver

Values = Mapping[str, object]


class Statement:
    """One statement; its values are plain ones (text, bytes, numbers, None), given by the names of its parameters."""

    def __init__(self, statement: Executable) -> None:
        compiled: Any = statement.compile(dialect=dialect(paramstyle="qmark"))  # pyright: ignore[reportAttributeAccessIssue]
        self.sql: str = compiled.string
        self.order: tuple[str, ...] = tuple(compiled.positiontup or ())
        # A literal such as LIMIT 1 stands among the parameters with its value; a column that isn't given is NULL.
        self.fixed: dict[str, object] = dict(compiled.params)

    def run(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Runs it and returns its rows, if it has any."""
        with database_errors():
            return driver(connection).execute(self.sql, self._ordered(values)).fetchall()

    def first(self, connection: Connection, values: Values) -> tuple[Any, ...] | None:
        with database_errors():
            return driver(connection).execute(self.sql, self._ordered(values)).fetchone()

    def run_many(self, connection: Connection, rows: Sequence[Values]) -> None:
        with database_errors():
            driver(connection).executemany(self.sql, [self._ordered(values) for values in rows])

    def _ordered(self, values: Values) -> tuple[object, ...]:
        fixed = self.fixed
        return tuple([values[name] if name in values else fixed[name] for name in self.order])


def among(name: str) -> Select[Any]:
    """For `column.in_(among("cases"))`: the values of a list of any length, given as its JSON."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def rows(connection: Connection, sql: str, values: Values) -> list[tuple[Any, ...]]:
    """The rows of SQL with :names that was put together for the moment, such as a page of the list."""
    with database_errors():
        return driver(connection).execute(sql, values).fetchall()


def run_many(connection: Connection, sql: str, rows: Sequence[Sequence[object]]) -> None:
    """Runs SQL with ? for each of the rows, whose values stand in its order: many rows cost half of what names would."""
    with database_errors():
        driver(connection).executemany(sql, rows)
