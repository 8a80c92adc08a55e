"""All accounts: who is invited in which role, and whose account is off."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints.errors import InvalidField
from complaints.phrases import phrase
from sync.server import accounts, units
from sync.server.accounts import Visit
from sync.server.permissions import ROLES, AccountRole
from sync.server.web.desk import HEADERS, Desk, form, text
from sync.server.web.groups import grouped

_ROLES: dict[str, AccountRole] = {role: role for role in ROLES}


class AccountListPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        return await self._page(request, visit, "", "")

    async def invite(self, request: Request, visit: Visit) -> Response:
        """A new account, or a new invitation for it; its code is shown this once."""
        form_data = await form(request)
        name, unit = text(form_data, "name")[:100], text(form_data, "unit")
        role = _ROLES.get(text(form_data, "role"))
        if role is None or name == visit.admin:
            raise InvalidField(
                "role", phrase("Pilih perannya, dan orang lain daripada diri sendiri. Belum ada akun yang dibuat.")
            )
        head = text(form_data, "head") != ""
        now = self._desk.district.now()
        code = await self._desk.write(lambda t: accounts.invite(t, name, role, now, unit=unit, head=head))
        return await self._page(request, visit, name, code)

    async def disable(self, request: Request, visit: Visit) -> Response:
        name = text(await form(request), "name")
        if name == visit.admin:
            raise InvalidField("name", phrase("Akun sendiri tidak dapat dinonaktifkan. Tidak ada yang diubah."))
        await self._desk.write(lambda t: accounts.disable(t, name, self._desk.district.now()))
        return RedirectResponse("/akun/semua", HTTPStatus.SEE_OTHER, HEADERS)

    async def enable(self, request: Request, _visit: Visit) -> Response:
        name = text(await form(request), "name")
        await self._desk.write(lambda t: accounts.enable(t, name))
        return RedirectResponse("/akun/semua", HTTPStatus.SEE_OTHER, HEADERS)

    async def _page(self, request: Request, visit: Visit, invited: str, code: str) -> Response:
        listed = await self._desk.read(accounts.all_accounts)
        all_units = await self._desk.read(units.load)
        names = await self._desk.read(lambda t: units.titles(t, sorted({account.unit for account in listed} - {""})))
        return self._desk.html(
            "accounts.html",
            {
                "visit": visit, "accounts": listed, "names": names, "units": grouped(all_units), "invited": invited, "code": code,
                "address": self._desk.address(request),
            },
        )  # fmt: skip
