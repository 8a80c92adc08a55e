"""Who has reported on a period, and who is late with it: for the district."""

from datetime import date
from typing import NamedTuple

from complaints.calendar import WorkCalendar
from complaints.evaluation import Evaluation
from complaints.report_period import ReportPeriod
from sync.server import month_sums, unit_seats
from sync.server.reports import KeptReport, of_period
from sync.server.statement import Transaction


class UnitState(NamedTuple):
    """Whether a unit has reported on a period, and in time. `recorded` is how many complaints of it the district has itself."""

    unit: str
    name: str
    due_on: date
    kept: KeptReport | None
    recorded: int
    is_late: bool

    @property
    def made_on(self) -> str:
        return self.kept.made_on if self.kept else ""


def states(
    transaction: Transaction, period: ReportPeriod, evaluation: Evaluation, calendar: WorkCalendar, today: date
) -> list[UnitState]:
    """Each unit that takes part, by code: one with a PC or an account, and whoever reported or recorded anything in the period."""
    due_on = period.due_on(calendar, evaluation.reports.working_days)
    kept = of_period(transaction, period)
    summed = month_sums.of_days(transaction, period.first.isoformat(), period.last.isoformat())
    recorded = {unit: sums.received for unit, sums in summed.items() if sums.received}
    seats = unit_seats.all_seats(transaction, today.toordinal())
    return [
        UnitState(
            seat.unit,
            seat.name,
            due_on,
            report := kept.get(seat.unit),
            recorded.get(seat.unit, 0),
            report.made_on > due_on.isoformat() if report else today > due_on,
        )
        for seat in seats
        if any(not pc.revoked_at for pc in seat.pcs) or seat.accounts or seat.unit in kept or seat.unit in recorded
    ]
