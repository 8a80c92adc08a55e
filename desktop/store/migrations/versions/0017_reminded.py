"""Which complaints the district has brought to mind, and whose complainants said something that nobody has read yet."""

import msgspec
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.execute("ALTER TABLE complaint ADD COLUMN reminded INTEGER NOT NULL DEFAULT 0")
    op.execute("CREATE INDEX complaint_reminded ON complaint (due_day) WHERE reminded")
    # What came with an earlier version is folded anew by the office that opens the store next (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
