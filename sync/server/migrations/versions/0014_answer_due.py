"""The day on which the first answer is due: an open complaint past it counts as late in the share of answers in time."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("answer_due", sa.Integer(), nullable=False, server_default="2147483647"))
