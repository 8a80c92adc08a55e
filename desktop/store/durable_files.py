"""Files that survive a power cut: written whole beside the old one, flushed to the disk, then renamed over it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from complaints.errors import OfficeError, Refused
from complaints.phrases import phrase
from sync.disk.faults import DiskFault, disk_fault
from sync.disk.renaming import discard, flush_folder, replace
from sync.working_folder import probe


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
                "Folder atau berkas itu tidak dapat ditulisi. Isinya aman dan tidak berubah. Periksa izinnya, atau kunci "
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


class FileInUse(OfficeError):
    def __init__(self, name: str) -> None:
        super().__init__(
            phrase(
                "“{name}” sedang dibuka program lain, misalnya Excel, Acrobat, atau antivirus. Isinya tidak berubah. Tutup "
                "berkas itu di sana, lalu ulangi, atau simpan dengan nama lain.",
                name=name,
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


class DeviceAway(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Disk, flashdisk, atau folder bersama itu tidak terhubung. Yang sudah tersimpan tidak diubah. Pasang "
                "lagi flashdisknya, atau periksa jaringan ke komputer itu, lalu ulangi."
            )
        )


class FileTooLarge(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Berkas terlalu besar untuk disk atau flashdisk ini. Yang sudah tersimpan tidak diubah. Pakai disk "
                "lain, atau flashdisk berformat exFAT atau NTFS."
            )
        )


class BadFileName(OfficeError):
    def __init__(self, name: str) -> None:
        super().__init__(
            phrase(
                "Nama “{name}” tidak dapat dipakai di komputer ini: ada tanda yang dilarang di dalamnya. "
                "Tidak ada yang diubah. Pilih nama lain.",
                name=name,
            )
        )


class BlockedByScanner(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Antivirus di komputer ini menahan berkas itu. Yang sudah tersimpan tidak diubah. Minta pengelola "
                "komputer mengizinkan Buku Aduan di antivirus, lalu ulangi."
            )
        )


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turns the disk's errors that an officer can act on into sentences; other errors pass, also that a file is missing."""
    try:
        yield
    except OSError as error:
        sentence = NameTooLong() if _is_too_long(error) and _may_be_its_name(error) else _sentence(error)
        if sentence is None:
            raise
        raise sentence from error


def _may_be_its_name(error: OSError) -> bool:
    return disk_fault(error) in (DiskFault.MISSING, DiskFault.BAD_NAME, None)


def _sentence(error: OSError) -> OfficeError | None:
    name = (
        Path(os.fsdecode(error.filename)).name.removesuffix(".part") if isinstance(error.filename, str | bytes) else "?"
    )
    match disk_fault(error):
        case DiskFault.FULL:
            return DiskFull()
        case DiskFault.TOO_LARGE:
            return FileTooLarge()
        case DiskFault.LOCKED:
            return FolderReadOnly()
        case DiskFault.IN_USE:
            return FileInUse(name)
        case DiskFault.AWAY:
            return DeviceAway()
        case DiskFault.FAILED:
            return DiskFailed()
        case DiskFault.BAD_NAME:
            return BadFileName(name)
        case DiskFault.TOO_LONG:
            return NameTooLong()
        case DiskFault.BLOCKED:
            return BlockedByScanner()
        case DiskFault.MISSING | None:
            return None


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
            replace(partial, path)
        except OSError:
            discard(partial)
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
    with disk_errors():
        probe(folder)
