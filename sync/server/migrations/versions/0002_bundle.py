"""What the latest bundle of each device told."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "bundle",
        sa.Column("device", sa.String(), primary_key=True),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
