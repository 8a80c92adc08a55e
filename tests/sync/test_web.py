"""Whatever stands between the office and its district, the officer reads one sentence, and nothing is taken for an answer that is none."""

import os
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from complaints.errors import NoNetwork, Refused
from sync import frame
from sync.address import invitation, normal_address
from sync.client import Client
from sync.messages import Refusal, SyncAnswer, SyncRequest
from sync.refusals import (
    Broken,
    DistrictRefused,
    Interrupted,
    Later,
    NotTheDistrict,
    ProxyFailed,
    ProxyUnusable,
    TokenRefused,
    TooLarge,
    Unreachable,
    Untrusted,
)
from sync.web import Web

REQUEST = SyncRequest({}, b"", 1, [], b"", {}, 1024, 0)
MESSAGE = frame.MEDIA_TYPE
FINE = frame.pack(SyncAnswer(0, b"", [], {}, b"", False, 5))[0]


def whole_request(client: socket.socket) -> bytes:
    """Head and body, which may come in two pieces; what came, when that is no request."""
    asked = client.recv(65536)
    declared = re.search(rb"content-length: (\d+)", asked, re.IGNORECASE)
    while declared and len(asked.partition(b"\r\n\r\n")[2]) < int(declared[1]):
        more = client.recv(65536)
        if not more:
            break
        asked += more
    return asked


@contextmanager
def answering(answer: bytes, tls: ssl.SSLContext | None = None, heard: list[bytes] | None = None) -> Iterator[int]:
    """A port where every request gets these bytes and the end of the connection; `heard` gets what was asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                    if tls is not None:
                        client = tls.wrap_socket(client, server_side=True)
                    with client, suppress(OSError):
                        asked = whole_request(client)
                        if heard is not None:
                            heard.append(asked)
                        client.sendall(answer)
                        client.shutdown(socket.SHUT_WR)
                        while client.recv(65536):
                            pass
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        with suppress(OSError):  # Windows: not connected; closing wakes the thread there
            server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def http(status: str, body: bytes = b"", kind: str = MESSAGE, *headers: str, length: int | None = None) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body) if length is None else length}",
    ]
    return "\r\n".join([*lines, "Connection: close", *headers, "", ""]).encode() + body


def said(word: str) -> bytes:
    return frame.pack(Refusal(word))[0]


def ask(port: int, scheme: str = "http", host: str = "127.0.0.1", silent: float = 5) -> SyncAnswer:
    web = Web(f"{scheme}://{host}:{port}", silent_seconds=silent)
    try:
        return Client(web).sync("token", REQUEST)
    finally:
        web.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (http("200 OK", b"<html>Selamat datang di Wi-Fi kami</html>", "text/html"), NotTheDistrict),
        (http("200 OK", b"<html>", MESSAGE), NotTheDistrict),
        (http("302 Found", b"", "text/html", "Location: http://wifi.local/masuk"), NotTheDistrict),
        (http("511 Network Authentication Required", b"login", "text/html"), Broken),
        (http("404 Not Found", b"<html>", "text/html"), NotTheDistrict),
        (http("204 No Content"), NotTheDistrict),
        (http("401 Unauthorized", said("token")), TokenRefused),
        (http("401 Unauthorized", b"<html>", "text/html"), NotTheDistrict),
        (http("403 Forbidden", said("unit")), DistrictRefused),
        (http("400 Bad Request", said("malformed")), DistrictRefused),
        (http("413 Too Large", said("too_large")), TooLarge),
        (http("429 Too Many", said("too_many"), MESSAGE, "Retry-After: 120"), Later),
        (http("503 Busy", said("busy"), MESSAGE, "Retry-After: 7"), Later),
        (http("503 Busy", b"<html>", "text/html"), Later),
        (http("408 Request Timeout", said("slow")), Interrupted),
        (http("500 Oops", b"", "text/plain"), Broken),
        (http("502 Bad Gateway", b"<html>", "text/html"), Broken),
        (http("200 OK", FINE[:5], length=len(FINE)), Interrupted),
        (http("200 OK", b"\x1f\x8b\x08\x00abc", MESSAGE, "Content-Encoding: gzip"), NotTheDistrict),
        (http("200 OK", b"(\xb5/\xfdxx", MESSAGE, "Content-Encoding: zstd"), NotTheDistrict),
        (http("200 OK", b"x", MESSAGE, "Content-Encoding: br"), NotTheDistrict),
        (http("200 OK", b"\x91" * 5000), NotTheDistrict),
        (http("200 OK", b"x" * (frame.LARGEST_BODY + 1)), NotTheDistrict),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Interrupted),
        (b"", Interrupted),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_one_sentence(answer: bytes, error: type[Exception]):
    with answering(answer) as port, pytest.raises(error) as raised:
        ask(port)
    assert "aman" in str(raised.value) or "tercatat" in str(raised.value)


def test_the_server_says_when_to_come_back():
    with answering(http("429 Too Many", said("too_many"), MESSAGE, "Retry-After: 120")) as port:
        with pytest.raises(Later) as raised:
            ask(port)
        assert raised.value.seconds == 120


def test_a_whole_answer_is_read():
    with answering(http("200 OK", FINE)) as port:
        assert ask(port).time == 5


def test_a_server_that_is_silent_is_left():
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Interrupted):
        ask(server.getsockname()[1], silent=0.2)


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Unreachable):
        ask(port)


def test_a_name_that_nobody_knows():
    with pytest.raises(Unreachable) as raised:
        ask(443, "https", "aduan.invalid")
    assert raised.value.exit_code == 4


def test_a_certificate_that_nobody_vouches_for_is_refused(own_certificate: ssl.SSLContext):
    with answering(http("200 OK", FINE), own_certificate) as port, pytest.raises(Untrusted):
        ask(port, "https", "localhost")


def test_a_server_without_tls_behind_https_is_refused():
    with answering(http("200 OK", FINE)) as port, pytest.raises(NoNetwork):
        ask(port, "https", "localhost")


def test_the_systems_proxy_is_asked(monkeypatch: pytest.MonkeyPatch):
    with answering(http("407 Proxy Authentication Required", b"", "text/html")) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("no_proxy", "")
        with pytest.raises(ProxyFailed):
            ask(443, "https", "aduan.sinjaikab.go.id")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("aduan.sinjaikab.go.id", "https://aduan.sinjaikab.go.id"),
        (" https://aduan.sinjaikab.go.id/ ", "https://aduan.sinjaikab.go.id"),
        ("https://contoh.id/aduan/", "https://contoh.id/aduan"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ],
)
def test_an_address_is_taken_as_people_write_it(typed: str, address: str):
    assert normal_address(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "http://contoh.id", "ftp://contoh.id", "https://", "https://a b", "https://x:99999", "https://u:p@x.id", "https://[x"]
)  # fmt: skip
def test_an_address_that_would_send_citizens_data_in_the_open_is_refused(typed: str):
    with pytest.raises(Refused):
        normal_address(typed)


@pytest.fixture(scope="module")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A certificate that its server made for itself."""
    import subprocess

    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost",
         "-keyout", str(key), "-out", str(certificate), "-days", "2"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def test_a_request_has_no_more_headers_than_it_needs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """And the token goes out whatever the user's .netrc says of the host."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(netrc))
    heard: list[bytes] = []
    with answering(http("200 OK", FINE), heard=heard) as port:
        ask(port)
    names = [line.split(b":")[0] for line in heard[0].split(b"\r\n\r\n")[0].split(b"\r\n")[1:]]
    assert sorted(names) == [b"Accept-Encoding", b"Authorization", b"Content-Length", b"Content-Type", b"Host"]
    assert b"Bearer token" in heard[0]


def test_what_went_over_the_wire_is_counted():
    heard: list[bytes] = []
    answer = http("200 OK", FINE)
    with answering(answer, heard=heard) as port:
        web = Web(f"http://127.0.0.1:{port}")
        Client(web).sync("token", REQUEST)
        web.close()
    assert web.traffic.requests == 1
    assert abs(web.traffic.sent - len(heard[0])) <= 8
    assert abs(web.traffic.received - len(answer)) <= 8


def test_who_waits_for_an_answer_is_let_go_from_another_thread():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        web = Web(f"http://127.0.0.1:{silent.getsockname()[1]}")
        told: list[Exception] = []

        def ask() -> None:
            try:
                web.carry("POST", "/v1/sync", {}, b"x")
            except NoNetwork as error:
                told.append(error)

        asking = threading.Thread(target=ask)
        asking.start()
        other, _ = silent.accept()
        with other:
            assert other.recv(1)
            web.cut()
            asking.join(10)
        web.close()
    assert [type(error) for error in told] == [Interrupted]


@pytest.mark.parametrize(
    "pasted", ["https://a.id K7QM-4T2X-9DNB", "  https://a.id\nK7QM-4T2X-9DNB ", "K7QM-4T2X-9DNB https://a.id"]
)
def test_address_and_code_pasted_together_are_told_apart(pasted: str):
    assert invitation(pasted) == ("https://a.id", "K7QM-4T2X-9DNB")


@pytest.mark.parametrize(
    "typed", ["", "https://a.id", "K7QM-4T2X-9DNB", "a.id kode K7QM", "https://a.id https://b.id K7QM-4T2X-9DNB"]
)
def test_one_of_them_alone_is_what_its_field_says(typed: str):
    assert invitation(typed) is None


@pytest.mark.parametrize(
    "setting",
    [
        "socks5://127.0.0.1:1080", "socks5h://user:pass@proxy:1", "socks4://proxy:1", "foo://proxy:1", "ftp://proxy:21", "http://",
        "http://:99999", "http://[::1", "http://a b:80", "http://proxy:port", " http://127.0.0.1:9 ",
    ],
)  # fmt: skip
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_setting_that_nobody_can_use_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, variable: str, setting: str
):
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(variable, setting)
    with pytest.raises(ProxyUnusable):
        Web("https://aduan.contoh.invalid").carry("GET", "/v1/pull", {})
