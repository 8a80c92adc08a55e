"""The district's days begin when they begin there, whatever the machine's zone is set to."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec import structs

from complaints.time_zones import Zone
from sync.bundle.envelope import SUFFIX
from sync.server import notice, stick_commands
from sync.server.district import District
from sync.server.web.desk import Desk
from tests.offices import Clock


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Jayapura"])
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def set_code(district: District, code: str) -> None:
    district.database.write(lambda t: notice.change(t, lambda now: structs.replace(now, unit=code)))


@pytest.mark.usefixtures("machine_zone")
@pytest.mark.parametrize(
    ("code", "chosen", "day"),
    [
        ("", "", 2), ("32.01", "", 2), ("73.07", "", 3), ("91.71", "", 3), ("73.07", "WIB", 2), ("32.01", "WIT", 3),
    ],
)  # fmt: skip
def test_today_is_the_day_where_the_district_lies(district: District, clock: Clock, code: str, chosen: Zone, day: int):
    """Half past four in the afternoon in London: 23.30 in Jakarta, 00.30 in Sinjai, 01.30 in Jayapura."""
    clock.seconds = datetime(2026, 11, 2, 16, 30, tzinfo=UTC).timestamp()
    set_code(district, code)
    district.database.write(lambda t: notice.set_zone(t, chosen))
    assert district.today() == date(2026, 11, day)
    desk = Desk(district, clock)
    district.database.read(desk.know)
    assert desk.today() == date(2026, 11, day)


@pytest.mark.usefixtures("machine_zone")
def test_the_stick_s_answer_is_named_by_the_district_s_day(tmp_path: Path, district: District, clock: Clock):
    clock.seconds = datetime(2026, 11, 2, 16, 30, tzinfo=UTC).timestamp()
    set_code(district, "91.71")
    place = stick_commands._place(tmp_path, "91.71.01.1001", district.today())  # pyright: ignore[reportPrivateUsage]
    assert place.name == f"balas-91.71.01.1001-20261103-1{SUFFIX}"


def test_a_zone_is_taken_back_to_that_of_the_province(district: District):
    set_code(district, "73.07")
    district.database.write(lambda t: notice.set_zone(t, "WIT"))
    assert district.database.read(notice.zone) == "WIT"
    district.database.write(lambda t: notice.set_zone(t, ""))
    assert district.database.read(notice.zone) == "WITA"
