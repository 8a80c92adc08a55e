"""Who only named a file reads nothing any more. Until now a district didn't note again who brought what was there: it does for all of before."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute(
        "INSERT INTO file (original, unit, sha256, size, at) "
        "SELECT a.sha256, a.unit, f.sha256, max(f.size), 0 FROM attached a JOIN file f ON f.original = a.sha256 AND f.sha256 = f.original "
        "WHERE NOT EXISTS (SELECT 1 FROM file g WHERE g.original = a.sha256 AND g.unit = a.unit) "
        "GROUP BY a.sha256, a.unit, f.sha256"
    )
