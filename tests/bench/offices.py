"""Very many offices at once: their PCs in a few processes, each connection taking them in turn, and what it all took."""

import multiprocessing
import random
import socket
import time
from array import array
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import accumulate, repeat
from multiprocessing.queues import Queue
from pathlib import Path
from queue import Empty
from typing import Literal

from complaints.events import FollowedUp, Responded, Verified
from sync import frame
from sync.server.options import ServerOptions
from tests.bench import seed
from tests.bench.figure import Times
from tests.sync.server.pcs import TODAY, Pc

Step = Literal["enrol", "look", "record", "handle", "look again", "receive"]
STEPS: tuple[Step, ...] = ("enrol", "look", "record", "handle", "look again", "receive")
PROCESSES, CONNECTIONS = 2, 8
RECEIVE = 65536


@dataclass(slots=True)
class Counted:
    """What a step came to. Bytes are those of HTTP, `up` from the offices; `times` in ms, a request each."""

    offices: int = 0
    events: int = 0
    up: int = 0
    down: int = 0
    seconds: float = 0
    times: "array[float]" = field(default_factory=lambda: array("f"))

    def add(self, other: "Counted") -> None:
        self.offices += other.offices
        self.events += other.events
        self.up += other.up
        self.down += other.down
        self.times += other.times

    @property
    def requests(self) -> int:
        return len(self.times)

    def sorted_times(self) -> Times:
        return Times(list(self.times))


class Connection:
    """One that stays open, and counts what it carries."""

    def __init__(self, address: str) -> None:
        host, port = address.removeprefix("http://").split(":")
        self._host = host
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.counted = Counted()

    def post(self, path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        """As pcs.Post wants it."""
        told = {"Host": self._host, "Content-Type": frame.MEDIA_TYPE, "Accept-Encoding": "zstd"}
        if token:
            told["Authorization"] = f"Bearer {token}"
        if encoding:
            told["Content-Encoding"] = encoding
        lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        asked = "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
        began = time.perf_counter()
        self._socket.sendall(asked)
        answer = self._answer()
        self.counted.times.append((time.perf_counter() - began) * 1000)
        self.counted.up += len(asked)
        self.counted.down += len(answer)
        head, _, content = answer.partition(b"\r\n\r\n")
        encoded = "zstd" if b"content-encoding: zstd" in head else ""
        return int(head.split(b" ", 2)[1]), content, encoded

    def _answer(self) -> bytes:
        came = b""
        while True:
            part = self._socket.recv(RECEIVE)
            if not part:
                raise ConnectionError("the server hung up")
            came += part
            head, whole, body = came.partition(b"\r\n\r\n")
            if whole and len(body) >= int(head.split(b"content-length: ")[1].split(b"\r\n")[0]):
                return came

    def taken(self) -> Counted:
        """What it has counted since the last time."""
        counted, self.counted = self.counted, Counted()
        return counted


class Hand:
    """One connection's share of the offices, and what they do with it."""

    def __init__(self, connection: Connection, codes: Sequence[str], issue: Callable[[str], str], until: float) -> None:
        self._connection = connection
        self._issue = issue
        self._until = until
        self._chance = random.Random(codes[0] if codes else "")
        self._villages = [Pc(connection.post, code) for code in codes]
        self._kecamatan = [Pc(connection.post, code) for code in sorted({code[:8] for code in codes})]

    def run(self, step: Step) -> Counted:
        pcs = [*self._villages, *self._kecamatan] if step == "enrol" else self._villages
        if step == "receive":
            pcs = self._kecamatan
        work = getattr(self, "_" + step.replace(" ", "_"))
        offices = events = 0
        for pc in pcs:
            if time.monotonic() > self._until:
                break
            if step == "enrol" or pc.token:
                before = len(pc.chain)
                work(pc)
                offices += 1
                events += len(pc.chain) - before
        counted = self._connection.taken()
        counted.offices, counted.events = offices, events
        return counted

    def _enrol(self, pc: Pc) -> None:
        pc.enrol(self._issue(pc.unit))

    def _look(self, pc: Pc) -> None:
        pc.exchange()

    _look_again = _look

    def _record(self, pc: Pc) -> None:
        pc.record(self._text(40), name=self._chance.choice(seed.NAMES), category=self._chance.choice(seed.CATEGORIES))
        pc.exchange()

    def _handle(self, pc: Pc) -> None:
        if not pc.chain:
            return
        case = f"{pc.id}-1"
        pc.write(Verified(TODAY), case)
        if self._chance.random() < 0.2:
            pc.forward(case, pc.unit[:8])
        else:
            pc.write(FollowedUp(TODAY, self._text(12)), case)
            pc.write(Responded(TODAY, self._text(25)), case)
        pc.exchange()

    def _receive(self, pc: Pc) -> None:
        pc.sync()

    def _text(self, words: int) -> str:
        return " ".join(self._chance.choices(_WORDS, cum_weights=_WEIGHTS, k=words))


_WORDS = seed.vocabulary()
_WEIGHTS = list(accumulate(1 / (rank + 30) for rank in range(len(_WORDS))))


class Crowd:
    """All offices, in a few processes; a step is over when each has taken it."""

    def __init__(self, address: str, data: Path, database: str, codes: Sequence[str], until: float) -> None:
        context = multiprocessing.get_context("fork")
        self._told: Queue[Counted] = context.Queue()
        self._asked: list[Queue[Step | None]] = [context.Queue() for _ in range(PROCESSES)]
        self._processes = [
            context.Process(
                target=_process, args=(address, data, database, part, until, asked, self._told), daemon=True
            )
            for part, asked in zip(_shares(codes, PROCESSES), self._asked, strict=True)
        ]
        for process in self._processes:
            process.start()

    def run(self, step: Step) -> Counted:
        began = time.perf_counter()
        for asked in self._asked:
            asked.put(step)
        whole = Counted()
        for _ in self._processes:
            whole.add(self._next())
        whole.seconds = time.perf_counter() - began
        return whole

    def _next(self) -> Counted:
        while True:
            try:
                return self._told.get(timeout=5)
            except Empty:
                if not all(process.is_alive() for process in self._processes):
                    raise RuntimeError("some of the offices are gone; what they met stands above") from None

    def close(self) -> None:
        for asked in self._asked:
            asked.put(None)
        for process in self._processes:
            process.join()


def _shares(codes: Sequence[str], count: int) -> list[list[str]]:
    """So many shares; the villages of one kecamatan stay together, for their kecamatan is in it."""
    shares: list[list[str]] = [[] for _ in range(count)]
    by_kecamatan: dict[str, list[str]] = {}
    for code in codes:
        by_kecamatan.setdefault(code[:8], []).append(code)
    for villages in by_kecamatan.values():
        min(shares, key=len).extend(villages)
    return shares


def _process(
    address: str,
    data: Path,
    database: str,
    codes: Sequence[str],
    until: float,
    asked: "Queue[Step | None]",
    told: "Queue[Counted]",
) -> None:
    district = ServerOptions(data, database).open()
    hands = [
        Hand(Connection(address), share, district.issue_code, until) for share in _shares(codes, CONNECTIONS) if share
    ]
    with ThreadPoolExecutor(len(hands)) as threads:
        while (step := asked.get()) is not None:
            whole = Counted()
            for counted in threads.map(Hand.run, hands, repeat(step)):
                whole.add(counted)
            told.put(whole)
    district.database.engine.dispose()
