"""Units and their PCs: when each last came, a code for the next one, and taking an access away."""

import io
from http import HTTPStatus

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints.errors import InvalidField
from complaints.phrases import phrase
from sync.server import offices, releases, units
from sync.server.accounts import Visit
from sync.server.entitlement import is_code
from sync.server.web.desk import HEADERS, Desk, form, in_thread, text
from sync.server.web.groups import grouped


class OfficePages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, _request: Request, visit: Visit) -> Response:
        pcs = await self._desk.read(offices.pcs)
        behind = offices.behind(await self._desk.read(releases.all_of_them), pcs)
        all_units = await self._desk.read(units.load)
        names = {unit.code: unit.title for unit in all_units}
        by_unit: dict[str, list[offices.Pc]] = {}
        for pc in pcs:
            by_unit.setdefault(pc.unit, []).append(pc)
        return self._desk.html(
            "offices.html",
            {
                "visit": visit, "by_unit": by_unit, "names": names, "units": grouped(all_units),
                "behind": behind, "late": sum(bool(target) for target, _ in behind.values()),
            },
        )  # fmt: skip

    async def code(self, request: Request, visit: Visit) -> Response:
        """A new enrolment code, shown this once."""
        unit = text(await form(request), "unit")
        if not is_code(unit):
            raise InvalidField(
                "unit", phrase("Kode unit tidak dikenal. Belum ada kode yang dibuat; tulislah seperti 73.07.04.2009.")
            )
        code = await in_thread(lambda: self._desk.district.issue_code(unit))
        names = await self._desk.read(lambda t: units.names(t, [unit]))
        address = self._desk.address(request)
        return self._desk.html(
            "code.html",
            {"visit": visit, "code": code, "unit": unit, "name": names[unit], "address": address, "qr": qr_picture(f"{address} {code}") if address else ""},
        )  # fmt: skip

    async def revoke(self, request: Request, visit: Visit) -> Response:
        """Takes the access away from a PC and all that it introduced, or with `only` from it alone; says from which."""
        form_data = await form(request)
        id, only = text(form_data, "device"), text(form_data, "only") != ""
        revoked = await self._desk.write(lambda t: offices.revoke(t, id, self._desk.district.now(), only=only))
        if len(revoked) == 1:
            return RedirectResponse("/unit", HTTPStatus.SEE_OTHER, HEADERS)
        return self._desk.html("revoked.html", {"visit": visit, "revoked": revoked})


def qr_picture(content: str) -> Markup:
    """An SVG picture within the page; segno writes nothing of the content into it but squares."""
    drawn = io.BytesIO()
    segno.make(content, micro=False, error="m").save(drawn, kind="svg", scale=5, xmldecl=False, svgns=True, nl=False)
    return Markup(drawn.getvalue().decode())
