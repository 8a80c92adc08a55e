"""A durable save of one complaint (event, projection, search) against the same three inserts in plain sqlite3."""

import gc
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs
from sqlalchemy import select

from complaints.suggest import suggest_title
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store import search
from desktop.store.database import reading
from desktop.store.schema import complaint, event
from tests.bench import seed
from tests.bench.figure import Figure, Times, alternating
from tests.bench.plain import open_plain, plain_store
from tests.bench.search_bench import plain_copy

ROUNDS = 400
WARMING = 20
Written = tuple[tuple[object, ...], tuple[object, ...], str]


def figures(*, small: bool) -> Iterator[Figure]:
    place = Path(tempfile.mkdtemp(prefix="save-", dir=seed.place()))
    try:
        # As the recording screen hands it over: received today, and the headline stands in its field already.
        drafts = [
            structs.replace(one, title=suggest_title(one.body), received_on=None)
            for one in seed.complaint_drafts(WARMING + ROUNDS, seed=5)
        ]
        rehearsal = _empty(place / "rehearsal")
        rows = [_written(rehearsal, draft) for draft in drafts]
        rehearsal.close()
        office = _empty(place / "data")
        yield from _measured(office, plain_store(place / "plain.db"), drafts, rows, "save")
        office.close()
        office = seed.copy_of(100_000).open()
        plain_copy(office, 100_000).close()
        shutil.copyfile(seed.place() / "plain-100000.db", place / "plain-100000.db")
        yield from _measured(office, open_plain(place / "plain-100000.db"), drafts, rows, "save at 100,000")
        office.close()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _empty(folder: Path) -> Office:
    office, _ = found_office(folder, Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD))
    return office


def _measured(
    office: Office, plain: sqlite3.Connection, drafts: list[seed.Draft], rows: list[Written], name: str
) -> Iterator[Figure]:
    last = plain.execute("SELECT max(rowid) FROM complaint").fetchone()[0] or 0
    events = "INSERT INTO event(device, seq, complaint, at, content, hash) VALUES (?, ?, ?, ?, ?, ?)"
    columns = ", ".join(column.name for column in complaint.c)
    projections = f"INSERT INTO complaint({columns}) VALUES ({', '.join('?' for _ in complaint.c)})"

    def ours(turn: int) -> None:
        office.record(drafts[turn])

    def floor(turn: int) -> None:
        one_event, one_row, content = rows[turn]
        identity = f"bench-{turn}"
        plain.execute("BEGIN IMMEDIATE")
        plain.execute(events, (one_event[0], turn + 1, identity, *one_event[3:]))
        plain.execute(projections, (last + turn + 1, identity, *one_row[2:]))
        plain.execute("INSERT INTO search(rowid, content) VALUES (?, ?)", (last + turn + 1, content))
        plain.execute("COMMIT")

    gc.disable()  # as the window does, which collects in a quiet moment (desktop/window/garbage.py)
    timed = alternating(WARMING + ROUNDS, ours, floor)
    measured, floors = (Times(times.all[WARMING:]) for times in timed)
    gc.enable()
    plain.close()
    yield Figure.of(f"{name}: p50", measured.p50, "ms", floors.p50)
    yield Figure.of(f"{name}: p99", measured.p99, "ms", floors.p99)


def _written(office: Office, draft: seed.Draft) -> Written:
    """What a save of this draft writes, so that the floor writes the same."""
    receipt = office.record(draft)
    case = office.show_identity(receipt.number)
    with reading(office.engine) as connection:
        columns = (event.c.device, event.c.seq, event.c.complaint, event.c.at, event.c.content, event.c.hash)
        one_event = connection.execute(select(*columns).where(event.c.complaint == receipt.id)).first()
        one_row = connection.execute(select(complaint).where(complaint.c.id == receipt.id)).first()
    assert one_event is not None
    assert one_row is not None
    return tuple(one_event), tuple(one_row), search.content(case.complaint)
