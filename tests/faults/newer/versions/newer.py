"""What a later version may do to a store: a column, an index, and every row written. Stops in the middle when asked to."""

import os
import signal

import sqlalchemy as sa
from alembic import op

from desktop.store.migrate import CURRENT

revision = "9999"
down_revision = CURRENT


def upgrade() -> None:
    op.add_column("complaint", sa.Column("urgency", sa.Integer, nullable=False, server_default="0"))
    _die_at("column")
    op.execute("UPDATE complaint SET urgency = 1, title = title || ' (mendesak)'")
    _die_at("rows")
    op.create_index("complaint_by_urgency", "complaint", ["urgency"])
    _die_at("index")


def _die_at(place: str) -> None:
    if os.environ.get("DIE_AT") == place:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))  # which kills as hard on Windows
