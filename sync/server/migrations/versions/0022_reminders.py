"""The ladder's reminders, each once; the daily round and its e-mail; what complainants said and nobody has read yet."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("complaint", sa.String(), primary_key=True),
        sa.Column("rung", sa.String(), primary_key=True),
        sa.Column("written_on", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=False),
        sa.Column("receivers", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sqlite_with_rowid=False,
    )
    op.create_index("reminder_written_on", "reminder", ["written_on", "complaint"])
    op.create_index("reminder_unit", "reminder", ["unit", "written_on"])
    op.create_table(
        "daily_round",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("done_on", sa.String(), nullable=False),
        sa.Column("runner", sa.String(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
    )
    op.execute("INSERT INTO daily_round (id, done_on, runner, until) VALUES (1, '', '', 0)")
    op.create_table(
        "mail",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("admin", sa.Column("email", sa.String(), nullable=False, server_default=""))
    # Filled by folding anew, which this version's rules ask for.
    op.add_column("complaint", sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("complaint", sa.Column("unread_words", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "complaint_unread_words",
        "complaint",
        ["unit", "received_on", "id"],
        sqlite_where=sa.text("unread_words > 0"),
        postgresql_where=sa.text("unread_words > 0"),
    )
