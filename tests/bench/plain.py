"""The floor of the store's figures: the same tables and rows in plain sqlite3, unencrypted, with nothing of ours on the way."""

import sqlite3
from pathlib import Path

from sqlalchemy.dialects import sqlite as dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.store.schema import CREATE_SEARCH, complaint, event


def plain_store(file: Path) -> sqlite3.Connection:
    """A plain database with the log, the projection and the search index."""
    connection = open_plain(file)
    for table in (event, complaint):
        connection.execute(str(CreateTable(table).compile(dialect=dialect.dialect())))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=dialect.dialect())))
    create = CREATE_SEARCH
    if sqlite3.sqlite_version_info < (3, 43):
        # Older versions lack only the way to delete; inserts and queries are the same.
        create = create.replace("contentless_delete=1, ", "")
    connection.execute(create)
    return connection


def open_plain(file: Path) -> sqlite3.Connection:
    """Opens it as durable as ours."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection
