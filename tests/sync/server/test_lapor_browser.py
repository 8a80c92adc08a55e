"""The pages of SP4N-LAPOR! in a real browser: whole, readable, without a script, and an answer is chosen whole with one click."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.events import Responded
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_browser import CONTRASTS, LONG, UNNAMED
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import PASSWORD, account
from tests.sync.server.test_unit_browser import TOO_SMALL, WIDER

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"))
    account(folder, "Rahma", "--role", "coordinator")
    rows = f"8416894;{LONG};Rusak parah;2024-11-20;{SAOTANRE};\n8416895;Lampu;Padam;2024-11-21;DINSOS;Diproses\n"
    (folder / "l.csv").write_text(f"ID Laporan;Judul;Isi Laporan;Tanggal Laporan;Disposisi ke;Status\n{rows}")
    run(folder, "lapor", "import", str(folder / "l.csv"))
    with serving(folder) as running:
        office = Pc(running.post)
        office.enrol(code_for(folder, SAOTANRE))
        [case] = {event.complaint for event in office.sync() if event.complaint}
        office.write(Responded(TODAY, f"Jalan sudah diperbaiki. {LONG}"), case)
        office.sync()
        yield running


@pytest.fixture(scope="module")
def browser(server: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with browsing(tmp_path_factory.mktemp("profile")) as made:
        made.size(1366, 768)
        made.open(server.url + "/masuk")
        made.type("Rahma")
        made.key("Tab", 9)
        made.type(PASSWORD)
        made.enter()
        yield made


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_whole_and_readable(
    browser: Chromium, server: Running, size: tuple[int, int], dark: bool, tmp_path: Path
):
    browser.size(*size, dark=dark)
    browser.open(server.url + "/lapor")
    answer = browser.look("document.querySelector('tbody a').getAttribute('href')")
    for path in ("/lapor", "/lapor?tab=open", "/lapor?tab=villages", "/lapor/baru", answer):
        browser.open(server.url + path)
        browser.look("document.querySelectorAll('details').forEach(e => e.open = true)")
        browser.picture(tmp_path / f"{path.strip('/').replace('/', '-').replace('?', '-')}.png", whole=True)
        assert browser.look(CONTRASTS) == [], path
        assert not browser.look(WIDER), f"{path} is wider than its window"
        assert browser.look(UNNAMED) == [], path
        assert browser.look(TOO_SMALL) == [], path
        assert browser.look("document.querySelectorAll('h1').length") == 1, path
        assert browser.look("document.scripts.length") == 0


def test_one_click_chooses_a_field_whole(browser: Chromium, server: Running):
    browser.size(1366, 768)
    browser.open(server.url + "/lapor")
    browser.open(server.url + browser.look("document.querySelector('tbody a').getAttribute('href')"))
    chosen = browser.look("[...document.querySelectorAll('.copied')].map(e => getComputedStyle(e).userSelect)")
    assert chosen == ["all"] * 3
