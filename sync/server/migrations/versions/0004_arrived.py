"""How much came from each PC on each day, held against what the district takes of one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "arrived",
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("complaints", "bytes", "forwarded_bytes", "files", "file_bytes")
        ),
        sa.PrimaryKeyConstraint("device", "day"),
        sqlite_with_rowid=False,
    )
