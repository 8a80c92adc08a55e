"""The office's reports on a month, quarter or year: made of the book as it is, their narrative kept as a draft, sent to the district."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from msgspec import structs
from sqlalchemy import Connection, bindparam, select

from complaints import period_report
from complaints.complaint import STAGES, Stage
from complaints.errors import Refused
from complaints.events import Reported, decode_any_step
from complaints.indicators import Figures
from complaints.period_report import MOST_LATE, LateComplaint, PeriodReport, ReportDraft, standing_reason
from complaints.phrases import phrase
from complaints.report_period import ReportPeriod
from desktop.office.figure_queries import of_outcome
from desktop.store import listing, log, own_devices, period_figures
from desktop.store import settings as stored
from desktop.store.database import reading, writing
from desktop.store.log import NewEvent
from desktop.store.schema import event
from desktop.store.statement import Statement, rows

if TYPE_CHECKING:
    from desktop.office.office import Office

_HANDED = "SELECT stage, count(*) FROM complaint WHERE received_on BETWEEN :first AND :last AND unit NOT IN ('', :unit) GROUP BY stage"
_OF_OFFICE = Statement(
    select(event.c.content, event.c.device, event.c.seq).where(event.c.complaint == bindparam("none"))
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs for the office, and where, as its papers have it."""

    place: str
    title: str
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class SentReport:
    """A report as it was sent. `arrived`: the district has it; `by` is who sent it, on the day `on`."""

    report: PeriodReport
    on: date
    by: str
    arrived: bool


def make(office: "Office", period: ReportPeriod, signer: Signer) -> PeriodReport:
    """The report of the book as it is now, with the narrative as far as it is written."""
    with reading(office.engine) as connection:
        figures = period_figures.load(connection, period.first, period.last, office.today())
        handed = _handed(connection, period, office.settings.unit_code)
        late = _late(connection, figures)
        draft = _draft(connection, period)
    return period_report.of_figures(
        figures, handed, late, draft,
        period=period.code, unit=office.settings.unit_code, office=office.settings.office_name, place=signer.place,
        head_title=signer.title, head_name=signer.name, head_id=signer.id, made_by=office.user.name,
    )  # fmt: skip


def _handed(connection: Connection, period: ReportPeriod, unit: str) -> dict[Stage, int]:
    """The complaints of the period that another unit recorded, by stage."""
    days = {"first": period.first.isoformat(), "last": period.last.isoformat(), "unit": unit}
    counts: dict[str, int] = {stage: count for stage, count in rows(connection, _HANDED, days)} if unit else {}  # noqa: C416
    return {stage: counts[stage] for stage in STAGES if stage in counts}


def _late(connection: Connection, figures: Figures) -> list[LateComplaint]:
    """Those whose answer was or is late, the earliest received first."""
    query = structs.replace(of_outcome(figures, "respond", "late"), sort="received", descending=False)
    return [
        LateComplaint(
            id=row.id, number=row.number, received_on=row.received_on, stage=row.stage,
            answered=row.stage in ("responded", "closed", "archived"), reason=standing_reason(row.stage, row.forwarded_name),
        )
        for row in listing.page(connection, query, limit=MOST_LATE)
    ]  # fmt: skip


# The narrative -------------------------------------------------------------------------------------------------------


def draft(office: "Office", period: ReportPeriod) -> ReportDraft:
    with reading(office.engine) as connection:
        return _draft(connection, period)


def save_draft(office: "Office", period: ReportPeriod, written: ReportDraft) -> None:
    """Keeps the narrative on this PC until it is written anew."""
    with writing(office.engine) as connection:
        stored.save(connection, _name(period), written.cleaned())


def _draft(connection: Connection, period: ReportPeriod) -> ReportDraft:
    return stored.load(connection, _name(period), ReportDraft) or ReportDraft()


def _name(period: ReportPeriod) -> str:
    return f"report-{period.code}"


# Sending -------------------------------------------------------------------------------------------------------------


def check_may_send(office: "Office", period: ReportPeriod) -> None:
    """Raises Refused while the period goes on: its report would lack what is still to come."""
    if period.last >= office.today():
        raise Refused(
            phrase(
                "{period} belum berakhir, jadi laporannya belum dapat dikirim. Tidak ada yang dikirim; mencetaknya boleh kapan saja.",
                period=period.heading,
            )
        )


def send(office: "Office", period: ReportPeriod, signer: Signer) -> PeriodReport:
    """Puts the report into the log: the next sync or stick takes it to the district. Raises Refused."""
    check_may_send(office, period)
    report = make(office, period, signer)
    step = Reported(office.today(), period.code, period_report.encode(report))
    with writing(office.engine) as connection:
        log.append(connection, office.author, [NewEvent("", (), step)], office.now_ms)
    return report


def sent(office: "Office") -> list[SentReport]:
    """The reports of this unit that were sent, from whichever of its PCs; of each period the latest, the newest period first."""
    latest: dict[str, tuple[int, SentReport]] = {}
    with reading(office.engine) as connection:
        acknowledged = {device.id: device.acknowledged for device in own_devices.load(connection)}
        for content, device, seq in _OF_OFFICE.run(connection, {"none": ""}):
            reported = decode_any_step(content)
            step = reported.step
            if not isinstance(step, Reported) or reported.unit != office.settings.unit_code:
                continue
            report = period_report.decode(step.content)
            if report is None or (step.period in latest and latest[step.period][0] >= reported.at):
                continue
            arrived = seq <= acknowledged.get(device, seq)
            latest[step.period] = reported.at, SentReport(report, step.on, reported.actor, arrived)
    return [latest[period][1] for period in sorted(latest, reverse=True)]
