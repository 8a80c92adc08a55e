"""The sheets of an Excel or OpenDocument workbook, read within limits.

The library lays a sheet out from its first cell to its last, so one space in the last cell of a sheet would take half a
terabyte.
"""

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from
from zipfile import BadZipFile, ZipFile

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.ods_tables import read_ods
from desktop.importing.table import MOST_CELLS, Cell, Line, Merge, Table, too_many_cells

LARGEST_PART = 512 * 1024 * 1024
# What a sheet may span, empty cells included; the library takes some 24 bytes for each.
WIDEST_SPAN = 4 * MOST_CELLS
SPARSE_FROM, SPARSE_TIMES = 100_000, 8
# The record that begins an XLS workbook, with its length; and the one that says it is encrypted.
_FIRST_RECORD, _FILEPASS = b"\x09\x08\x10\x00", 0x002F
# The record that says from when days are counted; it stands among the first ones, too.
_DATEMODE, MOST_RECORDS = 0x0022, 200
_LETTERS = {letter: place for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1)}
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/?)>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_REF = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW_REF = re.compile(rb'\br="([0-9]{1,7})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_MERGES = re.compile(rb"<(?:\w+:)?mergeCells\b.*?</(?:\w+:)?mergeCells>", re.DOTALL)


def read_workbook(path: Path) -> list[Table]:
    """Raises Refused for what is no workbook, is locked, or is too large."""
    from python_calamine import CalamineError, CalamineWorkbook

    content = path.read_bytes()
    if content.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in content:
        raise _locked(path)
    if content.startswith(b"\xd0\xcf\x11\xe0") and _has_password(content):
        raise _locked(path)
    try:
        if (part := _open_document(content)) is not None:
            return read_ods(part)
        prepared, spans = _prepared(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(prepared))
        # A chart's sheet has no cells.
        sheets = [sheet for sheet in book.sheets_metadata if str(sheet.typ).endswith("WorkSheet")]
        tables: list[Table] = []
        for sheet in sheets:
            cells = book.get_sheet_by_name(sheet.name)
            span = spans.get(sheet.name)
            lines = list(_lines(cells.iter_rows(), cells.start, span.rows if span else None))
            merges = span.merges if span else tuple(cells.merged_cell_ranges or ())
            hidden = not str(sheet.visible).endswith(".Visible")
            tables.append(Table(sheet.name, lines, merges, hidden, counts_from_1904=_counts_from_1904(content)))
        return tables
    except (CalamineError, BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _locked(path) from error
        raise _broken(path) from error
    except BaseException as error:
        # A fault inside the library arrives as an exception of its own, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise _broken(path) from error
        raise


def _lines(rows: Iterator[list[Cell]], start: tuple[int, int] | None, numbers: list[int] | None) -> Iterator[Line]:
    top, first_column = start or (0, 0)
    pad: tuple[Cell, ...] = ("",) * first_column
    for at, cells in enumerate(rows):
        while cells and isinstance(cells[-1], str) and not cells[-1].strip():
            cells.pop()
        number = numbers[at + top] if numbers and at + top < len(numbers) else at + top + 1
        yield Line(number, (*pad, *cells) if cells else ())


def _locked(path: Path) -> Refused:
    return Refused(
        phrase(
            "“{name}” dikunci dengan kata sandi. Tidak ada yang dicatat; buka di Excel, hapus kata sandinya "
            "(Simpan Sebagai › Alat › Opsi Umum), simpan, lalu coba lagi.",
            name=path.name,
        )
    )


def _broken(path: Path) -> Refused:
    return Refused(
        phrase(
            "“{name}” bukan berkas Excel yang utuh. Tidak ada yang dicatat; simpan ulang lalu coba lagi.",
            name=path.name,
        )
    )


def _has_password(content: bytes) -> bool:
    """Whether the old format's records say so: FILEPASS stands among the first ones. The library takes one kind of it for text."""
    place = content.find(_FIRST_RECORD)
    for _ in range(20):
        if place < 0 or place + 4 > len(content):
            return False
        record, length = unpack_from("<HH", content, place)
        if record == _FILEPASS:
            return True
        place += 4 + length
    return False


def _counts_from_1904(content: bytes) -> bool:
    """Whether the workbook's days are counted from 1904, as its first records or its part workbook.xml say."""
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as book:
            part = book.read("xl/workbook.xml") if "xl/workbook.xml" in book.namelist() else b""
        return re.search(rb'\bdate1904\s*=\s*"(?:1|true|on)"', part) is not None
    place = content.find(_FIRST_RECORD)
    for _ in range(MOST_RECORDS):
        if place < 0 or place + 6 > len(content):
            return False
        record, length = unpack_from("<HH", content, place)
        if record == _DATEMODE:
            return unpack_from("<H", content, place + 4)[0] == 1
        place += 4 + length
    return False


def _open_document(content: bytes) -> bytes | None:
    """The part with the cells; None for Excel's own workbooks."""
    if not content.startswith(b"PK"):
        return None
    with ZipFile(io.BytesIO(content)) as book:
        parts = {part.filename: part.file_size for part in book.infolist()}
        if "encrypted-package" in parts:
            raise RuntimeError("encrypted")
        if "content.xml" not in parts:
            return None
        if parts["content.xml"] > LARGEST_PART:
            raise too_many_cells()
        if b"encryption-data" in (book.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in parts else b""):
            raise RuntimeError("encrypted")
        return book.read("content.xml")


def _prepared(content: bytes) -> tuple[bytes, "dict[str, _Span]"]:
    """The workbook without the empty space of sparse sheets, and the original cell places of those sheets."""
    if not content.startswith(b"PK"):
        return content, {}
    with ZipFile(io.BytesIO(content)) as book:
        if sum(part.file_size for part in book.infolist() if part.filename.endswith((".xml", ".rels"))) > LARGEST_PART:
            raise too_many_cells()
        names = [part.filename for part in book.infolist()]
        changed: dict[str, bytes] = {}
        spans: dict[str, _Span] = {}
        used = 0
        for name in names:
            if not re.fullmatch(r"(?:.*/)?worksheets/[^/]+\.xml", name):
                continue
            sheet = book.read(name)
            span = _Span(sheet)
            used += span.cells
            if used > MOST_CELLS:
                raise too_many_cells()
            if span.is_sparse:
                sheet = changed[name] = span.drawn_together(sheet)
                spans[name] = span
            if b't="e"' in sheet:
                changed[name] = _CELL.sub(_shown_fault, sheet)
        if not changed:
            return content, {}
        titles = _titles(book)
        drawn = io.BytesIO()
        with ZipFile(drawn, "w") as out:
            for name in names:
                out.writestr(name, changed.get(name) or book.read(name))
    return drawn.getvalue(), {titles[name]: span for name, span in spans.items() if name in titles}


def _shown_fault(cell: re.Match[bytes]) -> bytes:
    """The cell of a formula that failed, as text: the library reads '#REF!' as an empty cell."""
    return cell[0].replace(b't="e"', b't="str"')


def _titles(book: ZipFile) -> dict[str, str]:
    """The names of the sheets by the parts that hold them."""
    from xml.etree import ElementTree

    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): "xl/" + str(relation.get("Target")).removeprefix("/xl/") for relation in relations}
    sheets = [
        element
        for element in ElementTree.fromstring(book.read("xl/workbook.xml")).iter()
        if element.tag.endswith("}sheet")
    ]
    titles: dict[str, str] = {}
    for sheet in sheets:
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if key in targets:
            titles[targets[key]] = str(sheet.get("name"))
    return titles


class _Span:
    """The places of a sheet's cells that are not empty."""

    def __init__(self, sheet: bytes) -> None:
        rows: set[int] = set()
        columns: set[int] = set()
        self.cells = 0
        for cell in _CELL.finditer(sheet):
            if cell[2]:
                continue
            self.cells += 1
            place = _REF.search(cell[1])
            if place is not None:
                columns.add(_column(place[1]))
                rows.add(int(place[2]))
        self.rows, self.columns = sorted(rows), sorted(columns)
        self._refs = [match.groups() for match in _MERGED.finditer(sheet)]

    @property
    def area(self) -> int:
        return self.rows[-1] * self.columns[-1] if self.rows else 0

    @property
    def is_sparse(self) -> bool:
        """Whether the sheet spans far more than it holds."""
        return self.area > WIDEST_SPAN or (self.area > SPARSE_FROM and self.area > SPARSE_TIMES * self.cells)

    @property
    def merges(self) -> tuple[Merge, ...]:
        """Where the merged cells stand once the sheet is drawn together."""

        def placed(column: bytes, row: bytes) -> tuple[int, int]:
            return bisect_right(self.rows, int(row)) - 1, bisect_right(self.columns, _column(column)) - 1

        return tuple((placed(ref[0], ref[1]), placed(ref[2], ref[3])) for ref in self._refs)

    def drawn_together(self, sheet: bytes) -> bytes:
        """The sheet without the empty rows and columns between its cells.

        Raises Refused when even so it spans too much.
        """
        if len(self.rows) * len(self.columns) > WIDEST_SPAN:
            raise too_many_cells()
        new_rows = {old: new for new, old in enumerate(self.rows, 1)}
        new_columns = {old: new for new, old in enumerate(self.columns, 1)}

        def cell(match: re.Match[bytes]) -> bytes:
            if match[2]:
                return b""
            place = _REF.search(match[1])
            if place is None:
                return match[0]
            ref = f'r="{_name(new_columns[_column(place[1])])}{new_rows[int(place[2])]}"'
            return match[0].replace(place[0], ref.encode())

        def row(match: re.Match[bytes]) -> bytes:
            place = _ROW_REF.search(match[0])
            if place is None or int(place[1]) not in new_rows:
                return match[0] if place is None else match[0].replace(place[0], b"")
            return match[0].replace(place[0], f'r="{new_rows[int(place[1])]}"'.encode())

        without_merges = _MERGES.sub(b"", sheet)
        return _ROW.sub(row, _CELL.sub(cell, without_merges))


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters.decode():
        place = place * 26 + _LETTERS[letter]
    return place


def _name(column: int) -> str:
    name = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        name = chr(65 + remainder) + name
    return name
