"""More people at once than pages can be made for: each waits for a turn, and who would wait for long hears 'sibuk' and comes again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sync.server import app as app_module
from sync.server.app import Application, RequestLimits
from sync.server.district import District
from sync.server.limits import rate_limit
from sync.server.web.desk import Desk
from sync.server.web.turns import Turns
from tests.offices import Clock


def request(method: str) -> Request:
    return Request({"type": "http", "method": method, "path": "/", "headers": [], "query_string": b""})


def answers(
    district: District,
    clock: Clock,
    turns: Turns,
    story: Callable[[Callable[[str], Awaitable[Response]]], Awaitable[None]],
) -> list[str]:
    """Runs the story with a page that takes until its end; what was asked of the page meanwhile, in turn."""
    asked: list[str] = []

    async def told() -> None:
        free = asyncio.Event()
        desk = Desk(district, clock, turns=turns)

        async def page(request: Request) -> Response:
            asked.append(request.method)
            if request.method == "GET":
                await free.wait()
            return PlainTextResponse("halaman")

        opened = desk.open(page)
        first = asyncio.ensure_future(opened(request("GET")))
        while not asked:
            await asyncio.sleep(0)
        await story(lambda method: opened(request(method)))
        free.set()
        assert (await first).status_code == 200

    asyncio.run(told())
    return asked


def test_who_reads_while_no_turn_comes_is_told_so_and_the_page_tries_again(district: District, clock: Clock):
    async def story(ask: Callable[[str], Awaitable[Response]]) -> None:
        answer = await ask("GET")
        assert (answer.status_code, answer.headers["Refresh"], answer.headers["Retry-After"]) == (503, "5", "5")
        assert "Server sedang sibuk. Data aman; halaman ini mencoba lagi sendiri" in bytes(answer.body).decode()

    assert answers(district, clock, Turns(at_once=1, longest_seconds=0.05), story) == ["GET"]


def test_a_form_is_taken_whoever_reads(district: District, clock: Clock):
    async def story(ask: Callable[[str], Awaitable[Response]]) -> None:
        assert (await ask("POST")).status_code == 200

    assert answers(district, clock, Turns(at_once=1, longest_seconds=600), story) == ["GET", "POST"]


def test_a_line_that_is_too_long_takes_nobody_more(district: District, clock: Clock):
    async def story(ask: Callable[[str], Awaitable[Response]]) -> None:
        assert (await ask("GET")).status_code == 503

    assert answers(district, clock, Turns(at_once=1, most_waiting=0, longest_seconds=600), story) == ["GET"]


def test_a_sync_that_waited_too_long_for_a_thread_is_asked_to_come_again(
    district: District, monkeypatch: pytest.MonkeyPatch
):
    """The office would have given up; what it sent is not kept twice, and it hears that its data are safe."""
    monkeypatch.setattr(app_module, "LONGEST_WAIT", -1.0)  # longer than no wait at all
    pace = RequestLimits(rate_limit(district.database, "device", 100, 100), rate_limit(district.database, "address", 100, 100))  # fmt: skip
    application = Application(district, PlainTextResponse("", 404), pace)
    sent: list[dict[str, object]] = []

    async def ask() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: object) -> None:
            assert isinstance(message, dict)
            sent.append(message)  # pyright: ignore[reportUnknownArgumentType]

        scope = {"type": "http", "method": "POST", "path": "/v1/sync", "headers": [(b"authorization", b"Bearer x")], "scheme": "http"}  # fmt: skip
        await application(scope, receive, send)  # pyright: ignore[reportArgumentType]

    asyncio.run(ask())
    assert sent[0]["status"] == 503
    assert b"busy" in sent[1]["body"]  # pyright: ignore[reportOperatorIssue]
