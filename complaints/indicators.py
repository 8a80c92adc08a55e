"""The indicators that monitoring and evaluation ask for, of the complaints received in a period.

A complaint counts for a handful of marks: its stage, its category, that it was verified in time, that its answer took six working
days. Marks add up, so a store may keep their sums by month, and every figure here is made of sums alone. What is still to come
and past its last day today counts as late beside what was met late.

No regulation was found that lists indicators. Received, followed up, done and in process are what KemenPANRB asked the agencies for
when it evaluated SP4N-LAPOR! in 2020; how a complaint stands follows LAPOR!'s statuses; the limits and their sources are the
policy's. Timeliness by step, working days, what was reopened, satisfaction, category, dusun and month are this program's own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, NamedTuple

from complaints.complaint import OPEN_STAGES, STAGES, Stage
from complaints.step_times import MEASURED, LeftOut, MeasuredStep

Outcome = Literal["on_time", "late", "running", "met", "undated", "belated", "left_out"]
Split = Literal["category", "dusun", "place", "channel", "kind", "stage"]
Score = Literal[1, 2, 3, 4, 5]
SCORES: tuple[Score, ...] = (1, 2, 3, 4, 5)
OUTCOMES = ("on_time", "late", "running", "undated", "belated")  # the fields of Timeliness
LEFT_OUT: tuple[LeftOut, ...] = ("undated", "belated")
PENDING_FIGURES = tuple(f"{step}.{outcome}" for step in MEASURED for outcome in ("late", "running"))


class Mark(NamedTuple):
    """One thing that complaints are counted by: a `figure`, what it is split by (`of`), and the value counted."""

    figure: str
    of: str
    value: str


Marks = Mapping[Mark, int]


Times = tuple[int | None, int | None, bool | None]


class Measured(NamedTuple):
    """What of a complaint is counted. The steps in the order of MEASURED, each (days, elapsed, on_time) or three None.

    `again` are those of the answer after a reopening. `left_out` names the steps that are in no figure and why, as 'verify.undated
    respond.belated'.
    """

    stage: str
    kind: str
    channel: str
    category: str
    dusun: str
    steps: tuple[Times, ...]
    reopened: bool
    satisfaction: int | None
    again: Times = (None, None, None)
    closed_by_program: bool = False
    left_out: str = ""


def marks(complaint: Measured) -> Iterator[Mark]:
    """The marks of this complaint that don't depend on today."""
    yield Mark("stage", "", complaint.stage)
    yield Mark("kind", "", complaint.kind)
    yield Mark("channel", "", complaint.channel)
    in_time = [on_time for _, _, on_time in complaint.steps]
    yield from passed("category", complaint.category, complaint.stage, in_time, complaint.left_out)
    yield from passed("dusun", complaint.dusun, complaint.stage, in_time, complaint.left_out)
    for step, (days, elapsed, _) in zip(MEASURED, complaint.steps, strict=True):
        if days is not None:
            yield Mark(f"{step}.days", "", str(days))
            yield Mark(f"{step}.elapsed", "", str(elapsed))
    if complaint.reopened:
        yield Mark("reopened", "", "")
        yield from _answered_again(complaint)
    if complaint.closed_by_program:
        yield Mark("closed_by_program", "", "")
    if complaint.satisfaction is not None:
        yield Mark("satisfaction", "", str(complaint.satisfaction))


def _answered_again(complaint: Measured) -> Iterator[Mark]:
    days, _, on_time = complaint.again
    if days is not None:
        yield Mark("again.days", "", str(days))
    if on_time is not None:
        yield Mark("again", "", "on_time" if on_time else "late")
    for left_out in complaint.left_out.split():
        step, _, reason = left_out.partition(".")
        if step == "again":
            yield Mark("again", "", reason)


def passed(split: Split, of: str, stage: str, in_time: Iterable[bool | None], left_out: str = "") -> Iterator[Mark]:
    """What a complaint counts for in one of the lines that a split makes: `in_time` says it of each step that it passed."""
    yield Mark(split, of, "received")
    if stage not in OPEN_STAGES:
        yield Mark(split, of, "settled")
    for step, on_time in zip(MEASURED, in_time, strict=True):
        if on_time is not None:
            yield Mark(split, of, f"{step}.{'on_time' if on_time else 'late'}")
    for outcome in left_out.split():
        yield Mark(split, of, outcome)


def pending_again(counts: Iterable[int | None]) -> Iterator[tuple[Mark, int]]:
    """The same for the answers that reopened complaints wait for: how many are late today, and how many to come."""
    for outcome, count in zip(("late", "running"), counts, strict=True):
        if count:
            yield Mark("again", "", outcome), count


def pending_marks(
    split: Split | Literal["coming"], of: str, counts: Iterable[int | None]
) -> Iterator[tuple[Mark, int]]:
    """What unfinished complaints of a line of the split count for today: for each step how many are late, and how many to come.

    'coming': those of a whole month.
    """
    for outcome, count in zip(PENDING_FIGURES, counts, strict=True):
        if count:
            yield Mark(split, of, outcome), count


# What many come to ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Timeliness:
    """`late` holds what was met late and what is late today; `running` is still to come and in time, or its clock stands.

    In none of them: `undated`, whose day or whose start nobody knows, and `belated`, entered so long after its day that nobody can
    tell whether it was in time.
    """

    on_time: int = 0
    late: int = 0
    running: int = 0
    undated: int = 0
    belated: int = 0

    @property
    def percent(self) -> float | None:
        """In time, of what is in time or late; None while there is neither."""
        decided = self.on_time + self.late
        return self.on_time * 100 / decided if decided else None

    @property
    def left_out(self) -> int:
        return self.undated + self.belated


@dataclass(frozen=True, slots=True)
class Speed:
    """Working days that a step took, of `count` complaints that passed it; None when there are none."""

    count: int = 0
    median: float | None = None
    ninetieth: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The complaints of one category, dusun or what else splits them ('' where none was given), and how they passed each step.

    A place is its dusun, RW and RT, a line each. `settled`: answered, closed or archived.
    """

    name: str
    received: int
    settled: int
    steps: Mapping[MeasuredStep, Timeliness]


@dataclass(frozen=True, slots=True)
class MonthShare:
    """The complaints received in one month (of it, the days within the period), and how far their answers are."""

    year: int
    month: int
    received: int
    settled: int
    answers: Timeliness

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return last_of_month(self.first)


@dataclass(frozen=True, slots=True)
class Figures:
    """All indicators of the complaints received from `first` to `last`, as of `today`.

    `speed` has the working days with the clock running, `elapsed` those that the complainant waited. `stages`, `kinds`, `channels`
    and `satisfaction` count complaints; categories are codes, a group's line is the sum of what begins with it (`groups`). `again` and
    `again_speed` tell of the answers after a reopening; `closed_by_program`: closed without anybody doing it.
    """

    first: date
    last: date
    today: date
    received: int = 0
    stages: Mapping[Stage, int] = field(default_factory=dict[Stage, int])
    kinds: Mapping[str, int] = field(default_factory=dict[str, int])
    channels: Mapping[str, int] = field(default_factory=dict[str, int])
    timeliness: Mapping[MeasuredStep, Timeliness] = field(default_factory=dict[MeasuredStep, Timeliness])
    speed: Mapping[MeasuredStep, Speed] = field(default_factory=dict[MeasuredStep, Speed])
    elapsed: Mapping[MeasuredStep, Speed] = field(default_factory=dict[MeasuredStep, Speed])
    reopened: int = 0
    satisfaction: Mapping[int, int] = field(default_factory=dict[int, int])
    categories: tuple[Share, ...] = ()
    dusun: tuple[Share, ...] = ()
    months: tuple[MonthShare, ...] = ()
    again: Timeliness = field(default_factory=Timeliness)
    again_speed: Speed = field(default_factory=Speed)
    closed_by_program: int = 0

    @property
    def settled(self) -> int:
        """Answered, closed or archived: nothing is to be done by the office any more."""
        return sum(count for stage, count in self.stages.items() if stage not in OPEN_STAGES)

    @property
    def rated(self) -> int:
        return sum(self.satisfaction.values())

    @property
    def average_score(self) -> float | None:
        """The mean of the recorded scores, 1 to 5; None when nobody was asked."""
        return sum(score * n for score, n in self.satisfaction.items()) / self.rated if self.rated else None


def figures(by_month: Mapping[str, Marks], first: date, last: date, today: date) -> Figures:
    """The indicators from the sums of marks by month of receipt ('2026-11'), '' for what no month tells.

    The open ones of today (`pending_marks`) are already among them: by category and dusun under '', by month as 'coming'.
    """
    total: dict[Mark, int] = {}
    for month_marks in by_month.values():
        for mark, count in month_marks.items():
            total[mark] = total.get(mark, 0) + count
    counted: dict[str, dict[str, dict[str, int]]] = {}
    for (figure, of, value), count in total.items():
        if count:
            counted.setdefault(figure, {}).setdefault(of, {})[value] = count
    plain = {
        name: counted.get(name, {}).get("", {})
        for name in ("stage", "kind", "channel", "satisfaction", "reopened", "again", "closed_by_program")
    }
    categories = shares(counted.get("category", {}))
    days = {step: _days(counted, f"{step}.days") for step in MEASURED}
    waited = {step: _days(counted, f"{step}.elapsed") for step in MEASURED}
    return Figures(
        first, last, today,
        received=sum(plain["stage"].values()),
        stages={stage: plain["stage"][stage] for stage in STAGES if stage in plain["stage"]},
        kinds=plain["kind"],
        channels=plain["channel"],
        timeliness=summed(categories),
        speed={step: speed(days[step]) for step in MEASURED},
        elapsed={step: speed(waited[step]) for step in MEASURED},
        reopened=sum(plain["reopened"].values()),
        satisfaction={int(score): n for score, n in sorted(plain["satisfaction"].items())},
        categories=categories,
        dusun=shares(counted.get("dusun", {})),
        months=tuple(_month(name, by_month.get(name, {})) for name in months_between(first, last)),
        again=Timeliness(*(plain["again"].get(outcome, 0) for outcome in OUTCOMES)),
        again_speed=speed(_days(counted, "again.days")),
        closed_by_program=sum(plain["closed_by_program"].values()),
    )  # fmt: skip


def shares(counted: Mapping[str, Mapping[str, int]]) -> tuple[Share, ...]:
    """A line for each name, the most complained of first."""
    lines = [
        Share(
            name,
            values.get("received", 0),
            values.get("settled", 0),
            {step: _timeliness(values, step) for step in MEASURED},
        )
        for name, values in counted.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.received, line.name)))


def groups(lines: Iterable[Share]) -> tuple[Share, ...]:
    """Lines of categories added up to their groups: the code up to the first dot."""
    return _added_up(lines, lambda code: code.partition(".")[0])


def within_places(places: Iterable[Share], depth: int) -> tuple[Share, ...]:
    """Lines of places added up to their dusun (depth 1) or their RW (2); 3 are the RT themselves."""
    return _added_up(places, lambda place: "\n".join(place.split("\n")[:depth]))


def _added_up(lines: Iterable[Share], whole: Callable[[str], str]) -> tuple[Share, ...]:
    members: dict[str, list[Share]] = {}
    for line in lines:
        members.setdefault(whole(line.name), []).append(line)
    added = [
        Share(name, sum(part.received for part in parts), sum(part.settled for part in parts), summed(parts))
        for name, parts in members.items()
    ]
    return tuple(sorted(added, key=lambda line: (-line.received, line.name)))


def summed(lines: Iterable[Share]) -> dict[MeasuredStep, Timeliness]:
    by_step = dict.fromkeys(MEASURED, Timeliness())
    for line in lines:
        for step in MEASURED:
            by_step[step] = _add(by_step[step], line.steps[step])
    return by_step


def _add(first: Timeliness, second: Timeliness) -> Timeliness:
    return Timeliness(*(getattr(first, outcome) + getattr(second, outcome) for outcome in OUTCOMES))


def _timeliness(values: Mapping[str, int], step: MeasuredStep) -> Timeliness:
    return Timeliness(*(values.get(f"{step}.{outcome}", 0) for outcome in OUTCOMES))


def _days(counted: Mapping[str, Mapping[str, Mapping[str, int]]], figure: str) -> dict[int, int]:
    return {int(days): count for days, count in counted.get(figure, {}).get("", {}).items()}


def _month(name: str, month_marks: Marks) -> MonthShare:
    year, month = int(name[:4]), int(name[5:])
    received, outcomes = 0, dict[str, int]()
    for (figure, _, value), count in month_marks.items():
        if figure == "stage":
            received += count
        elif figure in ("category", "coming"):
            outcomes[value] = outcomes.get(value, 0) + count
    return MonthShare(year, month, received, outcomes.get("settled", 0), _timeliness(outcomes, "respond"))


# Days ----------------------------------------------------------------------------------------------------------------


def speed(days: Mapping[int, int]) -> Speed:
    """Median and 90th percentile of working days, given how many complaints took how many."""
    count = sum(days.values())
    return Speed(count, median(days), percentile(days, 90)) if count else Speed()


def percentile(days: Mapping[int, int], percent: int) -> int:
    """The nearest rank: the least value that at least `percent` of 100 don't exceed (Hyndman and Fan 1996, definition 1).

    Raises ValueError when there is no value.
    """
    return _at(days, -(-sum(days.values()) * percent // 100))


def median(days: Mapping[int, int]) -> float:
    """The middle value, or the mean of the two in the middle. Raises ValueError when there is no value."""
    count = sum(days.values())
    return (_at(days, (count + 1) // 2) + _at(days, count // 2 + 1)) / 2


def _at(days: Mapping[int, int], rank: int) -> int:
    """The value of this rank, from 1."""
    for value in sorted(days):
        rank -= days[value]
        if rank <= 0 < days[value]:
            return value
    raise ValueError("no values")


# Periods -------------------------------------------------------------------------------------------------------------


def months_between(first: date, last: date) -> list[str]:
    """'2026-11' for each month that has a day from `first` to `last`."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [f"{index // 12:04d}-{index % 12 + 1:02d}" for index in range(start, end + 1)]


def last_of_month(day: date) -> date:
    start = day.replace(day=1)
    return (
        date.max
        if (start.year, start.month) == (9999, 12)
        else (start + timedelta(days=32)).replace(day=1) - timedelta(1)
    )
