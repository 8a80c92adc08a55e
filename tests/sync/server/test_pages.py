"""The coordinator's pages and the public's one, as a browser asks for them."""

import csv
import io
import os
import re
import secrets
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import requests
from openpyxl import load_workbook

from complaints.events import (
    Attached,
    Erased,
    Facts,
    Forwarded,
    IdentityShown,
    Meaning,
    Noted,
    Recorded,
    Responded,
    Sealed,
    Verified,
    decode,
)
from complaints.numbering import Number, tracking_code
from complaints.renumbering import renumbered
from sync.server.monitoring import UnitFigures
from sync.server.web import sheet
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, command, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_files import create, patch

NAME, PASSWORD = "Koordinator Sinjai", "kata-sandi-panjang"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(folder, "admin", "create", NAME, *words), check=True, capture_output=True, env=environment)
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    with serving(folder, *words) as running:
        yield running


@dataclass
class Browser:
    """Keeps the cookie, and sends a page's own sign back with its forms."""

    url: str
    session: requests.Session

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.url + path, timeout=10)

    def post(self, path: str, on: str = "/aduan", **fields: str) -> requests.Response:
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(on).text)
        assert found
        return self.session.post(self.url + path, {"csrf": found[1]} | fields, timeout=10)


@pytest.fixture(scope="module")
def browser(server: Running) -> Browser:
    made = Browser(server.url, requests.Session())
    entered = made.session.post(server.url + "/masuk", {"name": NAME, "password": PASSWORD}, timeout=10)
    assert entered.url.endswith("/aduan")
    return made


@pytest.fixture
def office(server: Running) -> Pc:
    made = Pc(server.post)
    made.enrol(code_for(server.folder, SAOTANRE, *server.words))
    return made


def test_nothing_is_shown_without_a_login(server: Running):
    for path in (
        "/",
        "/aduan",
        "/aduan/x-1",
        "/unit",
        "/pemantauan",
        "/pemantauan.csv",
        "/pemantauan.xlsx",
        "/tersegel",
        "/aduan/x-1/lampiran/" + "0" * 64,
    ):
        answer = requests.get(server.url + path, timeout=10, allow_redirects=True)
        assert answer.url.endswith("/masuk"), path
    assert requests.post(server.url + "/unit/kode", {"unit": SAOTANRE}, timeout=10).url.endswith("/masuk")


def test_a_wrong_password_lets_nobody_in(server: Running):
    answer = requests.post(server.url + "/masuk", {"name": NAME, "password": "salah"}, timeout=10)
    assert answer.status_code == 403
    assert "salah" in answer.text
    assert not answer.cookies


def test_pages_keep_to_themselves(server: Running, browser: Browser):
    answer = browser.get("/aduan")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in answer.text
    cookie = next(iter(browser.session.cookies))
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"


def test_a_form_from_elsewhere_is_refused(server: Running, browser: Browser):
    for fields in ({}, {"csrf": "x"}):
        assert (
            browser.session.post(server.url + "/unit/kode", {"unit": SAOTANRE} | fields, timeout=10).status_code == 403
        )
    assert (
        browser.session.post(
            server.url + "/masuk",
            {"name": NAME, "password": PASSWORD},
            headers={"Sec-Fetch-Site": "cross-site"},
            timeout=10,
        ).status_code
        == 403
    )


def test_complaints_are_listed_and_filtered(browser: Browser, office: Pc):
    word = secrets.token_hex(6)
    office.record(f"Jembatan {word} & <b>tali</b>")
    second = office.record(f"Jalan {word}")
    office.write(Verified(TODAY), second)
    office.sync()
    both = browser.get(f"/aduan?word={word}").text
    assert f"Jembatan {word} &amp; &lt;b&gt;tali&lt;/b&gt;" in both
    assert f"Jalan {word}" in both
    assert f"Jalan {word}" not in browser.get(f"/aduan?word={word}&stage=new").text
    assert f"Jalan {word}" in browser.get(f"/aduan?word={word}&stage=open&unit={SAOTANRE}").text
    assert "Tidak ada pengaduan" in browser.get(f"/aduan?word={word}&unit={GUNUNG_PERAK}").text
    assert "Tidak ada pengaduan" in browser.get(f"/aduan?word={word}%25").text


def test_long_lists_come_in_pages(browser: Browser, office: Pc):
    word = secrets.token_hex(6)
    for n in range(120):
        office.record(f"Banyak {word} {n:03}")
    office.sync()
    seen: list[str] = []
    path = f"/aduan?word={word}"
    while path:
        text = browser.get(path).text
        seen += re.findall(rf"Banyak {word} (\d+)", text)
        following = re.search(r'href="(/aduan\?[^"]+)">Halaman berikutnya', text)
        path = following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == [f"{n:03}" for n in range(120)]


def test_a_disposition_opens_the_case_to_the_unit_and_tells_the_office(server: Running, browser: Browser, office: Pc):
    case = office.record("Jembatan")
    office.sync()
    answer = browser.post(f"/aduan/{case}/disposisi", unit="73.07.04", note="Mohon ditinjau")
    assert (answer.status_code, "Kecamatan Sinjai Tengah" in answer.text) == (200, True)
    # Nobody had verified it: by its disposition the district does, or the forwarding would be out of place.
    [verified, event] = [event for event in office.sync() if event.complaint == case]
    assert isinstance(verified.step, Verified)
    assert isinstance(event.step, Forwarded)
    assert (event.step.unit, event.unit, event.actor, event.saw) == (
        "73.07.04",
        "73.07",
        NAME,
        ((verified.device, verified.seq),),
    )
    assert verified.saw == ((office.id, len(office.chain)),)
    receiver = Pc(server.post, "73.07.04")
    receiver.enrol(code_for(server.folder, "73.07.04", *server.words))
    assert case in {event.complaint for event in receiver.sync()}
    browser.post(f"/aduan/{case}/catatan", note="Kedua")
    [second] = [event for event in office.sync() if event.complaint == case]
    assert isinstance(second.step, Noted)
    assert (second.device, second.seq) == (event.device, event.seq + 1)


def test_an_unknown_unit_gets_nothing(browser: Browser, office: Pc):
    case = office.record("Jembatan")
    office.sync()
    assert browser.post(f"/aduan/{case}/disposisi", unit="99.99", note="x").status_code == 422
    assert [event for event in office.sync() if event.complaint == case] == []


def test_the_complainant_is_masked_until_someone_says_why(browser: Browser, office: Pc):
    case = office.record("Jembatan", name="Andi Baso Ramli")
    office.sync()
    assert "Andi Baso" not in browser.get(f"/aduan/{case}").text
    assert browser.post(f"/aduan/{case}/identitas", purpose="").status_code == 422
    assert "Andi Baso Ramli" in browser.post(f"/aduan/{case}/identitas", purpose="Menghubungi pelapor").text
    assert "Andi Baso" not in browser.get(f"/aduan/{case}").text
    [event] = [event for event in office.sync() if event.complaint == case]
    assert isinstance(event.step, IdentityShown)
    office.write(Erased(TODAY), case)
    office.sync()
    assert "Andi Baso" not in browser.post(f"/aduan/{case}/identitas", purpose="Menghubungi").text


def test_of_a_sealed_complaint_the_coordinator_sees_receipt_office_and_day(
    server: Running, browser: Browser, office: Pc
):
    assert "belum diumumkan" in browser.get("/tersegel").text
    assert "Belum ada aduan tersegel" in browser.get("/tersegel").text
    case = office.write(Sealed(TODAY, "S-K7QM-4T2X-9DNB", b"box"))
    office.sync()
    assert browser.get(f"/aduan/{case}").status_code == 404
    assert re.search(r'seluruh waktu: <a href="/tersegel">1</a>', browser.get("/pemantauan").text)
    shown = re.search(r"<tbody>(.*)</tbody>", browser.get("/tersegel").text, re.DOTALL)
    assert shown
    assert re.findall(r">([^<>\n]+)<", shown[1]) == ["S-K7QM-4T2X-9DNB", "Desa Saotanre", "24-11-2026"]
    key = "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f"
    run(server.folder, "district", "--inspectorate", key, *server.words)
    assert "belum diumumkan" not in browser.get("/tersegel").text


def test_an_attachment_is_only_ever_a_download(server: Running, browser: Browser, office: Pc):
    content = b"<script>alert(1)</script>"
    name = sha256(content).hexdigest()
    case = office.record("Jembatan")
    office.write(Attached(TODAY, name, "a.html", "text/html", len(content)), case)
    office.sync()
    assert browser.get(f"/aduan/{case}/lampiran/{name}").status_code == 404
    patch(server, office, create(server, office, content).headers["Location"], 0, content)
    got = browser.get(f"/aduan/{case}/lampiran/{name}")
    assert got.content == content
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["Content-Type"].startswith("application/octet-stream")


def test_a_code_from_the_page_enrols_a_pc_that_can_be_revoked_there(server: Running, browser: Browser):
    shown = browser.post("/unit/kode", on="/unit", unit=SAOTANRE).text
    code = re.search(r"\b([0-9A-Z]{4}-){2}[0-9A-Z]{4}\b", shown)
    assert code
    assert "<svg" in shown
    pc = Pc(server.post)
    pc.enrol(code[0])
    assert pc.id in browser.get("/unit").text
    browser.post("/unit/cabut", on="/unit", device=pc.id)
    status, _, _ = server.post("/v1/sync", pc.token, b"", "")
    assert status == 401
    assert "dicabut" in browser.get("/unit").text


SPAN = f"first=2026-01-01&last={TODAY}"


@pytest.fixture(scope="module")
def monitored(server: Running) -> Pc:
    """An office with three answered complaints, one of them late, and one that is overdue."""
    pc = Pc(server.post, GUNUNG_PERAK)
    pc.enrol(code_for(server.folder, GUNUNG_PERAK, *server.words))
    for days in (1, 4, 40):
        case = pc.record("x", received_on=TODAY - timedelta(days=days))
        pc.write(Verified(TODAY - timedelta(days=days)), case)
        pc.write(Responded(TODAY, "Sudah"), case)
    pc.record("Perkara lama", received_on=TODAY - timedelta(days=200))
    pc.sync()
    return pc


def test_monitoring_counts_stages_and_what_is_late_or_was_answered_in_time(browser: Browser, monitored: Pc):
    text = browser.get(f"/pemantauan?{SPAN}").text
    row = re.search(rf"{re.escape(GUNUNG_PERAK)}</a></th>(.*?)</tr>", text, re.DOTALL)
    assert row
    cells = [re.sub(r"<[^>]*>|⚠|\s", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.DOTALL)]
    # received, new, worked on, forwarded, answered, closed, overdue, in time, answered late, share, median;
    # of the share the overdue one, not answered yet, is late, too: 2 of 4.
    assert cells == ["4", "1", "0", "0", "3", "0", "1", "2", "1", "50%", "4,0"]
    assert re.search(r'<a href="/aduan\?overdue=1">1 pengaduan terbuka</a> sudah lewat tenggat tanggapannya', text)
    overdue = text[text.index("Lewat tenggat, yang terlama") :]
    assert "Perkara lama" in overdue
    assert 'href="/pemantauan.xlsx?first=2026-01-01&amp;last=2026-11-24"' in text


def test_the_figures_are_taken_along_as_csv_and_xlsx(browser: Browser, monitored: Pc):
    answer = browser.get(f"/pemantauan.csv?{SPAN}")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    [own] = [row for row in rows if row["Kode unit"] == GUNUNG_PERAK]
    wanted = {
        "Diterima": "4", "Baru": "1", "Ditanggapi": "3", "Lewat tenggat": "1", "Ditanggapi tepat waktu": "2", "Ditanggapi terlambat": "1",
        "Tepat waktu (%)": "50.0", "Median hari sampai ditanggapi": "4.0", "Tanpa tanggal": "0", "Dicatat belakangan": "0",
        "Belum ditanggapi, lewat tenggat tanggapan": "1",
    }  # fmt: skip
    assert {name: own[name] for name in wanted} == wanted
    assert rows[-1]["Unit"] == "Seluruhnya"
    shown = load_workbook(io.BytesIO(browser.get(f"/pemantauan.xlsx?{SPAN}").content)).active
    assert shown is not None
    heading, *lines = shown.iter_rows(values_only=True)
    assert list(heading) == list(rows[0])
    [line] = [line for line in lines if line[0] == GUNUNG_PERAK]
    assert line[2] == 4, "a number stays a number"


def test_a_name_is_no_formula_in_a_sheet():
    figures = {"=1+1": UnitFigures(1)}
    names = {"=1+1": "@SUM(A1)"}
    [_, row, _] = csv.reader(io.StringIO(sheet.write("csv", figures, names).decode("utf-8-sig")))
    assert row[:2] == ["'=1+1", "'@SUM(A1)"]
    book = load_workbook(io.BytesIO(sheet.write("xlsx", figures, names)))
    assert book.active is not None
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_tracking_code_tells_the_stage_and_dates_and_nothing_else(server: Running, office: Pc):
    office.record("Jembatan Bonto", name="Andi Baso")
    office.record("Rahasia", confidential=True)
    office.sync()
    codes = [
        step.tracking_code for step in (decode(content).step for content in office.chain) if isinstance(step, Recorded)
    ]
    shown = requests.get(f"{server.url}/lacak", {"kode": codes[0].lower().replace("-", " ")}, timeout=10).text
    assert "Diterima, menunggu diperiksa" in shown
    assert "24-11-2026" in shown
    for secret in ("Jembatan", "Bonto", "Andi", "2026-A", SAOTANRE, "Saotanre"):
        assert secret not in shown
    confidential = requests.get(f"{server.url}/lacak", {"kode": codes[1]}, timeout=10).text
    assert "Diterima" in confidential
    assert "24-11-2026" not in confidential
    assert requests.get(f"{server.url}/lacak", {"kode": "K7QM-4T2X-9DNB"}, timeout=10).status_code in (404, 422)


def test_guessing_codes_is_slowed_down(tmp_path: Path):
    with serving(tmp_path) as server:
        statuses = [requests.get(f"{server.url}/lacak", {"kode": "x"}, timeout=10).status_code for _ in range(14)]
        assert statuses[:10] == [422] * 10
        assert statuses[-1] == 429


def test_an_event_is_looked_at_and_set_aside_on_a_page(browser: Browser, office: Pc):
    case = office.record("Sumur kering")
    office.note(case, "Menipu \u202e <b>")
    office.sync()
    id = f"{office.id}-2"
    shown = browser.get(f"/peristiwa?id={id}")
    assert "\u202e" not in shown.text
    assert "Menipu" in shown.text
    assert browser.get("/peristiwa?id=bukan").status_code == 422
    aside = browser.post("/peristiwa/sisihkan", f"/peristiwa?id={id}", id=id, why="Merusak")
    assert "disisihkan" in aside.text
    assert "Menipu" not in browser.get(f"/aduan/{case}").text
    browser.post("/peristiwa/kembalikan", f"/peristiwa?id={id}", id=id)
    assert "Menipu" in browser.get(f"/aduan/{case}").text


def test_the_page_says_which_pcs_lost_their_access(browser: Browser, office: Pc):
    new = office.follow(Pc(office.post))
    page = browser.post("/unit/cabut", "/unit", device=office.id)
    assert office.id in page.text
    assert new.id in page.text
    assert browser.post("/unit/cabut", "/unit", device=office.id).status_code == 422


def test_complaints_with_one_number_name_each_other_until_one_has_another(browser: Browser, office: Pc):
    number = "2026-Q-0777"
    first, second = (
        office.write(
            Recorded(TODAY, number, tracking_code(secrets.token_bytes(7)), Facts(kind="complaint", title=title))
        )
        for title in ("Nomor kembar satu", "Nomor kembar dua")
    )
    office.sync()
    page = browser.get(f"/aduan/{second}").text
    assert f'<a href="/aduan/{first}">Nomor kembar satu</a>' in page
    assert "perlu keputusan kantor" in page
    assert browser.get(f"/aduan?word={number}").text.count("perlu keputusan") == 2
    office.write(renumbered(TODAY, number, Number(2026, "Q", 778)), second)
    office.sync()
    page = browser.get(f"/aduan/{second}").text
    assert "2026-Q-0778" in page
    assert f"nomor lama {number}" in page
    assert "juga dipakai" not in page
    found = browser.get(f"/aduan?word={number}").text
    assert "Nomor kembar satu" in found
    assert "Nomor kembar dua" in found
    assert "perlu keputusan" not in found


def test_an_open_request_changes_nothing_that_the_public_reads(server: Running, office: Pc):
    code = tracking_code(secrets.token_bytes(7))
    facts = Facts(kind="complaint", title="Jalan", received_on=TODAY)
    case = office.write(Recorded(TODAY, "2026-Q-0900", code, facts))
    office.forward(case, GUNUNG_PERAK)
    office.sync()
    before = requests.get(f"{server.url}/lacak?kode={code}", timeout=10)
    assert before.status_code == 200
    other = Pc(server.post, GUNUNG_PERAK)
    other.enrol(code_for(server.folder, GUNUNG_PERAK, *server.words))
    other.sync()
    for wish in ("withdraw", "erase"):
        other.write(Noted(TODAY, "Permintaan", Meaning(wish)), case)
    other.write(Noted(TODAY, "Permintaan", Meaning("correct", Facts(confidential=True))), case)
    other.sync()
    after = requests.get(f"{server.url}/lacak?kode={code}", timeout=10)
    assert (after.status_code, after.text) == (before.status_code, before.text)
