"""Releases of the program that the district offers its offices, and what each PC says of updates."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("device", sa.Column("updates", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "release",
        sa.Column("sha256", sa.String(), primary_key=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("former", sa.String(), nullable=False),
        sa.Column("units", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger()),
    )
