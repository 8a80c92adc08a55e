"""SP4N-LAPOR! for the coordinator: what is there, a report by form or pasted as a whole, and answers that are ready to be put there."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints import lapor
from complaints.complaint import STAGES, Complaint
from complaints.errors import InvalidField, Refused
from complaints.lapor import FIELDS, STATUSES, Cell, LaporField, status_of
from complaints.lapor_form import form_fields
from complaints.phrases import phrase
from sync.server import lapor as reports
from sync.server import lapor_list, units
from sync.server.accounts import Visit
from sync.server.lapor import Pile
from sync.server.own_device import NothingToWrite, OwnDevices
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, attached_file, form, in_thread, text
from sync.server.web.groups import grouped
from sync.working_folder import working_folder

TABS: dict[Pile, str] = {
    "ready": "Siap dimasukkan",
    "open": "Berjalan",
    "entered": "Sudah dimasukkan",
    "villages": "Dari desa",
}
_PILES: dict[str, Pile] = {pile: pile for pile in TABS}
PAGE = 100
WORDS: dict[LaporField, str] = {
    "lapor_id": "Nomor laporan", "title": "Judul", "body": "Isi laporan", "kind": "Klasifikasi", "category": "Kategori",
    "received_on": "Tanggal laporan", "occurred_on": "Tanggal kejadian", "location": "Lokasi", "unit": "Disposisi kepada",
    "instruction": "Instruksi", "target": "Target", "status": "Status",
}  # fmt: skip
_DAYS: tuple[LaporField, ...] = ("received_on", "occurred_on", "target")


class LaporPages:
    def __init__(self, desk: Desk, own_devices: OwnDevices) -> None:
        self._desk = desk
        self._own_devices = own_devices
        self._reading = asyncio.Semaphore(1)  # a workbook may take a hundred MB

    async def show(self, request: Request, visit: Visit) -> Response:
        """The reports by what is to be done with them, a page at a time."""
        tab = _PILES.get(request.query_params.get("tab", ""), "ready")
        try:
            start = max(0, int(request.query_params.get("after", "0")[:6]))
        except ValueError:
            start = 0
        counts = await self._desk.read(reports.counts)
        shown = await self._desk.read(lambda t: reports.page(t, tab, start, PAGE))
        codes = sorted({row.seat for row in shown})
        return self._desk.html(
            "lapor.html",
            {
                "visit": visit, "rows": shown, "tab": tab, "tabs": TABS, "counts_by_tab": counts,
                "names": await self._desk.read(lambda t: units.titles(t, codes)), "today": self._desk.today().toordinal(),
                "following": start + PAGE if counts[tab] > start + PAGE else 0,
                "status": {row.stage: STATUSES[status_of(row.stage)] for row in shown},
            },
        )  # fmt: skip

    async def new(self, _request: Request, visit: Visit) -> Response:
        return await self._form(visit, {})

    async def paste(self, request: Request, visit: Visit) -> Response:
        """The form with what the pasted report says; nothing is saved before somebody has looked."""
        pasted = text(await form(request), "pasted")
        if not pasted:
            return await self._form(visit, {}, "Laporan belum ditempel. Tidak ada yang disimpan.", 422)
        values: dict[str, str] = {**lapor.parse_pasted(pasted)}
        receivers = reports.Receivers.of(await self._desk.read(units.load))
        receiver = receivers.find(values.get("unit", ""))
        values["unit"] = receiver.code if receiver else ""
        unread: list[str] = []
        for field in _DAYS:
            try:
                day = lapor.parse_day(values.get(field))
            except InvalidField as error:
                unread.append(error.sentence)
                day = None
            values[field] = day.isoformat() if day else ""
        try:
            values["kind"] = lapor.parse_kind(values.get("kind"))
        except InvalidField as error:
            unread.append(error.sentence)
            values["kind"] = "complaint"
        fault = f"Belum terbaca: {' '.join(unread)} Isilah sendiri." if unread else ""
        return await self._form(visit, values, fault, pasted=True)

    async def record(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        values = {field: text(form_data, field) for field in FIELDS}
        typed: dict[LaporField, Cell] = {field: values[field] for field in FIELDS}
        words: dict[str, str] = {**lapor.KINDS}
        typed["kind"] = words.get(values["kind"], values["kind"])
        columns = dict(enumerate(FIELDS))
        district = self._desk.district
        found, faults = lapor.read_rows([(1, [typed[field] for field in FIELDS])], columns, self._desk.today())
        if faults or not found:
            sentences = " ".join(fault.sentence for fault in faults) or str(phrase("Laporan belum diisi."))
            return await self._form(visit, values, f"{sentences} Tidak ada yang disimpan.", 422)
        target = found[0][1].target
        if target is not None and target < self._desk.today():
            told = "Target selesai sudah lewat; periksa tanggalnya. Tidak ada yang disimpan."
            return await self._form(visit, values, told, 422)
        try:
            [taken] = await in_thread(lambda: list(reports.take(district, self._own_devices, visit.admin, found)))
        except (InvalidField, Refused) as error:
            return await self._form(visit, values, f"{error.sentence} Tidak ada yang disimpan.", 422)
        if not taken.complaint:
            told = f"Laporan {taken.lapor_id}: {taken.note}. Tidak ada yang disimpan."
            return await self._form(visit, values, told, 409)
        return RedirectResponse(f"/aduan/{taken.complaint}", HTTPStatus.SEE_OTHER, HEADERS)

    async def list_file(self, request: Request, visit: Visit) -> Response:
        """A list out of LAPOR!: recorded, or held against what is here. What can't be read of it is shown by row."""
        form_data = await form(request)
        name, content = await attached_file(request)
        if not content:
            raise InvalidField("file", phrase("Berkas belum dipilih. Tidak ada yang berubah."))
        typed, comparing = _typed_map(text(form_data, "map")), text(form_data, "act") == "compare"
        district, today = self._desk.district, self._desk.today()

        def work() -> dict[str, object]:
            with working_folder("aduan-daftar-") as folder:
                path = folder / f"daftar{Path(name).suffix[:8]}"
                path.write_bytes(content)
                found, columns = lapor_list.load(path, typed)
            named = {found.headings[column]: WORDS[field] for column, field in columns.items()}
            rows, faults = lapor.read_rows(found.rows, columns, today, whole=not comparing)
            told: dict[str, object] = {"name": name, "columns": named, "faults": faults, "listed": len(rows)}
            if comparing:
                if "status" not in columns.values():
                    raise InvalidField("map", phrase("Kolom status tidak dikenali. Tidak ada yang berubah."))
                ours = [row.here() for row in district.database.read(reports.all_rows)]
                told["result"], told["taken"] = lapor.reconcile(rows, ours), ()
            else:
                told["result"] = None
                told["taken"] = list(reports.take(district, self._own_devices, visit.admin, rows))
            return told

        async with self._reading:
            values = await in_thread(work)
        status = {stage: STATUSES[status_of(stage)] for stage in STAGES}
        page: dict[str, object] = {
            "visit": visit,
            "words": WORDS,
            "statuses": STATUSES,
            "status": status,
            "present": reports.PRESENT,
        }
        return self._desk.html("lapor_list.html", page | values)

    async def answer(self, request: Request, visit: Visit) -> Response:
        """What is copied into LAPOR!, field by field: the answer, or the complaint where LAPOR! doesn't have it yet."""
        return await self._answer(visit, request.path_params["id"])

    async def _answer(
        self, visit: Visit, id: str, typed: str | None = None, fault: str = "", status: int = 200
    ) -> Response:
        def read(transaction: Transaction) -> tuple[Complaint, str, str]:
            complaint = reports.case(transaction, self._desk.district.desk(transaction).district, id)
            return (
                complaint,
                reports.answering_unit(transaction, complaint),
                reports.recording_unit(transaction, complaint),
            )

        complaint, unit, owner = await self._desk.read(read)
        return self._desk.html(
            "lapor_answer.html",
            {
                "visit": visit, "c": complaint, "parts": lapor.ready_text(complaint, unit), "answered": lapor.is_answered(complaint),
                "matter": [(part.title, part.text) for part in form_fields(complaint, self._desk.categories, owner)],
                "entered": lapor.is_entered(complaint), "ours": lapor.number_from(complaint) != "",
                "typed": complaint.lapor_id if typed is None else typed, "fault": fault,
            },
            status,
        )  # fmt: skip

    async def keep_number(self, request: Request, visit: Visit) -> Response:
        """A unit's complaint is in LAPOR! under the number that was typed."""
        id, district = request.path_params["id"], self._desk.district
        typed = text(await form(request), "lapor_id")
        try:
            head = await self._desk.write(
                lambda t: reports.keep_number(t, district, self._own_devices, visit.admin, id, typed)
            )
            self._own_devices.keep(head)
        except NothingToWrite:
            pass
        except (InvalidField, Refused) as error:
            return await self._answer(visit, id, typed, error.sentence, 422)
        return RedirectResponse(f"/lapor/{id}", HTTPStatus.SEE_OTHER, HEADERS)

    async def tick_off(self, request: Request, visit: Visit) -> Response:
        id, district = request.path_params["id"], self._desk.district
        head = await self._desk.write(lambda t: reports.tick_off(t, district, self._own_devices, visit.admin, id))
        self._own_devices.keep(head)
        return RedirectResponse("/lapor", HTTPStatus.SEE_OTHER, HEADERS)

    async def _form(
        self, visit: Visit, values: Mapping[str, str], fault: str = "", status: int = 200, *, pasted: bool = False
    ) -> Response:
        return self._desk.html(
            "lapor_form.html",
            {
                "visit": visit, "values": {field: values.get(field, "") for field in FIELDS}, "fault": fault, "pasted": pasted,
                "lapor_kinds": lapor.KINDS, "units": grouped(await self._desk.read(units.load)), "today": self._desk.today().isoformat(),
            },
            status,
        )  # fmt: skip


def _typed_map(typed: str) -> dict[str, str]:
    """{'No. Tiket': 'lapor_id'} from lines 'No. Tiket = nomor laporan'. Raises InvalidField."""
    fields = {word.casefold(): field for field, word in WORDS.items()}
    said: dict[str, str] = {}
    for line in typed.splitlines():
        heading, sign, word = line.rpartition("=")
        field = fields.get(" ".join(word.split()).casefold())
        if not line.strip():
            continue
        if not sign or field is None:
            raise InvalidField(
                "map",
                phrase(
                    "Baris “{line}” harus seperti “No. Tiket = Nomor laporan”. Tidak ada yang berubah; yang dikenal: {known}.",
                    line=line[:60],
                    known=", ".join(WORDS.values()),
                ),
            )
        said[heading.strip()] = field
    return said
