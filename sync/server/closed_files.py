"""The district's files are its own user's alone: those that an older version, or a careless umask, left open to others are closed."""

from contextlib import suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
OTHERS = 0o077


def close(folder: Path, database: str, *files: Path) -> None:
    """The data folder, once a database lies in it, its files, and these beside it."""
    own_files = list(folder.glob(f"{database}*"))
    if own_files and folder.stat().st_mode & OTHERS:
        folder.chmod(FOLDER_MODE)  # made by somebody else, or by a version that let others in
    for path in (*own_files, *files):
        with suppress(FileNotFoundError):  # SQLite takes its journal away when it likes
            _close(path)


def close_tree(folder: Path) -> None:
    """A folder and all in it. One that is closed is taken for done: there may be a hundred thousand files in it."""
    if not folder.stat().st_mode & OTHERS:
        return
    with suppress(PermissionError):  # a folder of somebody else, who has let us in, stays as it is
        for path in folder.rglob("*"):
            with suppress(FileNotFoundError):
                _close(path)
        folder.chmod(FOLDER_MODE)  # last: a walk that was cut short is begun anew


def _close(path: Path) -> None:
    if path.is_symlink():
        return
    if path.stat().st_mode & OTHERS:
        path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
