"""The world that tests work in: a real office in a folder, its clock in the test's hand."""

from datetime import UTC, datetime
from pathlib import Path

from msgspec import structs

from complaints.draft import Draft, Person
from complaints.events import Location
from complaints.policy import Limit, policy_text
from desktop.office.founding import Setup, found_office
from desktop.office.office import Office
from desktop.store.vault import Vault

USER = "Siti Aminah"
PASSWORD = "rahasia-desa"
UNIT = "73.07.04.2009"


class Clock:
    """A clock that stands until it is told to move; starts on a Tuesday morning."""

    def __init__(self, year: int = 2026, month: int = 11, day: int = 24, hour: int = 9) -> None:
        self.seconds = datetime(year, month, day, hour, tzinfo=UTC).timestamp()

    def __call__(self) -> float:
        return self.seconds

    def pass_days(self, days: float) -> None:
        self.seconds += days * 86_400


def new_office(folder: Path, clock: Clock | None = None) -> Office:
    """A fresh office of Desa Saotanre with one admin."""
    setup = Setup(UNIT, "Desa Saotanre", "Sinjai Tengah", USER, PASSWORD)
    office, _code = found_office(folder, setup, clock or Clock())
    return office


def enter_any_day(office: Office) -> None:
    """Steps of days long past may be entered today and still count as in time, for a test that plays a month in one moment."""
    entry = Limit(working_days=365, source="a test", confirmed=False)
    policy = policy_text(structs.replace(office.rules.policy, entry=entry))
    office.change_settings(structs.replace(office.settings, policy=policy))


def reopened(office: Office) -> Office:
    """The same office, closed and logged in to again."""
    office.close()
    return Office(office.folder, Vault(office.folder, office.clock).unlock(USER, PASSWORD), USER, office.clock)


def bridge(**changes: object) -> Draft:
    """A complaint as it comes: somebody's bridge."""
    fields: dict[str, object] = {
        "kind": "complaint",
        "title": "Jembatan gantung Dusun Bonto putus talinya",
        "body": "Tali jembatan sebelah barat putus sejak hujan Selasa malam. Anak sekolah harus memutar 4 km.",
        "category": "infrastructure.bridge",
        "location": Location(dusun="Bonto", rt="03"),
        "complainant": Person(name="Andi Baso Ramli", national_id="7307031504870001", phone="081234567890"),
    }
    return Draft(**(fields | changes))  # pyright: ignore[reportArgumentType]
