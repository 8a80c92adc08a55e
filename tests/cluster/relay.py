"""A line of TCP between two programs, which can be cut, fall silent or become slow."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import Literal

State = Literal["open", "silent", "cut"]
PIECE = 65_536


class Relay:
    """Listens on `port` and carries every connection to `target`, a port of this machine.

    'silent': connections stay and nothing passes, as where a cable was pulled. 'cut': they are closed, also new ones. After
    `lose_after` bytes towards the target a connection is closed, once. `seconds_a_piece`: how long each piece of up to 64 KB takes.
    """

    def __init__(self, target: int) -> None:
        self._target = target
        self._state: State = "open"
        self._passing = Event()
        self._passing.set()
        self.seconds_a_piece = 0.0
        self.lose_after: int | None = None
        self.asked = Event()  # somebody has connected
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        Thread(target=self._listen, daemon=True).start()

    def be(self, state: State) -> None:
        self._state = state
        if state == "silent":
            self._passing.clear()
            return
        self._passing.set()
        if state == "cut":
            self._close_all()

    def close(self) -> None:
        self._listener.close()
        self.be("cut")

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self.asked.set()
            if self._state == "cut":
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target), 5)
            except OSError:
                near.close()
                continue
            far.settimeout(None)
            with self._lock:
                self._open |= {near, far}
            Thread(target=self._carry, args=(near, far), kwargs={"up": True}, daemon=True).start()
            Thread(target=self._carry, args=(far, near), kwargs={"up": False}, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, *, up: bool) -> None:
        carried = 0
        with suppress(OSError):
            while piece := source.recv(PIECE):
                self._passing.wait()
                if self.seconds_a_piece:
                    time.sleep(self.seconds_a_piece)
                carried += len(piece)
                if up and self.lose_after is not None and carried > self.lose_after:
                    self.lose_after = None
                    break
                target.sendall(piece)
        self._close(source, target)

    def _close(self, *sockets: socket.socket) -> None:
        for one in sockets:
            with self._lock:
                self._open.discard(one)
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _close_all(self) -> None:
        with self._lock:
            all_open = tuple(self._open)
        self._close(*all_open)


@contextmanager
def relay(target: int) -> Iterator[Relay]:
    line = Relay(target)
    try:
        yield line
    finally:
        line.close()
