"""uvicorn's HTTP protocol with an end to what may stand around a body: its parser keeps a head, or what follows the last chunk,
however long it becomes, and one caller could fill the memory."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 64 * 1024  # bytes of one request beside its body


class Bounded(HttpToolsProtocol):
    """Hangs up on who sends more."""

    beside = 0  # bytes of this request that are not its body; those of the next one in the same piece are let be

    def data_received(self, data: bytes) -> None:
        self.beside += len(data)
        super().data_received(data)
        if self.beside > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.close()

    def on_message_begin(self) -> None:
        self.beside = 0
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        self.beside -= len(body)
        super().on_body(body)
