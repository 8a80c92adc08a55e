"""One writer at a time to a file, among all processes of this machine."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import BinaryIO

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    # Windows refuses others the locked bytes themselves: so it is one byte far behind the end of any file.
    _FAR, _EXCLUSIVE = 0x7FFF_FFFF, 2

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.LockFileEx.argtypes = (
        wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, wintypes.DWORD, wintypes.DWORD, ctypes.POINTER(_Overlapped),
    )  # fmt: skip
    _kernel.UnlockFileEx.argtypes = (
        wintypes.HANDLE, wintypes.DWORD, wintypes.DWORD, wintypes.DWORD, ctypes.POINTER(_Overlapped),
    )  # fmt: skip

    @contextmanager
    def exclusive(file: BinaryIO) -> Generator[None]:
        """Waits for its turn. Raises OSError of the disk."""
        handle, place = msvcrt.get_osfhandle(file.fileno()), _Overlapped(offset_high=_FAR)
        if not _kernel.LockFileEx(handle, _EXCLUSIVE, 0, 1, 0, ctypes.byref(place)):
            raise ctypes.WinError(ctypes.get_last_error())
        try:
            yield
        finally:
            _kernel.UnlockFileEx(handle, 0, 1, 0, ctypes.byref(place))

else:
    import fcntl

    @contextmanager
    def exclusive(file: BinaryIO) -> Generator[None]:
        """Waits for its turn. Raises OSError of the disk."""
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
