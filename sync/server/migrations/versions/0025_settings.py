"""What was changed of the district's settings, to be looked at and brought back; and what it announces, with who has read it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "setting_change",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("admin", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text_before", sa.String(), nullable=False),
        sa.Column("text_after", sa.String(), nullable=False),
    )
    op.create_table(
        "announcement",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("admin", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("units", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger()),
    )
    op.create_table(
        "announcement_read",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
