"""RW and RT of each complaint, and its dusun as the office calls it: for its list of places, filters and figures."""

import msgspec
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("ALTER TABLE complaint ADD COLUMN rw VARCHAR DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE complaint ADD COLUMN rt VARCHAR DEFAULT '' NOT NULL")
    op.execute("DROP INDEX complaint_by_dusun")
    op.execute("CREATE INDEX complaint_by_dusun ON complaint (dusun, rw, rt, unit)")
    # The rules aren't known here: the office that opens the store next makes its projection anew (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
