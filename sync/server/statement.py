"""SQL in the two dialects, told apart only here: SQLite and PostgreSQL differ in placeholders, locks, lists and bulk inserts.

Statements are written once with `:name`; `IN :names` takes a list. The hot paths go straight to the driver: a poll that finds
nothing costs two statements, and SQLAlchemy's layers would double that.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Row = tuple[Any, ...]
# Of the events `e`, those that count: the operator has not set them aside (quarantine.py).
COUNTING = "NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.device = e.device AND q.seq = e.seq)"
Parameters = Mapping[str, object]

_NAME = re.compile(r"(?<!:):([a-z][a-z0-9_]*)")
_INDEXED_BY = re.compile(r" INDEXED BY [a-z_]+")
_LIST = re.compile(r"IN :([a-z][a-z0-9_]*)")


class PortableStatement:
    """One statement; `lock` keeps the rows it reads for this transaction (SQLite's writer is alone anyway).

    `INDEXED BY name` tells SQLite, which has no statistics, how to go; PostgreSQL knows better.
    """

    __slots__ = ("lists", "postgres", "sqlite")

    def __init__(self, sql: str, *, lock: bool = False) -> None:
        self.lists = tuple(dict.fromkeys(_LIST.findall(sql)))
        self.sqlite = _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", sql)
        plain = _INDEXED_BY.sub("", sql.replace("%", "%%"))
        postgres = _NAME.sub(r"%(\1)s", _LIST.sub(r"= ANY(:\1)", plain))
        self.postgres = postgres + (" FOR UPDATE" if lock else "")


class Insert:
    """Many rows at once. `types` are the columns' PostgreSQL types.

    PostgreSQL takes them by COPY, at a third of what arrays cost; where `tail` says what to do about rows that are there
    already, which COPY can't, as arrays.
    """

    __slots__ = ("copies", "postgres", "sqlite", "types")

    def __init__(self, table: str, types: Mapping[str, str], tail: str = "") -> None:
        columns = ", ".join(types)
        marks = ", ".join("?" for _ in types)
        arrays = ", ".join(f"%s::{kind}[]" for kind in types.values())
        self.types = list(types.values())
        self.copies = not tail
        self.sqlite = f"INSERT INTO {table} ({columns}) VALUES ({marks}) {tail}"
        if self.copies:
            self.postgres = f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)"
        else:
            self.postgres = f"INSERT INTO {table} ({columns}) SELECT * FROM unnest({arrays}) {tail}"


class Transaction:
    """Runs statements on one connection. `forgets`: something was deleted that is to be nowhere any more."""

    __slots__ = ("_cursor", "forgets", "postgres")

    def __init__(self, cursor: Any, postgres: bool) -> None:
        self._cursor = cursor
        self.postgres = postgres
        self.forgets = False

    def rows(self, statement: PortableStatement, **parameters: object) -> list[Row]:
        self._execute(statement, parameters)
        return self._cursor.fetchall()

    def first(self, statement: PortableStatement, **parameters: object) -> Row | None:
        self._execute(statement, parameters)
        return self._cursor.fetchone()

    def run(self, statement: PortableStatement, **parameters: object) -> int:
        """Runs it and says how many rows it touched."""
        self._execute(statement, parameters)
        return self._cursor.rowcount

    def insert(self, into: Insert, rows: Sequence[Row]) -> int:
        """Inserts the rows and says how many there were."""
        if not rows:
            return 0
        if self.postgres and into.copies:
            with self._cursor.copy(into.postgres) as copy:
                copy.set_types(into.types)
                for row in rows:
                    copy.write_row(row)
        elif self.postgres:
            self._cursor.execute(into.postgres, [list(column) for column in zip(*rows, strict=True)])
        else:
            self._cursor.executemany(into.sqlite, rows)
        return self._cursor.rowcount

    def _execute(self, statement: PortableStatement, parameters: dict[str, Any]) -> None:
        if self.postgres:
            self._cursor.execute(statement.postgres, parameters)
            return
        for name in statement.lists:
            parameters[name] = json.dumps(parameters[name])
        self._cursor.execute(statement.sqlite, parameters)
