"""The coordinator's pages and search at 1,000,000 complaints of 500 units, on SQLite and PostgreSQL, beside bare SQL for the same rows.

The server is a process of its own, asked over HTTP; the bare SQL is one statement over the driver, with the same rows as its answer. Beside
the clock stands what each answer took of the processor, of the server and PostgreSQL together: that says something on a busy machine, too.
With BUKU_ADUAN_BENCH_CACHE=FOLDER the filled districts are kept there for the next run of the same version.
"""

import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeAlias

import psutil
import psycopg
import requests

from complaints.events import shape
from sync.messages import Refusal
from sync.server.options import ServerOptions
from sync.server.projection import RULES
from sync.server.web.list_query import address
from tests.bench import seed, web_district
from tests.bench.figure import Figure, Times
from tests.bench.server_bench import postgres
from tests.sync.server.pcs import Pc, Refused
from tests.sync.server.processes import Running, command, serving

ROUNDS = 12
NAME, PASSWORD = "Rahma", "kata-sandi-panjang"
UNIT, KECAMATAN = "73.07.04.2009", "73.07.04"
COLUMNS = "id, number, unit, stage, kind, title, category, received_on, due_day, holder, holder_due"
SORTS = ("received", "number", "title", "unit", "category", "stage", "holder", "due")
# What is asked of the list: its address, and the SQL that finds the same rows.
LISTS: dict[str, tuple[str, str]] = {
    "newest": (address(), "ORDER BY received_on DESC, id DESC"),
    "unit": (address(unit=UNIT), f"unit = '{UNIT}' ORDER BY received_on DESC, id DESC"),
    "kecamatan": (address(kecamatan=KECAMATAN), f"subdistrict = '{KECAMATAN}' ORDER BY received_on DESC, id DESC"),
    "holder": (address(holder="DLH"), "holder = 'DLH' ORDER BY received_on DESC, id DESC"),
    "category": (address(category="social.aid"), "category = 'social.aid' ORDER BY received_on DESC, id DESC"),
    "kind": (address(kind="information_request"), "kind = 'information_request' ORDER BY received_on DESC, id DESC"),
    "channel": (address(channel="disposition"), "channel = 'disposition' ORDER BY received_on DESC, id DESC"),
    "open": (address(stage="open"), "stage_rank BETWEEN 1 AND 6 ORDER BY received_on DESC, id DESC"),
    "closed": (address(stage="closed"), "stage_rank = 8 ORDER BY received_on DESC, id DESC"),
    "late": (address(late="1"), "due_day < 739944 ORDER BY received_on DESC, id DESC"),
    "a month": (address(from_="2020-03-01", until="2020-03-31"), "received_on BETWEEN '2020-03-01' AND '2020-03-31' ORDER BY received_on DESC, id DESC"),
    "answered in a week": (
        address(by="answered", from_="2024-03-04", until="2024-03-10"), "responded_on BETWEEN '2024-03-04' AND '2024-03-10' ORDER BY received_on DESC, id DESC",
    ),
    "kecamatan, category, title": (
        address(kecamatan=KECAMATAN, category="social.aid", sort="title"), f"subdistrict = '{KECAMATAN}' AND category = 'social.aid' ORDER BY title_key, id",
    ),
    "kecamatan, late, holder": (
        address(kecamatan=KECAMATAN, late="1", sort="holder"), f"subdistrict = '{KECAMATAN}' AND due_day < 739944 ORDER BY holder, holder_due, id",
    ),
    "three that few have": (
        address(kecamatan=KECAMATAN, category="social.aid", channel="rt_rw", kind="information_request"),
        f"subdistrict = '{KECAMATAN}' AND category = 'social.aid' AND channel = 'rt_rw' AND kind = 'information_request' ORDER BY received_on DESC, id DESC",
    ),
}  # fmt: skip
WORDS = (
    "jalan", "jalan rusak", "jembatan putus lampu", "sertifikat tanah", "di", "2024-A-0007", "2021-A-0100", "1234567", "posyandu bidan anak lansia",
    "tidakadakatanya", "traktor sap", "puskesmas malam", "diperbaiki musyawarah kepala", "puskesmas sekolah irigasi longsor musyawarah",
)  # fmt: skip
NARROWED = (
    {"unit": UNIT}, {"kecamatan": KECAMATAN}, {"category": "social.aid"}, {"stage": "open"}, {"late": "1"}, {"holder": "DLH"},
    {"from_": "2020-01-01", "until": "2020-12-31"}, {"sort": "title"}, {"kecamatan": KECAMATAN, "kind": "aspiration"},
)  # fmt: skip
WEEK = "2026-W48"
# Pages, and the SQL that counts as many rows.
PAGES: dict[str, str] = {
    "/unit": "", "/tersegel": "", "/akun": "", "/indeks": "", "/laporan": "", "/peringatan": "", "/pengingat": "", "/lapor": "", "/aturan": "",
    "/pengumuman": "",
    "/pemantauan": "SELECT unit, stage, in_time, count(*) FROM complaint WHERE received_on >= '2025-11-24' GROUP BY unit, stage, in_time",
    f"/pekan?week={WEEK}": "SELECT unit, count(*) FROM complaint WHERE holder <> '' GROUP BY unit",
    f"/pekan?week={WEEK}&kecamatan={KECAMATAN}": "SELECT unit, count(*) FROM complaint WHERE holder <> '' GROUP BY unit",
    f"/pekan?week={WEEK}&units=1": "SELECT unit, count(*) FROM complaint WHERE holder <> '' GROUP BY unit",
    f"/pimpinan?week={WEEK}": "SELECT received_on, count(*) FROM complaint WHERE received_on >= '2026-08-31' GROUP BY received_on",
    f"/aduan?figure=open&week={WEEK}": "", f"/aduan?figure=late&week={WEEK}": "", f"/aduan?figure=answered&week={WEEK}": "",
    f"/aduan?figure=age_older&week={WEEK}&kecamatan={KECAMATAN}": "", f"/aduan?figure=newly_late&week={WEEK}&unit={UNIT}": "",
}  # fmt: skip
PEOPLE, OFFICES, CROWD_SECONDS = 100, 400, 20.0
BUSY, BUSY_SECONDS = "busy", 2


def figures(*, small: bool) -> Iterator[Figure]:
    size = 50_000 if small else 1_000_000
    kept = bool(os.environ.get("BUKU_ADUAN_BENCH_CACHE"))
    place = seed.place() / f"web-{size}" if kept else Path(tempfile.mkdtemp(prefix="web-", dir=seed.place()))
    try:
        yield from _measured("SQLite", place / "sqlite", "", size, _sqlite_rows(place / "sqlite"))
        with postgres(place / "postgres", keep=kept) as (url, dsn):
            yield from _measured("PostgreSQL", place / "postgres" / "data", url, size, _postgres_rows(dsn))
    finally:
        if not kept:
            shutil.rmtree(place, ignore_errors=True)


Bare = Callable[[str], object]


@dataclass
class Asked:
    """Milliseconds of many answers by the clock, what they took of the processor all together, and the bare SQL between them."""

    clock: Times = field(default_factory=lambda: Times([]))
    processor: float = 0.0
    floor: Times = field(default_factory=lambda: Times([]))

    def add(self, other: "Asked") -> None:
        self.clock.all += other.clock.all
        self.processor += other.processor
        self.floor.all += other.floor.all

    def figure(self, name: str) -> Figure:
        floor = _at95(self.floor.all) if self.floor.all else None
        note = f"processor {self.processor / len(self.clock.all):.1f} ms" + ("; bare SQL" if floor else "")
        return Figure.of(f"{name}, p95", _at95(self.clock.all), "ms", floor, note)


@dataclass
class Browser:
    """`roots`: the processes that do the work, with all that they started."""

    url: str
    session: requests.Session
    roots: list[psutil.Process]

    def get(self, path: str) -> requests.Response:
        answer = self.session.get(self.url + path, timeout=120)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    def measured(self, path: str, into: Asked) -> requests.Response:
        before = self._processor()
        with into.clock.once():
            answer = self.get(path)
        into.processor += self._processor() - before
        return answer

    def ask(self, path: str, bare: Callable[[], object] | None = None, rounds: int = ROUNDS) -> Asked:
        """The same page many times, after a first look, and the bare SQL in turn with it."""
        asked = Asked()
        self.get(path)
        for _ in range(rounds):
            self.measured(path, asked)
            if bare is not None:
                with asked.floor.once():
                    bare()
        return asked

    def _processor(self) -> float:
        """Milliseconds of all these processes so far, of those that have ended, too."""
        spent = 0.0
        for root in self.roots:
            spent += sum(root.cpu_times()[:4])
            spent += sum(sum(child.cpu_times()[:2]) for child in root.children(recursive=True))
        return spent * 1000


@contextmanager
def _entered(folder: Path, url: str) -> Iterator[Browser]:
    words = ("--database", url) if url else ()
    environment = os.environ | {"ADUAN_DISTRIK_PASSWORD": PASSWORD}
    subprocess.run(command(folder, "admin", "create", NAME, *words), check=True, capture_output=True, env=environment)
    with serving(folder, *words) as server:
        session = requests.Session()
        session.post(server.url + "/masuk", {"name": NAME, "password": PASSWORD}, timeout=120)
        roots = [psutil.Process(server.process.pid)]
        if url:
            postmaster = (folder.parent / "pg" / "postmaster.pid").read_text().split()[0]
            roots.append(psutil.Process(int(postmaster)))
        yield Browser(server.url, session, roots)


def _measured(name: str, folder: Path, url: str, size: int, bare: Bare) -> Iterator[Figure]:
    folder.mkdir(parents=True, exist_ok=True)
    version, filled = f"{RULES} {shape()}", folder / "filled-by"
    if not filled.exists() or filled.read_text() != version:
        district = ServerOptions(folder, url).open()
        began = time.perf_counter()
        web_district.register_units(district)
        web_district.fill(district.database, web_district.offices(), size)
        if url:
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
                connection.execute("VACUUM ANALYZE")
        yield Figure.of(f"{name}, {size:,}: rows entered with their words", size / (time.perf_counter() - began), "1/s")
        district.database.engine.dispose()
        filled.write_text(version)
    with _entered(folder, url) as browser:
        yield from _pages(f"{name}, {size:,}", browser, bare)
    words = ("--database", url) if url else ()
    # All of the crowd comes from one address, which is allowed more than one village's.
    with serving(folder, *words, "--workers", "2", "--device-pace", "1000000", "--address-pace", "1000000") as server:
        yield from _crowd(name, server, ServerOptions(folder, url).open().issue_code, web_district.offices()[:OFFICES])


def _pages(name: str, browser: Browser, bare: Bare) -> Iterator[Figure]:
    asked = {f"list, {what}": (path, sql) for what, (path, sql) in LISTS.items()}
    for sort in SORTS:
        for sign in ("", "-"):
            asked[f"list by {sign}{sort}"] = (address(sort=f"{sign}{sort}"), "")
    everything = Asked()
    for what, (path, sql) in asked.items():
        of_list = browser.ask(path, partial(bare, sql) if sql else None)
        everything.add(of_list)
        yield of_list.figure(f"{name}: {what}")
    yield everything.figure(f"{name}: lists, all of them")
    deep = Asked()
    path = address()
    for _ in range(40):
        text = browser.measured(path, deep).text
        following = re.search(r'href="(/aduan\?[^"]*after[^"]+)"[^>]*>Halaman berikutnya', text)
        assert following
        path = following[1].replace("&amp;", "&")
    yield deep.figure(f"{name}: list, page after page")
    yield from _searches(name, browser)
    for path, sql in PAGES.items():
        yield browser.ask(path, partial(bare, sql) if sql else None).figure(f"{name}: {path}")


def _searches(name: str, browser: Browser) -> Iterator[Figure]:
    plain, narrowed = Asked(), Asked()
    for word in WORDS:
        of_word = browser.ask(address(word=word))
        plain.add(of_word)
        yield of_word.figure(f"{name}: search '{word}'")
        for filters in NARROWED:
            narrowed.add(browser.ask(address(word=word, **filters), rounds=3))
    yield plain.figure(f"{name}: search")
    yield narrowed.figure(f"{name}: search with filters and other orders")


def _at95(all: list[float]) -> float:
    return sorted(all)[max(0, int(len(all) * 0.95) - 1)]


def _statement(sql: str) -> str:
    if sql.startswith("SELECT"):
        return sql
    where = sql if sql.startswith("ORDER") else f"WHERE {sql}"
    return f"SELECT {COLUMNS} FROM complaint {where} LIMIT 51"


def _sqlite_rows(folder: Path) -> Bare:
    def rows(sql: str) -> object:
        connection = sqlite3.connect(folder / "district.sqlite")
        try:
            return connection.execute(_statement(sql)).fetchall()
        finally:
            connection.close()

    return rows


def _postgres_rows(dsn: str) -> Bare:
    connection: list[psycopg.Connection[tuple[object, ...]]] = []

    def rows(sql: str) -> object:
        if not connection:
            connection.append(psycopg.connect(dsn, autocommit=True))
        return connection[0].execute(_statement(sql).encode()).fetchall()

    return rows


# Many at once --------------------------------------------------------------------------------------------------------


def _crowd(name: str, server: Running, issue_code: Callable[[str], str], units: list[str]) -> Iterator[Figure]:
    """100 people who read pages and 400 offices that send and ask, for a while.

    Who is told that the server is busy comes again after as many seconds as it says, as browsers and the program do; any other answer
    but 200 is an error, told with its reason.
    """
    offices = [Pc(server.post, unit) for unit in units]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda pc: pc.enrol(issue_code(pc.unit)), offices))
    session = requests.Session()
    session.post(server.url + "/masuk", {"name": NAME, "password": PASSWORD}, timeout=120)
    cookies = {cookie.name: cookie.value or "" for cookie in session.cookies}
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    people = context.Process(target=_people, args=(server.url, cookies, results))
    pcs = context.Process(target=_offices, args=(offices, results))
    for process in (people, pcs):
        process.start()
    pages, syncs = sorted((results.get(timeout=300) for _ in range(2)), key=lambda result: result[0])
    for process in (people, pcs):
        process.join()
    yield Figure.of(
        f"pages to {PEOPLE} people at once, {name}",
        len(pages[1]) / CROWD_SECONDS,
        "1/s",
        note=f"p95 {_at95(pages[1]):.0f} ms",
    )
    yield Figure.of(
        f"syncs of {OFFICES} offices at once, {name}",
        len(syncs[1]) / CROWD_SECONDS,
        "1/s",
        note=f"p95 {_at95(syncs[1]):.0f} ms",
    )
    seen = pages[2] + syncs[2]
    errors = Counter({what: count for what, count in seen.items() if what != BUSY})
    yield Figure.of(f"times that they were told that it is busy, {name}", seen[BUSY], "")
    reasons = ", ".join(f"{count} × {reason}" for reason, count in errors.most_common())
    yield Figure.of(f"errors among them, {name}", errors.total(), "", note=reasons)


Results: TypeAlias = "multiprocessing.Queue[tuple[str, list[float], Counter[str]]]"


def _people(url: str, cookies: dict[str, str], results: Results) -> None:
    """Each reads a page every second or two."""
    ends = time.perf_counter() + CROWD_SECONDS
    paths = ("/aduan", "/aduan?overdue=1", "/pekan", "/pemantauan", "/pimpinan", "/aduan?stage=open")

    def read(number: int) -> tuple[list[float], Counter[str]]:
        chance, times, errors = random.Random(number), list[float](), Counter[str]()
        with requests.Session() as session:
            session.cookies.update(cookies)
            time.sleep(chance.random() * 2)
            while time.perf_counter() < ends:
                started, path = time.perf_counter(), chance.choice(paths)
                try:
                    answer = session.get(url + path, timeout=60)
                    while answer.status_code == 503 and "Refresh" in answer.headers:
                        errors[BUSY] += 1
                        time.sleep(int(answer.headers["Refresh"]))
                        answer = session.get(url + path, timeout=60)
                    if answer.status_code != 200 or answer.url.endswith("/masuk"):
                        errors[f"{answer.status_code} for {path} at {answer.url.removeprefix(url)}"] += 1
                except requests.RequestException as error:
                    errors[f"{_reason(error)} for {path}"] += 1
                times.append((time.perf_counter() - started) * 1000)
                time.sleep(1 + chance.random())
        return times, errors

    _report("pages", read, PEOPLE, results)


def _offices(offices: list[Pc], results: Results) -> None:
    """Each sends a complaint and asks for more, every few seconds."""
    ends = time.perf_counter() + CROWD_SECONDS

    def sync(number: int) -> tuple[list[float], Counter[str]]:
        chance, times, errors = random.Random(number), list[float](), Counter[str]()
        time.sleep(chance.random() * 5)
        while time.perf_counter() < ends:
            offices[number].record(f"Jembatan gantung ke-{number} putus talinya", name="Andi Baso")
            started = time.perf_counter()
            try:
                _exchange(offices[number], errors)
            except Exception as error:  # noqa: BLE001 - whatever it is, it counts as an error
                errors[f"{_reason(error)} for a sync"] += 1
            times.append((time.perf_counter() - started) * 1000)
            time.sleep(4 + 2 * chance.random())
        return times, errors

    _report("syncs", sync, len(offices), results)


def _exchange(office: Pc, seen: Counter[str]) -> None:
    while True:
        try:
            office.exchange()
        except Refused as refused:
            if refused.status != 503 or not isinstance(refused.message, Refusal) or refused.message.reason != "busy":
                raise
            seen[BUSY] += 1
            time.sleep(BUSY_SECONDS)
        else:
            return


def _reason(error: Exception) -> str:
    """The kind of the error and what it says, without addresses in memory that differ each time."""
    return re.sub(r"0x[0-9a-f]+|port=\d+", "…", f"{type(error).__name__}: {error}")[:160]


def _report(
    name: str,
    work: Callable[[int], tuple[list[float], Counter[str]]],
    count: int,
    results: Results,
) -> None:
    with ThreadPoolExecutor(count) as threads:
        every = list(threads.map(work, range(count)))
    errors = sum((errors for _, errors in every), Counter[str]())
    results.put((name, [spent for times, _ in every for spent in times], errors))
