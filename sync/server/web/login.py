"""Coming in and leaving."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.server import accounts, audit
from sync.server.accounts import IDLE_MS, Visit
from sync.server.permissions import HOME
from sync.server.web.desk import COOKIE, HEADERS, Desk, caller, check_origin, cookie_name, form, text

BROWSER = "peramban"
BROWSER_SECONDS = 365 * 86_400


class LoginPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hashing = asyncio.Lock()  # hashing takes 64 MB: one at a time

    async def show(self, _request: Request) -> Response:
        return self._desk.html("login.html", {"wrong": False, "name": ""})

    async def enter(self, request: Request) -> Response:
        """Wrong attempts make an address and a name wait, but for a browser in which the account came in before, or a right code."""
        check_origin(request)
        form_data = await form(request)
        name, password, code = text(form_data, "name"), str(form_data.get("password", "")), text(form_data, "code")
        keys, now = self._desk.district.keys, self._desk.district.now()
        browser_token = request.cookies.get(cookie_name(request, BROWSER), "")
        is_known_browser, step = await self._desk.read(
            lambda t: (
                accounts.knows_browser(t, name, browser_token),
                accounts.code_step(t, keys, name, code, now),
            )
        )
        address, account = f"address {caller(request)}", f"name {name.casefold()[:100]}"
        strangers = [address] if step > 0 else [address, account]
        callers = [f"browser {browser_token}"] if is_known_browser else strangers
        await self._desk.may_try(callers)
        async with self._hashing:
            await self._desk.may_try(callers)  # of many that came at once
            right = await self._desk.read(lambda t: accounts.is_right(t, name, password))
        if right and step > 0:
            right = await self._desk.write(lambda t: accounts.use_code(t, name, step))
        if not right or step == 0:
            await self._desk.tried(callers, right=False)
            return self._desk.html("login.html", {"wrong": True, "name": name}, HTTPStatus.FORBIDDEN)
        await self._desk.tried(callers, right=True)
        token, browser_token = await self._desk.write(
            lambda t: (
                accounts.begin(t, name, now),
                browser_token if is_known_browser else accounts.know_browser(t, name, now),
            )
        )
        await self._desk.write(lambda t: audit.note(t, name, "POST /masuk", "", now))
        visit = await self._desk.read(lambda t: accounts.visit(t, token, now))
        home = HOME[visit.role] if visit is not None else "/masuk"
        answer = RedirectResponse(home, HTTPStatus.SEE_OTHER, HEADERS)
        for cookie, value, seconds in (
            (COOKIE, token, IDLE_MS // 1000),
            (BROWSER, browser_token, BROWSER_SECONDS),
        ):
            answer.set_cookie(
                cookie_name(request, cookie),
                value,
                max_age=seconds,
                path="/",
                secure=request.url.scheme == "https",
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
