"""Coming in and leaving."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.server import accounts
from sync.server.accounts import IDLE_MS, Visit
from sync.server.web.desk import HEADERS, Desk, caller, check_origin, cookie_name, form, text


class LoginPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hashing = asyncio.Lock()  # hashing takes 64 MB: one at a time

    async def show(self, _request: Request) -> Response:
        return self._desk.html("login.html", {"wrong": False, "name": ""})

    async def enter(self, request: Request) -> Response:
        check_origin(request)
        form_data = await form(request)
        name, password = text(form_data, "name"), str(form_data.get("password", ""))
        self._desk.logins.spend(caller(request), self._desk.clock)
        self._desk.logins.spend(f"name {name.casefold()[:100]}", self._desk.clock)
        async with self._hashing:
            right = await self._desk.read(lambda t: accounts.is_right(t, name, password))
        if not right:
            return self._desk.html("login.html", {"wrong": True, "name": name}, HTTPStatus.FORBIDDEN)
        token = await self._desk.write(lambda t: accounts.begin(t, name, self._desk.district.now()))
        answer = RedirectResponse("/aduan", HTTPStatus.SEE_OTHER, HEADERS)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            cookie_name(request),
            token,
            max_age=IDLE_MS // 1000,
            path="/",
            secure=secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    async def leave(self, request: Request, _visit: Visit) -> Response:
        token = request.cookies.get(cookie_name(request), "")
        await self._desk.write(lambda t: accounts.leave(t, token))
        answer = RedirectResponse("/masuk", HTTPStatus.SEE_OTHER, HEADERS)
        answer.delete_cookie(cookie_name(request), path="/")
        return answer
