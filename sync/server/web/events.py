"""One event of the log, and setting it aside: for what no office should have been given."""

import json
from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.server import quarantine
from sync.server.accounts import Visit
from sync.server.quarantine import EventDetails, EventState
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, form, text


class EventView(NamedTuple):
    shown: EventDetails | None
    set_aside: dict[str, EventState]


class EventPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        id = request.query_params.get("id", "").strip()[:60]
        view = await self._desk.read(lambda t: _find(t, id))
        # Escaped to ASCII: what is looked at here may be made to deceive the eye.
        fields = json.dumps(view.shown.fields(), indent=2) if view.shown else ""
        return self._desk.html(
            "event.html",
            {"visit": visit, "id": id, "shown": view.shown, "fields": fields, "set_aside": view.set_aside},
        )

    async def set_aside(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        id, reason = text(form_data, "id"), text(form_data, "why")
        district = self._desk.district
        await self._desk.write(lambda t: quarantine.set_aside(t, district, id, reason, visit.admin))
        return _back(id)

    async def release(self, request: Request, _visit: Visit) -> Response:
        id = text(await form(request), "id")
        await self._desk.write(lambda t: quarantine.release(t, self._desk.district, id))
        return _back(id)


def _find(transaction: Transaction, id: str) -> EventView:
    """Raises NoSuchEvent."""
    set_aside = {f"{device}-{seq}": state for (device, seq), state in quarantine.all_of_them(transaction).items()}
    return EventView(quarantine.show(transaction, id) if id else None, set_aside)


def _back(id: str) -> Response:
    return RedirectResponse(f"/peristiwa?id={id}", HTTPStatus.SEE_OTHER, HEADERS)
