"""What an error of the disk means to the person before it, by Windows' number where there is one, else by the C library's.

Windows has many numbers that Python folds into a few of C's: a stick that was pulled (1167) arrives as EINVAL, a drive that is not
ready (21) as EACCES.
"""

import errno
import os
from enum import Enum, auto

IS_WINDOWS = os.name == "nt"


class DiskFault(Enum):
    FULL = auto()  # or a quota is used up
    TOO_LARGE = auto()  # for the disk's format
    LOCKED = auto()  # may not be written
    IN_USE = auto()  # another program has it open
    AWAY = auto()  # stick pulled, drive not ready, share or network gone
    FAILED = auto()  # the disk itself
    MISSING = auto()  # no such file or folder
    BAD_NAME = auto()  # with signs that this system doesn't take
    TOO_LONG = auto()  # the name, or the way to it
    BLOCKED = auto()  # by a virus scanner


class HeldElsewhere(PermissionError):
    """Another program has this file open; it stayed so while we waited."""


# https://learn.microsoft.com/windows/win32/debug/system-error-codes
WINDOWS: dict[int, DiskFault] = {
    **dict.fromkeys((39, 112, 1295, 1296, 1816), DiskFault.FULL),
    **dict.fromkeys((223,), DiskFault.TOO_LARGE),
    **dict.fromkeys((5, 19, 65, 1314, 6009), DiskFault.LOCKED),
    **dict.fromkeys((32, 33, 1224), DiskFault.IN_USE),
    # Drives: 15, 20, 21, 433, 1006, 1110, 1112, 1167. Shares and what leads there: all others.
    **dict.fromkeys((15, 20, 21, 433, 1006, 1110, 1112, 1167), DiskFault.AWAY),
    **dict.fromkeys(
        (51, 53, 54, 55, 58, 59, 64, 67, 121, 240, 1203, 1222, 1231, 1232, 1236, 1326, 2250), DiskFault.AWAY
    ),
    **dict.fromkeys((23, 25, 26, 27, 29, 30, 31, 483, 1005, 1117, 1392, 1393, 1785), DiskFault.FAILED),
    **dict.fromkeys((2, 3, 267), DiskFault.MISSING),
    **dict.fromkeys((123, 161), DiskFault.BAD_NAME),
    **dict.fromkeys((111, 206), DiskFault.TOO_LONG),
    **dict.fromkeys((225, 226), DiskFault.BLOCKED),
}

POSIX: dict[int, DiskFault] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), DiskFault.FULL),
    errno.EFBIG: DiskFault.TOO_LARGE,
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), DiskFault.LOCKED),
    **dict.fromkeys((errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)), DiskFault.IN_USE),
    **dict.fromkeys((errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.EHOSTDOWN, errno.ENOTCONN), DiskFault.AWAY),
    **dict.fromkeys((getattr(errno, "ENOMEDIUM", errno.ENODEV),), DiskFault.AWAY),
    errno.EIO: DiskFault.FAILED,
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.EISDIR), DiskFault.MISSING),
    errno.ENAMETOOLONG: DiskFault.TOO_LONG,
}


def disk_fault(error: OSError) -> DiskFault | None:
    """None for an error that is none of the disk's, such as a socket's or a bug."""
    if isinstance(error, HeldElsewhere):
        return DiskFault.IN_USE
    number: object = getattr(error, "winerror", None)
    if isinstance(number, int) and number:
        return WINDOWS.get(number)
    if IS_WINDOWS and error.errno == errno.EINVAL and error.filename is None:
        # Windows' C library, through which open files are read and written, keeps no number, and says this of all that it doesn't
        # know: a stick that was pulled, a share that is gone.
        return DiskFault.FAILED
    return POSIX.get(error.errno) if error.errno else None
