"""By which rules each row was folded: beside a newer version, an older one goes on writing rows of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("rules", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("complaint_rules", "complaint", ["rules"])
