"""A complaint is found by its id in SP4N-LAPOR!, and whether its answer was put there."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("lapor_id", sa.String(), nullable=False, server_default=""))
    op.add_column("complaint", sa.Column("source", sa.String(), nullable=False, server_default=""))
    op.add_column("complaint", sa.Column("lapor_entered", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Filled by folding anew, which this version's rules ask for.
    where = sa.text("lapor_id <> ''")
    op.create_index("complaint_lapor_id", "complaint", ["lapor_id"], sqlite_where=where, postgresql_where=where)
