"""What reached other units is counted in events and named files, too: each of them is work for their PCs, however small it is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for name in ("forwarded_events", "forwarded_files"):
        op.add_column("arrived", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
