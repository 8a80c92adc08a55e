"""The disk is full, at the district or at the office: a sentence, nothing half-done, and it goes on once there is room."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.draft import Draft
from complaints.errors import NoNetwork
from desktop.store.attachments import Content
from desktop.store.durable_files import DiskFull
from desktop.store.listing import Query
from sync.refusals import Later
from tests.conftest import Founded
from tests.faults.disks import fill, small_disk
from tests.faults.network.desk import Desk, code, desk_at, district_of
from tests.faults.network.victims import serving

LONG = "Jembatan gantung putus talinya sejak hujan Selasa malam. "


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 24) as place:
        yield place


def test_a_district_whose_disk_is_full_keeps_what_it_has_and_takes_the_rest_later(disk: Path, founded: Founded):
    with serving(disk / "distrik") as server, desk_at(founded, server, server.port) as desk:
        desk.record()
        desk.sync()
        filler = fill(disk)
        for number in range(40):
            desk.record(f"{number} " + os.urandom(3000).hex())
        assert isinstance(desk.sync_fails(), NoNetwork)
        assert desk.waiting > 0
        filler.unlink()
        desk.sync()
        desk.is_whole()


def test_a_district_whose_disk_is_full_takes_the_attachment_later(disk: Path, founded: Founded):
    with serving(disk / "distrik") as server, desk_at(founded, server, server.port) as desk:
        desk.sync()
        content = b"#!AMR\n" + os.urandom(3_000_000)
        desk.office.record(Draft(kind="complaint", body=LONG), [Content("rekaman.amr", content)])
        filler = fill(disk, leave=1_500_000)
        assert isinstance(desk.sync_fails(), Later)
        assert (desk.waiting, desk.district.connection_state().waiting_files) == (0, 1)
        filler.unlink()
        desk.sync()
        assert desk.district.connection_state().waiting_files == 0
        [kept] = (disk / "distrik" / "files").glob("??/*")
        assert kept.read_bytes() == content


def test_an_office_whose_disk_is_full_takes_what_comes_once_there_is_room(
    disk: Path, founded_once: Founded, tmp_path: Path
):
    with serving(tmp_path / "distrik") as server:
        first, second = founded_once.copy(disk / "a"), founded_once.copy(tmp_path / "b")
        with desk_at(first, server, server.port) as full:
            full.sync()
            filled(full, second, disk, server.port)


def filled(full: Desk, second: Founded, disk: Path, port: int) -> None:
    """Another PC of the office has sent more than this one's disk has room for."""
    other = second.open()
    try:
        district_of(other).enrol(f"http://127.0.0.1:{port}", code(full.server))
        sent = [
            other.record(Draft(kind="complaint", body=f"{number} " + os.urandom(4000).hex())).number
            for number in range(100)
        ]
        district_of(other).sync()
    finally:
        other.close()
    filler = fill(disk, leave=300_000)
    with pytest.raises(DiskFull):
        full.sync()
    filler.unlink()
    full.sync()
    there = {row.number for row in full.office.page(Query(), limit=1000)}
    assert there == set(sent)
    assert full.office.upkeep.check(repair=False).problems == ()
