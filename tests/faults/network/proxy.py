"""A bad network in a thread: passes connections on to a server, and cuts, slows, loses or answers them as a test says."""

import contextlib
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Literal

SEGMENT = 1400  # bytes: what a radio link loses at once
CHUNK = 65536
REQUEST = b" HTTP/1.1\r\n"  # the end of each request's first line
_RESET = struct.pack("ii", 1, 0)

Direction = Literal["up", "down"]
Ending = Literal["close", "reset"]


@dataclass(frozen=True, slots=True)
class Weather:
    """What one connection meets. `cut_up` and `cut_down` are how many bytes still pass in that direction before it is cut.

    `rate` is in bytes a second (0: no limit), `latency` in seconds one way, `loss` the share of segments that are sent again
    after `resend` seconds. `answer` is given instead of the server's, which never sees the request.
    """

    cut_up: int | None = None
    cut_down: int | None = None
    ending: Ending = "close"
    rate: float = 0
    latency: float = 0
    loss: float = 0
    resend: float = 1.2
    answer: bytes | None = None

    @property
    def slow(self) -> bool:
        return bool(self.rate or self.latency or self.loss)


CLEAR = Weather()
# 64 kbps, 600 ms there and back, one segment in twenty sent twice.
TWO_G = Weather(rate=8000, latency=0.3, loss=0.05)
Forecast = Callable[[int], Weather]


def always(weather: Weather) -> Forecast:
    return lambda _number: weather


def once(weather: Weather) -> Forecast:
    """The first connection meets this weather, the others a clear sky."""
    return lambda number: weather if number == 0 else CLEAR


def http(status: str, body: bytes = b"", *headers: str) -> bytes:
    """An answer as any box between the office and its district may give it."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("ascii") + body


@dataclass(slots=True)
class Passed:
    """How many bytes went through a connection in each direction, how many requests began in them, and what went up."""

    up: int = 0
    down: int = 0
    requests: int = 0
    said: bytearray = field(default_factory=bytearray, repr=False)


@dataclass(slots=True)
class Proxy:
    """Listens on a port of its own; connections are numbered from 0 since the last `forecast` was set."""

    port: int
    passed: list[Passed] = field(default_factory=list[Passed])
    _server: tuple[str, int] = ("127.0.0.1", 0)
    _forecast: Forecast = field(default_factory=lambda: always(CLEAR))
    _count: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _chance: random.Random = field(default_factory=lambda: random.Random(7))
    _open: set[socket.socket] = field(default_factory=set[socket.socket])

    def lead_to(self, port: int) -> None:
        """From now on connections go to this port of this machine."""
        self._server = ("127.0.0.1", port)

    def set(self, forecast: Forecast | Weather) -> None:
        """Forgets how many connections there were, and cuts those that still stand: each test begins with a new one."""
        with self._lock:
            self._forecast = always(forecast) if isinstance(forecast, Weather) else forecast
            self._count = 0
            self.passed = []
            for standing in list(self._open):
                _end(standing, "reset")
            self._open.clear()

    def take(self, client: socket.socket) -> None:
        with self._lock:
            weather = self._forecast(self._count)
            self._count += 1
            passed = Passed()
            self.passed.append(passed)
            self._open.add(client)
        try:
            if weather.answer is not None:
                _answer(client, weather.answer)
            else:
                self._join(client, weather, passed)
        finally:
            with self._lock:
                self._open.discard(client)
            _end(client, "close")

    def _join(self, client: socket.socket, weather: Weather, passed: Passed) -> None:
        if weather.latency:
            time.sleep(2 * weather.latency)  # the handshake
        try:
            server = socket.create_connection(self._server, 10)
        except OSError:
            _end(client, "reset")
            return
        server.settimeout(None)
        for side in (client, server):
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def cut() -> None:
            _end(client, weather.ending)
            _end(server, weather.ending)

        def up(data: bytes) -> None:
            passed.up += len(data)
            passed.requests += data.count(REQUEST)
            passed.said += data

        def down(data: bytes) -> None:
            passed.down += len(data)

        back = threading.Thread(
            target=_carry, args=(server, client, weather, weather.cut_down, down, cut, self._chance), daemon=True
        )
        back.start()
        _carry(client, server, weather, weather.cut_up, up, cut, self._chance)
        back.join()
        _end(server, "close")


def _carry(
    source: socket.socket,
    target: socket.socket,
    weather: Weather,
    left: int | None,
    count: Callable[[bytes], None],
    cut: Callable[[], None],
    chance: random.Random,
) -> None:
    """Passes bytes on in one direction until its end or its cut."""
    deliver = _Slow(target, weather, chance) if weather.slow else _Straight(target)
    try:
        while True:
            if left == 0:
                deliver.drain()
                cut()
                return
            data = source.recv(CHUNK if left is None else min(CHUNK, left))
            if not data:
                break
            deliver.send(data)
            count(data)
            left = None if left is None else left - len(data)
    except OSError:
        cut()
        return
    deliver.finish()


@dataclass(slots=True)
class _Straight:
    target: socket.socket

    def send(self, data: bytes) -> None:
        self.target.sendall(data)

    def drain(self) -> None:
        """Nothing is on its way: sendall() took all."""

    def finish(self) -> None:
        with contextlib.suppress(OSError):
            self.target.shutdown(socket.SHUT_WR)


class _Slow:
    """Delivers each segment when a link of this rate, latency and loss would have."""

    def __init__(self, target: socket.socket, weather: Weather, chance: random.Random) -> None:
        self._target = target
        self._weather = weather
        self._chance = chance
        self._free = 0.0
        self._queue: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        self._thread = threading.Thread(target=self._deliver, daemon=True)
        self._thread.start()

    def send(self, data: bytes) -> None:
        weather = self._weather
        for start in range(0, len(data), SEGMENT):
            segment = data[start : start + SEGMENT]
            self._free = max(self._free, time.monotonic()) + (len(segment) / weather.rate if weather.rate else 0)
            if weather.loss and self._chance.random() < weather.loss:
                self._free += weather.resend
            self._queue.put((self._free + weather.latency, segment))

    def drain(self) -> None:
        """Returns when all has arrived."""
        self._queue.put((self._free + self._weather.latency, b""))
        self._thread.join()

    def finish(self) -> None:
        self.drain()
        with contextlib.suppress(OSError):
            self._target.shutdown(socket.SHUT_WR)

    def _deliver(self) -> None:
        while True:
            due, segment = self._queue.get()
            time.sleep(max(0.0, due - time.monotonic()))
            if not segment:
                return
            try:
                self._target.sendall(segment)
            except OSError:
                return


def _answer(client: socket.socket, answer: bytes) -> None:
    """Reads one request to its end, as a box that answers by itself does, and answers it."""
    with contextlib.suppress(OSError):
        client.settimeout(5)
        received = b""
        while b"\r\n\r\n" not in received:
            data = client.recv(CHUNK)
            if not data:
                return
            received += data
        head, _, body = received.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        while len(body) < length and (data := client.recv(CHUNK)):
            body += data
        client.sendall(answer)
        client.shutdown(socket.SHUT_WR)
        while client.recv(CHUNK):
            pass


def _end(side: socket.socket, ending: Ending) -> None:
    with contextlib.suppress(OSError):
        if ending == "reset":
            side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        # A thread that waits in recv() on this socket is woken by the shutdown, not by close().
        side.shutdown(socket.SHUT_RD if ending == "reset" else socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        side.close()


@contextlib.contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """A network to the server on this port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    made = Proxy(listener.getsockname()[1])
    made.lead_to(port)

    def accept() -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=made.take, args=(client,), daemon=True).start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield made
    finally:
        _end(listener, "close")
        accepting.join(5)
        made.set(CLEAR)
