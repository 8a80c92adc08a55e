"""Server and client are killed in the middle of syncing, two hundred times in sum: nothing is lost, nothing doubled."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.errors import NoNetwork
from desktop.store.listing import Query
from tests.conftest import Founded
from tests.faults.network.desk import code, desk_at, district_of, numbers
from tests.faults.network.victims import Server, record_and_sync, serving
from tests.faults.victims import received, start

SERVER_KILLS, CLIENT_KILLS, A_STORE = 60, 150, 15
LONGEST_LIFE = 0.25  # seconds


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "distrik") as running:
        yield running


def test_a_server_killed_at_any_moment_keeps_what_it_acknowledged(founded: Founded, server: Server):
    chance = random.Random()
    with desk_at(founded, server, server.port) as desk:
        over = threading.Event()
        broken: list[BaseException] = []

        def work() -> None:
            try:
                while not over.is_set():
                    desk.record(f"Lampu padam {len(desk.recorded)}")
                    try:
                        desk.sync()
                    except NoNetwork:
                        over.wait(0.02)
            except BaseException as error:
                broken.append(error)
                raise

        working = threading.Thread(target=work)
        working.start()
        try:
            for _ in range(SERVER_KILLS):
                time.sleep(chance.uniform(0, LONGEST_LIFE))
                server.kill()
                server.start()
                assert not broken
        finally:
            over.set()
            working.join()
        desk.sync()
        desk.is_whole()
        assert len(desk.recorded) > SERVER_KILLS / 2


@pytest.mark.parametrize("store", range(CLIENT_KILLS // A_STORE))
def test_a_client_killed_at_any_moment_goes_on(founded: Founded, tmp_path: Path, server: Server, store: int):
    chance = random.Random()
    office = founded.open()
    district_of(office).enrol(f"http://127.0.0.1:{server.port}", code(server))
    office.close()
    told: list[str] = []
    for _ in range(A_STORE):
        process, connection = start(record_and_sync, founded.folder, founded.unlocked)
        if connection.poll(20):
            time.sleep(chance.uniform(0, LONGEST_LIFE))
        process.kill()
        process.join()
        told += received(connection)
    office = founded.open()
    try:
        district_of(office).sync()
        here = Counter(row.number for row in office.page(Query(), limit=100_000))
        assert set(told) <= here.keys()
        assert numbers(server.folder, office.device.id) == here
        assert set(here.values()) == {1}
        assert office.upkeep.check(repair=False).problems == ()
    finally:
        office.close()
