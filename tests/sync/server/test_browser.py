"""The pages in a real browser, by keyboard: nothing from elsewhere, nothing cut, letters that can be read, and a disposition that arrives.

Needs Debian's `chromium`; without it these tests are skipped.
"""

import os
import subprocess
from collections.abc import Iterator

import pytest

from complaints.events import Attached, Forwarded, Responded, Sealed, Verified
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, command, run, serving
from tests.sync.server.test_commands import UNITS

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")

NAME, PASSWORD = "Koordinator Sinjai", "kata-sandi-panjang"
LONG = (
    "Jembatan gantung menuju SD Negeri 103 Lappae lapuk, lantai papannya patah di tiga tempat dan tali bajanya berkarat "
    * 2
)
# Relative luminance and contrast as WCAG 2.2 defines them, of every text against the ground that it stands on.
CONTRASTS = """(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = c => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const luminance = ([r, g, b]) => .2126 * light(r) + .7152 * light(g) + .0722 * light(b);
  const ground = e => { for (; e; e = e.parentElement) { const c = parts(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const bad = [];
  for (const e of document.querySelectorAll("body *")) {
    const said = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!said || !e.checkVisibility() || e.closest(".hidden, .skip, option, svg")) continue;
    const [a, b] = [luminance(parts(getComputedStyle(e).color)), luminance(ground(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) bad.push(e.tagName + " " + e.innerText.slice(0, 40) + " " + ((a + .05) / (b + .05)).toFixed(2));
  }
  return bad;
})()"""
UNNAMED = """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
  .filter(e => !e.labels.length && !e.ariaLabel).map(e => e.name)"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(folder, "admin", "create", NAME), check=True, capture_output=True, env=environment)
    (folder / "units.csv").write_text(f"{UNITS}{GUNUNG_PERAK},Gunung Perak,desa,73.07.01\n")
    run(folder, "units", "import", str(folder / "units.csv"))
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def office(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE))
    case = made.record(LONG, name="Andi Baso", confidential=True, category="infrastructure.bridge")
    made.write(Attached(TODAY, "0" * 64, "foto jembatan.jpg", "image/jpeg", 200_000), case)
    answered = made.record("Lampu padam", name="Hasnah")
    made.write(Verified(TODAY, "Lengkap"), answered)
    made.write(Responded(TODAY, "Sudah diganti"), answered)
    made.write(Sealed(TODAY, "S-K7QM-4T2X-9DNB", b"box"))
    made.sync()
    return made


@pytest.fixture(scope="module")
def browser(server: Running, office: Pc, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with browsing(tmp_path_factory.mktemp("profile")) as made:
        made.size(1366, 768)
        made.open(server.url + "/masuk")
        made.type(NAME)
        made.key("Tab", 9)
        made.type(PASSWORD)
        made.enter()
        assert made.look("location.pathname") == "/aduan"
        yield made


def first_case(browser: Chromium, server: Running) -> str:
    browser.open(server.url + "/aduan?word=jembatan")
    return browser.look("document.querySelector('tbody a').getAttribute('href')")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_whole_readable_and_from_here_alone(
    browser: Chromium, server: Running, size: tuple[int, int], dark: bool
):
    case = first_case(browser, server)
    browser.size(*size, dark=dark)
    browser.said.clear()
    browser.asked.clear()
    for path in (
        "/aduan", "/aduan?word=tidakada", case, "/pemantauan", "/pekan", "/pekan?units=1", "/pekan?kecamatan=73.07.04",
        "/aduan?figure=received&kecamatan=73.07.04", "/pimpinan", "/tersegel", "/unit", "/lacak", "/masuk",
    ):  # fmt: skip
        browser.open(server.url + path)
        assert browser.look(CONTRASTS) == [], path
        assert browser.look("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than its window"
        assert browser.look(UNNAMED) == [], path
        assert browser.look("document.documentElement.lang") == "id"
        assert browser.look("document.querySelectorAll('h1').length") == 1, path
    assert browser.said == []
    assert [url for url in browser.asked if not url.startswith((server.url, "data:image/svg+xml"))] == []


def test_a_disposition_by_keyboard_reaches_the_unit(browser: Chromium, server: Running, office: Pc):
    receiver = Pc(server.post, GUNUNG_PERAK)
    receiver.enrol(code_for(server.folder, GUNUNG_PERAK))
    browser.size(1366, 768)
    browser.open(server.url + first_case(browser, server))
    browser.look("document.querySelector('#unit').focus()")
    for letter in "Desa Gu":
        browser.key(letter, ord(letter.upper()), letter)
    assert browser.look("document.querySelector('#unit').value") == GUNUNG_PERAK
    for _ in range(12):  # past other units, the parts of the day, and the urgency
        browser.key("Tab", 9)
        if browser.look("document.activeElement.id") == "forward-note":
            break
    browser.type("Mohon ditindaklanjuti")
    browser.key("Tab", 9)
    browser.enter()
    assert "Diteruskan kepada" in browser.look("document.querySelector('.history').innerText")
    forwarded = [event.step for event in receiver.sync() if isinstance(event.step, Forwarded)]
    assert [(step.unit, step.note) for step in forwarded] == [(GUNUNG_PERAK, "Mohon ditindaklanjuti")]


def test_the_contrast_is_measured(browser: Chromium, server: Running):
    """Or the test above would find every page readable."""
    browser.open(server.url + "/lacak")
    browser.look("document.querySelector('h1').style.color = '#999'")
    [found] = browser.look(CONTRASTS)
    assert found.startswith("H1 Lacak pengaduan 2.8")


def test_the_page_goes_on_without_a_script(browser: Chromium, server: Running):
    browser.open(server.url + "/aduan")
    assert browser.look("document.scripts.length") == 0
    browser.open(server.url + "/lacak")
    browser.look("document.querySelector('#kode').focus()")
    browser.type("K7QM 4T2X 9DNB")
    browser.enter()
    assert browser.look("document.querySelector('[role=alert]') !== null")
