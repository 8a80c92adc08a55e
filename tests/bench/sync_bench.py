"""Ten thousand events to the district and back: the real program's sync against a server process on SQLite.

The peer is Anki, whose ordinary sync carries as many notes of the same texts between two collections. Ours are complaints with the
identity of whoever brought them, the largest events that there are; pulled, they are folded, projected and indexed for search.
"""

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from complaints.draft import Draft
from desktop.__main__ import TURN_SECONDS
from desktop.district import District
from desktop.founding import Setup, found
from desktop.office import Office
from desktop.store.listing import Query
from desktop.store.vault import Unlocked
from sync.web import Web
from tests.bench import anki_peer, seed
from tests.bench.figure import Figure
from tests.sync.server.processes import Running, code_for, serving

UNIT, EVENTS, ROUNDS = "73.07.05.2005", 10_000, 3
SETUP = Setup(UNIT, "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD)


def figures(*, small: bool) -> Iterator[Figure]:
    drafts = list(seed.complaint_drafts(EVENTS, seed=4))
    # As the program runs (desktop/__main__.py, screens/garbage.py): not searching for rubbish meanwhile, and threads in short turns.
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)
    with tempfile.TemporaryDirectory(prefix="sync-", dir=seed.place()) as folder:
        place = Path(folder)
        full, empty = _founded(place / "penuh", drafts), _founded(place / "kosong", [])
        ours: list[tuple[float, float]] = []
        theirs: list[tuple[float, float]] = []
        for turn in range(ROUNDS):
            ours.append(_ours(place / str(turn), place / "penuh", full, place / "kosong", empty))
            if anki_peer.is_here():
                theirs.append(_theirs(place / f"anki-{turn}", [one.body for one in drafts]))
        for number, name in enumerate(("pushed and applied on the server", "pulled and folded into the store")):
            floor = min(one[number] for one in theirs) if theirs else None
            note = "Anki's time for 10,000 notes" if theirs else anki_peer.ABSENT
            yield Figure.of(f"10,000 events {name}", min(one[number] for one in ours), "s", floor, note)


def _founded(folder: Path, drafts: list[Draft]) -> Unlocked:
    office, _ = found(folder, SETUP)
    for start in range(0, len(drafts), seed.BATCH):
        for done in office.record_many(drafts[start : start + seed.BATCH]):
            assert not isinstance(done, Exception), done
    office.close()
    return office.unlocked


def _ours(place: Path, full: Path, full_key: Unlocked, empty: Path, empty_key: Unlocked) -> tuple[float, float]:
    """Seconds to push from one PC, and to pull to another of the same office."""
    with serving(place / "distrik") as server:
        return _synced(server, place / "a", full, full_key), _synced(server, place / "b", empty, empty_key)


def _synced(server: Running, folder: Path, copied: Path, key: Unlocked) -> float:
    shutil.copytree(copied, folder)
    office = Office(folder, key, seed.USER)
    try:
        district = District(office, Web)
        district.enrol(server.url, code_for(server.folder, UNIT))
        began = time.perf_counter()
        done = district.sync()
        took = time.perf_counter() - began
        assert max(done.sent, done.received) == EVENTS, done
        assert office.count(Query()) == EVENTS
        return took
    finally:
        office.close()


def _theirs(place: Path, texts: list[str]) -> tuple[float, float]:
    with (
        anki_peer.serving(place / "server") as port,
        anki_peer.client(place / "a", port) as full,
        anki_peer.client(place / "b", port) as empty,
    ):
        full.upload()
        empty.download()
        full.write(texts)
        pushed = full.sync()
        pulled = empty.sync()
        assert empty.count() == len(texts)
        return pushed, pulled
