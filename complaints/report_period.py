"""The periods that offices report on: a month, a quarter or a year, with a code, a heading for papers and the days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from complaints.calendar import WorkCalendar
from complaints.errors import InvalidField
from complaints.phrases import phrase

Span = Literal["month", "quarter", "year"]
SPANS: tuple[Span, ...] = ("month", "quarter", "year")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_CODE = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|[TQtq]([1-4])))?")
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """`code` is '2026', '2026-T4' or '2026-11'; `heading` says it on paper: 'Triwulan IV Tahun 2026'. Both days are included."""

    code: str
    heading: str
    first: date
    last: date

    @property
    def span(self) -> Span:
        return "year" if len(self.code) == 4 else "quarter" if "T" in self.code else "month"

    def due_on(self, calendar: WorkCalendar, working_days: int) -> date:
        """The last day on which its report is in time: so many working days after the period's end."""
        return calendar.add(self.last, working_days)


def parse_period(text: str) -> ReportPeriod:
    """'2026', '2026-T4' (or -Q4) or '2026-11'. Raises InvalidField("period")."""
    match = _CODE.fullmatch(text.strip())
    if match is None or match[1] == "0000" or (match[2] and not 1 <= int(match[2]) <= 12):
        raise InvalidField(
            "period", phrase("Masa ditulis 2026-11 untuk bulan, 2026-T4 untuk triwulan, atau 2026 untuk tahun.")
        )
    year = int(match[1])
    if match[2]:
        return month(year, int(match[2]))
    return quarter(year, int(match[3])) if match[3] else whole_year(year)


def month(year: int, number: int) -> ReportPeriod:
    first = date(year, number, 1)
    return ReportPeriod(f"{year:04d}-{number:02d}", f"Bulan {MONTHS[number - 1]} {year}", first, _end(first))


def quarter(year: int, number: int) -> ReportPeriod:
    first, last = date(year, 3 * number - 2, 1), _end(date(year, 3 * number, 1))
    return ReportPeriod(f"{year:04d}-T{number}", f"Triwulan {_QUARTERS[number - 1]} Tahun {year}", first, last)


def whole_year(year: int) -> ReportPeriod:
    return ReportPeriod(f"{year:04d}", f"Tahun {year}", date(year, 1, 1), date(year, 12, 31))


def latest_ended(span: Span, today: date) -> ReportPeriod:
    """The last period of this span that was over before today."""
    match span:
        case "month":
            index = today.year * 12 + today.month - 2
            return month(index // 12, index % 12 + 1)
        case "quarter":
            index = today.year * 4 + (today.month - 1) // 3 - 1
            return quarter(index // 4, index % 4 + 1)
        case "year":
            return whole_year(today.year - 1)


def ended(span: Span, today: date, count: int) -> list[ReportPeriod]:
    """The last `count` periods of this span that were over before today, the newest first."""
    periods: list[ReportPeriod] = []
    day = today
    for _ in range(count):
        period = latest_ended(span, day)
        periods.append(period)
        day = period.first
    return periods


def _end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
