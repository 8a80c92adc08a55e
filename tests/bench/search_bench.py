"""From a keystroke to a page of fifty rows, inside the store, against the same FTS5 query in plain sqlite3."""

import sqlite3
import time
from collections.abc import Iterator

from sqlalchemy import select

from complaints.complaint import OPEN_STAGES, Stage
from desktop.office.office import Office
from desktop.store import projection, search
from desktop.store.database import reading
from desktop.store.listing import COLUMNS, Query
from desktop.store.schema import complaint
from tests.bench import seed
from tests.bench.figure import Figure, alternating
from tests.bench.plain import plain_store

STAGES: tuple[tuple[Stage, ...], ...] = ((), tuple(sorted(OPEN_STAGES)), ("in_progress",), ("closed",))
FLOOR = f"SELECT {COLUMNS} FROM search s CROSS JOIN complaint c ON c.rowid = s.rowid WHERE s.search MATCH ? ORDER BY s.rowid DESC LIMIT 50"


def figures(*, small: bool) -> Iterator[Figure]:
    for size in (100_000,) if small else (100_000, 1_000_000):
        office = seed.office_of(size).open()
        plain = plain_copy(office, size)
        yield from _measured(office, plain, f"search {size:,}")
        plain.close()
        office.close()


def keystrokes() -> list[str]:
    """What someone types, letter by letter: one and two letters, words, several words, a number, a name."""
    typed = ("jalan rusak", "lampu padam", "bantuan", "air macet dusun", "andi", "2024-a-0", "sertifikat tanah", "koma")
    return [text[:length] for text in typed for length in range(1, len(text) + 1) if not text[:length].endswith(" ")]


def _measured(office: Office, plain: sqlite3.Connection, name: str) -> Iterator[Figure]:
    typed = keystrokes()
    queries = [Query(text=text, stages=stages) for stages in STAGES for text in typed]
    started = time.perf_counter()
    office.page(queries[0])
    yield Figure.of(f"{name}: first touch", (time.perf_counter() - started) * 1000, "ms")

    def ours(turn: int) -> None:
        office.page(queries[turn % len(queries)])

    def floor(turn: int) -> None:
        query = queries[turn % len(queries)]
        plain.execute(FLOOR, (search.expression(query.text, query.stages),)).fetchall()

    alternating(len(queries), ours, floor)  # warm both
    measured, floors = alternating(len(queries) * 2, ours, floor)
    yield Figure.of(f"{name}: p50", measured.p50, "ms", floors.p50)
    yield Figure.of(f"{name}: p99", measured.p99, "ms", floors.p99)
    yield Figure.of(f"{name}: worst", max(measured.all), "ms", max(floors.all))
    short = [i for i, query in enumerate(queries) if len(query.text) <= 2]
    briefly, floors = alternating(
        len(short) * 4, lambda turn: ours(short[turn % len(short)]), lambda turn: floor(short[turn % len(short)])
    )
    yield Figure.of(f"{name}: one and two letters, p50", briefly.p50, "ms", floors.p50)
    yield Figure.of(f"{name}: one and two letters, p99", briefly.p99, "ms", floors.p99)


def plain_copy(office: Office, size: int) -> sqlite3.Connection:
    """The office's projection and search index in a plain database; kept in the bench's place."""
    file = seed.place() / f"plain-{size}.db"
    if file.exists():
        return sqlite3.connect(file, isolation_level=None)
    half = file.with_suffix(".half")
    half.unlink(missing_ok=True)
    plain = plain_store(half)
    columns = ", ".join(column.name for column in complaint.c)
    plain.execute("PRAGMA synchronous = OFF")
    plain.execute("BEGIN")
    marks = ", ".join("?" for _ in complaint.c)
    with reading(office.engine) as connection:
        rows = connection.execution_options(yield_per=2000).execute(select(complaint))
        for row in rows:
            plain.execute(f"INSERT INTO complaint({columns}) VALUES ({marks})", tuple(row))
            folded = projection.load(connection, row.id, with_identity=True)
            assert folded is not None
            words = search.searched(folded).words
            plain.execute("INSERT INTO search(rowid, content) VALUES (?, ?)", (row.rowid, words))
    plain.execute("COMMIT")
    plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    plain.close()
    half.rename(file)
    return sqlite3.connect(file, isolation_level=None)
