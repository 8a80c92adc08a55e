"""The evaluation index: a score for each unit over a period, in groups of like volume, and the complaints behind every number."""

from typing import NamedTuple, cast, get_args

from starlette.requests import Request
from starlette.responses import Response

from complaints.errors import InvalidField
from complaints.evaluation import Evaluation, IndicatorCode
from complaints.report_period import ReportPeriod, Span, ended, latest_ended, parse_period
from complaints.report_tables import Cell, ReportTable, TableColumn
from sync.server import evaluation, units
from sync.server.accounts import Visit
from sync.server.evaluation import PAGE, PARTS, IndexLine, Part, UnitCounts
from sync.server.kept_figures import KeptFigures
from sync.server.permissions import SUPERVISORY_ONLY
from sync.server.refusal import not_found
from sync.server.statement import Transaction
from sync.server.web.desk import HEADERS, Desk, in_thread
from sync.server.web.reports import SHOWN
from sync.server.web.tables import MEDIA_TYPE, xlsx

SPANS: tuple[Span, ...] = ("month", "quarter", "year")
PART_WORDS: dict[Part, str] = {
    "reached": "yang memenuhi", "missed": "yang tidak memenuhi", "all": "yang dihitung", "left_out": "yang tidak ikut dihitung",
}  # fmt: skip


_PARTS: dict[str, Part] = {part: part for part in PARTS}


class PeriodIndex(NamedTuple):
    period: ReportPeriod
    rules: Evaluation
    lines: list[IndexLine]
    names: dict[str, str]


class ShownLine(NamedTuple):
    """What stands in a line of the page; of each indicator its code, percent, and of how many."""

    unit: str
    name: str
    score: float | None
    counted: int
    left_out: int
    indicators: tuple[tuple[str, float | None, int], ...]

    @classmethod
    def of(cls, line: IndexLine, name: str, codes: list[IndicatorCode]) -> "ShownLine":
        reached = [(code, line.reached[code]) for code in codes]
        indicators = tuple((code, one.percent, one.of) for code, one in reached)
        return cls(line.unit, name, line.score, line.counted, line.tests + line.copies, indicators)


class IndexPages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept = KeptFigures[UnitCounts]()
        self._row = desk.kept_rows("index_row.html")

    async def show(self, request: Request, visit: Visit) -> Response:
        shown, today = await self._find(request), self._desk.today()
        choice = {one.code: one for span in SPANS for one in ended(span, today, SHOWN[span])}
        choice |= {shown.period.code: shown.period}
        codes: list[IndicatorCode] = [indicator.code for indicator in shown.rules.indicators]
        groups: dict[str, list[ShownLine]] = {}
        for line in shown.lines:
            groups.setdefault(line.group, []).append(ShownLine.of(line, shown.names[line.unit], codes))
        return self._desk.html(
            "index.html",
            {
                "visit": visit, "period": shown.period, "rules": shown.rules, "groups": groups, "row": self._row,
                "periods": sorted(choice.values(), key=lambda one: (one.last, one.first), reverse=True),
            },
        )  # fmt: skip

    async def cases(self, request: Request, visit: Visit) -> Response:
        """The complaints that a number on the index counts."""
        if visit.role in SUPERVISORY_ONLY:
            raise not_found()
        period, today = self._period(request), self._desk.today()
        unit, typed = request.query_params.get("unit", "")[:40], request.query_params.get("indicator", "")
        indicator = cast(IndicatorCode, typed) if typed in get_args(IndicatorCode) else None
        part = _PARTS.get(request.query_params.get("part", ""), "all")
        rules = self._desk.district.evaluation
        rows = await self._desk.read(
            lambda t: evaluation.cases(t, rules, unit, indicator, part, period.first, period.last, today)
        )
        names = await self._desk.read(lambda t: units.titles(t, [unit]))
        name = next((one.name for one in rules.indicators if one.code == indicator), "Semua indikator")
        return self._desk.html(
            "index_cases.html",
            {
                "visit": visit, "rows": rows, "name": names[unit], "period": period, "indicator": name, "part": PART_WORDS[part],
                "standing": rules.standing_words, "is_cut": len(rows) == PAGE, "today": today.toordinal(),
            },
        )  # fmt: skip

    async def xlsx(self, request: Request, _visit: Visit) -> Response:
        shown = await self._find(request)
        content = await in_thread(lambda: xlsx(sheets(shown)))
        name = f"indeks-{shown.period.code}.xlsx"
        return Response(
            content, media_type=MEDIA_TYPE, headers=HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
        )

    def _period(self, request: Request) -> ReportPeriod:
        try:
            return parse_period(request.query_params.get("period", ""))
        except InvalidField:
            return latest_ended("quarter", self._desk.today())

    async def _find(self, request: Request) -> PeriodIndex:
        period, today, rules = self._period(request), self._desk.today(), self._desk.district.evaluation

        def read(transaction: Transaction) -> PeriodIndex:
            lines = evaluation.index(transaction, rules, period.first, period.last, today, self._kept)
            return PeriodIndex(period, rules, lines, units.titles(transaction, sorted(line.unit for line in lines)))

        return await self._desk.read(read)


def sheets(shown: PeriodIndex) -> list[ReportTable]:
    """The index, and the rules by which it was made."""
    indicators = shown.rules.indicators
    columns = [
        TableColumn("Kelompok", "text"), TableColumn("Kode unit", "text", 16), TableColumn("Unit", "text", 30), TableColumn("Nilai (0–100)", "days"),
        TableColumn("Dihitung"), TableColumn("Uji coba"), TableColumn("Kembar"), TableColumn("Di luar ketepatan"),
    ]  # fmt: skip
    for indicator in indicators:
        columns += [TableColumn(indicator.name, "percent"), TableColumn(f"{indicator.name}: dari")]
    rows: list[tuple[Cell, ...]] = []
    for line in shown.lines:
        cells: list[Cell] = [
            line.group, line.unit, shown.names.get(line.unit, line.unit), line.score, line.counted, line.tests, line.copies, line.untimed,
        ]  # fmt: skip
        for indicator in indicators:
            percent = line.reached[indicator.code].percent
            cells += [None if percent is None else percent / 100, line.reached[indicator.code].of]
        rows.append(tuple(cells))
    left_out = shown.rules.left_out
    about: list[tuple[Cell, ...]] = [
        ("Kedudukan", shown.rules.standing_words), ("Masa", shown.period.heading),
        ("Tidak diberi nilai di bawah", f"{shown.rules.index.least} pengaduan"),
        ("Uji coba menurut judul", ", ".join(left_out.titles)), ("Kembar tidak dihitung", "ya" if left_out.duplicates else "tidak"),
        *((f"{indicator.name}, bobot {indicator.weight}", indicator.source) for indicator in indicators),
    ]  # fmt: skip
    return [
        ReportTable("Indeks", tuple(columns), rows),
        ReportTable("Aturan", (TableColumn("Hal", "text", 40), TableColumn("Isi", "text", 100)), about),
    ]
