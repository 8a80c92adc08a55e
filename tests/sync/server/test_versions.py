"""The district learns each PC's version as it goes, and says which versions of the protocol it serves."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from complaints.errors import NoNetwork
from sync import frame
from sync.client import Client
from sync.messages import Enrolled, EnrolRequest, Refusal, SyncAnswer
from sync.proof import sign_enrolment
from sync.refusals import VersionRefused, enrolment, exchange
from sync.server import offices
from sync.server.district import District
from sync.web import Web
from tests.sync.server.conftest import post_to
from tests.sync.server.pcs import SAOTANRE, Pc, Refused
from tests.sync.server.processes import Running, code_for, run, serving


def versions(district: District) -> list[str]:
    return [pc.version for pc in district.database.read(offices.pcs)]


def enrolled(district: District, version: str = "1.0.0") -> Pc:
    pc = Pc(post_to(district))
    pc.enrol(district.issue_code(SAOTANRE), version=version)
    return pc


def test_each_sync_tells_the_version(district: District):
    pc = enrolled(district)
    body = frame.pack(pc.request())
    for told, noted in (("", "1.0.0"), ("1.4.0", "1.4.0"), ("", "1.4.0"), ("1.3.9", "1.3.9")):
        assert district.post("/v1/sync", pc.token, *body, version=told).status == 200
        assert versions(district) == [noted]


@pytest.mark.parametrize("told", ["x" * 33, "1.4\n0", "１.4", "1.4\x00"])
def test_what_is_no_version_is_passed_over(district: District, told: str):
    pc = enrolled(district)
    assert district.post("/v1/sync", pc.token, *frame.pack(pc.request()), version=told).status == 200
    assert versions(district) == ["1.0.0"]


def test_a_new_device_has_the_version_that_it_tells_or_its_former_one(district: District):
    pc = enrolled(district)
    new, newer = Pc(post_to(district)), Pc(post_to(district))
    body = frame.pack(pc.introduction(new))
    district.post("/v1/device", pc.token, *body)
    assert versions(district) == ["1.0.0", "1.0.0"]
    district.post("/v1/device", pc.token, *frame.pack(pc.introduction(newer)), version="1.4.0")
    assert sorted(versions(district)) == ["1.0.0", "1.0.0", "1.4.0"]
    district.post("/v1/device", pc.token, *body)  # its answer was lost
    assert sorted(versions(district)) == ["1.0.0", "1.0.0", "1.4.0"]


class Listening:
    """Carries requests on, and notes which of them told a version."""

    def __init__(self, carry: Callable[..., object]) -> None:
        self.told: list[tuple[str, str]] = []
        self._carry = carry

    def carry(self, method: str, path: str, headers: dict[str, str], body: bytes = b"", **limits: int) -> object:
        self.told.append((path, headers.get("Aduan-Version", "")))
        return self._carry(method, path, headers, body, **limits)


def test_an_office_tells_it_once_a_sync_over_a_real_connection(tmp_path: Path):
    with serving(tmp_path) as server:
        pc = Pc(server.post)
        web = Web(server.url)
        heard = Listening(web.carry)
        client = Client(heard, "1.5.0")  # pyright: ignore[reportArgumentType]
        code = code_for(tmp_path, SAOTANRE)
        request = EnrolRequest(
            1, code, pc.id, pc.public_key, sign_enrolment(pc.key, pc.id, code), SAOTANRE, "", "1.0.0"
        )
        answer = client.enrol(request)
        assert isinstance(answer, Enrolled)
        for _ in range(2):
            assert isinstance(client.sync(answer.token, pc.request()), SyncAnswer)
        client.succeed(answer.token, pc.introduction(Pc(server.post)))
        web.close()
        assert [version for path, version in heard.told if path == "/v1/sync"] == ["1.5.0", ""]
        assert [version for path, version in heard.told if path == "/v1/device"] == ["1.5.0"]
        assert run(tmp_path, "device", "list").count("1.5.0") == 2


@pytest.mark.parametrize(("path", "status", "reason"), [("/v2/sync", 410, "protocol"), ("/v9/files/x", 410, "protocol"), ("/v0/sync", 410, "protocol"), ("/v1/later", 404, "unknown")])  # fmt: skip
def test_a_version_that_is_not_served_is_told_with_those_that_are(
    path: str, status: int, reason: str, retired: Running
):
    for method in ("POST", "GET", "PATCH"):
        answer = requests.request(method, retired.url + path, data=b"\x90", timeout=20)
        refusal = frame.unpack(answer.content, answer.headers.get("Content-Encoding", ""), Refusal)
        assert (answer.status_code, refusal.reason) == (status, reason)
        assert answer.headers["Content-Type"] == "application/msgpack"
        assert refusal.detail == ("1-1" if status == 410 else "")


def test_the_program_says_to_update_it_and_not_that_there_is_no_network(retired: Running):
    web = Web(retired.url)
    client = Client(web)
    with pytest.raises(VersionRefused) as refused:
        client._post("/v2/sync", "token", EnrolRequest(2, "", "a" * 16, bytes(32), b"", "", ""), SyncAnswer, exchange)
    assert "perbarui program" in str(refused.value)
    assert "1-1" in str(refused.value)
    assert not isinstance(refused.value, NoNetwork)
    web.close()


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("district")) as running:
        yield running


@pytest.mark.parametrize("protocol", [0, 2, -1])
def test_an_enrolment_of_another_version_hears_which_are_served(district: District, protocol: int):
    with pytest.raises(Refused) as refused:
        Pc(post_to(district)).enrol(district.issue_code(SAOTANRE), protocol=protocol)
    assert (refused.value.status, refused.value.message) == (403, Refusal("protocol", "1-1"))
    assert "perbarui program" in str(enrolment(403, "protocol", "1-1"))


def test_a_repeated_enrolment_voids_the_former_token_and_an_introduction_that_of_the_new_device_only(
    district: District,
):
    code = district.issue_code(SAOTANRE)
    pc, new = Pc(post_to(district)), Pc(post_to(district))
    pc.enrol(code)
    first = pc.token
    pc.enrol(code)
    assert district.post("/v1/sync", first, *frame.pack(pc.request())).status == 401
    second = pc.token
    pc.follow(new)
    former = new.token
    pc.follow(new)
    assert new.token != former
    assert new.letter != pc.letter
    assert district.post("/v1/sync", former, *frame.pack(new.request())).status == 401
    for token, asking in ((second, pc), (new.token, new)):
        assert district.post("/v1/sync", token, *frame.pack(asking.request())).status == 200
    pc.enrol(district.issue_code(SAOTANRE))  # a new code for a known device renews its token
    assert district.post("/v1/sync", second, *frame.pack(pc.request())).status == 401
    assert district.post("/v1/sync", pc.token, *frame.pack(pc.request())).status == 200
