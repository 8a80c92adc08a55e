"""The data folder of a demonstration, which goes away with the program."""

from pathlib import Path
from typing import BinaryIO

from sync import working_folder
from sync.disk.renaming import discard
from sync.working_folder import DEMONSTRATION

_marks: list[BinaryIO] = []


def demonstration_folder() -> Path:
    """A new folder that goes away with the program."""
    folder = working_folder.new_folder(DEMONSTRATION)
    _marks.append(working_folder.take(folder))
    return folder


def throw_away(folder: Path) -> None:
    while _marks:
        _marks.pop().close()
    discard(folder)
