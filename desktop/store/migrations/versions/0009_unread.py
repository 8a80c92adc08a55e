"""What the district hands out as an event and is none is kept as it came, and the others are taken in without it."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE unread (hash BLOB NOT NULL, content BLOB NOT NULL, seal BLOB NOT NULL, PRIMARY KEY (hash)) WITHOUT ROWID"
    )
