"""PostgreSQL is killed and comes back while an office syncs: a sentence, and nothing acknowledged is lost or doubled."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest
from sqlalchemy import make_url

from complaints.errors import NoNetwork, OfficeError
from complaints.events import Recorded, decode
from sync.server.options import ServerOptions
from tests.conftest import Founded
from tests.faults.network.desk import Desk, district_of
from tests.faults.network.victims import Server, free_port
from tests.postgresql import running

KILLS = 6


@pytest.fixture
def postgres() -> Iterator[Any]:
    with running() as server:
        yield server


def kill(postgres: Any) -> None:
    """As a power cut does: the postmaster and every process of it at once."""
    master = psutil.Process(postgres.get_pid())
    for process in (master, *master.children(recursive=True)):
        try:
            os.kill(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    psutil.wait_procs([master], 10)


def there(address: str, device: str) -> Counter[str]:
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        rows = connection.execute("SELECT content FROM event WHERE device = %s", (device,)).fetchall()
    steps = [decode(bytes(content)).step for (content,) in rows]
    return Counter(step.number for step in steps if isinstance(step, Recorded))


def test_a_killed_database_loses_nothing_that_was_acknowledged(postgres: Any, founded: Founded, tmp_path: Path):
    chance = random.Random()
    address = make_url(postgres.get_uri()).set(drivername="postgresql+psycopg", database="postgres")
    url = address.render_as_string(hide_password=False)
    server = Server(tmp_path / "distrik", free_port(), ("--database", url))
    server.start()
    office = founded.open()
    try:
        district = ServerOptions(server.folder, url).open()
        desk = Desk(office, server, district_of(office))
        desk.district.enrol(f"http://127.0.0.1:{server.port}", district.issue_code(office.settings.unit_code))
        district.database.engine.dispose()
        failures: list[OfficeError] = []
        over = threading.Event()

        def work() -> None:
            while not over.is_set():
                desk.record(f"Lampu padam {len(desk.recorded)}")
                try:
                    desk.sync()
                except NoNetwork as error:
                    failures.append(error)
                    over.wait(0.1)

        working = threading.Thread(target=work)
        working.start()
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.05, 0.6))
            kill(postgres)
            desk_hears_of_it(failures)
            postgres.start()
        over.set()
        working.join()
        comes_back(desk)
        assert desk.waiting == 0
        assert there(url, office.device.id) == Counter(desk.recorded)
        assert office.upkeep.check(repair=False).problems == ()
    finally:
        office.close()
        server.kill()


def desk_hears_of_it(failures: list[OfficeError]) -> None:
    before = len(failures)
    deadline = time.monotonic() + 30
    while len(failures) == before and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(failures) > before


def comes_back(desk: Desk) -> None:
    """Within a few tries: a pool may still hold connections to the database that was killed."""
    for _ in range(10):
        try:
            desk.sync()
        except NoNetwork:
            continue
        return
    raise AssertionError("the server does not find its database again")
