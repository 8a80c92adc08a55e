"""Percentiles and sums against a plain look at every value."""

from datetime import date
from statistics import median as plain_median
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.complaint import STAGES
from complaints.events import CHANNELS, KINDS
from complaints.indicators import (
    Mark,
    Measured,
    figures,
    groups,
    last_of_month,
    marks,
    median,
    months_between,
    pending_marks,
    percentile,
    speed,
)
from complaints.step_times import MEASURED, MeasuredStep

DAYS = st.lists(st.integers(0, 400), min_size=1, max_size=200)
TODAY = date(2026, 11, 24)
CODES = ("infrastructure.road", "infrastructure", "social.aid", "")
DUSUN = ("Bonto", "Lappae", "")


def counted(values: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


@given(DAYS, st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_enough_do_not_exceed(values: list[int], percent: int):
    found = percentile(counted(values), percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


@given(DAYS)
def test_the_median_is_the_middle_one_or_the_mean_of_two(values: list[int]):
    assert median(counted(values)) == plain_median(values)


def test_of_ten_the_ninetieth_percentile_is_the_ninth():
    assert speed(counted([1, 2, 3, 4, 5, 6, 7, 8, 9, 40])).ninetieth == 9
    assert speed({}).median is None
    with pytest.raises(ValueError, match="no values"):
        percentile({}, 90)


STEP = st.one_of(
    st.tuples(st.none(), st.none(), st.none()), st.tuples(st.integers(0, 60), st.integers(0, 90), st.booleans())
)
ONE = st.builds(
    Measured,
    st.sampled_from(STAGES),
    st.sampled_from(KINDS),
    st.sampled_from(CHANNELS),
    st.sampled_from(CODES),
    st.sampled_from(DUSUN),
    st.tuples(STEP, STEP, STEP, STEP),
    st.booleans(),
    st.one_of(st.none(), st.integers(1, 5)),
)
DUE = st.tuples(*(st.one_of(st.none(), st.integers(TODAY.toordinal() - 9, TODAY.toordinal() + 9)) for _ in MEASURED))
CASE = st.tuples(st.dates(date(2026, 1, 1), TODAY), ONE, DUE)


@given(st.lists(CASE, max_size=60))
def test_figures_are_what_a_look_at_each_complaint_finds(cases: list[tuple[date, Measured, tuple[int | None, ...]]]):
    by_month: dict[str, dict[Mark, int]] = {}
    for day, one, due in cases:
        own = by_month.setdefault(f"{day:%Y-%m}", {})
        # A step that is passed is not to come.
        left = [None if step[0] is not None else at for step, at in zip(one.steps, due, strict=True)]
        counts = [
            None if at is None else int((at < TODAY.toordinal()) is late) for at in left for late in (True, False)
        ]
        to_come = (*pending_marks("category", one.category, counts), *pending_marks("dusun", one.dusun, counts))
        for mark, count in (*((mark, 1) for mark in marks(one)), *to_come):
            own[mark] = own.get(mark, 0) + count
    found = figures(by_month, date(2026, 1, 1), TODAY, TODAY)

    def step_of(one: Measured, step: MeasuredStep) -> tuple[int | None, int | None, bool | None]:
        return one.steps[MEASURED.index(step)]

    def late(one: Measured, due: tuple[int | None, ...], step: MeasuredStep) -> bool:
        days, _, on_time = step_of(one, step)
        at = due[MEASURED.index(step)]
        return on_time is False if days is not None else at is not None and at < TODAY.toordinal()

    assert found.received == len(cases)
    assert sum(found.stages.values()) == sum(line.received for line in found.categories) == len(cases)
    assert sum(month.received for month in found.months) == len(cases)
    assert found.reopened == sum(one.reopened for _, one, _ in cases)
    scores = [one.satisfaction for _, one, _ in cases if one.satisfaction is not None]
    assert found.rated == len(scores)
    assert found.average_score == (sum(scores) / len(scores) if scores else None)
    for step in get_args(MeasuredStep):
        taken = [days for _, one, _ in cases if (days := step_of(one, step)[0]) is not None]
        assert found.speed[step].count == len(taken)
        assert found.speed[step].median == (plain_median(taken) if taken else None)
        assert found.timeliness[step].late == sum(late(one, due, step) for _, one, due in cases)
        assert found.timeliness[step].on_time == sum(step_of(one, step)[2] is True for _, one, _ in cases)
        for line in groups(found.categories):
            inside = [(one, due) for _, one, due in cases if one.category.partition(".")[0] == line.name]
            assert line.received == len(inside)
            assert line.steps[step].late == sum(late(one, due, step) for one, due in inside)
        for line in found.dusun:
            assert line.steps[step].late == sum(late(one, due, step) for _, one, due in cases if one.dusun == line.name)
    for month in found.months:
        inside = [(one, due) for day, one, due in cases if (day.year, day.month) == (month.year, month.month)]
        assert month.received == len(inside)
        assert month.answers.late == sum(late(one, due, "respond") for one, due in inside)


def test_months_span_the_years_and_end_on_their_last_day():
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert last_of_month(date(2024, 2, 3)) == date(2024, 2, 29)
    assert last_of_month(date(2026, 12, 31)) == date(2026, 12, 31)
