"""Reports of SP4N-LAPOR! at the district: they are recorded as its own complaints, disposed, answered by units, and ticked off.

On the wire such a report is a complaint of channel 'disposition' with its `lapor_id` and `source`, so that every office's program, also
1.0.0's, takes it as one that the district handed over (PROTOCOL §4).
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from complaints import disposition, lapor
from complaints.complaint import Complaint, Stage
from complaints.disposition import DispositionOrder
from complaints.draft import Draft, facts
from complaints.errors import InvalidField, OfficeError, Refused
from complaints.events import AnyStep, Corrected, Event, Facts, Location, Meaning, Noted, Recorded, Responded, decode
from complaints.fields import LINE_LIMIT, TITLE_LIMIT
from complaints.fold import fold
from complaints.lapor import BY_DISTRICT, ENTERED, SOURCE, STATUSES, Here, Report, Status
from complaints.numbering import RANDOM_BYTES, tracking_code
from complaints.phrases import phrase
from complaints.units_file import kind_of
from sync.server import entitlement, existing_units, units
from sync.server.district import District
from sync.server.own_device import OwnDevices, WrittenHead
from sync.server.statement import COUNTING, PortableStatement, Transaction
from sync.server.units import RegisteredUnit

PRESENT = "sudah ada di sini"
A_TIME = 100  # reports in one transaction, so that pushes hardly wait
_SELECT = (
    "SELECT id, lapor_id, unit, number, title, stage, received_on, responded_on, holder, due_day, source, lapor_entered, units FROM complaint "
    "WHERE lapor_id <> '' AND stage <> ''"
)
_ROWS = PortableStatement(f"{_SELECT} ORDER BY received_on DESC, id DESC")
# What is to be done with a report: put its answer into LAPOR!, wait for one, or nothing; and what villages entered there themselves.
Pile = Literal["ready", "open", "entered", "villages"]
_COORDINATORS = f"source IN ('{SOURCE}', '{BY_DISTRICT}')"
_CONDITIONS: dict[Pile, str] = {
    "ready": f"{_COORDINATORS} AND lapor_entered = :entered AND stage IN ('responded', 'closed')",
    "open": f"{_COORDINATORS} AND lapor_entered = :entered AND stage NOT IN ('responded', 'closed')",
    "entered": f"{_COORDINATORS} AND lapor_entered = :entered",
    "villages": "source = '' AND lapor_entered = :entered",
}
_PILES = {
    pile: PortableStatement(f"{_SELECT} AND {condition} ORDER BY received_on DESC, id DESC LIMIT :limit OFFSET :start")
    for pile, condition in _CONDITIONS.items()
}
_COUNTS = PortableStatement(
    "SELECT source, lapor_entered, stage, count(*) FROM complaint WHERE lapor_id <> '' GROUP BY source, lapor_entered, stage"
)
_WITH_IDS = PortableStatement("SELECT DISTINCT lapor_id FROM complaint WHERE lapor_id IN :ids AND stage <> ''")
_SAME_ID = PortableStatement(
    "SELECT number FROM complaint WHERE lapor_id = :lapor_id AND id <> :id AND stage <> '' LIMIT 1"
)
_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)


class NoDistrict(OfficeError):
    def __init__(self) -> None:
        super().__init__(
            phrase(
                "Kode kabupaten belum diatur, jadi belum ada yang dicatat. Jalankan: aduan-distrik district --code KODE."
            )
        )


class NoReport(InvalidField):
    def __init__(self) -> None:
        super().__init__("id", phrase("Laporan itu tidak ada di sini. Tidak ada yang berubah."))


class LaporRow(NamedTuple):
    """A complaint that LAPOR! has, too. `source` is where its number is from; '' where a village entered it there itself."""

    id: str
    lapor_id: str
    unit: str
    number: str
    title: str
    stage: Stage
    received_on: str
    responded_on: str
    holder: str
    due_day: int
    source: str
    entered: bool
    units: str

    @property
    def seat(self) -> str:
        """The unit in whose hands it is, or was: one that may see it beside who recorded it."""
        others = sorted(set(self.units.split()) - {self.unit})
        return self.holder or (others[0] if others else self.unit)

    @property
    def is_ready(self) -> bool:
        """Whether an answer waits to be put into LAPOR!."""
        return pile_of(self.source, self.stage, bool(self.entered)) == "ready"

    def here(self) -> Here:
        answered = self.stage in ("responded", "closed")
        return Here(self.lapor_id, self.id, self.unit, self.title, self.stage, answered, bool(self.entered))


class Taken(NamedTuple):
    """What became of a row of the list: `complaint` is '' where the report was here already; `note` says what is left to do."""

    row: int
    lapor_id: str
    complaint: str
    unit: str
    note: str


def all_rows(transaction: Transaction) -> list[LaporRow]:
    return [LaporRow(*row) for row in transaction.rows(_ROWS)]


def pile_of(source: str, stage: str, entered: bool) -> Pile:
    if not source:
        return "villages"
    if entered:
        return "entered"
    return "ready" if stage in ("responded", "closed") else "open"


def counts(transaction: Transaction) -> dict[Pile, int]:
    """How many reports lie in each pile."""
    counted: dict[Pile, int] = dict.fromkeys(_CONDITIONS, 0)
    for source, entered, stage, count in transaction.rows(_COUNTS):
        if stage:
            counted[pile_of(source, stage, bool(entered))] += count
    return counted


def page(transaction: Transaction, pile: Pile, start: int, limit: int) -> list[LaporRow]:
    """The newest first."""
    return [
        LaporRow(*row) for row in transaction.rows(_PILES[pile], start=start, limit=limit, entered=pile == "entered")
    ]


@dataclass(frozen=True, slots=True)
class Receivers:
    """The district's units, as lists name them: by code, by title, or by name alone where that is one unit's only."""

    named: dict[str, RegisteredUnit]

    @staticmethod
    def of(all_units: Sequence[RegisteredUnit]) -> "Receivers":
        named: dict[str, RegisteredUnit] = {}
        names: dict[str, list[RegisteredUnit]] = {}
        for unit in all_units:
            named[unit.code.casefold()] = unit
            for name in {unit.title, unit.name}:
                names.setdefault(_plain(name), []).append(unit)
        for name, alike in names.items():
            if len(alike) == 1:
                named.setdefault(name, alike[0])
        return Receivers(named)

    def placed(self, report: Report, district: str, today: date) -> tuple[RegisteredUnit | None, str]:
        """To which unit a report goes, None for none, and what is left to do about that."""
        if not report.unit:
            return None, ""
        receiver = self.find(report.unit)
        if receiver is None:
            return None, f"unit “{report.unit[:60]}” tidak dikenal: belum didisposisi"
        if receiver.code == district:
            return None, "ditujukan kepada kabupaten: belum didisposisi"
        if report.target is not None and report.target < today:
            return receiver, f"target {report.target:%d-%m-%Y} sudah lewat: didisposisi tanpa target"
        return receiver, ""

    def find(self, typed: str) -> RegisteredUnit | None:
        return self.named.get(typed.strip().casefold()) or self.named.get(_plain(typed)) or _shipped(typed.strip())


def _shipped(code: str) -> RegisteredUnit | None:
    """The unit of this code as every office knows it, where the district has given no list."""
    name = existing_units.shipped_name(code)
    return RegisteredUnit(code, name, kind_of(code, name), "") if name else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def steps(report: Report, receiver: RegisteredUnit | None, today: date, district: str) -> list[AnyStep]:
    """The events of a report: its recording, and with a receiver verification and disposition. Raises InvalidField, Refused."""
    draft = Draft(
        kind=report.kind, title=report.title[:TITLE_LIMIT], body=report.body, channel="disposition", received_on=report.received_on or today,
        occurred_on=report.occurred_on, category=report.category[:LINE_LIMIT], location=Location(detail=report.location[:LINE_LIMIT]),
        lapor_id=report.lapor_id,
    )  # fmt: skip
    code = tracking_code(secrets.token_bytes(RANDOM_BYTES))
    recorded = Recorded(today, number_of(report.lapor_id), code, facts(draft, today), source=SOURCE)
    if receiver is None:
        return [recorded]
    complaint = fold([Event("laporan", 1, 1, "laporan-1", "", district, (), recorded)])
    assert complaint is not None
    past = report.target is not None and report.target < today
    instruction = (
        f"Target di SP4N-LAPOR! {report.target:%d-%m-%Y}. {report.instruction}" if past else report.instruction
    )
    order = DispositionOrder((receiver.code,), instruction, None if past else report.target)
    return [recorded, *disposition.steps(order, complaint, today, {receiver.code: receiver.title}, district)]


def over_there(status: Status) -> str:
    return f"sudah {STATUSES[status]} di LAPOR!: tidak dicatat"


def recording_unit(transaction: Transaction, complaint: Complaint) -> str:
    """The title of the unit that recorded the complaint."""
    return units.titles(transaction, [complaint.unit])[complaint.unit]


def answering_unit(transaction: Transaction, complaint: Complaint) -> str:
    """The title of the unit that answered, '' while nobody did."""
    unit = next(
        (entry.event.unit for entry in reversed(complaint.history) if isinstance(entry.event.step, Responded)), ""
    )
    return units.titles(transaction, [unit])[unit] if unit else ""


def number_of(lapor_id: str) -> str:
    """The register number of a report: the district keeps no book of its own, and LAPOR! has numbered it."""
    return f"LAPOR-{lapor_id}"


def take(
    district: District,
    own_devices: OwnDevices,
    actor: str,
    reports: Sequence[tuple[int, Report]],
) -> Iterator[Taken]:
    """Records what isn't here yet, and yields what became of each row once that is durable. Killed on the way, it is run again.

    Raises OfficeError; what was yielded before stays.
    """
    if not district.database.read(district.desk).district:
        raise NoDistrict
    receivers = Receivers.of(district.database.read(units.load))
    for start in range(0, len(reports), A_TIME):
        part = reports[start : start + A_TIME]
        work = partial(_take_some, district, own_devices, actor, receivers, part)
        taken, head = district.database.write(work)
        if head is not None:
            own_devices.keep(head)
        yield from taken


def _take_some(
    district: District,
    own_devices: OwnDevices,
    actor: str,
    receivers: Receivers,
    part: Sequence[tuple[int, Report]],
    transaction: Transaction,
) -> tuple[list[Taken], WrittenHead | None]:
    desk, today = district.desk(transaction), district.today()
    here = {id for (id,) in transaction.rows(_WITH_IDS, ids=[report.lapor_id for _, report in part])}
    taken: list[Taken] = []
    cases: list[list[AnyStep]] = []
    for row, report in part:
        if report.lapor_id in here:
            taken.append(Taken(row, report.lapor_id, "", "", PRESENT))
            continue
        if report.status in ("done", "archived"):
            taken.append(Taken(row, report.lapor_id, "", "", over_there(report.status)))
            continue
        receiver, note = receivers.placed(report, desk.district, today)
        taken.append(Taken(row, report.lapor_id, "?", receiver.code if receiver else "", note))
        cases.append(steps(report, receiver, today, desk.district))
    if not cases:
        return taken, None
    head, ids = own_devices.record(transaction, desk, desk.district, actor, cases, district.now())
    names = iter(ids)
    return [entry._replace(complaint=next(names)) if entry.complaint else entry for entry in taken], head


def case(transaction: Transaction, district: str, id: str) -> Complaint:
    """The complaint with this id, as the district sees it. Raises NoReport when there is none."""
    history = [decode(content) for (content,) in transaction.rows(_HISTORY, complaint=id)]
    entitled = entitlement.entitled(history, district)
    complaint = fold([event for event in history if event.unit in entitled])
    if complaint is None or complaint.withdrawn:
        raise NoReport
    return complaint


def keep_number(
    transaction: Transaction, district: District, own_devices: OwnDevices, actor: str, id: str, typed: str
) -> WrittenHead:
    """Writes under which number the coordinator put a unit's complaint into LAPOR!; `keep` what it returns.

    Raises InvalidField for what is no number, Refused where another complaint has it, NothingToWrite where it stands there already.
    """
    desk, lapor_id = district.desk(transaction), lapor.parse_id(typed)
    if not desk.district:
        raise NoDistrict
    if (other := transaction.first(_SAME_ID, lapor_id=lapor_id, id=id)) is not None:
        raise Refused(
            phrase(
                "Nomor {lapor_id} sudah milik pengaduan {number}. Tidak ada yang berubah; periksa nomornya di LAPOR!.",
                lapor_id=lapor_id,
                number=other[0],
            )
        )

    def decide(complaint: Complaint) -> list[AnyStep]:
        if complaint.source:
            raise Refused(phrase("Laporan ini berasal dari SP4N-LAPOR! dan bernomor di sana. Tidak ada yang berubah."))
        if complaint.lapor_id == lapor_id:
            return []
        on = max(district.today(), complaint.received_on)
        return [Corrected(on, Facts(lapor_id=lapor_id), reason="Dimasukkan ke SP4N-LAPOR! oleh kabupaten.")]

    return own_devices.write(transaction, desk, desk.district, actor, id, decide, district.now())


def tick_off(transaction: Transaction, district: District, own_devices: OwnDevices, actor: str, id: str) -> WrittenHead:
    """Writes that the answer was put into LAPOR!; `keep` what it returns. Raises Refused where there is none, or it is ticked already."""
    desk = district.desk(transaction)

    def decide(complaint: Complaint) -> list[AnyStep]:
        if not lapor.number_from(complaint):
            raise Refused(
                phrase(
                    "Nomor LAPOR! pengaduan ini dari kantornya sendiri, yang juga mengurusnya di sana. Tidak ada yang berubah."
                )
            )
        if not lapor.is_answered(complaint):
            raise Refused(phrase("Belum ada tanggapan yang disetujui. Tidak ada yang berubah."))
        if lapor.is_entered(complaint):
            raise Refused(phrase("Tanggapan ini sudah dicentang. Tidak ada yang berubah."))
        words = f"Tanggapan dimasukkan ke SP4N-LAPOR!, laporan {complaint.lapor_id}."
        return [Noted(district.today(), words, Meaning(lapor=ENTERED))]

    return own_devices.write(transaction, desk, desk.district, actor, id, decide, district.now())
