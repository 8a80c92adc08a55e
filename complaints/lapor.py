"""SP4N-LAPOR! at the district: its ids and statuses, reports as lists and pasted text give them, and the text that goes back. Pure.

No public interface of LAPOR! is open to agencies: what is there comes by a list or by hand, and goes back by hand. Its statuses and the
shape of its ids: docs/domain.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from complaints.complaint import Complaint, Stage
from complaints.draft import NOTE_LIMIT, clean, clean_line
from complaints.errors import InvalidField
from complaints.events import Approved, Corrected, Kind, Noted, Reopened, Responded
from complaints.fields import TEXT_LIMIT
from complaints.ownership import speaks_for_district
from complaints.phrases import Phrase, phrase

SOURCE = "sp4n_lapor"
BY_DISTRICT = "district"  # no source of a complaint: the coordinator put it into LAPOR!
ENTERED = "entered"  # of a note's meaning: the unit's answer was put into LAPOR!
LONGEST_ID = 10  # digits
FIRST_DAY = date(2011, 11, 8)  # LAPOR! began then: a report from before it is a day that was read wrongly

Status = Literal["unverified", "not_followed_up", "in_progress", "done", "postponed", "archived"]
STATUSES: dict[Status, str] = {
    "unverified": "Belum Terverifikasi", "not_followed_up": "Belum Ditindaklanjuti", "in_progress": "Diproses", "done": "Selesai",
    "postponed": "Ditunda", "archived": "Diarsip",
}  # fmt: skip
_STATUS_WORDS: dict[str, Status] = {
    **{word.casefold(): status for status, word in STATUSES.items()},

    "belum diverifikasi": "unverified", "baru": "unverified", "belum ditindak lanjuti": "not_followed_up", "belum diproses": "not_followed_up",
    "proses": "in_progress", "dalam proses": "in_progress", "sedang diproses": "in_progress", "tunda": "postponed", "tertunda": "postponed",
    "arsip": "archived", "diarsipkan": "archived", "sudah selesai": "done",
}  # fmt: skip
_OF_STAGE: dict[Stage, Status] = {
    "new": "unverified", "verified": "not_followed_up", "in_progress": "in_progress", "forwarded": "in_progress",
    "awaiting_approval": "in_progress", "responded": "in_progress", "closed": "done", "returned": "postponed", "archived": "archived",
}  # fmt: skip
KINDS: dict[Kind, str] = {
    "complaint": "Pengaduan", "aspiration": "Aspirasi", "information_request": "Permintaan Informasi",
}  # fmt: skip
_KIND_WORDS: dict[str, Kind] = {
    **{word.casefold(): kind for kind, word in KINDS.items()},

    "aduan": "complaint", "permintaan": "information_request", "informasi": "information_request",
}  # fmt: skip

LaporField = Literal[
    "lapor_id", "title", "body", "kind", "category", "received_on", "occurred_on", "location", "unit", "instruction", "target", "status",
]  # fmt: skip
# What lists and pages of LAPOR! call them, in lower case without signs.
HEADINGS: dict[LaporField, tuple[str, ...]] = {
    "lapor_id": (
        "id", "id laporan", "id lapor", "no laporan", "nomor laporan", "nomor tiket", "no tiket", "tiket", "tracking id", "kode laporan",
        "id pengaduan", "nomor sp4n lapor", "id sp4n", "lapor id", "id tiket",
    ),
    "title": ("judul", "judul laporan", "perihal", "topik", "subjek"),
    "body": ("isi", "isi laporan", "isi pengaduan", "isi aduan", "laporan", "uraian", "deskripsi", "konten laporan"),
    "kind": ("klasifikasi", "klasifikasi laporan", "jenis", "jenis laporan", "tipe", "tipe laporan"),
    "category": ("kategori", "kategori laporan"),
    "received_on": (
        "tanggal", "tanggal laporan", "tanggal masuk", "tanggal lapor", "tanggal laporan masuk", "tanggal dibuat", "waktu laporan",
        "tanggal disposisi", "tgl laporan", "tgl masuk", "tanggal diterima",
    ),
    "occurred_on": ("tanggal kejadian", "tgl kejadian", "waktu kejadian"),
    "location": ("lokasi", "lokasi kejadian", "tempat kejadian", "alamat kejadian"),
    "unit": (
        "unit", "instansi", "instansi terdisposisi", "instansi tujuan", "opd", "disposisi", "disposisi ke", "terdisposisi ke", "unit tujuan",
        "perangkat daerah", "instansi terlapor",
    ),
    "instruction": ("instruksi", "arahan", "petunjuk", "catatan disposisi", "instruksi disposisi"),
    "target": ("target", "tenggat", "batas waktu", "target tanggal", "target selesai", "jatuh tempo"),
    "status": ("status", "status laporan", "status tindak lanjut", "tahapan"),
}  # fmt: skip
FIELDS: tuple[LaporField, ...] = tuple(HEADINGS)
_NAMED: dict[str, LaporField] = {word: field for field, words in HEADINGS.items() for word in words}
_MONTHS = {
    month: number
    for number, words in enumerate(
        ("januari jan january", "februari feb pebruari february", "maret mar march", "april apr", "mei may", "juni jun june", "juli jul july",
         "agustus agu ags agt aug august", "september sep sept", "oktober okt oct october", "november nov nopember", "desember des dec december"), 1,
    )
    for month in words.split()
}  # fmt: skip
_TIME = re.compile(
    r"(?i)[\s,T]*(?:pukul|jam|pkl\.?)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:wib|wita|wit|z|\+\d\d:?\d\d)?\s*$"
)
_WEEKDAY = re.compile(r"(?i)^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,?\s*")
_SERIAL = range(30_000, 80_000)
_EXCEL_EPOCH = date(1899, 12, 30).toordinal()

Cell = str | int | float | bool | date | datetime | None


class NoIdColumn(InvalidField):
    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__(
            "lapor_id",
            phrase(
                "Kolom nomor laporan tidak dikenali di antara: {headings}. Tidak ada yang disimpan; sebutkan dengan --map, misalnya "
                '{{"No. Laporan": "lapor_id"}}.',
                headings=", ".join(heading for heading in headings if heading)[:300] or "-",
            ),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """A report as LAPOR! has it. `unit` is the receiver's name or code as typed; `status` None where the list doesn't say."""

    lapor_id: str
    title: str = ""
    body: str = ""
    kind: Kind = "complaint"
    category: str = ""
    received_on: date | None = None
    occurred_on: date | None = None
    location: str = ""
    unit: str = ""
    instruction: str = ""
    target: date | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What can't be read in a row of a list; rows are counted from 1, as Excel shows them."""

    row: int
    field: LaporField
    phrase: Phrase

    @property
    def sentence(self) -> str:
        return str(self.phrase)


def status_of(stage: Stage) -> Status:
    """How LAPOR! would call this stage of ours."""
    return _OF_STAGE[stage]


def parse_id(typed: Cell) -> str:
    """The digits of a report's id, without leading zeros: '#8416894', 8416894.0. Raises InvalidField for anything else."""
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    text = "" if typed is None or isinstance(typed, bool) else str(typed).strip().lstrip("#").strip()
    digits = text.lstrip("0")
    if not (text.isascii() and text.isdigit() and digits and len(digits) <= LONGEST_ID):
        raise InvalidField(
            "lapor_id",
            phrase(
                "“{typed}” bukan nomor laporan SP4N-LAPOR!: paling banyak {most} angka, tanpa huruf dan tanda.",
                typed=str(typed if typed is not None else "")[:40],
                most=LONGEST_ID,
            ),
        )
    return digits


def parse_day(typed: Cell) -> date | None:
    """The day in a cell or a text, day before month as Indonesians write; None for an empty one. Raises InvalidField."""
    match typed:
        case None:
            return None
        case datetime():
            return typed.date()
        case date():
            return typed
        case int() | float() if not isinstance(typed, bool) and int(typed) in _SERIAL:
            return date.fromordinal(_EXCEL_EPOCH + int(typed))
        case _:
            pass
    text = _TIME.sub("", _WEEKDAY.sub("", clean_line(str(typed))))
    if not text:
        return None
    parts = [part for part in re.split(r"[\s\-/.,]+", text.casefold()) if part]
    try:
        if len(parts) == 3 and all(part.isascii() for part in parts):
            first, second, third = parts
            month = _MONTHS.get(second)
            if len(first) == 4:
                return date(int(first), month or int(second), int(third))
            if len(third) == 4:
                return date(int(third), month or int(second), int(first))
    except ValueError:
        pass
    raise InvalidField("received_on", phrase("“{typed}” bukan tanggal yang terbaca.", typed=text[:40]))


def parse_status(typed: Cell) -> Status | None:
    """One of LAPOR!'s six statuses; None for an empty cell. Raises InvalidField for a word that is none of them."""
    text = clean_line(str(typed)) if typed is not None else ""
    if not text:
        return None
    status = _STATUS_WORDS.get(" ".join(re.findall(r"\w+", text.casefold())))
    if status is None:
        raise InvalidField(
            "status", phrase("Status “{typed}” bukan salah satu dari enam status LAPOR!.", typed=text[:40])
        )
    return status


def parse_kind(typed: Cell) -> Kind:
    text = clean_line(str(typed)) if typed is not None else ""
    if not text:
        return "complaint"
    kind = _KIND_WORDS.get(text.casefold())
    if kind is None:
        raise InvalidField("kind", phrase("Klasifikasi “{typed}” tidak dikenal.", typed=text[:40]))
    return kind


def mapping(headings: Sequence[str], typed: Mapping[str, str] | None = None) -> dict[int, LaporField]:
    """Which column is which field: as typed ({'No. Tiket': 'lapor_id'}, '' for none), else by its heading. Raises InvalidField."""
    said = {_plain(heading): field for heading, field in (typed or {}).items()}
    unknown = [field for field in said.values() if field and field not in FIELDS]
    absent = [heading for heading in typed or {} if _plain(heading) not in {_plain(name) for name in headings}]
    if unknown or absent:
        raise InvalidField(
            "map",
            phrase(
                "Pemetaan kolom menyebut yang tidak ada: {names}. Tidak ada yang disimpan; kolomnya {fields}.",
                names=", ".join([*unknown, *absent])[:200],
                fields=", ".join(FIELDS),
            ),
        )
    found: dict[int, LaporField] = {}
    for column, heading in enumerate(headings):
        word = _plain(heading)
        if said.get(word):
            found[column] = next(field for field in FIELDS if field == said[word])
    for column, heading in enumerate(headings):
        field = _NAMED.get(_plain(heading))
        if _plain(heading) not in said and field is not None and field not in found.values():
            found[column] = field
    if "lapor_id" not in found.values():
        raise NoIdColumn(headings)
    return found


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"\w+", heading.casefold()))


def read_rows(
    rows: Iterable[tuple[int, Sequence[Cell]]], columns: Mapping[int, LaporField], today: date, *, whole: bool = True
) -> tuple[list[tuple[int, Report]], list[Fault]]:
    """The reports of a list with their rows, and what can't be read. A row with a fault gives no report.

    `whole`: for recording, so that there must be a text; else only ids and statuses are looked at. An id that comes twice is told.
    """
    reports: list[tuple[int, Report]] = []
    faults: list[Fault] = []
    row_of: dict[str, int] = {}
    for number, cells in rows:
        values: dict[LaporField, Cell] = {
            field: cells[column] for column, field in columns.items() if column < len(cells)
        }
        if all(_is_empty(value) for value in cells):
            continue
        found, wrong = _report(number, values, today, whole=whole)
        if found is not None and found.lapor_id in row_of:
            told = phrase(
                "Nomor {id} sudah ada di baris {row}; baris ini tidak dibaca.",
                id=found.lapor_id,
                row=row_of[found.lapor_id],
            )
            wrong, found = [Fault(number, "lapor_id", told)], None
        faults += wrong
        if found is not None:
            row_of[found.lapor_id] = number
            reports.append((number, found))
    return reports, faults


def _is_empty(value: Cell) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _report(
    row: int, values: Mapping[LaporField, Cell], today: date, *, whole: bool
) -> tuple[Report | None, list[Fault]]:
    faults: list[Fault] = []
    lapor_id, kind, status = "", "complaint", None
    days: dict[LaporField, date | None] = {}
    try:
        lapor_id = parse_id(values.get("lapor_id"))
    except InvalidField as error:
        faults.append(Fault(row, "lapor_id", error.phrase))
    try:
        status = parse_status(values.get("status"))
    except InvalidField as error:
        faults.append(Fault(row, "status", error.phrase))
    if whole:
        try:
            kind = parse_kind(values.get("kind"))
        except InvalidField as error:
            faults.append(Fault(row, "kind", error.phrase))
        for field in ("received_on", "occurred_on", "target"):
            try:
                days[field] = parse_day(values.get(field))
            except InvalidField as error:
                faults.append(Fault(row, field, error.phrase))
        faults += [Fault(row, field, told) for field, told in _day_faults(days, today)]
        if not (_text(values.get("body")) or _text(values.get("title"))):
            faults.append(Fault(row, "body", phrase("Isi laporan kosong.")))
        limits: tuple[tuple[LaporField, int], ...] = (("body", TEXT_LIMIT), ("instruction", NOTE_LIMIT - 500))
        for field, limit in limits:
            if (length := len(_text(values.get(field)))) > limit:
                told = phrase("Terlalu panjang: {length} huruf, paling banyak {limit}.", length=length, limit=limit)
                faults.append(Fault(row, field, told))
    if faults:
        return None, faults
    title, body = clean_line(_text(values.get("title"))), _text(values.get("body"))
    return (
        Report(
            lapor_id, title, body or title, kind, clean_line(_text(values.get("category"))), days.get("received_on"),
            days.get("occurred_on"), clean_line(_text(values.get("location"))), clean_line(_text(values.get("unit"))),
            _text(values.get("instruction")), days.get("target"), status,
        ),
        [],
    )  # fmt: skip


def _day_faults(days: Mapping[LaporField, date | None], today: date) -> Iterable[tuple[LaporField, Phrase]]:
    for field in ("received_on", "occurred_on"):
        day = days.get(field)
        if day is not None and day > today:
            yield field, phrase("Tanggal {day} belum tiba.", day=f"{day:%d-%m-%Y}")
        elif day is not None and field == "received_on" and day < FIRST_DAY:
            yield field, phrase("Tanggal {day} dari sebelum LAPOR! ada.", day=f"{day:%d-%m-%Y}")


def _text(value: Cell) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else clean(str(value))


_LABEL = re.compile(r"^\s*([^\n:]{2,40}?)\s*:\s*(.*)$")


def parse_pasted(text: str) -> dict[LaporField, str]:
    """What a report that was copied from LAPOR! as a whole says, field by field, for a look before it is saved.

    Lines 'Label: text' begin a field, and lines behind it belong to it; a number behind '#' is its id. Without any label all is the text.
    """
    found: dict[LaporField, list[str]] = {}
    loose: list[str] = []
    current: LaporField | None = None
    lines = clean(text).splitlines()
    for index, line in enumerate(lines):
        match = _LABEL.match(line)
        field = _NAMED.get(_plain(match[1])) if match else _alone(line, lines[index + 1 :])
        if field is not None and field not in found:
            current = field
            found[field] = [match[2]] if match and match[2] else []
            continue
        (found[current] if current is not None else loose).append(line)
    said: dict[LaporField, str] = {field: "\n".join(words).strip() for field, words in found.items()}
    if "lapor_id" not in said and (number := re.search(r"#\s*(\d{4,10})\b", text)):
        said["lapor_id"] = number[1]
    if "body" not in said and (rest := "\n".join(loose).strip()):
        said["body"] = rest
    return {field: value for field, value in said.items() if value}


def _alone(line: str, behind: Sequence[str]) -> LaporField | None:
    """A label on a line of its own, with its text on the next one; of one word only where LAPOR! writes it so."""
    words = _plain(line)
    if not behind or not behind[0].strip() or len(words.split()) < 2:
        return None
    return _NAMED.get(words)


# What goes back --------------------------------------------------------------------------------------------------------


def is_answered(complaint: Complaint) -> bool:
    """Whether there is an answer that may go into LAPOR!: an approved one."""
    return complaint.response != "" and complaint.stage in ("responded", "closed")


def number_from(complaint: Complaint) -> str:
    """How it came to have a number of LAPOR!: it was made there (SOURCE), the coordinator put it there (BY_DISTRICT), or '': neither."""
    if complaint.source or not complaint.lapor_id:
        return complaint.source
    for entry in reversed(complaint.history):
        step = entry.event.step
        if isinstance(step, Corrected) and step.facts.lapor_id and not entry.misplaced:
            return BY_DISTRICT if speaks_for_district(entry.event, complaint.unit) else ""
    return ""


def is_entered(complaint: Complaint) -> bool:
    """Whether the answer that it has now was ticked off as put into LAPOR!, by who recorded it or by the district."""
    for entry in reversed(complaint.history):
        match entry.event.step:
            case Noted(meaning=meaning) if (
                meaning is not None
                and meaning.lapor == ENTERED
                and (entry.event.unit == complaint.unit or speaks_for_district(entry.event, complaint.unit))
            ):
                return True
            case Responded() | Approved() | Reopened() if not entry.misplaced:
                return False
            case _:
                pass
    return False


def ready_text(complaint: Complaint, answering_unit: str) -> tuple[tuple[str, str], ...]:
    """What is copied into LAPOR!, with the names of its form."""
    answered = complaint.milestones.responded_on
    return (
        ("Nomor laporan", complaint.lapor_id),
        ("Status", STATUSES["done" if is_answered(complaint) else status_of(complaint.stage)]),
        (
            "Tindak lanjut",
            f"{complaint.response}\n\n{answering_unit}{f', {answered:%d-%m-%Y}' if answered else ''}".strip(),
        ),
    )


# Reconciliation --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Here:
    """A complaint of ours that LAPOR! has, too."""

    lapor_id: str
    complaint: str
    unit: str
    title: str
    stage: Stage
    answered: bool
    entered: bool


@dataclass(frozen=True, slots=True)
class Difference:
    lapor_id: str
    row: int
    there: Status
    here: Status
    complaint: Here


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`there_only` and `here_only`: on one side alone; `differing`: another status; `unstated`: the list says no status."""

    there_only: tuple[tuple[int, Report], ...]
    here_only: tuple[Here, ...]
    differing: tuple[Difference, ...]
    agreeing: tuple[Here, ...]
    unstated: tuple[Here, ...]


def reconcile(reports: Sequence[tuple[int, Report]], complaints: Sequence[Here]) -> Reconciled:
    """What LAPOR!'s list and ours say of the same reports. Several complaints of ours may name one report: each is compared."""
    by_id: dict[str, list[Here]] = {}
    for complaint in complaints:
        by_id.setdefault(complaint.lapor_id, []).append(complaint)
    there_only: list[tuple[int, Report]] = []
    differing: list[Difference] = []
    agreeing: list[Here] = []
    unstated: list[Here] = []
    for row, report in reports:
        ours = by_id.pop(report.lapor_id, [])
        if not ours:
            there_only.append((row, report))
        for complaint in ours:
            status = status_of(complaint.stage)
            if report.status is None:
                unstated.append(complaint)
            elif report.status == status:
                agreeing.append(complaint)
            else:
                differing.append(Difference(report.lapor_id, row, report.status, status, complaint))
    here_only = tuple(complaint for ours in by_id.values() for complaint in ours)
    return Reconciled(tuple(there_only), here_only, tuple(differing), tuple(agreeing), tuple(unstated))
