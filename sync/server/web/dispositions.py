"""The coordinator's dispositions on the web: of one case, or of many that were picked in the list, each with its own verdict."""

from datetime import date
from http import HTTPStatus
from typing import NamedTuple

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints.disposition import PRIORITIES, DispositionOrder
from complaints.errors import InvalidField, Refused
from complaints.phrases import phrase
from sync.server import disposing, listing, unit_seats, units
from sync.server.accounts import Visit
from sync.server.listing import ComplaintRow
from sync.server.own_device import OwnDevices
from sync.server.refusal import Refuse
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, form, text
from sync.server.web.groups import grouped
from sync.server.web.list_query import ListQuery

MOST_PICKED = 100


class Outcome(NamedTuple):
    """What became of one picked complaint; `refusal` is '' where it was sent."""

    row: ComplaintRow
    refusal: str


class DispositionPages:
    def __init__(self, desk: Desk, own_devices: OwnDevices) -> None:
        self._desk = desk
        self._own_devices = own_devices

    async def send(self, request: Request, visit: Visit) -> Response:
        """One case, from its page."""
        id, order = request.path_params["id"], disposition_order(await form(request))
        await self._dispose(visit, id, order)
        return RedirectResponse(f"/aduan/{id}", HTTPStatus.SEE_OTHER, HEADERS)

    async def pick(self, request: Request, visit: Visit) -> Response:
        """What was picked in the list, with the form of the order."""
        ids, query = _picked(await form(request))
        rows = await self._desk.read(lambda t: listing.by_ids(t, ids))
        return self._desk.html(
            "dispositions.html",
            {"visit": visit, "rows": rows, "query": query, **await self._choices(rows)},
        )

    async def send_many(self, request: Request, visit: Visit) -> Response:
        """Each by itself: one that is refused keeps none of the others back."""
        form_data = await form(request)
        ids, query = _picked(form_data)
        order = disposition_order(form_data)
        await self._desk.read(lambda t: disposing.check_units(t, order.units))
        outcomes: list[Outcome] = []
        for row in await self._desk.read(lambda t: listing.by_ids(t, ids)):
            try:
                await self._dispose(visit, row.id, order)
                outcomes.append(Outcome(row, ""))
            except Refused as refusal:
                outcomes.append(Outcome(row, refusal.sentence))
            except Refuse:
                outcomes.append(Outcome(row, "Pengaduan ini tidak dapat dibuka lagi."))
        unseated = await self._desk.read(lambda t: _unseated(t, order.units))
        return self._desk.html(
            "disposed.html",
            {"visit": visit, "outcomes": outcomes, "query": query, "order": order, "unseated": unseated},
        )

    async def _dispose(self, visit: Visit, id: str, order: DispositionOrder) -> None:
        district, today = self._desk.district, self._desk.today()
        self._own_devices.keep(
            await self._desk.write(
                lambda t: disposing.dispose(t, district, self._own_devices, visit.admin, id, order, today)
            )
        )

    async def _choices(self, rows: list[ComplaintRow]) -> dict[str, object]:
        codes = sorted({row.unit for row in rows} | {row.holder for row in rows} - {""})
        return {
            "units": grouped(await self._desk.read(units.load)), "names": await self._desk.read(lambda t: units.titles(t, codes)),
            "priorities": PRIORITIES, "today": self._desk.today().isoformat(), "day_number": self._desk.today().toordinal(),
        }  # fmt: skip


def disposition_order(form_data: FormData) -> DispositionOrder:
    """The order that a form gives: `unit` answers, each of `also` helps."""
    also = [value.strip() for value in form_data.getlist("also") if isinstance(value, str)]
    due_on = text(form_data, "due_on")
    try:
        day = date.fromisoformat(due_on) if due_on else None
    except ValueError:
        raise InvalidField("due_on", phrase("Tanggal tidak terbaca. Tidak ada yang berubah.")) from None
    units_named = tuple(dict.fromkeys(code for code in (text(form_data, "unit"), *also) if code))
    return DispositionOrder(
        units_named, text(form_data, "note"), day, text(form_data, "priority"), text(form_data, "reason")
    )


def _picked(form_data: FormData) -> tuple[list[str], ListQuery]:
    """The ids that were picked, and the list in which that was done. Raises InvalidField when there are none, or too many."""
    ids = list(dict.fromkeys(value for value in form_data.getlist("id") if isinstance(value, str)))
    if not ids or len(ids) > MOST_PICKED:
        raise InvalidField(
            "id",
            phrase("Pilih satu sampai {limit} pengaduan dari daftar. Tidak ada yang berubah.", limit=MOST_PICKED),
        )
    return ids, ListQuery.of_string(text(form_data, "query"))


def _unseated(transaction: Transaction, codes: tuple[str, ...]) -> list[str]:
    """The titles of those units in which nobody reads what is sent to them."""
    names = units.titles(transaction, codes)
    return [names[code] for code in codes if not unit_seats.is_seated(transaction, code)]
