"""What the district forwarded to this office is kept with the complaint: it is counted, listed, and asks to be taken in hand."""

import msgspec
from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "ALTER TABLE complaint ADD COLUMN disposition INTEGER NOT NULL DEFAULT 0",
    "DROP INDEX complaint_dispositions",
    "CREATE INDEX complaint_dispositions ON complaint (disposition) WHERE disposition",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    # The rules aren't known here: the office that opens the store next makes its projection anew (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT OR REPLACE INTO setting (name, content) VALUES ('projection_outdated', ?)",
        (msgspec.msgpack.encode(True),),
    )
