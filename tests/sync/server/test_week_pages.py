"""The week's page, its sheets and the leaders' page: each figure opens as many complaints, and paper and screen say the same."""

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import requests
from openpyxl import load_workbook

from complaints import time_zones
from complaints.calendar import WorkCalendar, national_holidays
from complaints.events import Closed, Rated, Reopened, Responded, Verified
from complaints.weeks import week_of
from tests.sync.server.chromium import PROGRAM, browsing
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, command, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_pages import NAME, PASSWORD, Browser

TODAY = time_zones.today(time.time(), "WITA")
A4_POINTS = {(595, 842), (842, 595)}
ROWS = re.compile(r'<td class="number">')
LINK = re.compile(r'<a href="(/aduan\?figure=[^"]+)">([\d.]+)</a>')


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(folder, "admin", "create", NAME, *words), check=True, capture_output=True, env=environment)
    more = "73.07.01,Sinjai Barat,kecamatan,73.07\n73.07.09,Pulau Sembilan,kecamatan,73.07\n"
    (folder / "units.csv").write_text(UNITS + more)
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    with serving(folder, *words) as running:
        _work(running)
        yield running


def _work(server: Running) -> None:
    """An office whose week has everything, and one of an agency that got something and did nothing."""
    today, monday = TODAY, week_of(TODAY).first
    office = Pc(server.post)
    office.enrol(code_for(server.folder, SAOTANRE, *server.words))
    for day in (0, 0, 3, *range(18, 30), 40, 120):
        office.record(f"Terbuka {day}", received_on=today - timedelta(day))
    answered = office.record("Dijawab", received_on=monday - timedelta(1))
    office.write(Verified(monday), answered)
    office.write(Responded(monday, "Sudah"), answered)
    office.write(Rated(monday, 4), answered)
    late = office.record("Terlambat", received_on=monday - timedelta(90))
    office.write(Verified(monday - timedelta(88)), late)
    office.write(Responded(monday, "Maaf"), late)
    office.write(Closed(monday, satisfaction=2), late)
    again = office.record("Dibuka lagi", received_on=monday - timedelta(8))
    office.write(Verified(monday - timedelta(8)), again)
    office.write(Responded(monday - timedelta(7), "Sudah"), again)
    office.write(Reopened(today, "Belum selesai"), again)
    handed = office.record("Ke dinas", received_on=monday - timedelta(60))
    office.write(Verified(monday - timedelta(60)), handed)
    office.forward(handed, "DINSOS")
    office.sync()


@pytest.fixture(scope="module")
def browser(server: Running) -> Browser:
    made = Browser(server.url, requests.Session())
    made.session.post(server.url + "/masuk", {"name": NAME, "password": PASSWORD}, timeout=30)
    return made


def fields_of(server: Running, *words: str) -> dict[str, object]:
    return json.loads(run(server.folder, "week", "--json", *words, *server.words))


def test_every_number_on_the_page_opens_as_many_complaints(browser: Browser):
    seen: set[str] = set()
    for path in (
        "/pekan",
        "/pekan?kecamatan=73.07.04&compare=year",
        "/pekan?units=1",
        f"/pekan?week={week_of(TODAY).before}",
    ):
        page = browser.get(path).text
        for link, number in LINK.findall(page):
            listed = browser.get(link.replace("&amp;", "&")).text
            assert len(ROWS.findall(listed)) == int(number), (path, link)
            seen.add(re.findall(r"figure=(\w+)", link)[0])
    assert seen >= {
        "received", "answered", "in_time", "newly_late", "late", "open", "reopened", "rated", "forwarded", "age_older",
    }  # fmt: skip


def test_the_command_the_sheet_and_the_paper_say_what_the_page_says(server: Running, browser: Browser, tmp_path: Path):
    fields = fields_of(server)
    total = fields["total"]
    assert isinstance(total, dict)
    assert (total["in_time"], total["answered_late"], total["reopened"]) == (1, 1, 1)
    assert fields["mean_rating"] == 3
    assert fields["held"] == [{"unit": "DINSOS", "name": "Dinas Sosial", "open": 1, "late": 1, "due_today": 0}]
    page = re.sub(r"<[^>]+>", " ", browser.get("/pekan").text)
    assert "kepuasan 3,0 dari 2 penilaian" in re.sub(r"\s+", " ", page)
    book = load_workbook(io.BytesIO(browser.get("/pekan.xlsx").content))
    [heading, *rows] = list(book["Kecamatan"].iter_rows(min_row=3, values_only=True))
    assert heading[2:5] == ("Masuk: pekan ini", "Masuk: lalu", "Masuk: th. lalu")
    assert [row[1] for row in rows][-1] == "Kabupaten"
    assert rows[-1][2:4] == (total["received"], total["received_before"])
    assert rows[-1][8] == 0.5
    assert [row[1] for row in book["Unit"].iter_rows(min_row=4, values_only=True)].count("Desa Saotanre") == 1
    for ending in ("pdf", "xlsx"):
        run(server.folder, "week", "--out", str(tmp_path / f"pekan.{ending}"), *server.words)
        assert (tmp_path / f"pekan.{ending}").stat().st_size > 1000
    pdf = pypdfium2.PdfDocument(browser.get("/pekan.pdf").content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    for words in (
        "Kecamatan Sinjai Tengah",
        "Desa Saotanre",
        "Kabupaten",
        f"Masuk {total['received']}, dijawab 2",
        "Dinas Sosial: 1, 1 lewat",
    ):
        assert words in text, words


def test_the_paper_is_a4_and_nothing_on_it_is_cut(browser: Browser):
    pdf = pypdfium2.PdfDocument(browser.get("/pekan.pdf").content)
    for page in pdf:
        width, height = page.get_size()
        assert (round(width), round(height)) in A4_POINTS
        texts = page.get_textpage()
        for number in range(texts.count_rects()):
            left, bottom, right, top = texts.get_rect(number)
            assert 20 <= left < right <= width - 20
            assert 10 <= bottom < top <= height - 20


def test_a_kecamatan_where_nothing_came_is_nil_and_stays_on_the_page(browser: Browser):
    page = browser.get("/pekan").text
    row = page[page.index("Pulau Sembilan") :]
    assert "nihil" in row[: row.index("</tr>")]


def test_odd_questions_get_an_answer_or_a_sentence(browser: Browser):
    for path, status in (
        ("/pekan?week=2026-W99", 422), ("/pekan?week=kemarin", 422), ("/pimpinan?week=2026-W00", 422), ("/pekan.pdf?week=x", 422),
        ("/pekan?kecamatan=99.99.99", 200), ("/pekan?silent=banyak&compare=%00", 200), ("/pekan?week=1990-W01", 200),
        ("/pekan?week=2099-W01", 200), ("/aduan?figure=ngawur&week=2026-W48", 200), ("/aduan?figure=open&week=x&day=y", 200),
        ("/aduan?figure=open&kecamatan='--", 200), ("/pekan?silent=99999", 200), ("/pimpinan?week=2100-W52", 200),
    ):  # fmt: skip
        assert browser.get(path).status_code == status, path


def test_the_command_refuses_what_it_cannot_write(server: Running, tmp_path: Path):
    for words, sentence in (
        (("--out", str(tmp_path / "pekan.docx")), ".pdf dan .xlsx"),
        (("--week", "2026-48"), "bukan pekan"),
    ):
        made = subprocess.run(
            command(server.folder, "week", *words, *server.words), capture_output=True, text=True, timeout=60
        )
        assert made.returncode == 1
        assert sentence in made.stderr
        assert "Traceback" not in made.stderr
    assert not (tmp_path / "pekan.docx").exists()


def test_a_reminder_to_a_silent_office_is_begun_from_the_page(browser: Browser):
    page = browser.get(f"/pengumuman?kepada={SAOTANRE}").text
    assert re.search(rf'<option value="{re.escape(SAOTANRE)}" selected>', page)
    assert "lama kantor Anda tidak bertukar data" in page
    for nobody in ("/pengumuman", "/pengumuman?kepada=salah"):
        assert "lama kantor Anda" not in browser.get(nobody).text


def test_offices_that_are_silent_and_never_came_are_told(server: Running):
    fields = fields_of(server, "--silent", "0")
    assert fields["silent"] == []
    never = fields["never_enrolled"]
    assert isinstance(never, list)
    assert {"unit": "73.07.09", "name": "Kecamatan Pulau Sembilan"} in never
    assert SAOTANRE not in {unit["unit"] for unit in never}


@pytest.mark.skipif(PROGRAM is None, reason="no Chromium here: apt-get install chromium")
def test_the_page_prints_on_a4_without_a_cut_column(server: Running, tmp_path: Path):
    if server.words:
        pytest.skip("the same page")
    with browsing(tmp_path / "profile") as browser:
        browser.size(1366, 768)
        browser.open(server.url + "/masuk")
        browser.type(NAME)
        browser.key("Tab", 9)
        browser.type(PASSWORD)
        browser.enter()
        browser.call("Emulation.setEmulatedMedia", media="print")
        paper = round(186 / 25.4 * 96)  # A4 with 12 mm around, in CSS pixels
        for path in ("/pekan", "/pekan?units=1", "/pimpinan", "/pemantauan"):
            browser.size(paper, 1000)
            browser.call("Emulation.setEmulatedMedia", media="print")
            browser.open(server.url + path)
            wide = "[...document.querySelectorAll('table, svg, .tiles')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
            assert browser.look(wide) == 0, path
            assert browser.look("document.documentElement.scrollWidth <= innerWidth"), path
            assert not browser.look("document.querySelector('.side').checkVisibility()")
        assert browser.said == []


def test_reminders_of_the_week_stand_on_page_sheet_and_paper(server: Running, browser: Browser):
    calendar = WorkCalendar(holidays=national_holidays(TODAY.year, TODAY.year))
    monday = week_of(TODAY).first
    days = [day for day in (monday + timedelta(n) for n in range(7)) if day <= TODAY and calendar.is_working(day)]
    if not days:
        pytest.skip("no working day in this week yet")
    moment = datetime(days[0].year, days[0].month, days[0].day, 2, tzinfo=UTC).timestamp()
    address = server.words[1] if server.words else ""
    words = [sys.executable, "-m", "tests.sync.server.round_process", str(server.folder), address, str(moment)]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
    reminded = fields_of(server)["reminders"]
    assert isinstance(reminded, list)
    by_unit = {unit["unit"]: (unit["written"], unit["letters"]) for unit in reminded}
    assert by_unit.keys() == {SAOTANRE, "DINSOS"}
    assert by_unit["DINSOS"][1] >= 1
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get("/pekan").text))
    pdf = pypdfium2.PdfDocument(browser.get("/pekan.pdf").content)
    paper = "".join(page.get_textpage().get_text_range() for page in pdf)
    rows = load_workbook(io.BytesIO(browser.get("/pekan.xlsx").content))["Pengingat"].iter_rows(
        min_row=2, values_only=True
    )
    assert {row[0]: row[2:4] for row in rows} == by_unit
    for name, unit in (("Desa Saotanre", SAOTANRE), ("Dinas Sosial", "DINSOS")):
        written, letters = by_unit[unit]
        assert f"{name} {written} {letters} teguran" in page
        assert f"{name}: {written}, {letters} dengan teguran" in paper.replace("\r\n", " ")
    assert fields_of(server, "--week", str(week_of(TODAY).before))["reminders"] == []
