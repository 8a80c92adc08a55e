"""`python -m tests.cluster.rebuild`: the whole cluster is gone, an old copy of its databases is put back, and the offices give back the rest.

The copy is of the day on which the offices enrolled: nothing that they wrote is in it. Printed is what it takes until every office has
been through once, and the bytes of its bodies both ways. The bucket is not among what is lost: it is kept by itself.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sync.refusals import NoNetwork
from tests.cluster import engines, truth
from tests.cluster.__main__ import province, province_options
from tests.cluster.cluster import Cluster, begin, start
from tests.cluster.load import HANDS, Load, Office
from tests.cluster.patient import PAUSE
from tests.cluster.process import NeverCame


def main() -> int:
    parser = province_options("python -m tests.cluster.rebuild", __doc__)
    parser.add_argument("--complaints", type=int, default=25, help="of each office, each with four more steps")
    asked = parser.parse_args()
    with province(asked, couriers=0) as (cluster, loads):
        sys.stdout.write(json.dumps(rebuilt(cluster, loads, asked.complaints, asked.seed)) + "\n")
    return 0


def rebuilt(cluster: Cluster, loads: list[Load], complaints: int, seed: int) -> dict[str, object]:
    """What it took. Raises Violation."""
    copies = {district.code: _copy(cluster, district.database_name) for district in cluster.districts}
    offices = [(load, office) for load in loads for office in load.offices]

    def write(load: Load, office: Office) -> None:
        chance = random.Random(f"{seed} {office.pc.unit}")
        for _ in range(complaints * 5):
            office.work(chance, load.units)
        _through(office)

    _each(offices, write)
    _each(offices, lambda _, office: _through(office))  # what others forwarded meanwhile
    _lose(cluster)
    start(cluster)
    for district in cluster.districts:
        _put_back(cluster, district.database_name, copies[district.code])
    for district in cluster.districts:
        begin(district)
    before = _traffic(offices)
    began = time.monotonic()
    waits: list[float] = []

    def give_back(_load: Load, office: Office) -> None:
        own = time.monotonic()
        _through(office)
        waits.append(time.monotonic() - own)

    _each(offices, give_back)
    seconds = time.monotonic() - began
    sent, received = (now - then for now, then in zip(_traffic(offices), before, strict=True))
    _each(offices, lambda _, office: _through(office))
    events = truth.check(cluster, loads)
    return {
        "offices": len(offices),
        "events": events,
        "seconds": round(seconds, 1),
        "office_p50_s": round(sorted(waits)[len(waits) // 2], 2),
        "office_longest_s": round(max(waits), 2),
        "sent_mb": round(sent / 1e6, 2),
        "received_mb": round(received / 1e6, 2),
    }


def _traffic(offices: list[tuple[Load, Office]]) -> tuple[int, int]:
    """Bytes of all offices so far: sent, received."""
    counted = [office.web.traffic for _, office in offices]
    return sum(traffic.sent for traffic in counted), sum(traffic.received for traffic in counted)


def _each(offices: list[tuple[Load, Office]], work: Callable[[Load, Office], None]) -> None:
    with ThreadPoolExecutor(HANDS) as hands:
        for done in [hands.submit(work, load, office) for load, office in offices]:
            done.result(3600)


def _through(office: Office) -> None:
    while True:
        try:
            office.sync()
        except NoNetwork:
            time.sleep(PAUSE)
        else:
            return


def _copy(cluster: Cluster, database: str) -> Path:
    """As docs/operator.md has it."""
    file = cluster.place / f"{database}.dump"
    _run(
        "pg_dump",
        "-Fc",
        "-f",
        str(file),
        "-h",
        "127.0.0.1",
        "-p",
        str(cluster.standing().port),
        "-U",
        engines.USER,
        database,
    )
    return file


def _put_back(cluster: Cluster, database: str, copy: Path) -> None:
    leader = cluster.standing()
    with cluster.connect(leader) as connection:
        connection.execute(f"CREATE DATABASE {database}".encode())
    _run("pg_restore", "-d", database, "-h", "127.0.0.1", "-p", str(leader.port), "-U", engines.USER, str(copy))


def _run(program: str, *words: str) -> None:
    done = subprocess.run((str(engines.POSTGRES / program), *words), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NeverCame(f"{program}: {done.stderr}")


def _lose(cluster: Cluster) -> None:
    """Every machine of the databases and of the workers, with its disk; the bucket stays."""
    for district in cluster.districts:
        for server in district.places:
            server.kill()
    for program in (cluster.haproxy, cluster.pgbouncer, *(node.program for node in cluster.nodes), *cluster.etcd):
        program.kill()
    for program in (*(node.program for node in cluster.nodes), *cluster.etcd):
        for path in program.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "patroni.yml":
                path.unlink()


if __name__ == "__main__":
    sys.exit(main())
