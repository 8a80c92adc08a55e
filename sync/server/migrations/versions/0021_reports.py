"""Reports of units on a period; and of each complaint what the evaluation index and early warnings count."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    # Filled by folding anew, which this version's rules ask for.
    op.add_column("complaint", sa.Column("dusun", sa.String(), nullable=False, server_default=""))
    op.add_column("complaint", sa.Column("satisfaction", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("complaint", sa.Column("reopened", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "report",
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("period", sa.String(), primary_key=True),
        sa.Column("device", sa.String(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("made_on", sa.String(), nullable=False),
    )
    op.create_index("report_period", "report", ["period", "unit"])
