"""A district on SQLite, and offices that are enrolled there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.server.database import Database, sqlite_engine
from sync.server.district import District
from sync.server.keys import mint
from sync.server.migrate import bring_up_to_date
from tests.offices import UNIT, Clock
from tests.sync.offices import Direct, Synced, office_at


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.store.vault.PASSES", 1)
    monkeypatch.setattr("desktop.store.vault.MEMORY_BYTES", 8192)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def district(tmp_path: Path, clock: Clock) -> Iterator[District]:
    engine = sqlite_engine(tmp_path / "district.sqlite")
    bring_up_to_date(engine)
    yield District(Database(engine), mint(), clock)
    engine.dispose()


@pytest.fixture
def enrolled(tmp_path: Path, district: District, clock: Clock) -> Iterator[Callable[..., Synced]]:
    """Makes offices that are enrolled: `enrolled("a")`, `enrolled("b", "73.07.04.2010")`."""
    made: list[Synced] = []

    def make(name: str = "a", unit: str = UNIT) -> Synced:
        one = Synced(office_at(tmp_path / name, clock, unit), Direct(district))
        one.enrol(district.issue_code(unit))
        made.append(one)
        return one

    yield make
    for one in made:
        one.office.close()
