"""An office to try things on: founded once a run, because deriving keys is slow on purpose, and copied for each test."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import settings

from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store.vault import Unlocked

# No test fails for the time that it took: machines are shared.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

USER, PASSWORD = "Siti Aminah", "rahasia-kantor-1"
SETUP = Setup("73.07.05.2005", "Desa Saotanre", "Sinjai Tengah", USER, PASSWORD)


@dataclass(frozen=True, slots=True)
class Founded:
    """A founded office at rest, and what opens it."""

    folder: Path
    unlocked: Unlocked
    recovery_code: str

    def copy(self, folder: Path) -> "Founded":
        copytree(self.folder, folder)
        return Founded(folder, self.unlocked, self.recovery_code)

    def open(self) -> Office:
        return Office(self.folder, self.unlocked, USER)


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    folder = tmp_path_factory.mktemp("office") / "data"
    office, code = found_office(folder, SETUP)
    office.close()
    return Founded(folder, office.unlocked, code)


@pytest.fixture
def founded(founded_once: Founded, tmp_path: Path) -> Founded:
    return founded_once.copy(tmp_path / "data")


@pytest.fixture
def office(founded: Founded) -> Iterator[Office]:
    opened = founded.open()
    yield opened
    opened.close()
