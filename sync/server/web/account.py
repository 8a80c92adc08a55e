"""The own account: password, second factor; and what all accounts saw and did."""

import binascii
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.server import accounts, audit, totp
from sync.server.accounts import Visit, WrongProof
from sync.server.web.desk import HEADERS, Desk, form, text
from sync.server.web.offices import qr_picture


class AccountPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, _request: Request, visit: Visit) -> Response:
        listed = await self._desk.read(accounts.all_accounts)
        own_account = next((account for account in listed if account.name == visit.admin), None)
        return self._desk.html(
            "account.html", {"visit": visit, "own": own_account, "shortest": accounts.SHORTEST_PASSWORD}
        )

    async def password(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        old, new = str(form_data.get("old", "")), str(form_data.get("new", ""))
        await self._desk.may_try([f"visit {visit.csrf}"])
        try:
            await self._desk.write(lambda t: accounts.change_password(t, visit, old, new))
        except WrongProof:
            await self._desk.tried([f"visit {visit.csrf}"], right=False)
            raise
        return RedirectResponse("/akun", HTTPStatus.SEE_OTHER, HEADERS)

    async def begin_second_factor(self, _request: Request, visit: Visit) -> Response:
        """A secret for the app, shown this once; it counts when a code of it and the password come back."""
        secret = totp.mint()
        picture = qr_picture(totp.address(secret, visit.admin))
        return self._desk.html("totp.html", {"visit": visit, "secret": totp.as_typed(secret), "qr": picture})

    async def set_second_factor(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        password, code = str(form_data.get("password", "")), text(form_data, "code")
        await self._desk.may_try([f"visit {visit.csrf}"])
        district = self._desk.district
        try:
            secret = totp.parse(text(form_data, "secret"))
            await self._desk.write(
                lambda t: accounts.set_second_factor(
                    t, district.keys, visit.admin, password, secret, code, district.now()
                )
            )
        except (WrongProof, ValueError, binascii.Error):
            await self._desk.tried([f"visit {visit.csrf}"], right=False)
            raise WrongProof from None
        return RedirectResponse("/akun", HTTPStatus.SEE_OTHER, HEADERS)

    async def history(self, request: Request, visit: Visit) -> Response:
        name = request.query_params.get("akun", "")[:100]
        entries = await self._desk.read(lambda t: audit.latest(t, name))
        names = [account.name for account in await self._desk.read(accounts.all_accounts)]
        return self._desk.html("audit.html", {"visit": visit, "entries": entries, "names": names, "name": name})
