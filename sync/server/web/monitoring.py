"""Monitoring and evaluation: the figures of every unit over a period, on a page and as a sheet to take along."""

from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from complaints.complaint import Stage
from complaints.periods import Period
from sync.server import listing, monitoring, units
from sync.server.accounts import Visit
from sync.server.kept_figures import KeptFigures
from sync.server.listing import ComplaintRow
from sync.server.monitoring import UnitFigures
from sync.server.statement import Transaction
from sync.server.web import sheet
from sync.server.web.desk import HEADERS, Desk, in_thread
from sync.server.web.warnings import Warnings

# Nine stages are too many for a page; a sheet has them all.
GROUPS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("Baru", ("new",)), ("Diproses", ("returned", "verified", "in_progress", "awaiting_approval")),
    ("Diteruskan", ("forwarded",)), ("Ditanggapi", ("responded",)), ("Selesai", ("closed", "archived")),
)  # fmt: skip


class PeriodFigures(NamedTuple):
    """What the database says of a period."""

    figures: dict[str, UnitFigures]
    overdue: list[ComplaintRow]
    names: dict[str, str]
    sealed: int


class ShownFigures(NamedTuple):
    """What stands in a line of the page."""

    received: int
    groups: tuple[int, ...]
    late: int
    in_time: int
    answered_late: int
    share_in_time: float | None
    median_days: float | None

    @classmethod
    def of(cls, figures: UnitFigures) -> "ShownFigures":
        return cls(
            figures.received, tuple(figures.count(stages) for _, stages in GROUPS), figures.late, figures.in_time,
            figures.answered_late, figures.share_in_time, figures.median_days,
        )  # fmt: skip


class MonitoringPages:
    def __init__(self, desk: Desk, warnings: Warnings) -> None:
        self._desk = desk
        self._warnings = warnings
        self._kept = KeptFigures[UnitFigures]()
        self._row = desk.kept_rows("monitoring_row.html")

    async def show(self, request: Request, visit: Visit) -> Response:
        period = self._period(request)
        period_figures = await self._desk.read(lambda t: self._find(t, period))
        total = monitoring.total(period_figures.figures.values())
        return self._desk.html(
            "monitoring.html",
            {
                "visit": visit, "figures": {unit: ShownFigures.of(figures) for unit, figures in period_figures.figures.items()}, "row": self._row,
                "names": period_figures.names, "total": total, "shown_total": ShownFigures.of(total),
                "sealed": period_figures.sealed, "overdue": period_figures.overdue, "groups": GROUPS, "first": period.first, "last": period.last,
                "warnings": await self._warnings.lines(),
                "span": urlencode({"first": period.first.isoformat(), "last": period.last.isoformat()}),
            },
        )  # fmt: skip

    async def csv(self, request: Request, _visit: Visit) -> Response:
        return await self._download(request, "csv")

    async def xlsx(self, request: Request, _visit: Visit) -> Response:
        return await self._download(request, "xlsx")

    async def _download(self, request: Request, kind: sheet.Kind) -> Response:
        period = self._period(request)
        period_figures = await self._desk.read(lambda t: self._find(t, period))
        content = await in_thread(lambda: sheet.write(kind, period_figures.figures, period_figures.names))
        name = f"pemantauan-{period.first}-{period.last}.{kind}"
        return Response(
            content,
            media_type=sheet.MEDIA_TYPES[kind],
            headers=HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _period(self, request: Request) -> Period:
        today = self._desk.today()
        first = _day(request.query_params.get("first", "")) or today - timedelta(days=365)
        last = _day(request.query_params.get("last", "")) or today
        return Period(min(first, last), max(first, last))

    def _find(self, transaction: Transaction, period: Period) -> PeriodFigures:
        span, today = (period.first.isoformat(), period.last.isoformat()), self._desk.today().toordinal()
        figures = monitoring.by_unit(transaction, *span, today, self._kept)
        overdue = listing.longest_overdue(transaction, *span, today)
        return PeriodFigures(
            figures, overdue, units.names(transaction, sorted(figures)), monitoring.sealed(transaction)
        )


def _day(iso_date: str) -> date | None:
    try:
        return date.fromisoformat(iso_date)
    except ValueError:
        return None
