"""Units and their PCs: when each last came, a code or an invitation for the next one, taking an access away, and bundles by hand."""

import io
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints.errors import InvalidField
from complaints.phrases import phrase
from sync.bundle import invitation as stick_file
from sync.bundle.envelope import SUFFIX
from sync.server import bundles, offices, releases, stick_invitations, units
from sync.server.accounts import Visit
from sync.server.bundle_box import BundleBox
from sync.server.entitlement import is_code
from sync.server.tus import file_response
from sync.server.web.desk import HEADERS, Desk, attached_file, form, in_thread, text
from sync.server.web.groups import grouped


class OfficePages:
    def __init__(self, desk: Desk, box: BundleBox) -> None:
        self._desk = desk
        self._box = box

    async def show(self, _request: Request, visit: Visit) -> Response:
        pcs = await self._desk.read(offices.pcs)
        behind = offices.behind(await self._desk.read(releases.all_of_them), pcs)
        all_units = await self._desk.read(units.load)
        names = {unit.code: unit.title for unit in all_units}
        carried = await self._desk.read(bundles.carried)
        now = self._desk.district.now()
        open_invitations = await self._desk.read(lambda t: stick_invitations.open_ones(t, now))
        by_unit: dict[str, list[offices.Pc]] = {}
        for pc in pcs:
            by_unit.setdefault(pc.unit, []).append(pc)
        return self._desk.html(
            "offices.html",
            {
                "visit": visit, "by_unit": by_unit, "names": names, "units": grouped(all_units),
                "carried": carried, "now": now, "stick_invitations": open_invitations, "behind": behind, "late": sum(bool(target) for target, _ in behind.values()),
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

    async def invite(self, request: Request, visit: Visit) -> Response:
        """An invitation for an office without a network: its code, shown this once, and a link to its file."""
        unit = text(await form(request), "unit")
        if not is_code(unit):
            raise InvalidField(
                "unit",
                phrase("Kode unit tidak dikenal. Belum ada undangan yang dibuat; tulislah seperti 73.07.04.2009."),
            )
        address = str(self._desk.public) if self._desk.public is not None else ""
        invitation, code = await in_thread(lambda: self._desk.district.invite(unit, address))
        names = await self._desk.read(lambda t: units.names(t, [unit]))
        return self._desk.html(
            "stick_invitation.html",
            {"visit": visit, "code": code, "unit": unit, "name": names[unit], "id": invitation.id, "until": _day(invitation.until_ms)},
        )  # fmt: skip

    async def invitation_file(self, request: Request, _visit: Visit) -> Response:
        """The file of an invitation: nobody gets a place by it without the code."""
        id, now = request.path_params["id"], self._desk.district.now()
        invitation = await self._desk.read(lambda t: stick_invitations.again(t, id, now))
        file = io.BytesIO()
        stick_file.put(file, invitation, self._desk.district.keys.signing)
        return _download(file.getvalue(), f"undangan-{invitation.unit}{SUFFIX}")

    async def uninvite(self, request: Request, _visit: Visit) -> Response:
        id = text(await form(request), "id")
        await self._desk.write(lambda t: stick_invitations.void(t, id))
        return RedirectResponse("/unit", HTTPStatus.SEE_OTHER, HEADERS)

    async def take_bundle(self, request: Request, visit: Visit) -> Response:
        """Reads a bundle that somebody brought, and shows what was in it with a link to its answer."""
        _, content = await attached_file(request)
        if not content:
            raise InvalidField("file", phrase("Belum ada berkas yang dipilih. Pilih berkas berakhiran .aduan-usb."))
        filing = self._box.filing
        read = await in_thread(lambda: bundles.take(self._desk.district, filing, io.BytesIO(content)))
        names = await self._desk.read(lambda t: units.names(t, [read.unit]))
        return self._desk.html("bundle.html", {"visit": visit, "read": read, "name": names[read.unit]})

    async def answer(self, request: Request, _visit: Visit) -> Response:
        """The newest answer for a unit, to be taken there."""
        unit = request.path_params["unit"]
        if not is_code(unit):
            raise InvalidField("unit", phrase("Kode unit tidak dikenal. Tidak ada yang dibuat."))
        stored = await in_thread(lambda: self._box.answer(unit))
        response = await file_response(partial(self._box.answers.pieces, unit), stored, "")
        response.headers.update(_file_headers(f"balas-{unit}-{self._desk.today():%Y%m%d}{SUFFIX}"))
        return response

    async def revoke(self, request: Request, visit: Visit) -> Response:
        """Takes the access away from a PC and all that it introduced, or with `only` from it alone; says from which."""
        form_data = await form(request)
        id, only = text(form_data, "device"), text(form_data, "only") != ""
        revoked = await self._desk.write(lambda t: offices.revoke(t, id, self._desk.district.now(), only=only))
        if len(revoked) == 1:
            return RedirectResponse("/unit", HTTPStatus.SEE_OTHER, HEADERS)
        return self._desk.html("revoked.html", {"visit": visit, "revoked": revoked})


def _download(content: bytes, name: str) -> Response:
    return Response(content, headers=_file_headers(name), media_type="application/octet-stream")


def _file_headers(name: str) -> dict[str, str]:
    """`name` holds a unit's code, and so nothing that would have to be quoted."""
    return dict(HEADERS) | {"Content-Disposition": f'attachment; filename="{name}"'}


def _day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%d-%m-%Y")


def qr_picture(content: str) -> Markup:
    """An SVG picture within the page; segno writes nothing of the content into it but squares."""
    drawn = io.BytesIO()
    segno.make(content, micro=False, error="m").save(drawn, kind="svg", scale=5, xmldecl=False, svgns=True, nl=False)
    return Markup(drawn.getvalue().decode())
