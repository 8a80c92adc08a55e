"""The web desk of a unit's own people: what lies with it, a case, and every step that the unit takes."""

import asyncio
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import NamedTuple, cast
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints import deadlines
from complaints.complaint import Complaint, Entry
from complaints.disposition import helpers
from complaints.draft import clean
from complaints.entry_day import belated_steps
from complaints.errors import InvalidField, Refused
from complaints.events import AnyStep, Attached, Forwarded, IdentityShown
from complaints.phrases import phrase
from complaints.steps import StepDetails
from complaints.workflow import Role
from sync.server import announcements, file_access, unit_desk, unit_steps, units, web_attachment
from sync.server.accounts import Visit
from sync.server.filing import Filing
from sync.server.own_device import Decide, OwnDevices, WrittenHead
from sync.server.projection import holder
from sync.server.reckoning import NOT_DUE, Reckoning
from sync.server.refusal import not_found
from sync.server.statement import Transaction
from sync.server.tus import FileRoutes
from sync.server.unit_desk import TABS, Tab
from sync.server.unit_steps import DESK_ACTIONS, DeskAction
from sync.server.web.desk import HEADERS, Desk, attached_file, form, in_thread, text
from sync.server.web.groups import grouped
from sync.server.web.history import line

TAB_WORDS: dict[Tab, str] = {
    "new": "Baru", "today": "Hari ini", "late": "Lewat", "open": "Semua", "words": "Jawaban warga", "past": "Sudah lewat sini",
}  # fmt: skip
# Each step: the button, what it means, and the label of what is typed ('' for none; with a star it must be there).
STEP_WORDS: dict[DeskAction, tuple[str, str, str]] = {
    "accept": ("Terima", "Unit ini mengambil alih. Kantor pencatat melihat bahwa pengaduan diterima.", ""),
    "verify": ("Verifikasi", "Laporan lengkap dan menjadi urusan kantor ini.", "Keterangan"),
    "respond": ("Tanggapi", "Jawaban untuk pelapor.", "Tanggapan*"),
    "follow-up": ("Tindak lanjut", "Apa yang sudah dikerjakan.", "Yang dikerjakan*"),
    "approve": ("Setujui tanggapan", "Tanggapan menjadi jawaban resmi.", "Keterangan"),
    "decline": ("Tolak tanggapan", "Kembali kepada petugas untuk diperbaiki.", "Yang harus diperbaiki*"),
    "not-ours": ("Bukan wewenang", "Kembali kepada yang meneruskannya.", "Alasan, dan unit mana yang berwenang*"),
    "postpone": ("Tunda", "Belum lengkap: pelapor diminta melengkapinya, tenggat berhenti.", "Yang harus dilengkapi*"),
    "forward": ("Teruskan", "Unit tujuan menerima pengaduan ini beserta seluruh riwayatnya.", "Keterangan"),
    "resume": ("Tangani kembali", "Kantor ini menanganinya lagi; tenggat berjalan lagi.", "Keterangan*"),
    "close": ("Selesai", "Pelapor sudah menerima jawabannya.", "Keterangan"),
    "read": ("Sudah dibaca", "Yang dikatakan warga, di riwayat, sudah dibaca dan diperhatikan.", ""),
    "note": ("Catatan", "Terbaca oleh semua unit yang memegang pengaduan ini.", "Catatan*"),
}


_TABS: dict[str, Tab] = {tab: tab for tab in TABS}
_ACTIONS: dict[str, DeskAction] = {action: action for action in DESK_ACTIONS}


class Card(NamedTuple):
    """A complaint in the inbox: where it comes from, how its deadline stands, and the two nearest steps."""

    complaint: Complaint
    origin: str
    instruction: str
    due_words: str
    due_kind: str
    steps: list[DeskAction]


class UnitPages:
    def __init__(self, desk: Desk, file_routes: FileRoutes, filing: Filing, own_devices: OwnDevices) -> None:
        self._desk = desk
        self._files = file_routes
        self._filing = filing
        self._own_devices = own_devices
        self._attaching = asyncio.Semaphore(2)  # each holds a whole file in memory

    async def inbox(self, request: Request, visit: Visit) -> Response:
        tab = _TABS.get(request.query_params.get("tab", ""), "open")
        after, today = request.query_params.get("after", "")[:100], self._desk.today()
        reckoning, _ = await in_thread(self._desk.district.own_desk)

        def read(transaction: Transaction) -> tuple[unit_desk.Inbox, dict[str, str]]:
            page = unit_desk.inbox(transaction, visit.unit, tab, today.toordinal(), after)
            codes = {code for complaint, _ in page.complaints for code in _codes(complaint)}
            return page, units.titles(transaction, sorted(codes))

        page, names = await self._desk.read(read)
        told = await self._desk.read(lambda t: announcements.unread(t, visit.unit))
        cards = [_card(complaint, due, visit, names, reckoning, today) for complaint, due in page.complaints]
        return self._desk.html(
            "inbox.html",
            {
                "visit": visit, "cards": cards, "tab": tab, "tabs": TAB_WORDS, "counts_by_tab": page.counts,
                "following": page.following, "words": STEP_WORDS, "told": told,
            },
        )  # fmt: skip

    async def show(self, request: Request, visit: Visit) -> Response:
        return await self._page(request, visit, "unit_case.html")

    async def sheet(self, request: Request, visit: Visit) -> Response:
        """The case on paper: without the forms, for the browser's own printing."""
        return await self._page(request, visit, "unit_sheet.html")

    async def step(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        action = _ACTIONS.get(text(form_data, "action"))
        if action is None:
            raise InvalidField("action", phrase("Langkah itu tidak dikenal. Tidak ada yang berubah."))
        details = StepDetails(
            note=text(form_data, "note"), to=text(form_data, "unit"), draft=text(form_data, "draft") != "",
            on=_day(text(form_data, "on")),
        )  # fmt: skip
        known = {unit.code: unit.title for unit in await self._desk.read(units.load)}
        if action == "forward" and (not details.to or (known and details.to not in known)):
            raise InvalidField("unit", phrase("Unit tujuan tidak dikenal. Tidak ada yang berubah; pilih dari daftar."))
        reckoning, district = await in_thread(self._desk.district.own_desk)
        names = known | {district: self._desk.name or district}
        today, role = self._desk.today(), _role(visit)

        def decide(complaint: Complaint) -> list[AnyStep]:
            return list(unit_steps.decide(action, details, complaint, visit.unit, role, today, reckoning.policy, names))

        await self._write(request, visit, decide)
        return self._back(request)

    async def attach(self, request: Request, visit: Visit) -> Response:
        await self._desk.read(lambda t: unit_desk.case(t, visit.unit, request.path_params["id"]))
        async with self._attaching:
            name, content = await attached_file(request)
            if not content:
                raise InvalidField("file", phrase("Berkas belum dipilih. Tidak ada yang berubah."))
            kept = await in_thread(lambda: web_attachment.keep(self._filing, visit.unit, name, content))
        step = Attached(self._desk.today(), kept.sha256, kept.name, kept.media_type, kept.size)
        await self._write(request, visit, lambda _: [step])
        return self._back(request)

    async def identity(self, request: Request, visit: Visit) -> Response:
        """Shows who complains, once, where a PC of the unit could, too; the history tells of it."""
        purpose = clean(text(await form(request), "purpose"))[:500]
        if not purpose:
            raise InvalidField(
                "purpose", phrase("Alasan menampilkan identitas belum diisi. Identitas tetap disamarkan.")
            )

        def decide(complaint: Complaint) -> list[AnyStep]:
            if not unit_desk.may_know_person(complaint, visit.unit):
                raise Refused(phrase("Identitas pelapor ini tidak dibuka untuk unit ini. Tidak ada yang dicatat."))
            return [IdentityShown(self._desk.today(), purpose)]

        await self._write(request, visit, decide)
        return await self._page(request, visit, "unit_case.html", open_identity=True)

    async def attachment(self, request: Request, visit: Visit) -> Response:
        """A file of the case, as far as a PC of the unit would get it; always as a download."""
        id, sha256 = request.path_params["id"], request.path_params["sha256"]
        complaint = await self._desk.read(lambda t: unit_desk.case(t, visit.unit, id))
        attached = next((file for file in complaint.attachments if file.sha256 == sha256), None)
        stored = await self._desk.read(lambda t: file_access.find(t, visit.unit, sha256)) if attached else None
        if attached is None or stored is None:
            raise not_found()
        answer = await self._files.file(stored, request.headers.get("range", ""))
        answer.headers.update(
            HEADERS | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(attached.name or 'lampiran')}"}
        )
        return answer

    async def _write(self, request: Request, visit: Visit, decide: Decide) -> None:
        id, now = request.path_params["id"], self._desk.district.now()
        context = await self._desk.read(self._desk.district.desk)

        def work(transaction: Transaction) -> WrittenHead:
            return self._own_devices.write(transaction, context, visit.unit, visit.admin, id, decide, now)

        self._own_devices.keep(await self._desk.write(work))

    def _back(self, request: Request) -> Response:
        return RedirectResponse(f"/meja/{request.path_params['id']}", HTTPStatus.SEE_OTHER, HEADERS)

    async def _page(self, request: Request, visit: Visit, template: str, *, open_identity: bool = False) -> Response:
        id, keys, today = request.path_params["id"], self._desk.district.keys, self._desk.today()

        def read(transaction: Transaction) -> tuple[Complaint, dict[str, str]]:
            load: Callable[[], Complaint] = (
                (lambda: unit_desk.with_person(transaction, keys, visit.unit, id))
                if open_identity
                else (lambda: unit_desk.case(transaction, visit.unit, id))
            )
            complaint = load()
            return complaint, units.titles(transaction, sorted(_codes(complaint)))

        complaint, names = await self._desk.read(read)
        reckoning, district = await in_thread(self._desk.district.own_desk)
        names = names | ({district: self._desk.name} if self._desk.name else {})
        belated = belated_steps(complaint, reckoning.policy, reckoning.calendar)
        concerned = holder(complaint) == visit.unit or visit.unit in helpers(complaint)
        due = reckoning.holder_due(complaint) if concerned else NOT_DUE
        role = _role(visit)
        return self._desk.html(
            template,
            {
                "visit": visit, "c": complaint, "names": names, "identity": open_identity,
                "card": _card(complaint, due, visit, names, reckoning, today),
                "history": [line(entry, belated, self._desk.zone) for entry in reversed(complaint.history)],
                "steps": unit_steps.possible(complaint, visit.unit, role), "words": STEP_WORDS,
                "may_know": unit_desk.may_know_person(complaint, visit.unit),
                "draft_first": role == "officer" and reckoning.policy.approval_required, "is_officer": role == "officer",
                "units": [
                    group._replace(units=[unit for unit in group.units if unit.code != visit.unit])
                    for group in grouped(await self._desk.read(units.load))
                ],
                "today": today.isoformat(), "zone": self._desk.zone,
            },
        )  # fmt: skip


def _role(visit: Visit) -> Role:
    """A head on the web does an officer's work, too, for the unit may have nobody else."""
    return "admin" if visit.head else "officer"


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise InvalidField("on", phrase("Tanggal tidak terbaca. Tidak ada yang berubah.")) from None


def _codes(complaint: Complaint) -> set[str]:
    return {complaint.unit, complaint.forwarded_to, *(entry.event.unit for entry in complaint.history)} - {""}


def _card(
    complaint: Complaint, due: int, visit: Visit, names: dict[str, str], reckoning: Reckoning, today: date
) -> Card:
    handed = _handing_over(complaint, visit.unit)
    place = complaint.location.dusun
    origin = names.get(complaint.unit, complaint.unit) + (f", Dusun {place}" if place else "")
    instruction = ""
    if handed is not None:
        step = cast(Forwarded, handed.event.step)
        by = names.get(handed.event.unit, handed.event.unit)
        origin += f" · diteruskan {step.on.day} {_MONTHS[step.on.month - 1]} oleh {by}"
        instruction = step.note
    else:
        origin += f" · diterima {complaint.received_on.day} {_MONTHS[complaint.received_on.month - 1]}"
    steps: list[DeskAction] = [
        action
        for action in unit_steps.possible(complaint, visit.unit, _role(visit))
        if action not in ("note", "forward", "postpone", "resume")
    ]
    if "accept" in steps:
        untaken: list[DeskAction] = ["accept", "not-ours"]
        steps = [action for action in untaken if action in steps]
    words, kind = "", ""
    if due != NOT_DUE:
        day = date.fromordinal(due)
        state = deadlines.due_state(deadlines.Due("done", day, None), today, reckoning.calendar, reckoning.policy)
        words = str(deadlines.phrase_of(state))
        kind = {"late": "danger", "today": "warning"}.get(state.urgency, "")
    return Card(complaint, origin, instruction, words, kind, steps[:2])


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def _handing_over(complaint: Complaint, unit: str) -> Entry | None:
    """The last forwarding to this unit."""
    return next(
        (
            entry
            for entry in reversed(complaint.history)
            if isinstance(entry.event.step, Forwarded) and entry.event.step.unit == unit and not entry.misplaced
        ),
        None,
    )
