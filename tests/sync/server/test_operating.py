"""What an operator lays on the machine: systemd's units, nginx, fail2ban and Prometheus read it, and it does what the guide says."""

import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, serving
from tests.sync.server.test_roles import PASSWORD, account

FILES = Path(__file__).parents[3] / "resources" / "server"
NAME = "aduan.sinjaikab.go.id"
PROGRAM = "/opt/buku-aduan/.venv/bin/aduan-distrik"

if shutil.which("openssl") is None:
    pytest.skip("no openssl", allow_module_level=True)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd")
@pytest.mark.parametrize("unit", sorted(path.name for path in FILES.glob("aduan-distrik*.*") if path.suffix != ".conf"))
def test_systemd_takes_each_unit_without_a_word(tmp_path: Path, unit: str):
    program = tmp_path / "aduan-distrik"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for path in FILES.glob("aduan-distrik*"):
        (tmp_path / path.name).write_text(
            path.read_text("utf-8").replace(PROGRAM, str(program)).replace("=aduan\n", "=root\n"), "utf-8"
        )
    name = unit.replace("@.", "@contoh.")
    if name != unit:
        (tmp_path / name).symlink_to(tmp_path / unit)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, timeout=120, check=False
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "aduan" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd")
def test_the_server_s_unit_leaves_little_open():
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", str(FILES / "aduan-distrik.service")],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search(r"exposure level for .*: ([\d.]+)", done.stdout)
    if found is None:
        pytest.skip("this systemd can't look at a file")
    assert float(found[1]) < 3.0


@pytest.mark.skipif(shutil.which("promtool") is None, reason="no Prometheus")
def test_prometheus_takes_the_rules_and_they_name_what_we_measure():
    subprocess.run(["promtool", "check", "rules", str(FILES / "alerts.yml")], check=True, timeout=60)
    named = set(re.findall(r"aduan_\w+", (FILES / "alerts.yml").read_text("utf-8")))
    assert named == {"aduan_disk_free_bytes", "aduan_backup_age_seconds", "aduan_silence_seconds"}


def test_who_guesses_stands_in_the_log_with_the_address_and_nobody_else_does(tmp_path: Path):
    account(tmp_path, "Rahma", "--role", "coordinator")
    with serving(tmp_path, "--proxy", "127.0.0.1") as server:
        office = Pc(server.post)
        office.enrol(code_for(tmp_path, SAOTANRE))
        office.record()
        office.sync()
        said = {"X-Forwarded-For": "203.0.113.7"}
        requests.post(server.url + "/masuk", {"name": "Rahma", "password": "salah"}, headers=said, timeout=30)
        requests.get(server.url + "/lacak?kode=K7QM-4T2X-9DNB", headers=said, timeout=30)
        server.post("/v1/sync", "token lama", b"x", "")
    refused = [json.loads(line) for line in server.log if '"refused"' in line]
    assert [(line["path"], line["address"]) for line in refused] == [("/masuk", "203.0.113.7")]
    assert all("127.0.0.1" not in line for line in server.log)
    assert "salah" not in "".join(server.log)
    if shutil.which("fail2ban-regex"):
        log = tmp_path / "catatan"
        log.write_text("".join(server.log))
        matched = fail2ban(log)
        assert matched == len(refused)


@pytest.mark.skipif(shutil.which("fail2ban-client") is None, reason="no fail2ban")
def test_fail2ban_starts_with_our_files_on_a_bare_machine(tmp_path: Path):
    shutil.copytree("/etc/fail2ban", tmp_path / "etc")
    shutil.copy(FILES / "fail2ban-filter.conf", tmp_path / "etc" / "filter.d" / "aduan-distrik.conf")
    shutil.copy(FILES / "fail2ban-jail.conf", tmp_path / "etc" / "jail.d" / "aduan-distrik.conf")
    tried = ["fail2ban-client", "-c", str(tmp_path / "etc"), "-t"]
    done = subprocess.run(tried, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def fail2ban(log: Path) -> int:
    """How many lines of the log count as an attempt."""
    done = subprocess.run(
        ["fail2ban-regex", "--print-all-matched", str(log), str(FILES / "fail2ban-filter.conf")],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search(r"Failregex: (\d+) total", done.stdout)
    assert found, done.stdout + done.stderr
    return int(found[1])


# A real nginx with the example ---------------------------------------------------------------------------------------


def certificate(folder: Path, serial: int) -> None:
    """A certificate of this name by a CA of ours, and the CA beside it."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=folder, timeout=60)

    if not (folder / "ca.pem").exists():
        openssl(
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key", "-out",
            "ca.pem", "-days", "30", "-subj", "/CN=CA percobaan", "-addext", "basicConstraints=critical,CA:TRUE",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        )  # fmt: skip
    openssl(
        "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "privkey.pem", "-out", "server.csr",
        "-subj", f"/CN={NAME}",
    )  # fmt: skip
    (folder / "san").write_text(f"subjectAltName=DNS:{NAME},IP:127.0.0.1\nextendedKeyUsage=serverAuth\n")
    openssl(
        "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", str(serial), "-days", "30",
        "-extfile", "san", "-out", "fullchain.pem",
    )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def nginx(folder: Path, behind: int, body_seconds: int = 60) -> Iterator[tuple[int, Callable[[], object]]]:
    """nginx with the example, changed only in its places and ports: the port of TLS, and what has it read its files again."""
    plain, secure = free_port(), free_port()
    example = (FILES / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("/etc/letsencrypt/live/aduan.sinjaikab.go.id", str(folder)), ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"), ("127.0.0.1:8080", f"127.0.0.1:{behind}"),
        ("client_body_timeout   60s", f"client_body_timeout   {body_seconds}s"),
    ):  # fmt: skip
        assert old in example
        example = example.replace(old, new)
    (folder / "aduan.conf").write_text(example)
    (folder / "nginx.conf").write_text(
        f"daemon on; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        "events {}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; "
        f"uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; include {folder}/aduan.conf; }}\n"
    )
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)  # comes back when it listens
    try:
        yield secure, lambda: subprocess.run([*command, "-s", "reload"], check=True, capture_output=True, timeout=60)
    finally:
        subprocess.run([*command, "-s", "stop"], check=True, capture_output=True, timeout=60)


def trusted(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(folder / "ca.pem"))


def connected(folder: Path, port: int) -> ssl.SSLSocket:
    return trusted(folder).wrap_socket(socket.create_connection(("127.0.0.1", port), timeout=60), server_hostname=NAME)


def serial(connection: ssl.SSLSocket) -> str:
    told = connection.getpeercert()
    assert told
    return str(told["serialNumber"])


needs_nginx = pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx")


@needs_nginx
def test_an_office_and_a_browser_come_through_nginx(tmp_path: Path):
    certificate(tmp_path, 1)
    data = tmp_path / "data"
    account(data, "Rahma", "--role", "coordinator")
    words = ("--proxy", "127.0.0.1", "--public-address", f"https://{NAME}")
    with serving(data, *words) as server, nginx(tmp_path, int(server.url.rpartition(":")[2])) as (port, _):
        session = requests.Session()
        session.trust_env = False
        session.verify = str(tmp_path / "ca.pem")
        session.headers["Host"] = NAME
        url = f"https://127.0.0.1:{port}"
        answer = session.get(url + "/lacak", timeout=30)
        assert (answer.status_code, answer.headers["Strict-Transport-Security"]) == (200, "max-age=31536000")
        assert session.get(url + "/metrics", timeout=30).status_code == 404
        entry = {"name": "Rahma", "password": PASSWORD}
        entered = session.post(url + "/masuk", entry, timeout=30, allow_redirects=False)
        assert entered.status_code == 303
        assert "__Host-" in entered.headers["Set-Cookie"]
        # The address that a stranger writes into the header is not believed.
        session.post(
            url + "/masuk", {"name": "x", "password": "y"}, headers={"X-Forwarded-For": "198.51.100.9"}, timeout=30
        )
        office = Pc(server.post)
        office.enrol(code_for(data, SAOTANRE))

        def post(path: str, token: str, body: bytes, encoding: str) -> tuple[int, bytes, str]:
            headers = {"Authorization": f"Bearer {token}"} | ({"Content-Encoding": encoding} if encoding else {})
            with session.post(url + path, body, headers=headers, timeout=30, stream=True) as answer:
                raw = answer.raw.read(decode_content=False)
                return answer.status_code, raw, answer.headers.get("Content-Encoding", "")

        office.post = post
        for number in range(200):
            office.record(f"Aduan {number}", "Andi Baso")
        office.sync()
        assert office.acknowledged == 200
    assert "198.51.100.9" not in "".join(server.log)


@needs_nginx
def test_a_body_that_stops_is_hung_up_on_and_others_are_served(tmp_path: Path):
    certificate(tmp_path, 1)
    with serving(tmp_path / "data") as server, nginx(tmp_path, int(server.url.rpartition(":")[2]), 1) as (port, _):
        began = time.monotonic()
        idle = [connected(tmp_path, port) for _ in range(40)]
        for connection in idle:
            connection.sendall(b"POST /v1/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\nx")
        answer = requests.get(f"https://127.0.0.1:{port}/lacak", verify=str(tmp_path / "ca.pem"), timeout=30)
        assert answer.status_code == 200
        for connection in idle:
            while connection.recv(4096):  # an answer that says so, or nothing; then the end
                pass
            connection.close()
        assert time.monotonic() - began < 30


@needs_nginx
def test_a_renewed_certificate_is_taken_while_a_long_request_runs(tmp_path: Path):
    certificate(tmp_path, 1)
    data = tmp_path / "data"
    with serving(data) as server, nginx(tmp_path, int(server.url.rpartition(":")[2])) as (port, reload):
        long = connected(tmp_path, port)
        before = serial(long)
        body = b"name=a&password=b"
        long.sendall(
            b"POST /masuk HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body)
        )
        long.sendall(body[:5])
        certificate(tmp_path, 2)
        reload()
        after, until = before, time.monotonic() + 30
        while after == before and time.monotonic() < until:
            with connected(tmp_path, port) as fresh:
                after = serial(fresh)
        assert after != before
        long.sendall(body[5:])
        assert long.recv(4096).split(b"\r\n")[0] == b"HTTP/1.1 403 Forbidden"
        long.close()


def test_the_server_s_own_certificate_is_renewed_without_a_restart(tmp_path: Path):
    certificate(tmp_path, 1)
    words = ("--certificate", str(tmp_path / "fullchain.pem"), "--key", str(tmp_path / "privkey.pem"))
    with serving(tmp_path / "data", *words) as server:
        port = int(server.url.rpartition(":")[2])
        long = connected(tmp_path, port)
        before = serial(long)
        certificate(tmp_path, 2)
        (tmp_path / "privkey.pem").rename(tmp_path / "baru.pem")
        server.process.send_signal(1)  # half of the pair: the former one stays
        waited_for(server, "certificate kept")
        (tmp_path / "baru.pem").rename(tmp_path / "privkey.pem")
        server.process.send_signal(1)
        waited_for(server, "certificate read")
        with connected(tmp_path, port) as fresh:
            assert serial(fresh) != before
        long.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert long.recv(4096).startswith(b"HTTP/1.1 200")
        long.close()


def waited_for(server: Running, event: str) -> None:
    until = time.monotonic() + 30
    while not any(f'"{event}"' in line for line in server.log):
        assert time.monotonic() < until, f"{event} was never told: {server.log}"
        requests.get(server.url.replace("http:", "https:") + "/healthz", verify=False, timeout=30)  # the pace of it
