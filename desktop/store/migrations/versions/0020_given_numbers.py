"""Numbers of letters and of the agenda that this PC gave: none is given again."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE given_number (id INTEGER NOT NULL, series VARCHAR NOT NULL, year INTEGER NOT NULL, "
        "letter VARCHAR NOT NULL, sequence INTEGER NOT NULL, number VARCHAR NOT NULL, folded VARCHAR NOT NULL, "
        "complaint VARCHAR NOT NULL, paper VARCHAR NOT NULL, dated VARCHAR NOT NULL, given_ms INTEGER NOT NULL, "
        "PRIMARY KEY (id), UNIQUE (series, folded))"
    )
