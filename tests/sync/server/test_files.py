"""Attachments by tus 1.0 against the real server: resumed at the byte, checked by hash, seen only by whom an event names them to."""

import json
import secrets
import shutil
import socket
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import requests

from complaints.events import Attached
from sync.server.filing import Filing
from sync.server.options import ServerOptions
from sync.server.shelf import Folder
from sync.server.shelf_pieces import ShelfAway
from sync.server.uploads import Upload
from tests.sync.server.conftest import fresh, post_to
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, serving

PHOTO = secrets.token_bytes(300_000)
NAME = sha256(PHOTO).hexdigest()
TUS_JS = Path(__file__).parents[2] / "node_modules" / "tus-js-client"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    with serving(tmp_path_factory.mktemp("district"), *words) as running:
        yield running


@pytest.fixture
def office(server: Running) -> Pc:
    """A PC whose log names PHOTO."""
    made = enrolled(server)
    made.write(Attached(TODAY, NAME, "foto.jpg", "image/jpeg", len(PHOTO)), made.record())
    made.sync()
    return made


def enrolled(server: Running, unit: str = SAOTANRE) -> Pc:
    made = Pc(server.post, unit)
    made.enrol(code_for(server.folder, unit, *server.words))
    return made


def heads(pc: Pc, **more: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return {"Authorization": f"Bearer {pc.token}", "Tus-Resumable": "1.0.0"} | named


def create(server: Running, pc: Pc, content: bytes, of: str = "", seconds: float = 10) -> requests.Response:
    told = f"sha256 {b64encode(sha256(content).hexdigest().encode()).decode()}"
    if of:
        told += f",of {b64encode(of.encode()).decode()}"
    headers = heads(pc, Upload_Length=str(len(content)), Upload_Metadata=told)
    return requests.post(server.url + "/v1/files", headers=headers, timeout=seconds)


def patch(server: Running, pc: Pc, place: str, offset: int, content: bytes) -> requests.Response:
    headers = heads(pc, Upload_Offset=str(offset), Content_Type="application/offset+octet-stream")
    return requests.patch(server.url + place, content, headers=headers, timeout=10)


def fetch(server: Running, pc: Pc, name: str = NAME, **more: str) -> requests.Response:
    return requests.get(f"{server.url}/v1/files/{name}", headers=heads(pc, **more), timeout=10)


def test_a_photo_cut_on_the_way_goes_on_at_the_byte(server: Running, office: Pc):
    created = create(server, office, PHOTO)
    place = created.headers["Location"]
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, "0")
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        lines = [f"PATCH {place} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(PHOTO)}"]
        lines += [f"{k}: {v}" for k, v in heads(office, Upload_Offset="0").items()]
        lines += ["Content-Type: application/offset+octet-stream", "", ""]
        connection.sendall("\r\n".join(lines).encode() + PHOTO[:123_456])
    offset = 0
    for _ in range(50):  # the server sees the cut in its own time
        offset = int(requests.head(server.url + place, headers=heads(office), timeout=10).headers["Upload-Offset"])
        if offset:
            break
    assert offset == 123_456
    assert create(server, office, PHOTO).headers["Upload-Offset"] == "123456"
    done = patch(server, office, place, offset, PHOTO[offset:])
    assert (done.status_code, done.headers["Upload-Offset"]) == (204, str(len(PHOTO)))
    assert fetch(server, office).content == PHOTO
    assert create(server, office, PHOTO).headers["Upload-Offset"] == str(len(PHOTO))


def test_a_part_of_a_file_can_be_fetched(server: Running, office: Pc):
    patch(server, office, create(server, office, PHOTO).headers["Location"], 0, PHOTO)
    part = fetch(server, office, Range="bytes=1000-1999")
    assert (part.status_code, part.content) == (206, PHOTO[1000:2000])
    assert part.headers["Content-Range"] == f"bytes 1000-1999/{len(PHOTO)}"
    assert fetch(server, office, Range="bytes=299990-").content == PHOTO[299_990:]
    assert fetch(server, office, Range="bytes=300000-").status_code == 416


def test_bytes_of_another_hash_are_thrown_away(server: Running, office: Pc):
    other = bytes(50_000)
    office.write(Attached(TODAY, sha256(other).hexdigest(), "x", "image/png", len(other)), office.record())
    office.sync()
    place = create(server, office, other).headers["Location"]
    assert patch(server, office, place, 0, b"\1" * 50_000).status_code == 422
    assert fetch(server, office, sha256(other).hexdigest()).status_code == 404
    assert create(server, office, other).headers["Upload-Offset"] == "0"


def test_a_wrong_offset_or_too_many_bytes_change_nothing(server: Running, office: Pc):
    mine = secrets.token_bytes(1000)
    office.write(Attached(TODAY, sha256(mine).hexdigest(), "x", "image/png", len(mine)), office.record())
    office.sync()
    place = create(server, office, mine).headers["Location"]
    assert patch(server, office, place, 5, mine[5:]).status_code == 409
    assert patch(server, office, place, 0, mine + b"x").status_code == 413
    assert patch(server, office, place, 0, mine).status_code == 204


def test_a_reduced_photo_is_found_under_the_name_that_the_event_gives(server: Running, office: Pc):
    original, reduced = secrets.token_bytes(5000), secrets.token_bytes(500)
    name = sha256(original).hexdigest()
    office.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(original)), office.record())
    office.sync()
    patch(server, office, create(server, office, reduced, name).headers["Location"], 0, reduced)
    got = fetch(server, office, name)
    assert got.content == reduced
    assert got.headers["ETag"] == f'"{sha256(reduced).hexdigest()}"'


def test_only_who_sees_the_complaint_sees_its_files(server: Running, office: Pc):
    patch(server, office, create(server, office, PHOTO).headers["Location"], 0, PHOTO)
    stranger = enrolled(server, GUNUNG_PERAK)
    assert fetch(server, stranger).status_code == 404
    assert create(server, stranger, PHOTO).status_code == 403
    office.forward(f"{office.id}-1", GUNUNG_PERAK)
    office.sync()
    assert fetch(server, stranger).content == PHOTO
    assert create(server, stranger, b"fake", NAME).status_code == 403


def test_naming_a_foreign_complaint_opens_no_file(server: Running, office: Pc):
    """A stranger who guesses a complaint's id and writes to it is not let in by that."""
    stranger = enrolled(server, "73.07.01.2009")
    patch(server, office, create(server, office, PHOTO).headers["Location"], 0, PHOTO)
    stranger.note(f"{office.id}-1")
    stranger.sync()
    assert fetch(server, stranger).status_code == 404


def upload(server: Running, pc: Pc, content: bytes, of: str = "") -> int:
    created = create(server, pc, content, of)
    if created.status_code != 201:
        return created.status_code
    if created.headers["Upload-Offset"] == str(len(content)):
        return 200
    return patch(server, pc, created.headers["Location"], 0, content).status_code


def naming(pc: Pc, content: bytes) -> str:
    """A complaint of this office that names the file."""
    case = pc.record()
    pc.write(Attached(TODAY, sha256(content).hexdigest(), "foto.jpg", "image/jpeg", len(content)), case)
    pc.sync()
    return case


def test_who_only_names_a_file_reads_nothing_until_it_has_brought_it(server: Running):
    content = secrets.token_bytes(5000)
    name = sha256(content).hexdigest()
    owner, stranger, third = enrolled(server), enrolled(server, GUNUNG_PERAK), enrolled(server, "73.07.04.2010")
    case = naming(owner, content)
    assert upload(server, owner, content) == 204
    guessed = naming(stranger, content)
    assert fetch(server, stranger, name).status_code == 404
    stranger.forward(guessed, "73.07.04.2010")
    stranger.sync()
    third.sync()
    assert fetch(server, third, name).status_code == 404
    assert upload(server, stranger, content) == 204
    assert fetch(server, third, name).content == content
    assert fetch(server, stranger, name).content == content
    # Whoever reads it by a complaint of another may hand it on.
    fourth, fifth = enrolled(server, "73.07.04.2011"), enrolled(server, "73.07.04.2012")
    owner.forward(case, "73.07.04.2011")
    owner.sync()
    onward = naming(fourth, content)
    fourth.forward(onward, "73.07.04.2012")
    fourth.sync()
    assert upload(server, fourth, content) == 200
    assert fetch(server, fifth, name).content == content


def test_a_reduction_counts_only_from_the_unit_that_attached(server: Running):
    content, forged, reduced = (secrets.token_bytes(size) for size in (400_000, 5_000, 6_000))
    name = sha256(content).hexdigest()
    owner, receiver = enrolled(server), enrolled(server, GUNUNG_PERAK)
    case = naming(owner, content)
    owner.forward(case, GUNUNG_PERAK)
    owner.sync()
    receiver.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(content)), case)
    receiver.sync()
    assert upload(server, receiver, forged, name) == 403
    naming(receiver, content)
    assert upload(server, receiver, forged, name) == 204
    assert fetch(server, owner, name).status_code == 404
    assert upload(server, owner, reduced, name) == 204
    assert fetch(server, owner, name).content == reduced
    assert upload(server, owner, secrets.token_bytes(1_000_000), name) == 403


def test_a_file_has_the_size_that_its_event_tells(server: Running):
    content = secrets.token_bytes(5000)
    office = enrolled(server)
    office.write(Attached(TODAY, sha256(content).hexdigest(), "a.pdf", "application/pdf", 5), office.record())
    office.sync()
    assert upload(server, office, content) == 403


def test_a_pc_brings_so_many_files_a_day(tmp_path: Path):
    (tmp_path / "penerimaan.toml").write_text("day_files = 2\nday_file_bytes = 20_000\n")
    with serving(tmp_path) as server:
        office = enrolled(server)
        files = [secrets.token_bytes(size) for size in (9_000, 12_000, 10_000, 10)]
        for content in files:
            naming(office, content)
        assert [upload(server, office, content) for content in files] == [204, 429, 204, 429]
        refused = create(server, office, files[3])
        assert 0 < int(refused.headers["Retry-After"]) <= 86_400


def test_without_a_token_nothing_is_told(server: Running, office: Pc, tmp_path: Path):
    nobody = Pc(server.post)
    assert fetch(server, nobody).status_code == 401
    assert create(server, nobody, PHOTO).status_code == 401
    options = requests.options(server.url + "/v1/files", timeout=10)
    assert (options.status_code, options.headers["Tus-Version"]) == (204, "1.0.0")


def test_every_answer_of_tus_tells_its_version(server: Running, office: Pc):
    mine = secrets.token_bytes(1000)
    office.write(Attached(TODAY, sha256(mine).hexdigest(), "a", "text/plain", 1000), office.record())
    office.sync()
    place = create(server, office, mine).headers["Location"]
    url = server.url + place
    answers = [
        create(server, office, secrets.token_bytes(10)),
        patch(server, office, place, 5, mine),
        patch(server, office, "/v1/uploads/" + "0" * 32, 0, mine),
        requests.patch(url, mine, headers=heads(office, Content_Type="text/plain", Upload_Offset="0"), timeout=10),
        requests.head(url, headers=heads(office), timeout=10),
        requests.head(url, headers={"Tus-Resumable": "1.0.0"}, timeout=10),
        requests.post(url, headers=heads(office, X_HTTP_Method_Override="HEAD"), timeout=10),
    ]
    assert [one.status_code for one in answers] == [403, 409, 404, 415, 200, 401, 200]
    assert all(one.headers["Tus-Resumable"] == "1.0.0" and "Tus-Version" not in one.headers for one in answers)
    for other in ({"Tus-Resumable": "0.2.2"}, {"Tus-Resumable": ""}):
        for method, address in (("POST", server.url + "/v1/files"), ("HEAD", url), ("PATCH", url)):
            refused = requests.request(method, address, headers=heads(office) | other, timeout=10)
            assert (refused.status_code, refused.headers["Tus-Version"]) == (412, "1.0.0")
    override = heads(
        office, X_HTTP_Method_Override="PATCH", Upload_Offset="0", Content_Type="application/offset+octet-stream"
    )
    assert requests.post(url, mine, headers=override, timeout=10).status_code == 204


def attached_now(office: Pc) -> bytes:
    """A file that nobody has brought yet and that the office's log names."""
    photo = secrets.token_bytes(300_000)
    office.write(Attached(TODAY, sha256(photo).hexdigest(), "foto.jpg", "image/jpeg", len(photo)), office.record())
    office.sync()
    return photo


def test_a_finished_upload_tells_its_whole_length(server: Running, office: Pc):
    photo = attached_now(office)
    place = create(server, office, photo).headers["Location"]

    def told(pc: Pc, at: str) -> tuple[int, str, str]:
        answer = requests.head(server.url + at, headers=heads(pc), timeout=10)
        return answer.status_code, answer.headers.get("Upload-Offset", ""), answer.headers.get("Upload-Length", "")

    size = len(photo)
    assert told(office, place) == (200, "0", str(size))
    assert patch(server, office, place, 0, photo[:1000]).status_code == 204
    assert told(office, place) == (200, "1000", str(size))
    assert patch(server, office, place, 1000, photo[1000:]).headers["Upload-Offset"] == str(size)
    for _ in range(2):
        assert told(office, place) == (200, str(size), str(size))
        assert (
            patch(server, office, place, size, b"").status_code == 204
        )  # what a client sends that begins behind its end
        assert patch(server, office, place, 0, photo).status_code == 409
    again = create(server, office, photo)
    assert (again.headers["Location"], again.headers["Upload-Offset"]) == (place, str(size))
    assert told(enrolled(server, GUNUNG_PERAK), place)[0] == 404
    fetched = requests.get(server.url + f"/v1/files/{sha256(photo).hexdigest()}", headers=heads(office), timeout=10)
    assert fetched.content == photo


def test_an_upload_of_what_the_district_has_already_may_be_asked_for(server: Running, office: Pc):
    photo = attached_now(office)
    place = create(server, office, photo).headers["Location"]
    patch(server, office, place, 0, photo)
    other = enrolled(server, GUNUNG_PERAK)
    other.write(Attached(TODAY, sha256(photo).hexdigest(), "foto.jpg", "image/jpeg", len(photo)), other.record())
    other.sync()
    place = create(server, other, photo).headers["Location"]
    while (
        offset := int(requests.head(server.url + place, headers=heads(other), timeout=10).headers["Upload-Offset"])
    ) < len(photo):
        patch(server, other, place, offset, photo[offset:])
    assert create(server, other, photo).headers["Upload-Offset"] == str(len(photo))


def test_tuspy_unmodified_ends_and_resumes(server: Running):
    """As it comes from PyPI."""
    client = pytest.importorskip("tusclient.client", reason="tuspy is not installed")
    office, photo = enrolled(server), secrets.token_bytes(300_000)
    name = sha256(photo).hexdigest()
    office.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(photo)), office.record())
    office.sync()
    district = client.TusClient(f"{server.url}/v1/files", headers={"Authorization": f"Bearer {office.token}"})
    first = district.uploader(file_stream=BytesIO(photo), chunk_size=100_000, metadata={"sha256": name})
    first.upload_chunk()
    second = district.uploader(file_stream=BytesIO(photo), chunk_size=100_000, url=first.url)
    assert second.offset == 100_000
    second.upload()
    third = district.uploader(file_stream=BytesIO(photo), chunk_size=100_000, url=first.url)
    assert third.get_offset() == len(photo)
    third.upload()
    assert fetch(server, office, name).content == photo
    # What is here already: it begins at 0 whatever the creation says, is told where the end is, and asks.
    again = district.uploader(
        file_stream=BytesIO(photo), chunk_size=100_000, metadata={"sha256": name}, retries=1, retry_delay=0
    )
    again.upload()
    assert again.offset == len(photo)


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
@pytest.mark.skipif(not TUS_JS.exists(), reason="no tus-js-client here: npm install --prefix tests --no-package-lock")
def test_tus_js_client_unmodified_ends_and_resumes(server: Running, tmp_path: Path):
    """As it comes from npm."""
    office, photo = enrolled(server), secrets.token_bytes(300_000)
    name, file = sha256(photo).hexdigest(), tmp_path / "foto.jpg"
    file.write_bytes(photo)
    office.write(Attached(TODAY, name, "foto.jpg", "image/jpeg", len(photo)), office.record())
    office.sync()

    def upload(**more: object) -> list[str]:
        """Its requests, and how it ended."""
        asked = {"path": str(file), "endpoint": f"{server.url}/v1/files", "token": office.token, "sha256": name, **more}
        ended = subprocess.run(
            ["node", Path(__file__).with_name("tus_upload.cjs")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout.splitlines()

    *requests_made, stopped = upload(stopAfter=100_000)
    assert requests_made == ["POST 201 0/", "PATCH 204 100000/"]
    assert stopped.startswith("stopped ")
    url = stopped.removeprefix("stopped ")
    assert upload(url=url) == ["HEAD 200 100000/300000", "PATCH 204 200000/", "PATCH 204 300000/", f"done {url}"]
    # What has ended tells its whole length, and nothing is sent again.
    assert upload(url=url) == ["HEAD 200 300000/300000", f"done {url}"]
    assert fetch(server, office, name).content == photo
    # What is here already: it begins at 0 whatever the creation says, is told where the end is, and asks.
    *_, asked, ended = upload()
    assert asked == "HEAD 200 300000/300000"
    assert ended.startswith("done ")


class AwayOnce(Folder):
    """A shelf that doesn't answer the first time."""

    answers = False

    def keep(self, sha256: str, part: Path, pieces: Callable[[], Iterator[bytes]], /) -> None:
        if not self.answers:
            self.answers = True
            raise ShelfAway("away")
        super().keep(sha256, part, pieces)


def test_a_file_that_could_not_be_put_away_is_not_called_whole(tmp_path: Path):
    """A client that asks where its upload ends would go, and never come again."""
    options = ServerOptions(tmp_path)
    district = options.open()
    office = Pc(post_to(district))
    office.enrol(district.issue_code(SAOTANRE))
    office.write(Attached(TODAY, NAME, "foto.jpg", "image/jpeg", len(PHOTO)), office.record())
    office.sync()
    filing = Filing(district, AwayOnce(tmp_path / "shelf"), options.uploads())
    requester, upload = district.requester(office.token), Upload(NAME, NAME, len(PHOTO), SAOTANRE)
    filing.begin(requester, upload)
    filing.uploads.append(upload.id, 0, PHOTO)
    with pytest.raises(ShelfAway):
        filing.finish(upload)
    assert filing.has(SAOTANRE, NAME) is None
    assert filing.arrived(requester, upload) == len(PHOTO)
    assert filing.has(SAOTANRE, NAME) is not None
