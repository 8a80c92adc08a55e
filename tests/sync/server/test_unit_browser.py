"""A unit's desk in a real browser, on a phone and on a desk: whole, readable, by keyboard, and without a script.

Needs Debian's `chromium`; without it these tests are skipped.
"""

from collections.abc import Iterator

import pytest

from complaints.events import Accepted, Attached, Responded, Verified
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_browser import CONTRASTS, LONG, UNNAMED
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import PASSWORD, account

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")

# Of everything that may be pressed with a thumb: as high as a finger is wide, or a link within a text.
TOO_SMALL = """[...document.querySelectorAll("button, .button, .tabs a, select, summary, input:not([type=hidden]):not([type=checkbox])")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 32).map(e => e.tagName + " " + e.innerText)"""
WIDER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"))
    account(folder, "Hasnah", "--role", "unit", "--unit", "DINSOS", "--head")
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def office(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE))
    for body in (LONG, "Bantuan beras tidak sampai", "Kursi roda untuk lansia"):
        case = made.record(body, name="Andi Baso", confidential=body == LONG, lapor_id="7729103")
        made.write(Attached(TODAY, "0" * 64, "foto jembatan.jpg", "image/jpeg", 200_000), case)
        made.write(Verified(TODAY, "Lengkap"), case)
        made.forward(case, "DINSOS")
    made.sync()
    return made


@pytest.fixture(scope="module")
def browser(server: Running, office: Pc, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with browsing(tmp_path_factory.mktemp("profile")) as made:
        made.size(390, 844)
        made.open(server.url + "/masuk")
        made.type("Hasnah")
        made.key("Tab", 9)
        made.type(PASSWORD)
        made.enter()
        assert made.look("location.pathname") == "/meja"
        yield made


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_is_whole_readable_and_from_here_alone(
    browser: Chromium, server: Running, size: tuple[int, int], dark: bool
):
    browser.size(*size, dark=dark)
    browser.open(server.url + "/meja")
    case = browser.look("document.querySelector('article h2 a').getAttribute('href')")
    browser.said.clear()
    browser.asked.clear()
    for path in ("/meja", "/meja?tab=new", "/meja?tab=past", case, f"{case}/cetak", "/akun", "/aduan", "/undangan"):
        browser.open(server.url + path)
        browser.look("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert browser.look(CONTRASTS) == [], path
        assert not browser.look(WIDER), f"{path} is wider than its window"
        assert browser.look(UNNAMED) == [], path
        assert browser.look(TOO_SMALL) == [], path
        assert browser.look("document.querySelectorAll('h1').length") == 1, path
        assert browser.look("document.scripts.length") == 0
        assert browser.look("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == browser.look(
            "document.querySelectorAll('[id]').length"
        ), f"an id twice in {path}"
    assert [
        line for line in browser.said if "403" not in line and not line.startswith("[DOM]")
    ] == []  # hints are no faults
    assert [url for url in browser.asked if not url.startswith((server.url, "data:image/svg+xml"))] == []


def focus(browser: Chromium, selector: str) -> None:
    """Tab after Tab until this has the keyboard, as somebody without a mouse gets there."""
    for _ in range(80):
        browser.key("Tab", 9)
        if browser.look(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_a_complaint_is_accepted_and_answered_by_keyboard_alone(browser: Chromium, server: Running, office: Pc):
    browser.size(390, 844)
    browser.open(server.url + "/meja?tab=new")
    focus(browser, "article form button")
    browser.enter()
    assert "Diterima unit tujuan" in browser.look("document.querySelector('.history').innerText")
    focus(browser, "#note-respond")
    browser.type("Sudah kami kirim hari ini")
    focus(browser, "#respond button")
    browser.enter()
    assert "Sudah kami kirim hari ini" in browser.look("document.querySelector('.history').innerText")
    steps = [event.step for event in office.sync()]
    assert any(isinstance(step, Accepted) for step in steps)
    assert [step.note for step in steps if isinstance(step, Responded)] == ["Sudah kami kirim hari ini"]


def test_paper_has_the_matter_and_no_form(browser: Chromium, server: Running):
    browser.size(1366, 768)
    browser.open(server.url + "/meja")
    browser.open(server.url + browser.look("document.querySelector('article h2 a').getAttribute('href')") + "/cetak")
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert browser.look("[...document.querySelectorAll('form, nav')].filter(e => e.checkVisibility()).length") == 0
        assert "Dicetak" in browser.look("document.body.innerText")
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")
