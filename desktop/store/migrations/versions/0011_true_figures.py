"""What was late when the clock stopped stays late, a reopening is measured apart, and what no figure holds is told apart."""

import msgspec
from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    *(
        f"ALTER TABLE complaint ADD COLUMN {column}"
        for column in (
            "paused_on VARCHAR", "stood INTEGER NOT NULL DEFAULT 0", "again_days INTEGER", "again_elapsed INTEGER",
            "again_on_time BOOLEAN", "again_due INTEGER", "closed_by_program BOOLEAN NOT NULL DEFAULT 0",
            "left_out VARCHAR NOT NULL DEFAULT ''",
        )
    ),
    "CREATE INDEX complaint_left_out ON complaint (left_out) WHERE left_out <> ''",
    "CREATE INDEX complaint_again ON complaint (received_on, again_due) WHERE again_due IS NOT NULL",
)  # fmt: skip


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    # The rules aren't known here: the office that opens the store next makes its projection anew (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
