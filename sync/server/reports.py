"""The reports that units send on a month, quarter or year: kept as events of the office as such, found by unit and period."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from complaints import period_report
from complaints.errors import InvalidField
from complaints.events import Event, Reported, decode
from complaints.period_report import PeriodReport
from complaints.report_period import ReportPeriod, parse_period
from sync.server.statement import COUNTING, Insert, PortableStatement, Transaction

ADD = Insert(
    "report",
    {"unit": "text", "period": "text", "device": "text", "seq": "int8", "at": "int8", "made_on": "text"},
    "ON CONFLICT DO NOTHING",
)
_OF_OFFICES = PortableStatement(
    "SELECT e.device, e.seq, e.content FROM event e WHERE e.complaint = '' AND (e.device, e.seq) > (:device, :seq) "
    "ORDER BY e.device, e.seq LIMIT 500"
)
_OF_PERIOD = PortableStatement(
    "SELECT e.unit, e.period, e.made_on, e.at, e.device, e.seq FROM report e WHERE e.period = :period "
    f"AND {COUNTING} ORDER BY e.unit, e.at, e.device"
)
_OF_UNIT = PortableStatement(
    f"SELECT e.unit, e.period, e.made_on, e.at, e.device, e.seq FROM report e WHERE e.unit = :unit AND {COUNTING} "
    "ORDER BY e.period, e.at, e.device"
)
_CONTENTS = PortableStatement(
    "SELECT e.unit, v.content FROM report e JOIN event v ON v.device = e.device AND v.seq = e.seq WHERE e.period = :period "
    f"AND {COUNTING} ORDER BY e.unit, e.at, e.device"
)
_PERIODS = PortableStatement("SELECT DISTINCT period FROM report")
_CONTENT = PortableStatement("SELECT content FROM event WHERE device = :device AND seq = :seq")


class KeptReport(NamedTuple):
    """Which event holds a report. `made_on` is the day on which its PC made it."""

    unit: str
    period: str
    made_on: str
    at: int
    device: str
    seq: int


def rows(event: Event) -> list[tuple[object, ...]]:
    """The row of a report; none for another event, or a report of a period that is none."""
    step = event.step
    if not isinstance(step, Reported) or event.complaint:
        return []
    try:
        period = parse_period(step.period)
    except InvalidField:
        return []
    return [(event.unit, period.code, event.device, event.seq, event.at, step.on.isoformat())]


def rebuild(transaction: Transaction) -> None:
    """Finds the reports among the events that an older version kept without reading them."""
    device, seq = "", 0
    while found := transaction.rows(_OF_OFFICES, device=device, seq=seq):
        device, seq, _ = found[-1]
        reports: list[tuple[object, ...]] = []
        for _, _, content in found:
            try:
                reports += rows(decode(bytes(content)))
            except (msgspec.DecodeError, ValueError):
                continue
        transaction.insert(ADD, reports)


def of_period(transaction: Transaction, period: ReportPeriod) -> dict[str, KeptReport]:
    """The latest report of each unit on this period."""
    return {kept.unit: kept for kept in _kept(transaction.rows(_OF_PERIOD, period=period.code))}


def of_unit(transaction: Transaction, unit: str) -> list[KeptReport]:
    """The unit's reports, of each period the latest, the newest period first."""
    latest = {kept.period: kept for kept in _kept(transaction.rows(_OF_UNIT, unit=unit))}
    return sorted(latest.values(), key=lambda kept: parse_period(kept.period).first, reverse=True)


def _kept(found: Iterable[tuple[object, ...]]) -> list[KeptReport]:
    return [KeptReport(*row) for row in found]  # pyright: ignore[reportArgumentType] - rows of the database


def periods(transaction: Transaction) -> set[str]:
    """On which there is any report."""
    return {period for (period,) in transaction.rows(_PERIODS)}


def load(transaction: Transaction, kept: KeptReport) -> PeriodReport | None:
    """The report as it was sent; None where nobody can read it."""
    row = transaction.first(_CONTENT, device=kept.device, seq=kept.seq)
    return None if row is None else _read(row[0], kept.unit, kept.period)


def all_of(transaction: Transaction, period: ReportPeriod) -> dict[str, PeriodReport]:
    """The latest report of each unit on this period, as far as it can be read."""
    latest = dict(transaction.rows(_CONTENTS, period=period.code))
    read = {unit: _read(content, unit, period.code) for unit, content in latest.items()}
    return {unit: report for unit, report in read.items() if report is not None}


def _read(content: bytes, unit: str, period: str) -> PeriodReport | None:
    try:
        step = decode(bytes(content)).step
    except (msgspec.DecodeError, ValueError):
        return None
    report = period_report.decode(step.content) if isinstance(step, Reported) else None
    # Under whose name and on which period it is, the event says; its content can't say otherwise.
    return None if report is None else msgspec.structs.replace(report, unit=unit, period=period)
