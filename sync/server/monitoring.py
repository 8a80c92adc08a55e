"""How each unit does over a period: received, by stage, late, answered in time or not, and the median of days to the answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from complaints.complaint import OPEN_STAGES, STAGES
from sync.server import month_sums
from sync.server.kept_figures import KeptFigures
from sync.server.month_sums import Sums
from sync.server.statement import PortableStatement, Transaction

# Of what is open, and so comes from a few rows alone: what today makes late.
_LATE = PortableStatement(
    "SELECT unit, sum(CASE WHEN due_day < :today THEN 1 ELSE 0 END), "
    "sum(CASE WHEN in_time = -1 AND answer_due < :today THEN 1 ELSE 0 END) "
    "FROM complaint INDEXED BY complaint_open WHERE holder <> '' AND received_on BETWEEN :first AND :last GROUP BY unit"
)
# A sealed complaint has neither stage nor day: the index that begins with these finds it among a million others.
_SEALED = PortableStatement(
    "SELECT count(*) FROM complaint WHERE stage_rank = 0 AND received_on = '' AND sealed = :yes"
)


@dataclass(slots=True)
class UnitFigures:
    """Of one unit. `late`: open and past their day; `in_time` and `answered_late`: how the answered ones were.

    `unanswered_late`: open, and past the day of their first answer today.

    `undated` and `belated`: answered without a day, or entered so long after it that it says nothing; they are in neither of the two.
    `median_days` is None while nothing was answered, `share_in_time` (0…1) while nothing was answered or had to be. As at the office
    (complaints/indicators.py) what is past its last day today counts as late in it beside what was answered late.
    """

    received: int = 0
    open: int = 0
    late: int = 0
    in_time: int = 0
    answered_late: int = 0
    stages: dict[str, int] = field(default_factory=dict[str, int])
    answered: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    undated: int = 0
    belated: int = 0
    unanswered_late: int = 0

    @property
    def left_out(self) -> int:
        return self.undated + self.belated

    def count(self, stages: Iterable[str]) -> int:
        """How many are in one of these stages now."""
        return sum(self.stages.get(stage, 0) for stage in stages)

    @property
    def answers(self) -> int:
        return sum(number for _, number in self.answered)

    @property
    def share_in_time(self) -> float | None:
        reckoned = self.in_time + self.answered_late + self.unanswered_late
        return self.in_time / reckoned if reckoned else None

    @property
    def median_days(self) -> float | None:
        count = self.answers
        if not count:
            return None
        low, high = (self._at((count - 1) // 2), self._at(count // 2))
        return (low + high) / 2

    def _at(self, place: int) -> int:
        for days, number in self.answered:
            place -= number
            if place < 0:
                return days
        raise IndexError(place)


def by_unit(
    transaction: Transaction, first: str, last: str, today: int, kept: KeptFigures[UnitFigures] | None = None
) -> dict[str, UnitFigures]:
    """The figures of complaints received from `first` to `last` (ISO dates); `today` as an ordinal."""
    summed = (kept or KeptFigures[UnitFigures]()).of_days(
        transaction, first, last, lambda units: _summed(month_sums.of_days(transaction, first, last, units))
    )
    late = {unit: counts for unit, *counts in transaction.rows(_LATE, first=first, last=last, today=today)}
    return {
        unit: replace(figures, late=int(late[unit][0]), unanswered_late=int(late[unit][1])) if unit in late else figures
        for unit, figures in summed.items()
    }


def _summed(sums: Mapping[str, Sums]) -> dict[str, UnitFigures]:
    return {unit: _figures(of_unit) for unit, of_unit in sums.items() if of_unit.received}


def _figures(sums: Sums) -> UnitFigures:
    """All but what today makes late."""
    _, answered_late, in_time, undated, belated = sums.outcomes
    stages = {stage: count for stage, count in zip(STAGES, sums.stages, strict=True) if count}
    return UnitFigures(
        received=sums.received,
        open=sum(count for stage, count in stages.items() if stage in OPEN_STAGES),
        in_time=in_time,
        answered_late=answered_late,
        stages=dict[str, int](stages),
        answered=sorted(sums.days.items()),
        undated=undated,
        belated=belated,
    )


def total(figures: Iterable[UnitFigures]) -> UnitFigures:
    summed, days = UnitFigures(), dict[int, int]()
    for unit_figures in figures:
        summed.received += unit_figures.received
        summed.open += unit_figures.open
        summed.late += unit_figures.late
        summed.in_time += unit_figures.in_time
        summed.answered_late += unit_figures.answered_late
        summed.undated += unit_figures.undated
        summed.belated += unit_figures.belated
        summed.unanswered_late += unit_figures.unanswered_late
        for stage, count in unit_figures.stages.items():
            summed.stages[stage] = summed.stages.get(stage, 0) + count
        for day, count in unit_figures.answered:
            days[day] = days.get(day, 0) + count
    summed.answered = sorted(days.items())
    return summed


def sealed(transaction: Transaction) -> int:
    """How many complaints are sealed: all that anyone but the Inspektorat may know of them."""
    [(count,)] = transaction.rows(_SEALED, yes=True)
    return count
