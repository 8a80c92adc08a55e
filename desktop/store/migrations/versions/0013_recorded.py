"""Complaints are listed in the order in which they were recorded, alike on every PC and at the district."""

from alembic import op

revision = "0013"
down_revision = "0012"

STATEMENTS = (
    "ALTER TABLE complaint ADD COLUMN recorded_at INTEGER NOT NULL DEFAULT 0",
    # A complaint is named after the event that recorded it.
    (
        "UPDATE complaint SET recorded_at = coalesce((SELECT e.at FROM event e WHERE e.complaint = complaint.id "
        "AND e.device || '-' || e.seq = complaint.id), 0)"
    ),
    "CREATE INDEX complaint_by_recorded ON complaint (recorded_at)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
