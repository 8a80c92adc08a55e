"""Ten thousand events to the district and back: the real program's sync against a server process on SQLite.

Events as an office writes them: some two thousand complaints of ten years with all that was done about them. And recordings alone,
the largest events that there are: each a complaint of its own with an identity and its key, folded, projected and indexed for search.
The peer is Anki, whose ordinary sync carries as many notes, of the same texts, between two collections.
"""

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from complaints.events import AnyStep
from desktop.__main__ import TURN_SECONDS
from desktop.office.district import DistrictConnection
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store.listing import Query
from desktop.store.vault import Unlocked
from sync.web import Web
from tests.bench import anki_peer, seed
from tests.bench.figure import Figure
from tests.bench.seed import Life
from tests.sync.server.processes import Running, code_for, serving

UNIT, EVENTS, ROUNDS = "73.07.05.2005", 10_000, 5
SETUP = Setup(UNIT, "Desa Saotanre", "Sinjai Tengah", seed.USER, seed.PASSWORD)


def figures(*, small: bool) -> Iterator[Figure]:
    # As the program runs (desktop/__main__.py, desktop/window/garbage.py): not searching for rubbish meanwhile, and threads in short turns.
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)
    drafts = list(seed.complaint_drafts(EVENTS, seed=4))
    yield from _there_and_back(f"{EVENTS:,} events", _first(EVENTS, seed.lives(drafts)))
    yield from _there_and_back(f"{EVENTS:,} recordings alone", [(one, []) for one in drafts])


def _first(count: int, lives: Iterable[Life]) -> list[Life]:
    """So many events of them; the last complaint is where it is then."""
    found: list[Life] = []
    for draft, steps in lives:
        found.append((draft, steps[: count - 1]))
        count -= 1 + len(found[-1][1])
        if not count:
            break
    return found


def _there_and_back(what: str, lives: list[Life]) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="sync-", dir=seed.place()) as folder:
        place = Path(folder)
        full, empty = _founded(place / "penuh", lives), _founded(place / "kosong", [])
        texts = [text for draft, steps in lives for text in (draft.body, *map(_text, steps))]
        ours: list[tuple[float, float]] = []
        theirs: list[tuple[float, float]] = []
        for turn in range(ROUNDS):
            ours.append(_ours(place / str(turn), place / "penuh", full, place / "kosong", empty, len(lives)))
            if anki_peer.is_here():
                theirs.append(_theirs(place / f"anki-{turn}", texts))
        for number, name in enumerate(("pushed and applied on the server", "pulled and folded into the store")):
            floor = min(one[number] for one in theirs) if theirs else None
            note = "Anki's time for as many notes" if theirs else anki_peer.ABSENT
            yield Figure.of(f"{what} {name}", min(one[number] for one in ours), "s", floor, note)


def _text(step: AnyStep) -> str:
    return getattr(step, "note", "") or getattr(step, "name", "") or type(step).__name__


def _founded(folder: Path, lives: list[Life]) -> Unlocked:
    office, _ = found_office(folder, SETUP)
    for batch in seed.batched(lives):
        seed.write(office, batch)
    office.close()
    return office.unlocked


def _ours(
    place: Path, full: Path, full_key: Unlocked, empty: Path, empty_key: Unlocked, complaints: int
) -> tuple[float, float]:
    """Seconds to push from one PC, and to pull to another of the same office."""
    with serving(place / "distrik") as server:
        return (
            _synced(server, place / "a", full, full_key, complaints),
            _synced(server, place / "b", empty, empty_key, complaints),
        )


def _synced(server: Running, folder: Path, copied: Path, key: Unlocked, complaints: int) -> float:
    shutil.copytree(copied, folder)
    office = Office(folder, key, seed.USER)
    try:
        district = DistrictConnection(office, Web)
        district.enrol(server.url, code_for(server.folder, UNIT))
        began = time.perf_counter()
        done = district.sync()
        took = time.perf_counter() - began
        assert max(done.sent, done.received) == EVENTS, done
        assert office.count(Query()) == complaints
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
