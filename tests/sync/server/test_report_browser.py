"""Reports, index and warnings in a real browser: whole at 390 and 1366 px, light and dark, readable, named, and without a script.

Needs Debian's `chromium`; without it these tests are skipped. PICTURES=FOLDER keeps a picture of each page.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from complaints.events import Location, Reported, Responded, Verified
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_browser import CONTRASTS, UNNAMED
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_reports import IN_TIME, TODAY, Q, report_of
from tests.sync.server.test_roles import PASSWORD, account
from tests.sync.server.test_unit_browser import WIDER

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")
PAGES = (
    "/laporan", f"/laporan/{SAOTANRE}/{Q.code}", f"/indeks?period={Q.code}",
    f"/indeks/aduan?period={Q.code}&unit={SAOTANRE}&indicator=done&part=reached", "/peringatan",
    f"/peringatan/aduan?kind=rise&unit={SAOTANRE}&category=infrastructure.road&dusun=Bonto&first={Q.first}&last={TODAY}",
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"))
    account(folder, "Rahma", "--role", "coordinator")
    account(folder, "Hasnah", "--role", "unit", "--unit", SAOTANRE, "--head")
    with serving(folder) as running:
        village, other = Pc(running.post), Pc(running.post, GUNUNG_PERAK)
        for device in (village, other):
            device.enrol(code_for(folder, device.unit))
        for number in range(30):
            case = village.record(
                f"Jalan rusak {number}", received_on=Q.first + timedelta(days=number), category="social.aid"
            )
            if number % 3:
                village.write(Verified(Q.first + timedelta(days=number)), case)
                village.write(Responded(Q.first + timedelta(days=number + number % 20), "Sudah"), case)
        for day in range(60, 380, 15):
            other.record("Lama", received_on=TODAY - timedelta(days=day), category="social.aid")
        for day in range(12):
            village.record(
                "Lubang",
                received_on=TODAY - timedelta(days=day),
                category="infrastructure.road",
                location=Location(dusun="Bonto"),
            )
        village.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 30)), "")
        for device in (village, other):
            device.sync()
        yield running


def entered(browser: Chromium, server: Running, name: str) -> None:
    browser.open(server.url + "/masuk")
    browser.type(name)
    browser.key("Tab", 9)
    browser.type(PASSWORD)
    browser.enter()


@pytest.fixture(scope="module")
def browser(server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with browsing(tmp_path_factory.mktemp("profile")) as made:
        made.size(1366, 768)
        entered(made, server, "Rahma")
        yield made


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_whole_readable_and_named(server: Running, browser: Chromium, width: int, theme: str):
    browser.size(width, 844, dark=theme == "dark")
    browser.said.clear()
    for place, path in enumerate(PAGES):
        browser.open(server.url + path)
        keep(browser, f"{place}-{width}-{theme}")
        assert browser.look("document.querySelector('h1').innerText")
        assert browser.look(WIDER) is False, path
        assert browser.look(UNNAMED) == [], path
        assert browser.look(CONTRASTS) == [], path
    assert [line for line in browser.said if not line.startswith("[DOM]")] == []


def test_a_warning_leads_by_keyboard_to_its_complaints(server: Running, browser: Chromium):
    browser.size(1366, 768)
    browser.open(server.url + "/peringatan")
    assert browser.look("document.querySelectorAll('.card.warning a').length") == 1
    browser.look("document.querySelector('.card.warning a').focus()")
    browser.enter()
    assert browser.look("document.querySelectorAll('tbody tr').length") == 12


def test_a_unit_s_own_report_fits_a_phone(server: Running, tmp_path_factory: pytest.TempPathFactory):
    with browsing(tmp_path_factory.mktemp("phone")) as phone:
        phone.size(390, 844)
        entered(phone, server, "Hasnah")
        phone.open(server.url + f"/meja/laporan?period={Q.code}")
        keep(phone, "unit-390")
        assert phone.look(WIDER) is False
        assert phone.look(UNNAMED) == []
        assert [line for line in phone.said if not line.startswith("[DOM]")] == []


def keep(browser: Chromium, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        browser.picture(Path(folder) / f"{name}.png", whole=True)
