"""The page of SP4N-LAPOR! counts and lists reports without reading each."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    where = sa.text("lapor_id <> ''")
    columns = ["source", "lapor_entered", "received_on", "id", "stage", "lapor_id"]
    op.create_index("complaint_lapor", "complaint", columns, sqlite_where=where, postgresql_where=where)
