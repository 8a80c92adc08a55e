"""A connection that doesn't come to the end of a head is not kept."""

import asyncio

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from sync.server import bounded

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
