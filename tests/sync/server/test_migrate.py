"""The tables come from migrations alone, and are those that the code reckons with."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, text

from sync.server import search_index
from sync.server.database import Database, sqlite_engine
from sync.server.migrate import NewerDatabase, bring_up_to_date
from sync.server.options import ServerOptions
from sync.server.schema import metadata


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """FTS5 makes tables for itself, and PostgreSQL's words are of a kind that SQLite hasn't."""
    return kind != "table" or name not in search_index.TABLES


def test_migrations_lead_to_the_tables_of_the_code(database: Database):
    engine = create_engine(database.engine.url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_described})
        assert compare_metadata(context, metadata) == []


def test_two_processes_that_start_at_once_migrate_once(tmp_path: Path):
    with ThreadPoolExecutor(4) as threads:
        found = [done.result(60) for done in [threads.submit(ServerOptions(tmp_path).open) for _ in range(4)]]
    assert len({district.keys.id for district in found}) == 1


def test_a_database_of_the_future_is_left_alone(tmp_path: Path):
    engine = sqlite_engine(tmp_path / "district.sqlite")
    bring_up_to_date(engine)
    with engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase):
        bring_up_to_date(engine)
