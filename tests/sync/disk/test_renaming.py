"""What a virus scanner or Excel holds: we wait a second, and say so when it lasts."""

import os
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from sync.disk.faults import DiskFault, HeldElsewhere, disk_fault
from sync.disk.renaming import discard, free_name, remove, rename, replace
from tests.sync.disk.test_faults import windows_error


class Scanner:
    """Holds each file for so many tries."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, tries: int, number: int = 32) -> None:
        self.tries, self.number, self.pauses = tries, number, list[float]()
        self.real = getattr(Path, name)
        monkeypatch.setattr(Path, name, self._act())

    def _act(self):
        def act(path: Path, *arguments: object, **options: object) -> object:
            if self.tries:
                self.tries -= 1
                raise windows_error(self.number, 13)
            return self.real(path, *arguments, **options)

        return act


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "baru", tmp_path / "lama"
    source.write_text("baru")
    target.write_text("lama")
    return source, target


@pytest.mark.parametrize("number", [5, 32, 33])
def test_what_is_held_for_a_moment_is_replaced(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    scanner = Scanner(monkeypatch, "replace", 3, number)
    replace(*pair, sleep=scanner.pauses.append)
    assert pair[1].read_text() == "baru"
    assert len(scanner.pauses) == 3


def test_what_stays_held_is_said_after_a_second(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner(monkeypatch, "replace", 1000)
    with pytest.raises(HeldElsewhere) as caught:
        replace(*pair, sleep=scanner.pauses.append)
    assert caught.value.filename == str(pair[1])
    assert 1 <= sum(scanner.pauses) <= 1.3
    assert pair[1].read_text() == "lama"


def test_what_may_not_be_written_is_not_waited_for(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pair[1].chmod(0o400)
    scanner = Scanner(monkeypatch, "replace", 1000, 5)
    with pytest.raises(OSError, match="Windows") as caught:
        replace(*pair, sleep=scanner.pauses.append)
    assert disk_fault(caught.value) is DiskFault.LOCKED
    assert not scanner.pauses
    pair[1].chmod(0o600)


def test_another_fault_is_not_waited_for(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner(monkeypatch, "replace", 1000, 1167)
    with pytest.raises(OSError, match="Windows"):
        replace(*pair, sleep=scanner.pauses.append)
    assert not scanner.pauses


@pytest.mark.skipif(os.name != "nt", reason="elsewhere an open file can be replaced")
def test_a_file_that_is_really_open(pair: tuple[Path, Path]) -> None:
    with pair[1].open("rb"), pytest.raises(HeldElsewhere):
        replace(*pair)
    held = pair[1].open("rb")
    threading.Timer(0.2, held.close).start()
    replace(*pair)
    assert pair[1].read_text() == "baru"


def test_a_folder_is_no_target(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        replace(pair[0], tmp_path / "folder")


def test_rename_takes_no_place_that_is_taken(pair: tuple[Path, Path], tmp_path: Path) -> None:
    half, folder = tmp_path / "setengah", tmp_path / "folder"
    half.mkdir()
    folder.mkdir()
    with pytest.raises(FileExistsError):
        rename(half, folder)
    with pytest.raises(FileExistsError):
        rename(*pair)
    rename(half, free_name(tmp_path, "folder"))
    assert (tmp_path / "folder-2").is_dir()


def test_rename_waits_for_a_scanner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "setengah").mkdir()
    scanner = Scanner(monkeypatch, "rename", 2, 5)
    rename(tmp_path / "setengah", tmp_path / "folder", sleep=scanner.pauses.append)
    assert (tmp_path / "folder").is_dir()


def test_remove_may_find_nothing(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner(monkeypatch, "unlink", 2)
    remove(pair[0], sleep=scanner.pauses.append)
    remove(pair[0])
    assert not pair[0].exists()


def test_what_cannot_go_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / ".buku-aduan-1"
    (folder / "sheet").mkdir(parents=True)
    (folder / "sheet" / "1").write_text("Siti Aminah")

    def held(_path: object) -> NoReturn:
        raise windows_error(32, 13)

    monkeypatch.setattr("shutil.rmtree", held)
    assert not discard(folder, sleep=lambda _: None)
    assert (folder / "sheet" / "1").read_bytes() == b""
    monkeypatch.undo()
    assert discard(folder)
    assert not folder.exists()
    assert discard(folder)
