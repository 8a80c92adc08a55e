"""Reads the first sheet of a workbook in a process of its own, bounded in time and memory.

What a broken or hostile file does to the library that reads it, an abort or memory without end, it doesn't do to the server.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import msgspec

LONGEST_SECONDS = 60.0
LARGEST_MEMORY = 1024**3
LARGEST_TEXT = 64 * 1024 * 1024  # letters of all cells together
LONGEST_CELL = 30_000
WIDEST = 16_384  # columns of any spreadsheet
_WHOLE = b"aduan sheet 1\n"
_DATETIME, _DATE = 1, 2  # MessagePack has no days: they are marked, so that no text is taken for one

Cell = str | int | float | bool | date | datetime | None
Fault = Literal["", "empty", "long", "large", "broken", "slow"]


class SheetRows(msgspec.Struct):
    """`fault`: why there are no rows, '' where nothing is wrong: no sheet, too many rows, too much text, unreadable, or too slow."""

    rows: list[tuple[msgspec.Raw, ...]] = []
    fault: Fault = ""


def read_apart(path: Path, most_rows: int, most_columns: int) -> tuple[Fault, list[Sequence[Cell]]]:
    """The rows of the first sheet, cut at so many columns; or what is at fault with it."""
    command = [sys.executable, "-m", __name__, str(path), str(most_rows), str(most_columns)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)}
    try:
        child = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            timeout=LONGEST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "slow", []
    if child.returncode != 0 or not child.stdout.startswith(_WHOLE):
        return "broken", []
    try:
        answer = msgspec.msgpack.decode(child.stdout[len(_WHOLE) :], type=SheetRows)
        return answer.fault, [[_decoded(cell) for cell in row] for row in answer.rows]
    except (msgspec.DecodeError, ValueError):
        return "broken", []


def _decoded(cell: msgspec.Raw) -> Cell:
    return msgspec.msgpack.decode(cell, ext_hook=_unmarked)


def _unmarked(code: int, content: memoryview) -> date:
    text = bytes(content).decode()
    return datetime.fromisoformat(text) if code == _DATETIME else date.fromisoformat(text)


# In the child ----------------------------------------------------------------------------------------------------------


def answer_parent(path: str, most_rows: int, most_columns: int) -> None:
    _bound_memory()
    fault, rows = _read(path, most_rows, most_columns)
    sys.stdout.buffer.write(_WHOLE + msgspec.msgpack.encode({"rows": rows, "fault": fault}))
    sys.stdout.buffer.flush()


def _bound_memory() -> None:
    """Windows has no such bound; there the time bounds it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: str, most_rows: int, most_columns: int) -> tuple[Fault, list[list[object]]]:
    from python_calamine import CalamineError, CalamineWorkbook  # 3 MB that only a list needs

    letters, rows = 0, list[list[object]]()
    try:
        workbook = CalamineWorkbook.from_path(path)  # pyright: ignore[reportUnknownMemberType]
        if not workbook.sheet_names:
            return "empty", []
        sheet = workbook.get_sheet_by_name(workbook.sheet_names[0])
        if sheet.total_height > most_rows or sheet.total_width > WIDEST:
            return "long", []
        for row in sheet.to_python(skip_empty_area=False, nrows=most_rows + 1):
            rows.append([_marked(value) for value in row[:most_columns]])
            letters += sum(len(cell) for cell in rows[-1] if isinstance(cell, str))
            if letters > LARGEST_TEXT:
                return "large", []
    except (CalamineError, OSError, ValueError, MemoryError):
        return "broken", []
    return "", rows


def _marked(value: object) -> object:
    match value:
        case str():
            return value[:LONGEST_CELL].encode("utf-8", "replace").decode()
        case datetime():
            return msgspec.msgpack.Ext(_DATETIME, value.replace(tzinfo=None).isoformat().encode())
        case date():
            return msgspec.msgpack.Ext(_DATE, value.isoformat().encode())
        case bool() | float() | None:
            return value
        case int():
            return value if abs(value) < 2**63 else float(value)
        case _:
            return str(value)


if __name__ == "__main__":
    answer_parent(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
