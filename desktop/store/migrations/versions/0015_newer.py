"""A complaint that a newer version recorded is listed and told as such; until now it was nowhere."""

import msgspec
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("ALTER TABLE complaint ADD COLUMN newer INTEGER NOT NULL DEFAULT 0")
    op.execute("CREATE INDEX complaint_newer ON complaint (newer) WHERE newer")
    # The rules aren't known here: the office that opens the store next makes its projection anew (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
