r"""What lies in a folder, also where that is a whole drive: of an empty one (`E:\`) Windows says that there is no such file."""

import os
from collections.abc import Iterator
from pathlib import Path

NO_SUCH_FILE = 2  # of a folder that isn't there it says 3: no such way


def entries(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """In no order. Raises OSError of the disk."""
    try:
        found = os.scandir(folder)
    except FileNotFoundError as error:
        if getattr(error, "winerror", None) != NO_SUCH_FILE:
            raise
        return
    with found:
        yield from found
