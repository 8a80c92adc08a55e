"""axe-core looks at every page of the district, for each seat: nothing serious, on a desk and on a phone, light and dark.

Needs Debian's `chromium`, and axe-core from npm (`npm install --prefix tests --no-package-lock`); without them these tests are skipped.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from complaints import voice
from complaints.events import Attached, Recorded, Reopened, Reported, Responded, Returned, Sealed, Verified, decode
from complaints.report_period import latest_ended
from tests.offices import Clock
from tests.sync.server.chromium import PROGRAM, Chromium, browsing
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_browser import LONG
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_reports import report_of
from tests.sync.server.test_roles import PASSWORD, account

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium"),
    pytest.mark.skipif(not AXE.exists(), reason="no axe-core here: npm install --prefix tests --no-package-lock"),
]
PICTURES = os.environ.get("BUKU_ADUAN_PICTURES", "")  # a folder in which each page is left as a picture
DESK, PHONE = (1366, 768), (390, 844)
TODAY = datetime.now(UTC).date()
TUESDAY = date(2026, 11, 24)
Q = latest_ended("quarter", TODAY)
# What depends on colours; everything else is the same in the dark.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# Each fault with its gravity, its rule and where it is; the style sheet isn't asked for again, which the page's policy would refuse.
FAULTS = """axe.run(document, {preload: false, resultTypes: ['violations']%s}).then(r => r.violations.flatMap(v =>
  v.nodes.map(n => [v.impact, v.id, n.target.join(' '), n.html.slice(0, 160)])))"""


@dataclass
class World:
    server: Running
    browser: Chromium
    cases: dict[str, str]
    receipt: tuple[str, str]

    def enter(self, name: str) -> None:
        browser = self.browser
        browser.call("Network.clearBrowserCookies")
        browser.open(self.server.url + "/masuk")
        browser.type(name)
        browser.key("Tab", 9)
        browser.type(PASSWORD)
        browser.enter()
        assert browser.look("location.pathname") != "/masuk"

    def send(self, form: str, **typed: str) -> None:
        """Fills the form that this selector finds, and sends it with its last button."""
        for name, value in typed.items():
            field = f"document.querySelector({form + ' [name=' + name + ']'!r})"
            assert self.browser.look(f"({field}.value = {json.dumps(value)}) === {json.dumps(value)}"), (form, name)
        assert self.browser.look(f"document.querySelector({form!r}).checkValidity()"), form
        self.browser.look(f"[...document.querySelectorAll({form + ' button'!r})].at(-1).click()")
        self.browser.loaded()

    def look(self, page: str) -> list[str]:
        """What axe finds on the page that is here, at both sizes, light and dark."""
        browser, found = self.browser, list[str]()
        browser.look("document.querySelectorAll('details').forEach(e => e.open = true)")
        browser.call("Runtime.evaluate", expression=AXE.read_text("utf-8"))
        for size in (DESK, PHONE):
            for dark in (False, True):
                browser.size(*size, dark=dark)
                if PICTURES:
                    name = f"{page.strip('/').replace('/', '_').replace('?', '_') or 'home'}-{size[0]}{'-dark' if dark else ''}.png"
                    browser.picture(Path(PICTURES) / name, whole=True)
                only = f", runOnly: {json.dumps(OF_COLOURS)}" if dark else ""
                told = browser.call("Runtime.evaluate", expression=FAULTS % only, awaitPromise=True, returnByValue=True)
                assert "exceptionDetails" not in told, told
                faults: list[list[Any]] = told["result"]["value"]
                found += [
                    f"{page} {size[0]}{' dark' if dark else ''}: {' '.join(map(str, fault))}"
                    for fault in faults
                    if fault[0] in GRAVE
                ]
        browser.size(*DESK)
        return found


GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("district")
    (folder / "units.csv").write_text(f"{UNITS}PUPR,Dinas PUPR,opd,73.07\n{GUNUNG_PERAK},Gunung Perak,desa,73.07.01\n")
    run(folder, "units", "import", str(folder / "units.csv"))
    for name, *more in (
        ("Admin", "admin"), ("Rahma", "coordinator"), ("Bupati", "leader"), ("Irban", "inspectorate"), ("Hasnah", "unit", "--unit", "DINSOS", "--head"),
    ):  # fmt: skip
        account(folder, name, "--role", *more)
    with serving(folder) as server, browsing(tmp_path_factory.mktemp("profile")) as browser:
        office = Pc(server.post)
        office.enrol(code_for(folder, SAOTANRE))
        cases, code, word = filled(office)
        moment = str(Clock(TUESDAY.year, TUESDAY.month, TUESDAY.day, 2)())
        words = [sys.executable, "-m", "tests.sync.server.round_process", str(folder), "", moment]
        subprocess.run(words, check=True, capture_output=True, timeout=60)
        browser.size(*DESK)
        yield World(server, browser, cases, (code, word))


def filled(office: Pc) -> tuple[dict[str, str], str, str]:
    """Complaints of every kind by name, and code and word of the answered one."""
    cases: dict[str, str] = {}
    code = word = ""
    for name in ("answered", "forwarded", "new", "returned", "reopened", "supervisory"):
        cases[name] = case = office.record(
            f"{LONG} {name}", "Andi Baso", received_on=TODAY - timedelta(days=9), category="infrastructure.bridge",
            confidential=name == "forwarded", supervisory=name == "supervisory",
        )  # fmt: skip
        recorded = decode(office.chain[-1]).step
        assert isinstance(recorded, Recorded)
        if name == "new":
            continue
        if name == "returned":
            office.write(Returned(TODAY, "Mohon fotokopi KTP"), case)
            continue
        office.write(Attached(TODAY, "0" * 64, "foto jembatan.jpg", "image/jpeg", 200_000), case)
        office.write(Verified(TODAY - timedelta(days=8), "Lengkap"), case)
        if name in ("answered", "reopened"):
            office.write(Responded(TODAY - timedelta(days=2), f"{LONG}\n\nSudah diperbaiki."), case)
            code, word = (code, word) if code else (recorded.tracking_code, voice.secret_word(office.keys[case]))
        if name == "reopened":
            office.write(Reopened(TODAY, "Pelapor: belum selesai. Masih bocor", True), case)
        if name == "forwarded":
            office.forward(case, "DINSOS")
    for n in range(3):
        office.record(f"{LONG} {n}", received_on=date(2026, 11, 1) - timedelta(days=20 * n))
    office.write(Sealed(TODAY, "S-K7QM-4T2X-9DNB", b"box"))
    office.write(Reported(TODAY, Q.code, report_of(SAOTANRE, 3)), "")
    office.sync()
    return cases, code, word


def pages_of(world: World, *paths: str) -> list[str]:
    found: list[str] = []
    for path in paths:
        world.browser.open(world.server.url + path)
        found += world.look(path)
    return found


def test_the_pages_of_admin_and_coordinator(world: World):
    world.enter("Admin")
    cases = world.cases
    found = pages_of(
        world, "/aduan", "/aduan?word=tidakada", f"/aduan/{cases['answered']}", f"/aduan/{cases['forwarded']}", f"/aduan/{cases['new']}",
        "/pengingat", "/lapor", "/lapor?tab=open", "/lapor/baru", f"/lapor/{cases['answered']}", "/tersegel", "/unit", "/pengumuman", "/aturan",
        "/pemantauan", "/pekan", "/pekan?units=1", "/pekan?kecamatan=73.07.04", "/pimpinan", "/laporan", f"/laporan/{SAOTANRE}/{Q.code}",
        "/indeks", "/peringatan", "/peristiwa", f"/peristiwa?id={cases['new']}", "/akun", "/akun/semua", "/akun/riwayat", "/aduan/salah-1",
    )  # fmt: skip
    found += pages_of(world, *(f"/aturan/{name}" for name in settings_of(world)))
    assert found == []


def settings_of(world: World) -> list[str]:
    world.browser.open(world.server.url + "/aturan")
    links: list[str] = world.browser.look(
        "[...document.querySelectorAll('main a[href^=\"/aturan/\"]')].map(a => a.getAttribute('href'))"
    )
    return [link.rpartition("/")[2] for link in links]


def test_what_forms_bring(world: World):
    """Pages that no address opens: faults, previews, codes, what was looked at."""
    world.enter("Admin")
    browser, url, cases = world.browser, world.server.url, world.cases
    found: list[str] = []
    browser.open(f"{url}/aduan/{cases['new']}")
    world.send("form[action$='/identitas']", purpose="Menelepon pelapor")
    found += world.look("identity")
    browser.open(f"{url}/lapor/{cases['new']}")
    world.send("form[action$='/nomor']", lapor_id="12a")
    found += world.look("lapor-number-refused")
    world.send("form[action$='/nomor']", lapor_id="8416894")
    found += world.look("lapor-number")
    browser.open(f"{url}/lapor/baru")
    world.send(
        "form[action$='/tempel']",
        pasted="Judul Laporan: Sampah\nIsi Laporan: Sampah menumpuk\nTanggal Laporan: kemarin",
    )
    found += world.look("lapor-pasted")
    browser.open(f"{url}/aduan")
    browser.look("document.querySelector('input[name=id]').click()")
    browser.look("document.querySelector('form[action=\"/aduan/disposisi\"] button').click()")
    browser.loaded()
    found += world.look("disposition")
    world.send("form[action='/aduan/disposisi/kirim']", unit="PUPR", note="Tinjau")
    found += world.look("disposed")
    browser.open(f"{url}/unit")
    world.send("form[action='/unit/kode']", unit=SAOTANRE)
    found += world.look("enrolment-code")
    browser.open(f"{url}/unit")
    world.send("form[action='/unit/undangan']", unit=SAOTANRE)
    found += world.look("invitation")
    browser.open(f"{url}/akun")
    world.send("form[action='/akun/kode']")
    found += world.look("second-factor")
    world.send("form[action='/akun/kode/pasang']", code="000000", password="salah")
    found += world.look("second-factor-refused")
    browser.open(f"{url}/akun")
    world.send("form[action='/akun/sandi']", old="salah sekali", new="kata-sandi-yang-baru")
    found += world.look("password-refused")
    browser.open(f"{url}/pengumuman")
    world.send("form[action='/pengumuman/kirim']", text="Rapat koordinasi Senin pukul 9.")
    found += world.look("announced")
    assert found == []


def test_a_units_pages(world: World):
    world.enter("Hasnah")
    case = f"/meja/{world.cases['forwarded']}"
    found = pages_of(
        world, "/meja", "/meja?tab=new", "/meja?tab=late", "/meja?tab=past", case, f"{case}/cetak", "/meja/laporan", "/meja/pengingat", "/akun", "/aduan",
    )  # fmt: skip
    world.browser.open(world.server.url + case)
    world.send("form[action$='/identitas']", purpose="Menelepon pelapor")
    found += world.look("unit-identity")
    assert found == []


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("Bupati", ("/pimpinan", "/pekan", "/pemantauan", "/laporan", "/indeks", "/peringatan", "/akun", "/aduan")),
        ("Irban", ("/aduan", "/pengingat", "/akun", "/pekan")),
    ],
)
def test_the_pages_of_those_who_read(world: World, name: str, paths: tuple[str, ...]):
    world.enter(name)
    assert pages_of(world, *paths) == []


def test_what_everybody_sees(world: World):
    browser, url = world.browser, world.server.url
    browser.call("Network.clearBrowserCookies")
    code, word = world.receipt
    found = pages_of(
        world, "/masuk", "/undangan", "/lacak", "/lacak?kode=salah", "/lacak?kode=K7QM-4T2X-9DNB", f"/lacak?kode={code}"
    )
    world.send("form[action='/lacak/jawaban']", kata="salah-kata")
    found += world.look("wrong-word")
    world.send("form[action='/lacak/jawaban']", kata=word)
    found += world.look("answer")
    browser.open(f"{url}/masuk")
    world.send("form[action='/masuk']", name="Rahma", password="salah", code="000000")
    found += world.look("wrong-password")
    browser.open(f"{url}/undangan")
    world.send("form[action='/undangan']", code="AAAA-BBBB-CCCC", password="kata-sandi-yang-baru")
    found += world.look("wrong-invitation")
    assert found == []


def test_axe_finds_what_is_wrong(world: World):
    """Or the tests above would find every page well."""
    world.browser.open(world.server.url + "/lacak")
    world.browser.look(
        "document.querySelector('label').remove(); document.querySelector('button').style.color = '#777'"
    )
    rules = {fault.split(": ")[1].split()[1] for fault in world.look("/lacak")}
    assert rules == {"color-contrast"} or rules == {"color-contrast", "label"}
