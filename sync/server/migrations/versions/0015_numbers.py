"""A complaint is found by its former register numbers, too, and a number that stands twice in a unit is marked."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("complaint", sa.Column("former_numbers", sa.String(), nullable=False, server_default=""))
    op.create_index("complaint_number", "complaint", ["unit", "number"])
