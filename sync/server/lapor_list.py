"""A list that came out of SP4N-LAPOR!, from XLSX or CSV: its headings and rows, bounded."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from complaints.errors import InvalidField, OfficeError
from complaints.lapor import Cell, LaporField, mapping
from complaints.phrases import Phrase, phrase
from sync.server.sheet_rows import LONGEST_CELL, Fault, read_apart

LARGEST_BYTES = 32 * 1024 * 1024
LARGEST_UNPACKED = 128 * 1024 * 1024  # bytes of what an XLSX holds
MOST_ROWS, MOST_COLUMNS = 50_000, 200
HEADING_ROWS = 15  # before which the headings must stand


class UnreadableList(OfficeError):
    def __init__(self, path: Path, fault: Phrase) -> None:
        super().__init__(
            phrase("Daftar {file} tidak dapat dibaca: {fault}. Tidak ada yang diubah.", file=path.name, fault=fault)
        )


class LaporList(NamedTuple):
    headings: list[str]
    rows: list[tuple[int, Sequence[Cell]]]


def read(path: Path, is_heading: Callable[[Sequence[str]], bool]) -> LaporList:
    """The first sheet, or the text. Its headings are the first row in which `is_heading` finds an id's column; else the first that has
    several cells. Raises UnreadableList.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise UnreadableList(path, phrase("lebih besar dari {limit} MB", limit=LARGEST_BYTES // 1024 // 1024))
        with path.open("rb") as file:
            start = file.read(8)
        rows = _sheet(path) if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else _text(path)
        numbered = list(islice(((n, row[:MOST_COLUMNS]) for n, row in enumerate(rows, 1)), MOST_ROWS + 1))
    except OSError as error:
        raise UnreadableList(path, phrase("{fault}", fault=error.strerror or type(error).__name__)) from error
    if len(numbered) > MOST_ROWS:
        raise UnreadableList(path, phrase("lebih dari {limit} baris; bagilah daftarnya", limit=MOST_ROWS))
    candidates = [(n, [_heading(cell) for cell in row]) for n, row in numbered[:HEADING_ROWS]]
    headed = next((pair for pair in candidates if is_heading(pair[1])), None) or next(
        (pair for pair in candidates if sum(map(bool, pair[1])) > 1), None
    )
    if headed is None:
        raise UnreadableList(path, phrase("tidak ada baris judul kolom"))
    number, headings = headed
    return LaporList(headings, [(n, row) for n, row in numbered if n > number])


def load(path: Path, typed: Mapping[str, str]) -> tuple[LaporList, dict[int, LaporField]]:
    """The list, and which of its columns is which field: as typed, else by its heading. Raises OfficeError."""

    def is_heading(headings: Sequence[str]) -> bool:
        try:
            return bool(mapping(headings, typed))
        except InvalidField:
            return False

    found = read(path, is_heading)
    return found, mapping(found.headings, typed)


def _heading(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())[:200]


def _text(path: Path) -> Iterator[Sequence[Cell]]:
    content = path.read_bytes()
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableList(path, phrase("bukan XLSX dan bukan CSV"))
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableList(path, phrase("hurufnya tidak terbaca; simpan sebagai CSV UTF-8"))
    head = text[:20_000].splitlines()[:HEADING_ROWS]
    delimiter = max(",;\t", key=lambda sign: sum(line.count(sign) for line in head))
    csv.field_size_limit(LARGEST_BYTES)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            yield [cell[:LONGEST_CELL] for cell in row]
    except csv.Error as error:
        raise UnreadableList(path, phrase("CSV-nya rusak")) from error


_FAULTS: dict[Fault, Phrase] = {
    "empty": phrase("tidak ada lembarnya"),
    "long": phrase("lebih dari {limit} baris; bagilah daftarnya", limit=MOST_ROWS),
    "large": phrase("isinya terlalu besar"),
    "broken": phrase("buku kerjanya rusak, atau dikunci kata sandi"),
    "slow": phrase("membacanya terlalu lama; simpanlah sebagai CSV"),
}


def _sheet(path: Path) -> Iterator[Sequence[Cell]]:
    _refuse_bomb(path)
    fault, rows = read_apart(path, MOST_ROWS, MOST_COLUMNS)
    if fault:
        raise UnreadableList(path, _FAULTS[fault])
    yield from rows


def _refuse_bomb(path: Path) -> None:
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableList(path, phrase("buku kerjanya rusak")) from error
    if unpacked > LARGEST_UNPACKED:
        raise UnreadableList(path, phrase("isinya terlalu besar"))
