"""Every figure of monitoring, recap, workbook and export is what an independent recount of the log comes to (recount.py)."""

import csv
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from json import loads
from os import environ
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pytest
from python_calamine import CalamineWorkbook

from complaints.counting import figures_of, is_late
from complaints.draft import Draft
from complaints.errors import OfficeError
from complaints.events import CHANNELS, KINDS, Location
from complaints.indicators import Figures, Speed, Timeliness
from complaints.report_period import ReportPeriod, parse_period
from complaints.steps import Change, StepDetails
from complaints.workflow import Action
from desktop import cli
from desktop.documents import recap
from desktop.documents.document import Order
from desktop.documents.period_report import period_report, signer
from desktop.exporting.export import export
from desktop.exporting.figure_sheets import export_figures
from desktop.exporting.period_report_book import write_package
from desktop.importing.register_import import import_register
from desktop.office import period_reports
from desktop.office.indicator_lines import ComparedFigures
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.desktop.documents import paper_check
from tests.desktop.documents.test_recap_figures import lines as table_lines
from tests.offices import PASSWORD, Clock, new_office
from tests.recount import recount
from tests.recount.recount import Case, Counted

COMPLAINTS, FIRST_DAY, LAST_DAY = 460, date(2025, 3, 3), date(2026, 11, 24)
CATEGORIES = ("infrastructure.road", "infrastructure", "social.aid", "")
NEXT: dict[str, tuple[Action, ...]] = {
    "new": ("verify", "verify", "verify", "return", "archive"),
    "returned": ("verify", "verify", "archive"),
    "verified": ("follow-up", "respond", "forward", "return", "archive"),
    "in_progress": ("respond", "respond", "follow-up", "forward", "return", "archive"),
    "forwarded": ("accept", "follow-up", "forward"),
    "awaiting_approval": ("approve", "decline"),
    "responded": ("close", "close", "reopen", "rate", "respond"),
    "closed": ("reopen", "rate"),
    "archived": ("reopen",),
}
REGISTER = [
    ["Tanggal", "Isi Pengaduan", "Status", "Tanggal Verifikasi", "Tanggal Tanggapan", "Tanggal Selesai"],
    *([f"{1 + n % 28:02d}/0{1 + n % 9}/2026", f"Baris register {n}", *outcome] for n, outcome in enumerate((
        ["Selesai", "", "", ""], ["", "", "", ""], ["Selesai", "", "", "30/09/2026"], ["Baru", "", "", ""], ["Proses", "", "", ""],
        ["Ditolak", "", "", ""], ["Selesai", "28/09/2026", "29/09/2026", "30/09/2026"], ["Ditanggapi", "", "29/09/2026", ""],
    ) * 5)),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    office: Office
    cases: list[Case]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An office that worked for twenty months: each step on its own day, some written down days later, some rows from a register."""
    folder = tmp_path_factory.mktemp("hitung")
    clock = Clock(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 5)
    office = new_office(folder / "data", clock)
    dice = random.Random(20261129)
    due: dict[date, list[str]] = {}
    begun = sorted(FIRST_DAY + timedelta(days=dice.randrange((LAST_DAY - FIRST_DAY).days)) for _ in range(COMPLAINTS))
    day, imported = FIRST_DAY, False
    while day <= LAST_DAY:
        clock.seconds = datetime(day.year, day.month, day.day, 5, tzinfo=UTC).timestamp()
        while begun and begun[0] <= day:
            begun.pop(0)
            one = office.record(draft(dice, day)).id
            due.setdefault(day + timedelta(days=dice.randrange(9)), []).append(one)
        for one in due.pop(day, ()):
            if work(office, dice, one, day) and dice.random() < 0.82:
                wait = dice.choice((1, 1, 2, 3, 5, 8, 14, 25))
                due.setdefault(day + timedelta(days=wait), []).append(one)
        if day.weekday() == 0:
            office.upkeep.close_answered()
        if not imported and day >= date(2026, 10, 5):
            imported = True
            with (folder / "register.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(REGISTER)
            import_register(office, folder / "register.csv")
        day += timedelta(1)
    yield World(office, recount.cases(log_of(office)))
    office.close()


def draft(dice: random.Random, day: date) -> Draft:
    return Draft(
        kind=dice.choice((*KINDS, "complaint", "complaint")),
        body=f"Aduan {dice.randrange(10**9)}",
        received_on=day - timedelta(days=dice.choice((0, 0, 0, 1, 6))),
        channel=dice.choice(CHANNELS),
        category=dice.choice(CATEGORIES),
        supervisory=dice.random() < 0.06,
        location=Location(
            dusun=dice.choice(("Bonto", "Lappae", "")),
            rw=dice.choice(("01", "02", "")),
            rt=dice.choice(("01", "02", "03", "")),
        ),
    )


def work(office: Office, dice: random.Random, one: str, day: date) -> bool:
    """Takes a step that fits, mostly on its day; whether there was any."""
    complaint = office.case(one).complaint
    action = dice.choice(NEXT[complaint.stage])
    on = max(day - timedelta(days=dice.choice((0,) * 12 + (1, 2, 4, 7, 12))), complaint.received_on)
    details = StepDetails(note="sudah", on=on)
    match action:
        case "forward":
            details = StepDetails(to=dice.choice(("73.07.05", "Kaur Umum")), on=on)
        case "verify":
            details = StepDetails(on=on, weight=dice.choice((None, None, None, "light", "normative")))
        case "respond" if complaint.stage != "responded":
            details = StepDetails(note="sudah", on=on, draft=dice.random() < 0.15)
        case "follow-up" if complaint.stage == "forwarded":
            details = StepDetails(note="kembali", on=on, resumed=dice.random() < 0.7)
        case "close":
            details = StepDetails(on=on, satisfaction=dice.choice((None, 1, 3, 5)))
        case "rate":
            details = StepDetails(on=on, satisfaction=4)
        case _:
            pass
    with suppress(OfficeError):
        office.act(one, action, details)
        if dice.random() < 0.04:
            office.act(one, "correct", StepDetails(change=Change(category=dice.choice(CATEGORIES), supervisory=False)))
    return True


def log_of(office: Office) -> list[dict[str, Any]]:
    """What the command prints."""
    out = StringIO()
    with patch.dict(environ, {"BUKU_ADUAN_PASSWORD": PASSWORD}), redirect_stdout(out):
        assert cli.main(["--data", str(office.folder), "log", "--json"]) == 0
    return [loads(line) for line in out.getvalue().splitlines()]


PERIODS = ("2026-11", "2026-09", "2026-T2", "2025", "2026")


def counted(world: World, code: str) -> tuple[Figures, Counted, ReportPeriod]:
    period = parse_period(code)
    shown = world.office.monitoring(period.first, period.last)
    return shown, recount.count(world.cases, period.first, period.last, world.office.today()), period


def outcomes(times: Timeliness) -> dict[str, int]:
    return {name: n for name in ("on_time", "late", "running", "undated", "belated") if (n := getattr(times, name))}


def told(line: Counter[str], step: str) -> dict[str, int]:
    return {name.partition(".")[2]: n for name, n in line.items() if name.startswith(f"{step}.") and n}


@pytest.mark.parametrize("code", PERIODS)
def test_every_figure_of_monitoring_is_recounted(world: World, code: str):
    shown, own, _ = counted(world, code)
    assert shown.received == own.received > 0
    assert (shown.settled, shown.reopened, shown.closed_by_program) == (own.settled, own.reopened, own.by_program)
    assert (dict(shown.stages), dict(shown.kinds), dict(shown.channels)) == (own.stages, own.kinds, own.channels)
    assert dict(shown.satisfaction) == own.scores
    speeds: dict[str, tuple[Timeliness, Speed]] = {
        step: (times, shown.speed[step]) for step, times in shown.timeliness.items()
    }
    for step, (times, speed) in (speeds | {"again": (shown.again, shown.again_speed)}).items():
        assert outcomes(times) == {name: n for name, n in own.outcomes[step].items() if name}, step
        assert (speed.count, speed.median, speed.ninetieth) == (
            len(own.days[step]), recount.middle(own.days[step]), recount.nine_of_ten(own.days[step]),
        ), step  # fmt: skip
    for step, waited in shown.elapsed.items():
        assert (waited.median, waited.ninetieth) == (
            recount.middle(own.elapsed[step]), recount.nine_of_ten(own.elapsed[step]),
        ), step  # fmt: skip
    places = world.office.monitoring_split("place", shown.first, shown.last)
    for lines, recounted in ((shown.categories, own.categories), (shown.dusun, own.dusun), (places, own.places)):
        assert {line.name for line in lines} == recounted.keys()
        for line in lines:
            again = recounted[line.name]
            assert (line.received, line.settled) == (again["received"], again["settled"])
            for step, times in line.steps.items():
                assert outcomes(times) == told(again, step), (line.name, step)
    for month in shown.months:
        again = own.months.get(f"{month.first:%Y-%m}", Counter())
        assert (month.received, month.settled) == (again["received"], again["settled"])
        assert outcomes(month.answers) == told(again, "respond")


@pytest.mark.parametrize("code", PERIODS)
def test_the_recap_on_paper_is_recounted(world: World, code: str):
    _, own, period = counted(world, code)
    pdf = recap.recap(world.office, period, Order()).pdf
    text = paper_check.text(pdf)
    words, steps, places = paper_check.words(pdf), table_lines(text, 6), table_lines(text, 7)
    answers = own.outcomes["respond"]
    total = row(own.received, own.settled, answers)
    # pdftotext tells the cells of a row in either order.
    assert f"Jumlah {total}" in words or f"{total} Jumlah" in words
    for name, line in own.categories.items():
        label = world.office.categories.label(name) or "Tanpa kategori"
        assert row(line["received"], line["settled"], Counter(told(line, "respond"))) in words, label
    for name, line in own.places.items():
        dusun, rw, rt = name.split("\n")
        if dusun and rw and rt:
            some = Counter(told(line, "respond"))
            assert places[f"{dusun}, RW {rw}, RT {rt}"] == tuple(row(line["received"], line["settled"], some).split())
    for step, label in (("verify", "Verifikasi"), ("follow_up", "Tindak lanjut"), ("respond", "Tanggapan")):
        some = own.outcomes[step]
        assert steps[label][:4] == (str(some["on_time"]), str(some["late"]), str(some["running"]), share(some))
        for reason, why in (("undated", "tanpa tanggal"), ("belated", "dicatat belakangan")):
            assert not some[reason] or f"{some[reason]} {why}" in words
    if own.reopened:
        again = own.outcomes["again"]
        assert f"Dibuka kembali: {own.reopened}, sesudahnya ditanggapi tepat waktu {again['on_time']}" in words
    if own.by_program:
        assert f"Selesai dengan sendirinya karena pelapor tidak bereaksi: {own.by_program}," in words


def row(received: int, settled: int, answers: Counter[str]) -> str:
    return f"{received} {settled} {received - settled} {answers['on_time']} {answers['late']} {answers['running']} {share(answers)}"


def share(answers: Counter[str]) -> str:
    decided = answers["on_time"] + answers["late"]
    return f"{answers['on_time'] * 100 / decided:.0f}%" if decided else "—"


@pytest.mark.parametrize("code", PERIODS)
def test_the_workbook_of_monitoring_is_recounted(world: World, code: str, tmp_path: Path):
    shown, own, _ = counted(world, code)
    export_figures(world.office, tmp_path / "angka.xlsx", ComparedFigures(shown, with_subcategories=True))
    book = CalamineWorkbook.from_path(str(tmp_path / "angka.xlsx"))
    summary = {line[0]: line[1] for line in book.get_sheet_by_name("Ringkasan").to_python() if len(line) > 1}
    assert (summary["Diterima"], summary["Pernah dibuka kembali"]) == (own.received, own.reopened)
    assert summary["Selesai dengan sendirinya, tanpa ditutup petugas"] == own.by_program
    assert summary["Tanggapan dicatat belakangan, di luar ketepatan"] == own.outcomes["respond"]["belated"]
    steps = {line[0]: line for line in book.get_sheet_by_name("Per tahap layanan").to_python()}
    for step, name in (("verify", "Verifikasi"), ("respond", "Tanggapan"), ("close", "Penyelesaian")):
        some = own.outcomes[step]
        assert steps[name][1:4] == [some["on_time"], some["late"], some["running"]]
        assert steps[name][5] == some["undated"] + some["belated"]


@pytest.mark.parametrize("code", PERIODS)
def test_a_pivot_table_over_the_export_gives_the_same_figures(world: World, code: str, tmp_path: Path):
    _, own, period = counted(world, code)
    file = tmp_path / "register.xlsx"
    export(world.office, file, Query(received_from=period.first, received_to=period.last, descending=False))
    head, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Register").to_python()
    names = {
        "verify": "verifikasi", "follow_up": "tindak lanjut", "respond": "tanggapan", "close": "penyelesaian",
        "again": "tanggapan setelah dibuka kembali",
    }  # fmt: skip
    words = {
        "tepat waktu": "on_time", "terlambat": "late", "berjalan": "running", "tanpa tanggal": "undated",
        "dicatat belakangan": "belated",
    }  # fmt: skip
    assert len(rows) == own.received
    for step, name in names.items():
        outcome, days = head.index(f"Ketepatan {name}"), head.index(f"Hari kerja {name}")
        pivot = Counter(words[str(line[outcome])] for line in rows if line[outcome])
        assert pivot == {name: n for name, n in own.outcomes[step].items() if name}, step
        assert sorted(int(cast("float", line[days])) for line in rows if line[days] != "") == own.days[step], step
    weights = Counter(str(line[head.index("Bobot")]) for line in rows)
    assert sum(weights.values()) == own.received


LAPOR = {  # as docs/domain.md has them
    "Belum Terverifikasi": ("new",), "Belum Ditindaklanjuti": ("verified",), "Selesai": ("closed",), "Ditunda": ("returned",),
    "Diarsip": ("archived",), "Diproses": ("in_progress", "forwarded", "awaiting_approval", "responded"),
}  # fmt: skip


@pytest.mark.parametrize("code", PERIODS)
def test_the_report_package_is_recounted(world: World, code: str, tmp_path: Path):
    _, own, period = counted(world, code)
    report = period_reports.make(world.office, period, signer(world.office))
    answers = own.outcomes["respond"]
    assert (report.received, report.answers.settled, report.handed) == (own.received, own.settled, 0)
    assert (report.answers.on_time, report.answers.late, report.answers.running, report.answers.left_out) == (
        answers["on_time"], answers["late"], answers["running"], answers["undated"] + answers["belated"],
    )  # fmt: skip
    assert (len(report.late), report.unnamed_late) == (min(answers["late"], 300), max(answers["late"] - 300, 0))
    inside = [case for case in world.cases if period.first <= case.received <= period.last]
    late = Counter(
        case.received for case in inside if recount.times(case, world.office.today())["respond"].outcome == "late"
    )
    assert Counter(one.received_on for one in report.late) == late
    assert all(one.reason for one in report.late)
    paper = period_report(world.office, report, Order())
    _, xlsx, json = write_package(world.office, report, tmp_path, paper.name, paper.pdf)
    book = CalamineWorkbook.from_path(str(xlsx))
    statuses = {line[0]: line[1] for line in book.get_sheet_by_name("Status LAPOR!").to_python()[1:]}
    assert statuses == {name: sum(own.stages[stage] for stage in stages) for name, stages in LAPOR.items()}
    assert loads(json.read_text())["received"] == own.received
    words = paper_check.words(paper.pdf)
    for name, count in statuses.items():
        assert f"{name} {count:.0f}" in words
    total = row(own.received, own.settled, answers)
    # pdftotext tells the cells of a row in either order.
    assert f"Jumlah {total}" in words or f"{total} Jumlah" in words


@pytest.mark.parametrize("code", PERIODS)
def test_who_folds_the_complaints_comes_to_the_same_figures(world: World, code: str):
    """As the district does for a unit that works on the web."""
    shown, _, period = counted(world, code)
    rules, today = world.office.rules, world.office.today()
    folded = [listed.complaint for listed in world.office.register(Query(), with_identity=False)]
    again = figures_of(folded, rules.policy, rules.calendar, period.first, period.last, today)
    assert again == shown
    late = {
        one.id
        for one in folded
        if period.first <= one.received_on <= period.last and is_late(one, rules.policy, rules.calendar, today)
    }
    report = period_reports.make(world.office, period, signer(world.office))
    assert {one.id for one in report.late} == late


def test_the_export_read_again_changes_no_figure(world: World, tmp_path: Path):
    file = tmp_path / "register.csv"
    export(world.office, file, Query(descending=False))
    before = world.office.monitoring(None, None)
    report = import_register(world.office, file)
    assert report.recorded == 0
    assert world.office.monitoring(None, None) == before
