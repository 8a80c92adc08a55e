"""An opened file to import: its sheets, its headings with samples of cells, and the field of each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import Phrase, phrase
from desktop.importing.column_meanings import by_cells
from desktop.importing.completed_days import complete
from desktop.importing.continued_rows import join_continued
from desktop.importing.headings import IGNORED, PATHS, REQUIRED_FIELDS, Columns, find_columns, normal
from desktop.importing.repeated import blocks, without_dittos
from desktop.importing.row_kinds import is_numbering
from desktop.importing.source_table import read_tables
from desktop.importing.table import Cell, Line, Order, Table, cell_text
from desktop.importing.written_dates import read_day
from desktop.office.office import Office
from desktop.store import kept_values
from desktop.store.database import reading, writing

SAMPLES = 3
# Only our own export has all of these.
OWN_HEADINGS = frozenset(
    {"nomor register", "tanggal diterima", "jenis laporan", "kanal", "isi pengaduan", "status", "tanggal verifikasi"}
)
OWN_NUMBER = "nomor register"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the table: its place, its text, samples from the first rows, and its field ('' to leave it out).

    `note` says why a column that looks like a field is none.
    """

    place: int
    text: str
    samples: tuple[str, ...]
    field: str
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the file.

    `rows` stand below its headings, which are in the rows `headings`, the first and the last; both 0 where it has no headings
    that fit. `reason` says why it is not read.
    """

    name: str
    rows: int
    headings: tuple[int, int] = (0, 0)
    reason: Phrase | None = None

    @property
    def chosen(self) -> bool:
        return self.reason is None

    @property
    def is_readable(self) -> bool:
        return self.headings[0] > 0


@dataclass(frozen=True, slots=True)
class Source:
    """`rows` of all sheets that are read, their columns in one order. `faults`: rows that can't be trusted, by number.

    `continued` are rows that go on with the complaint above them and are in it already. `order`, `files`, `is_chat`: as in `Table`.
    """

    file: Path
    rows: Sequence[Line]
    columns: Columns
    sheets: tuple[Sheet, ...] = ()
    faults: Mapping[int, Phrase] = field(default_factory=dict[int, Phrase])
    continued: tuple[Line, ...] = ()
    order: Order | None = None
    files: Mapping[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    is_chat: bool = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        fields = {place: name for name, place in self.columns.fields.items()}
        return tuple(
            Heading(place, text, self._samples(place), fields.get(place, IGNORED), self._note(place, fields))
            for place, text in enumerate(self.columns.texts)
            if text
        )

    @property
    def is_own_export(self) -> bool:
        """Whether this program wrote it: then its words and days can be trusted."""
        return {normal(text) for text in self.columns.texts} >= OWN_HEADINGS

    @property
    def unmapped_days(self) -> str:
        """The heading of a column that holds days and is no field, or says when it happened; '' where there is none."""
        used = {place for name, place in self.columns.fields.items() if name != "occurred_on"}
        for place, text in enumerate(self.columns.texts):
            if place in used or (
                text and text not in self.columns.unused and place not in self.columns.fields.values()
            ):
                continue
            cells = [line.cells[place] for line in self.rows[:200] if place < len(line.cells)]
            filled = [cell for cell in cells if str(cell).strip()]
            days = [cell for cell in filled if not isinstance(cell, int | float) and read_day(cell) is not None]
            if len(days) * 2 > len(filled):
                return text or f"{place + 1}"
        return ""

    def heading(self, field: str) -> str:
        """The heading of the column that a field is read from; '' when there is none."""
        place = self.columns.fields.get(field)
        return "" if place is None else self.columns.texts[place]

    def value(self, line: Line, field: str) -> str:
        place = self.columns.fields.get(field)
        return "" if place is None or place >= len(line.cells) else cell_text(line.cells[place])

    def cells(self, field: str) -> list[Cell]:
        """All cells of a field's column."""
        place = self.columns.fields.get(field)
        return [] if place is None else [line.cells[place] for line in self.rows if place < len(line.cells)]

    def mapped(self, fields: Mapping[int, str]) -> "Source":
        """With these fields by column.

        Raises Refused when none of them is the complaint itself, or one is given twice.
        """
        chosen: dict[str, int] = {}
        for place, name in fields.items():
            if name in chosen:
                raise Refused(
                    phrase("Satu isian dipilih untuk dua kolom. Pilih satu saja, dan biarkan yang lain tidak dipakai.")
                )
            if name != IGNORED:
                chosen[name] = place
        if not any(name in chosen for name in REQUIRED_FIELDS):
            raise Refused(phrase("Belum ada kolom untuk isi pengaduan. Pilih kolom yang memuat uraiannya."))
        return replace(self, columns=replace(self.columns, fields=chosen))

    def _note(self, place: int, fields: Mapping[int, str]) -> Phrase | None:
        return (
            phrase("milik orang lain, bukan pelapor")
            if place in self.columns.of_other_people and place not in fields
            else None
        )

    def _samples(self, place: int) -> tuple[str, ...]:
        lines = (line for line in self.rows[:200] if not is_numbering(line))
        cells = (cell_text(line.cells[place]) for line in lines if place < len(line.cells))
        return tuple([cell for cell in dict.fromkeys(cells) if cell][:SAMPLES])


def open_source(file: Path, field_by_heading: Mapping[str, str], sheets: Sequence[str] | None = None) -> Source:
    """Opens a file and finds its columns, as `source_of` does. Raises Refused when it can't be read."""
    return source_of(file, read_tables(file), field_by_heading, sheets)


def source_of(
    file: Path, tables: Sequence[Table], field_by_heading: Mapping[str, str], sheets: Sequence[str] | None = None
) -> Source:
    """Finds the columns of these tables of the file. `field_by_heading`: fields by normal heading, as `--map` gives them.

    `sheets`: the sheets to read; None for all that look like a register. Raises Refused when there is no table of complaints.
    """
    if tables and tables[0].is_chat:
        return _of_chat(file, tables[0], field_by_heading)
    tables = [block for table in tables for block in blocks(table)]
    if sheets is not None and (missing := set(sheets) - {table.name for table in tables}):
        raise Refused(
            phrase(
                "Lembar “{name}” tidak ada di berkas ini. Tidak ada yang dicatat; periksa namanya.",
                name=", ".join(sorted(missing)),
            )
        )
    columns_of_tables = [find_columns(table.lines, field_by_heading, table.merges) for table in tables]
    if field_by_heading and sheets is None and not any(columns_of_tables):
        columns_of_tables = _columns_by_parts(tables, field_by_heading)
    for at, (table, columns) in enumerate(zip(tables, columns_of_tables, strict=True)):
        if columns is not None:
            table, columns = by_cells(table, columns, field_by_heading)
            tables[at], columns_of_tables[at] = complete(table, columns), columns
    is_dated = any(columns and "received_on" in columns.fields for columns in columns_of_tables)
    read: list[tuple[Table, Columns]] = []
    listed: list[Sheet] = []
    for table, columns in zip(tables, columns_of_tables, strict=True):
        reason = _reason(table, columns, sheets, is_dated=is_dated)
        rows = sum(not line.blank for line in table.lines[columns.head if columns else 0 :])
        numbers = _heading_rows(table, columns) if columns else (0, 0)
        listed.append(Sheet(table.name, rows, numbers, reason))
        if reason is None and columns is not None:
            read.append((table, columns))
    if read:
        return _joined(file, read, tuple(listed))
    if field_by_heading:
        raise Refused(
            phrase(
                "Judul kolom di berkas --map tidak semuanya ada di tabel, atau isi pengaduan tidak dipetakan. "
                "Tidak ada yang dicatat."
            )
        )
    raise Refused(
        phrase(
            "Tidak ada kolom isi pengaduan yang dikenali di berkas ini. Tidak ada yang dicatat; beri judul "
            "kolom seperti 'Isi pengaduan', atau petakan dengan --map."
        )
    )


def _of_chat(file: Path, chat: Table, field_by_heading: Mapping[str, str]) -> Source:
    """Its columns are ours; nothing of its prose is taken for a date, a ditto mark or a row that goes on."""
    columns = find_columns(chat.lines[:1], field_by_heading, ())
    assert columns is not None, "a chat has a column of texts"
    sheet = Sheet(chat.name, len(chat.lines) - 1, (1, 1))
    return Source(file, chat.lines[1:], columns, (sheet,), files=chat.files, is_chat=True)


def _columns_by_parts(tables: Sequence[Table], field_by_heading: Mapping[str, str]) -> list[Columns | None]:
    """For sheets with different headings: each uses the given headings that it has; together they have all."""
    columns_of_tables: list[Columns | None] = []
    used: set[str] = set()
    for table in tables:
        texts = {normal(part) for line in table.lines[:30] for cell in line.cells for part in (str(cell),)}
        on_this_sheet = {name: value for name, value in field_by_heading.items() if name in texts}
        columns = find_columns(table.lines, on_this_sheet, table.merges)
        used |= set(on_this_sheet) if columns else set()
        columns_of_tables.append(columns)
    return columns_of_tables if used == set(field_by_heading) else [None] * len(tables)


def _reason(table: Table, columns: Columns | None, sheets: Sequence[str] | None, *, is_dated: bool) -> Phrase | None:
    """Why a sheet is not read; None when it is."""
    if sheets is not None and table.name not in sheets:
        return phrase("tidak dipilih")
    if sheets is None and table.hidden:
        return phrase("tersembunyi")
    if columns is None:
        return phrase("bukan register")
    if is_dated and sheets is None and not {"received_on", "complainant.name", "outcome.status"} & set(columns.fields):
        return phrase("bukan register")
    return None


def _heading_rows(table: Table, columns: Columns) -> tuple[int, int]:
    return table.lines[columns.top].number, table.lines[columns.head - 1].number


def _joined(file: Path, read: Sequence[tuple[Table, Columns]], sheets: tuple[Sheet, ...]) -> Source:
    """The sheets as one table, their columns by their headings."""
    _, first = read[0]
    texts = list(first.texts)
    fields = dict(first.fields)
    unused = dict.fromkeys(first.unused)
    other_people = set(first.of_other_people)
    rows: list[Line] = []
    continued: list[Line] = []
    faults: dict[int, Phrase] = {}
    offset = 0
    for table, columns in read:
        # What means the same is the same column, however each sheet calls it.
        same = {place: fields[name] for name, place in columns.fields.items() if name in fields}
        places = _places(columns.texts, texts, same)
        for name, place in columns.fields.items():
            fields.setdefault(name, places[place])
        unused |= dict.fromkeys(columns.unused)
        other_people |= {places[place] for place in columns.of_other_people}
        sheet = table.name if len(read) > 1 else ""
        identical = places == list(range(len(places)))
        data, joined, wrong = _filled_down(table, columns)
        data, following = join_continued(data, columns)
        joined += following
        data = without_dittos(data, columns)
        faults |= {number + offset: reason for number, reason in (*table.faults.items(), *wrong.items())}
        if sheet or not identical:
            data = [_placed(line, places, sheet, offset, identical=identical) for line in data]
            joined = [_placed(line, places, sheet, offset, identical=identical) for line in joined]
        rows += data
        continued += joined
        offset += max((line.number for line in table.lines), default=0) if sheet else 0
    head = _heading_rows(*read[0])[1]
    used = set(fields.values())
    joined_columns = Columns(
        fields, tuple(text for text in unused if text), head, tuple(texts), first.top, frozenset(other_people - used)
    )
    order: Order | None = next((table.order for table, _ in read if table.order), None)
    return Source(file, rows, joined_columns, sheets, faults, tuple(continued), order)


def _places(texts: Sequence[str], all_texts: list[str], same: Mapping[int, int]) -> list[int]:
    """The place of each column of a sheet in the joined table; columns that the table lacks are added to it.

    `same`: the places of columns whose field the table has already.
    """
    places_by_text: dict[str, list[int]] = {}
    for place, text in enumerate(all_texts):
        if place not in same.values():
            places_by_text.setdefault(normal(text), []).append(place)
    places: list[int] = []
    for at, text in enumerate(texts):
        if at in same:
            places.append(same[at])
            continue
        candidates = places_by_text.get(normal(text), [])
        # A column without a heading is only its own sheet's.
        if candidates and (text or candidates[0] == at):
            place = candidates.pop(0)
        else:
            place = len(all_texts)
            all_texts.append(text)
        places.append(place)
    return places


def _placed(line: Line, places: Sequence[int], sheet: str, offset: int, *, identical: bool) -> Line:
    cells = line.cells
    if not identical:
        moved: list[Cell] = [""] * (max(places, default=-1) + 1)
        for at, cell in enumerate(cells[: len(places)]):
            moved[places[at]] = cell
        cells = tuple(moved)
    written = line.written or (() if identical else line.cells)
    return (
        Line(line.number + offset, cells, sheet, line.number, written)
        if sheet
        else Line(line.number, cells, written=written)
    )


def _filled_down(table: Table, columns: Columns) -> tuple[list[Line], list[Line], dict[int, Phrase]]:
    """The rows, where a cell merged over several of them stands in each; rows that share the complaint's own text are one.

    Besides: those that went into the row above, and rows whose cells contradict each other, by number.
    """
    lines = list(table.lines[columns.head :])
    down = [merge for merge in table.merges if merge[0][0] >= columns.head and merge[1][0] > merge[0][0]]
    if not down:
        return lines, [], {}
    key_columns = {columns.fields[name] for name in REQUIRED_FIELDS if name in columns.fields}
    key_columns |= {
        at for at, text in enumerate(columns.texts) if normal(text) in {"no", "nomor", "no urut", "nomor urut"}
    }
    together: dict[int, int] = {}
    for (top, column), (bottom, _) in down:
        first, last = top - columns.head, min(bottom - columns.head, len(lines) - 1)
        if column in key_columns:
            together |= dict.fromkeys(range(first + 1, last + 1), first)
            continue
        value = lines[first].cells[column] if first < len(lines) and column < len(lines[first].cells) else ""
        if value != "":
            for at in range(first + 1, last + 1):
                lines[at] = _with_cell(lines[at], column, value)
    continued: list[Line] = []
    faults: dict[int, Phrase] = {}
    for at, first in sorted(together.items()):
        joined = _one_row(lines[first], lines[at])
        if joined is None:
            faults[lines[first].number] = phrase(
                "Baris ini digabung dengan baris di bawahnya, tetapi isinya berlainan. Pisahkan atau samakan."
            )
        else:
            lines[first] = joined
        if not lines[at].blank:
            continued.append(lines[at])
    return [line for at, line in enumerate(lines) if at not in together], continued, faults


def _with_cell(line: Line, place: int, value: Cell) -> Line:
    cells = (*line.cells, *[""] * (place + 1 - len(line.cells)))
    if str(cells[place]).strip():
        return line
    return line.with_cells((*cells[:place], value, *cells[place + 1 :]))


def _one_row(above: Line, below: Line) -> Line | None:
    """Both rows in one, texts under each other; None when a number or a day differs."""
    width = max(len(above.cells), len(below.cells))
    cells: list[Cell] = []
    for at in range(width):
        upper = above.cells[at] if at < len(above.cells) else ""
        lower = below.cells[at] if at < len(below.cells) else ""
        if not str(lower).strip() or upper == lower:
            cells.append(upper)
        elif not str(upper).strip():
            cells.append(lower)
        elif isinstance(upper, str) and isinstance(lower, str):
            cells.append(f"{upper.strip()}\n{lower.strip()}")
        else:
            return None
    return above.with_cells(tuple(cells))


def recall(office: Office, source: Source) -> Source:
    """With the mapping that was kept for a table of the same headings, if there was one."""
    with reading(office.engine) as connection:
        choices = kept_values.load(connection, _name(source), dict[str, str])
    if choices is None:
        return source
    return source.mapped({int(place): name for place, name in choices.items() if name in PATHS or name == IGNORED})


def keep(office: Office, source: Source) -> None:
    """Keeps the mapping for the next file with these headings."""
    fields = {str(heading.place): heading.field for heading in source.headings}
    with writing(office.engine) as connection:
        kept_values.save(connection, _name(source), fields)


def _name(source: Source) -> str:
    texts = "\x1f".join(f"{heading.place}:{normal(heading.text)}" for heading in source.headings)
    return "import-map-" + blake2b(texts.encode("utf-8", "replace"), digest_size=16).hexdigest()
