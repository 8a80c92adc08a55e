"""All indicators of the screen 'Pemantauan', inside the store, against the same statements in plain sqlite3."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import sqlite as dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from desktop.office.office import Office
from desktop.store.database import reading
from desktop.store.period_figures import COMING, COMING_BY_LINE
from desktop.store.schema import complaint, tally
from tests.bench import seed
from tests.bench.figure import Figure, alternating

ROUNDS = 30
SUMS = "SELECT * FROM tally WHERE month BETWEEN :first_month AND :last_month"


def figures(*, small: bool) -> Iterator[Figure]:
    for size in (100_000,) if small else (100_000, 1_000_000):
        office = seed.office_of(size).open()
        plain = _plain_copy(office)
        today = office.today()
        spans = {
            "this year": (today.replace(month=1, day=1), today),
            "a cut year": (date(today.year - 2, 1, 15), date(today.year - 1, 1, 14)),
            "ten years": (None, None),
        }
        for name, (first, last) in spans.items():
            yield from _measured(office, plain, first, last, f"monitoring {size:,}: {name}")
        plain.close()
        office.close()


def _measured(
    office: Office, plain: sqlite3.Connection, first: date | None, last: date | None, name: str
) -> Iterator[Figure]:
    whole = office.monitoring(first, last)
    given = {
        "first": whole.first.isoformat(), "last": whole.last.isoformat(), "day": whole.today.toordinal(),
        "first_month": f"{whole.first:%Y-%m}", "last_month": f"{whole.last:%Y-%m}",
    }  # fmt: skip

    def ours(_turn: int) -> None:
        office.monitoring(first, last)

    def floor(_turn: int) -> None:
        plain.execute(SUMS, given).fetchall()
        plain.execute(COMING_BY_LINE, given).fetchall()
        plain.execute(COMING, given).fetchall()

    measured, floors = alternating(ROUNDS, ours, floor)
    yield Figure.of(f"{name}, p50", measured.p50, "ms", floors.p50)
    yield Figure.of(f"{name}, worst", max(measured.all), "ms", max(floors.all))


def _plain_copy(office: Office) -> sqlite3.Connection:
    """The rows and the kept sums in a plain database in memory."""
    plain = sqlite3.connect(":memory:", isolation_level=None)
    for table in (complaint, tally):
        plain.execute(str(CreateTable(table).compile(dialect=dialect.dialect())))
        for index in table.indexes:
            plain.execute(str(CreateIndex(index).compile(dialect=dialect.dialect())))
        plain.execute("BEGIN")
        marks = ", ".join("?" for _ in table.c)
        with reading(office.engine) as connection:
            for row in connection.execution_options(yield_per=2000).execute(select(table)):
                plain.execute(f"INSERT INTO {table.name} VALUES ({marks})", tuple(row))
        plain.execute("COMMIT")
    return plain
