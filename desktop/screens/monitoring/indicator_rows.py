"""The figures of a period as lines of tables, each figure with the query that finds its complaints, and what it means."""

from typing import Any, Literal

from msgspec import structs

from complaints.categories import Categories
from complaints.indicators import Figures, Outcome, Timeliness
from complaints.step_times import MEASURED, MeasuredStep
from desktop.office import indicator_lines
from desktop.office.figure_queries import of_outcome, of_period, slowest
from desktop.office.indicator_lines import CountLine, Period, ShareLine
from desktop.screens.monitoring.figure_table import Cell, Column, Line
from desktop.store.listing import Query
from desktop.wording import names
from desktop.wording.formats import days, number, percent
from desktop.wording.translation import tr

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
    passed = of_outcome(figures, step, "met") if speed.count else None
    return [
        *line,
        Cell(days(speed.median), passed, strong=True),
        Cell(days(speed.ninetieth), slowest(figures, step)),
        Cell(days(waited.median)),
    ]


def _outcomes(figures: Figures, times: Timeliness, step: MeasuredStep, query: Query) -> list[Cell]:
    def cell(count: int, outcome: Outcome, *, bad: bool = False) -> Cell:
        return Cell(number(count), of_outcome(figures, step, outcome, query) if count else None, bad=bad and count > 0)

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
    conditions = {condition: line.code} if line.code else {"without": condition}
    query = structs.replace(of_period(figures), **conditions)
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
    lines, total = indicator_lines.stage_lines(period), period.figures.received
    return [_count_row(period, line, total, stages=(line.value,)) for line in lines]


def channel_rows(period: Period) -> list[Line]:
    lines, total = indicator_lines.channel_lines(period), period.figures.received
    return [_count_row(period, line, total, channel=line.value) for line in lines]


def score_rows(period: Period) -> list[Line]:
    lines, total = indicator_lines.score_lines(period), period.figures.rated
    return [_count_row(period, line, total, scores=(line.value,)) for line in lines]


def _count_row(period: Period, line: CountLine[Any], total: int, **conditions: object) -> Line:
    query = structs.replace(of_period(period.figures), **conditions) if line.count else None
    row = [Cell(line.name, query, strong=True), Cell(number(line.count), query)]
    if line.earlier is not None:
        row.append(Cell(number(line.earlier)))
    share = line.count / total if total else None
    return [*row, Cell(percent(None if share is None else share * 100), share=share)]
