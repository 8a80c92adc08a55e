"""The search finds telephone numbers, folds apostrophes and hyphens away, and forgives a wrong letter: the index is made anew."""

import msgspec
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("CREATE TABLE search_word (word VARCHAR NOT NULL, PRIMARY KEY (word)) WITHOUT ROWID")
    # Here nobody folds complaints: the office that opens the store next fills the index (projection.outdated).
    op.get_bind().exec_driver_sql(
        "INSERT INTO setting (name, content) VALUES ('projection_outdated', ?) ON CONFLICT (name) DO NOTHING",
        (msgspec.msgpack.encode(True),),
    )
