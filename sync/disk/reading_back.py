"""Reading what was just written from the disk or the stick itself, not from what the system remembers of it."""

import errno
import io
import os
import sys
from mmap import mmap
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 1 << 20  # bytes; a multiple of every disk's sector
_NO_BUFFERING, _SHARED_WITH_ALL = 0x2000_0000, 0x7
_CANT_DO_WITHOUT = frozenset({1, 50, 87})
"""What a share or a stick's driver on Windows says that always goes through the system's memory."""


def open_from_disk(path: Path) -> BinaryIO:
    """The file to read, past the system's memory where the system can. What was written must be flushed before. Raises OSError."""
    if sys.platform == "win32":
        unbuffered = _open_unbuffered(path)
        if unbuffered is not None:
            return cast(BinaryIO, io.BufferedReader(WholeBlocks(unbuffered), BLOCK))
    file = path.open("rb")
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return file


def _open_unbuffered(path: Path) -> io.FileIO | None:
    """None where Windows can't read this file without its memory."""
    assert sys.platform == "win32"
    import _winapi
    import msvcrt

    try:
        handle = _winapi.CreateFile(
            str(path), _winapi.GENERIC_READ, _SHARED_WITH_ALL, _winapi.NULL, _winapi.OPEN_EXISTING, _NO_BUFFERING, _winapi.NULL
        )  # fmt: skip
    except OSError as error:
        if error.winerror in _CANT_DO_WITHOUT:
            return None
        error.filename = str(path)
        raise
    return open(msvcrt.open_osfhandle(handle, os.O_RDONLY), "rb", buffering=0)  # noqa: PTH123 - a handle, not a path


class WholeBlocks(io.RawIOBase):
    """Reads whole blocks from a block's beginning into memory that begins at a page: without its own memory the system wants it so."""

    def __init__(self, file: io.FileIO) -> None:
        self._file = file
        self._memory = mmap(-1, BLOCK)
        self._block, self._length, self._position = -1, 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: os.fstat(self._file.fileno()).st_size}[
            whence
        ]
        if start + offset < 0:
            raise OSError(errno.EINVAL, "before the beginning")
        self._position = start + offset
        return self._position

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        block, within = divmod(self._position, BLOCK)
        if block != self._block:
            self._file.seek(block * BLOCK)
            self._block, self._length = -1, self._file.readinto(self._memory) or 0
            self._block = block
        with memoryview(buffer).cast("B") as target:
            count = max(0, min(len(target), self._length - within))
            target[:count] = self._memory[within : within + count]
        self._position += count
        return count

    def close(self) -> None:
        if not self.closed:
            self._memory.close()
            self._file.close()
        super().close()
