"""What a request says of itself is believed from nobody but the proxy: host, scheme, address; and what is printed obeys nobody."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from complaints.errors import OfficeError
from sync.server.public_address import parse
from sync.working_folder import IN_USE, sweep, working_folder
from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, command, run, serving

NAME, PASSWORD = "Rahma", "kata-sandi-panjang"
PUBLIC = "https://aduan.sinjaikab.go.id"
EVIL = "jahat.example"


def with_account(folder: Path) -> Path:
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(folder, "admin", "create", NAME), check=True, capture_output=True, env=environment)
    return folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that was told nothing of proxies and names."""
    with serving(with_account(tmp_path_factory.mktemp("bare"))) as running:
        yield running


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server behind a proxy on this machine, with a public address."""
    folder = with_account(tmp_path_factory.mktemp("named"))
    with serving(folder, "--proxy", "127.0.0.1", "--public-address", PUBLIC) as running:
        yield running


def ask(server: Running, path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str, str]:
    """Status, head and body of the answer, with exactly these headers: names with '_' for '-'."""
    host, port = server.url.removeprefix("http://").split(":")
    lines = [f"{method} {path} HTTP/1.1", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, content = answer.decode().partition("\r\n\r\n")
    return int(head.split()[1]), head, content


def entered(server: Running, **headers: str) -> str:
    """The cookies of who logged in."""
    _, head, _ = ask(server, "/masuk", "POST", f"name={NAME}&password={PASSWORD}", **headers)
    return "; ".join(re.findall(r"(?im)^set-cookie: ([^;]+)", head))


@pytest.mark.parametrize(
    "path", ["/", "/masuk", "/masuk/", "/aduan", "/aduan/", "/unit//", "/lacak/", "/lacak?kode=x", "//jahat.example/"]
)
def test_a_foreign_host_is_in_no_link_and_no_redirect(bare: Running, path: str):
    for headers in (
        {"Host": EVIL},
        {"Host": "127.0.0.1", "X_Forwarded_Host": EVIL},
        {"Host": f"{EVIL}:8080@127.0.0.1"},
    ):
        _, head, content = ask(bare, path, **headers)
        assert EVIL not in content
        locations = re.findall(r"(?im)^location: (.*)$", head)
        assert all(place.startswith("/") and not place.startswith("//") for place in locations)


def test_an_invitation_names_the_address_that_the_operator_told_or_the_very_socket(bare: Running, named: Running):
    own = bare.url.removeprefix("http://")
    for host, shown in ((own, bare.url), (EVIL, ""), (f"{EVIL}:80", "")):
        cookies = entered(bare, Host=host)
        _, _, page = ask(bare, "/aduan", Host=host, Cookie=cookies)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page)
        assert csrf
        status, _, page = ask(bare, "/unit/kode", "POST", f"csrf={csrf[1]}&unit={SAOTANRE}", Host=host, Cookie=cookies)
        assert status == 200
        assert EVIL not in page
        assert (f"<dd>{shown}</dd>" in page, "<svg" in page) == (bool(shown), bool(shown))
    public = PUBLIC.removeprefix("https://")
    cookies = entered(named, Host=public)
    _, _, page = ask(named, "/aduan", Host=public, Cookie=cookies)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    _, _, page = ask(named, "/unit/kode", "POST", f"csrf={csrf[1]}&unit={SAOTANRE}", Host=public, Cookie=cookies)
    assert f"<dd>{PUBLIC}</dd>" in page
    assert "<svg" in page


def test_pages_are_for_the_public_address_alone(named: Running):
    public = PUBLIC.removeprefix("https://")
    for host, status in (
        (public, 200),
        (public.upper(), 200),
        (f"{public}:443", 200),
        (EVIL, 421),
        (f"{public}.{EVIL}", 421),
        (f"{public}:80", 421),
        ("", 421),
    ):
        assert ask(named, "/masuk", Host=host)[0] == status, host
    assert ask(named, "/healthz", Host="127.0.0.1")[0] == 200
    assert ask(named, "/v1/openapi.json", Host="127.0.0.1")[0] == 200


def test_https_is_believed_of_the_proxy_alone(bare: Running, named: Running):
    _, head, _ = ask(bare, "/masuk", Host="x", X_Forwarded_Proto="https", X_Forwarded_For="10.0.0.1")
    assert "strict-transport-security" not in head.lower()
    assert "__Host-" not in entered(bare, Host="x", X_Forwarded_Proto="https")
    public = PUBLIC.removeprefix("https://")
    for headers in ({"Host": public}, {"Host": public, "X_Forwarded_Proto": "https"}):
        _, head, _ = ask(named, "/masuk", **headers)
        assert "strict-transport-security: max-age=31536000" in head.lower()
        assert "__Host-kunjungan" in entered(named, **headers)


def test_a_form_from_another_origin_is_refused_under_every_name(named: Running):
    public = PUBLIC.removeprefix("https://")
    for origin, status in ((PUBLIC, 303), (f"https://{EVIL}", 403), ("null", 403), (f"http://{public}:8080", 403)):
        answered, _, _ = ask(named, "/masuk", "POST", f"name={NAME}&password={PASSWORD}", Host=public, Origin=origin)
        assert answered == status, origin


@pytest.mark.parametrize(
    "text", ["aduan.go.id", "ftp://aduan.go.id", "https://", "https://a/b", "https://x@a", "https://a:b", "https://a?b"]
)
def test_what_is_no_address_is_refused(text: str):
    with pytest.raises(OfficeError):
        parse(text)


def test_what_offices_send_gives_a_terminal_no_orders(bare: Running):
    office = Pc(bare.post)
    office.enrol(code_for(bare.folder, SAOTANRE))
    office.record("\x1b]0;jahat\x07\x1b[31mMerah\u202e\u2066\x9b2J\x7f")
    office.sync()
    for words in (
        ("list",),
        ("list", "--json"),
        ("log",),
        ("log", "--json"),
        ("device", "list"),
        ("check",),
        ("event", "show", f"{office.id}-1"),
    ):
        printed = run(bare.folder, *words)
        assert not [sign for sign in printed if not sign.isprintable() and sign != "\n"], words


def test_a_server_that_was_killed_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    with serving(tmp_path / "data") as server:
        assert len(list(place.glob("aduan-distrik-*"))) == 1
        server.process.send_signal(signal.SIGKILL)
        server.process.wait(10)
    [left] = place.glob("aduan-distrik-*")
    with serving(tmp_path / "data") as server:
        folders = list(place.glob("aduan-distrik-*"))
        assert left not in folders
        assert len(folders) == 1
        assert requests.get(f"{server.url}/metrics", timeout=10).status_code == 200
    assert list(place.glob("aduan-distrik-*")) == []


def test_a_folder_in_use_stays_and_one_of_a_killed_process_goes(tmp_path: Path):
    with working_folder("x-", tmp_path) as used:
        left = tmp_path / "x-left"
        left.mkdir()
        (left / IN_USE).touch()
        (left / "isi").write_text("nama")
        fresh = tmp_path / "x-fresh"
        fresh.mkdir()
        sweep("x-", tmp_path)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([used.name, "x-fresh"])
        os.utime(fresh, (0, 0))
        sweep("x-", tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == [used.name]
    assert list(tmp_path.iterdir()) == []
