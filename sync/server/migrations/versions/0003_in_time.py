"""Whether each complaint was answered in time. Rows of before say it after their next event, or after `check --repair`."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("in_time", sa.Integer(), nullable=False, server_default="-1"))
