"""A unit's own reports on its web desk: the figures of a period, the narrative, and sending; a PC of the unit sees what was sent."""

from http import HTTPStatus
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from complaints import period_report, vocabulary
from complaints.errors import InvalidField, Refused
from complaints.events import Reported
from complaints.lapor import STATUSES
from complaints.period_report import Narrative, PeriodReport, ReportDraft
from complaints.phrases import phrase
from complaints.report_period import ReportPeriod, ended, latest_ended, parse_period
from sync.server import reports, unit_report
from sync.server.accounts import Visit
from sync.server.own_device import OwnDevices, WrittenHead
from sync.server.reports import KeptReport
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, form, in_thread, text
from sync.server.web.reports import SHOWN


class Prepared(NamedTuple):
    """The report as it would be sent now, and the one that was sent, if there is any."""

    report: PeriodReport
    kept: KeptReport | None
    sent: PeriodReport | None


class UnitReportPages:
    def __init__(self, desk: Desk, own_devices: OwnDevices) -> None:
        self._desk = desk
        self._own_devices = own_devices

    async def show(self, request: Request, visit: Visit) -> Response:
        spans, today = self._desk.district.evaluation.reports.spans or ("quarter",), self._desk.today()
        typed = request.query_params.get("period", "")
        period = parse_period(typed) if typed else latest_ended(spans[0], today)
        prepared = await self._prepare(visit, period)
        choice = {one.code: one for span in spans for one in ended(span, today, SHOWN[span])} | {period.code: period}
        return self._desk.html(
            "unit_reports.html",
            {
                "visit": visit, "period": period, "r": prepared.report, "kept": prepared.kept, "sent": prepared.sent,
                "periods": sorted(choice.values(), key=lambda one: (one.last, one.first), reverse=True),
                "is_over": period.last < today, "statuses": STATUSES, "steps": vocabulary.MEASURED_STEPS,
                "narrative": prepared.sent.narrative if prepared.sent else Narrative(),
            },
        )  # fmt: skip

    async def send(self, request: Request, visit: Visit) -> Response:
        form_data = await form(request)
        try:
            period = parse_period(text(form_data, "period"))
        except InvalidField as error:
            raise Refused(error.phrase) from None
        today = self._desk.today()
        if period.last >= today:
            raise Refused(
                phrase("{period} belum berakhir, jadi laporannya belum dapat dikirim.", period=period.heading)
            )
        narrative = Narrative(
            obstacles=text(form_data, "obstacles"),
            follow_up=text(form_data, "follow_up"),
            recommendations=text(form_data, "recommendations"),
        )
        prepared = await self._prepare(visit, period, ReportDraft(narrative=narrative))
        step = Reported(today, period.code, period_report.encode(prepared.report))
        context = await self._desk.read(self._desk.district.desk)
        now = self._desk.district.now()

        def work(transaction: Transaction) -> WrittenHead:
            return self._own_devices.write_for_office(transaction, context, visit.unit, visit.admin, step, now)

        self._own_devices.keep(await self._desk.write(work))
        return RedirectResponse(f"/meja/laporan?period={period.code}", HTTPStatus.SEE_OTHER, HEADERS)

    async def _prepare(self, visit: Visit, period: ReportPeriod, draft: ReportDraft | None = None) -> Prepared:
        reckoning, _ = await in_thread(self._desk.district.own_desk)
        today = self._desk.today()

        def read(transaction: Transaction) -> Prepared:
            of_unit = unit_report.complaints(transaction, visit.unit, period)
            report = unit_report.make(
                of_unit, period, draft or ReportDraft(), reckoning.policy, reckoning.calendar, today,
                unit=visit.unit, title=visit.unit_title, made_by=visit.admin, head=visit.head,
            )  # fmt: skip
            kept = reports.of_period(transaction, period).get(visit.unit)
            return Prepared(report, kept, reports.load(transaction, kept) if kept else None)

        return await self._desk.read(read)
