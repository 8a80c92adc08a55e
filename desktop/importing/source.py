"""A file to import, opened: its table, its headings with samples of what stands below them, and which column is which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from complaints.errors import Refused
from complaints.phrases import phrase
from desktop.importing.headings import IGNORED, PATHS, REQUIRED_FIELDS, Columns, find_columns, normal
from desktop.importing.source_table import Line, cell_text, read_tables
from desktop.office.office import Office
from desktop.store import settings as stored
from desktop.store.database import reading, writing

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the table: where it stands, its text, what the first rows have in it, and its field ('' to leave out)."""

    place: int
    text: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Source:
    file: Path
    lines: Sequence[Line]
    columns: Columns

    @property
    def rows(self) -> Sequence[Line]:
        """What stands below the headings."""
        return self.lines[self.columns.head :]

    @property
    def headings(self) -> tuple[Heading, ...]:
        fields = {place: field for field, place in self.columns.fields.items()}
        head = self.lines[self.columns.head - 1].cells
        return tuple(
            Heading(place, str(cell).strip(), self._samples(place), fields.get(place, IGNORED))
            for place, cell in enumerate(head)
            if str(cell).strip()
        )

    def heading(self, field: str) -> str:
        """The heading of the column that a field is read from; '' when there is none."""
        place = self.columns.fields.get(field)
        return "" if place is None else str(self.lines[self.columns.head - 1].cells[place]).strip()

    def value(self, line: Line, field: str) -> str:
        place = self.columns.fields.get(field)
        return "" if place is None or place >= len(line.cells) else cell_text(line.cells[place])

    def mapped(self, fields: Mapping[int, str]) -> "Source":
        """With these fields by column. Raises Refused when none of them is the complaint itself, or one is given twice."""
        chosen: dict[str, int] = {}
        for place, field in fields.items():
            if field in chosen:
                raise Refused(
                    phrase("Satu isian dipilih untuk dua kolom. Pilih satu saja, dan biarkan yang lain tidak dipakai.")
                )
            if field != IGNORED:
                chosen[field] = place
        if not any(field in chosen for field in REQUIRED_FIELDS):
            raise Refused(phrase("Belum ada kolom untuk isi pengaduan. Pilih kolom yang memuat uraiannya."))
        return replace(self, columns=replace(self.columns, fields=chosen))

    def _samples(self, place: int) -> tuple[str, ...]:
        cells = (cell_text(line.cells[place]) for line in self.rows[:200] if place < len(line.cells))
        return tuple([cell for cell in dict.fromkeys(cells) if cell][:SAMPLES])


def open_source(file: Path, field_by_heading: Mapping[str, str]) -> Source:
    """`field_by_heading`: fields by normal heading, as `--map` gives them. Raises Refused when the file has no table of complaints."""
    for lines in read_tables(file):
        columns = find_columns(lines, field_by_heading)
        if columns is not None:
            return Source(file, lines, columns)
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


def recall(office: Office, source: Source) -> Source:
    """With the mapping that was kept for a table of the same headings, if there was one."""
    with reading(office.engine) as connection:
        choices = stored.load(connection, _name(source), dict[str, str])
    if choices is None:
        return source
    return source.mapped({int(place): field for place, field in choices.items() if field in PATHS or field == IGNORED})


def keep(office: Office, source: Source) -> None:
    """For the next file with these headings."""
    fields = {str(heading.place): heading.field for heading in source.headings}
    with writing(office.engine) as connection:
        stored.save(connection, _name(source), fields)


def _name(source: Source) -> str:
    texts = "\x1f".join(f"{heading.place}:{normal(heading.text)}" for heading in source.headings)
    return "import-map-" + blake2b(texts.encode("utf-8", "replace"), digest_size=16).hexdigest()
