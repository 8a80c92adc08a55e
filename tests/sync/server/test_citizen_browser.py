"""The public page and the reminders in a real browser: whole, readable, by keyboard, without a script, on a phone and on a desk.

Needs Debian's `chromium`; without it these tests are skipped.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from complaints import voice
from complaints.events import Recorded, Reopened, Responded, Verified, decode
from tests.offices import Clock
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_browser import CONTRASTS, LONG, UNNAMED
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import PASSWORD, account
from tests.sync.server.test_unit_browser import TOO_SMALL, WIDER, focus

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")
TODAY = datetime.now(UTC).date()
TUESDAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"))
    account(folder, "Rahma", "--role", "coordinator")
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="module")
def receipts(server: Running) -> list[tuple[str, str]]:
    """Code and word of two answered complaints; others are late, and the district has reminded of them."""
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE))
    made: list[tuple[str, str]] = []
    for body in (LONG, "Pipa bocor"):
        case = office.record(body, "Andi Baso", received_on=TODAY - timedelta(days=9))
        recorded = decode(office.chain[-1]).step
        assert isinstance(recorded, Recorded)
        office.write(Verified(TODAY - timedelta(days=8)), case)
        office.write(Responded(TODAY - timedelta(days=2), f"{LONG}\n\nSudah diperbaiki."), case)
        made.append((recorded.tracking_code, voice.secret_word(office.keys[case])))
    for n in range(3):
        office.record(f"{LONG} {n}", received_on=date(2026, 11, 1) - timedelta(days=20 * n))
    office.sync()
    moment = str(Clock(TUESDAY.year, TUESDAY.month, TUESDAY.day, 2)())
    words = [sys.executable, "-m", "tests.sync.server.round_process", str(server.folder), "", moment]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
    return made


@pytest.fixture(scope="module")
def browser(
    server: Running, receipts: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chromium]:
    assert receipts
    with browsing(tmp_path_factory.mktemp("profile")) as made:
        made.size(1366, 768)
        made.open(server.url + "/masuk")
        made.type("Rahma")
        made.key("Tab", 9)
        made.type(PASSWORD)
        made.enter()
        yield made


def open_answer(browser: Chromium, server: Running, receipt: tuple[str, str]) -> None:
    """By keyboard alone, from the code on the receipt."""
    browser.open(f"{server.url}/lacak?kode={receipt[0]}")
    focus(browser, "#kata")
    browser.type(receipt[1])
    browser.enter()


def whole(browser: Chromium, where: str) -> None:
    assert browser.look(CONTRASTS) == [], where
    assert not browser.look(WIDER), f"{where} is wider than its window"
    assert browser.look(UNNAMED) == [], where
    assert (
        browser.look(TOO_SMALL.replace("input:not([type=hidden])", "input:not([type=hidden]):not([type=radio])")) == []
    )
    assert browser.look("document.querySelectorAll('h1').length") == 1, where
    assert browser.look("document.scripts.length") == 0
    assert browser.look("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == browser.look(
        "document.querySelectorAll('[id]').length"
    ), f"an id twice in {where}"


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_are_whole_and_readable(
    browser: Chromium, server: Running, receipts: list[tuple[str, str]], size: tuple[int, int], dark: bool
):
    browser.size(*size, dark=dark)
    browser.open(f"{server.url}/lacak?kode={receipts[0][0]}")
    whole(browser, "/lacak")
    open_answer(browser, server, receipts[0])
    assert "Sudah diperbaiki." in browser.look("document.body.innerText")
    whole(browser, "/lacak/jawaban")
    browser.open(server.url + "/pengingat")
    whole(browser, "/pengingat")
    browser.open(server.url + browser.look("document.querySelector('td a.tag').getAttribute('href')"))
    whole(browser, "teguran")
    assert "SURAT" in browser.look("document.title").upper()


def test_not_done_is_said_by_keyboard_alone(browser: Chromium, server: Running, receipts: list[tuple[str, str]]):
    browser.size(390, 844)
    open_answer(browser, server, receipts[1])
    focus(browser, "#note-unsatisfied")
    browser.type("Masih menetes")
    focus(browser, "input[value=unsatisfied] ~ button")
    browser.enter()
    assert "Tersimpan" in browser.look("document.querySelector('.saved').innerText")
    assert "Masih menetes" in browser.look("document.querySelector('.history').innerText")
    whole(browser, "/lacak/suara")
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE))
    steps = [event.step for event in office.sync()]
    assert [step.voice for step in steps if isinstance(step, Reopened)] == [True]


def test_the_letter_prints_without_the_page_around_it(browser: Chromium, server: Running):
    browser.size(1366, 768)
    browser.open(server.url + "/pengingat")
    browser.open(server.url + browser.look("document.querySelector('td a.tag').getAttribute('href')"))
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert (
            browser.look("[...document.querySelectorAll('form, nav, .back')].filter(e => e.checkVisibility()).length")
            == 0
        )
        assert "melewati batas waktunya" in browser.look("document.body.innerText")
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")
