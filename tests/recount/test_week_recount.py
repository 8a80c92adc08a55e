"""Every figure of a district's week is what an independent recount of the office's log comes to (recount.py), and opens as many cases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from complaints.complaint import STAGES
from complaints.weeks import Week, week_of
from sync.client import Client
from sync.enrol import enrol
from sync.pace import FIRST, Pace
from sync.server import listing, monitoring, month_sums, notice, week
from sync.server.check import check
from sync.server.database import Database, postgres_engine, sqlite_engine
from sync.server.district import District
from sync.server.keys import mint
from sync.server.listing import ComplaintFilter
from sync.server.migrate import bring_up_to_date
from sync.server.projection import ADD, COLUMNS, Projected
from sync.server.refold import refold
from sync.server.shelf import shelf
from sync.server.statement import PortableStatement
from sync.server.week import Line, WeekFigures
from sync.server.week_figures import CONDITIONS, Figure, Span
from sync.session import Session
from tests.offices import UNIT, Clock
from tests.recount import recount
from tests.recount.recount import Case, times
from tests.recount.test_recount import FIRST_DAY, LAST_DAY, World, log_of, world
from tests.sync.offices import Direct
from tests.sync.server.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url", "world"]
DAY = timedelta(1)
WEEKS = [week_of(FIRST_DAY + timedelta(days)) for days in range(7, (LAST_DAY - FIRST_DAY).days + 1, 7)] + [
    week_of(LAST_DAY)
]


@dataclass(frozen=True, slots=True)
class Counting:
    """A case, and what the log says of it beside what recount.py keeps."""

    case: Case
    entered: date
    is_from_register: bool
    rated: tuple[date, int] | None
    outcome: str

    @property
    def answered(self) -> date | None:
        return None if self.outcome == "undated" else self.case.days.get("respond")

    @property
    def settled(self) -> date | None:
        if self.case.stage not in recount.SETTLED:
            return None
        latest = self.case.days.get("again") if self.case.reopened else self.case.days.get("respond")
        return max(latest or self.case.ended or self.case.received, self.case.received)

    @property
    def late_from(self) -> date | None:
        """The day after the last one that was in time, where none or a later one was met."""
        if self.outcome != "late":
            return None
        case = self.case
        met = case.days.get("respond") or case.first_end or (case.ended if case.stage == "archived" else None)
        return case.last_day(case.received, case.limit, met) + DAY

    def was_open(self, day: date) -> bool:
        return self.case.received <= day and self.outcome != "undated" and (self.settled is None or self.settled > day)


def counting(log: Sequence[Mapping[str, Any]]) -> list[Counting]:
    cases = dict(
        zip((line["complaint"] for line in log if line["step"] == "recorded"), recount.cases(log), strict=True)
    )
    counted: list[Counting] = []
    for id, case in cases.items():
        own = [line for line in log if line["complaint"] == id]
        ratings = [(date.fromisoformat(line["on"]), line["satisfaction"]) for line in own if line.get("satisfaction")]
        entered = (datetime.fromisoformat(own[0]["time"]).astimezone(UTC) + timedelta(hours=8)).date()
        passed = times(case, LAST_DAY)
        outcome = passed["respond"].outcome if "respond" in passed else ""
        if {"receive", "respond"} & set(case.undated):  # whatever became of it: nobody knows whether it was answered
            outcome = "undated"
        counted.append(
            Counting(case, entered, own[0].get("register") is not None, ratings[-1] if ratings else None, outcome)
        )
    return counted


@pytest.fixture(scope="module")
def sent(world: World, tmp_path_factory: pytest.TempPathFactory) -> District:
    """A district to which the office has sent its twenty months."""
    engine = sqlite_engine(tmp_path_factory.mktemp("kabupaten") / "district.sqlite")
    bring_up_to_date(engine)
    made = District(Database(engine), mint(), Clock(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 5))
    made.database.write(lambda t: notice.change(t, lambda current: structs.replace(current, unit="73.07")))
    office, client = world.office, Client(Direct(made))
    enrol(office.district.store, client, made.issue_code(UNIT), "1")
    Session(office.district.store, client, Pace(FIRST, lambda: 0.0), lambda: office.now_ms, lambda _: None).run()
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def district(request: pytest.FixtureRequest, sent: District) -> District:
    """The same rows on both databases."""
    if request.param == "sqlite":
        return sent
    engine = postgres_engine(request.getfixturevalue("postgres_url"))
    made = District(Database(engine), mint(), Clock(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 5))
    made.database.write(lambda t: notice.change(t, lambda current: structs.replace(current, unit="73.07")))
    every = PortableStatement(f"SELECT {COLUMNS} FROM complaint")
    flags = {name for name, kind in Projected.__annotations__.items() if kind in (bool, "bool")}
    rows = [Projected(*row) for row in sent.database.read(lambda t: t.rows(every))]
    made.database.write(
        lambda t: t.insert(ADD, [row._replace(**{name: bool(getattr(row, name)) for name in flags}) for row in rows])
    )
    made.database.write(month_sums.rebuild)
    return made


def test_the_figures_of_every_week_are_those_of_a_recount(district: District, world: World):
    cases = counting(log_of(world.office))
    seen: Counter[str] = Counter()
    for each in WEEKS:
        figures = district.database.snapshot(lambda t, each=each: week.load(t, district, each, 7))
        expected = expected_of(each, cases)
        shown = {name: figures.total.counts[name] for name in expected}
        assert shown == expected, str(each)
        seen.update({name: count for name, count in expected.items() if count})
        inside = [c.rated[1] for c in cases if c.rated and each.first <= c.rated[0] <= each.last]
        assert figures.mean_rating == (sum(inside) / len(inside) if inside else None)
        lags = [
            max((c.entered - c.case.received).days, 0)
            for c in cases
            if not c.is_from_register and in_week(each, c.entered)
        ]
        assert sorted(Counter(lags).items()) == sorted(figures.lags.items())
        decided = expected["in_time"] + expected["answered_late"]
        assert figures.total.share_in_time == (expected["in_time"] / decided if decided else None)
    # Nothing of it was equal only for there was none.
    assert (
        not {"received", "answered", "in_time", "answered_late", "belated", "newly_late", "reopened", "open"}
        - seen.keys()
    )


def in_week(each: Week, day: date | None) -> bool:
    return day is not None and each.first <= day <= each.last


def expected_of(each: Week, cases: list[Counting]) -> dict[str, int]:
    end = min(each.last, LAST_DAY)
    outcomes = {"in_time": "on_time", "answered_late": "late", "belated": "belated"}
    expected = {
        name: sum(in_week(each, c.answered) and c.outcome == outcome for c in cases)
        for name, outcome in outcomes.items()
    }
    ages = {"age_week": (0, 7), "age_month": (8, 30), "age_quarter": (31, 90), "age_older": (91, 10**6)}
    open_now = [(end - c.case.received).days for c in cases if c.was_open(end)]
    expected |= {name: sum(low <= age <= high for age in open_now) for name, (low, high) in ages.items()}
    expected |= {
        "undated": sum(in_week(each, c.case.received) and c.outcome == "undated" for c in cases),
        "reopened": sum(bool(c.case.reopened) and in_week(each, c.case.reopened[-1]) for c in cases),
        "unknown": sum(c.case.stage not in recount.SETTLED and c.outcome == "undated" for c in cases),
    }
    for then, of in (("", each), (".before", each.before), (".year_before", each.year_before)):
        last = of.last - (each.last - end)  # of a week that goes on, as many days
        expected |= {
            f"received{then}": sum(of.first <= c.case.received <= last for c in cases),
            f"answered{then}": sum(c.answered is not None and of.first <= c.answered <= last for c in cases),
            f"newly_late{then}": sum(c.late_from is not None and of.first <= c.late_from <= last for c in cases),
            f"open{then}": sum(c.was_open(last) for c in cases),
        }
    return expected


def test_each_figure_opens_as_many_cases_as_it_counts(district: District):
    for each in WEEKS[-6:]:
        figures = district.database.snapshot(lambda t, each=each: week.load(t, district, each, 7))
        unit = figures.kecamatan[0].units[-1]
        assert unit.code == UNIT
        for figure, count in counts_of(figures, figures.total).items():
            assert len(opened(district, each, figure)) == count, (str(each), figure)
            assert len(opened(district, each, figure, unit=UNIT)) == count
            assert len(opened(district, each, figure, subdistrict=UNIT[:8])) == count
            assert opened(district, each, figure, subdistrict="-") == []


def counts_of(figures: WeekFigures, line: Line) -> dict[Figure, int]:
    counted: dict[Figure, int] = {name: line[name] for name in CONDITIONS}
    counted["rated"], counted["entered_late"] = figures.rated, figures.entered_late
    counted["forwarded"] = sum(held.open for held in figures.held)
    counted["forwarded_late"] = sum(held.late for held in figures.held)
    return counted


def opened(district: District, each: Week, figure: Figure, **scope: str) -> list[str]:
    query = ComplaintFilter(figure=figure, span=Span(each, district.today(), "WITA"), **scope)  # pyright: ignore[reportArgumentType]
    return [row.id for row in district.database.read(lambda t: listing.page(t, query, "", 10_000))]


def test_figures_of_any_days_are_those_of_the_rows(district: District):
    for first, last in (
        ("2025-05-17", "2026-10-09"),
        ("2026-01-01", "2026-01-31"),
        ("2026-01-02", "2026-01-30"),
        ("2025-12-31", "2026-02-01"),
    ):
        figures = district.database.read(
            lambda t, days=(first, last): monitoring.by_unit(t, *days, LAST_DAY.toordinal())
        )[UNIT]
        counted: Counter[str] = Counter()
        for stage, how, days in rows_of(
            district,
            f"SELECT stage, in_time, answer_days FROM complaint WHERE received_on BETWEEN '{first}' AND '{last}'",
        ):
            counted.update((stage, f"how {how}"))
            counted["answers"] += days > -(2**31)
        assert figures.stages == {stage: counted[stage] for stage in STAGES if counted[stage]}
        assert (figures.in_time, figures.answered_late) == (counted["how 1"], counted["how 0"])
        assert (figures.undated, figures.belated, figures.answers) == (
            counted["how 2"],
            counted["how 3"],
            counted["answers"],
        )


def test_the_sums_of_months_are_kept_and_any_other_is_found_and_mended(sent: District, tmp_path: Path):
    shelf_here = shelf("", tmp_path)
    assert list(check(sent, shelf_here)) == []
    change = (
        "UPDATE month_sums SET sums = (SELECT sums FROM month_sums WHERE month = '2026-01') WHERE month = '2026-02'"
    )
    with sent.database.engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql(change)
    assert [sentence.split(" untuk ")[1][:7] for sentence in check(sent, shelf_here)] == ["2026-02"]
    refold(sent)
    assert list(check(sent, shelf_here)) == []


def rows_of(district: District, sql: str) -> list[Any]:
    with district.database.engine.connect() as connection:
        return list(connection.exec_driver_sql(sql))


def test_a_week_of_a_district_where_nothing_happened_is_nil(district: District):
    figures = district.database.snapshot(lambda t: week.load(t, district, Week(1990, 1), 7))
    assert figures.total["received"] == figures.total["open"] == figures.total["answered"] == 0
    assert figures.total.share_in_time is None
    assert figures.median_lag is None
    assert figures.mean_rating is None


def test_the_chart_counts_what_the_weeks_count(district: District):
    bars = district.database.read(lambda t: week.chart(t, week_of(LAST_DAY)))
    assert len(bars) == 13
    for bar in bars[::4]:
        total = district.database.snapshot(lambda t, bar=bar: week.load(t, district, bar.week, 7)).total
        assert (bar.received, bar.answered) == (total["received"], total["answered"])
