"""Whoever was invited chooses a password with the one-time code, and can come in from then on."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.server import accounts, audit
from sync.server.accounts import NotInvited
from sync.server.web.desk import HEADERS, Desk, caller, check_origin, form, text


class InvitationPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hashing = asyncio.Lock()  # hashing takes 64 MB: one at a time

    async def show(self, request: Request) -> Response:
        code = request.query_params.get("kode", "")[:60]
        return self._desk.html("invitation.html", {"code": code, "shortest": accounts.SHORTEST_PASSWORD})

    async def accept(self, request: Request) -> Response:
        check_origin(request)
        form_data = await form(request)
        code, password = text(form_data, "code"), str(form_data.get("password", ""))
        callers, now = [f"undangan {caller(request)}"], self._desk.district.now()
        async with self._hashing:
            await self._desk.may_try(callers)
            try:
                name = await self._desk.write(lambda t: accounts.accept(t, code, password, now))
            except NotInvited:
                await self._desk.tried(callers, right=False)
                raise
        await self._desk.tried(callers, right=True)
        await self._desk.write(lambda t: audit.note(t, name, "POST /undangan", "", now))
        return RedirectResponse("/masuk", HTTPStatus.SEE_OTHER, HEADERS)
