"""Since when a complainant waits for a word: after an answer, a return or a closing."""

import msgspec
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute("ALTER TABLE complaint ADD COLUMN owed_since VARCHAR")
    op.execute("CREATE INDEX complaint_owed ON complaint (owed_since) WHERE owed_since IS NOT NULL")
    # The rules aren't known here: the office that opens the store next makes its projection anew (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
