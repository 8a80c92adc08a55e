"""Names that change whole. On Windows a virus scanner, the search or a backup holds a new file for a moment: then we wait and try again."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sync.disk.faults import HeldElsewhere

PATIENCE_SECONDS = 1.0
HOLDING = frozenset({5, 32, 33, 145, 1224})
"""What Windows says of a file or folder that somebody has open: access denied, sharing, locks, folder not empty, mapped."""


def replace(source: Path, target: Path, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Gives `source` the name of `target`, in place of what lies there. Raises HeldElsewhere after a second, OSError of the disk."""
    if target.is_dir():
        raise IsADirectoryError(21, "a folder", str(target))  # "access denied" on Windows
    _patiently(lambda: source.replace(target), target, sleep)


def rename(source: Path, target: Path, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Gives a file or folder a name that is free. Raises FileExistsError where it isn't, HeldElsewhere after a second."""
    if target.exists():
        raise FileExistsError(17, "taken", str(target))  # Windows would say so, others replace an empty folder
    _patiently(lambda: source.rename(target), source, sleep)


def remove(path: Path, *, sleep: Callable[[float], None] = time.sleep) -> None:
    """Removes a file that may be gone already. Raises HeldElsewhere after a second."""
    with suppress(FileNotFoundError):
        _patiently(path.unlink, path, sleep)


def discard(path: Path, *, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Removes a file or a whole folder as far as it goes, and says whether nothing is left.

    What somebody holds open for longer than a second is emptied where that is possible: nothing readable stays behind. Never raises.
    """
    try:
        _patiently(lambda: _remove_whole(path), path, sleep)
    except FileNotFoundError:
        return True
    except OSError:
        _empty(path)
        return False
    return True


def free_name(folder: Path, name: str) -> Path:
    """`name` in this folder, or `name-2`, `name-3` … while something lies there that could not be removed."""
    path, number = folder / name, 2
    while path.exists():
        path, number = folder / f"{name}-{number}", number + 1
    return path


def flush_folder(folder: Path) -> None:
    """Makes a rename in this folder durable. Windows does so by itself and can't open a folder for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _patiently(act: Callable[[], object], held: Path, sleep: Callable[[float], None]) -> None:
    pause, waited = 0.01, 0.0
    while True:
        try:
            act()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in HOLDING or _refuses_us(held):
                raise
            if waited >= PATIENCE_SECONDS:
                raise HeldElsewhere(error.errno, "held", str(held)) from error
        sleep(pause)
        waited += pause
        pause = min(2 * pause, 0.2)


def _refuses_us(path: Path) -> bool:
    """Whether waiting is in vain: the file is marked as read only."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and not mode & stat.S_IWRITE


def _remove_whole(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _empty(path: Path) -> None:
    for file in [*path.rglob("*")] if path.is_dir() else [path]:
        try:
            if file.is_file() and not file.is_symlink():
                os.truncate(file, 0)
        except OSError:
            continue
