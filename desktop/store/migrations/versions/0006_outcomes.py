"""A row of an old register brings along how its complaint ended: an undo must tell those steps from work done here."""

import msgspec
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE imported ADD COLUMN steps INTEGER NOT NULL DEFAULT 0")
    # The sums of a category or dusun tell how many are settled: the office that opens the store next makes its projection anew.
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
