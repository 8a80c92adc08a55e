"""What a program leaves on the PC is its user's alone, also when an older version, or a kill, left it otherwise."""

import os
import stat
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.closed_files import close
from sync.working_folder import DEMONSTRATION, IN_USE, PRINTING
from tests.offices import bridge, new_office, reopened


def open_to_others(folder: Path) -> list[str]:
    paths = (folder, *folder.rglob("*"))
    return [str(path.relative_to(folder)) for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


no_modes = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no modes: a user's own folder is closed there anyway"
)


@no_modes
def test_files_that_others_could_read_are_closed_when_the_book_is_opened(tmp_path: Path):
    former = os.umask(0o022)
    try:
        office = new_office(tmp_path / "buku")
        office.record(bridge())
        office.upkeep.backup_now()
        (office.folder / "attachments" / "ab").mkdir(parents=True)
        (office.folder / "attachments" / "ab" / "abcd").write_bytes(b"x")
        for path in (office.folder, *office.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        reopened(office).close()
        assert open_to_others(office.folder) == []
    finally:
        os.umask(former)


@no_modes
@pytest.mark.parametrize("name", ["book.db", "keys.json"])
def test_a_single_file_in_a_closed_folder_is_closed(tmp_path: Path, name: str):
    office = new_office(tmp_path / "buku")
    reopened(office).close()
    (office.folder / name).chmod(0o644)
    reopened(office).close()
    assert open_to_others(office.folder) == []


def test_what_a_killed_program_left_is_gone_after_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in (f"{DEMONSTRATION}x", f"{PRINTING}x"):
        (tmp_path / name).mkdir()
        (tmp_path / name / IN_USE).touch()
        (tmp_path / name / "kantor").write_text(datetime.now(UTC).isoformat())
    (tmp_path / "lain").mkdir()
    new_office(tmp_path / "buku").close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["buku", "lain"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root acts in the folder of another user")
def test_what_root_lays_into_a_servers_folder_stays_readable_for_the_server(tmp_path: Path):
    folder = tmp_path / "srv"
    folder.mkdir(mode=0o755)
    for name in ("district.sqlite", "penerimaan.toml"):
        (folder / name).write_text("")
        (folder / name).chmod(0o644)
    for path in (folder, folder / "district.sqlite"):
        os.chown(path, 65534, 65534)
    close(folder, "*")
    assert open_to_others(folder) == ["penerimaan.toml"]
