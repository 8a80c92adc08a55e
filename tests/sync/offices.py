"""Offices with real stores that sync with a real district, below the network: what carries requests calls it directly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store.exchange import StoreOffice
from desktop.store.vault import Vault
from sync import frame
from sync.client import Client, HttpAnswer
from sync.enrol import enrol
from sync.pace import FIRST, Pace
from sync.server.district import District
from sync.session import Session, Tally
from tests.offices import PASSWORD, UNIT, USER, Clock


@dataclass(slots=True)
class Direct:
    """Carries requests to the district without a network; `weather` may raise before (up) or after (down) it answers."""

    district: District
    weather: Callable[[str], None] = lambda _way: None
    requests: int = 0
    sizes: list[tuple[int, int]] = field(default_factory=list)

    def carry(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"", *, limit: int = frame.LARGEST_BODY
    ) -> HttpAnswer:
        assert method == "POST"
        assert limit >= frame.LARGEST_BODY
        self.requests += 1
        self.weather("up")
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        answer = self.district.post(path, token, body, headers.get("Content-Encoding", ""))
        self.weather("down")
        self.sizes.append((len(body), len(answer.body)))
        return HttpAnswer(int(answer.status), {k.lower(): v for k, v in answer.headers.items()}, answer.body)


@dataclass(slots=True)
class Synced:
    """An office on its PC, and its way to the district."""

    office: Office
    carrier: Direct

    @property
    def store(self) -> StoreOffice:
        office = self.office
        return StoreOffice(office.engine, office.settings.unit_code, lambda: office.rules, lambda: office.now_ms)

    def enrol(self, code: str) -> None:
        enrol(self.store, Client(self.carrier), code, "0.1")
        self.refresh()

    def session(self) -> Session:
        pace = Pace(FIRST, lambda: 0.0)
        return Session(self.store, Client(self.carrier), pace, lambda: self.office.now_ms, lambda _seconds: None)

    def sync(self) -> Tally:
        try:
            return self.session().run()
        finally:
            self.refresh()

    def refresh(self) -> None:
        self.office._load()


def office_at(folder: Path, clock: Clock, unit: str = UNIT) -> Office:
    office, _ = found_office(folder, Setup(unit, f"Desa {unit}", "Sinjai Tengah", USER, PASSWORD), clock)
    return office


def opened(folder: Path, clock: Clock) -> Office:
    return Office(folder, Vault(folder, clock).unlock(USER, PASSWORD), USER, clock)
