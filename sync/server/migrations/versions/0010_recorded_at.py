"""Complaints are listed in the order in which they were recorded, as the offices list their own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("recorded_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("complaint_recorded_at", "complaint", ["recorded_at", "id"])
