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
from complaints.period_report import MOST_LATE, LateComplaint, Narrative, PeriodReport, ReportDraft, standing_reason
from complaints.phrases import phrase
from complaints.report_period import ReportPeriod
from desktop.office.figure_queries import of_outcome
from desktop.store import kept_values, listing, log, own_devices, period_figures
from desktop.store.database import writing
from desktop.store.log import NewEvent
from desktop.store.schema import event
from desktop.store.statement import Statement, rows
from desktop.wording.formats import full_date
from desktop.wording.translation import tr, tr_count

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
    with office.reading() as connection:
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
    with office.reading() as connection:
        return _draft(connection, period)


def save_draft(office: "Office", period: ReportPeriod, written: ReportDraft) -> None:
    """Keeps the narrative on this PC until it is written anew."""
    with writing(office.engine) as connection:
        kept_values.save(connection, _name(period), written.cleaned())


def _draft(connection: Connection, period: ReportPeriod) -> ReportDraft:
    return kept_values.load(connection, _name(period), ReportDraft) or ReportDraft()


def _name(period: ReportPeriod) -> str:
    return f"report-{period.code}"


def reason_lines(report: PeriodReport) -> str:
    """Why each late complaint is late, a line each, to be written over: '2026-A-0012: Belum diverifikasi'."""
    return "\n".join(f"{late.number}: {late.reason}" for late in report.late)


def texts(report: PeriodReport) -> dict[str, str]:
    """What is written of a report, by its fields; 'reasons' a line each."""
    narrative = report.narrative
    return {
        "obstacles": narrative.obstacles,
        "follow_up": narrative.follow_up,
        "recommendations": narrative.recommendations,
        "reasons": reason_lines(report),
    }


def save_texts(office: "Office", period: ReportPeriod, report: PeriodReport, typed: dict[str, str]) -> None:
    """Keeps what was written in these fields of the report, as its draft."""
    reasons = draft(office, period).reasons | typed_reasons(typed["reasons"], report)
    narrative = Narrative(**{name: text for name, text in typed.items() if name != "reasons"})
    save_draft(office, period, ReportDraft(narrative=narrative, reasons=reasons))


def typed_reasons(lines: str, report: PeriodReport) -> dict[str, str]:
    """What was written over in such lines, by the complaints' ids; what is as it stood of itself is not kept."""
    by_number = {late.number: late for late in report.late}
    reasons: dict[str, str] = {}
    for line in lines.splitlines():
        number, _, reason = line.partition(":")
        late = by_number.get(number.strip())
        if late is not None and reason.strip() != late.reason:
            reasons[late.id] = reason.strip()
    return reasons


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A period's report as it would be made now; the one that was sent, if there is any; and whether it may be sent."""

    report: PeriodReport
    sent: SentReport | None
    may_send: bool


def standing(office: "Office", period: ReportPeriod, signer: Signer) -> Standing:
    former = next((one for one in sent(office) if one.report.period == period.code), None)
    return Standing(make(office, period, signer), former, period.last < office.today())


def state_words(standing: Standing) -> str:
    """How many complaints a period has, and whether its report was sent."""
    report = standing.report
    counted = (
        tr("Nihil: tidak ada pengaduan.") if report.is_nihil else tr_count("{count} pengaduan.", count=report.received)
    )
    if standing.sent is not None:
        day = full_date(standing.sent.on)
        sent = (
            tr("Dikirim {day}, sudah di kabupaten.", day=day)
            if standing.sent.arrived
            else tr("Dikirim {day}, menunggu sinkronisasi.", day=day)
        )
    else:
        sent = tr("Belum dikirim.") if standing.may_send else tr("Masanya belum berakhir, jadi belum dapat dikirim.")
    return f"{counted} {sent}"


def sent(office: "Office") -> list[SentReport]:
    """The reports of this unit that were sent, from whichever of its PCs; of each period the latest, the newest period first."""
    latest: dict[str, tuple[int, SentReport]] = {}
    with office.reading() as connection:
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
