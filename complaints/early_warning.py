"""Early warning: a place and matter complained of more than its own past leads to expect, one that keeps being reopened, one fallen silent.

A *series* is a category in a dusun, at the district also of a unit. What it received in the last 28 days (the window) is held against
its own 13 windows before. Nothing below five complaints is told.

**Rise.** Complaints come in bursts, so counts of a window are taken as negative binomial, with one ratio of variance to mean for all series,
measured on their past windows (1 at least: then they are Poisson). If a series' rate hasn't changed, then of the n + x complaints of past
and window x is beta-binomial, whatever the rate is; with Poisson counts binomial (the conditional test of two Poisson rates, Przyborowski
and Wilenski, Biometrika 31, 1940; that surveillance has to allow for such bursts: Farrington et al., J. R. Stat. Soc. A 159, 1996).
The tail P(X >= x) must be at most ALPHA divided by the number of series looked at (Bonferroni), and x more than in any window before.
False alarms of an office with 40 series where nothing changed, measured on ten years of simulated weekly counts with a look each week
(tests/complaints/test_early_warning.py): 0.1 to 0.2 rises a year with Poisson counts, 0.1 to 0.7 with counts of twice the variance, 0.1 to
0.2 when these double in the rainy quarter of each year, too; silences of a dusun 0.0 to 0.2. The bound promises ALPHA x 52 looks = 0.52 a year at most on the average.

**Reopened.** Of the complaints of a series that were answered within the last 13 windows, r were opened again; were it as usual, r would be
hypergeometric given how many were in all series (Fisher's exact test, one-sided). The same bound.

**Silent.** A unit or dusun, all categories together, received nothing in the window though its past makes that unlikely: the same
distribution's probability of 0, the same bound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log
from typing import Literal, NamedTuple

WINDOW_DAYS = 28
PAST_WINDOWS = 13
LEAST_WINDOWS = 4  # of its own past: a younger book has none to compare with
LEAST = 5  # complaints
ALPHA = 0.01  # a look, over all series together

WarningKind = Literal["rise", "reopened", "silent"]


class Series(NamedTuple):
    """'' is where a complaint says nothing; of one that fell silent `category` is '' for all."""

    category: str
    dusun: str
    unit: str = ""


class Received(NamedTuple):
    """So many complaints of a series were received on this day (an ordinal), or in the window to which it belongs."""

    series: Series
    day: int
    number: int


class Answered(NamedTuple):
    """Of a series' answered complaints how many there are, and how many of them were opened again."""

    series: Series
    answered: int
    reopened: int


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """`count` complaints where `expected` would have been as usual; `first` to `last` are the days in which its complaints were received.

    `chance` is how likely so much, or so little, would be by chance alone, for this series by itself. Of a silence `count` is what its
    past received from `first` to `last`, and `expected` what the 28 days since then would have brought.
    """

    kind: WarningKind
    series: Series
    count: int
    expected: float
    chance: float
    first: date
    last: date


def start(today: date) -> date:
    """The first day that is looked at."""
    return today - timedelta(days=WINDOW_DAYS * (PAST_WINDOWS + 1) - 1)


def window(today: date) -> date:
    """The first day of the last 28, today included."""
    return today - timedelta(days=WINDOW_DAYS - 1)


def past_windows(book_begins: date | None, today: date) -> int:
    """How many whole windows before this one the book reaches back, PAST_WINDOWS at most."""
    if book_begins is None:
        return 0
    return min(max((window(today) - book_begins).days // WINDOW_DAYS, 0), PAST_WINDOWS)


def rises(received: Iterable[Received], book_begins: date | None, today: date) -> list[EarlyWarning]:
    """The series that rise above their own past, the least likely first."""
    windows = past_windows(book_begins, today)
    if windows < LEAST_WINDOWS:
        return []
    counts = _by_window(received, today, windows)
    bound = ALPHA / max(len(counts), 1)
    ratio = dispersion([by_window[1:] for by_window in counts.values()])
    warnings: list[EarlyWarning] = []
    for series, by_window in counts.items():
        now, past = by_window[0], by_window[1:]
        if now < LEAST or now <= max(past):
            continue
        chance = burst_tail(now, now + sum(past), windows, ratio)
        if chance <= bound:
            warnings.append(EarlyWarning("rise", series, now, sum(past) / windows, chance, window(today), today))
    return sorted(warnings, key=_order)


def silences(received: Iterable[Received], book_begins: date | None, today: date) -> list[EarlyWarning]:
    """The units or dusun that received nothing in the window though they used to; series of the same one are taken together."""
    windows = past_windows(book_begins, today)
    if windows < LEAST_WINDOWS:
        return []
    whole = (Received(_whole(row.series), row.day, row.number) for row in received)
    counts = _by_window(whole, today, windows)
    bound = ALPHA / max(len(counts), 1)
    ratio = dispersion([by_window[1:] for by_window in counts.values()])
    warnings: list[EarlyWarning] = []
    for series, by_window in counts.items():
        past = sum(by_window[1:])
        if by_window[0] or past < LEAST or not (series.unit or series.dusun):
            continue
        chance = max(1 - burst_tail(1, past, windows, ratio), 0.0)
        if chance <= bound:
            first = window(today) - timedelta(days=WINDOW_DAYS * windows)
            warnings.append(
                EarlyWarning("silent", series, past, past / windows, chance, first, window(today) - timedelta(1))
            )
    return sorted(warnings, key=_order)


def _whole(series: Series) -> Series:
    """The unit, or within one office the dusun, to which a series belongs."""
    return Series("", "", series.unit) if series.unit else Series("", series.dusun)


def reopenings(answered: Iterable[Answered], today: date) -> list[EarlyWarning]:
    """The series whose complaints are opened again more often than all others' are."""
    lines = [line for line in answered if line.answered]
    total, again = sum(line.answered for line in lines), sum(line.reopened for line in lines)
    bound = ALPHA / max(len(lines), 1)
    warnings: list[EarlyWarning] = []
    for line in lines:
        if line.reopened < LEAST:
            continue
        chance = hypergeometric_tail(line.reopened, line.answered, again, total)
        if chance <= bound:
            expected = line.answered * again / total
            warnings.append(EarlyWarning("reopened", line.series, line.reopened, expected, chance, start(today), today))
    return sorted(warnings, key=_order)


def _order(warning: EarlyWarning) -> tuple[float, int, Series]:
    return warning.chance, -warning.count, warning.series


def _by_window(received: Iterable[Received], today: date, windows: int) -> Mapping[Series, list[int]]:
    """Of each series the counts of the window and of those before it, the latest first."""
    last = today.toordinal()
    counts: dict[Series, list[int]] = {}
    for series, day, count in received:
        place = (last - day) // WINDOW_DAYS
        if 0 <= place <= windows:
            counts.setdefault(series, [0] * (windows + 1))[place] += count
    return counts


# Tails ---------------------------------------------------------------------------------------------------------------


def binomial_tail(least: int, trials: int, chance: float) -> float:
    """P(X >= least) of so many trials, each with this chance (0 < chance < 1)."""
    return min(
        sum(
            exp(_choose(trials, x) + x * log(chance) + (trials - x) * log(1 - chance)) for x in range(least, trials + 1)
        ),
        1.0,
    )


def dispersion(past: Iterable[list[int]]) -> float:
    """The ratio of variance to mean of the counts of windows, one for all series; 1 where they vary less, as Poisson counts."""
    squares = means = 0.0
    for counts in past:
        mean = sum(counts) / len(counts)
        squares += sum((count - mean) ** 2 for count in counts) / (len(counts) - 1)
        means += mean
    return max(squares / means, 1.0) if means else 1.0


def burst_tail(least: int, total: int, windows: int, ratio: float) -> float:
    """P(X >= least) for the last of windows + 1 windows, when together they received the total, with this ratio of variance to mean."""
    if ratio <= 1.001:
        return binomial_tail(least, total, 1 / (windows + 1))
    size = total / (windows + 1) / (ratio - 1)
    rest = windows * size
    whole = _beta(size, rest)
    return min(
        sum(exp(_choose(total, x) + _beta(x + size, total - x + rest) - whole) for x in range(least, total + 1)), 1.0
    )


def _beta(first: float, second: float) -> float:
    """The logarithm of the beta function."""
    return lgamma(first) + lgamma(second) - lgamma(first + second)


def hypergeometric_tail(least: int, drawn: int, marked: int, total: int) -> float:
    """P(X >= least) marked ones among so many drawn of a total without putting back."""
    whole = _choose(total, drawn)
    most = min(drawn, marked)
    lowest = max(least, drawn + marked - total)
    return min(
        sum(exp(_choose(marked, x) + _choose(total - marked, drawn - x) - whole) for x in range(lowest, most + 1)), 1.0
    )


def _choose(total: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(total + 1) - lgamma(chosen + 1) - lgamma(total - chosen + 1)
