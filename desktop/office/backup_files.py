"""The daily backups that can be seen now: where they lie, and what each says of itself."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from complaints.errors import OfficeError
from desktop.office.upkeep import Upkeep
from desktop.store import backup


@dataclass(frozen=True, slots=True)
class BackupFile:
    """By its name and its list of contents; `size` is in bytes, `readable` is False when the file is damaged."""

    file: Path
    created: datetime | None
    size: int
    attachments: int
    readable: bool


@dataclass(frozen=True, slots=True)
class Backups:
    """`fallback`: the chosen folder isn't there, so they lie beside the data; a copy was last written into it `chosen_on`."""

    last: datetime | None
    place: Path
    fallback: bool
    files: tuple[BackupFile, ...]
    last_file: str = ""
    chosen_on: datetime | None = None


def load(upkeep: Upkeep) -> Backups:
    place, fallback = upkeep.place()
    state = upkeep.backup_state()
    return Backups(
        state.last, place, fallback, tuple(_read(file) for file in upkeep.backups()), state.file, state.chosen_on
    )  # fmt: skip


def _read(file: Path) -> BackupFile:
    try:
        size = file.stat().st_size
        manifest = backup.read_manifest(file)
    except (OfficeError, OSError):
        return BackupFile(file, None, 0, 0, readable=False)
    inside = sum(name.startswith(backup.ATTACHMENTS) for name in manifest.parts)
    return BackupFile(file, manifest.created.astimezone(), size, inside + len(manifest.beside), readable=True)
