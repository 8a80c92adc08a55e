"""Folders for passing things, of which a killed process leaves nothing for long: whoever makes or opens the next removes them.

A folder that is in use holds a file that its process keeps open and locked.
"""

import os
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from sync.disk.renaming import discard, replace

DEMONSTRATION, TRIAL, PRINTING = "buku-aduan-contoh-", "buku-aduan-demo-", "buku-aduan-cetak-"
IN_USE = ".dipakai"
NAMES, PROBE_BYTES = 8, 65_536
UNMARKED_SECONDS = 86_400  # a folder without that file, of an older version, may be in use for so long


@contextmanager
def working_folder(prefix: str, place: Path | None = None) -> Generator[Path]:
    """A new folder in `place`, or where the system has such, gone at the end. Raises OSError."""
    sweep(prefix, place)
    folder = new_folder(prefix, place)
    lock = take(folder)
    try:
        yield folder
    finally:
        lock.close()
        discard(folder)


def new_folder(prefix: str, place: Path | None = None) -> Path:
    """A folder for this user alone. Raises OSError at once where none can be made.

    Not by `tempfile`: in a folder that may not be written it tries 2,147,483,647 names on Windows (CPython #66305).
    """
    parent = place if place is not None else Path(tempfile.gettempdir())
    for _ in range(NAMES - 1):
        folder = parent / f"{prefix}{token_hex(6)}"
        with suppress(FileExistsError):
            folder.mkdir(0o700)
            return folder
    folder = parent / f"{prefix}{token_hex(6)}"
    folder.mkdir(0o700)
    return folder


def probe(folder: Path) -> None:
    """Raises OSError when no small file can be written here."""
    file = folder / f".coba-{token_hex(6)}"
    try:
        with file.open("xb") as stream:
            stream.write(b"\0" * PROBE_BYTES)
            stream.flush()
    finally:
        discard(file)


def clear_leftovers(folder: Path, pattern: str) -> None:
    """Removes files that a killed program left here by this name; what is younger than a day may belong to one that runs."""
    old = time.time() - UNMARKED_SECONDS
    for path in folder.glob(pattern):
        with suppress(OSError):
            if path.stat().st_mtime < old:
                discard(path)


def take(folder: Path) -> BinaryIO:
    """Marks the folder as in use, until what this returns is closed or the process ends."""
    if os.name == "nt":
        return (folder / IN_USE).open("wb")  # Windows removes no file that is open
    import fcntl

    marking = folder / f"{IN_USE}.baru"
    lock = marking.open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    replace(marking, folder / IN_USE)  # it is there only locked
    return lock


def sweep_all() -> None:
    """Removes what killed programs of the office left where the system has such folders."""
    for prefix in (DEMONSTRATION, TRIAL, PRINTING):
        sweep(prefix)


def sweep(prefix: str, place: Path | None = None) -> None:
    """Removes what killed processes of this user left; never raises."""
    with suppress(OSError):
        for folder in (place or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
            with suppress(OSError):
                if folder.is_dir() and not folder.is_symlink() and _is_own(folder) and not _is_in_use(folder):
                    discard(folder)


def _is_own(folder: Path) -> bool:
    return os.name == "nt" or folder.stat().st_uid == os.getuid()


def _is_in_use(folder: Path) -> bool:
    mark = folder / IN_USE
    if not mark.exists():
        return time.time() - folder.stat().st_mtime < UNMARKED_SECONDS
    if os.name == "nt":
        try:
            mark.unlink()
        except OSError:
            return True
        return False
    import fcntl

    with mark.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
