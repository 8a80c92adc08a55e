"""What columns mean by what stands in them, where their headings alone do not tell.

Check marks under 'Selesai', 'Proses' and 'Belum' are a status; 'Keterangan' is one where it holds 'Selesai' and 'Proses'; a
'Jenis pengaduan' that holds 'Infrastruktur' is a category.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from desktop.importing.cell_values import CODES
from desktop.importing.headings import JOINT, PLANS, REQUIRED_FIELDS, Columns, guess, normal
from desktop.importing.past_steps import stage_of
from desktop.importing.result_words import read_result
from desktop.importing.table import Cell, Line, Table, cell_text
from desktop.importing.written_dates import read_day

STATUS, SEX = "outcome.status", "complainant.sex"
MARKS = frozenset({"√", "v", "✓", "✔", "x", "1", "ya", "y", "*", "●", "•", "ü", "þ", "☑", "☒", "vv", "ok"})
NO_MARKS = frozenset({"", "-", "0", "☐", "–"})
# Columns whose heading says nothing of what they hold.
REMARKS = frozenset({"keterangan", "ket", "catatan", "remarks", "ket status", "keterangan status"})
_OF_A_STATUS = frozenset(
    {
        "status",
        "keterangan",
        "ket",
        "hasil",
        "tindak",
        "lanjut",
        "tindaklanjut",
        "penanganan",
        "penyelesaian",
        "progres",
        "posisi",
    }
)
_OF_OTHER_STEPS = frozenset(
    {
        "verifikasi",
        "validasi",
        "survei",
        "survey",
        "pembayaran",
        "bukti",
        "persetujuan",
        "disposisi",
        "administrasi",
        "berkas",
        "laporan",
    }
)
DAYS = {
    "verified": "outcome.verified_on", "in_progress": "outcome.followed_up_on", "followed_up": "outcome.followed_up_on",
    "responded": "outcome.responded_on", "closed": "outcome.closed_on",
}  # fmt: skip
_SUPERVISORY = frozenset(
    {"berkadar pengawasan", "tidak berkadar pengawasan", "berkadar", "tidak berkadar", "non pengawasan"}
)
LONGEST_HEADING = 120  # letters; what is longer is nobody's heading


@dataclass(frozen=True, slots=True)
class _Mark:
    """A column of check marks: the field that it is one choice of, and the choice's word."""

    place: int
    field: str
    word: str


def by_cells(table: Table, columns: Columns, chosen: Collection[str]) -> tuple[Table, Columns]:
    """The table and its columns with what the cells tell of them. `chosen`: headings (`normal`) that people chose a field for."""
    lines = _complaints(table, columns)
    is_free = [text != "" and not {normal(text), normal(_child(text))} & set(chosen) for text in columns.texts]
    table, columns = _with_marks(table, columns, lines, is_free)
    columns = _days_of_stages(_kinds_as_categories(columns, lines, is_free), lines, is_free)
    return table, _remarks_as_status(columns, lines, is_free)


def _complaints(table: Table, columns: Columns) -> list[Line]:
    """The rows that have a text of their own, without headings that are repeated."""
    place = next(columns.fields[name] for name in REQUIRED_FIELDS if name in columns.fields)
    heading = columns.texts[place] if place < len(columns.texts) else ""
    headings = {normal(_child(heading)), normal(heading)}
    return [
        line
        for line in table.lines[columns.head :]
        if place < len(line.cells)
        and isinstance(cell := line.cells[place], str)
        and cell.strip(" ()0123456789")
        and (len(cell) > LONGEST_HEADING or normal(cell) not in headings)
    ]


def _child(heading: str) -> str:
    return heading.rpartition(JOINT)[2]


def _texts(lines: Sequence[Line], place: int) -> list[str]:
    texts = (cell_text(line.cells[place]).strip() for line in lines if place < len(line.cells))
    return [text for text in texts if text]


# Check marks -----------------------------------------------------------------------------------------------------------


def _with_marks(
    table: Table, columns: Columns, lines: Sequence[Line], is_free: Sequence[bool]
) -> tuple[Table, Columns]:
    """With a column for each choice that is made by check marks in several columns."""
    marks = [
        mark
        for place, text in enumerate(columns.texts)
        if is_free[place] and (mark := _mark(place, text)) is not None and _are_marks(_texts(lines, place))
    ]
    fields, texts, unused = dict(columns.fields), list(columns.texts), list(columns.unused)
    new_columns: list[list[_Mark]] = []
    for name in dict.fromkeys(mark.field for mark in marks):
        group = [mark for mark in marks if mark.field == name]
        places = {mark.place for mark in group}
        is_marked = any(text.casefold() in MARKS for mark in group for text in _texts(lines, mark.place))
        if not is_marked or (name != STATUS and len(group) < 2):
            continue
        # A column of days or of texts is no longer one when only marks stand in it.
        fields = {path: place for path, place in fields.items() if place not in places}
        if name in fields:
            unused += [texts[place] for place in places if texts[place] not in unused]
            continue
        unused = [text for text in unused if text not in {texts[place] for place in places}]
        fields[name] = len(texts)
        parent = texts[group[0].place].rpartition(JOINT)[0] or name.rpartition(".")[2].capitalize()
        texts.append(f"{parent} ({'/'.join(mark.word for mark in group)})")
        new_columns.append(group)
    if not any(path in fields for path in REQUIRED_FIELDS) or not new_columns:
        return table, columns
    width = len(columns.texts)
    head, data = table.lines[: columns.head], table.lines[columns.head :]
    filled = [line.with_cells(_marked(line.cells, width, new_columns)) for line in data]
    return replace(table, lines=[*head, *filled]), replace(
        columns, fields=fields, texts=tuple(texts), unused=tuple(unused)
    )


def _mark(place: int, heading: str) -> _Mark | None:
    """The choice that this heading names, under its parent or by itself."""
    parent, _, word = heading.rpartition(JOINT)
    plain, above = normal(word), set(normal(parent).split())
    if (not parent or above & _OF_A_STATUS) and (stage_of(word) or read_result(word) is not None):
        return _Mark(place, STATUS, word)
    if plain in CODES["sex"] and (not parent or "kelamin" in above or above <= {"l", "p", "jk", "sex", "gender"}):
        return _Mark(place, SEX, word)
    field = guess(parent) if parent else None
    if field in ("kind", "channel") and plain in CODES[field]:
        return _Mark(place, field, word)
    return None


def _are_marks(texts: Sequence[str]) -> bool:
    return all(text.casefold() in MARKS or text in NO_MARKS for text in texts)


def _marked(cells: Sequence[Cell], width: int, groups: Sequence[Sequence[_Mark]]) -> tuple[Cell, ...]:
    padded = (*cells[:width], *[""] * (width - len(cells)))
    words = [
        [mark.word for mark in group if cell_text(padded[mark.place]).strip().casefold() in MARKS] for group in groups
    ]
    # Two marks in a row may mean anything: with the question mark nobody takes it for a status.
    return (*padded, *(texts[0] if len(texts) == 1 else f"{' + '.join(texts)}?" if texts else "" for texts in words))


# Remarks and kinds -----------------------------------------------------------------------------------------------------


def _remarks_as_status(columns: Columns, lines: Sequence[Line], is_free: Sequence[bool]) -> Columns:
    if STATUS in columns.fields:
        return columns
    used = set(columns.fields.values())
    for place, text in enumerate(columns.texts[: len(is_free)]):
        if not is_free[place] or place in used or place in columns.of_other_people:
            continue
        texts = _texts(lines, place)
        if normal(_child(text)) not in REMARKS and not (_may_be_a_status(text) and _are_states(texts)):
            continue
        states = sum(bool(stage_of(text)) or read_result(text) is not None for text in texts)
        if states and 2 * states >= len(texts):
            unused = tuple(heading for heading in columns.unused if heading != text)
            return replace(columns, fields={**columns.fields, STATUS: place}, unused=unused)
    return columns


def _days_of_stages(columns: Columns, lines: Sequence[Line], is_free: Sequence[bool]) -> Columns:
    """'Diproses' and 'Selesai' over days say when that was."""
    fields, used, unused = dict(columns.fields), set(columns.fields.values()), list(columns.unused)
    for place, text in enumerate(columns.texts[: len(is_free)]):
        name = DAYS.get(stage_of(_child(text)) or "")
        if name is None or name in fields or not is_free[place] or place in used or PLANS & set(normal(text).split()):
            continue
        cells = [line.cells[place] for line in lines if place < len(line.cells) and str(line.cells[place]).strip()]
        if cells and all(read_day(cell) is not None or cell_text(cell) in NO_MARKS for cell in cells):
            fields[name] = place
            unused = [heading for heading in unused if heading != text]
    return replace(columns, fields=fields, unused=tuple(unused))


def _may_be_a_status(heading: str) -> bool:
    """Whether a column of this heading may be one of statuses; 'Verifikasi' that is 'sudah' is none of the complaint."""
    return guess(heading) is None and not set(normal(heading).split()) & (_OF_OTHER_STEPS | PLANS)


def _are_states(texts: Sequence[str]) -> bool:
    """Whether a column holds nothing but words for stages, and some that are plainly those of a complaint."""
    stages = [stage_of(text) if not text.strip(" .").isdecimal() else None for text in texts]
    return all(stages) and bool({"closed", "in_progress"} & set(stages))


def _kinds_as_categories(columns: Columns, lines: Sequence[Line], is_free: Sequence[bool]) -> Columns:
    """Columns that hold other words than their headings promise are something else, or are left out."""
    for name in ("kind", "channel"):
        place = columns.fields.get(name, -1)
        words = [normal(text) for text in _texts(lines, place)] if 0 <= place < len(is_free) and is_free[place] else []
        if not words or 2 * sum(word in CODES[name] for word in words) >= len(words):
            continue
        fields = {path: at for path, at in columns.fields.items() if path != name}
        if name == "kind" and set(words) <= _SUPERVISORY and "supervisory" not in fields:
            columns = replace(columns, fields=fields | {"supervisory": place})
        elif name == "kind" and "category" not in fields:
            columns = replace(columns, fields=fields | {"category": place})
        else:
            columns = replace(columns, fields=fields, unused=(*columns.unused, columns.texts[place]))
    return columns
