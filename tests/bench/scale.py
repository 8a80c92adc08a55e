"""`python -m tests.bench.scale --offices 83762`: a working day of every village of Indonesia against one server on PostgreSQL.

Each office is a PC of a real unit. It enrols; then it looks whether there is something, sends the complaint that came, sends what
it did about it (one in five goes up to the kecamatan), and looks again; at last each kecamatan gets what was sent up. Real requests,
signed and compressed, over real sockets of this machine, from the offices in turn as fast as they are answered: the day is
compressed by leaving out the waiting, and all but two of an office's hundred idle polls, whose cost is measured apart.
`--minutes` bounds it; what was not reached by then is not counted.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from complaints import units_file
from desktop.resources import resource
from tests.bench import seed
from tests.bench.__main__ import show
from tests.bench.figure import Figure
from tests.bench.offices import STEPS, Counted, Crowd, Step
from tests.bench.server_bench import postgres
from tests.sync.server.processes import Running, serving

VILLAGE = 13  # signs of its code
POLLS_A_DAY, DAY_SECONDS = 96, 8 * 3600  # every five minutes of eight hours


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__)
    parser.add_argument("--offices", type=int, default=83_762)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2, help="of the server")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    given = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="scale-", dir=seed.place()))
    try:
        for figure in figures(place, given.offices, given.minutes, given.workers):
            show(figure, as_json=given.json)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 0


def villages(count: int) -> list[str]:
    """The codes of so many, of whole kecamatan all over the country."""
    codes = [
        code for code in units_file.unpack(resource("units/units.zlib").read_bytes()).codes if len(code) == VILLAGE
    ]
    kecamatan = sorted({code[:8] for code in codes})
    random.Random(7).shuffle(kecamatan)
    place = {code: number for number, code in enumerate(kecamatan)}
    return sorted(codes, key=lambda code: (place[code[:8]], code))[:count]


def figures(place: Path, offices: int, minutes: float, workers: int) -> Iterator[Figure]:
    paces = ("--device-pace", "1000000", "--address-pace", "1000000")
    with (
        postgres(place / "pg") as (url, dsn),
        serving(place / "data", "--database", url, "--workers", str(workers), *paces) as server,
    ):
        machine = Machine(server, dsn)
        crowd = Crowd(server.url, place / "data", url, villages(offices), time.monotonic() + minutes * 60)
        steps: dict[Step, tuple[Counted, Spent]] = {}
        for step in STEPS:
            before = machine.spent()
            counted = crowd.run(step)
            steps[step] = counted, machine.spent() - before
            yield from _of_step(step, *steps[step])
        crowd.close()
        yield from _of_day(steps, machine)


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU seconds of the server's and of PostgreSQL's processes, and bytes that PostgreSQL wrote to its log."""

    server: float
    database: float
    log: int

    def __sub__(self, other: "Spent") -> "Spent":
        return Spent(self.server - other.server, self.database - other.database, self.log - other.log)


class Machine:
    """The processes that are measured."""

    def __init__(self, server: Running, dsn: str) -> None:
        self._server = psutil.Process(server.process.pid)
        self._dsn = dsn
        self._postmaster = psutil.Process(int(self._ask("SELECT pg_read_file('postmaster.pid')").split("\n")[0]))

    def _ask(self, question: str) -> str:
        with psycopg.connect(self._dsn) as connection:
            [(answer,)] = connection.execute(question.encode()).fetchall()
        return str(answer)

    def spent(self) -> Spent:
        log = int(self._ask("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"))
        return Spent(_cpu(self._server), _cpu(self._postmaster), log)

    def worker_memory(self) -> float:
        """MB of the largest worker."""
        return max(child.memory_info().rss for child in self._server.children()) / 1e6

    def database_memory(self) -> float:
        """MB of PostgreSQL's processes, what they share counted once."""
        processes = [self._postmaster, *self._postmaster.children(recursive=True)]
        return sum(process.memory_full_info().pss for process in processes) / 1e6

    def database_bytes(self) -> int:
        return int(self._ask("SELECT pg_database_size(current_database())"))


def _cpu(process: psutil.Process) -> float:
    """Of the process, of its children, and of those that have ended."""
    own = process.cpu_times()
    spent = own.user + own.system + own.children_user + own.children_system
    for child in process.children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # it ended meanwhile
            live = child.cpu_times()
            spent += live.user + live.system
    return spent


def _of_step(step: Step, counted: Counted, spent: Spent) -> Iterator[Figure]:
    requests = max(counted.requests, 1)
    yield Figure.of(f"{step}: offices", counted.offices, "")
    yield Figure.of(f"{step}: requests", counted.requests / counted.seconds, "1/s")
    yield Figure.of(f"{step}: p50", counted.sorted_times().p50, "ms")
    yield Figure.of(f"{step}: p99", counted.sorted_times().p99, "ms")
    yield Figure.of(f"{step}: bytes of a request and its answer", (counted.up + counted.down) / requests, "B")
    yield Figure.of(f"{step}: CPU of the server, a request", spent.server / requests * 1000, "ms")
    yield Figure.of(f"{step}: CPU of PostgreSQL, a request", spent.database / requests * 1000, "ms")


def _of_day(steps: dict[Step, tuple[Counted, Spent]], machine: Machine) -> Iterator[Figure]:
    day = [steps[step] for step in STEPS if step != "enrol"]
    events = sum(counted.events for counted, _ in day)
    offices = steps["look"][0].offices
    seconds = sum(counted.seconds for counted, _ in day)
    yield Figure.of("the day: events", events, "")
    yield Figure.of("the day: requests", sum(counted.requests for counted, _ in day), "")
    yield Figure.of("the day: took", seconds, "s")
    yield Figure.of("the day: bytes of an office", _bytes(day) / offices, "B")
    yield Figure.of("the day: PostgreSQL's log, an event", sum(spent.log for _, spent in day) / events, "B")
    yield Figure.of("database", machine.database_bytes() / 1e6, "MB")
    yield Figure.of("database, an event", machine.database_bytes() / events, "B")
    yield Figure.of("memory of a worker, at most", machine.worker_memory(), "MB")
    yield Figure.of("memory of PostgreSQL", machine.database_memory(), "MB")
    # What was left out: the polls that find nothing.
    look, polled = steps["look again"]
    left = POLLS_A_DAY - 2
    poll_bytes = (look.up + look.down) / look.requests
    poll_cpu = (polled.server + polled.database) / look.requests
    work_cpu = sum(spent.server + spent.database for _, spent in day)
    yield Figure.of("with 96 polls: requests, over 8 hours", offices * (POLLS_A_DAY + 2) / DAY_SECONDS, "1/s")
    yield Figure.of("with 96 polls: bytes of an office", poll_bytes * left + _bytes(day) / offices, "B")
    cores = (work_cpu + poll_cpu * left * offices) / DAY_SECONDS
    yield Figure.of("with 96 polls: cores busy, over 8 hours", cores, "")


def _bytes(day: list[tuple[Counted, Spent]]) -> int:
    return sum(counted.up + counted.down for counted, _ in day)


if __name__ == "__main__":
    sys.exit(main())
