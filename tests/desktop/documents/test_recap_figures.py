"""Paper, screen and Excel say the same of the same days: the recapitulation of a month, a quarter and a year beside monitoring."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from complaints.draft import Draft
from complaints.events import CHANNELS
from complaints.indicators import Figures
from complaints.report_period import parse_period
from complaints.step_times import MEASURED
from complaints.steps import StepDetails
from desktop.documents import recap
from desktop.documents.document import Order
from desktop.exporting.export import export
from desktop.office.office import Office
from desktop.store.listing import Query
from tests.desktop.documents import paper_check
from tests.offices import new_office

LIVES = (
    (),
    ("verify",),
    ("verify", "follow-up"),
    ("verify", "respond"),
    ("verify", "respond", "close"),
    ("archive",),
    ("return",),
)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A year of complaints of every life: in time, late, overdue, to come, with the clock standing, archived."""
    office = new_office(tmp_path_factory.mktemp("rekap") / "data")
    dice = random.Random(11)
    for number in range(140):
        received = office.today() - timedelta(days=dice.randrange(1, 320))
        draft = Draft(
            kind=dice.choice(("complaint", "aspiration", "information_request")), body=f"Aduan {number}", received_on=received,
            channel=dice.choice(CHANNELS), category=dice.choice(("infrastructure.road", "infrastructure", "social.aid", "")),
        )  # fmt: skip
        one, on = office.record(draft).id, received
        for step in dice.choice(LIVES):
            on = min(on + timedelta(days=dice.randrange(15)), office.today())
            office.act(one, step, StepDetails(note="sudah", on=on))  # pyright: ignore[reportArgumentType]
    yield office
    office.close()


def lines(text: str, columns: int) -> dict[str, tuple[str, ...]]:
    """What stands in the tables of so many columns of figures, by the name of the line."""
    figure = r"\s+([\d.,]+%?|—)"
    return {m[1].strip(): m.groups()[1:] for m in re.finditer(rf"^ *(\S.*?){figure * columns}$", text, re.MULTILINE)}


def percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f}%"


@pytest.mark.parametrize("code", ["2026-11", "2026-09", "2026-T4", "2026-T2", "2026"])
def test_the_recapitulation_is_what_monitoring_says_of_the_same_days(busy: Office, code: str):
    period = parse_period(code)
    shown = busy.monitoring(period.first, period.last)
    text = paper_check.text(recap.recap(busy, period, Order()).pdf)
    told = lines(text, 7)
    answers = shown.timeliness["respond"]
    assert told["Jumlah"] == (
        str(shown.received), str(shown.settled), str(shown.received - shown.settled), str(answers.on_time), str(answers.late),
        str(answers.running), percent(answers.percent),
    )  # fmt: skip
    assert shown.received > 0
    for share in shown.categories:
        times, name = share.steps["respond"], busy.categories.label(share.name) or "Tanpa kategori"
        assert told[name] == (
            str(share.received), str(share.settled), str(share.received - share.settled), str(times.on_time), str(times.late),
            str(times.running), percent(times.percent),
        )  # fmt: skip
    assert {name: told[word][0] for name, word in (("letter", "Surat"), ("sms", "SMS")) if name in shown.channels} == {
        name: str(shown.channels[name]) for name in ("letter", "sms") if name in shown.channels
    }
    steps = lines(text, 6)
    for step, name in zip(MEASURED, ("Verifikasi", "Tindak lanjut", "Tanggapan", "Penyelesaian"), strict=True):
        times, speed = shown.timeliness[step], shown.speed[step]
        assert steps[name][:4] == (str(times.on_time), str(times.late), str(times.running), percent(times.percent))
        assert steps[name][4:] == (days(speed.median), days(speed.ninetieth))


def days(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f}" if value == int(value) else f"{value:.1f}".replace(".", ",")


def test_the_recap_in_excel_says_the_same_share_in_time(busy: Office, tmp_path: Path):
    shown: Figures = busy.monitoring(None, None)
    export(busy, tmp_path / "out.xlsx", Query(descending=False))
    total = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_name("Per kanal").to_python()[-1]
    answers = shown.timeliness["respond"]
    on_time, late, unanswered, overdue, archived, share = (float(str(cell)) for cell in total[2:8])
    assert total[1] == shown.received
    assert (on_time, late + overdue, unanswered - overdue) == (answers.on_time, answers.late, answers.running)
    assert archived == shown.received - answers.on_time - answers.late - answers.running - answers.left_out
    assert answers.percent is not None
    assert share * 100 == pytest.approx(answers.percent)


def test_a_year_is_the_sum_of_its_quarters(busy: Office):
    def figures(code: str) -> Figures:
        period = parse_period(code)
        return busy.monitoring(period.first, period.last)

    year, quarters = figures("2026"), [figures(f"2026-T{number}") for number in range(1, 5)]
    assert year.first == date(2026, 1, 1)
    for wanted in (lambda f: f.received, lambda f: f.settled, lambda f: f.timeliness["respond"].late):
        assert wanted(year) == sum(map(wanted, quarters))
