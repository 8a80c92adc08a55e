"""All complaints of the district, filtered, a page at a time."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from sync.server import listing, units
from sync.server.accounts import Visit
from sync.server.listing import PAGE, ComplaintFilter
from sync.server.permissions import SUPERVISORY_ONLY
from sync.server.web.desk import Desk
from sync.server.web.groups import grouped


class ComplaintPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        filters = {
            name: request.query_params.get(name, "").strip().replace("\0", "")[:100]
            for name in ("unit", "stage", "overdue", "apart", "word", "after")
        }
        today = self._desk.today().toordinal()
        query = ComplaintFilter(
            filters["unit"],
            filters["stage"],
            today if filters["overdue"] else 0,
            filters["word"],
            bool(filters["apart"]),
            supervisory=visit.role in SUPERVISORY_ONLY,
        )
        rows = await self._desk.read(lambda t: listing.page(t, query, filters["after"], PAGE + 1))
        has_more = len(rows) > PAGE
        rows = rows[:PAGE]
        names = await self._desk.read(lambda t: units.names(t, sorted({row.unit for row in rows})))
        all_units = await self._desk.read(units.load)
        following = urlencode(filters | {"after": rows[-1].key}) if has_more else ""
        return self._desk.html(
            "complaints.html",
            {
                "visit": visit, "rows": rows, "names": names, "units": grouped(all_units), "codes": {unit.code for unit in all_units}, "filters": filters, "following": following,
                "today": today,
            },
        )  # fmt: skip
