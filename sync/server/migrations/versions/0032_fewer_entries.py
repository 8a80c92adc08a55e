"""Indexes that a new complaint need not enter: those by the day of its answer, and one for what another holds beside.

No data: a server of before works on, on PostgreSQL, which chooses among what there is.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.drop_index("complaint_untaken", "complaint")
    op.drop_index("complaint_holder", "complaint")
    op.create_index("complaint_holder", "complaint", ["holder", "holder_due", "id", "untaken"])
    _partial("complaint_responded_on", ["responded_on", "id"], "responded_on <> ''")
    _partial("complaint_answered_day", ["answered_day", "unit", "in_time"], "answered_day < 2147483647")


def _partial(name: str, columns: list[str], where: str) -> None:
    op.drop_index(name, "complaint")
    op.create_index(name, "complaint", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
