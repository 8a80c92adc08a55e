"""Reports of units at the district: kept as they came, who has reported and who is late, by page, file and command, and on the web desk."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import requests
from python_calamine import CalamineWorkbook

from complaints import period_report
from complaints.early_warning import Series
from complaints.events import Location, Reported, Responded, Verified, decode
from complaints.period_report import Narrative, PeriodReport, ReportLine
from complaints.report_period import latest_ended
from sync.server import quarantine, reports, warnings
from sync.server.district import District
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import GUNUNG_PERAK, SAOTANRE, Pc
from tests.sync.server.processes import Running, code_for, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import account, csrf_of, enter

TODAY = datetime.now(UTC).date()  # the server's clock is the machine's
Q = latest_ended("quarter", TODAY)
IN_TIME, TOO_LATE = Q.last.replace(day=28), date(Q.last.year + 1, 12, 31)


def report_of(unit: str, received: int, **changes: object) -> bytes:
    fields = {
        "period": Q.code, "unit": unit, "office": unit, "as_of": Q.last, "received": received,
        "answers": ReportLine(name="", received=received, settled=received), "statuses": {"done": received},
        "narrative": Narrative(obstacles="Jalan <b>putus</b>"), "head_name": "Andi",
    }  # fmt: skip
    return period_report.encode(PeriodReport(**(fields | changes)))  # pyright: ignore[reportArgumentType]


def test_a_report_is_kept_and_the_latest_of_a_period_counts(district: District, pc):
    village, other = pc(), pc(GUNUNG_PERAK)
    village.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 3)), "")
    village.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 4)), "")
    village.write(Reported(IN_TIME, "bukan masa", report_of(SAOTANRE, 9)), "")
    village.write(Reported(IN_TIME, "2025", b"\xc1 not a report"), "")
    village.sync()
    other.write(
        Reported(IN_TIME, Q.code, report_of(SAOTANRE, 99)), ""
    )  # in another unit's name it is its own all the same
    other.sync()

    def read(transaction):
        kept = reports.of_period(transaction, Q)
        return {unit: reports.load(transaction, one) for unit, one in kept.items()}

    found = district.database.read(read)
    assert {unit: (one.unit, one.received) for unit, one in found.items() if one} == {
        SAOTANRE: (SAOTANRE, 4), GUNUNG_PERAK: (GUNUNG_PERAK, 99),
    }  # fmt: skip
    assert [one.period for one in district.database.read(lambda t: reports.of_unit(t, SAOTANRE))] == [Q.code, "2025"]
    twice = district.database.read(lambda t: reports.load(t, reports.of_unit(t, SAOTANRE)[1]))
    assert twice is None


def test_what_is_set_aside_no_longer_counts_and_an_older_server_s_log_is_read_again(district: District, pc):
    village = pc()
    village.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 3)), "")
    village.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 4)), "")
    village.sync()
    district.database.write(lambda t: quarantine.set_aside(t, district, f"{village.id}-2", "salah", "uji"))

    def received():
        kept = district.database.read(lambda t: reports.of_period(t, Q))
        report = district.database.read(lambda t: reports.load(t, kept[SAOTANRE]))
        return report and report.received

    assert received() == 3
    with district.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM report")
    assert district.database.read(lambda t: reports.of_period(t, Q)) == {}
    district.database.write(reports.rebuild)
    district.database.write(reports.rebuild)
    assert received() == 3


def test_a_colleague_of_the_unit_gets_the_report_and_nobody_else(district: District, pc):
    first, second, other = pc(), pc(), pc(GUNUNG_PERAK)
    first.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 3)), "")
    first.sync()
    second.sync()
    other.sync()
    assert [type(decode(content).step) for content, _ in second.held[first.id].values()] == [Reported]
    assert first.id not in other.held


# Pages and commands --------------------------------------------------------------------------------------------------


@dataclass
class World:
    server: Running
    folder: Path
    words: tuple[str, ...]
    visits: dict[str, requests.Session]

    def get(self, role: str, path: str) -> requests.Response:
        return self.visits[role].get(self.server.url + path, timeout=30, allow_redirects=False)


KECAMATAN = "73.07.04"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    for name, role in (("koordinator", "coordinator"), ("pimpinan", "leader"), ("inspektorat", "inspectorate")):
        account(folder, name, "--role", role, *words)
    account(folder, "camat", "--role", "unit", "--unit", KECAMATAN, "--head", *words)
    account(folder, "staf", "--role", "unit", "--unit", SAOTANRE, *words)
    with serving(folder, *words) as server:
        village, late = Pc(server.post), Pc(server.post, GUNUNG_PERAK)
        village.enrol(code_for(folder, SAOTANRE, *words))
        late.enrol(code_for(folder, GUNUNG_PERAK, *words))
        for number in range(8):
            case = village.record(f"Jalan rusak {number}", received_on=Q.first, category="infrastructure.road")
            if number < 5:
                village.write(Verified(Q.first), case)
                village.write(Responded(Q.first, "Sudah"), case)
        village.record("uji coba", received_on=Q.first)
        village.record("Jalan rusak 1", received_on=Q.first, category="infrastructure.road")
        village.forward(f"{village.id}-1", KECAMATAN)
        village.write(Reported(IN_TIME, Q.code, report_of(SAOTANRE, 10)), "")
        late.write(Reported(TOO_LATE, Q.code, report_of(GUNUNG_PERAK, 0)), "")
        for device in (village, late):
            device.sync()
        names = ("koordinator", "pimpinan", "inspektorat", "camat", "staf")
        yield World(server, folder, words, {name: enter(server, name)[0] for name in names})


def test_the_district_sees_who_has_reported_and_who_is_late(world: World):
    page = world.get("koordinator", f"/laporan?period={Q.code}").text
    rows = {
        row[0]: row[1] for row in re.findall(r'<th scope="row" class="unit">([^<]*)</th>(.*?)</tr>', page, re.DOTALL)
    }
    assert "✓ tepat waktu" in rows["Desa Saotanre"]
    assert "nihil" in rows["Desa Gunung Perak"]
    assert "terlambat" in rows["Desa Gunung Perak"]
    assert "belum" in rows["Kecamatan Sinjai Tengah"]
    assert world.get("pimpinan", "/laporan").status_code == 200
    assert [world.get(name, "/laporan").status_code for name in ("inspektorat", "camat")] == [403, 403]


def test_each_report_is_there_as_page_workbook_and_json(world: World):
    page = world.get("koordinator", f"/laporan/{SAOTANRE}/{Q.code}").text
    assert "Jalan &lt;b&gt;putus&lt;/b&gt;" in page
    workbook = world.get("koordinator", f"/laporan/{SAOTANRE}/{Q.code}.xlsx").content
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    assert ["Diterima", 10.0] in [line[:2] for line in sheets.get_sheet_by_name("Ringkasan").to_python()]
    assert world.get("pimpinan", f"/laporan/{SAOTANRE}/{Q.code}.json").json()["received"] == 10
    for path in (
        f"/laporan/{KECAMATAN}/{Q.code}",
        f"/laporan/{SAOTANRE}/2019",
        f"/laporan/{SAOTANRE}/kapan",
        "/laporan/x/y.json",
    ):
        assert world.get("koordinator", path).status_code == 404
    assert world.get("koordinator", "/laporan?period=%27--").status_code == 200


def test_the_command_lists_and_writes_them(world: World, tmp_path: Path):
    out = run(world.folder, "reports", "--period", Q.code, "--json", "--out", str(tmp_path / "laporan"), *world.words)
    states = {one["unit"]: one for one in map(json.loads, out.splitlines())}
    assert (states[SAOTANRE]["state"], states[GUNUNG_PERAK]["state"], states[GUNUNG_PERAK]["nihil"]) == (
        "in_time",
        "late",
        True,
    )
    assert states[KECAMATAN]["state"] in ("missing", "waiting")
    assert (states[SAOTANRE]["received"], states[SAOTANRE]["recorded_here"]) == (10, 10)
    assert sorted(file.name for file in (tmp_path / "laporan").iterdir()) == sorted(
        f"laporan-{unit}-{Q.code}.{ending}" for unit in (SAOTANRE, GUNUNG_PERAK) for ending in ("json", "xlsx")
    )
    (one,) = run(world.folder, "reports", "--period", Q.code, "--unit", SAOTANRE, "--json", *world.words).splitlines()
    assert json.loads(one)["report"]["received"] == 10
    assert "Desa Saotanre" in run(world.folder, "reports", *world.words)


def test_a_unit_reports_on_the_web_and_its_figures_are_what_it_may_see(world: World):
    page = world.get("camat", f"/meja/laporan?period={Q.code}").text
    assert "1 di antaranya dari unit lain" in page
    answer = world.visits["camat"].post(
        world.server.url + "/meja/laporan/kirim",
        {"csrf": csrf_of(world.visits["camat"], world.server), "period": Q.code, "obstacles": "Tidak ada =1+1"},
        timeout=30, allow_redirects=False,
    )  # fmt: skip
    assert answer.status_code == 303
    sent = world.get("koordinator", f"/laporan/{KECAMATAN}/{Q.code}.json").json()
    assert (sent["received"], sent["handed"], sent["narrative"]["obstacles"]) == (1, 1, "Tidak ada =1+1")
    assert (sent["head_title"], sent["head_name"]) == ("Camat", "camat")
    assert "✓ terkirim" in world.get("camat", f"/meja/laporan?period={Q.code}").text
    assert world.get("staf", f"/meja/laporan?period={Q.code}").text.count("Jalan &lt;b&gt;putus") == 2
    assert "Semua utuh" in run(world.folder, "check", *world.words)


def test_a_period_that_goes_on_or_is_none_is_not_sent(world: World):
    session = world.visits["camat"]
    for code in (f"{TODAY.year + 1}", "kapan", ""):
        answer = session.post(
            world.server.url + "/meja/laporan/kirim",
            {"csrf": csrf_of(session, world.server), "period": code}, timeout=30, allow_redirects=False,
        )  # fmt: skip
        assert answer.status_code == 422
    assert session.post(world.server.url + "/meja/laporan/kirim", {"period": Q.code}, timeout=30).status_code == 403


def test_every_number_of_the_index_opens_the_complaints_that_it_counts(world: World):
    page = world.get("koordinator", f"/indeks?period={Q.code}").text
    assert "Usulan, belum ditetapkan kabupaten" in page
    row = re.search(r'class="unit">Desa Saotanre</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    links = re.findall(r'<a href="(/indeks/aduan[^"]*)">(?:<strong>)?([^<]*)', row[1])
    counts = {}
    for address, words in links:
        listed = world.get("koordinator", address.replace("&amp;", "&"))
        assert listed.status_code == 200
        counts[address.rpartition("?")[2].replace("&amp;", "&")] = (
            words,
            len(re.findall(r'<a href="/aduan/', listed.text)),
        )
    by_part = {re.sub(r"period=[^&]*&unit=[^&]*&", "", query): found for query, found in counts.items()}
    # Of ten complaints one is a test and one a duplicate; of the eight, five were answered, one was forwarded besides.
    assert by_part["indicator=&part=all"] == ("8", 8)
    assert by_part["indicator=&part=left_out"] == ("2", 2)
    assert by_part["indicator=done&part=reached"][1] == 5
    assert by_part["indicator=done&part=all"] == ("8", 8)
    reached, among = by_part["indicator=in_time&part=reached"][1], by_part["indicator=in_time&part=all"][1]
    assert by_part["indicator=in_time&part=reached"][0] == f"{reached * 100 / among:.0f} %"
    assert "/indeks/aduan" not in world.get("pimpinan", f"/indeks?period={Q.code}").text
    assert [world.get(name, "/indeks/aduan").status_code for name in ("pimpinan", "inspektorat", "camat")] == [
        403,
        404,
        403,
    ]


def test_the_index_as_workbook_and_by_command_says_the_same(world: World):
    workbook = world.get("koordinator", f"/indeks.xlsx?period={Q.code}").content
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_name("Indeks").to_python()
    (line,) = [row for row in rows if row[1] == SAOTANRE]
    lines = map(json.loads, run(world.folder, "index", "--period", Q.code, "--json", *world.words).splitlines())
    (told,) = [one for one in lines if one["unit"] == SAOTANRE]
    assert line[head.index("Nilai (0–100)")] == pytest.approx(told["score"])
    assert (told["counted"], told["tests"], told["copies"], told["standing"]) == (8, 1, 1, "usulan")
    by_hand = {name: one["percent"] for name, one in told["indicators"].items() if one["of"]}
    weights = {"followed_up": 20, "done": 25, "in_time": 35, "stayed_done": 10, "satisfaction": 10}
    known = sum(weights[name] for name in by_hand)
    assert told["score"] == pytest.approx(sum(weights[name] * percent for name, percent in by_hand.items()) / known)


def test_a_district_puts_its_own_rules_in_their_place(tmp_path: Path):
    shipped = (Path(__file__).parents[3] / "resources" / "penilaian.toml").read_text()
    run(tmp_path, "district", "--code", "73.07")
    own = tmp_path / "penilaian.toml"
    own.write_text(
        shipped.replace('standing = "usulan"', 'standing = "Keputusan Bupati 12/2027"').replace(
            "least = 5", "least = 1"
        )
    )
    assert run(tmp_path, "index", "--json") == ""
    own.write_text("standing = 3")
    with pytest.raises(Exception, match="returned non-zero"):
        run(tmp_path, "index", "--json")


def test_a_rise_and_a_silence_are_told_and_open_their_complaints(district: District, pc):
    """On both databases; the days lie before the day of the district's clock."""
    village, other = pc(), pc(GUNUNG_PERAK)
    today = district.today()
    for day in range(40, 380, 20):
        village.record(f"Lama {day}", received_on=today - timedelta(days=day), category="social.aid")
    for day in range(12):
        village.record(
            f"Jalan {day}",
            received_on=today - timedelta(days=day),
            category="infrastructure.road",
            location=Location(dusun="Bonto"),
        )
    for day in range(30, 380, 4):
        other.record(f"Air {day}", received_on=today - timedelta(days=day), category="infrastructure.water")
    village.sync()
    other.sync()
    found = district.database.read(lambda t: warnings.find(t, today))
    assert {(one.kind, one.series, one.count) for one in found} == {
        ("rise", Series("infrastructure.road", "Bonto", SAOTANRE), 12), ("silent", Series("", "", GUNUNG_PERAK), 84),
    }  # fmt: skip
    for one in found:
        place = warnings.Place(one.kind, one.series, one.first.isoformat(), one.last.isoformat())
        assert len(district.database.read(lambda t, place=place: warnings.cases(t, place))) == one.count
    assert (
        district.database.read(lambda t: warnings.cases(t, warnings.Place("reopened", Series("a", "b"), "", ""))) == []
    )


def test_the_page_of_warnings_is_for_who_sees_figures_and_says_that_there_are_none(world: World):
    assert "Tidak ada yang menyimpang" in world.get("pimpinan", "/peringatan").text
    assert (
        world.get(
            "koordinator", f"/peringatan/aduan?kind=rise&unit={SAOTANRE}&first={Q.first}&last={Q.last}"
        ).status_code
        == 200
    )
    assert [
        world.get(name, "/peringatan/aduan?kind=rise").status_code for name in ("pimpinan", "inspektorat", "camat")
    ] == [403, 404, 403]
    assert world.get("koordinator", "/peringatan/aduan?kind=apa").status_code == 404
