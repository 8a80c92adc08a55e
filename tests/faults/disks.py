"""Real small disks to fill and to lock: a tmpfs of a few megabytes, mounted for one test.

On Windows nobody may mount one so quickly: there BUKU_ADUAN_SMALL_DISKS names drives that may be emptied (`E:\\;F:\\`), which are
told apart by their size.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.disk.entries import entries
from sync.disk.renaming import discard

# Debian's Wine alone: its C library says "invalid argument" where the disk has room for a part of what is written.
cut_writes = pytest.mark.skipif(os.name == "nt", reason="Wine's C library doesn't say that a disk is full after a part")


def mount(*arguments: str) -> bool:
    tool = shutil.which("mount")
    return tool is not None and subprocess.run([tool, *arguments], capture_output=True, check=False).returncode == 0


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of this size. Skips the test where nobody may mount one."""
    if os.name == "nt":
        drive = _named_drive(megabytes)
        _empty(drive)
        try:
            yield drive
        finally:
            _empty(drive)
        return
    place.mkdir()
    if not mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)):
        pytest.skip("only root may mount a small disk here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _named_drive(megabytes: int) -> Path:
    for name in filter(None, os.environ.get("BUKU_ADUAN_SMALL_DISKS", "").split(";")):
        if round(shutil.disk_usage(name).total / 2**20) == megabytes:
            return Path(name)
    pytest.skip(f"BUKU_ADUAN_SMALL_DISKS names no drive of {megabytes} MB")


def _empty(drive: Path) -> None:
    for entry in list(entries(drive)):
        discard(Path(entry.path))


@contextmanager
def locked(disk: Path) -> Iterator[None]:
    """Nothing on this disk can be written, not even by root. Skips the test on Windows, where only its owner's hand locks a stick."""
    if os.name == "nt":
        pytest.skip("no disk can be locked from a program here")
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
        if leave:
            file.truncate(max(0, file.tell() - leave))
        os.fsync(file.fileno())
    return filler
