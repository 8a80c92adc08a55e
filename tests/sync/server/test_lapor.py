"""Reports of SP4N-LAPOR! come to the district by list, form and paste, reach units as dispositions, and their answers are ticked off."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import xlsxwriter

from complaints.events import Corrected, Forwarded, Noted, Recorded, Responded, Verified
from complaints.fold import fold
from sync.server import lapor_list, sheet_rows
from tests.sync.server.conftest import fresh
from tests.sync.server.pcs import SAOTANRE, TODAY, Pc
from tests.sync.server.processes import Running, code_for, command, run, serving
from tests.sync.server.test_commands import UNITS
from tests.sync.server.test_roles import account, enter
from tests.sync.server.test_unit_desk import Officer

HEADINGS = ["ID Laporan", "Judul Laporan", "Isi Laporan", "Tanggal Laporan", "Disposisi ke", "Instruksi", "Target", "Status"]  # fmt: skip
ROWS: list[list[object]] = [
    [8416894, "Jalan poros rusak", "Rusak parah sejak Mei", "24-11-2024", "Dinas Sosial", "Segera tinjau", "05-12-2099", "Belum Terverifikasi"],
    ["#8416895", "Lampu padam", "Lampu jalan padam", "2024-11-20", "Desa Saotanre", "", "", "Diproses"],
    ["8416896", "Air mati", "Air PDAM mati", "2024-11-21", "Dinas Antah Berantah", "", "", ""],
    ["84x", "Salah", "Nomornya salah", "2024-11-21", "", "", "", ""],
    ["8416897", "Sudah selesai", "Dulu sekali", "2024-11-01", "Dinas Sosial", "", "", "Selesai"],
]  # fmt: skip


def workbook(path: Path, rows: list[list[object]], headings: list[str] = HEADINGS) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Laporan")
        sheet.write(0, 0, "Laporan SP4N-LAPOR! Kabupaten Sinjai")
        for number, row in enumerate([headings, *rows], 2):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("district")
    words = () if request.param == "sqlite" else ("--database", fresh(request.getfixturevalue("postgres")))
    (folder / "units.csv").write_text(UNITS)
    run(folder, "units", "import", str(folder / "units.csv"), *words)
    account(folder, "Rahma", "--role", "coordinator", *words)
    account(folder, "Hasnah", "--role", "unit", "--unit", "DINSOS", "--head", *words)
    with serving(folder, *words) as running:
        yield running


@pytest.fixture
def rahma(server: Running) -> Officer:
    return Officer(server, "Rahma", enter(server, "Rahma")[0])


def said(server: Running, *words: str) -> dict[str, object]:
    return json.loads(run(server.folder, *words, *server.words))


def listed(server: Running, *words: str) -> dict[str, dict[str, object]]:
    lines = run(server.folder, "lapor", "list", "--json", *words, *server.words).splitlines()
    return {str(row["lapor_id"]): row for row in map(json.loads, lines)}


def test_a_list_is_recorded_once_disposed_and_what_is_unreadable_told(server: Running):
    path = str(workbook(server.folder / "laporan.xlsx", ROWS))
    tried = said(server, "lapor", "import", path, "--dry-run", "--json")
    assert listed(server) == {}
    told = said(server, "lapor", "import", path, "--json")
    counts = ("recorded", "present", "over", "disposed", "faults")
    assert [told[name] for name in counts] == [tried[name] for name in counts] == [3, 0, 1, 2, 1]
    assert [(row["row"], row["field"]) for row in told["unreadable"]] == [(7, "lapor_id")]  # pyright: ignore
    notes = {row["lapor_id"]: row["note"] for row in told["rows"]}  # pyright: ignore
    assert "tidak dikenal" in notes["8416896"]
    assert "Selesai di LAPOR!" in notes["8416897"]
    again = said(server, "lapor", "import", path, "--json")
    assert [again[name] for name in counts] == [0, 3, 1, 0, 1]
    found = listed(server)
    assert {id: (row["holder"], row["status"], row["source"]) for id, row in found.items()} == {
        "8416894": ("DINSOS", "Diproses", "sp4n_lapor"), "8416895": (SAOTANRE, "Diproses", "sp4n_lapor"),
        "8416896": ("73.07", "Belum Terverifikasi", "sp4n_lapor"),
    }  # fmt: skip
    assert "Semua utuh" in run(server.folder, "check", *server.words)


def test_a_village_answers_and_the_answer_goes_back_by_hand(server: Running, rahma: Officer):
    village = Pc(server.post)
    village.enrol(code_for(server.folder, SAOTANRE, *server.words))
    answer = rahma.post(
        "/lapor/baru", None, lapor_id="9000001", title="Jembatan", body="Jembatan putus", kind="complaint", received_on="2024-11-20",
        unit=SAOTANRE, target="2099-12-05", instruction="Tinjau lokasi",
    )  # fmt: skip
    assert answer.status_code == 303
    case = answer.headers["Location"].rpartition("/")[2]
    assert f'<a href="/lapor/{case}">9000001</a>' in rahma.get(f"/aduan/{case}").text
    events = [event for event in village.sync() if event.complaint == case]
    recorded, _, forwarded = (event.step for event in events)
    assert isinstance(recorded, Recorded)
    assert (recorded.source, recorded.facts.channel, recorded.facts.lapor_id) == (
        "sp4n_lapor",
        "disposition",
        "9000001",
    )
    assert isinstance(forwarded, Forwarded)
    assert forwarded.note.startswith("Target selesai")
    assert forwarded.note.endswith("Tinjau lokasi")
    assert forwarded.disposition is not None
    assert rahma.post(f"/lapor/{case}/centang").status_code == 422
    village.write(Responded(TODAY, "Jembatan sudah diperbaiki"), case)
    village.sync()
    assert listed(server, "--ready").keys() == {"9000001"}
    page = rahma.get(f"/lapor/{case}").text
    assert "Jembatan sudah diperbaiki" in page
    assert "Desa Saotanre" in page
    text = said(server, "lapor", "text", "9000001", "--json")
    assert (text["Nomor laporan"], text["entered"]) == ("9000001", False)
    assert str(text["Tindak lanjut"]).startswith("Jembatan sudah diperbaiki")
    assert rahma.post(f"/lapor/{case}/centang").status_code == 303
    assert rahma.post(f"/lapor/{case}/centang").status_code == 422
    assert listed(server, "--ready") == {}
    [tick] = [event for event in village.sync() if event.complaint == case]
    assert isinstance(tick.step, Noted)
    assert "9000001" in tick.step.note
    complaint = fold([event for event in village.events() if event.complaint == case])
    assert complaint is not None
    assert not [entry for entry in complaint.history if entry.misplaced]
    # Another answer is to be entered anew.
    village.write(Responded(TODAY, "Jembatan diperbaiki lagi"), case)
    village.sync()
    assert "Semua utuh" in run(server.folder, "check", *server.words)


def test_what_a_village_recorded_is_put_into_lapor_under_its_number(server: Running, rahma: Officer):
    village = Pc(server.post)
    village.enrol(code_for(server.folder, SAOTANRE, *server.words))
    case, other = village.record("Atap sekolah bocor", "Andi Baso"), village.record("Lampu padam", lapor_id="9400002")
    village.sync()
    page = rahma.get(f"/lapor/{case}").text
    assert "Atap sekolah bocor" in page
    assert "Andi Baso" not in page
    for typed, told in (("", "bukan nomor"), ("12a", "bukan nomor"), ("9400002", "sudah milik pengaduan")):
        answer = rahma.post(f"/lapor/{case}/nomor", lapor_id=typed)
        assert (answer.status_code, told in answer.text) == (422, True), typed
    assert rahma.post(f"/lapor/{case}/nomor", lapor_id="#9400001").status_code == 303
    assert rahma.post(f"/lapor/{case}/nomor", lapor_id="9400001").status_code == 303
    steps = [event.step for event in village.sync() if event.complaint == case]
    assert [step.facts.lapor_id for step in steps if isinstance(step, Corrected)] == ["9400001"]
    rows = listed(server)
    assert {id: (rows[id]["source"], rows[id]["ready"]) for id in ("9400001", "9400002")} == {
        "9400001": ("district", False),
        "9400002": (None, False),
    }
    # The answer waits for the coordinator; of what the village put there itself it doesn't.
    for answered in (case, other):
        village.write(Verified(TODAY), answered)
        village.write(Responded(TODAY, "Sudah diganti"), answered)
    village.sync()
    assert "9400001" in listed(server, "--ready")
    assert "9400002" not in listed(server, "--ready")
    assert rahma.post(f"/lapor/{other}/centang").status_code == 422
    assert rahma.post(f"/lapor/{case}/centang").status_code == 303
    assert "9400001" not in listed(server, "--ready")
    # A list that has it brings it no second time.
    rows_of_list: list[list[object]] = [["9400001", "Atap", "Atap bocor", "2024-11-20", "", "", "", ""]]
    path = workbook(server.folder / "lagi.xlsx", rows_of_list)
    assert said(server, "lapor", "import", str(path), "--json")["recorded"] == 0
    # Whoever made the report in LAPOR! numbered it there.
    recorded = rahma.post("/lapor/baru", None, lapor_id="9400003", body="Sampah", kind="complaint")
    from_there = recorded.headers["Location"].rpartition("/")[2]
    assert rahma.post(f"/lapor/{from_there}/nomor", lapor_id="9400004").status_code == 422
    assert "Semua utuh" in run(server.folder, "check", *server.words)


def test_a_workbook_that_ends_its_reader_does_not_end_the_server(server: Running, monkeypatch: pytest.MonkeyPatch):
    path = workbook(server.folder / "besar.xlsx", [["9500001", "Parit", "Parit buntu", "2024-11-20", "", "", "", ""]])
    assert sheet_rows.read_apart(path, 100, 10)[0] == ""
    monkeypatch.setattr(sheet_rows, "LONGEST_SECONDS", 0.01)
    assert sheet_rows.read_apart(path, 100, 10) == ("slow", [])
    monkeypatch.undo()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert sheet_rows.read_apart(path, 100, 10) == ("broken", [])
    with pytest.raises(lapor_list.UnreadableList):
        lapor_list.read(path, lambda _: True)


def test_a_unit_on_the_web_answers_and_the_shell_ticks_off(server: Running, rahma: Officer):
    answer = rahma.post(
        "/lapor/baru", None, lapor_id="9000002", body="Bansos tidak sampai", kind="complaint", unit="DINSOS"
    )
    case = answer.headers["Location"].rpartition("/")[2]
    hasnah = Officer(server, "Hasnah", enter(server, "Hasnah")[0])
    assert hasnah.step(case, "accept") == 303
    assert hasnah.step(case, "respond", "Sudah disalurkan") in (303,)
    if "9000002" not in listed(server, "--ready"):
        assert hasnah.step(case, "approve") == 303
    assert "dicentang" in run(server.folder, "lapor", "done", "9000002", *server.words)
    assert listed(server)["9000002"]["entered"] is True


def test_a_pasted_report_is_looked_at_before_it_is_saved(server: Running, rahma: Officer):
    page = rahma.post(
        "/lapor/tempel", None, pasted="Judul Laporan: Sampah\nIsi Laporan: Sampah menumpuk\nID Laporan: 9000003\nDisposisi ke: Dinas Sosial",
    ).text  # fmt: skip
    assert 'value="9000003"' in page
    assert "Sampah menumpuk" in page
    assert re.search(r'<option value="DINSOS"[^>]*selected', page)
    assert "9000003" not in listed(server)


@pytest.mark.parametrize(
    "fields",
    [
        {"lapor_id": "12a"},
        {"lapor_id": ""},
        {"body": ""},
        {"received_on": "2099-01-01"},
        {"kind": "lain"},
        {"unit": "DINSOS", "target": "2024-01-01"},
    ],
)
def test_a_faulty_form_keeps_what_was_typed_and_saves_nothing(server: Running, rahma: Officer, fields: dict[str, str]):
    typed = {"lapor_id": "9000009", "body": "Isi yang sudah diketik", "kind": "complaint"} | fields
    answer = rahma.post("/lapor/baru", None, **typed)
    assert answer.status_code == 422
    assert typed["body"] in answer.text
    assert "9000009" not in listed(server)


def test_a_report_that_is_here_is_not_recorded_twice_by_form(server: Running, rahma: Officer):
    typed = {"lapor_id": "9000005", "body": "Sekali saja", "kind": "complaint"}
    assert rahma.post("/lapor/baru", None, **typed).status_code == 303
    assert rahma.post("/lapor/baru", None, **typed).status_code == 409


def test_both_sides_are_reconciled_with_counts(server: Running, rahma: Officer):
    assert rahma.post("/lapor/baru", None, lapor_id="9100001", body="Sama", kind="complaint").status_code == 303
    headings = ["Nomor Tiket", "Keadaan"]
    path = server.folder / "cocok.csv"
    path.write_text("Nomor Tiket;Keadaan\n9100001;Selesai\n9100002;Diproses\nxx;Diproses\n9100003;Entah\n")
    (server.folder / "peta.json").write_text(json.dumps({headings[1]: "status"}))
    before = run(server.folder, "log", "--json", *server.words)
    told = said(server, "lapor", "reconcile", str(path), "--map", str(server.folder / "peta.json"), "--json")
    counts = told["counts"]
    assert isinstance(counts, dict)
    assert (counts["listed"], counts["differing"], counts["there_only"], counts["unreadable"]) == (2, 1, 1, 2)
    assert counts["here_only"] == len(listed(server)) - 1
    assert counts["listed"] == counts["agreeing"] + counts["differing"] + counts["there_only"] + counts["unstated"]
    assert [row["row"] for row in told["unreadable_rows"]] == [4, 5]  # pyright: ignore
    assert run(server.folder, "log", "--json", *server.words) == before


@pytest.mark.parametrize("content", [b"", b"\0\1\2\3", b"PK\x03\x04rusak", b"A;B\n1;2\n", b"\xd0\xcf\x11\xe0rusak"])
def test_a_file_that_is_no_list_is_one_sentence(server: Running, content: bytes):
    path = server.folder / "rusak.xlsx"
    path.write_bytes(content)
    for word in ("import", "reconcile"):
        asked = command(server.folder, "lapor", word, str(path), *server.words)
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr, done.stderr.count("\n")) == (1, False, 1)


def test_a_district_without_a_code_records_nothing(tmp_path: Path):
    path = workbook(tmp_path / "l.xlsx", ROWS)
    asked = command(tmp_path / "data", "lapor", "import", str(path))
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, "district --code" in done.stderr) == (1, True)


def test_what_is_for_the_district_itself_or_late_already_holds_nothing_up(server: Running):
    rows: list[list[object]] = [
        ["9300001", "Parit", "Parit buntu", "2024-11-20", "Kabupaten Sinjai", "", "", ""],
        ["9300002", "Parit", "Parit buntu", "2024-11-20", "Dinas Sosial", "Tinjau", "05-12-2024", ""],
        ["9300003", "Parit", "x" * 25_000, "2024-11-20", "Dinas Sosial", "", "", ""],
    ]
    told = said(server, "lapor", "import", str(workbook(server.folder / "lain.xlsx", rows)), "--json")
    notes = {row["lapor_id"]: (row["unit"], row["note"]) for row in told["rows"]}  # pyright: ignore
    assert notes["9300001"] == ("", "ditujukan kepada kabupaten: belum didisposisi")
    assert notes["9300002"][0] == "DINSOS"
    assert "sudah lewat" in notes["9300002"][1]
    assert [row["field"] for row in told["unreadable"]] == ["body"]  # pyright: ignore


def test_strangers_see_no_report(server: Running):
    for path in ("/lapor", "/lapor/baru", "/lapor/x-1"):
        assert requests.get(server.url + path, timeout=30, allow_redirects=False).status_code == 303


def test_a_list_is_taken_and_compared_on_the_page(server: Running, rahma: Officer):
    rows: list[list[object]] = [
        ["9200001", "Parit", "Parit buntu", "2024-11-20", "Dinas Sosial", "", "", "Diproses"],
        ["92x", "Salah", "Salah", "2024-11-20", "", "", "", ""],
    ]
    content = workbook(server.folder / "halaman.xlsx", rows).read_bytes()
    page = rahma.post("/lapor/daftar", {"file": ("halaman.xlsx", content)}, act="import").text
    assert "Baris 5, nomor laporan: “92x”" in page
    assert listed(server)["9200001"]["holder"] == "DINSOS"
    text = b"No. Tiket;Keadaan\n9200001;Selesai\n"
    refused = rahma.post("/lapor/daftar", {"file": ("l.csv", text)}, act="compare")
    assert (refused.status_code, "Kolom status" in refused.text) == (422, True)
    page = rahma.post("/lapor/daftar", {"file": ("l.csv", text)}, act="compare", map="Keadaan = Status").text
    assert "9200001" in page
    assert "Diproses" in page
    for content in (b"", b"\0\0", b"PK\x03\x04x"):
        assert rahma.post("/lapor/daftar", {"file": ("l.xlsx", content)}, act="import").status_code == 422
