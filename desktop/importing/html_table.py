"""Reads the tables of a web page that another program saved as .xls."""

from html.parser import HTMLParser

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.table import MOST_CELLS, Line, Merge, Table, too_many_cells

WIDEST = 200


def read_html(content: bytes) -> list[Table]:
    """Each table with rows. Raises Refused when there is none."""
    reader = _Reader()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            reader.feed(content.decode(encoding, "strict" if encoding == "utf-8-sig" else "replace"))
            break
        except UnicodeDecodeError:
            continue
    reader.close()
    tables = [table for table in reader.tables if table.lines]
    if not tables:
        raise Refused(phrase("Berkas ini halaman web tanpa tabel. Tidak ada yang dicatat; simpan ulang sebagai Excel."))
    return tables


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._rows: list[list[str]] = []
        self._merges: list[Merge] = []
        self._rows_spanned: dict[int, int] = {}
        self._row: list[str] | None = None
        # The lines of the cell that is being read.
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        match tag:
            case "table":
                self._end_table()
            case "tr":
                self._end_row()
                self._row = []
            case "td" | "th":
                self._end_cell()
                if self._row is None:
                    self._row = []
                named = dict(attrs)
                self._span = _span(named.get("rowspan")), _span(named.get("colspan"))
                self._text = [""]
            case "br" | "p" | "div" | "li" if self._text is not None:
                self._text.append("")
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "td" | "th":
                self._end_cell()
            case "tr":
                self._end_row()
            case "table":
                self._end_table()
            case _:
                pass

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text[-1] += data

    def close(self) -> None:
        super().close()
        self._end_table()

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            return
        # A cell of a row above that reaches down into this one keeps its place.
        while self._rows_spanned.get(len(self._row), 0):
            self._row.append("")
        down, across = self._span
        top, first_column = len(self._rows), len(self._row)
        lines = (" ".join(line.split()) for line in self._text)
        self._row += ["\n".join(line for line in lines if line), *[""] * (across - 1)]
        self._cells += across
        if self._cells > MOST_CELLS:
            raise too_many_cells()
        if down > 1 or across > 1:
            self._merges.append(((top, first_column), (top + down - 1, first_column + across - 1)))
            self._rows_spanned |= dict.fromkeys(range(first_column, first_column + across), down)
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        self._rows.append(self._row)
        self._rows_spanned = {
            column: remaining - 1 for column, remaining in self._rows_spanned.items() if remaining > 1
        }
        self._row = None

    def _end_table(self) -> None:
        self._end_row()
        lines = [Line(number, tuple(row)) for number, row in enumerate(self._rows, 1)]
        if any(not line.blank for line in lines):
            self.tables.append(Table(f"Tabel {len(self.tables) + 1}", lines, tuple(self._merges)))
        self._rows, self._merges, self._rows_spanned = [], [], {}


def _span(text: str | None) -> int:
    return min(max(int(text), 1), WIDEST) if text and text.isdecimal() else 1
