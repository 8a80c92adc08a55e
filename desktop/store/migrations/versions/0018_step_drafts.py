"""What is typed in the panel of a step survives a kill, as a complaint that is being recorded does."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute(
        'CREATE TABLE step_draft ("user" VARCHAR NOT NULL, complaint VARCHAR NOT NULL, action VARCHAR NOT NULL, '
        'saved_ms INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY ("user", complaint, action)) WITHOUT ROWID'
    )
