"""Wrong attempts and the pace of callers, counted for all workers together."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "wrong_attempt",
        sa.Column("caller", sa.String(), primary_key=True),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("free_at", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("wrong_attempt_last", "wrong_attempt", ["last_at"])
    # Not worth a standby's time: after a change of the leader every caller begins with a full bucket.
    unlogged = ["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else []
    op.create_table(
        "caller_pace",
        sa.Column("caller", sa.String(), primary_key=True),
        sa.Column("remaining", sa.Float(), nullable=False),
        sa.Column("drawn_at", sa.Float(), nullable=False),
        sqlite_with_rowid=False,
        prefixes=unlogged,
    )
