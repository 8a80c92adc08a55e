"""A connection that doesn't come to the end of a head is not kept."""

import asyncio
import socket
from pathlib import Path

import pytest
import requests
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from sync.server import bounded
from tests.sync.server.processes import serving

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "answers"),
    [(b"", 0), (b"GET / HT", 0), (GET + b"\r\n", 1), (GET + GET[:9], 1), (GET + GET, 2)],
    ids=["nothing", "half a head", "an answer and an empty line", "an answer and half a head", "two answers"],
)
def test_a_head_that_does_not_end_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, said: bytes, answers: int):
    monkeypatch.setattr(bounded, "HEAD_SECONDS", 0.2)
    config = uvicorn.Config(PlainTextResponse("ada\n"), http=bounded.Bounded, lifespan="off", timeout_keep_alive=1)
    config.load()

    async def ask() -> bytes:
        state = ServerState()
        made = lambda: bounded.Bounded(config=config, server_state=state, app_state={})  # noqa: E731
        async with await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            for part in (said[: len(GET)], said[len(GET) :]):
                writer.write(part)
                await asyncio.sleep(0.05)
            heard = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return heard

    assert asyncio.run(ask()).count(b"ada\n") == answers


def test_a_body_that_does_not_go_on_is_not_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounded, "BODY_SECONDS", 0.2)

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("ada\n")({"type": "http", "method": "POST"}, receive, send) if (await receive())[
            "type"
        ] == "http.request" else None

    config = uvicorn.Config(app, http=bounded.Bounded, lifespan="off")
    config.load()

    async def ask() -> bytes:
        made = lambda: bounded.Bounded(config=config, server_state=ServerState(), app_state={})  # noqa: E731
        async with await asyncio.get_running_loop().create_server(made, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n")
            heard = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return heard

    assert b"ada" not in asyncio.run(ask())


def test_so_many_idle_bodies_leave_room_for_others(tmp_path: Path):
    with serving(tmp_path) as server:
        host, _, port = server.url.removeprefix("http://").partition(":")
        idle: list[socket.socket] = []
        try:
            for _ in range(4100):
                idle.append(socket.create_connection((host, int(port)), 10))
                idle[-1].sendall(b"POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n")
            answer = requests.get(server.url + "/healthz", timeout=10)
            assert (answer.status_code, answer.text.split()[0]) == (200, "ok")
            assert requests.get(server.url + "/masuk", timeout=10).status_code == 200
        finally:
            for one in idle:
                one.close()
    assert not [line for line in server.log if '"bug"' in line]
