"""A complaint is found by its former register numbers, too; what waits for a decision says why: also a number that stands twice."""

import msgspec
from alembic import op

revision = "0016"
down_revision = "0015"

STATEMENTS = (
    (
        "CREATE TABLE former_number (complaint VARCHAR NOT NULL, number VARCHAR NOT NULL, PRIMARY KEY (complaint, number)) "
        "WITHOUT ROWID"
    ),
    "CREATE INDEX ix_former_number_number ON former_number (number)",
    "DROP INDEX complaint_to_decide",
    "ALTER TABLE complaint DROP COLUMN needs_decision",
    "ALTER TABLE complaint ADD COLUMN to_decide INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX complaint_to_decide ON complaint (stage) WHERE to_decide",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    # The rules aren't known here: the office that opens the store next makes its projection anew (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
