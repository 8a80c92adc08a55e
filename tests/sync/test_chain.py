"""One complaint from end to end, on real processes: it goes through every seat of the chain, and counts once, everywhere the same.

A citizen tells the village, the village sends it to an OPD by way of its kecamatan, the OPD answers on the web, the coordinator enters it
in LAPOR!, the citizen says that it isn't done, it climbs, is answered again, closed and rated; then the quarter is reported.
"""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.conftest import PASSWORD
from tests.desktop.documents.paper_check import words
from tests.sync.server import processes, test_roles
from tests.sync.server.processes import Running, serving

KECAMATAN, VILLAGE, NEIGHBOUR = "73.07.04", "73.07.04.2009", "73.07.04.2010"
UNITS = f"""code,name,kind,parent_code
73.07,Kabupaten Sinjai,kabupaten,73
{KECAMATAN},Sinjai Tengah,kecamatan,73.07
{VILLAGE},Saotanre,desa,{KECAMATAN}
{NEIGHBOUR},Kampala,desa,{KECAMATAN}
DINSOS,Dinas Sosial,opd,73.07
"""
RECEIVED = date(2026, 9, 15)
QUARTER, WEEK = "2026-T3", "2026-W38"
MATTER = {
    "kind": "complaint", "title": "Bantuan beras tidak sampai", "body": "Bantuan beras bulan Agustus tidak sampai di Dusun Bonto.",
    "category": "social.aid", "complainant": {"name": "Andi Baso", "phone": "081234567890"},
}  # fmt: skip


def day_of_rung(due_on: str, working_days: int) -> date:
    """The day this many working days after a deadline; no holiday lies there."""
    day = date.fromisoformat(due_on)
    while working_days or day.weekday() > 4:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def moment(day: date, hour: int = 2) -> float:
    """At ten in the morning in Sinjai, unless said otherwise."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@dataclass
class World:
    """A district, its day, and the offices that have the program."""

    root: Path
    words: tuple[str, ...]
    port: int = field(default_factory=free_port)  # where offices find it on every day
    day: date = RECEIVED

    @property
    def district(self) -> Path:
        return self.root / "district"

    def office(self, name: str, *words: object) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tests.at_moment", str(moment(self.day)), "desktop", "--data", str(self.root / name), *map(str, words)],
            capture_output=True, text=True, encoding="utf-8", timeout=90, env=os.environ | {"BUKU_ADUAN_PASSWORD": PASSWORD},
        )  # fmt: skip
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def told(self, name: str, *words: object) -> dict[str, Any]:
        return json.loads(self.office(name, *words, "--json"))

    def run(self, *words: str) -> str:
        """A command of the district."""
        command = processes.command(self.district, *words, *self.words, at=moment(self.day))
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=90).stdout

    @contextmanager
    def on(self, day: date) -> Iterator[Running]:
        """The district's server on this day."""
        self.day = day
        with serving(self.district, "--port", str(self.port), *self.words, at=moment(day)) as server:
            yield server

    def sync(self, *names: str) -> None:
        for name in names:
            self.office(name, "sync")


@dataclass
class Browser:
    """Somebody at a browser without scripts: they open pages, and send the forms that stand there."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)
    page: str = ""

    def open(self, path: str) -> str:
        answer = self.session.get(self.url + path, timeout=30)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        self.page = answer.text
        return self.page

    def send(self, action: str, *, holding: str = "", **typed: str) -> str:
        """Fills the form with this address (and this text in it) and sends it; the page that comes."""
        forms = re.findall(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', self.page, re.DOTALL)
        matching = [form for form in forms if holding in form]
        assert len(matching) == 1, (action, holding, len(forms))
        [form] = matching
        names = re.findall(r'<(?:input|textarea|select|button)[^>]*\sname="([^"]+)"', form)
        assert set(typed) <= set(names), (set(typed) - set(names), names)
        fields: dict[str, str] = {}
        for tag in re.findall(r"<input[^>]*>", form):
            named, value = re.search(r'\sname="([^"]+)"', tag), re.search(r'\svalue="([^"]*)"', tag)
            if named and not re.search(r'type="(?:checkbox|radio|file)"', tag):
                fields[named[1]] = unescape(value[1]) if value else ""
        answer = self.session.post(self.url + action, fields | typed, timeout=30)
        assert answer.status_code == 200, (action, answer.status_code, answer.text)
        self.page = answer.text
        return self.page

    def enter(self, name: str) -> "Browser":
        self.open("/masuk")
        self.send("/masuk", name=name, password=test_roles.PASSWORD)
        return self


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, ())
    made.district.mkdir()
    (made.district / "units.csv").write_text(UNITS)
    made.run("units", "import", str(made.district / "units.csv"))
    for name, more in (("Hasnah", ("unit", "--unit", "DINSOS")), ("Kadis", ("unit", "--unit", "DINSOS", "--head")), ("Rahma", ("coordinator",)), ("Bupati", ("leader",))):  # fmt: skip
        test_roles.account(made.district, name, "--role", *more)
    return made


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_complaint_goes_through_every_seat_and_counts_once(world: World):
    number = code = case = word = ""

    def shown(name: str) -> dict[str, Any]:
        return world.told(name, "show", number)

    def ready_ids() -> list[str]:
        return [json.loads(line)["lapor_id"] for line in world.run("lapor", "list", "--ready", "--json").splitlines()]

    with world.on(RECEIVED) as server:
        for name, unit in (("desa", VILLAGE), ("tetangga", NEIGHBOUR), ("camat", KECAMATAN)):
            world.office(name, "init", "--unit", unit, "--user", "Siti Aminah")
            world.office(name, "enrol", server.url, world.run("enrol-code", unit).split()[-1])
        # The citizen at the village's desk; the receipt has code and word.
        matter = world.root / "aduan.json"
        matter.write_text(json.dumps(MATTER | {"received_on": RECEIVED.isoformat()}))
        recorded = json.loads(world.office("desa", "record", "--json", matter))
        number, code, case = recorded["number"], recorded["tracking_code"], recorded["id"]
        receipt = world.root / "tanda-terima.pdf"
        world.office("desa", "report", "receipt", number, "--out", receipt)
        paper = words(receipt.read_bytes())
        [word] = re.findall(r"Kata sandi Anda: (\S+)", paper)
        assert code in paper
        world.office("desa", "act", number, "verify")
        world.office("desa", "act", number, "forward", "--to", KECAMATAN)
        world.sync("desa", "camat")
        world.office("camat", "act", number, "accept")
        world.office("camat", "act", number, "forward", "--to", "DINSOS")
        world.sync("camat", "desa", "tetangga")
        assert shown("desa")["forwarded_to"] == "DINSOS"

    with world.on(date(2026, 9, 17)) as server:
        # The OPD's officer, on the web: accepts, and lays the answer before the head, who approves it.
        hasnah, head = Browser(server.url).enter("Hasnah"), Browser(server.url).enter("Kadis")
        assert "Bantuan beras tidak sampai" in hasnah.open("/meja?tab=new")
        hasnah.send(f"/meja/{case}/langkah", holding='value="accept"')
        hasnah.open(f"/meja/{case}")
        hasnah.send(
            f"/meja/{case}/langkah", holding='value="respond"', note="Beras dikirim tanggal 18 September", draft="1"
        )
        head.open(f"/meja/{case}")
        head.send(f"/meja/{case}/langkah", holding='value="approve"')
        world.sync("desa", "camat")
        for name in ("desa", "camat"):
            assert (shown(name)["stage"], shown(name)["response"]) == (
                "responded",
                "Beras dikirim tanggal 18 September",
            )

    with world.on(date(2026, 9, 18)) as server:
        # The coordinator puts it into LAPOR!, keeps the number that it gave, and ticks the answer off.
        rahma = Browser(server.url).enter("Rahma")
        assert f'href="/lapor/{case}"' in rahma.open(f"/aduan/{case}")
        ready = unescape(rahma.open(f"/lapor/{case}"))
        assert MATTER["body"] in ready
        assert "Andi Baso" not in ready
        rahma.send(f"/lapor/{case}/nomor", lapor_id="#8416894")
        assert "Beras dikirim tanggal 18 September" in rahma.page
        assert ready_ids() == ["8416894"]
        rahma.send(f"/lapor/{case}/centang")
        assert ready_ids() == []
        world.sync("desa")
        assert shown("desa")["lapor_id"] == "8416894"

    with world.on(date(2026, 9, 21)) as server:
        citizen = Browser(server.url)
        citizen.open("/lacak")
        assert "Sudah dijawab" in citizen.open(f"/lacak?kode={code}")
        assert "Beras dikirim tanggal 18 September" in citizen.send("/lacak/jawaban", kata=word)
        assert "Tersimpan" in citizen.send(
            "/lacak/suara", holding='value="unsatisfied"', note="Beras belum datang juga"
        )
        world.sync("desa", "camat")
        for name in ("desa", "camat"):
            assert (shown(name)["stage"], shown(name)["voices"][0]["text"]) == (
                "in_progress",
                "Beras belum datang juga",
            )

    # It climbs: on the day, and with a letter two weeks after it; whoever looks twice writes nothing twice.
    [due] = [line["due_on"] for line in shown("desa")["deadlines"] if not line["met_on"]]
    for working_days, letters in ((0, 0), (14, 1)):
        world.day = day_of_rung(due, working_days)
        for written in (1, 0):
            told = json.loads(world.run("remind", "--json"))
            assert (told["reminders"], told["letters"]) == (written, letters * written), (world.day, told)

    with world.on(world.day) as server:
        world.sync("desa")
        letter = world.root / "teguran.pdf"
        world.office("desa", "report", "reminder", number, "--out", letter)
        assert "lewat sedikitnya 14 hari kerja" in words(letter.read_bytes())
        world.office("desa", "act", number, "forward", "--to", "DINSOS")
        world.sync("desa")
        hasnah = Browser(server.url).enter("Kadis")
        hasnah.open(f"/meja/{case}")
        hasnah.send(f"/meja/{case}/langkah", holding='value="respond"', note="Beras diserahkan kepada pelapor")
        world.sync("desa")
        world.office("desa", "act", number, "close")
        world.sync("desa")
        # Another answer is to be put into LAPOR! anew.
        assert ready_ids() == ["8416894"]
        citizen = Browser(server.url)
        citizen.open(f"/lacak?kode={code}")
        assert "Beras diserahkan kepada pelapor" in citizen.send("/lacak/jawaban", kata=word)
        assert "Tersimpan" in citizen.send("/lacak/suara", holding='value="rating"', nilai="4")
        world.sync("desa", "camat", "tetangga")
        for name in ("desa", "camat"):
            complaint = shown(name)
            assert (complaint["stage"], complaint["satisfaction"], complaint["needs_decision"]) == ("closed", 4, False)
            assert not any(line["misplaced"] for line in complaint["history"])

        # The quarter is reported by each, and what each counts adds up to one.
        for name in ("desa", "camat", "tetangga"):
            folder = world.root / f"paket-{name}"
            own = world.told(name, "report", "period", QUARTER, "--out", folder, "--send")
            assert [file.suffix for file in sorted(folder.iterdir())] == [".json", ".pdf", ".xlsx"]
            assert json.loads(next(folder.glob("*.json")).read_text())["received"] == own["received"]
        kadis = Browser(server.url).enter("Kadis")
        kadis.open(f"/meja/laporan?period={QUARTER}")
        kadis.send("/meja/laporan/kirim", obstacles="Truk rusak")
        world.sync("desa", "camat", "tetangga")

    package = world.root / "paket"
    lines = world.run("reports", "--period", QUARTER, "--out", str(package), "--json").splitlines()
    states = {state["unit"]: state for state in map(json.loads, lines)}
    counted = {unit: (state["received"], state["handed"], state["recorded_here"]) for unit, state in states.items()}
    assert counted == {VILLAGE: (1, 0, 1), KECAMATAN: (1, 1, 0), "DINSOS": (1, 1, 0), NEIGHBOUR: (0, 0, 0)}
    reports = {unit: json.loads((package / f"laporan-{unit}-{QUARTER}.json").read_text()) for unit in counted}
    for unit in (VILLAGE, KECAMATAN, "DINSOS"):
        report = reports[unit]
        figures = (report["statuses"]["done"], report["reopened"], report["satisfaction"], report["answers"]["settled"])
        assert figures == (1, 1, {"4": 1}, 1), (unit, report)
    week = json.loads(world.run("week", "--week", WEEK, "--json"))
    kecamatan = {line["code"]: line for line in week["kecamatan"]}
    assert [week["total"]["received"], kecamatan[KECAMATAN]["received"]] == [1, 1]
    [indexed] = [json.loads(line) for line in world.run("index", "--period", QUARTER, "--json").splitlines()]
    assert (indexed["unit"], indexed["counted"]) == (VILLAGE, 1)
    with world.on(world.day) as server:
        rahma = Browser(server.url).enter("Rahma")
        assert ">1<" in rahma.open(f"/pekan?week={WEEK}").replace(" ", "")
        assert "berbeda" not in rahma.open(f"/laporan?period={QUARTER}").split("<tbody>")[1].split("</tbody>")[0]
        assert number in rahma.open("/aduan?stage=closed")
    for name in ("desa", "camat", "tetangga"):
        assert json.loads(world.office(name, "check", "--json"))
    assert "Semua utuh" in world.run("check")
