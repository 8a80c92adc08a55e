"""Files that survive a power cut: written whole beside the old one, flushed to the disk, then renamed over it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from complaints.errors import OfficeError
from complaints.phrases import phrase


class DiskFull(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Ruang penyimpanan penuh. Yang sudah tersimpan tetap aman; perubahan terakhir belum disimpan. "
                "Kosongkan ruang di disk lalu ulangi."
            )
        )


class FolderReadOnly(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Folder data tidak dapat ditulisi. Isinya aman dan tidak berubah. Periksa izin folder atau kunci "
                "tulis pada disk, lalu ulangi."
            )
        )


class DiskFailed(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Disk gagal dibaca atau ditulis. Yang sudah tersimpan tidak diubah. Periksa sambungan disk, lalu "
                "ulangi; bila terus terjadi, pulihkan dari cadangan ke disk lain."
            )
        )


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turns the disk's errors that an officer can act on into sentences; other errors pass."""
    try:
        yield
    except OSError as error:
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT:
                raise DiskFull from error
            case errno.EACCES | errno.EPERM | errno.EROFS:
                raise FolderReadOnly from error
            case errno.EIO:
                raise DiskFailed from error
            case _:
                raise


def write_durably(path: Path, content: bytes) -> None:
    """Replaces the file whole: after a power cut it holds either the old or the new content, never a part."""
    partial = path.with_name(path.name + ".part")
    with disk_errors():
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError:
            partial.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


def probe_folder(folder: Path) -> None:
    """Raises FolderReadOnly or DiskFull when no small file can be written here."""
    with disk_errors(), TemporaryFile(dir=folder) as file:
        file.write(b"\0" * 65_536)
        file.flush()


def flush_folder(folder: Path) -> None:
    """Makes a rename in this folder durable. Windows does so by itself and can't open a folder for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
