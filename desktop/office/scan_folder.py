"""The folder into which a scanner or a phone puts its files: what is new there is offered for attaching."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, structs

from complaints import attachment
from complaints.draft import clean
from complaints.errors import InvalidField
from complaints.phrases import phrase
from desktop.store import kept_values
from desktop.store.database import reading, writing
from sync.disk.entries import entries

if TYPE_CHECKING:
    from desktop.office.office import Office

STORED_AS = "scan_folder"
MOST_OFFERED, MOST_LOOKED_AT = 6, 5_000
QUIET_MS = 1_500  # so long nothing wrote to it: a scanner is done with the file
LOOKED_BACK_MS = 12 * 3_600_000
ENDINGS = frozenset((".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic", ".webp"))


class ScanFolder(Struct, frozen=True, omit_defaults=True):
    """`folder` is '' while none was chosen."""

    folder: str = ""


class NewFile(NamedTuple):
    """`written_ms` is when it was last written, in ms since 1970 by the clock of the disk's machine; `size` is in bytes."""

    path: Path
    written_ms: int
    size: int


def load(office: "Office") -> ScanFolder:
    with reading(office.engine) as connection:
        return kept_values.load(connection, STORED_AS, ScanFolder) or ScanFolder()


def save(office: "Office", folder: str) -> ScanFolder:
    """'' for none any more. It need not be there now: a stick or a share comes and goes. Raises InvalidField("folder")."""
    typed = clean(folder).strip()
    if typed and not Path(typed).is_absolute():
        raise InvalidField(
            "folder", phrase("Tulis alamat folder selengkapnya, atau pilih foldernya. Yang lama tetap berlaku.")
        )
    chosen = structs.replace(load(office), folder=typed)
    with writing(office.engine) as connection:
        kept_values.save(connection, STORED_AS, chosen)
    return chosen


def new_files(folder: str, now_ms: int, passed_over: Iterable[Path] = ()) -> list[NewFile] | None:
    """The newest first, of the last hours, without those that were passed over; None while the folder can't be read.

    What is still being written waits for the next look. May take long where a share doesn't answer: not for the GUI thread.
    """
    known = frozenset(passed_over)
    try:
        files = [file for file in _files(folder) if file.path not in known]
    except OSError:
        return None
    recent = (file for file in files if file.size and now_ms - LOOKED_BACK_MS < file.written_ms <= now_ms - QUIET_MS)
    return sorted(recent, key=lambda file: (-file.written_ms, file.path.name))[:MOST_OFFERED]


def _files(folder: str) -> Iterator[NewFile]:
    for entry in islice(entries(folder), MOST_LOOKED_AT):
        if Path(entry.name).suffix.lower() not in ENDINGS or entry.name.startswith((".", "~")):
            continue
        try:
            state = entry.stat()
            if entry.is_file() and state.st_size <= attachment.LARGEST_BYTES:
                yield NewFile(Path(entry.path), state.st_mtime_ns // 1_000_000, state.st_size)
        except OSError:
            continue  # gone since, or not ours to see
