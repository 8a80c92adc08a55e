"""Attachments that can't be cleaned of what they hide wait for somebody's decision."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE held_file (sha256 VARCHAR NOT NULL, complaint VARCHAR NOT NULL, name VARCHAR NOT NULL, decision VARCHAR NOT NULL, "
        "PRIMARY KEY (sha256)) WITHOUT ROWID"
    )
