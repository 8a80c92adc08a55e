"""For the week's page: when a complaint was answered, late, settled, reopened and rated, how late it was entered, and sums by month."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_DAYS = ("answered_day", "late_day", "settled_day", "reopened_day", "rated_day")


def upgrade() -> None:
    """All of it is filled by folding anew, which this version's rules ask for."""
    for name in _DAYS:
        op.add_column("complaint", sa.Column(name, sa.Integer(), nullable=False, server_default="2147483647"))
    op.add_column("complaint", sa.Column("entry_lag", sa.Integer(), nullable=False, server_default="-1"))
    op.create_index("complaint_answered_day", "complaint", ["answered_day", "unit", "in_time"])
    op.create_index("complaint_late_day", "complaint", ["late_day", "unit"])
    op.create_index("complaint_settled_day", "complaint", ["settled_day", "received_on", "unit", "in_time"])
    _partial("complaint_open", ["unit", "received_on", "due_day", "answer_due", "in_time"], "holder <> ''")
    _partial("complaint_forwarded", ["holder", "holder_due", "unit"], "holder <> '' AND holder <> unit")
    _partial("complaint_reopened_day", ["reopened_day", "unit"], "reopened_day < 2147483647")
    _partial("complaint_rated_day", ["rated_day", "unit", "satisfaction"], "satisfaction > 0")
    op.create_table(
        "month_sums",
        sa.Column("month", sa.String(), primary_key=True),
        sa.Column("unit", sa.String(), primary_key=True),
        sa.Column("sums", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )


def _partial(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "complaint", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
