"""Accounts with a role, those of a unit with their unit; invitations; and which complaints are about supervision."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    # Whoever has an account by now may do everything, as until now.
    op.add_column("admin", sa.Column("role", sa.String(), nullable=False, server_default="admin"))
    op.add_column("admin", sa.Column("unit", sa.String(), nullable=False, server_default=""))
    op.add_column("admin", sa.Column("head", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "invitation",
        sa.Column("hash", sa.LargeBinary(), primary_key=True),
        sa.Column("admin", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
    )
    op.add_column("complaint", sa.Column("supervisory", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "complaint_supervisory",
        "complaint",
        ["received_on", "id"],
        sqlite_where=sa.text("supervisory"),
        postgresql_where=sa.text("supervisory"),
    )
