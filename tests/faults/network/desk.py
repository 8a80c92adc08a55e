"""An office at its desk: records, syncs over whatever network there is, and is held against what the district has."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from complaints.draft import Draft, Person
from complaints.errors import OfficeError
from complaints.events import Recorded, decode
from desktop.office.district import DistrictConnection
from desktop.office.office import Office
from desktop.store.attempts import Attempt
from desktop.store.listing import Query
from sync.server.options import SQLITE_FILE, ServerOptions
from sync.web import Web
from tests.conftest import SETUP, Founded
from tests.faults.network.victims import SILENT_SECONDS, Server


@dataclass(slots=True)
class Desk:
    """`recorded` are the register numbers that were told to complainants."""

    office: Office
    server: Server
    district: DistrictConnection
    recorded: list[str] = field(default_factory=list[str])

    def record(self, body: str = "Jembatan gantung putus talinya") -> str:
        draft = Draft(kind="complaint", body=body, complainant=Person(name="Andi Baso Ramli"))
        self.recorded.append(self.office.record(draft).number)
        return self.recorded[-1]

    def sync(self) -> Attempt:
        return self.district.sync()

    def sync_fails(self) -> OfficeError:
        """Syncs over a network that doesn't let it; the error, which has a sentence for the officer."""
        with pytest.raises(OfficeError) as raised:
            self.district.sync()
        sentence = raised.value.sentence
        assert sentence.endswith(".")
        assert "aman" in sentence or "tercatat" in sentence, sentence
        assert self.district.history(1)[0].sentence == sentence
        return raised.value

    @property
    def waiting(self) -> int:
        return self.district.connection_state().waiting

    def is_whole(self) -> None:
        """Everything recorded is here and there, once."""
        assert self.waiting == 0
        assert Counter(self.recorded) == Counter(row.number for row in self.office.page(Query(), limit=100_000))
        there = numbers(self.server.folder)
        assert there == Counter(self.recorded), there - Counter(self.recorded)
        assert self.office.upkeep.check(repair=False).problems == ()


def numbers(folder: Path, device: str = "") -> Counter[str]:
    """The register numbers that the district has of this device, or of all, from its log."""
    with closing(sqlite3.connect(folder / SQLITE_FILE)) as connection:
        query = "SELECT content FROM event WHERE ? IN ('', device)"
        rows = connection.execute(query, (device,)).fetchall()
    steps = [decode(content).step for (content,) in rows]
    return Counter(step.number for step in steps if isinstance(step, Recorded))


def code(server: Server, unit: str = SETUP.unit_code) -> str:
    district = ServerOptions(server.folder).open()
    try:
        return district.issue_code(unit)
    finally:
        district.database.engine.dispose()


def district_of(office: Office) -> DistrictConnection:
    return DistrictConnection(
        office, lambda address: Web(address, silent_seconds=SILENT_SECONDS), lambda _seconds: None
    )


@contextmanager
def desk_at(founded: Founded, server: Server, port: int) -> Iterator[Desk]:
    office = founded.open()
    try:
        made = Desk(office, server, district_of(office))
        made.district.enrol(f"http://127.0.0.1:{port}", code(server))
        yield made
    finally:
        office.close()
