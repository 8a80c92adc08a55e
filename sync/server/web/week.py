"""The week's page, the same as Excel and PDF, and the one page for the leaders."""

from typing import NamedTuple

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response

from complaints.weeks import Week, parse_week
from sync.server import silence, week, week_pdf, week_sheet, week_words
from sync.server.accounts import Visit
from sync.server.web import charts
from sync.server.web.desk import HEADERS, Desk, in_thread, number
from sync.server.web.warnings import WarningLine, Warnings
from sync.server.week import ChartWeek, KecamatanLine, Line, WeekFigures

MOST_DAYS = 3650
SHOWN = 8  # of lists that the page itself cuts short


class Row(NamedTuple):
    """A line of the page's table; `scope` is what its figures open beside the figure itself."""

    line: Line
    scope: str
    is_sum: bool = False


class WeekPages:
    def __init__(self, desk: Desk, warnings: Warnings) -> None:
        self._desk = desk
        self._warnings = warnings

    async def show(self, request: Request, visit: Visit) -> Response:
        figures = await self._figures(request)
        chosen, all_units = request.query_params.get("kecamatan", ""), bool(request.query_params.get("units"))
        kecamatan = next((line for line in figures.kecamatan if (line.code or "-") == chosen), None)
        rows = _rows(figures, kecamatan, all_units=all_units)
        total = kecamatan or figures.total
        by_year = request.query_params.get("compare") == "year"
        return self._desk.html(
            "week.html",
            self._common(figures, visit)
            | {
                "warnings": await self._early_warnings(figures) if kecamatan is None else [],
                "rows": rows, "total": total, "total_scope": _scope(kecamatan) if kecamatan else "", "kecamatan": kecamatan, "by_year": by_year,
                "all_units": all_units, "shown": SHOWN,
                "longest": max((row.line["open"] for row in rows if not row.is_sum), default=0), "meanings": week_words.MEANINGS,
            },
        )  # fmt: skip

    async def leaders(self, request: Request, visit: Visit) -> Response:
        figures = await self._figures(request)
        weeks = await self._desk.read(lambda t: week.chart(t, figures.week))
        values = self._common(figures, visit) | _charts(figures, weeks)
        return self._desk.html("leaders.html", values | {"warnings": await self._early_warnings(figures)})

    async def _early_warnings(self, figures: WeekFigures) -> list[WarningLine]:
        """Of today: on the page of a week that is over they would say nothing of it."""
        return await self._warnings.lines() if figures.is_current else []

    async def xlsx(self, request: Request, _visit: Visit) -> Response:
        figures = await self._figures(request)
        warnings = [line.words for line in await self._early_warnings(figures)]
        content = await in_thread(lambda: week_sheet.write(figures, self._desk.name, warnings))
        return _download(content, week_sheet.MEDIA_TYPE, figures.week, "xlsx")

    async def pdf(self, request: Request, _visit: Visit) -> Response:
        figures = await self._figures(request)
        warnings = [line.words for line in await self._early_warnings(figures)]
        content = await in_thread(lambda: week_pdf.write(figures, self._desk.name, warnings))
        return _download(content, week_pdf.MEDIA_TYPE, figures.week, "pdf")

    def _common(self, figures: WeekFigures, visit: Visit) -> dict[str, object]:
        span = f"week={figures.week}&silent={figures.silence.days}"
        return {
            "visit": visit, "figures": figures, "week": figures.week, "span": span, "silence": figures.silence,
            "cases": _cases, "days": week_words.days_of(figures.week), "age_words": week_words.AGE_WORDS,
            "age_bar": charts.age_bar, "total": figures.total,
        }  # fmt: skip

    async def _figures(self, request: Request) -> WeekFigures:
        asked = request.query_params.get("week", "")
        chosen = parse_week(asked) if asked else None
        silent = request.query_params.get("silent", "")
        days = (
            min(int(silent), MOST_DAYS)
            if silent.isascii() and silent.isdigit() and len(silent) < 5
            else silence.DEFAULT_DAYS
        )
        district = self._desk.district

        return await in_thread(lambda: district.database.snapshot(lambda t: week.load(t, district, chosen, days)))


def _cases(visit: Visit, figure: str, week: object, count: int, scope: str = "") -> str:
    """A figure that opens its complaints, for who may see them; nothing opens nothing. Thousands stand on a page, too many for a macro."""
    if not count or not visit.may("complaints"):
        return number(count)
    return Markup(f'<a href="/aduan?figure={figure}&amp;week={escape(str(week))}{escape(scope)}">{number(count)}</a>')


def _rows(figures: WeekFigures, kecamatan: KecamatanLine | None, *, all_units: bool) -> list[Row]:
    if kecamatan is not None:
        return [Row(unit, f"&unit={unit.code}") for unit in kecamatan.units]
    if not all_units:
        return [Row(line, _scope(line)) for line in figures.kecamatan]
    rows: list[Row] = []
    for line in figures.kecamatan:
        rows.append(Row(line, _scope(line), is_sum=True))
        rows += [Row(unit, f"&unit={unit.code}") for unit in line.units]
    return rows


def _scope(line: KecamatanLine) -> str:
    return f"&kecamatan={line.code or '-'}"


def _charts(figures: WeekFigures, weeks: list[ChartWeek]) -> dict[str, object]:
    kecamatan = figures.kecamatan
    return {
        "weeks_chart": charts.weeks_chart(weeks),
        "late_chart": charts.bars([(line.name.removeprefix("Kecamatan "), line["late"]) for line in kecamatan], "late"),
        "open_chart": charts.age_bar(figures.total.ages, figures.total["open"]),
        "held": figures.held[:5],
    }


def _download(content: bytes, media_type: str, chosen: Week, ending: str) -> Response:
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="pekan-{chosen}.{ending}"'}
    return Response(content, media_type=media_type, headers=headers)
