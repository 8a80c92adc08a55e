"""Reads a spreadsheet in a process of its own: what a broken or hostile file does to the reader, it does not do to the program.

The child is the program itself with a hidden first argument. It answers on its standard output: tables, or the sentence of a refusal.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec

from complaints.errors import Refused
from complaints.phrases import from_text, phrase, to_text
from desktop.importing.table import Cell, Line, Table, too_many_cells

ARGUMENT = "--read-spreadsheet"
LONGEST_SECONDS = 120
LARGEST_MEMORY = 3 * 1024**3
_WHOLE = b"buku-aduan tables 1\n"
# How a cell is marked that MessagePack has no type for.
_DATETIME, _DATE, _TIME, _TIMEDELTA = 1, 2, 3, 4
_CHECK_SECONDS = 0.2

KeepGoing = Callable[[], bool]


def read_apart(path: Path, keep_going: KeepGoing = lambda: True) -> list[Table]:
    """Raises Refused for what is no spreadsheet, is locked, is too large, takes too long, or ends its reader."""
    child = subprocess.Popen(
        _command(path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=own_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip
    try:
        answer, faults = _answer(child, keep_going)
    finally:
        if child.poll() is None:
            child.kill()
            child.communicate()
    if answer is None:
        raise _too_long(path)
    if child.returncode != 0 or not answer.startswith(_WHOLE):
        raise too_many_cells() if b"memory" in faults.lower() else _ended(path)
    return _decoded(answer[len(_WHOLE) :], path)


def _answer(child: "subprocess.Popen[bytes]", keep_going: KeepGoing) -> tuple[bytes | None, bytes]:
    """What the child wrote, and its faults; None when it took too long."""
    for _ in range(round(LONGEST_SECONDS / _CHECK_SECONDS)):
        try:
            return child.communicate(timeout=_CHECK_SECONDS)
        except subprocess.TimeoutExpired:
            if not keep_going():
                raise Refused(phrase("Dihentikan. Tidak ada yang dicatat.")) from None
    return None, b""


def _command(path: Path) -> list[str]:
    return own_command(ARGUMENT, str(path))


def own_command(*arguments: str) -> list[str]:
    """Another process of this program, with these arguments."""
    if getattr(sys, "frozen", False):
        # On Windows the program with a window has no streams; its brother on the console has.
        console = Path(sys.executable).with_name("buku-aduan-cli.exe")
        return [str(console if console.exists() else sys.executable), *arguments]
    return [sys.executable, "-m", "desktop", *arguments]


def own_environment() -> dict[str, str]:
    if getattr(sys, "frozen", False):
        return dict(os.environ)
    return os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}


def _too_long(path: Path) -> Refused:
    return Refused(
        phrase(
            "Membaca “{name}” terlalu lama dan dihentikan. Tidak ada yang dicatat; simpan ulang dari Excel atau sebagai CSV, "
            "lalu coba lagi.",
            name=path.name,
        )
    )


def _ended(path: Path) -> Refused:
    return Refused(
        phrase(
            "“{name}” rusak sehingga pembacanya terhenti. Tidak ada yang dicatat; simpan ulang dari Excel atau sebagai CSV, "
            "lalu coba lagi.",
            name=path.name,
        )
    )


# In the child ----------------------------------------------------------------------------------------------------------


def answer_parent(path: Path) -> int:
    """Reads the file and writes what it holds; the exit code says whether it could."""
    from desktop.importing.spreadsheet import read_spreadsheet

    _bound_memory()
    try:
        answer = _encoded(read_spreadsheet(path))
    except Refused as refusal:
        answer = msgspec.msgpack.encode({"refused": to_text(refusal.phrase)})
    except MemoryError:
        answer = msgspec.msgpack.encode({"refused": to_text(too_many_cells().phrase)})
    except (OSError, ValueError):
        unread = phrase(
            "Berkas “{name}” tidak dapat dibaca. Tidak ada yang dicatat; periksa berkasnya.", name=path.name
        )
        answer = msgspec.msgpack.encode({"refused": to_text(unread)})
    sys.stdout.buffer.write(_WHOLE + answer)
    sys.stdout.buffer.flush()
    return 0


def _bound_memory() -> None:
    """Windows has no such bound; there the time bounds it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
        # A crash leaves no file with people's names behind.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _encoded(tables: Sequence[Table]) -> bytes:
    return msgspec.msgpack.encode(
        {
            "tables": [
                {
                    "name": table.name, "merges": table.merges, "hidden": table.hidden, "order": table.order,
                    "counts_from_1904": table.counts_from_1904,
                    "faults": [(number, to_text(reason)) for number, reason in table.faults.items()],
                    "lines": [(line.number, [_packed(cell) for cell in line.cells]) for line in table.lines],
                }
                for table in tables
            ]
        }
    )  # fmt: skip


def _packed(cell: Cell) -> object:
    """MessagePack knows no days: they are marked, so that no text is taken for one."""
    match cell:
        case str():
            return cell if cell.isascii() else cell.encode("utf-8", "replace").decode()
        case bool() | float():
            return cell
        case int():
            return cell if abs(cell) < 2**63 else float(cell)
        case datetime():
            return msgspec.msgpack.Ext(_DATETIME, cell.replace(tzinfo=None).isoformat().encode())
        case date():
            return msgspec.msgpack.Ext(_DATE, cell.isoformat().encode())
        case time():
            return msgspec.msgpack.Ext(_TIME, cell.replace(tzinfo=None).isoformat().encode())
        case timedelta():
            return msgspec.msgpack.Ext(_TIMEDELTA, str(cell.total_seconds()).encode())


# In the program --------------------------------------------------------------------------------------------------------


class _Table(msgspec.Struct):
    name: str
    merges: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    hidden: bool
    order: Any
    faults: list[tuple[int, str]]
    lines: list[tuple[int, tuple[Any, ...]]]
    counts_from_1904: bool = False


class _Answer(msgspec.Struct):
    tables: list[_Table] = []
    refused: str = ""


def _decoded(answer: bytes, path: Path) -> list[Table]:
    try:
        decoded = msgspec.msgpack.decode(answer, type=_Answer, ext_hook=_unpacked)
    except (msgspec.DecodeError, ValueError):
        raise _ended(path) from None
    if decoded.refused:
        raise Refused(from_text(decoded.refused))
    return [
        Table(
            table.name, [Line(number, cells) for number, cells in table.lines], table.merges, table.hidden,
            {number: from_text(reason) for number, reason in table.faults},
            "day_first" if table.order == "day_first" else "month_first" if table.order == "month_first" else None,
            table.counts_from_1904,
        )
        for table in decoded.tables
    ]  # fmt: skip


def _unpacked(code: int, content: memoryview) -> Cell:
    text = bytes(content).decode()
    match code:
        case 1:
            return datetime.fromisoformat(text)
        case 2:
            return date.fromisoformat(text)
        case 3:
            return time.fromisoformat(text)
        case 4:
            return timedelta(seconds=float(text))
        case _:
            raise ValueError(text)
