"""uvicorn's HTTP protocol with an end to what may stand around a body, and to how long a head and a body may take.

Its parser keeps a head, or what follows the last chunk, however long it becomes; and a connection that says nothing stays for ever.
One caller could fill the memory, or take all connections: where there are too many, the one that has said nothing for longest goes.
"""

import asyncio
from collections import OrderedDict
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024  # bytes of one request beside its body
HEAD_SECONDS = 60.0
BODY_SECONDS = 60.0  # within which nothing is asked of a body; after it so many bytes a second, since it began
SLOWEST_BODY = 100
MOST_CONNECTIONS = 3500  # of one process; below what uvicorn answers with 503


class Bounded(HttpToolsProtocol):
    """Hangs up on who sends more, or not enough. Between two requests uvicorn itself does."""

    beside = 0  # bytes of this request that are not its body; those of the next one in the same piece are let be
    waiting: asyncio.TimerHandle | None = None  # for a whole head, or a body that goes on
    body_began = 0.0
    body_bytes = 0
    # Those that wait for their client, the one that was silent for longest first.
    silent: ClassVar[OrderedDict["Bounded", None]] = OrderedDict()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.silent[self] = None
        self.wait()
        if len(self.connections) > MOST_CONNECTIONS:
            longest = next(iter(self.silent))
            del self.silent[longest]
            longest.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self.silent.pop(self, None)
        self.wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.beside += len(data)
        if self in self.silent:
            self.silent.move_to_end(self)
        if self.waiting is None and self.cycle.response_complete:
            self.wait()
        super().data_received(data)
        if self.beside > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.close()

    def on_message_begin(self) -> None:
        self.beside = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self.wait_no_more()
        self.body_began, self.body_bytes = self.loop.time(), 0
        self.waiting = self.loop.call_later(BODY_SECONDS, self.expect_body)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self.beside -= len(body)
        self.body_bytes += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.silent.pop(self, None)
        self.wait_no_more()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing():
            self.silent[self] = None

    def expect_body(self) -> None:
        """Hangs up on a body that comes too slowly, unless it is we who don't read on."""
        passed = self.loop.time() - self.body_began
        if not self.flow.read_paused and self.body_bytes < (passed - BODY_SECONDS / 2) * SLOWEST_BODY:
            self.transport.close()
            return
        self.waiting = self.loop.call_later(BODY_SECONDS / 4, self.expect_body)

    def wait(self) -> None:
        self.waiting = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def wait_no_more(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None
