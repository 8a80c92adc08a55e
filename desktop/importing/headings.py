"""Which column of a table is which field: told by `--map`, else guessed from Indonesian and English headings."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from complaints.errors import Refused
from complaints.fields import FIELDS, NO_FIELD_HEADINGS
from complaints.phrases import phrase
from desktop.importing.source_table import Cell, Line

IGNORED, REPLY = "", "reply_to"
FIRST_ROWS = 25

# A heading means the field whose longest alternative it holds, word for word; `IGNORED` ones keep others from being guessed.
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    **{field.path: field.headings for field in FIELDS},
    "location.rt_rw": ("rt rw", "rt rk", "rtrw"),
    "outcome.status": (
        "status", "status pengaduan", "status aduan", "status laporan", "status penanganan", "status tindak lanjut", "status penyelesaian",
        "stage", "progres", "progress",
    ),
    "outcome.follow_up": (
        "tindak lanjut", "tindak lanjut pengaduan", "tindak lanjut aduan", "tindaklanjut", "uraian tindak lanjut", "penanganan",
        "langkah penanganan", "follow up", "action taken",
    ),
    "outcome.response": (
        "tanggapan", "jawaban", "hasil", "hasil pengaduan", "hasil tindak lanjut", "hasil penanganan", "hasil penyelesaian", "penyelesaian",
        "penyelesaian pengaduan", "isi tanggapan", "isi jawaban", "balasan", "response", "result",
    ),
    "outcome.forwarded_to": (
        "diteruskan kepada", "diteruskan ke", "disposisi kepada", "dilimpahkan ke", "dilimpahkan kepada", "forwarded to",
    ),
    "outcome.verified_on": ("tanggal verifikasi", "tgl verifikasi", "tanggal diverifikasi", "verified on"),
    "outcome.followed_up_on": (
        "tanggal tindak lanjut", "tgl tindak lanjut", "tanggal ditindaklanjuti", "tgl ditindaklanjuti", "tanggal penanganan",
        "waktu tindak lanjut", "followed up on",
    ),
    "outcome.responded_on": (
        "tanggal tanggapan", "tgl tanggapan", "tanggal jawaban", "tgl jawaban", "tanggal dijawab", "tanggal ditanggapi", "tanggal balasan",
        "responded on",
    ),
    "outcome.closed_on": (
        "tanggal selesai", "tgl selesai", "tanggal penyelesaian", "tgl penyelesaian", "tanggal ditutup", "tgl ditutup", "tanggal diselesaikan",
        "tanggal hasil", "waktu selesai", "closed on", "date closed",
    ),
    "outcome.changed_on": ("updated at", "diperbarui pada", "tanggal diperbarui", "tanggal perubahan status", "tanggal status"),
    # OpenSID keeps answers in the table of complaints: `id_pengaduan` names the complaint that a row answers.
    REPLY: ("id pengaduan", "reply to"),
    IGNORED: NO_FIELD_HEADINGS,
}  # fmt: skip
PATHS = frozenset(ALTERNATIVES) - {IGNORED}
REQUIRED_FIELDS = ("body", "title")


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields` says for each field its column, from 0; `unused` are headings nobody understood; rows begin after `head`."""

    fields: Mapping[str, int]
    unused: tuple[str, ...]
    head: int


def normal(heading: str) -> str:
    """A heading without signs, case and notes in brackets: 'Tgl. Diterima (dd/mm)' is 'tgl diterima'."""
    plain = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFKC", heading)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


_EXACT = {text: field for field, texts in ALTERNATIVES.items() for text in texts}
_BY_WORDS = sorted(
    ((frozenset(text.split()), field) for text, field in _EXACT.items()), key=lambda entry: -len(entry[0])
)


def guess(heading: str) -> str | None:
    """The field of a heading; IGNORED when it is one to leave out, None when it means nothing here."""
    plain = normal(heading)
    for field in PATHS:
        if plain == normal(field):
            return field
    if plain in _EXACT:
        return _EXACT[plain]
    words = set(plain.split())
    for heading_words, field in _BY_WORDS:
        # A single word only decides when the heading has no more than three: 'tanggal' in a whole sentence says nothing.
        if heading_words <= words and (len(heading_words) > 1 or len(words) <= 3):
            return field
    return None


def read_map(content: bytes) -> dict[str, str]:
    """`--map`: an object of heading to field, null for a column to leave out. Field to heading is understood too."""
    try:
        columns = msgspec.json.decode(content, type=dict[str, str | None])
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refused(
            phrase(
                'Berkas --map tidak dapat dibaca: isinya objek JSON judul kolom ke isian, misalnya {"Uraian": '
                '"body"}. Tidak ada yang dicatat.'
            )
        ) from None
    field_by_heading: dict[str, str] = {}
    for key, value in columns.items():
        field, heading = (value or IGNORED), key
        if field and field not in PATHS and key in PATHS:
            field, heading = key, field
        if field and field not in PATHS:
            field_names = ", ".join(sorted(PATHS))
            raise Refused(
                phrase(
                    "Isian “{field}” di berkas --map tidak dikenal. Tidak ada yang dicatat. Yang dikenal: {known}.",
                    field=field,
                    known=field_names,
                )
            )
        field_by_heading[normal(heading)] = field
    return field_by_heading


def find_columns(lines: Sequence[Line], field_by_heading: Mapping[str, str]) -> Columns | None:
    """The heading row among the first ones, and what its columns are; None when no row looks like one."""
    best: Columns | None = None
    for place, line in enumerate(lines[:FIRST_ROWS]):
        candidate = _columns(line.cells, field_by_heading, place + 1)
        if candidate is not None and (best is None or len(candidate.fields) > len(best.fields)):
            best = candidate
    return best


def _columns(cells: Sequence[Cell], field_by_heading: Mapping[str, str], head: int) -> Columns | None:
    fields: dict[str, int] = {}
    unused: list[str] = []
    headings = [(place, str(cell).strip()) for place, cell in enumerate(cells) if str(cell).strip()]
    chosen = {place: field_by_heading[normal(text)] for place, text in headings if normal(text) in field_by_heading}
    for place, field in chosen.items():
        if field != IGNORED:
            fields.setdefault(field, place)
    for place, text in headings:
        if place in chosen:
            continue
        field = guess(text)
        if field is None or (field != IGNORED and field in fields):
            unused.append(text)
        elif field != IGNORED:
            fields[field] = place
    if "id" not in {normal(text) for _, text in headings}:
        # Elsewhere a column of this name is a complaint's own number.
        fields.pop(REPLY, None)
    missing = {name for name in field_by_heading if name not in {normal(text) for _, text in headings}}
    if not any(name in fields for name in REQUIRED_FIELDS) or missing:
        return None
    return Columns(fields, tuple(unused), head)
