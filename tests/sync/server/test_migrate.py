"""The tables come from migrations alone, and are those that the code reckons with."""

import ast
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import NullPool, create_engine, text

from sync.server import search_index
from sync.server.database import Database, sqlite_engine
from sync.server.migrate import MIGRATIONS, NewerDatabase, bring_up_to_date
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


@pytest.mark.parametrize("file", sorted((MIGRATIONS / "versions").glob("*.py")), ids=lambda file: file.stem)
def test_servers_of_the_version_before_go_on_with_the_tables_of_a_migration(file: Path):
    """Nothing that they read or fill goes, and what is new fills itself: a district is upgraded server by server."""
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    assert not named & {"drop_table", "drop_column", "alter_column", "rename_table", "batch_alter_table"}
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "add_column":
            column = call.args[1]
            assert isinstance(column, ast.Call)
            keywords = {keyword.arg: ast.unparse(keyword.value) for keyword in column.keywords}
            assert "server_default" in keywords or keywords.get("nullable", "True") == "True", ast.unparse(call)


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
