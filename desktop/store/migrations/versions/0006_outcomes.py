"""A row of an old register brings along how its complaint ended: an undo must tell those steps from work done here."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE imported ADD COLUMN steps INTEGER NOT NULL DEFAULT 0")
