r"""Where an office keeps things that isn't its own disk's folder: a share (`\\PC-KADES\data`), a drive (`E:\`), a way of any length.

Other systems have no such names, and mount either into a folder.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from time import time_ns

import pytest

from desktop.office import relay_box, scan_folder
from desktop.office.founding import found_office
from desktop.office.office import Office
from desktop.store.durable_files import NameTooLong
from tests.conftest import SETUP, USER, Founded
from tests.desktop.command import runner
from tests.faults.disks import small_disk
from tests.offices import bridge


def share(folder: Path) -> Path:
    """The folder as other PCs see it, through the share that Windows itself makes of each drive."""
    seen = Path(rf"\\localhost\{folder.drive.rstrip(':')}$") / folder.relative_to(folder.anchor)
    if not seen.is_dir():
        pytest.skip("this PC shares no drives, or its user is no administrator")
    return seen


@pytest.fixture(params=["share", "drive"] if os.name == "nt" else ["drive"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    if request.param == "drive":
        with small_disk(tmp_path / "disk", 32) as disk:
            yield disk
    else:
        folder = tmp_path / "Kantor Desa"
        folder.mkdir()
        yield share(folder)


def test_nothing_lies_there_yet(elsewhere: Path):
    """Windows says of an empty drive that there is no such file."""
    assert scan_folder.new_files(str(elsewhere), time_ns() // 1_000_000) == []
    assert list(relay_box.on_stick(elsewhere)) == []


def test_an_office_lives_there(elsewhere: Path):
    office, _ = found_office(elsewhere, SETUP)
    number = office.record(bridge()).number
    assert office.upkeep.daily().backup is not None
    unlocked = office.unlocked
    office.close()
    again = Office(elsewhere, unlocked, USER)
    assert again.case(number)
    assert again.upkeep.check(repair=False).clean
    again.close()
    assert not list(elsewhere.glob(".baru*"))


def test_backups_exports_papers_and_registers_go_there_and_come_back(
    elsewhere: Path, founded: Founded, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    run = runner(founded.folder, capsys, monkeypatch)
    office = founded.open()
    number = office.record(bridge()).number
    office.close()
    assert run("backup", elsewhere / "cadangan.aduan").code == 0
    for name in ("daftar.csv", "daftar.xlsx", "daftar.jsonl"):
        assert run("export", elsewhere / name).code == 0
    assert run("report", "receipt", number, "--out", elsewhere / "tanda terima.pdf").code == 0
    assert run("restore", elsewhere / "cadangan.aduan").code == 0
    assert [one["number"] for one in run("list", "--json").objects] == [number]
    (elsewhere / "buku.csv").write_text("Tanggal,Isi\n13/04/2026,Lampu jalan padam di depan masjid\n", "utf-8")
    imported = run("import", elsewhere / "buku.csv", "--json")
    assert imported.code == 0, imported.err
    assert len(run("list", "--json").objects) == 2
    assert {path.name for path in elsewhere.iterdir()} == {
        "cadangan.aduan", "daftar.csv", "daftar.xlsx", "daftar.jsonl", "tanda terima.pdf", "buku.csv",
    }  # fmt: skip


def test_a_backup_at_the_end_of_a_way_of_300_letters_is_whole_or_says_that_it_is_too_long(
    office: Office, tmp_path: Path
):
    """Windows takes more than 259 only where its administrator allowed it."""
    office.record(bridge())
    folder = tmp_path
    while len(str(folder)) < 300:
        folder /= "Arsip pengaduan warga"
    try:
        report = office.upkeep.backup(folder / "cadangan.aduan")
    except NameTooLong:
        assert os.name == "nt"
        return
    assert report.complaints == 1
    assert [path.name for path in folder.iterdir()] == ["cadangan.aduan"]
