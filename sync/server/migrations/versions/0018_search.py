"""For the coordinator's list: what it is filtered and put in order by, and the index of the full text search."""

import sqlalchemy as sa
from alembic import op

from sync.server.search_index import CREATE_ON_POSTGRES, CREATE_ON_SQLITE

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    # Filled by folding anew, which this version's rules ask for.
    for name in ("channel", "subdistrict", "title_key"):
        op.add_column("complaint", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("complaint", sa.Column("stage_rank", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("complaint", sa.Column("search_row", sa.BigInteger(), nullable=False, server_default="0"))
    op.drop_index("complaint_due_day", "complaint")
    op.create_index("complaint_due_day", "complaint", ["due_day", "id"])
    op.create_index("complaint_register_number", "complaint", ["number", "id"])
    op.create_index("complaint_title", "complaint", ["title_key", "id"])
    op.create_index("complaint_stage", "complaint", ["stage_rank", "received_on", "id"])
    op.create_index("complaint_subdistrict", "complaint", ["subdistrict", "received_on", "id"])
    op.create_index("complaint_category", "complaint", ["category", "received_on", "id"])
    op.create_index("complaint_channel", "complaint", ["channel", "received_on", "id"])
    op.create_index("complaint_responded_on", "complaint", ["responded_on", "id"])
    op.create_index("complaint_search_row", "complaint", ["search_row"])
    op.create_table(
        "saved_view",
        sa.Column("admin", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("query", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    for statement in CREATE_ON_POSTGRES if op.get_bind().dialect.name == "postgresql" else CREATE_ON_SQLITE:
        op.execute(statement)
