"""Bundles over HTTP against the real server: handed in at the byte by who may, read once, answered with the same bytes until there is news."""

import os
import secrets
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import requests

from sync import frame
from sync.bundle import contents, envelope
from sync.bundle.contents import Bundle, BundledFile
from sync.bundle.envelope import Sealer
from sync.bundle.receiving import ANSWERS
from sync.messages import BundledAnswer, Carried, Cover, Opening, Refusal
from sync.server.keys import load
from sync.server.options import KEYS_FILE
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, SINJAI, Pc
from tests.sync.server.processes import Running, run, serving
from tests.sync.server.test_files import enrolled, heads

KECAMATAN, OTHER_KECAMATAN = "73.07.04", "73.07.05"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    with serving(tmp_path_factory.mktemp("district"), *words) as running:
        yield running


@pytest.fixture(scope="module")
def carrier(server: Running) -> Pc:
    return enrolled(server, KECAMATAN)


@pytest.fixture
def village(server: Running) -> Pc:
    return enrolled(server)


def bundle(keys_file: Path, signer: Pc, made: int = 1, district: str = SINJAI) -> bytes:
    file = BytesIO()
    keys = load(keys_file)
    sealer = Sealer(file, Cover(1, district, signer.unit, made, signer.id, []), [keys.bundle_public], signer.key)
    contents.put_message(sealer, Opening([]))
    contents.put_message(sealer, Carried(signer.id, signer.request()))
    sealer.close()
    return file.getvalue()


def create(server: Running, pc: Pc, content: bytes) -> requests.Response:
    told = f"sha256 {b64encode(sha256(content).hexdigest().encode()).decode()}"
    headers = heads(pc, Upload_Length=str(len(content)), Upload_Metadata=told)
    return requests.post(server.url + "/v1/bundles", headers=headers, timeout=30)


def patch(server: Running, pc: Pc, place: str, offset: int, content: bytes) -> requests.Response:
    headers = heads(pc, Upload_Offset=str(offset), Content_Type="application/offset+octet-stream")
    return requests.patch(server.url + place, content, headers=headers, timeout=30)


def hand_in(server: Running, pc: Pc, content: bytes) -> requests.Response:
    return patch(server, pc, create(server, pc, content).headers["Location"], 0, content)


def fetch(server: Running, pc: Pc, unit: str, **more: str) -> requests.Response:
    return requests.get(f"{server.url}/v1/bundles/{unit}", headers=heads(pc, **more), timeout=30)


def refusal(answer: requests.Response) -> tuple[int, str, str]:
    message = frame.unpack(answer.content, answer.headers.get("Content-Encoding", ""), Refusal)
    return answer.status_code, message.reason, message.detail


def acknowledged(server: Running, answer: bytes, pc: Pc) -> int:
    found = envelope.look(BytesIO(answer))
    envelope.check(found, load(server.folder / KEYS_FILE).signing_public)
    opened = Bundle(found, envelope.unseal(found, [envelope.opener_of(pc.key)]))
    parts = [part for part in opened.parts(ANSWERS) if not isinstance(part, BundledFile)]
    return max(part.answer.acknowledged for part in parts if isinstance(part, BundledAnswer) and part.device == pc.id)


def test_a_bundle_cut_on_the_way_goes_on_at_the_byte_and_its_answer_comes_back(
    server: Running, carrier: Pc, village: Pc
):
    village.record()
    content = bundle(server.folder / KEYS_FILE, village)
    created = create(server, carrier, content)
    place, half = created.headers["Location"], len(content) // 2
    assert (created.status_code, created.headers["Upload-Offset"]) == (201, "0")
    assert patch(server, carrier, place, 0, content[:half]).status_code == 204
    again = create(server, carrier, content)
    assert (again.headers["Location"], again.headers["Upload-Offset"]) == (place, str(half))
    assert refusal(patch(server, carrier, place, 0, content))[:2] == (409, "offset")
    head = requests.head(server.url + place, headers=heads(carrier), timeout=30)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == (str(half), str(len(content)))
    done = patch(server, carrier, place, half, content[half:])
    assert (done.status_code, done.headers["Upload-Offset"]) == (204, str(len(content)))
    answer = fetch(server, carrier, SAOTANRE)
    assert answer.headers["ETag"] == f'"{sha256(answer.content).hexdigest()}"'
    assert acknowledged(server, answer.content, village) == 1
    assert create(server, carrier, content).headers["Upload-Offset"] == str(
        len(content)
    )  # read before: nothing to send


def test_an_answer_is_the_same_bytes_until_there_is_something_to_say(server: Running, carrier: Pc, village: Pc):
    hand_in(server, carrier, bundle(server.folder / KEYS_FILE, village))
    first = fetch(server, carrier, SAOTANRE)
    tag = first.headers["ETag"]
    assert fetch(server, carrier, SAOTANRE, If_None_Match=tag).status_code == 304
    part = fetch(server, carrier, SAOTANRE, Range="bytes=100-", If_Range=tag)
    assert (part.status_code, part.content) == (206, first.content[100:])
    village.record()
    hand_in(server, carrier, bundle(server.folder / KEYS_FILE, village, made=2))
    second = fetch(server, carrier, SAOTANRE, If_None_Match=tag)
    assert (second.status_code, acknowledged(server, second.content, village)) == (200, 1)
    assert second.headers["ETag"] != tag
    whole = fetch(server, carrier, SAOTANRE, Range="bytes=100-", If_Range=tag)
    assert (whole.status_code, whole.content) == (200, second.content)


def test_who_is_not_above_a_unit_carries_nothing_for_it(server: Running, carrier: Pc, village: Pc):
    village.record()
    content = bundle(server.folder / KEYS_FILE, village)
    for stranger in (enrolled(server, OTHER_KECAMATAN), enrolled(server, "73.07.04.2010")):
        assert refusal(hand_in(server, stranger, content)) == (403, "unit", SAOTANRE)
        assert refusal(fetch(server, stranger, SAOTANRE))[:2] == (403, "unit")
    assert hand_in(server, village, content).status_code == 204  # its own, over its own network
    assert acknowledged(server, fetch(server, village, SAOTANRE).content, village) == 1
    assert refusal(fetch(server, carrier, "73.07.04.2012"))[:2] == (404, "unknown")
    for unit in ("..", "73.07.04.%2e%2e", "x" * 40, "*", "73.07.04.*"):
        assert fetch(server, carrier, unit).status_code in (403, 404)
    nobody = Pc(server.post, KECAMATAN)
    nobody.token = "tidak-dikenal"
    assert create(server, nobody, content).status_code == 401
    assert fetch(server, nobody, SAOTANRE).status_code == 401


def test_an_upload_is_known_to_its_own_unit_alone(server: Running, carrier: Pc, village: Pc):
    place = create(server, carrier, bundle(server.folder / KEYS_FILE, village)).headers["Location"]
    for method in (requests.head, requests.patch):
        headers = heads(village, Upload_Offset="0", Content_Type="application/offset+octet-stream")
        assert method(server.url + place, headers=headers, timeout=30).status_code == 404


def test_what_is_no_good_bundle_is_refused_by_its_word_and_gone(server: Running, carrier: Pc, village: Pc):
    village.record()
    whole = bundle(server.folder / KEYS_FILE, village)
    spoilt = bytearray(whole)
    spoilt[-70] ^= 1
    stranger = Pc(server.post, SAOTANRE)
    answer = fetch(server, carrier, KECAMATAN).content
    cases = {
        "damaged": [b"surat biasa", bytes(spoilt), whole[:-1]],
        "district": [bundle(server.folder / KEYS_FILE, village, district="73.08")],
        "sender": [bundle(server.folder / KEYS_FILE, stranger)],
        "direction": [answer],
        "newer": [whole[:15] + b"\x02" + whole[16:]],
    }
    for word, contents_of in cases.items():
        for content in contents_of:
            assert refusal(hand_in(server, carrier, content)) == (422, "bundle", word)
            assert create(server, carrier, content).headers["Upload-Offset"] == "0"
    assert hand_in(server, carrier, whole).status_code == 204


def test_other_bytes_than_were_announced_are_refused(server: Running, carrier: Pc, village: Pc):
    content = bundle(server.folder / KEYS_FILE, village)
    place = create(server, carrier, content).headers["Location"]
    assert refusal(patch(server, carrier, place, 0, bytes(len(content))))[:2] == (422, "hash")


def test_more_than_a_bundle_may_have_and_more_than_a_day_takes_is_refused(server: Running, tmp_path_factory):
    huge = heads(
        enrolled(server, KECAMATAN), Upload_Length=str(2**33), Upload_Metadata="sha256 " + b64encode(b"0" * 64).decode()
    )
    assert requests.post(server.url + "/v1/bundles", headers=huge, timeout=30).status_code == 413
    folder = tmp_path_factory.mktemp("small")
    (folder / "penerimaan.toml").write_text("day_file_bytes = 100000\n")
    with serving(folder) as small:
        carrier = enrolled(small, KECAMATAN)
        assert create(small, carrier, secrets.token_bytes(90_000)).status_code == 201
        over = create(small, carrier, secrets.token_bytes(20_000))
        assert refusal(over) == (429, "quota", "file_bytes")
        assert int(over.headers["Retry-After"]) > 0


def test_what_nobody_goes_on_with_is_forgotten_after_two_weeks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("district")
    with serving(folder) as running:
        carrier, village = enrolled(running, KECAMATAN), enrolled(running)
        content = bundle(running.folder / KEYS_FILE, village)
        patch(running, carrier, create(running, carrier, content).headers["Location"], 0, content[:10])
        fetch(running, carrier, KECAMATAN)
    kept = [path for path in (folder / "bundles").rglob("*") if path.is_file()]
    assert len(kept) == 3  # a part, what it is to become, and an answer
    for path in kept:
        os.utime(path, (0, 0))
    with serving(folder) as running:
        assert run(folder, "offices").count("73.07.04") >= 2
    assert [path for path in (folder / "bundles").rglob("*") if path.is_file()] == []
