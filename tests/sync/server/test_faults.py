"""The real server and what goes wrong around it: bodies without end, killed workers, a database that goes away."""

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
from pathlib import Path

import psutil
import psycopg
import pytest
import requests
from sqlalchemy import make_url

from sync import frame
from sync.messages import Refusal
from sync.server.database import Database, Unavailable, postgres_engine
from sync.server.statement import PortableStatement
from tests.postgresql import running
from tests.sync.server.conftest import at, fresh
from tests.sync.server.pcs import SAOTANRE, Pc, Refused
from tests.sync.server.processes import Running, code_for, serving


@pytest.fixture
def enrolled(tmp_path: Path):
    with serving(tmp_path) as server:
        pc = Pc(server.post)
        pc.enrol(code_for(tmp_path, SAOTANRE))
        yield server, pc


def reason(answer: requests.Response) -> str:
    return frame.unpack(answer.content, answer.headers.get("Content-Encoding", ""), Refusal).reason


def test_a_body_larger_than_agreed_is_refused_however_it_is_sent(enrolled: tuple[Running, Pc]):
    server, pc = enrolled
    headers = {"Authorization": f"Bearer {pc.token}"}
    large = bytes(frame.LARGEST_BODY + 1)
    with contextlib.suppress(requests.ConnectionError):  # the server may hang up while we are still sending
        answer = requests.post(server.url + "/v1/sync", large, headers=headers, timeout=30)
        assert (answer.status_code, reason(answer)) == (413, "too_large")
    pieces = (bytes(65536) for _ in range(frame.LARGEST_BODY // 65536 + 2))
    with contextlib.suppress(requests.ConnectionError):
        answer = requests.post(server.url + "/v1/sync", pieces, headers=headers, timeout=30)
        assert answer.status_code == 413
    assert pc.exchange().acknowledged == 0


@pytest.mark.parametrize("length", ["Content-Length: 4194304", "Transfer-Encoding: chunked"])
def test_who_announces_much_and_sends_nothing_keeps_nobody_out(enrolled: tuple[Running, Pc], length: str):
    server, pc = enrolled
    host, port = server.url.removeprefix("http://").split(":")
    head = f"POST /v1/sync HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {pc.token}\r\n{length}\r\n\r\n"
    with contextlib.ExitStack() as open_ones:
        for _ in range(40):
            connection = open_ones.enter_context(socket.create_connection((host, int(port))))
            connection.sendall(head.encode())
        pc.record()
        assert pc.exchange().acknowledged == 1


@pytest.mark.parametrize(
    ("begins", "goes_on"),
    [
        ("GET /healthz HTTP/1.1\r\nHost: x\r\nX: ", "a" * 65_536),
        ("GET /healthz HTTP/1.1\r\nHost: x\r\n", "X: a\r\n" * 10_000),
        ("GET /", "a" * 65_536),
        ("POST /v1/sync HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX: ", "a" * 65_536),
    ],
    ids=["one field", "many fields", "address", "behind the body"],
)
def test_who_never_ends_a_head_is_hung_up_on(enrolled: tuple[Running, Pc], begins: str, goes_on: str):
    server, pc = enrolled
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall(begins.encode())
        with pytest.raises(ConnectionError):
            connection.sendall(goes_on.encode() * 500)
    assert pc.exchange().acknowledged == 0


def test_a_body_in_many_small_pieces_is_read(enrolled: tuple[Running, Pc]):
    server, pc = enrolled
    for number in range(300):
        pc.record(f"{number} {os.urandom(1_000).hex()}")
    body, encoding = frame.pack(pc.request())
    headers = {"Authorization": f"Bearer {pc.token}", "Content-Encoding": encoding}
    pieces = (body[place : place + 1_000] for place in range(0, len(body), 1_000))
    assert len(body) > 300_000
    assert requests.post(server.url + "/v1/sync", pieces, headers=headers, timeout=30).status_code == 200


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/v1/sync", "Content-Length: 4000000", 401),
        ("/v1/sync", "Content-Length: 5000", 401),
        ("/v1/sync", "Transfer-Encoding: chunked", 401),
        ("/v1/enrol", "Content-Length: 5000", 413),
    ],
)
def test_a_large_body_of_somebody_unknown_is_not_waited_for(
    enrolled: tuple[Running, Pc], path: str, length: str, status: int
):
    server, _ = enrolled
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer gelap\r\n{length}\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 %d" % status)


def sync_after_others(pc: Pc) -> None:
    """As an office does while its broken requests are still under way: it comes again."""
    while True:
        try:
            pc.sync()
            return
        except Refused as refused:
            if refused.status != 429:
                raise


def test_a_request_cut_anywhere_leaves_all_or_nothing(enrolled: tuple[Running, Pc]):
    server, pc = enrolled
    host, port = server.url.removeprefix("http://").split(":")
    for cut in range(0, 700, 41):
        pc.record()
        body, encoding = frame.pack(pc.request())
        head = f"POST /v1/sync HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {pc.token}\r\nContent-Length: {len(body)}\r\n"
        head += f"Content-Encoding: {encoding}\r\n\r\n" if encoding else "\r\n"
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall((head.encode() + body)[:cut])
        if cut % 2:
            sync_after_others(pc)
            assert pc.acknowledged == len(pc.chain)
    sync_after_others(pc)
    assert pc.acknowledged == len(pc.chain)
    assert pc.events() == []


def test_one_device_that_asks_without_end_is_slowed_down(tmp_path: Path):
    with serving(tmp_path, "--device-pace", "5", "--address-pace", "3") as server:
        pc = Pc(server.post)
        pc.enrol(code_for(tmp_path, SAOTANRE))
        answers = [
            requests.post(server.url + "/v1/sync", b"", headers={"Authorization": f"Bearer {pc.token}"}, timeout=10)
            for _ in range(27)
        ]
        assert [answer.status_code for answer in answers[:25]] == [400] * 25
        assert (answers[-1].status_code, reason(answers[-1])) == (429, "too_many")
        assert int(answers[-1].headers["Retry-After"]) >= 1
        guesses = [requests.post(server.url + "/v1/enrol", b"", timeout=10).status_code for _ in range(5)]
        assert guesses[-1] == 429


def test_a_killed_worker_is_replaced(tmp_path: Path):
    with serving(tmp_path, "--workers", "2") as server:
        pc = Pc(server.post)
        pc.enrol(code_for(tmp_path, SAOTANRE))
        pc.record()
        pc.sync()
        workers = [
            child
            for child in psutil.Process(server.process.pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
        assert len(workers) == 2
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
        pc.record()
        pc.sync()  # waits at the socket, which the parent holds open
        assert pc.acknowledged == 2


def test_a_server_killed_at_work_has_all_that_it_acknowledged(tmp_path: Path):
    pc = Pc(lambda *_: (0, b"", ""))
    for _ in range(3):
        with serving(tmp_path) as server:
            pc.post = server.post
            if not pc.token:
                pc.enrol(code_for(tmp_path, SAOTANRE))
            for _ in range(5):
                pc.record()
            pc.sync()
            server.process.kill()
    with serving(tmp_path) as server:
        pc.post = server.post
        assert pc.exchange().acknowledged == 15


def test_a_database_that_goes_away_is_waited_for(tmp_path: Path):
    with running() as postgres:
        url = make_url(postgres.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        words = ("--database", at(url, "postgres"))
        with serving(tmp_path / "data", *words) as server:
            pc = Pc(server.post)
            pc.enrol(code_for(tmp_path / "data", SAOTANRE, *words))
            pc.record()
            pc.sync()
            postgres.stop()
            headers = {"Authorization": f"Bearer {pc.token}"}
            for _ in range(3):
                answer = requests.post(
                    server.url + "/v1/sync", frame.pack(pc.request())[0], headers=headers, timeout=30
                )
                assert (answer.status_code, reason(answer)) == (503, "busy")
                assert int(answer.headers["Retry-After"]) >= 1
            assert requests.get(server.url + "/healthz", timeout=10).status_code == 503
            assert requests.get(server.url + "/lacak?kode=K7QM-4T2X-9DNB", timeout=10).status_code in (422, 503)
            postgres.start()
            pc.record()
            pc.sync()
            assert pc.acknowledged == 2


def test_its_own_certificate_makes_it_speak_tls(tmp_path: Path):
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving(tmp_path / "data", "--certificate", str(certificate), "--key", str(key)) as server:
        url = server.url.replace("http:", "https:")
        assert requests.get(url + "/healthz", verify=str(certificate), timeout=10).text == "ok\n"
        with pytest.raises(requests.exceptions.SSLError):
            requests.get(url + "/healthz", timeout=10)
        assert requests.get(url + "/masuk", verify=str(certificate), timeout=10).status_code == 200
    assert ssl.OPENSSL_VERSION


def test_figures_are_not_shown_to_the_outside(enrolled: tuple[Running, Pc]):
    server, pc = enrolled
    pc.exchange()
    shown = requests.get(server.url + "/metrics", timeout=10).text
    assert 'aduan_requests_total{path="/v1/sync",status="200"} 1.0' in shown
    assert SAOTANRE not in shown
    outside = requests.get(server.url + "/metrics", headers={"X-Forwarded-For": "203.0.113.9"}, timeout=10)
    assert outside.status_code == 403


def test_the_log_names_nobody(tmp_path: Path):
    with serving(tmp_path) as server:
        pc = Pc(server.post)
        pc.enrol(code_for(tmp_path, SAOTANRE))
        case = pc.record("Jembatan Bonto", name="Andi Baso")
        pc.sync()
        requests.get(f"{server.url}/lacak?kode=RAHASIA", timeout=10)
        requests.get(f"{server.url}/v1/files/{'a' * 64}", headers={"Authorization": "Bearer gelap"}, timeout=10)
    written = "".join(server.log)
    assert '"status": 401' in written
    for secret in (pc.token, "RAHASIA", "gelap", "Andi", "Bonto", case, "127.0.0.1"):
        assert secret not in written


def test_a_database_that_no_longer_leads_is_away_for_a_while(postgres: str):
    """After a switch-over, connections may still end at the former leader, which refuses to write."""
    url = fresh(postgres)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as operator:
        name = make_url(url).database
        operator.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'.encode())
        database = Database(postgres_engine(url, 1))
        with pytest.raises(Unavailable):
            database.write(lambda transaction: transaction.run(PortableStatement("DELETE FROM visit")))
        operator.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = off'.encode())
        # The connection that was refused is not asked again.
        database.write(lambda transaction: transaction.run(PortableStatement("DELETE FROM visit")))
        database.engine.dispose()


def test_behind_a_pool_of_transactions_nothing_is_prepared(postgres: str):
    """PgBouncer before 1.21 gives a prepared statement's next use to a connection that doesn't know it."""
    url = fresh(postgres)
    for address, prepares in ((url, True), (f"{url}{'&' if '?' in url else '?'}pgbouncer=true", False)):
        database = Database(postgres_engine(address, 1))
        for _ in range(5):
            database.read(lambda transaction: transaction.first(PortableStatement("SELECT count(*) FROM event")))
        prepared = database.read(
            lambda transaction: transaction.first(PortableStatement("SELECT count(*) FROM pg_prepared_statements"))
        )
        assert prepared is not None
        assert (prepared[0] > 0) == prepares
        database.engine.dispose()
