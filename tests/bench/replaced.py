"""A replaced PC gets its office back: `python -m tests.bench.replaced COMPLAINTS` pushes a seeded office, and pulls it to a new PC of the unit.

By the clock, and of the processor of the office and of the district's process; and when the first complaints stand in the new list.
"""

import argparse
import gc
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.__main__ import TURN_SECONDS
from desktop.office.district import DistrictConnection
from desktop.office.founding import found_office
from desktop.office.office import Office
from desktop.store.listing import Query
from sync.server.options import LIMITS_FILE
from sync.web import Web
from tests.bench import seed
from tests.bench.sync_bench import SETUP, UNIT
from tests.sync.server.processes import Running, code_for, serving

# In one day comes what came in ten years.
LIMITS = "".join(
    f"day_{what} = 10_000_000_000\n"
    for what in ("complaints", "bytes", "forwarded_events", "forwarded_bytes", "forwarded_files", "files", "file_bytes")
)
LOOK_SECONDS = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.replaced", description=__doc__)
    parser.add_argument("complaints", type=int)
    complaints = parser.parse_args().complaints
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)
    full = seed.copy_of(complaints).open()
    with tempfile.TemporaryDirectory(prefix="replaced-", dir=seed.place()) as folder:
        place = Path(folder)
        (place / "distrik").mkdir(mode=0o700)
        (place / "distrik" / LIMITS_FILE).write_text(LIMITS, "utf-8")
        with serving(place / "distrik") as server:
            _sync("pushed", server, full)
            full.close()
            new, _ = found_office(place / "baru", SETUP)
            with _first_seen(new):
                _sync("pulled", server, new)
            assert new.count(Query()) == complaints
            new.close()


def _sync(what: str, server: Running, office: Office) -> None:
    district = DistrictConnection(office, Web)
    district.enrol(server.url, code_for(server.folder, UNIT))
    before = (time.perf_counter(), time.process_time(), _processor(server))
    done = district.sync()
    clock, ours, theirs = (
        now - then
        for now, then in zip((time.perf_counter(), time.process_time(), _processor(server)), before, strict=True)
    )
    events = max(done.sent, done.received)
    print(
        f"{what} {events:,} events: {clock:.1f} s; of the processor: office {ours:.1f} s, district {theirs:.1f} s",
        flush=True,
    )


def _processor(server: Running) -> float:
    """Seconds of the server's threads, as Linux counts them."""
    tasks = Path(f"/proc/{server.process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def _first_seen(office: Office) -> Iterator[None]:
    """Looks into the list meanwhile, and says when something stands there."""
    over = threading.Event()
    began = time.perf_counter()

    def look() -> None:
        while not over.wait(LOOK_SECONDS):
            if count := office.count(Query()):
                print(f"{count:,} complaints in the list after {time.perf_counter() - began:.1f} s", flush=True)
                return

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield
    finally:
        over.set()
        looking.join()


if __name__ == "__main__":
    main()
