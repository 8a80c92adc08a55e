"""Reports of units: who has reported on a period and who is late, and each report as it was sent, on a page, on paper and as a sheet."""

from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from complaints import vocabulary
from complaints.errors import InvalidField
from complaints.evaluation import Evaluation
from complaints.lapor import STATUSES
from complaints.period_report import PeriodReport
from complaints.report_period import ReportPeriod, Span, ended, latest_ended, parse_period
from complaints.report_tables import tables
from sync.server import report_states, reports, units
from sync.server.accounts import Visit
from sync.server.refusal import Refuse, not_found
from sync.server.report_states import UnitState
from sync.server.reports import KeptReport
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, in_thread
from sync.server.web.tables import MEDIA_TYPE, xlsx

SHOWN: dict[Span, int] = {"month": 12, "quarter": 8, "year": 3}  # periods back to choose from


class OneReport(NamedTuple):
    report: PeriodReport
    kept: KeptReport
    name: str


class ReportPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request, visit: Visit) -> Response:
        evaluation, today = self._desk.district.evaluation, self._desk.today()
        period = _asked(request) or latest_ended(
            evaluation.reports.spans[0] if evaluation.reports.spans else "quarter", today
        )
        reckoning, _ = await in_thread(self._desk.district.own_desk)

        def read(transaction: Transaction) -> tuple[list[UnitState], set[str], dict[str, PeriodReport]]:
            states = report_states.states(transaction, period, evaluation, reckoning.calendar, today)
            return states, reports.periods(transaction), reports.all_of(transaction, period)

        states, with_reports, sent = await self._desk.read(read)
        return self._desk.html(
            "reports.html",
            {
                "visit": visit, "period": period, "states": states, "sent": sent,
                "periods": _choice(evaluation, period, with_reports, self._desk),
                "in_time": sum(state.kept is not None and not state.is_late for state in states),
                "sent_late": sum(state.kept is not None and state.is_late for state in states),
                "missing": sum(state.kept is None and state.is_late for state in states),
                "due_on": states[0].due_on if states else period.due_on(reckoning.calendar, evaluation.reports.working_days),
            },
        )  # fmt: skip

    async def report(self, request: Request, visit: Visit) -> Response:
        one = await self._one(request)
        return self._desk.html(
            "report.html",
            {
                "visit": visit, "r": one.report, "kept": one.kept, "name": one.name, "period": parse_period(one.report.period),
                "statuses": STATUSES, "steps": vocabulary.MEASURED_STEPS,
            },
        )  # fmt: skip

    async def xlsx(self, request: Request, _visit: Visit) -> Response:
        one = await self._one(request)
        label = self._desk.categories.label
        content = await in_thread(lambda: xlsx(tables(one.report, label)))
        name = f"laporan-{one.kept.unit}-{one.kept.period}.xlsx"
        return Response(
            content, media_type=MEDIA_TYPE, headers=HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
        )

    async def json(self, request: Request, _visit: Visit) -> Response:
        import msgspec

        one = await self._one(request)
        return JSONResponse(msgspec.to_builtins(one.report), HTTPStatus.OK, HEADERS)

    async def _one(self, request: Request) -> OneReport:
        unit, code = request.path_params["unit"], request.path_params["period"]
        try:
            period = parse_period(code)
        except InvalidField:
            raise not_found() from None

        def read(transaction: Transaction) -> OneReport | Refuse:
            kept = reports.of_period(transaction, period).get(unit)
            report = reports.load(transaction, kept) if kept else None
            if kept is None or report is None:
                return not_found()
            return OneReport(report, kept, units.titles(transaction, [unit])[unit])

        one = await self._desk.read(read)
        if isinstance(one, Refuse):
            raise one
        return one


def _asked(request: Request) -> ReportPeriod | None:
    try:
        return parse_period(request.query_params.get("period", ""))
    except InvalidField:
        return None


def _choice(evaluation: Evaluation, shown: ReportPeriod, with_reports: set[str], desk: Desk) -> list[ReportPeriod]:
    """The periods that are expected, those of which there are reports, and the one shown; the latest first."""
    expected = [period for span in evaluation.reports.spans for period in ended(span, desk.today(), SHOWN[span])]
    codes = {period.code for period in expected} | with_reports | {shown.code}
    return sorted((parse_period(code) for code in codes), key=lambda period: (period.last, period.first), reverse=True)
