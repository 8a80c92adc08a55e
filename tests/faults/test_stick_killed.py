"""Both ends of the USB stick are killed at random moments of writing and reading: nothing is lost, nothing doubled, no half file."""

import random
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from complaints.draft import Draft
from complaints.events import Recorded, decode
from desktop.office.office import Office
from desktop.store.attachments import Content
from desktop.store.listing import Query
from desktop.store.vault import Unlocked
from sync.bundle import envelope
from sync.client import Client
from sync.enrol import enrol
from sync.pace import FIRST, Pace
from sync.server import bundles
from sync.server.check import check
from sync.server.district import District
from sync.server.filing import Filing
from sync.server.options import ServerOptions
from sync.session import Session
from tests.conftest import SETUP, USER, Founded
from tests.faults.victims import received, start
from tests.sync.offices import Direct

KILLS = 20
STEPS = 5  # that a victim tells of, before each is killed a moment after one of them
LONGEST_MOMENT = 0.1  # seconds
UNIT = SETUP.unit_code


def district_at(folder: Path) -> tuple[District, Filing]:
    options = ServerOptions(folder)
    district = options.open()
    return district, Filing(district, options.shelf(), options.uploads())


def there_and_back(
    office: Office, district: District, filing: Filing, stick: Path, tell: Callable[[str], None] = lambda _: None
) -> None:
    tell("")
    office.stick.write(stick / "kirim.aduan-usb")
    tell("")
    bundles.read(district, filing, stick / "kirim.aduan-usb")
    tell("")
    bundles.write(district, filing, UNIT, stick / "balas.aduan-usb")
    tell("")
    office.stick.read(stick / "balas.aduan-usb")


def carry_without_end(tell: Connection, folder: Path, unlocked: Unlocked, place: Path, stick: Path) -> None:
    """Tells each register number once it was acknowledged, and each step of the way before it is taken."""
    office = Office(folder, unlocked, USER)
    district, filing = district_at(place)
    while True:
        files = [Content("suara.amr", b"#!AMR\n" + random.randbytes(20_000))]
        tell.send(office.record(Draft(kind="complaint", body="Lampu jalan padam"), files).number)
        there_and_back(office, district, filing, stick, tell.send)


def test_both_ends_killed_at_any_moment_go_on(founded: Founded, tmp_path: Path):
    place, stick = tmp_path / "district", tmp_path / "stick"
    stick.mkdir()
    district, filing = district_at(place)
    office = founded.open()
    client = Client(Direct(district))
    enrol(office.district.store, client, district.issue_code(UNIT), "1")
    Session(office.district.store, client, Pace(FIRST, lambda: 0.0), lambda: office.now_ms, lambda _: None).run()
    office.close()
    told: list[str] = []
    for kill in range(KILLS):
        process, connection = start(carry_without_end, founded.folder, founded.unlocked, place, stick)
        told += [connection.recv() for _ in range(1 + kill % STEPS)]
        time.sleep(random.uniform(0, LONGEST_MOMENT))
        process.kill()
        process.join()
        told += received(connection)
        for file in stick.glob("*.aduan-usb"):
            with file.open("rb") as content:
                whole = envelope.look(content)
                if whole.cover.direction == 2:
                    envelope.check(whole, district.keys.signing_public)
    office = founded.open()
    try:
        there_and_back(office, district, filing, stick)
        assert (office.district.connection_state().waiting, office.district.connection_state().waiting_files) == (0, 0)
        here = Counter(row.number for row in office.page(Query(), limit=100_000))
        assert set(told) - {""} <= here.keys()
        assert len(here) >= KILLS
        assert set(here.values()) == {1}
        assert recorded(district) == here
        assert office.upkeep.check(repair=False).problems == ()
        assert list(check(district, filing.shelf)) == []
    finally:
        office.close()


def recorded(district: District) -> Counter[str]:
    with district.database.engine.connect() as connection:
        contents = connection.exec_driver_sql("SELECT content FROM event").scalars()
        steps = [decode(content).step for content in contents]
    return Counter(step.number for step in steps if isinstance(step, Recorded))
