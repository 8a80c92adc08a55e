"""A USB stick without room, or that can't be written: a sentence, no half file, and the next stick takes all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.draft import Draft
from complaints.errors import OfficeError
from desktop.office.office import Office
from desktop.store.attachments import Content
from sync.client import Client
from sync.enrol import enrol
from sync.pace import FIRST, Pace
from sync.server import bundles
from sync.session import Session
from tests.conftest import Founded
from tests.faults.disks import cut_writes, fill, locked, small_disk
from tests.faults.test_stick_killed import UNIT, District, Filing, district_at
from tests.sync.offices import Direct

ROOM = 60_000  # bytes left on the stick; the complaint's file alone is larger


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "stick", 2) as disk:
        yield disk


@pytest.fixture
def ends(founded: Founded, tmp_path: Path) -> Iterator[tuple[Office, District, Filing]]:
    """An enrolled office with something to say, and its district."""
    district, filing = district_at(tmp_path / "district")
    office = founded.open()
    client = Client(Direct(district))
    enrol(office.district.store, client, district.issue_code(UNIT), "1")
    Session(office.district.store, client, Pace(FIRST, lambda: 0.0), lambda: office.now_ms, lambda _: None).run()
    letter = Content("suara.amr", b"#!AMR\n" + bytes(range(256)) * 800)
    office.record(Draft(kind="complaint", body="Jembatan gantung putus talinya"), [letter])
    yield office, district, filing
    office.close()
    district.database.engine.dispose()


def refused(write: object) -> str:
    with pytest.raises(OfficeError) as raised:
        write()  # type: ignore[operator]
    assert raised.value.sentence.endswith(".")
    return raised.value.sentence


def lies(stick: Path) -> list[str]:
    return sorted(file.name for file in stick.iterdir())


@cut_writes
def test_a_stick_that_fills_up_keeps_no_half_file_and_the_next_try_carries_all(
    ends: tuple[Office, District, Filing], stick: Path
):
    office, district, filing = ends
    waiting = office.district.connection_state()
    filler = fill(stick, ROOM)
    sentence = refused(lambda: office.stick.write(stick))
    assert "Ruang di flashdisk tidak cukup" in sentence
    assert lies(stick) == [filler.name]
    assert office.district.connection_state().waiting == waiting.waiting > 0
    assert office.district.history(1)[0].sentence == sentence

    filler.unlink()
    written = office.stick.write(stick)
    assert (written.events, written.files, written.files_left_out) == (waiting.waiting, 1, 0)
    bundles.read(district, filing, written.file)

    # The district's answer meets a full stick, too.
    answer = stick / "balas.aduan-usb"
    filler = fill(stick)
    refused(lambda: bundles.write(district, filing, UNIT, answer))
    assert not answer.exists()
    filler.unlink()
    bundles.write(district, filing, UNIT, answer)
    office.stick.read(answer)
    assert (office.district.connection_state().waiting, office.district.connection_state().waiting_files) == (0, 0)


def test_a_stick_that_is_locked_is_told_and_changes_nothing(ends: tuple[Office, District, Filing], stick: Path):
    office, _district, _filing = ends
    waiting = office.district.connection_state().waiting
    with locked(stick):
        refused(lambda: office.stick.write(stick))
    assert lies(stick) == []
    assert office.district.connection_state().waiting == waiting
