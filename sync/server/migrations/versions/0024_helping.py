"""Which units help the one that has a complaint in hand: few complaints have any, and the index holds these alone."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    # Filled by folding anew, which this version's rules ask for.
    op.add_column("complaint", sa.Column("helping", sa.String(), nullable=False, server_default=""))
    some = sa.text("helping <> ''")
    op.create_index("complaint_helping", "complaint", ["helping"], sqlite_where=some, postgresql_where=some)
