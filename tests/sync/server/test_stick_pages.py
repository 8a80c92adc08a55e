"""The coordinator's page lets an office in that has no network, reads its bundle and gives the answer, without a command."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from desktop.office.office import Office
from tests.offices import UNIT, Clock, bridge
from tests.sync.offices import office_at
from tests.sync.server.conftest import fresh
from tests.sync.server.processes import Running, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import account, csrf_of, enter


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    account(folder, "koordinator", "--role", "coordinator", *words)
    with serving(folder, *words) as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    made = office_at(tmp_path / "office", clock)
    yield made
    made.close()


@pytest.fixture
def visit(server: Running) -> requests.Session:
    return enter(server, "koordinator")[0]


def invite(server: Running, visit: requests.Session) -> tuple[str, str]:
    """The code, and the address of the file."""
    page = visit.post(server.url + "/unit/undangan", {"csrf": csrf_of(visit, server), "unit": UNIT}, timeout=30).text
    code, link = (
        re.search(r'class="code">([0-9A-Z-]+)<', page),
        re.search(r'href="(/unit/undangan/[0-9a-f]{16})"', page),
    )
    assert code
    assert link
    return code[1], link[1]


def test_invited_read_and_answered_by_the_page_alone(
    server: Running, visit: requests.Session, office: Office, tmp_path: Path
):
    code, link = invite(server, visit)
    file = tmp_path / "undangan.aduan-usb"
    fetched = visit.get(server.url + link, timeout=30)
    assert "attachment" in fetched.headers["Content-Disposition"]
    assert code not in fetched.text
    file.write_bytes(fetched.content)
    assert visit.get(server.url + link, timeout=30).content == fetched.content  # again, without another code
    office.district.accept_invitation(file, code)
    office.record(bridge())
    bundle = office.stick.write(tmp_path).file
    fields = {"csrf": csrf_of(visit, server)}
    for _ in range(2):
        with bundle.open("rb") as content:
            page = visit.post(server.url + "/unit/kiriman", fields, files={"file": (bundle.name, content)}, timeout=30)
        assert page.status_code == 200
        assert "dibaca" in page.text
    answer = visit.get(f"{server.url}/unit/balasan/{UNIT}", timeout=30)
    place = tmp_path / "balasan.aduan-usb"
    place.write_bytes(answer.content)
    got = office.stick.read(place)
    assert (got.enrolled, got.acknowledged) == (True, 1)
    assert "flashdisk: kiriman" in visit.get(server.url + "/unit", timeout=30).text
    assert visit.get(server.url + link, timeout=30).status_code == 422  # taken up
    office.stick.write(tmp_path / "lagi.aduan-usb")
    with (tmp_path / "lagi.aduan-usb").open("rb") as content:
        visit.post(server.url + "/unit/kiriman", fields, files={"file": ("lagi", content)}, timeout=30)
    assert "balasan yang dibaca di sana" in visit.get(server.url + "/unit", timeout=30).text
    listed = run(server.folder, "offices", "--json", *server.words)
    assert '"answer_read_at": "20' in listed


def test_an_invitation_is_taken_back_on_the_page(server: Running, visit: requests.Session):
    _, link = invite(server, visit)
    id = link.rpartition("/")[2]
    assert id in visit.get(server.url + "/unit", timeout=30).text
    visit.post(server.url + "/unit/undangan/batal", {"csrf": csrf_of(visit, server), "id": id}, timeout=30)
    assert visit.get(server.url + link, timeout=30).status_code == 422
    assert id not in visit.get(server.url + "/unit", timeout=30).text


def test_what_is_no_bundle_or_no_unit_is_told_in_a_sentence(server: Running, visit: requests.Session):
    fields = {"csrf": csrf_of(visit, server)}
    for files in ({"file": ("surat.txt", b"Ini surat biasa")}, {"file": ("kosong", b"")}):
        page = visit.post(server.url + "/unit/kiriman", fields, files=files, timeout=30)
        assert page.status_code == 422
    assert visit.post(server.url + "/unit/undangan", fields | {"unit": "bukan kode"}, timeout=30).status_code == 422
    assert visit.get(server.url + "/unit/balasan/73.07.01.2099", timeout=30).status_code == 422
