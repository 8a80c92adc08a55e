"""One update at a time in an installation, also on a share: the system's lock on a file, which ends with its process."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from complaints.errors import OfficeError
from complaints.phrases import phrase
from desktop.store.durable_files import disk_errors


class BeingUpdated(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Program ini sedang diperbarui, dari jendela lain atau komputer lain. Tidak ada yang diubah di sini. "
                "Tunggu beberapa menit."
            )
        )


@contextmanager
def only_one(path: Path) -> Generator[bool]:
    """Holds the lock. False where the disk knows no locks: then another one may be at work. Raises BeingUpdated."""
    with disk_errors():
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        is_ours = _take(descriptor)
        with suppress(OSError):
            os.write(descriptor, b"\0")  # dates the file by the clock of its disk
        yield is_ours
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # 0 is what Wine tells of a lock that another one holds.
        if error.errno in (0, errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise BeingUpdated from error
        return False
    return True
