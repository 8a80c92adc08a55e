"""What is read back comes from the disk, whole and at every place, also in whole blocks as Windows and Linux want it past their memory."""

import io
import mmap
import os
from pathlib import Path
from random import Random

import pytest

from sync.disk.reading_back import BLOCK, WholeBlocks, open_from_disk

SIZES = (0, 1, 511, 4096, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 4097)


def written(folder: Path, size: int) -> tuple[Path, bytes]:
    content = Random(size).randbytes(size)
    path = folder / "kirim é (1).aduan-usb"
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path, content


def unbuffered(path: Path) -> io.BufferedReader:
    """As on Windows: Linux, too, takes only whole sectors into aligned memory when its own memory is passed over."""
    direct = getattr(os, "O_DIRECT", 0)
    try:
        descriptor = os.open(path, os.O_RDONLY | direct | getattr(os, "O_BINARY", 0))
    except OSError:  # a disk in memory
        descriptor = os.open(path, os.O_RDONLY)
    return io.BufferedReader(WholeBlocks(io.FileIO(descriptor)), BLOCK)


@pytest.mark.parametrize("opened", [open_from_disk, unbuffered])
@pytest.mark.parametrize("size", SIZES)
def test_a_file_is_read_as_it_was_written(tmp_path: Path, size: int, opened) -> None:
    path, content = written(tmp_path, size)
    with opened(path) as file:
        assert file.read() == content
        assert file.read(1) == b""


@pytest.mark.parametrize("opened", [open_from_disk, unbuffered])
def test_every_place_can_be_gone_to(tmp_path: Path, opened) -> None:
    path, content = written(tmp_path, 2 * BLOCK + 4097)
    random = Random(7)
    with opened(path) as file:
        for _ in range(200):
            place, count = random.randrange(len(content) + 10), random.randrange(1, 70_000)
            assert file.seek(place) == place
            assert file.read(count) == content[place : place + count], (place, count)
            assert file.tell() == max(place, min(place + count, len(content)))
        assert file.seek(-3, os.SEEK_END) == len(content) - 3
        assert file.read() == content[-3:]


def test_what_is_gone_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_from_disk(tmp_path / "dicabut.aduan-usb")


def test_it_is_read_while_its_writer_still_has_it_open(tmp_path: Path) -> None:
    path, content = written(tmp_path, 5000)
    with path.open("r+b"), open_from_disk(path) as file:
        assert file.read() == content


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="Windows is asked by a flag, which no one can look at")
def test_nothing_of_the_file_is_in_the_systems_memory_when_it_is_opened(tmp_path: Path) -> None:
    path, content = written(tmp_path, 4 * BLOCK)
    assert path.read_bytes() == content
    with open_from_disk(path) as file:
        assert resident_pages(path) == 0
        assert file.read() == content


def resident_pages(path: Path) -> int:
    """How many of the file's pages the system has in its memory."""
    import ctypes

    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as pages:
        count = -(-len(pages) // mmap.PAGESIZE)
        resident = (ctypes.c_ubyte * count)()
        address = ctypes.addressof(ctypes.c_char.from_buffer(pages))
        assert ctypes.CDLL(None, use_errno=True).mincore(ctypes.c_void_p(address), len(pages), resident) == 0
        found = sum(page & 1 for page in resident)
        del address
        return found
