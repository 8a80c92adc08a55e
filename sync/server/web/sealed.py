"""Sealed complaints as the coordinator sees them: that they exist. Only the Inspektorat opens them."""

from starlette.requests import Request
from starlette.responses import Response

from sync.server import inspectorate, notice, units
from sync.server.accounts import Visit
from sync.server.web.desk import Desk


class SealedPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, _request: Request, visit: Visit) -> Response:
        receipts = await self._desk.read(inspectorate.receipts)
        names = await self._desk.read(lambda t: units.names(t, sorted({receipt.unit for receipt in receipts})))
        own_notice = await self._desk.read(notice.load)
        return self._desk.html(
            "sealed.html",
            {"visit": visit, "receipts": receipts, "names": names, "has_key": bool(own_notice.inspectorate)},
        )
