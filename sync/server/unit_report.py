"""A unit's report on a period, counted at the district from what the unit itself may see: for units that work on the web."""

from datetime import date

from complaints import period_report
from complaints.calendar import WorkCalendar
from complaints.complaint import STAGES, Complaint, Stage
from complaints.counting import figures_of, is_late
from complaints.office_kind import HEADS, office_kind
from complaints.period_report import MOST_LATE, LateComplaint, PeriodReport, ReportDraft, standing_reason
from complaints.policy import Policy
from complaints.report_period import ReportPeriod
from sync.server import unit_desk
from sync.server.statement import PortableStatement, Transaction

A_TIME = 500  # histories read at once
_IDS = PortableStatement(
    "SELECT c.id FROM complaint c WHERE c.stage <> '' AND c.received_on BETWEEN :first AND :last AND c.id IN "
    "(SELECT complaint FROM handed WHERE unit = :unit UNION ALL SELECT id FROM complaint WHERE unit = :unit) ORDER BY c.received_on, c.id"
)


def complaints(transaction: Transaction, unit: str, period: ReportPeriod) -> list[Complaint]:
    """What the unit recorded and what was handed to it, as far as it was received in the period; the earliest first."""
    rows = transaction.rows(_IDS, unit=unit, first=period.first.isoformat(), last=period.last.isoformat())
    ids = [id for (id,) in rows]
    found: list[Complaint] = []
    for start in range(0, len(ids), A_TIME):
        found += unit_desk.load(transaction, unit, ids[start : start + A_TIME])
    return [complaint for complaint in found if period.first <= complaint.received_on <= period.last]


def make(
    of_unit: list[Complaint], period: ReportPeriod, draft: ReportDraft, policy: Policy, calendar: WorkCalendar, today: date,
    *, unit: str, title: str, made_by: str, head: bool,
) -> PeriodReport:  # fmt: skip
    """The report of these complaints. `head`: whoever makes it is the unit's head, and signs it."""
    figures = figures_of(of_unit, policy, calendar, period.first, period.last, today)
    handed: dict[Stage, int] = dict.fromkeys(STAGES, 0)
    for complaint in of_unit:
        if complaint.unit != unit:
            handed[complaint.stage] += 1
    late = (complaint for complaint in of_unit if is_late(complaint, policy, calendar, today))
    named = [
        LateComplaint(
            id=complaint.id, number=complaint.number, received_on=complaint.received_on, stage=complaint.stage,
            answered=complaint.stage in ("responded", "closed", "archived"),
            reason=standing_reason(complaint.stage, complaint.forwarded_name),
        )
        for complaint, _ in zip(late, range(MOST_LATE), strict=False)
    ]  # fmt: skip
    return period_report.of_figures(
        figures, {stage: count for stage, count in handed.items() if count}, named, draft,
        period=period.code, unit=unit, office=title, place="", head_title=HEADS[office_kind(unit)],
        head_name=made_by if head else "", head_id="", made_by=made_by,
    )  # fmt: skip
