"""Early warnings: rises that are there are told, chance and seasons hardly ever are, and nothing below five complaints."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from math import comb, exp

import pytest

from complaints.early_warning import (
    ALPHA,
    Answered,
    Received,
    Series,
    binomial_tail,
    hypergeometric_tail,
    reopenings,
    rises,
    silences,
)

TODAY = date(2026, 11, 24)
ROAD, WATER = Series("infrastructure.road", "Bonto"), Series("infrastructure.water", "Lappae")


def every(series: Series, days: range, count: int = 1) -> list[Received]:
    """So many on each of these days before today."""
    return [Received(series, TODAY.toordinal() - day, count) for day in days]


OLD = TODAY - timedelta(days=3 * 365)


def test_a_burst_above_a_quiet_past_is_told_with_its_days():
    quiet = every(ROAD, range(30, 392, 60)) + every(WATER, range(5, 392, 20))
    (warning,) = rises(quiet + every(ROAD, range(9)), OLD, TODAY)
    assert (warning.kind, warning.series, warning.count) == ("rise", ROAD, 9)
    assert (warning.first, warning.last) == (TODAY - timedelta(days=27), TODAY)
    assert 0 < warning.expected < 1


def test_four_complaints_are_never_told_however_unusual():
    assert rises(every(WATER, range(30, 392, 3)) + every(ROAD, range(4)), OLD, TODAY) == []
    assert [
        warning.count for warning in rises(every(WATER, range(30, 392, 3)) + every(ROAD, range(6)), OLD, TODAY)
    ] == [6]


def test_as_many_as_in_some_window_before_is_no_rise():
    before = every(ROAD, range(30, 40))
    assert rises(before + every(ROAD, range(10)), OLD, TODAY) == []
    assert rises(before + every(ROAD, range(28)), OLD, TODAY) != []


def test_a_young_book_has_no_past_to_compare_with():
    assert rises(every(ROAD, range(20)), TODAY - timedelta(days=100), TODAY) == []
    assert rises(every(ROAD, range(20)), None, TODAY) == []


def test_a_unit_that_used_to_report_and_stopped_is_silent():
    unit = Series("", "", "73.07.04.2009")
    busy = [Received(Series("a", "b", unit.unit), TODAY.toordinal() - day, 1) for day in range(30, 380, 3)]
    other = [Received(Series("a", "b", "73.07.01.2003"), TODAY.toordinal() - day, 1) for day in range(0, 380, 3)]
    (warning,) = silences(busy + other, OLD, TODAY)
    assert (warning.kind, warning.series, warning.count) == ("silent", unit, len(busy))
    few = [Received(Series("a", "b", "73.07.05"), TODAY.toordinal() - day, 1) for day in (100, 200, 300, 350)]
    assert len(silences(busy + other + few, OLD, TODAY)) == 1


def test_what_is_opened_again_more_often_than_elsewhere_is_told():
    lines = [Answered(ROAD, 12, 8), Answered(WATER, 200, 6), Answered(Series("x", ""), 300, 9)]
    (warning,) = reopenings(lines, TODAY)
    assert (warning.series, warning.count) == (ROAD, 8)
    assert reopenings([Answered(ROAD, 12, 4), Answered(WATER, 2000, 0)], TODAY) == []
    assert reopenings([Answered(ROAD, 50, 25), Answered(WATER, 50, 25)], TODAY) == []


def test_the_tails_are_those_of_their_sums():
    for least, trials, chance in ((0, 9, 0.3), (3, 9, 0.3), (9, 9, 0.3), (5, 40, 1 / 14)):
        whole = sum(comb(trials, x) * chance**x * (1 - chance) ** (trials - x) for x in range(least, trials + 1))
        assert binomial_tail(least, trials, chance) == pytest.approx(whole)
    for least, drawn, marked, total in ((0, 5, 4, 20), (3, 5, 4, 20), (5, 12, 23, 512), (9, 10, 15, 20)):
        ways = sum(comb(marked, x) * comb(total - marked, drawn - x) for x in range(least, min(drawn, marked) + 1))
        assert hypergeometric_tail(least, drawn, marked, total) == pytest.approx(ways / comb(total, drawn))


# Ten years of an office ----------------------------------------------------------------------------------------------

WEEKS = 52 * 10
Draw = Callable[[random.Random, float], int]
SERIES = [Series(f"kategori {n % 8}", f"dusun {n // 8}") for n in range(40)]


def poisson(dice: random.Random, mean: float) -> int:
    floor, product, count = exp(-mean), dice.random(), 0
    while product > floor:
        product *= dice.random()
        count += 1
    return count


def bursts(dice: random.Random, mean: float) -> int:
    """Counts with twice the variance of a Poisson's: negative binomial, as gamma-mixed Poisson."""
    return poisson(dice, dice.gammavariate(mean, 1.0))


def false_alarms(seed: int, draw: Draw, rainy: float = 1.0) -> tuple[float, float]:
    """Rises and silences a year, one for each series and stretch of weeks, where nothing changed but the season.

    `rainy`: so many times as many in the first quarter of each year.
    """
    dice = random.Random(seed)
    rates = [dice.choice((0.02, 0.05, 0.1, 0.25, 0.6, 1.2)) for _ in SERIES]
    counts = [[draw(dice, rate * (rainy if week % 52 < 13 else 1.0)) for week in range(WEEKS)] for rate in rates]
    begins = date(2016, 1, 4)
    alarms, lit = [0, 0], [set[Series](), set[Series]()]
    for week in range(57, WEEKS):
        today = begins + timedelta(days=7 * week + 6)
        received = [
            Received(series, (begins + timedelta(days=7 * past)).toordinal(), by_week[past])
            for series, by_week in zip(SERIES, counts, strict=True)
            for past in range(week - 56, week + 1)
            if by_week[past]
        ]
        for kind, warnings in enumerate((rises(received, begins, today), silences(received, begins, today))):
            now = {warning.series for warning in warnings}
            alarms[kind] += len(now - lit[kind])
            lit[kind] = now
    years = (WEEKS - 57) / 52
    return alarms[0] / years, alarms[1] / years


@pytest.mark.parametrize(("draw", "rainy"), [(poisson, 1.0), (bursts, 1.0), (bursts, 2.0)])
def test_false_alarms_in_ten_years_stay_below_the_stated_bound(draw: Draw, rainy: float):
    """On the average of four offices ALPHA for each of 52 looks a year; no office more than twice that."""
    rates = [false_alarms(seed, draw, rainy) for seed in range(1, 5)]
    for kind in (0, 1):
        assert sum(rate[kind] for rate in rates) / len(rates) <= ALPHA * 52, rates
        assert max(rate[kind] for rate in rates) <= 2 * ALPHA * 52, rates


def test_a_rate_that_grows_fivefold_is_told_within_the_window():
    """From 2.4 to 12 complaints in 28 days: in more than half of the cases. Of rarer ones it takes more."""
    dice = random.Random(7)
    told = 0
    for _ in range(40):
        received = [
            Received(series, TODAY.toordinal() - 7 * week, count)
            for series in SERIES
            for week in range(56)
            if (count := poisson(dice, 0.6 * (5 if series == SERIES[0] and week < 4 else 1)))
        ]
        told += SERIES[0] in {warning.series for warning in rises(received, OLD, TODAY)}
    assert told >= 20
