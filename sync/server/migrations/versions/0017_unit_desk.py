"""For a unit's own people: in whose hands a complaint is and until when, and which complaints were handed to which units."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("holder", sa.String(), nullable=False, server_default=""))
    op.add_column("complaint", sa.Column("holder_due", sa.Integer(), nullable=False, server_default="2147483647"))
    op.add_column("complaint", sa.Column("untaken", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("complaint_holder", "complaint", ["holder", "holder_due", "id"])
    # Filled by folding anew, which this version's rules ask for.
    op.create_table(
        "handed",
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("complaint", sa.String(), primary_key=True),
    )
