"""The figures of a period as lines of tables, each figure with the query that finds its complaints, and what it means."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from complaints.categories import Categories
from complaints.indicators import SCORES, Figures, Outcome, Share, Speed, Timeliness, groups
from complaints.step_times import MEASURED, MeasuredStep
from desktop.screens.monitoring.figure_table import Cell, Column, Line
from desktop.store.listing import Query
from desktop.wording import names
from desktop.wording.formats import number
from desktop.wording.translation import language, tr

NOTHING = "–"


def of_period(figures: Figures) -> Query:
    """All complaints that the figures count."""
    return Query(received_from=figures.first, received_to=figures.last)


def passed(figures: Figures, step: MeasuredStep, outcome: Outcome, query: Query | None = None) -> Query:
    """Those of them that passed the step so."""
    wanted = query or of_period(figures)
    return structs.replace(wanted, step=step, outcome=outcome, outcome_on=figures.today)


def percent(value: float | None) -> str:
    return NOTHING if value is None else f"{number(value)}%"


def days(value: float | None) -> str:
    """'6' or '6,5'."""
    return NOTHING if value is None else number(value, 0 if value == int(value) else 1)


# Steps ---------------------------------------------------------------------------------------------------------------


def step_columns(*, compared: bool) -> list[Column]:
    columns = [Column(tr("Tahap")), *outcome_columns(tr("Tepat waktu"))]
    if compared:
        columns.append(Column(tr("Semula"), tr("% tepat pada periode pembanding.")))
    return [
        *columns,
        Column(
            tr("Median"), tr("Separuh selesai dalam hari kerja sebanyak ini; hari saat jam tenggat berhenti tidak dihitung.")
        ),
        Column(tr("90%"), tr("Sembilan dari sepuluh selesai dalam hari kerja sebanyak ini; Enter membuka yang paling lama.")),
        Column(
            tr("+ jeda"), tr("Median hari kerja yang dialami pelapor, termasuk hari menunggu pelapor atau unit lain.")
        ),
    ]  # fmt: skip


def outcome_columns(on_time: str) -> list[Column]:
    return [
        Column(on_time, tr("Selesai pada atau sebelum hari terakhir tenggatnya.")),
        Column(tr("Terlambat"), tr("Selesai sesudah tenggat, atau belum selesai padahal tenggatnya sudah lewat.")),
        Column(tr("Berjalan"), tr("Belum selesai dan masih dalam tenggat, atau jam tenggatnya sedang berhenti.")),
        Column(tr("% tepat"), tr("Bagian yang tepat waktu dari yang tepat waktu dan terlambat.")),
    ]


def step_lines(figures: Figures, before: Figures | None) -> list[Line]:
    return [_step_line(figures, before, step) for step in MEASURED]


def _step_line(figures: Figures, before: Figures | None, step: MeasuredStep) -> Line:
    speed, waited = figures.speed[step], figures.elapsed[step]
    line = [
        Cell(names.measured_step(step), strong=True),
        *_outcomes(figures, figures.timeliness[step], step, of_period(figures)),
    ]
    if before is not None:
        line.append(Cell(percent(before.timeliness[step].percent)))
    met = passed(figures, step, "met") if speed.count else None
    line.append(Cell(days(speed.median), met, strong=True))
    line.append(Cell(days(speed.ninetieth), _slowest(figures, step, speed)))
    line.append(Cell(days(waited.median)))
    return line


def _slowest(figures: Figures, step: MeasuredStep, speed: Speed) -> Query | None:
    if not speed.count or speed.ninetieth is None:
        return None
    return structs.replace(passed(figures, step, "met"), days_from=speed.ninetieth)


def _outcomes(figures: Figures, times: Timeliness, step: MeasuredStep, query: Query) -> list[Cell]:
    def cell(count: int, outcome: Outcome, *, bad: bool = False) -> Cell:
        return Cell(number(count), passed(figures, step, outcome, query) if count else None, bad=bad and count > 0)

    return [
        cell(times.on_time, "on_time"), cell(times.late, "late", bad=True), cell(times.running, "running"),
        Cell(percent(times.percent), share=None if times.percent is None else times.percent / 100, strong=True),
    ]  # fmt: skip


# Categories and dusun --------------------------------------------------------------------------------------------------


def share_columns(title: str, *, compared: bool) -> list[Column]:
    received = [
        Column(title),
        Column(tr("Diterima"), tr("Pengaduan, aspirasi dan permintaan informasi yang diterima dalam periode ini.")),
    ]
    if compared:
        received.append(Column(tr("Semula"), tr("Yang diterima pada periode pembanding.")))
    return [*received, *outcome_columns(tr("Tepat"))]


def category_lines(
    figures: Figures, before: Figures | None, step: MeasuredStep, categories: Categories, *, whole: bool
) -> list[Line]:
    """A line for each group, and with `whole` its categories below it."""
    known = {line.name: line.received for line in before.categories} if before is not None else None
    lines: list[Line] = []
    for group in groups(figures.categories):
        inside = [line for line in figures.categories if line.name.partition(".")[0] == group.name and "." in line.name]
        earlier = None if known is None else sum(n for name, n in known.items() if name.partition(".")[0] == group.name)
        name = _category(categories, group.name) if group.name else tr("Tanpa kategori")
        where = {"category": group.name} if group.name else {"without": "category"}
        lines.append(_share_line(figures, group, earlier, step, name, where, strong=True))
        for line in inside if whole else ():
            earlier = None if known is None else known.get(line.name, 0)
            name = _category(categories, line.name)
            lines.append(_share_line(figures, line, earlier, step, name, {"category": line.name}, indent=1))
    return lines


def _category(categories: Categories, code: str) -> str:
    """Its own name, for its group stands above it."""
    return categories.label(code, language()).rpartition(" › ")[2]


def dusun_lines(figures: Figures, before: Figures | None, step: MeasuredStep) -> list[Line]:
    known = {line.name: line.received for line in before.dusun} if before is not None else None
    return [
        _share_line(
            figures, line, None if known is None else known.get(line.name, 0), step, line.name or tr("Tanpa dusun"),
            {"dusun": line.name} if line.name else {"without": "dusun"}, strong=True,
        )
        for line in figures.dusun
    ]  # fmt: skip


def _share_line(
    figures: Figures,
    share: Share,
    earlier: int | None,
    step: MeasuredStep,
    name: str,
    where: Mapping[str, str],
    *,
    strong: bool = False,
    indent: int = 0,
) -> Line:
    query = structs.replace(of_period(figures), **where)
    line = [
        Cell(name, query, strong=strong, indent=indent),
        Cell(number(share.received), query, share=share.received / figures.received if figures.received else None),
    ]
    if earlier is not None:
        line.append(Cell(number(earlier)))
    return [*line, *_outcomes(figures, share.steps[step], step, query)]


# Counts ----------------------------------------------------------------------------------------------------------------


def count_columns(title: str, *, compared: bool) -> list[Column]:
    columns = [Column(title), Column(tr("Jumlah"))]
    if compared:
        columns.append(Column(tr("Semula"), tr("Pada periode pembanding.")))
    return [*columns, Column(tr("Bagian"), tr("Bagian dari seluruhnya dalam periode ini."))]


def stage_lines(figures: Figures, before: Figures | None) -> list[Line]:
    query = of_period(figures)
    rows = [
        (names.stage(one), n, structs.replace(query, stages=(one,)), before.stages.get(one, 0) if before else None)
        for one, n in figures.stages.items()
    ]
    return _count_lines(rows, figures.received)


def channel_lines(figures: Figures, before: Figures | None) -> list[Line]:
    query = of_period(figures)
    ordered = sorted(figures.channels.items(), key=lambda one: (-one[1], one[0]))
    rows = [
        (names.channel(one), n, structs.replace(query, channel=one), before.channels.get(one, 0) if before else None)
        for one, n in ordered
    ]
    return _count_lines(rows, figures.received)


def score_lines(figures: Figures, before: Figures | None) -> list[Line]:
    """The best first; also those that nobody gave."""
    query = of_period(figures)
    rows = [
        (
            f"{score} · {names.score(score)}", figures.satisfaction.get(score, 0), structs.replace(query, scores=(score,)),
            before.satisfaction.get(score, 0) if before else None,
        )
        for score in reversed(SCORES)
    ]  # fmt: skip
    return _count_lines(rows, figures.rated)


def _count_lines(rows: Sequence[tuple[str, int, Query, int | None]], whole: int) -> list[Line]:
    lines: list[Line] = []
    for name, count, query, earlier in rows:
        wanted = query if count else None
        line = [Cell(name, wanted, strong=True), Cell(number(count), wanted)]
        if earlier is not None:
            line.append(Cell(number(earlier)))
        part = count / whole if whole else None
        lines.append([*line, Cell(percent(None if part is None else part * 100), share=part)])
    return lines
