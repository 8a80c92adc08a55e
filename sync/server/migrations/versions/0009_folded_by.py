"""By which rules the complaints' rows were folded: a version with others folds them again when it is first opened."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("district", sa.Column("folded_by", sa.Integer(), nullable=False, server_default="0"))
