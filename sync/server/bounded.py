"""uvicorn's HTTP protocol with an end to what may stand around a body, and to how long a head may take.

Its parser keeps a head, or what follows the last chunk, however long it becomes; and a connection that says nothing stays for ever.
One caller could fill the memory, or take all connections.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024  # bytes of one request beside its body
HEAD_SECONDS = 60.0


class Bounded(HttpToolsProtocol):
    """Hangs up on who sends more, or not enough. Between two requests uvicorn itself does."""

    beside = 0  # bytes of this request that are not its body; those of the next one in the same piece are let be
    waiting: asyncio.TimerHandle | None = None  # for a whole head

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self.wait_no_more()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self.beside += len(data)
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
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self.beside -= len(body)
        super().on_body(body)

    def wait(self) -> None:
        self.waiting = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def wait_no_more(self) -> None:
        if self.waiting is not None:
            self.waiting.cancel()
            self.waiting = None
