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
from sync.server.week_figures import AGES

MOST_DAYS = 3650
SHOWN = 8  # of lists that the page itself cuts short


class ShownLine(NamedTuple):
    """What stands in a line of the page's table; `scope` is what its figures open beside the figure itself, `longest` the longest bar's number.

    `…_then` are of the week that it is compared with.
    """

    name: str
    scope: str
    look: str
    is_unit: bool
    is_nil: bool
    received: int
    received_then: int
    answered: int
    answered_then: int
    share_in_time: float | None
    newly_late: int
    newly_late_then: int
    late: int
    open: int
    open_then: int
    ages: tuple[tuple[str, int], ...]
    longest: int

    @property
    def open_by_age(self) -> list[int]:
        return [count for _, count in self.ages]


class WeekPages:
    def __init__(self, desk: Desk, warnings: Warnings) -> None:
        self._desk = desk
        self._warnings = warnings
        desk.templates.globals.update(cases=_cases, age_bar=charts.age_bar)  # pyright: ignore[reportUnknownMemberType]
        self._row = desk.kept_rows("week_row.html")

    async def show(self, request: Request, visit: Visit) -> Response:
        figures = await self._figures(request)
        chosen, all_units = request.query_params.get("kecamatan", ""), bool(request.query_params.get("units"))
        kecamatan = next((line for line in figures.kecamatan if (line.code or "-") == chosen), None)
        total = kecamatan or figures.total
        by_year = request.query_params.get("compare") == "year"
        rows = _rows(figures, kecamatan, all_units=all_units, by_year=by_year)
        return self._desk.html(
            "week.html",
            self._common(figures, visit)
            | {
                "warnings": await self._early_warnings(figures) if kecamatan is None else [],
                "rows": rows, "row": self._row, "total": total, "total_scope": _scope(kecamatan) if kecamatan else "", "kecamatan": kecamatan,
                "shown_total": _shown(total, _scope(kecamatan) if kecamatan else "", by_year=by_year), "by_year": by_year,
                "all_units": all_units, "shown": SHOWN, "meanings": week_words.MEANINGS,
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
            "days": week_words.days_of(figures.week), "age_words": week_words.AGE_WORDS,
            "total": figures.total,
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


def _cases(opens: bool, figure: str, week: object, count: int, scope: str = "") -> str:
    """A figure that opens its complaints, for who may see them; nothing opens nothing. Thousands stand on a page, too many for a macro."""
    if not count or not opens:
        return number(count)
    return Markup(f'<a href="/aduan?figure={figure}&amp;week={escape(str(week))}{escape(scope)}">{number(count)}</a>')


def _rows(figures: WeekFigures, kecamatan: KecamatanLine | None, *, all_units: bool, by_year: bool) -> list[ShownLine]:
    if kecamatan is not None:
        listed = [(unit, f"&unit={unit.code}", "", True) for unit in kecamatan.units]
    elif not all_units:
        listed = [(line, _scope(line), "", False) for line in figures.kecamatan]
    else:
        listed: list[tuple[Line, str, str, bool]] = []
        for line in figures.kecamatan:
            listed.append((line, _scope(line), "sum", False))
            listed += [(unit, f"&unit={unit.code}", "unit-row", True) for unit in line.units]
    longest = max((line["open"] for line, _, look, _ in listed if look != "sum"), default=0)
    return [
        _shown(line, scope, look, is_unit=is_unit, by_year=by_year, longest=longest)
        for line, scope, look, is_unit in listed
    ]


def _shown(
    line: Line, scope: str, look: str = "", *, is_unit: bool = False, by_year: bool, longest: int = 0
) -> ShownLine:
    then = line.year_before if by_year else line.before
    return ShownLine(
        line.name, scope, look, is_unit, line.is_nil, line["received"], then("received"), line["answered"], then("answered"), line.share_in_time,
        line["newly_late"], then("newly_late"), line["late"], line["open"], then("open"),
        tuple((name, line[name]) for name, _ in AGES), longest,
    )  # fmt: skip


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
