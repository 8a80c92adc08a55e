"""The figures of a period as lines of tables, each figure with the query that finds its complaints, and what it means."""

from typing import Any, Literal

from msgspec import structs

from complaints.categories import Categories
from complaints.indicators import Figures, Outcome, Speed, Timeliness
from complaints.step_times import MEASURED, MeasuredStep
from desktop.office import indicator_lines
from desktop.office.indicator_lines import CountLine, Period, ShareLine
from desktop.screens.monitoring.figure_table import Cell, Column, Line
from desktop.store.listing import Query
from desktop.wording import names
from desktop.wording.formats import number
from desktop.wording.translation import tr

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


def category_rows(period: Period, categories: Categories) -> list[Line]:
    return [_share_row(period, line, "category") for line in indicator_lines.category_lines(period, categories)]


def dusun_rows(period: Period) -> list[Line]:
    return [_share_row(period, line, "dusun") for line in indicator_lines.dusun_lines(period)]


def _share_row(period: Period, line: ShareLine, condition: Literal["category", "dusun"]) -> Line:
    figures, share = period.figures, line.share
    where = {condition: line.code} if line.code else {"without": condition}
    query = structs.replace(of_period(figures), **where)
    row = [
        Cell(line.name, query, strong=not line.indent, indent=line.indent),
        Cell(number(share.received), query, share=share.received / figures.received if figures.received else None),
    ]
    if line.earlier is not None:
        row.append(Cell(number(line.earlier)))
    return [*row, *_outcomes(figures, share.steps[period.step], period.step, query)]


# Counts ----------------------------------------------------------------------------------------------------------------


def count_columns(title: str, *, compared: bool) -> list[Column]:
    columns = [Column(title), Column(tr("Jumlah"))]
    if compared:
        columns.append(Column(tr("Semula"), tr("Pada periode pembanding.")))
    return [*columns, Column(tr("Bagian"), tr("Bagian dari seluruhnya dalam periode ini."))]


def stage_rows(period: Period) -> list[Line]:
    query, whole = of_period(period.figures), period.figures.received
    return [
        _count_row(line, structs.replace(query, stages=(line.value,)), whole)
        for line in indicator_lines.stage_lines(period)
    ]


def channel_rows(period: Period) -> list[Line]:
    query, whole = of_period(period.figures), period.figures.received
    return [
        _count_row(line, structs.replace(query, channel=line.value), whole)
        for line in indicator_lines.channel_lines(period)
    ]


def score_rows(period: Period) -> list[Line]:
    query, whole = of_period(period.figures), period.figures.rated
    return [
        _count_row(line, structs.replace(query, scores=(line.value,)), whole)
        for line in indicator_lines.score_lines(period)
    ]


def _count_row(line: CountLine[Any], query: Query, whole: int) -> Line:
    wanted = query if line.count else None
    row = [Cell(line.name, wanted, strong=True), Cell(number(line.count), wanted)]
    if line.earlier is not None:
        row.append(Cell(number(line.earlier)))
    part = line.count / whole if whole else None
    return [*row, Cell(percent(None if part is None else part * 100), share=part)]
