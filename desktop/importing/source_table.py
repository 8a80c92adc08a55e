"""Reads a table out of a CSV or Excel file: its cells as they are, each row with the number that a spreadsheet shows."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase

Cell = str | int | float | bool | date | datetime | time | timedelta
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
LARGEST_BYTES = 200 * 1024 * 1024
LONGEST_CELL = 1_000_000
DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `number` counts from 1 as a spreadsheet does."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        return not any(str(cell).strip() for cell in self.cells)


def read_tables(path: Path) -> Iterator[list[Line]]:
    """The tables of the file: one of a CSV, each sheet of a workbook. Raises Refused when it can't be read."""
    try:
        if not path.is_file():
            raise Refused(
                phrase("Berkas “{name}” tidak ada. Tidak ada yang dicatat; periksa letaknya.", name=path.name)
            )
        if path.stat().st_size > LARGEST_BYTES:
            raise Refused(
                phrase("Berkas terlalu besar untuk diimpor: paling besar 200 MB. Bagi dahulu menjadi beberapa berkas.")
            )
        if path.suffix.lower() in SPREADSHEETS:
            yield from _sheets(path)
        else:
            yield _csv(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Refused(
            phrase("Berkas “{name}” tidak dapat dibaca. Tidak ada yang dicatat; periksa berkasnya.", name=path.name)
        ) from error


def _sheets(path: Path) -> Iterator[list[Line]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [Line(number, tuple(cells)) for number, cells in enumerate(rows, 1)]
    except CalamineError as error:
        raise Refused(
            phrase(
                "“{name}” bukan berkas Excel yang utuh. Tidak ada yang dicatat; simpan ulang lalu coba lagi.",
                name=path.name,
            )
        ) from error


def _csv(content: bytes) -> list[Line]:
    text = _decoded(content)
    delimiter = ""
    head, _, remainder = text.partition("\n")
    skipped = 0
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        # Excel's own line that names the delimiter.
        delimiter, text, skipped = head.strip()[4], remainder, 1
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text))
        return [Line(number, tuple(cells)) for number, cells in enumerate(rows, 1 + skipped)]
    except csv.Error as error:
        raise Refused(
            phrase(
                "Berkas CSV tidak dapat dibaca ({fault}). Tidak ada yang dicatat; simpan ulang sebagai CSV UTF-8.",
                fault=str(error),
            )
        ) from None


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the code page of Indonesian Windows, in which every byte means something."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The sign that parts the first lines into most columns; Indonesian Excel writes semicolons."""
    head = "".join(islice(io.StringIO(text, newline=""), 30))

    def columns(delimiter: str) -> int:
        try:
            return sum(len(row) - 1 for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns)


def cell_text(cell: Cell) -> str:
    """The cell as a spreadsheet of ours would show it."""
    match cell:
        case datetime():
            return f"{cell:%d-%m-%Y}" if cell.time() == time() else f"{cell:%d-%m-%Y %H:%M}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case _:
            return str(cell).strip()


def trimmed(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The cells as text without the empty ones at the end: what a row says, however wide the sheet is."""
    texts = [cell.isoformat() if isinstance(cell, date | time) else str(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
