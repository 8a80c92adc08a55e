"""Real small disks to fill and to lock: a tmpfs of a few megabytes, mounted for one test."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def mount(*arguments: str) -> bool:
    tool = shutil.which("mount")
    return tool is not None and subprocess.run([tool, *arguments], capture_output=True, check=False).returncode == 0


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of this size. Skips the test where nobody may mount one."""
    place.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)):
        pytest.skip("only root may mount a small disk here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def locked(disk: Path) -> Iterator[None]:
    """Nothing on this disk can be written, not even by root."""
    assert mount("-o", "remount,ro", str(disk))
    try:
        yield
    finally:
        assert mount("-o", "remount,rw", str(disk))


def fill(disk: Path, leave: int = 0) -> Path:
    """Fills the disk up to `leave` bytes; delete the file to make room again."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            pass
        file.truncate(max(0, file.tell() - leave))
        os.fsync(file.fileno())
    return filler
