"""Attachments in a bucket: the real server and obstore against Swift with its S3 interface; what only a faulty bucket shows goes through a relay."""

import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import obstore
import pytest
import requests
from obstore.store import S3Store

from complaints.events import Attached
from sync.server.bucket import Bucket
from sync.server.shared_uploads import SharedUploads
from sync.server.uploads import KEPT_SECONDS, Upload
from tests.cluster import swift
from tests.cluster.relay import Relay, relay
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, serving
from tests.sync.server.test_bundle_box import bundle
from tests.sync.server.test_bundle_box import create as create_bundle
from tests.sync.server.test_bundle_box import fetch as fetch_answer
from tests.sync.server.test_files import create, fetch, heads, patch

pytestmark = pytest.mark.skipif(bool(swift.missing()), reason=f"needs Swift: {', '.join(swift.missing())}")
BUCKET = "aduan"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[swift.Swift]:
    with swift.running(tmp_path_factory.mktemp("swift") / "swift") as running:
        running.make_bucket(BUCKET)
        yield running


@pytest.fixture
def line(service: swift.Swift, monkeypatch: pytest.MonkeyPatch) -> Iterator[Relay]:
    """What stands between the district's server and the bucket."""
    with relay(service.port) as line:
        for name, value in swift.settings(f"http://127.0.0.1:{line.port}").items():
            monkeypatch.setenv(name, value)
        yield line


@pytest.fixture
def bucket(service: swift.Swift, line: Relay) -> Iterator[S3Store]:
    """The bucket as it is, past the district's server; it is emptied afterwards."""
    store = service.store(BUCKET)
    yield store
    for path in paths(store):
        obstore.delete(store, path)


def paths(bucket: S3Store) -> list[str]:
    return [entry["path"] for entry in obstore.list(bucket).collect()]


def office_naming(server: Running, *files: bytes) -> Pc:
    """A PC whose district knows a complaint with these files, and has none of them yet."""
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE))
    case = office.record()
    for content in files:
        office.write(Attached(TODAY, sha256(content).hexdigest(), "foto.jpg", "image/jpeg", len(content)), case)
    office.sync()
    return office


def brought(server: Running, office: Pc, content: bytes) -> int:
    """The status of bringing it in one piece, or of the creation that was refused."""
    created = create(server, office, content, seconds=100)
    if created.status_code != 201:
        return created.status_code
    more = heads(office, Upload_Offset="0", Content_Type="application/offset+octet-stream")
    return requests.patch(server.url + created.headers["Location"], content, headers=more, timeout=100).status_code


def test_an_attachment_goes_into_the_bucket_and_comes_back(tmp_path: Path, bucket: S3Store):
    photo = secrets.token_bytes(1_500_000)
    name = sha256(photo).hexdigest()
    with serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server:
        office = office_naming(server, photo)
        place = create(server, office, photo).headers["Location"]
        assert patch(server, office, place, 0, photo[:1_000_000]).status_code == 204
        assert f"lampiran/{name}" not in paths(bucket)
        assert patch(server, office, place, 1_000_000, photo[1_000_000:]).status_code == 204
        assert f"lampiran/{name}" in paths(bucket)
        assert fetch(server, office, name).content == photo
        assert fetch(server, office, name, Range="bytes=900000-1100000").content == photo[900_000:1_100_001]
        # What came stays known for a while, for a client that asks whether it is whole; its bytes don't.
        assert [path.rpartition("/")[2] for path in paths(bucket) if "/uploads/" in path] == ["about"]
        assert not (tmp_path / "files").exists()


def test_the_largest_file_goes_in_by_parts_and_comes_back(tmp_path: Path, bucket: S3Store):
    film = secrets.token_bytes(30_000_000)
    with serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server:
        office = office_naming(server, film)
        place = create(server, office, film).headers["Location"]
        for offset in range(0, len(film), 4_000_000):
            assert patch(server, office, place, offset, film[offset : offset + 4_000_000]).status_code == 204
        assert fetch(server, office, sha256(film).hexdigest()).content == film


def test_an_upload_goes_on_with_any_machine(tmp_path: Path, bucket: S3Store, postgres: str):
    """Two machines of one district, which share a database, its keys and a bucket, and no folder."""
    photo = secrets.token_bytes(1_500_000)
    words = ("--database", fresh(postgres), "--files", f"s3://{BUCKET}/lampiran", "--keys", str(tmp_path / "keys"))
    with serving(tmp_path / "one", *words) as one, serving(tmp_path / "two", *words) as two:
        office = Pc(one.post)
        office.enrol(code_for(one.folder, SAOTANRE, *words))
        office.write(Attached(TODAY, sha256(photo).hexdigest(), "foto.jpg", "image/jpeg", len(photo)), office.record())
        office.sync()
        place = create(one, office, photo).headers["Location"]
        assert patch(one, office, place, 0, photo[:700_000]).status_code == 204
        # It went on with the same bytes on a connection that died unnoticed.
        assert patch(two, office, place, 0, photo[:1_000_000]).status_code == 409
        assert requests.head(two.url + place, headers=heads(office), timeout=10).headers["Upload-Offset"] == "700000"
        assert patch(two, office, place, 700_000, photo[700_000:1_100_000]).status_code == 204
        assert patch(one, office, place, 1_100_000, photo[1_100_000:]).status_code == 204
        for server in (one, two):
            assert fetch(server, office, sha256(photo).hexdigest()).content == photo


def test_a_bundle_and_its_answer_go_on_with_any_machine(tmp_path: Path, bucket: S3Store, postgres: str):
    words = ("--database", fresh(postgres), "--files", f"s3://{BUCKET}/lampiran", "--keys", str(tmp_path / "keys"))
    with serving(tmp_path / "one", *words) as one, serving(tmp_path / "two", *words) as two:
        village, carrier = Pc(one.post), Pc(one.post, "73.07.04")
        for pc in (village, carrier):
            pc.enrol(code_for(one.folder, pc.unit, *words))
        village.record()
        content = bundle(tmp_path / "keys", village)
        place, half = create_bundle(one, carrier, content).headers["Location"], len(content) // 2
        assert patch(one, carrier, place, 0, content[:half]).status_code == 204
        assert create_bundle(two, carrier, content).headers["Upload-Offset"] == str(half)
        assert patch(two, carrier, place, half, content[half:]).status_code == 204
        # Read by one, so by the other, too: nothing is to be sent or read again.
        assert create_bundle(one, carrier, content).headers["Upload-Offset"] == str(len(content))
        answer = fetch_answer(one, carrier, SAOTANRE)
        tag, read = answer.headers["ETag"], len(answer.content) // 2
        part = fetch_answer(two, carrier, SAOTANRE, Range=f"bytes={read}-", If_Range=tag)
        assert (part.status_code, part.content) == (206, answer.content[read:])
        village.record()
        assert (
            patch(
                two,
                carrier,
                create_bundle(one, carrier, newer := bundle(tmp_path / "keys", village, 2)).headers["Location"],
                0,
                newer,
            ).status_code
            == 204
        )
        assert fetch_answer(one, carrier, SAOTANRE).headers["ETag"] != tag
        assert len([path for path in paths(bucket) if "/answers/" in path]) == 1
        assert not list((tmp_path / "one").rglob("*.part"))


def test_bytes_that_came_twice_overlap_and_harm_nothing(service: swift.Swift, bucket: S3Store, line: Relay):
    content = secrets.token_bytes(1_000)
    upload = Upload(sha256(content).hexdigest(), sha256(content).hexdigest(), len(content), SAOTANRE)
    store = Bucket(f"s3://{BUCKET}/lampiran")
    uploads = SharedUploads(store)
    assert uploads.begin(upload) == 0
    for start, end in ((0, 400), (400, 600), (300, 800), (700, 900)):
        uploads.append(upload.id, start, content[start:end])
    assert uploads.offset(upload.id) == 900
    uploads.append(upload.id, 950, content[950:])
    assert uploads.offset(upload.id) == 900  # 50 bytes before it are missing
    with pytest.raises(FileNotFoundError):
        uploads.put_away(upload, store)
    uploads.append(upload.id, 900, content[900:])
    assert uploads.put_away(upload, store)
    uploads.end(upload.id)
    assert b"".join(store.pieces(upload.sha256, 0, len(content))) == content
    assert uploads.find(upload.id) == upload
    uploads.sweep(time.time() + KEPT_SECONDS + 60)
    assert uploads.find(upload.id) is None


def test_bytes_that_another_worker_is_clearing_away_never_reach_the_shelf(bucket: S3Store, line: Relay):
    """It has put the file away and removes what had come, one object after the other."""
    content = secrets.token_bytes(1_000)
    upload = Upload(sha256(content).hexdigest(), sha256(content).hexdigest(), len(content), SAOTANRE)
    store = Bucket(f"s3://{BUCKET}/lampiran")
    uploads = SharedUploads(store)
    uploads.begin(upload)
    for start in (0, 400, 800):
        uploads.append(upload.id, start, content[start : start + 400])
    for gone in [path for path in paths(bucket) if not path.endswith("about")]:
        kept = bytes(obstore.get(bucket, gone).bytes())
        obstore.delete(bucket, gone)
        with pytest.raises(FileNotFoundError):
            uploads.put_away(upload, store)
        assert not store.has(upload.sha256)
        obstore.put(bucket, gone, kept)
    other = Upload(sha256(b"lain").hexdigest(), sha256(b"lain").hexdigest(), 4, SAOTANRE)
    uploads.begin(other)
    uploads.append(other.id, 0, b"beda")
    assert not uploads.put_away(other, store)
    assert not store.has(other.sha256)


def test_a_server_starts_beside_a_silent_bucket(tmp_path: Path, bucket: S3Store, line: Relay):
    line.be("silent")
    with serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server:
        assert requests.get(server.url + "/healthz", timeout=10).text == "ok\n"
        # Even its first question to the bucket is still under way.
        assert line.asked.wait(30)
        line.be("open")


def test_what_a_bucket_has_and_does_not_give_now_is_asked_for_later(tmp_path: Path, bucket: S3Store):
    content = b"surat"
    name = sha256(content).hexdigest()
    place = f"lampiran/{name}"
    with serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server:
        office = office_naming(server, content)
        assert brought(server, office, content) == 204
        obstore.put(bucket, place, b"")
        assert fetch(server, office, name).status_code == 503
        obstore.delete(bucket, place)
        assert fetch(server, office, name).status_code == 404
        obstore.put(bucket, place, content)
        assert fetch(server, office, name).content == content


def test_a_bucket_that_is_away_takes_nothing_and_loses_nothing(tmp_path: Path, bucket: S3Store, line: Relay):
    content = secrets.token_bytes(100_000)
    name = sha256(content).hexdigest()
    with serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server:
        office = office_naming(server, content)
        line.be("cut")
        assert brought(server, office, content) == 503
        assert requests.get(server.url + "/healthz", timeout=10).text == "ok\n"
        line.be("open")
        assert create(server, office, content).headers["Upload-Offset"] == "0"
        assert brought(server, office, content) == 204
        assert fetch(server, office, name).content == content


def test_an_upload_into_the_bucket_that_is_cut_is_made_again(tmp_path: Path, bucket: S3Store, line: Relay):
    content = secrets.token_bytes(900_000)
    with serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server:
        office = office_naming(server, content)
        line.lose_after = 300_000
        assert brought(server, office, content) == 204
        assert line.lose_after is None
        assert fetch(server, office, sha256(content).hexdigest()).content == content


def test_a_bucket_that_falls_silent_holds_up_its_files_and_nothing_else(tmp_path: Path, bucket: S3Store, line: Relay):
    files = [secrets.token_bytes(1_000) for _ in range(10)]
    with (
        serving(tmp_path, "--files", f"s3://{BUCKET}/lampiran") as server,
        ThreadPoolExecutor(len(files)) as threads,
    ):
        office = office_naming(server, *files)
        line.be("silent")
        under_way = [threads.submit(brought, server, office, content) for content in files]
        assert line.asked.wait(60)
        assert requests.get(server.url + "/healthz", timeout=10).text == "ok\n"
        assert requests.get(server.url + "/masuk", timeout=10).status_code == 200
        assert {one.result() for one in under_way} == {503}
        line.be("open")
        assert {brought(server, office, content) for content in files} == {204}
        kept = [path for path in paths(bucket) if "/uploads/" not in path]
        assert sorted(bytes(obstore.get(bucket, path).bytes()) for path in kept) == sorted(files)
