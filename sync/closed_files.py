"""What a program keeps is its own user's alone: files that an older version, or a careless umask, left open to others are closed."""

import os
from contextlib import suppress
from pathlib import Path

FOLDER_MODE, FILE_MODE = 0o700, 0o600
OTHERS = 0o077


def close(folder: Path, *patterns: str) -> None:
    """Closes a data folder, once anything of these lies in it, and these.

    Not what another user laid there for the folder's owner to read, as root does on a server: it would be closed to the owner, too. Nor does
    `close_path` touch it within a folder.
    """
    if os.name == "nt":
        return  # a user's own folder is closed there anyway
    own_paths = [path for pattern in patterns for path in folder.glob(pattern)]
    if not own_paths:
        return
    owner = folder.stat().st_uid
    for path in (*own_paths, folder):
        with suppress(FileNotFoundError):
            if path.stat().st_uid == owner:
                close_path(path)


def close_path(path: Path) -> None:
    """A file, or a folder and all in it. What is somebody else's, who has let us in, stays as it is."""
    if os.name == "nt":
        return
    with suppress(FileNotFoundError, PermissionError):  # SQLite takes its journal away when it likes
        if path.is_symlink() or not path.stat().st_mode & OTHERS:
            return  # a folder that is closed is taken for done: there may be a hundred thousand files in it
        if not path.is_dir():
            path.chmod(FILE_MODE)
            return
        owner = path.stat().st_uid
        for inner in path.rglob("*"):
            with suppress(FileNotFoundError):
                if not inner.is_symlink() and inner.stat().st_uid == owner and inner.stat().st_mode & OTHERS:
                    inner.chmod(FOLDER_MODE if inner.is_dir() else FILE_MODE)
        path.chmod(FOLDER_MODE)  # last: a walk that was cut short is begun anew
