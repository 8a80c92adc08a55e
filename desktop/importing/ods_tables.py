"""The sheets of an OpenDocument workbook: it stores repeated cells once with a count.

Only cells with content are copied.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from xml.parsers import expat

from desktop.importing.table import MOST_CELLS, Cell, Line, Merge, Table, too_many_cells

# Spreadsheets have no more; a file that says so is not believed.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
LARGEST_GAP = 10_000


def read_ods(content: bytes) -> list[Table]:
    """`content` is the part content.xml. Raises ValueError when it is none, Refused when it holds too much."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=None)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    # A document that defines its own entities is no workbook of an office's program.
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return reader.tables


def _refuse_entity(*_arguments: object) -> None:
    raise ValueError("an entity is defined")


class _Reader:
    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._name, self._is_hidden = "", False
        self._lines: list[Line] = []
        self._merges: list[Merge] = []
        self._row = self._column = 0
        self._row_times = 1
        self._cells: dict[int, Cell] = {}
        self._attributes: Mapping[str, str] | None = None
        self._paragraphs: list[str] = []
        self._saved_paragraphs: list[str] = []
        self._in_paragraph = self._depth = 0
        self._used = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "style:style":
                self._style = attributes.get("style:name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case "table:table":
                self._depth += 1
                if self._depth == 1:
                    self._name = attributes.get("table:name", "")
                    self._is_hidden = attributes.get("table:style-name", "") in self._hidden_styles
                    self._lines, self._merges, self._row = [], [], 0
            case "table:table-row":
                self._column, self._cells = 0, {}
                self._row_times = _times(attributes.get("table:number-rows-repeated"), MOST_ROWS)
            case "table:table-cell" | "table:covered-table-cell":
                self._attributes, self._paragraphs = attributes, []
            case "text:p":
                self._in_paragraph += 1
                self._paragraphs.append("")
            case "text:line-break" if self._in_paragraph:
                self._paragraphs[-1] += "\n"
            case "text:s" if self._in_paragraph:
                self._paragraphs[-1] += " " * _times(attributes.get("text:c"), 1000)
            case "text:tab" if self._in_paragraph:
                self._paragraphs[-1] += "\t"
            case "office:annotation":
                # A comment is no content; its paragraphs are left out when it ends.
                self._saved_paragraphs = list(self._paragraphs)
            case _:
                pass

    def text(self, data: str) -> None:
        if self._in_paragraph and self._paragraphs:
            self._paragraphs[-1] += data

    def end(self, name: str) -> None:
        match name:
            case "text:p":
                self._in_paragraph -= 1
            case "office:annotation":
                self._paragraphs = self._saved_paragraphs
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell(covered=name == "table:covered-table-cell")
            case "table:table-row":
                self._end_row()
            case "table:table":
                self._depth -= 1
                if self._depth == 0:
                    self.tables.append(Table(self._name, self._lines, tuple(self._merges), self._is_hidden))
            case _:
                pass

    def _end_cell(self, *, covered: bool) -> None:
        attributes, self._attributes = self._attributes or {}, None
        times = _times(attributes.get("table:number-columns-repeated"), MOST_COLUMNS)
        cell = "" if covered else _value(attributes, "\n".join(self._paragraphs))
        if cell != "":
            self._used += times * self._row_times
            if self._used > MOST_CELLS:
                raise too_many_cells()
            self._cells |= dict.fromkeys(range(self._column, self._column + times), cell)
        down = _times(attributes.get("table:number-rows-spanned"), MOST_ROWS)
        across = _times(attributes.get("table:number-columns-spanned"), MOST_COLUMNS)
        if down > 1 or across > 1:
            first = self._row, self._column
            self._merges.append((first, (self._row + down - 1, self._column + across - 1)))
        self._column += times

    def _end_row(self) -> None:
        filled = [place for place, cell in self._cells.items() if str(cell).strip()]
        if filled:
            # Empty rows above are kept, for the places of merged cells count them; not those before a cell far away.
            if self._row - len(self._lines) < LARGEST_GAP:
                self._lines += [Line(row + 1, ()) for row in range(len(self._lines), self._row)]
            width = max(filled) + 1
            self._used += width
            if self._used > MOST_CELLS * 4:
                raise too_many_cells()
            cells = tuple(self._cells.get(place, "") for place in range(width))
            self._lines += [Line(self._row + at + 1, cells) for at in range(self._row_times)]
        self._row += self._row_times


def _times(text: str | None, limit: int) -> int:
    return min(max(int(text), 1), limit) if text and text.isdecimal() else 1


def _value(attributes: Mapping[str, str], text: str) -> Cell:
    match attributes.get("office:value-type", "string" if text else ""):
        case "float" | "currency" | "percentage":
            with suppress(ValueError):
                return float(attributes.get("office:value", ""))
        case "date":
            with suppress(ValueError):
                return datetime.fromisoformat(attributes.get("office:date-value", ""))
        case "boolean":
            return attributes.get("office:boolean-value") == "true"
        case "":
            return ""
        case _:
            pass
    return text or attributes.get("office:string-value", "")
