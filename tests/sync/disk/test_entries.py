"""What lies in a folder, and in a drive that has nothing in it."""

import errno
import os
from pathlib import Path

import pytest

from sync.disk.entries import entries
from tests.sync.disk.test_faults import windows_error


def test_a_folder_s_entries_are_told_and_one_that_is_not_there_is_an_error(tmp_path: Path):
    assert list(entries(tmp_path)) == []
    (tmp_path / "a").mkdir()
    (tmp_path / "b").touch()
    assert {entry.name for entry in entries(tmp_path)} == {"a", "b"}
    with pytest.raises(FileNotFoundError):
        list(entries(tmp_path / "c"))


def test_an_empty_drive_is_no_error_on_windows_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def none(_folder: object) -> None:
        raise windows_error(2, errno.ENOENT)

    monkeypatch.setattr(os, "scandir", none)
    assert list(entries(tmp_path)) == []
