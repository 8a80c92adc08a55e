"""An import can be undone: which complaints each one recorded, and the numbers of those that were withdrawn."""

import msgspec
from alembic import op

revision = "0005"
down_revision = "0004"

STATEMENTS = (
    "ALTER TABLE imported ADD COLUMN run INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE imported ADD COLUMN complaint VARCHAR NOT NULL DEFAULT ''",
    "CREATE INDEX imported_by_run ON imported (run)",
    (
        "CREATE TABLE import_run (id INTEGER NOT NULL, at_ms INTEGER NOT NULL, actor VARCHAR NOT NULL, file VARCHAR NOT NULL, "
        "recorded INTEGER NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (id))"
    ),
    "CREATE TABLE withdrawn (id VARCHAR NOT NULL, number VARCHAR NOT NULL, PRIMARY KEY (id)) WITHOUT ROWID",
    "CREATE INDEX ix_withdrawn_number ON withdrawn (number)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    # What is left to enter in SP4N-LAPOR! is told otherwise: the office that opens the store next makes its projection anew.
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
