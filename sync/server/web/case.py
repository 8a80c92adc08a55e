"""One case: what it is, its history, and what the coordinator does with it. The complainant stays masked until someone says why."""

from functools import partial
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints import identity
from complaints.complaint import OPEN_STAGES, Complaint
from complaints.disposition import PRIORITIES
from complaints.draft import clean
from complaints.entry_day import belated_steps
from complaints.errors import InvalidField
from complaints.events import AnyStep, Event, IdentityShown, Noted, decode
from complaints.fold import fold, no_identity
from complaints.phrases import phrase
from complaints.receiver_names import with_names
from sync.server import entitlement, file_access, listing, notice, unit_seats, units
from sync.server.accounts import Visit
from sync.server.disposing import NoDistrict
from sync.server.file_access import StoredFile
from sync.server.listing import ComplaintRow
from sync.server.own_device import OwnDevices, WrittenHead
from sync.server.permissions import SUPERVISORY_ONLY
from sync.server.refusal import not_found
from sync.server.statement import COUNTING, PortableStatement, Transaction
from sync.server.tus import FileRoutes
from sync.server.web.deadline_lines import deadline_lines, holding
from sync.server.web.desk import HEADERS, Desk, form, in_thread, text
from sync.server.web.groups import grouped
from sync.server.web.history import line

LONGEST_NOTE = 4000
_HISTORY = PortableStatement(
    f"SELECT content FROM event e WHERE complaint = :complaint AND {COUNTING} ORDER BY device, seq"
)
_KEY = PortableStatement("SELECT sealed FROM identity_key WHERE complaint = :complaint")


class CaseView(NamedTuple):
    complaint: Complaint
    names: dict[str, str]
    # Forwarded to a unit that has neither program nor account: nobody reads it there.
    is_unseated: bool
    # The other complaints of its unit that have its number.
    sharing: list[ComplaintRow]


class CasePages:
    def __init__(self, desk: Desk, file_routes: FileRoutes, own_devices: OwnDevices) -> None:
        self._desk = desk
        self._files = file_routes
        self._own_devices = own_devices

    async def show(self, request: Request, visit: Visit) -> Response:
        return await self._page(request, visit, open_identity=False)

    async def note(self, request: Request, visit: Visit) -> Response:
        note = _note(text(await form(request), "note"))
        if not note:
            raise InvalidField("note", phrase("Catatan belum diisi. Tidak ada yang berubah."))
        return await self._write(request, visit, Noted(self._desk.today(), note))

    async def identity(self, request: Request, visit: Visit) -> Response:
        """Shows who complains, once; that it was shown, by whom and why, is an event that the owner sees too."""
        purpose = _note(text(await form(request), "purpose"))
        if not purpose:
            raise InvalidField(
                "purpose", phrase("Alasan menampilkan identitas belum diisi. Identitas tetap disamarkan.")
            )
        await self._write(request, visit, IdentityShown(self._desk.today(), purpose))
        return await self._page(request, visit, open_identity=True)

    async def attachment(self, request: Request, visit: Visit) -> Response:
        """A file of the case; always as a download, whatever it says it is."""
        view = await self._desk.read(lambda t: self._view(t, request.path_params["id"], visit, open_identity=False))
        named = {file.sha256: file for file in view.complaint.attachments}
        attached = named.get(request.path_params["sha256"])
        stored: StoredFile | None = (
            await self._desk.read(lambda t: file_access.for_district(t, attached.sha256)) if attached else None
        )
        if attached is None or stored is None:
            raise not_found()
        answer = await self._files.file(stored, request.headers.get("range", ""))
        answer.headers.update(
            HEADERS | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(attached.name or 'lampiran')}"}
        )
        return answer

    async def _write(self, request: Request, visit: Visit, step: AnyStep) -> Response:
        id = request.path_params["id"]
        desk = await self._desk.read(self._desk.district.desk)
        now = self._desk.district.now()
        if not desk.district:
            raise NoDistrict

        def work(transaction: Transaction) -> WrittenHead:
            self._view(transaction, id, visit, open_identity=False)
            return self._own_devices.write(transaction, desk, desk.district, visit.admin, id, lambda _: [step], now)

        self._own_devices.keep(await self._desk.write(work))
        return RedirectResponse(f"/aduan/{id}", HTTPStatus.SEE_OTHER, HEADERS)

    async def _page(self, request: Request, visit: Visit, *, open_identity: bool) -> Response:
        id = request.path_params["id"]
        view = await self._desk.read(lambda t: self._view(t, id, visit, open_identity=open_identity))
        reckoning, _ = await in_thread(self._desk.district.own_desk)
        complaint, today = view.complaint, self._desk.today()
        belated = belated_steps(complaint, reckoning.policy, reckoning.calendar)
        closing = complaint.stage not in OPEN_STAGES or complaint.stage == "awaiting_approval"
        return self._desk.html(
            "case.html",
            {
                "visit": visit, "c": complaint, "names": view.names, "identity": open_identity,
                "history": [line(entry, belated, self._desk.zone) for entry in reversed(complaint.history)],
                "deadlines": deadline_lines(complaint, reckoning, today), "held": holding(complaint, reckoning, today), "priorities": PRIORITIES,
                "needs_reason": "all" if closing else "",
                "unseated": view.is_unseated, "sharing": view.sharing, "units": grouped(await self._desk.read(units.load)), "today": today.isoformat(),
            },
        )  # fmt: skip

    def _view(self, transaction: Transaction, id: str, visit: Visit, *, open_identity: bool) -> CaseView:
        """The complaint as the district sees it. Raises Refuse (404) when there is none that the account reaches; sealed ones are none."""
        history = [decode(content) for (content,) in transaction.rows(_HISTORY, complaint=id)]
        district = notice.load(transaction).unit
        entitled = entitlement.entitled(history, district)
        counting: list[Event] = [event for event in history if event.unit in entitled]
        opener = no_identity
        if open_identity and (row := transaction.first(_KEY, complaint=id)) is not None:
            opener = partial(identity.read, key=self._desk.district.keys.unwrap(id, bytes(row[0])))
        complaint = fold(counting, opener)
        if complaint is None or (
            visit.role in SUPERVISORY_ONLY and not (complaint.supervisory or complaint.once_supervisory)
        ):
            raise not_found()
        same_number = listing.sharing(transaction, complaint.unit, complaint.number)
        sharing = [row for row in same_number if row.id != id and visit.role not in SUPERVISORY_ONLY]
        receiver = complaint.forwarded_to if complaint.stage == "forwarded" else ""
        is_unseated = receiver not in ("", district) and not unit_seats.is_seated(transaction, receiver)
        names = units.names(transaction, sorted(entitled))
        return CaseView(with_names(complaint, lambda code: names.get(code, code)), names, is_unseated, sharing)


def _note(typed: str) -> str:
    note = clean(typed)
    if len(note) > LONGEST_NOTE:
        raise InvalidField(
            "note",
            phrase(
                "Keterangan terlalu panjang: {length} huruf, paling banyak {limit}.",
                length=len(note),
                limit=LONGEST_NOTE,
            ),
        )
    return note
