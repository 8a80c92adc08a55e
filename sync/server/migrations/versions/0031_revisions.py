"""Another revision of a unit's month after each change of what figures show of it; what nobody has begun with is counted by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("month_sums", sa.Column("revision", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index(
        "complaint_untaken",
        "complaint",
        ["holder"],
        sqlite_where=sa.text("untaken"),
        postgresql_where=sa.text("untaken"),
    )
