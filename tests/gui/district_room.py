"""A district's real server, its coordinator at a browser, and the program of an office that is enrolled there."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import requests

from desktop.office.sync_situation import Situation
from desktop.screens.sync.automatic import AutomaticSync
from desktop.screens.sync.screen import SyncScreen
from tests.conftest import PASSWORD, SETUP, USER
from tests.gui.program_room import ProgramRoom
from tests.sync.server.processes import Running, command, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_pages import Browser

UNIT = SETUP.unit_code
COORDINATOR, COORDINATOR_PASSWORD = "Koordinator Sinjai", "kata-sandi-panjang"


@dataclass
class District:
    """`browser` is the coordinator's, logged in."""

    running: Running

    @property
    def url(self) -> str:
        return self.running.url

    def code(self, unit: str = UNIT) -> str:
        """From the coordinator's page, as an office gets it."""
        page = self.browser.post("/unit/kode", on="/unit", unit=unit)
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page.text)
        assert found
        return found[0]

    def revoke(self, device: str) -> None:
        run(self.running.folder, "device", "revoke", device)

    @cached_property
    def browser(self) -> Browser:
        made = Browser(self.url, requests.Session())
        made.session.post(
            f"{self.url}/masuk", {"name": COORDINATOR, "password": COORDINATOR_PASSWORD}, timeout=10
        ).raise_for_status()
        return made

    def forward(self, complaint: str, unit: str, note: str) -> None:
        """The coordinator's disposition, on the page of the case."""
        page = f"/aduan/{complaint}"
        self.browser.post(f"{page}/disposisi", on=page, unit=unit, note=note).raise_for_status()


@contextmanager
def district_at(folder: Path) -> Iterator[District]:
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": COORDINATOR_PASSWORD}
    subprocess.run(command(folder, "admin", "create", COORDINATOR), check=True, capture_output=True, env=environment)
    (folder / "units.csv").write_text(f"{UNITS}{UNIT},Saotanre,desa,73.07.05\n", "utf-8")
    run(folder, "units", "import", str(folder / "units.csv"))
    with serving(folder) as running:
        yield District(running)


class SyncRoom:
    """The program in its window, logged in, and what somebody does there about the district."""

    def __init__(self, room: ProgramRoom, user: str = USER) -> None:
        self.room = room
        room.log_in(user, PASSWORD)
        self.sync.start()
        room.until(lambda: self.sync.situation is not None)

    @property
    def sync(self) -> AutomaticSync:
        assert self.room.program.sync is not None
        return self.room.program.sync

    @property
    def now(self) -> Situation:
        assert self.sync.situation is not None
        return self.sync.situation

    @property
    def screen(self) -> SyncScreen:
        screen = self.room.desk._screens["sync"]
        assert isinstance(screen, SyncScreen)
        return screen

    @property
    def status(self) -> str:
        return self.room.desk.status.network.text()

    @property
    def office(self):
        office = self.room.program.office
        assert office is not None
        return office

    def open(self) -> SyncScreen:
        """By the line at the bottom."""
        self.room.press("status-network")
        self.room.settle()
        return self.screen

    def enrol(self, address: str, code: str) -> None:
        """By keyboard: Enter after each field. Then the first sync runs by itself."""
        form = self.open().form
        form.address.editor.setFocus()
        self.room.enter(address, code)
        self.room.until(lambda: self.now.connection.last_success is not None and not self.now.running)
        self.room.settle()

    def rest(self) -> None:
        """Until nothing runs and everything that was told has been shown."""
        self.room.until(lambda: not self.sync.running)
        self.room.settle()

    def written(self) -> None:
        """As a screen does after a change."""
        self.room.program.operations.changed.emit(frozenset({"complaints"}))
        self.room.settle()
