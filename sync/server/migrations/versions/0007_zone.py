"""The district's days are those of its own time zone, whatever the machine's."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("district", sa.Column("zone", sa.String(), nullable=False, server_default=""))
