"""CSV as Excel and other programs write it: any encoding and delimiter, also with an unclosed quotation mark."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from complaints.errors import Refused
from complaints.phrases import Phrase, phrase
from desktop.importing.headings import find_columns
from desktop.importing.table import MOST_CELLS, Line, Table, too_many_cells

LONGEST_CELL = 1_000_000
DELIMITERS = ",;\t|"
FIRST_LINES = 30
# How people keep Excel from making a number of a text: ="0812…", '0812….
_KEPT_AS_TEXT = re.compile(r"=\"([^\"]*)\"|'([\d\s/.,:+-]*)")


def read_csv(content: bytes) -> Table:
    """Raises Refused when it is no CSV, or too large."""
    text = decoded(content)
    delimiter = ""
    head, _, remainder = text.partition("\n")
    skipped = 0
    if head.strip().lower().startswith("sep=") and len(head.strip()) == 5:
        # Excel's own line that names the delimiter.
        delimiter, text, skipped = head.strip()[4], remainder, 1
    csv.field_size_limit(LONGEST_CELL)
    try:
        return _table(text, delimiter or _delimiter(text), skipped)
    except csv.Error as error:
        raise Refused(
            phrase(
                "Berkas CSV tidak dapat dibaca ({fault}). Tidak ada yang dicatat; simpan ulang sebagai CSV UTF-8.",
                fault=str(error),
            )
        ) from None


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the code page of Indonesian Windows, in which every byte means something."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _table(text: str, delimiter: str, skipped: int) -> Table:
    lines: list[Line] = []
    faults: dict[int, Phrase] = {}
    cells_left = MOST_CELLS
    is_kept_as_text = '="' in text or "'" in text
    for cells, stray in _records(text, delimiter):
        number = len(lines) + 1 + skipped
        if is_kept_as_text:
            cells = [_without_guard(cell) for cell in cells]
        lines.append(Line(number, tuple(cells)))
        if stray:
            faults[number] = phrase(
                'Tanda kutip (") di baris ini tidak ditutup, sehingga ujung teksnya tidak pasti. Betulkan lalu impor lagi.'
            )
        cells_left -= len(cells)
        if cells_left < 0:
            raise too_many_cells()
    # Excel separates by semicolons where the comma is the decimal sign, and there nobody writes the month first.
    return Table("", lines, faults=faults, order="day_first" if delimiter == ";" else None)


def _without_guard(cell: str) -> str:
    match = _KEPT_AS_TEXT.fullmatch(cell) if cell[:1] in ("=", "'") else None
    return match[1] or match[2] or "" if match else cell


def _records(text: str, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """The rows, each with whether a quotation mark in it was opened and never closed.

    Such a mark makes everything up to the next mark one cell. It is known by the lines inside that cell: they are rows
    themselves.
    """
    if '"' not in text:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield row, False
        return
    physical = io.StringIO(text, newline="").readlines()
    usual = Counter(line.count(delimiter) for line in physical if line.strip()).most_common(1)[0][0]
    start = 0
    while start < len(physical):
        reader = csv.reader(islice(physical, start, None), delimiter=delimiter)
        first = start
        for row in reader:
            end = first + reader.line_num
            if _is_stray(physical[start:end], delimiter, usual, at_end=end == len(physical)):
                line = physical[start].replace('"', "")
                yield next(csv.reader([line], delimiter=delimiter), []), True
                start += 1
                break
            yield row, False
            start = end
        else:
            return


def _is_stray(lines: list[str], delimiter: str, usual: int, *, at_end: bool) -> bool:
    """Whether the one row that these lines were read as swallowed others. `usual`: how many delimiters a row has."""
    if len(lines) > 1 and usual and any(line.count(delimiter) == usual and '"' not in line for line in lines[1:]):
        return True
    if not at_end:
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _delimiter(text: str) -> str:
    """The sign by which the first lines have a heading row with most fields; where none has, the one with most columns."""
    head = "".join(islice(io.StringIO(text, newline=""), FIRST_LINES))

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            return 0, 0
        columns = find_columns([Line(number, tuple(row)) for number, row in enumerate(rows, 1)], {})
        return len(columns.fields) if columns else 0, sum(len(row) - 1 for row in rows)

    return max(DELIMITERS, key=fit)
