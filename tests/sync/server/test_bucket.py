"""Attachments in a bucket: the real server and obstore against a small server that speaks as much S3 as they need."""

import secrets
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests

from complaints.events import Attached
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, serving
from tests.sync.server.test_files import create, fetch, heads, patch


@pytest.fixture
def bucket() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The address of a bucket server, and what is in it by path."""
    kept: dict[str, bytes] = {}

    class S3(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self) -> None:
            kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
            self.say(200)

        def do_GET(self) -> None:
            content = kept.get(self.path)
            if content is None:
                self.say(404)
                return
            wanted = self.headers.get("Range", "")
            if wanted:
                first, last = wanted.removeprefix("bytes=").split("-")
                part = content[int(first) : int(last) + 1]
                self.say(206, part, {"Content-Range": f"bytes {first}-{int(first) + len(part) - 1}/{len(content)}"})
            else:
                self.say(200, content)

        do_HEAD = do_GET  # noqa: N815

        def say(self, status: int, content: bytes = b"", more: dict[str, str] | None = None) -> None:
            self.send_response(status)
            headers = {
                "Content-Length": str(len(content)),
                "ETag": '"x"',
                "Last-Modified": "Tue, 24 Nov 2026 09:00:00 GMT",
            }
            for name, value in (headers | (more or {})).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), S3)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", kept
    server.shutdown()


def go_there(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    for name, value in (
        ("AWS_ENDPOINT", address), ("AWS_ALLOW_HTTP", "true"), ("AWS_REGION", "id-1"),
        ("AWS_ACCESS_KEY_ID", "distrik"), ("AWS_SECRET_ACCESS_KEY", "rahasia"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)


def office_naming(server: Running, *files: bytes) -> Pc:
    """A PC whose district knows a complaint with these files, and has none of them yet."""
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE))
    case = office.record()
    for content in files:
        office.write(Attached(TODAY, sha256(content).hexdigest(), "foto.jpg", "image/jpeg", len(content)), case)
    office.sync()
    return office


def test_an_attachment_goes_into_the_bucket_and_comes_back(
    tmp_path: Path, bucket: tuple[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
):
    address, kept = bucket
    go_there(monkeypatch, address)
    photo = secrets.token_bytes(1_500_000)
    name = sha256(photo).hexdigest()
    with serving(tmp_path, "--files", "s3://aduan/lampiran") as server:
        office = office_naming(server, photo)
        place = create(server, office, photo).headers["Location"]
        assert patch(server, office, place, 0, photo[:1_000_000]).status_code == 204
        assert kept == {}
        assert patch(server, office, place, 1_000_000, photo[1_000_000:]).status_code == 204
        assert kept == {f"/aduan/lampiran/{name}": photo}
        assert fetch(server, office, name).content == photo
        assert fetch(server, office, name, Range="bytes=900000-1100000").content == photo[900_000:1_100_001]
        # What came stays known for a while, for a client that asks whether it is whole; its bytes don't.
        assert [left.suffix for left in (tmp_path / "files" / "uploads").iterdir()] == [".json"]


def test_what_a_bucket_has_and_does_not_give_now_is_asked_for_later(
    tmp_path: Path, bucket: tuple[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
):
    address, kept = bucket
    go_there(monkeypatch, address)
    content = b"surat"
    name = sha256(content).hexdigest()
    with serving(tmp_path, "--files", "s3://aduan/lampiran") as server:
        office = office_naming(server, content)
        patch(server, office, create(server, office, content).headers["Location"], 0, content)
        [place] = kept
        kept[place] = b""
        assert fetch(server, office, name).status_code == 503
        del kept[place]
        assert fetch(server, office, name).status_code == 404
        kept[place] = content
        assert fetch(server, office, name).content == content


def test_a_bucket_that_falls_silent_holds_up_its_files_and_nothing_else(
    tmp_path: Path, bucket: tuple[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
):
    files = [secrets.token_bytes(1_000) for _ in range(10)]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        go_there(monkeypatch, f"http://127.0.0.1:{silent.getsockname()[1]}")
        with serving(tmp_path, "--files", "s3://aduan/lampiran") as server, ThreadPoolExecutor(len(files)) as threads:
            office = office_naming(server, *files)

            def bring(content: bytes) -> int:
                more = heads(office, Upload_Offset="0", Content_Type="application/offset+octet-stream")
                place = create(server, office, content).headers["Location"]
                return requests.patch(server.url + place, content, headers=more, timeout=100).status_code

            under_way = [threads.submit(bring, content) for content in files]
            silent.accept()
            assert requests.get(server.url + "/healthz", timeout=10).text == "ok\n"
            assert requests.get(server.url + "/masuk", timeout=10).status_code == 200
            assert {one.result() for one in under_way} == {503}
    address, kept = bucket
    go_there(monkeypatch, address)
    with serving(tmp_path, "--files", "s3://aduan/lampiran") as server:
        office.post = server.post
        assert {create(server, office, content).headers["Upload-Offset"] for content in files} == {"1000"}
    assert sorted(kept.values()) == sorted(files)
