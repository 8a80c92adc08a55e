"""The kept sums are what the complaints come to, whatever happens to them, and every figure finds its complaints."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import takewhile

import pytest
from msgspec import structs
from sqlalchemy import text

from complaints import deadlines
from complaints.complaint import Stage
from complaints.draft import Draft
from complaints.events import CHANNELS, Location, PlacePart
from complaints.indicators import SCORES, Figures, Split, groups, summed
from complaints.phrases import phrase
from complaints.step_times import MEASURED
from complaints.steps import Change, StepDetails
from desktop.office.figure_rows import place_rows
from desktop.office.indicator_lines import PLACE_PARTS, ComparedFigures, place_lines, place_path, places_to
from desktop.office.office import Office
from desktop.store import month_sums, projection
from desktop.store.database import reading, writing
from desktop.store.listing import Query
from tests.offices import Clock, new_office

LIVES = (
    (), ("verify",), ("verify", "follow-up"), ("verify", "respond"), ("verify", "respond", "close"), ("return",), ("archive",),
    ("verify", "respond", "close", "reopen"), ("verify", "respond", "close", "reopen", "respond"), ("verify", "accept"),
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A hundred and twenty complaints over a year, of every life."""
    made = new_office(tmp_path_factory.mktemp("kantor"), Clock())
    dice = random.Random(5)
    for number in range(120):
        received = made.today() - timedelta(days=dice.randrange(1, 330))
        draft = Draft(
            kind=dice.choice(("complaint", "aspiration", "information_request")),
            body=f"Aduan {number} dari warga",
            received_on=received,
            channel=dice.choice(CHANNELS),
            category=dice.choice(("infrastructure.road", "infrastructure", "social.aid", "")),
            location=Location(
                dusun=dice.choice(("Bonto", "Lappae", "")), rw=dice.choice(("01", "02", "")), rt=dice.choice(("03", ""))
            ),
        )
        one, on = made.record(draft).id, received
        for step in dice.choice(LIVES):
            on = min(on + timedelta(days=dice.randrange(12)), made.today())
            if step == "accept":
                made.act(one, "forward", StepDetails(to="73.07.05", on=on))
            score = dice.choice((None, 1, 3, 5)) if step == "close" else None
            made.act(one, step, StepDetails(note="sudah", on=on, satisfaction=score))  # pyright: ignore[reportArgumentType]
    yield made
    made.close()


def sums_hold(office: Office) -> bool:
    with reading(office.engine) as connection:
        kept = month_sums.load(connection)
        rows = connection.execute(text(f"SELECT {', '.join(month_sums.COLUMNS)} FROM complaint")).all()
    counted = month_sums.summed([tuple(row) for row in rows])
    return {month: {m: n for m, n in own.items() if n} for month, own in kept.items()} == counted


def test_the_sums_are_kept_through_every_change(office: Office):
    assert sums_hold(office)
    one = office.record(Draft(kind="complaint", body="Lampu padam", category="social.aid")).id
    office.act(one, "correct", StepDetails(change=Change(category="infrastructure.road", received_on=date(2026, 2, 3))))
    assert sums_hold(office)
    with writing(office.engine) as connection:
        projection.remove(connection, one)
    assert sums_hold(office)
    with writing(office.engine) as connection:
        projection.rebuild(connection, office.rules)
    assert sums_hold(office)


def test_what_complaints_count_for_in_common_is_held_once(office: Office):
    """An office of 100,000 held ten marks for each of some thousand rows: 4 MB."""
    for category in ("social.aid", "infrastructure.road"):
        office.record(Draft(kind="complaint", body="Lampu padam", category=category))
    with reading(office.engine) as connection:
        rows = connection.execute(text(f"SELECT {', '.join(month_sums.COLUMNS)} FROM complaint")).all()
    one, other = ({mark: mark for mark in month_sums._marks_of(tuple(row)[1:])} for row in rows[-2:])
    assert one.keys() != other.keys()
    common = one.keys() & other.keys()
    assert common
    assert all(one[mark] is other[mark] for mark in common)


def test_a_day_of_a_year_long_ago_hides_nobody_who_came_lately(tmp_path):
    office = new_office(tmp_path)
    for received_on in (date(26, 9, 5), date(2026, 9, 5), None):
        office.record(Draft(kind="complaint", body="Lampu padam", received_on=received_on))
    assert office.monitoring(None, None).received == 3


def test_the_check_finds_and_mends_a_wrong_sum(tmp_path):
    office = new_office(tmp_path)
    office.record(Draft(kind="complaint", body="Lampu padam"))
    with writing(office.engine) as connection:
        month_sums.add(connection, 2, [month_sums.stored_row(connection, 1)] * 2)
    wrong = phrase("Jumlah untuk pemantauan tidak sama dengan pengaduannya.")
    assert office.upkeep.check(repair=False).problems == (wrong,)
    assert office.upkeep.check().mended
    assert office.upkeep.check(repair=False).clean
    assert office.monitoring(None, None).received == 1
    office.close()


def test_a_cut_month_is_summed_from_its_days(office: Office):
    """Any two spans that lie side by side come to what both together come to."""
    dice = random.Random(1)
    first, last = date(2026, 1, 1), office.today()
    for _ in range(20):
        cut = first + timedelta(days=dice.randrange((last - first).days))
        whole = office.monitoring(first, last)
        halves = office.monitoring(first, cut), office.monitoring(cut + timedelta(1), last)
        for wanted in (
            lambda f: f.received,
            lambda f: f.reopened,
            lambda f: f.timeliness["respond"].late,
            lambda f: f.rated,
        ):
            assert wanted(whole) == sum(map(wanted, halves))
        assert whole.speed["verify"].count == sum(half.speed["verify"].count for half in halves)


SPANS = ((date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 3, 10), date(2026, 9, 20)))


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_every_figure_finds_the_complaints_that_it_counts(office: Office, span: tuple[date, date]):
    found = office.monitoring(*span)
    period = Query(received_from=span[0], received_to=span[1])

    def count(**conditions: object) -> int:
        return office.count(structs.replace(period, outcome_on=office.today(), **conditions))

    assert found.received == count() > 0
    assert found.reopened == count(reopened=True) > 0
    assert {stage: count(stages=(stage,)) for stage in found.stages} == found.stages
    assert {channel: count(channel=channel) for channel in found.channels} == found.channels
    assert {kind: count(kind=kind) for kind in found.kinds} == found.kinds
    assert {score: count(scores=(score,)) for score in found.satisfaction} == found.satisfaction
    assert found.rated == count(scores=SCORES) > 0
    for step in MEASURED:
        times, speed = found.timeliness[step], found.speed[step]
        for outcome in ("on_time", "late", "running"):
            assert getattr(times, outcome) == count(step=step, outcome=outcome)
            for line in groups(found.categories):
                where = {"category": line.name} if line.name else {"without": "category"}
                assert getattr(line.steps[step], outcome) == count(step=step, outcome=outcome, **where)
        assert speed.count == count(step=step, outcome="met")
        assert speed.ninetieth is not None
        slowest = count(step=step, outcome="met", days_from=speed.ninetieth)
        assert slowest * 10 >= speed.count > count(step=step, outcome="met", days_from=speed.ninetieth + 1) * 10 - 10
    assert {line.name for line in found.dusun} == {"Bonto", "Lappae", ""}
    for line in found.dusun:
        assert line.received == count(**({"dusun": line.name} if line.name else {"without": "dusun"}))
    for month in found.months:
        first, last = max(month.first, span[0]), min(month.last, span[1])
        assert month.received == count(received_from=first, received_to=last)


@pytest.mark.parametrize("span", SPANS, ids=str)
def test_a_split_says_of_its_lines_what_the_figures_say_of_all(office: Office, span: tuple[date, date]):
    """Kept sums or rows: one definition. And every line finds its complaints."""
    found = office.monitoring(*span)
    assert office.monitoring_split("category", *span) == found.categories
    assert office.monitoring_split("dusun", *span) == found.dusun
    period = Query(received_from=span[0], received_to=span[1], outcome_on=office.today())
    splits: tuple[tuple[Split, Mapping[str, int] | Mapping[Stage, int]], ...] = (
        ("channel", found.channels),
        ("kind", found.kinds),
        ("stage", found.stages),
    )
    for by, counts in splits:
        lines = office.monitoring_split(by, *span)
        assert {line.name: line.received for line in lines} == counts
        assert sum(line.settled for line in lines) == found.settled == sum(one.settled for one in found.months)
        assert summed(lines) == found.timeliness
        for line in lines:
            where = {"stages": (line.name,)} if by == "stage" else {by: line.name}
            for step in MEASURED:
                for outcome in ("on_time", "late", "running"):
                    query = structs.replace(period, step=step, outcome=outcome, **where)
                    assert getattr(line.steps[step], outcome) == office.count(query), (by, line.name, step, outcome)


@pytest.mark.parametrize("part", ["dusun", "rw", "rt"])
@pytest.mark.parametrize("span", SPANS, ids=str)
def test_the_lines_of_places_add_up_and_find_their_complaints(office: Office, span: tuple[date, date], part: PlacePart):
    found = office.monitoring(*span)
    period = ComparedFigures(found, found, places=places_to(office, found, found, part))
    lines = place_lines(period)
    assert max(line.indent for line in lines) == PLACE_PARTS.index(part)
    for at, line in enumerate(lines):
        below = list(takewhile(lambda other, line=line: other.indent > line.indent, lines[at + 1 :]))
        parts = [other.share for other in below if other.indent == line.indent + 1]
        assert line.earlier == line.share.received
        if parts:
            assert sum(share.received for share in parts) == line.share.received
            assert summed(parts) == line.share.steps
    assert sum(line.share.received for line in lines if not line.indent) == found.received
    for line, row in zip(lines, place_rows(period), strict=True):
        assert row[1].query is not None
        assert office.count(row[1].query) == line.share.received
        for cell, outcome in zip(row[3:6], ("on_time", "late", "running"), strict=True):
            assert cell.query is None or office.count(cell.query) == getattr(line.share.steps["respond"], outcome) > 0


def test_what_names_no_place_has_a_line_of_its_own_and_a_part_that_nobody_names_has_none(tmp_path):
    office = new_office(tmp_path)
    for location in (
        Location(dusun="Bonto", rt="02"), Location(dusun="Bonto"), Location(rw="01"), Location(), Location(dusun="Lappae"),
    ):  # fmt: skip
        office.record(Draft(kind="complaint", body="Lampu padam", location=location))
    found = office.monitoring(None, None)
    period = ComparedFigures(found, places=places_to(office, found, None, "rt"))
    assert [(line.indent, line.name, place_path(line.code), line.share.received) for line in place_lines(period)] == [
        (0, "Tanpa dusun", "Tanpa dusun", 2), (1, "Tanpa RW", "Tanpa dusun, tanpa RW", 1), (1, "RW 01", "Tanpa dusun, RW 01", 1),
        (0, "Bonto", "Bonto", 2), (1, "Tanpa RT", "Bonto, tanpa RT", 1), (1, "RT 02", "Bonto, RT 02", 1), (0, "Lappae", "Lappae", 1),
    ]  # fmt: skip


def test_an_empty_book_has_no_figures(tmp_path):
    office = new_office(tmp_path)
    found = office.monitoring(None, None)
    assert (found.received, found.first, found.last, len(found.months)) == (0, office.today(), office.today(), 1)
    assert isinstance(found, Figures)
    office.close()


def test_a_return_hides_nothing_that_was_late(tmp_path):
    """Due on 27 November, returned on 1 December: in the overdue list, on Home and late in monitoring, by the days that ran."""
    office = new_office(tmp_path, clock := Clock())
    one = office.record(Draft(kind="complaint", body="Lampu padam")).id
    clock.pass_days(7)
    office.act(one, "return", StepDetails(note="Foto kurang"))
    clock.pass_days(14)
    overdue = office.page(Query(due_by=office.today() - timedelta(days=1)))
    assert [(row.id, row.due_on, row.paused) for row in overdue] == [(one, date(2026, 11, 27), False)]
    home, found = office.home(), office.monitoring(None, None)
    assert (home.counts.overdue, home.worst_overdue_days) == (1, 2)
    assert found.timeliness["verify"].late == 1
    current = office.case(one).current
    assert current is not None
    state = deadlines.state(current, office.today(), office.rules.calendar, office.rules.policy)
    assert (state.urgency, state.working_days) == ("late", -2)
    office.act(one, "verify")
    assert office.monitoring(None, None).timeliness["verify"].late == 1
    assert office.upkeep.check(repair=False).clean
    office.close()


def test_reopenings_and_closings_by_the_program_are_counted_apart(tmp_path):
    office = new_office(tmp_path, clock := Clock())
    numbers = [office.record(Draft(kind="complaint", body="Lampu padam")).id for _ in range(3)]
    for one in numbers:
        office.act(one, "verify")
        office.act(one, "respond", StepDetails(note="sudah"))
    office.act(numbers[0], "close")
    clock.pass_days(10)
    assert office.upkeep.close_answered() == 2
    office.act(numbers[1], "reopen", StepDetails(note="padam lagi"))
    found = office.monitoring(None, None)
    assert (found.closed_by_program, office.count(Query(closed_by_program=True))) == (1, 1)
    assert (found.timeliness["close"].on_time, found.speed["close"].count) == (1, 1)
    assert (found.timeliness["respond"].on_time, found.again.running) == (3, 1)
    clock.pass_days(40)
    found = office.monitoring(None, None)
    assert (found.timeliness["respond"].on_time, found.timeliness["respond"].late, found.again.late) == (3, 0, 1)
    waiting = Query(step="again", outcome="late", outcome_on=office.today())
    assert [row.id for row in office.page(waiting)] == [numbers[1]]
    office.act(numbers[1], "respond", StepDetails(note="sudah lagi"))
    found = office.monitoring(None, None)
    assert (found.again.late, found.again_speed.count, found.speed["respond"].median) == (1, 1, 0)
    assert sums_hold(office)
    assert office.upkeep.check(repair=False).clean
    office.close()
