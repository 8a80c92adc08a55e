"""The field of each column: given by `--map`, or guessed from Indonesian and English headings.

A heading may stand in up to three rows ('IDENTITAS PELAPOR' over 'Nama', 'NIK', 'Alamat'). An exact heading wins over
one that only contains a field's words. A column about another person is never read as the complainant's.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import msgspec

from complaints.errors import Refused
from complaints.fields import FIELDS, NO_FIELD_HEADINGS
from complaints.phrases import phrase
from desktop.importing.table import Cell, Line, Merge

IGNORED, REPLY = "", "reply_to"
# Name, address and contacts of the complainant in one cell.
PERSON = "complainant.person"
FIRST_ROWS = 25
MOST_HEADING_ROWS = 3
JOINT = " / "

# A heading means the field whose longest alternative it holds, word for word; `IGNORED` ones keep others from being guessed.
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    **{field.path: field.headings for field in FIELDS},
    PERSON: (
        "nama alamat", "nama dan alamat", "nama alamat pelapor", "nama dan alamat pelapor", "identitas pelapor", "identitas pengadu", "identitas",
        "biodata pelapor", "data pelapor", "nama alamat pengadu", "nama dan alamat pengadu",
    ),
    "location.rt_rw": ("rt rw", "rt rk", "rtrw"),
    "outcome.status": (
        "status", "status pengaduan", "status aduan", "status laporan", "status penanganan", "status tindak lanjut", "status penyelesaian",
        "stage", "progres", "progress", "status akhir", "status terakhir", "status tl", "ket status", "keterangan status",
    ),
    "outcome.follow_up": (
        "tindak lanjut", "tindak lanjut pengaduan", "tindak lanjut aduan", "tindaklanjut", "uraian tindak lanjut", "penanganan",
        "langkah penanganan", "follow up", "action taken", "tl", "rtl", "tindakan", "upaya", "upaya penanganan", "upaya penyelesaian",
        "upaya tindak lanjut", "tindakan yang diambil", "langkah yang diambil", "langkah", "tindakan penanganan",
    ),
    "outcome.response": (
        "tanggapan", "jawaban", "hasil", "hasil pengaduan", "hasil tindak lanjut", "hasil penanganan", "hasil penyelesaian", "penyelesaian",
        "penyelesaian pengaduan", "isi tanggapan", "isi jawaban", "balasan", "response", "result", "respon", "respons", "solusi", "hasil akhir", "hasil yang dicapai",
    ),
    "outcome.forwarded_to": (
        "diteruskan kepada", "diteruskan ke", "disposisi kepada", "dilimpahkan ke", "dilimpahkan kepada", "forwarded to",
    ),
    "outcome.verified_on": ("tanggal verifikasi", "tgl verifikasi", "tanggal diverifikasi", "verified on"),
    "outcome.followed_up_on": (
        "tanggal tindak lanjut", "tgl tindak lanjut", "tanggal ditindaklanjuti", "tgl ditindaklanjuti", "tanggal penanganan",
        "waktu tindak lanjut", "tanggal tl", "tgl tl", "followed up on",
    ),
    "outcome.responded_on": (
        "tanggal tanggapan", "tgl tanggapan", "tanggal jawaban", "tgl jawaban", "tanggal dijawab", "tanggal ditanggapi", "tanggal balasan",
        "responded on",
    ),
    "outcome.closed_on": (
        "tanggal selesai", "tgl selesai", "tanggal penyelesaian", "tgl penyelesaian", "tanggal ditutup", "tgl ditutup", "tanggal diselesaikan",
        "tanggal hasil", "waktu selesai", "waktu penyelesaian", "tanggal tuntas", "tgl tuntas", "closed on", "date closed",
    ),
    "outcome.changed_on": ("updated at", "diperbarui pada", "tanggal diperbarui", "tanggal perubahan status", "tanggal status"),
    # OpenSID keeps answers in the table of complaints: `id_pengaduan` names the complaint that a row answers.
    REPLY: ("id pengaduan", "reply to"),
    IGNORED: NO_FIELD_HEADINGS,
}  # fmt: skip
PATHS = frozenset(ALTERNATIVES) - {IGNORED}
REQUIRED_FIELDS = ("body", "title")


# Whose column it is, when one of these words stands in it: never the complainant's.
OTHER_PEOPLE = frozenset(
    """
    terlapor teradu diadukan dilaporkan oknum pelaku petugas penerima pejabat perangkat operator admin
    verifikator pemeriksa pelaksana pencatat penanggung kades lurah camat kepala sekretaris kasi kaur saksi
    korban wali keluarga ortu ibu ayah suami istri penghubung pendamping reported officer witness
    recipient handler staff
    """.split()  # noqa: SIM905
)
# What no field holds, however many of a field's words stand beside it.
OTHER_MATTERS = frozenset(
    """
    lahir ttl umur usia foto gambar lampiran bukti dokumentasi dokumen berkas file link tautan paraf ttd tanda
    jumlah total jml banyaknya persen persentase prosentase kode nomor no id rekap agama pekerjaan pendidikan
    tenggat ketepatan
    birth photo attachment age count
    """.split()  # noqa: SIM905
)
# What was planned is not what was done: 'Target tanggal selesai', 'Rencana tindak lanjut'.
PLANS = frozenset({"rencana", "target", "estimasi", "perkiraan", "prakiraan", "deadline", "batas"})
_PERSON = frozenset({"pelapor", "pengadu", "complainant", "warga", "pemohon"})
_MATTER = frozenset({"pengaduan", "aduan", "laporan", "keluhan", "complaint"})
_OUTCOME = frozenset(
    {"tindak", "tindaklanjut", "lanjut", "penyelesaian", "hasil", "penanganan", "tanggapan", "jawaban"}
)
# Who answers, behind a word for the answer.
_ANSWERING = frozenset(
    {"kepala", "kades", "lurah", "camat", "petugas", "pejabat", "perangkat", "aparat", "opd", "instansi", "dinas"}
)
# Beside 'Nama' in a heading: the cells hold more of the person than a name.
_CONTACTS = frozenset({"alamat", "nik", "ktp", "hp", "wa", "telp", "tlp", "telepon", "kontak", "whatsapp", "handphone"})
# Words that say nothing of their own in a heading, beside one that does.
_FILLERS = frozenset(
    """
    hari jam pukul data identitas biodata keterangan lengkap singkat ringkas ringkasan jelas warga masyarakat
    desa kelurahan pengaduan aduan laporan keluhan pelapor pengadu dan atau yang di ke dari isi uraian bentuk
    daftar register kegiatan tersebut diisi wajib aspirasi permasalahan masalah and or of the uraikan tuliskan
    jelaskan sebutkan sampaikan ceritakan silakan silahkan mohon secara anda saudara bapak kami detail detil
    substansi kronologi kronologis pesan opsional pemerintah pemdes kantor oleh pihak
    """.split()  # noqa: SIM905
)
# What may stand beside the one word of these fields: 'Nama Kegiatan' is nobody's name.
_ALONE: dict[str, frozenset[str]] = {
    "complainant.name": _FILLERS - {"desa", "kelurahan", "kegiatan", "register", "daftar", "pemerintah", "pemdes", "kantor", "permasalahan", "masalah", "pihak", "ke"},
    "received_on": _FILLERS - {"kegiatan", "permasalahan", "masalah", "kantor", "pemerintah", "pemdes", "oleh", "ke", "aspirasi"},
}  # fmt: skip
# What stands under a heading of the outcome ('TINDAK LANJUT'), by the word below it.
_UNDER_OUTCOME = {
    "tanggal": "outcome.followed_up_on", "tgl": "outcome.followed_up_on", "waktu": "outcome.followed_up_on",
    "hari tanggal": "outcome.followed_up_on", "tanggal selesai": "outcome.closed_on", "tgl selesai": "outcome.closed_on",
    "selesai": "outcome.closed_on", "uraian": "outcome.follow_up", "isi": "outcome.follow_up", "bentuk": "outcome.follow_up",
    "keterangan": "outcome.follow_up", "ket": "outcome.follow_up", "kegiatan": "outcome.follow_up", "tindakan": "outcome.follow_up",
    "langkah": "outcome.follow_up", "hasil": "outcome.response", "jawaban": "outcome.response", "tanggapan": "outcome.response",
    "status": "outcome.status", "progres": "outcome.status",
}  # fmt: skip
# What a heading is divided into where people make a check mark under one of them.
_CHOICES = frozenset(
    """
    l|p|lk|pr|laki laki|perempuan|proses|diproses|dalam proses|sedang diproses|belum|sudah|belum selesai|sudah selesai|belum diproses|
    belum ditindaklanjuti|sudah ditindaklanjuti|ditolak|tuntas|lisan|tertulis|surat|wa|telepon|sms|langsung|aspirasi|pengaduan|informasi
    """.replace("\n", "")
    .replace("  ", "")
    .strip()
    .split("|")
)


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields`: the column of each field, from 0; `unused`: headings without a field; rows begin after `head`.

    `texts` are the headings by column, joined where they stand in several rows, of which `top` is the first, from 0.
    `others` are the columns of another person.
    """

    fields: Mapping[str, int]
    unused: tuple[str, ...]
    head: int
    texts: tuple[str, ...] = ()
    top: int = 0
    of_other_people: Collection[int] = field(default_factory=frozenset[int])


@lru_cache(4_000)
def normal(heading: str) -> str:
    """A heading without signs, case and notes in brackets: 'Tgl. Diterima (dd/mm)' is 'tgl diterima'."""
    if heading.isascii() and heading.replace(" ", "").isalnum():
        return " ".join(heading.lower().split())  # as most names of people are, too
    plain = re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFKC", heading)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


_EXACT = {text: name for name, texts in ALTERNATIVES.items() for text in texts}
# Beside other words these say nothing of whose name it is: 'Keluhan Warga'.
_WHOLE_HEADINGS = {"warga": "complainant.name", "masyarakat": "complainant.name"}
_BY_PATH = {normal(name): name for name in PATHS}
_BY_WORDS = sorted(((frozenset(text.split()), name) for text, name in _EXACT.items()), key=lambda entry: -len(entry[0]))


def guess(heading: str) -> str | None:
    """The field of a heading; IGNORED when it is one to leave out, None when it means nothing here."""
    exact = guess_exactly(heading)
    return exact if exact is not None else _guess_loosely(heading)


def guess_exactly(heading: str) -> str | None:
    """The field with exactly this heading."""
    plain = normal(heading)
    if _holds_a_person(heading):
        return PERSON
    if plain in _BY_PATH:
        return _BY_PATH[plain]
    if plain in _EXACT or plain in _WHOLE_HEADINGS:
        return _EXACT.get(plain) or _WHOLE_HEADINGS.get(plain, IGNORED)
    parent, _, child = heading.rpartition(JOINT)
    return _guess_joined(normal(parent), normal(child)) if parent else None


def _holds_a_person(heading: str) -> bool:
    """'Nama/No. HP', 'Nama (Alamat)', 'Nama / RT-RW / HP': of the complainant, several things in one cell."""
    parts = heading.split(JOINT)
    here = heading if "nama" in normal(parts[0]).split() else parts[-1]
    words = set(normal(here.replace("(", " ").replace(")", " ")).split())
    if "nama" not in words or not words & _CONTACTS or words & {"sesuai", "menurut"}:
        return False
    return not (set(normal(heading).split()) | words) & OTHER_PEOPLE


def _guess_joined(parent: str, child: str) -> str | None:
    """The field of a heading in two rows: the upper row decides what the lower one can mean."""
    above = set(parent.split())
    if above & OTHER_PEOPLE or above & {"lahir", "lampiran"}:
        return _EXACT.get(f"{child} {parent}", IGNORED) if child == "nama" else IGNORED
    if above & PLANS:
        return None
    subject = " ".join(
        word for word in parent.split() if word not in {"identitas", "data", "biodata", "informasi", "keterangan"}
    )
    for text in (f"{child} {subject}", f"{subject} {child}"):
        if text in _EXACT:
            return _EXACT[text]
    alone = _EXACT.get(child)
    if above & _PERSON or not subject:
        return alone if alone is not None and alone.startswith(("complainant.", "location.", "anonymous")) else IGNORED
    if above & _OUTCOME:
        below = _UNDER_OUTCOME.get(child)
        return below or (alone if alone is not None and alone.startswith("outcome.") else IGNORED)
    if alone is None and above & _MATTER:
        return _guess_loosely(child)
    return alone


def _guess_loosely(heading: str) -> str | None:
    """The field whose words are in the heading, when its other words have no meaning of their own."""
    words = normal(heading).split()
    word_set = set(words)
    if word_set & PLANS:
        return None
    if words and words[0] in _OUTCOME and word_set & _ANSWERING:
        # 'Tanggapan Kepala Desa' is an answer, 'Petugas Tindak Lanjut' a person.
        word_set -= _ANSWERING
    if word_set & OTHER_PEOPLE:
        # Only who is complained of has a field.
        return "subject" if _loose(word_set) == "subject" else IGNORED
    if word_set & OTHER_MATTERS and not word_set & {
        "hp",
        "telp",
        "tlp",
        "telpon",
        "telepon",
        "wa",
        "whatsapp",
        "ktp",
        "nik",
        "handphone",
        "kontak",
    }:
        return IGNORED
    of_person = [word for word in words if word not in _PERSON]
    if len(of_person) < len(words):
        # 'Kontak Pelapor' is the complainant's 'Kontak', never their name.
        named = _EXACT.get(" ".join(of_person))
        return named if named is not None and named.startswith("complainant.") else _loose(word_set)
    return _loose(word_set)


def _loose(word_set: set[str]) -> str | None:
    telling = word_set - _FILLERS
    by_word = {_EXACT.get(word) for word in telling - {"no", "nomor"}}
    if len(telling) > 1 and len(by_word) == 1 and (same := by_word.pop()):
        # 'Telp/HP', 'Tanggapan/Jawaban': words for the same thing.
        return same
    for heading_words, name in _BY_WORDS:
        if heading_words <= word_set:
            remaining = word_set - heading_words - _FILLERS
            # One word alone decides only beside fillers: 'Tanggal Rapat' is no day of receipt.
            if name in _ALONE and len(heading_words) == 1 and word_set - heading_words - _ALONE[name]:
                return None
            if not remaining or (len(heading_words) > 1 and len(remaining) <= 2):
                return name
    return None


def read_map(content: bytes) -> dict[str, str]:
    """`--map`: an object of heading to field, null for a column to leave out. Field to heading is accepted too."""
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


def find_columns(
    lines: Sequence[Line], field_by_heading: Mapping[str, str], merges: Sequence[Merge] = ()
) -> Columns | None:
    """The heading rows among the first lines, and what their columns are; None when no row looks like one."""
    best: Columns | None = None
    for place in range(min(len(lines), FIRST_ROWS)):
        for depth in range(1, MOST_HEADING_ROWS + 1):
            texts = _joined(lines, place, depth, merges)
            if texts is None:
                break
            candidate = _columns(texts, field_by_heading, place, place + depth)
            if candidate is None or not (field_by_heading or _stands_out(candidate, lines)):
                continue
            if best is None or len(candidate.fields) > len(best.fields) or _divides(candidate, best):
                best = candidate
    return best


def _divides(deeper: Columns, best: Columns) -> bool:
    """Whether the deeper heading only divides columns of the other: 'Status' into 'Selesai' and 'Proses'."""
    if deeper.top != best.top or deeper.head <= best.head:
        return False
    lost = [place for name, place in best.fields.items() if deeper.fields.get(name) != place]
    if not lost:
        return sum(map(bool, deeper.texts)) > sum(map(bool, best.texts))
    return all(
        place < len(deeper.texts)
        and deeper.texts[place].startswith(best.texts[place] + JOINT)
        and place + 1 < len(deeper.texts)
        and deeper.texts[place + 1].startswith(best.texts[place] + JOINT)
        for place in lost
    )


def _stands_out(columns: Columns, lines: Sequence[Line]) -> bool:
    """Whether this row is a heading. A book's title has a single cell over rows of several cells."""
    if len(columns.fields) > 1:
        return True
    below = [_filled(line) for line in lines[columns.head : columns.head + FIRST_ROWS] if not line.blank]
    usual = sorted(below)[len(below) // 2] if below else 0
    return 2 * sum(bool(text) for text in columns.texts) > usual


def _filled(line: Line) -> int:
    return sum(1 for cell in line.cells if str(cell).strip())


def _joined(lines: Sequence[Line], top: int, depth: int, merges: Sequence[Merge]) -> tuple[str, ...] | None:
    """The headings of so many rows by column; None when these rows are no heading together."""
    rows = lines[top : top + depth]
    if len(rows) < depth:
        return None
    if depth == 1:
        return tuple(_text(cell) for cell in rows[0].cells)
    width = max(len(row.cells) for row in rows)
    grid = [[_text(row.cells[at]) if at < len(row.cells) else "" for at in range(width)] for row in rows]
    if any(_is_value(cell) for row in rows for cell in row.cells):
        return None
    wide = _widened(grid, top, merges)
    if not all(_belong(grid, wide, upper, top, merges) for upper in range(depth - 1)):
        return None
    return tuple(JOINT.join(dict.fromkeys(text for text in (row[at] for row in wide) if text)) for at in range(width))


def _widened(grid: list[list[str]], top: int, merges: Sequence[Merge]) -> list[list[str]]:
    """Each upper heading over all the columns that it spans: those merged with it, else the empty ones over headings below."""
    wide = [list(row) for row in grid]
    for (row, start), (_, end) in merges:
        if top <= row < top + len(grid) and end > start and start < len(grid[0]):
            for at in range(start, min(end, len(grid[0]) - 1) + 1):
                wide[row - top][at] = grid[row - top][start]
    merged = any(top <= row < top + len(grid) and end > start for (row, start), (_, end) in merges)
    if not merged:
        for upper in range(len(grid) - 1):
            for at in range(1, len(grid[0])):
                if not wide[upper][at] and grid[upper + 1][at] and grid[upper + 1][at - 1] and wide[upper][at - 1]:
                    wide[upper][at] = wide[upper][at - 1]
    return wide


def _belong(grid: list[list[str]], wide: list[list[str]], upper: int, top: int, merges: Sequence[Merge]) -> bool:
    """Whether the row below is part of the same heading: cells are merged across or down, or each fills what the other leaves empty."""
    above, below = grid[upper], grid[upper + 1]
    if len({text for text in above if text}) < 2 or not any(below):
        return False
    row = top + upper
    tied = any(
        (first == row and end > start and last == row and any(below[at] for at in range(start, min(end, len(below) - 1) + 1)))
        or first <= row < last
        for (first, start), (last, end) in merges
    )  # fmt: skip
    if tied:
        return True
    under = [text for at, text in enumerate(below) if text and wide[upper][at]]
    alone = [text for at, text in enumerate(above) if text and not below[at]]
    recognised = sum(
        guess(text) is not None or normal(text) in _UNDER_OUTCOME or normal(text) in _CHOICES for text in below if text
    )
    spans = any(below[at] and not above[at] for at in range(len(below)))
    return bool(spans and under and alone and 2 * recognised >= sum(bool(text) for text in below))


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split())


def _is_value(cell: Cell) -> bool:
    """A number or a day: no heading has one."""
    if isinstance(cell, str):
        return bool(re.fullmatch(r"[\d\s./:,+-]*\d[\d\s./:,+-]*", cell.strip()))
    return isinstance(cell, int | float | date | datetime)


def _columns(texts: Sequence[str], field_by_heading: Mapping[str, str], top: int, head: int) -> Columns | None:
    fields: dict[str, int] = {}
    headings = [(place, text) for place, text in enumerate(texts) if text]
    chosen: dict[int, str] = {}
    for place, text in headings:
        for name in (normal(text), normal(text.rpartition(JOINT)[2])):
            if name in field_by_heading:
                chosen[place] = field_by_heading[name]
                break
    for place, name in chosen.items():
        if name != IGNORED:
            fields.setdefault(name, place)
    unmapped = [(place, text) for place, text in headings if place not in chosen]
    guessed: dict[int, str | None] = {}
    for guess_heading in (guess_exactly, _guess_loosely):
        for place, text in unmapped:
            if guessed.get(place) is None:
                name = guess_heading(text)
                guessed[place] = name if name is None or name == IGNORED or name not in fields else None
                if name and name not in fields:
                    fields[name] = place
    names = {normal(text) for _, text in headings} | {normal(text.rpartition(JOINT)[2]) for _, text in headings}
    if "complainant.name" in fields and PERSON in fields:
        # The name has a column of its own.
        place = fields.pop(PERSON)
        guessed[place] = None
    if "id" not in names:
        # Elsewhere a column of this name is a complaint's own number.
        fields.pop(REPLY, None)
    missing = set(field_by_heading) - names
    if not any(name in fields for name in REQUIRED_FIELDS) or missing:
        return None
    unused = tuple(text for place, text in unmapped if guessed.get(place) is None)
    return Columns(fields, unused, head, tuple(texts), top, frozenset(_of_other_people(headings, fields)))


def _of_other_people(headings: Sequence[tuple[int, str]], fields: Mapping[str, int]) -> set[int]:
    used = set(fields.values())
    return {place for place, text in headings if place not in used and set(normal(text).split()) & OTHER_PEOPLE}
