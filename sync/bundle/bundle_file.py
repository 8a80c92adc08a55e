"""Where a bundle lies: written beside its place, flushed, read back from the stick, and only then given its name."""

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from sync.bundle import envelope, invitation
from sync.bundle.envelope import MAGIC, Sealer
from sync.bundle.invitation import Invitation
from sync.bundle.refusals import WouldOverwrite, stick_errors
from sync.disk.reading_back import open_from_disk
from sync.disk.renaming import discard, flush_folder, replace

T = TypeVar("T")


def place(path: Path, write: Callable[[BinaryIO], tuple[Sealer, T]]) -> T:
    """Has `write` make the bundle; under its name it stands only when it was read back whole.

    Raises StickFailed, WouldOverwrite, and what `write` raises; then nothing is there that wasn't before.
    """
    _, result = _placed(path, write, lambda file, written: _read_back(file, written[0]))
    return result


def place_invitation(path: Path, made: Invitation, signing_key: bytes) -> None:
    """Writes an invitation in the same way. Raises StickFailed or WouldOverwrite."""
    _placed(path, lambda file: invitation.put(file, made, signing_key), lambda file, _: invitation.read(file))


def _placed(path: Path, write: Callable[[BinaryIO], T], read_back: Callable[[BinaryIO, T], object]) -> T:
    part = path.with_name(path.name + ".part")
    with stick_errors():
        _check_free(path)
        try:
            with part.open("w+b") as file:
                written = write(file)
                file.flush()
                os.fsync(file.fileno())
            with open_from_disk(part) as file:
                read_back(file, written)
            replace(part, path)
            flush_folder(path.parent)
        finally:
            discard(part)
    return written


@contextmanager
def opened(path: Path) -> Generator[BinaryIO]:
    """The file to read. Raises StickFailed, also while it is being read."""
    with stick_errors():
        if not path.is_file():  # opening a pipe or a device could wait for ever
            raise FileNotFoundError(2, "no file")
        with path.open("rb") as file:
            yield file


def _check_free(path: Path) -> None:
    """An older bundle may be replaced; something else, taken by mistake, may not."""
    if path.is_dir():
        raise IsADirectoryError(21, "a folder")
    if path.exists():
        with path.open("rb") as file:
            if file.read(len(MAGIC)) not in (MAGIC, invitation.MAGIC):
                raise WouldOverwrite(path.name)


def _read_back(file: BinaryIO, sealer: Sealer) -> None:
    sealed_bundle = envelope.look(file)
    envelope.check(sealed_bundle, sealer.public_key)
    stream = envelope.Stream(sealed_bundle, sealer.key)
    while stream.read(envelope.CHUNK):
        pass
