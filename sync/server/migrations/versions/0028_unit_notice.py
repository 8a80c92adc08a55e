"""The notice of a unit that is told something alone."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "unit_notice",
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("above", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
