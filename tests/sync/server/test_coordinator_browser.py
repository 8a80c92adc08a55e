"""The coordinator's desk in a real browser, on a desk and on a phone: whole, readable, by keyboard, and without a script.

Needs Debian's `chromium`; without it these tests are skipped.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from complaints.events import Responded, Verified
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_browser import CONTRASTS, LONG, UNNAMED
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import PASSWORD, account
from tests.sync.server.test_unit_browser import WIDER, focus

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")
PICTURES = os.environ.get("BUKU_ADUAN_PICTURES", "")  # a folder in which each page is left as a picture


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "units.csv").write_text(f"{UNITS}PUPR,Dinas PUPR,opd,73.07\n")
    run(folder, "units", "import", str(folder / "units.csv"))
    account(folder, "Rahma", "--role", "coordinator")
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def cases(server: Running) -> list[str]:
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE))
    made = [
        office.record(body, name="Andi Baso", category="infrastructure.bridge", channel="whatsapp")
        for body in (LONG, "Jembatan gantung putus talinya", "Lampu jalan padam", "Bantuan beras tidak sampai")
    ]
    office.write(Verified(TODAY), made[3])
    office.write(Responded(TODAY, "Sudah dibagikan"), made[3])
    office.sync()
    return made


@pytest.fixture(scope="module")
def browser(server: Running, cases: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    assert cases
    with browsing(tmp_path_factory.mktemp("profile")) as made:
        made.size(1366, 768)
        made.open(server.url + "/masuk")
        made.type("Rahma")
        made.key("Tab", 9)
        made.type(PASSWORD)
        made.enter()
        assert made.look("location.pathname") == "/aduan"
        yield made


def test_many_are_handed_on_by_keyboard_alone(browser: Chromium, server: Running):
    browser.size(1366, 768)
    browser.open(server.url + "/aduan?word=jembatan+gantung")
    focus(browser, "input[name=id]")
    browser.key(" ", 32, " ")
    focus(browser, "form[action='/aduan/disposisi'] button")
    browser.enter()
    focus(browser, "#unit")
    browser.type("Dinas PUPR")
    browser.key("d", 68, "d")
    browser.look("document.getElementById('unit').value = 'PUPR'")
    focus(browser, "#forward-note")
    browser.type("Tinjau jembatannya")
    focus(browser, "form[action='/aduan/disposisi/kirim'] button")
    browser.enter()
    assert "1 dari 1 pengaduan didisposisikan" in browser.look("document.querySelector('h1').innerText")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_whole_readable_and_from_here_alone(
    browser: Chromium, server: Running, cases: list[str], size: tuple[int, int], dark: bool
):
    browser.size(*size, dark=dark)
    browser.said.clear()
    browser.asked.clear()
    for number, path in enumerate(
        (
            "/aduan",
            "/aduan?word=jembatan&kecamatan=73.07.04&sort=title",
            "/aduan?word=tidakada",
            f"/aduan/{cases[0]}",
            f"/aduan/{cases[1]}",
            f"/aduan/{cases[3]}",
            "/aturan",
            "/aturan/units",
            "/aturan/policy",
            "/aturan/categories",
            "/aturan/texts",
            "/aturan/replies",
            "/pengumuman",
        )
    ):
        browser.open(server.url + path)
        if PICTURES:
            name = f"{number}-{size[0]}-{'dark' if dark else 'light'}.png"
            browser.picture(Path(PICTURES) / name, whole=True)
        browser.look("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert browser.look(CONTRASTS) == [], path
        assert not browser.look(WIDER), f"{path} is wider than its window"
        assert browser.look(UNNAMED) == [], path
        assert browser.look("document.querySelectorAll('h1').length") == 1, path
        assert browser.look("document.scripts.length") == 0
        assert browser.look("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == browser.look(
            "document.querySelectorAll('[id]').length"
        ), f"an id twice in {path}"
    assert [line for line in browser.said if not line.startswith("[DOM]")] == []
    assert [url for url in browser.asked if not url.startswith((server.url, "data:image/svg+xml"))] == []
