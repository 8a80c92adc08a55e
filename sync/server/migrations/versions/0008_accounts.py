"""Accounts that are off, second factors, browsers that came in before, and what each account saw and did."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("admin", sa.Column("disabled_at", sa.BigInteger()))
    op.add_column("admin", sa.Column("totp", sa.LargeBinary()))
    op.add_column("admin", sa.Column("totp_step", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "browser",
        sa.Column("token", sa.LargeBinary(), primary_key=True),
        sa.Column("admin", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("admin", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
    )
