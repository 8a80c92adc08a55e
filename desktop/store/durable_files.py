"""Files that survive a power cut: written whole beside the old one, flushed to the disk, then renamed over it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile

from complaints.errors import OfficeError, Refused
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


class NameTooLong(Refused):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Nama berkas atau jalur foldernya terlalu panjang untuk disk ini. Yang sudah tersimpan tidak "
                "diubah. Pendekkan namanya, atau pilih folder yang lebih dekat ke awal disk, lalu ulangi."
            )
        )


class FolderMissing(Refused):
    """No file of this name can be there: its folder is missing, or it is a folder itself."""

    def __init__(self, name: str) -> None:
        super().__init__(
            phrase("Folder untuk “{name}” tidak ada. Tidak ada yang ditulis; periksa letaknya.", name=name)
        )


# Windows takes 259 letters for a whole path unless told otherwise, and says of a longer one that it doesn't exist.
LONGEST_WINDOWS_PATH, LONGEST_NAME_BYTES = 259, 255
IS_WINDOWS = os.name == "nt"


def _is_too_long(error: OSError) -> bool:
    path = error.filename if isinstance(error.filename, str) else ""
    name = max((len(part.encode("utf-8", "surrogateescape")) for part in Path(path).parts), default=0)
    return name > LONGEST_NAME_BYTES or (IS_WINDOWS and len(str(Path(path).absolute())) > LONGEST_WINDOWS_PATH)


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
            case errno.ENAMETOOLONG:
                raise NameTooLong from error
            case errno.ENOENT | errno.EINVAL | errno.ENOTDIR if _is_too_long(error):
                raise NameTooLong from error
            case _:
                raise


def write_durably(path: Path, content: bytes) -> None:
    """Replaces the file whole: after a power cut it holds either the old or the new content, never a part.

    Raises FolderMissing, OfficeError of the disk.
    """
    partial = path.with_name(path.name + ".part")
    with disk_errors(), folder_for(path):
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


@contextmanager
def folder_for(file: Path) -> Iterator[None]:
    """Raises FolderMissing for a name that somebody gave, and where no file can be."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        if _is_too_long(error):
            raise
        raise FolderMissing(file.name) from None


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
