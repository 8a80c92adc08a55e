"""A complaint that a newer version recorded is listed and told as such."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("newer", sa.Integer(), nullable=False, server_default="0"))
