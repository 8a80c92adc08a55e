"""The sums for monitoring are kept as a row a month, no more as a row each: a save writes fewer pages."""

import msgspec
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    bind = op.get_bind()
    months: dict[str, dict[str, dict[str, dict[str, int]]]] = {}
    for month, figure, of, value, count in bind.exec_driver_sql('SELECT month, figure, "of", value, count FROM tally'):
        months.setdefault(month, {}).setdefault(figure, {}).setdefault(of, {})[value] = count
    op.execute("DROP TABLE tally")
    op.execute("CREATE TABLE tally (month INTEGER NOT NULL, sums BLOB NOT NULL, PRIMARY KEY (month))")
    for month, sums in months.items():
        bind.exec_driver_sql(
            "INSERT INTO tally (month, sums) VALUES (?, ?)", (int(month.replace("-", "")), msgspec.msgpack.encode(sums))
        )
