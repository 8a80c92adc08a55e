"""The figures of a period as lines of tables, each figure with the query that finds its complaints, and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from complaints.categories import Categories
from complaints.indicators import Figures, Outcome, Timeliness
from complaints.step_times import MEASURED, MeasuredStep, TimedStep
from desktop.office import indicator_lines
from desktop.office.figure_queries import of_outcome, of_period, slowest
from desktop.office.indicator_lines import PLACE_PARTS, ComparedFigures, CountLine, ShareLine
from desktop.store.listing import Query
from desktop.wording import names
from desktop.wording.formats import days, number, percent
from desktop.wording.translation import tr


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """A heading, and what its figures mean in a sentence."""

    title: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class FigureCell:
    """`query` finds the complaints counted; `share` (0 to 1) draws a bar behind the text; `bad`: asks for attention."""

    text: str
    query: Query | None = None
    share: float | None = None
    bad: bool = False
    strong: bool = False
    indent: int = 0


FigureRow = Sequence[FigureCell]


# Steps ---------------------------------------------------------------------------------------------------------------


def leaves_out(figures: Figures) -> bool:
    """Whether some of these complaints are in no timeliness: then a column says how many, and opens them."""
    return any(times.left_out for times in figures.timeliness.values())


def step_columns(*, compared: bool, left_out: bool = False) -> list[FigureColumn]:
    columns = [FigureColumn(tr("Tahap")), *outcome_columns(tr("Tepat waktu"), left_out=left_out)]
    if compared:
        columns.append(FigureColumn(tr("Semula"), tr("% tepat pada periode pembanding.")))
    return [
        *columns,
        FigureColumn(
            tr("Median"), tr("Separuh selesai dalam hari kerja sebanyak ini; hari saat jam tenggat berhenti tidak dihitung.")
        ),
        FigureColumn(tr("90%"), tr("Sembilan dari sepuluh selesai dalam hari kerja sebanyak ini; Enter membuka yang paling lama.")),
        FigureColumn(
            tr("+ jeda"), tr("Median hari kerja yang dialami pelapor, termasuk hari menunggu pelapor atau unit lain.")
        ),
    ]  # fmt: skip


def outcome_columns(on_time: str, *, left_out: bool = False) -> list[FigureColumn]:
    columns = [
        FigureColumn(on_time, tr("Selesai pada atau sebelum hari terakhir tenggatnya.")),
        FigureColumn(
            tr("Terlambat"), tr("Selesai sesudah tenggat, atau belum selesai padahal tenggatnya sudah lewat.")
        ),
        FigureColumn(tr("Berjalan"), tr("Belum selesai dan masih dalam tenggat, atau jam tenggatnya sedang berhenti.")),
        FigureColumn(tr("% tepat"), tr("Bagian yang tepat waktu dari yang tepat waktu dan terlambat.")),
    ]
    if left_out:
        columns.append(
            FigureColumn(
                tr("Luar hitungan"),
                tr(
                    "Tanpa tanggal di register lama, atau dicatat lebih lama sesudah tanggalnya daripada yang dibolehkan kebijakan."
                ),
            )
        )
    return columns


def step_rows(figures: Figures, before: Figures | None) -> list[FigureRow]:
    rows = [_step_row(figures, before, step) for step in MEASURED]
    return [*rows, _again_row(figures, before)] if figures.reopened else rows


def _again_row(figures: Figures, before: Figures | None) -> FigureRow:
    """The answers after a reopening, measured apart."""
    speed = figures.again_speed
    line = [
        FigureCell(names.measured_step("again"), strong=True),
        *_outcomes(figures, figures.again, "again", of_period(figures)),
    ]
    if before is not None:
        line.append(FigureCell(percent(before.again.percent)))
    passed = of_outcome(figures, "again", "met") if speed.count else None
    return [
        *line,
        FigureCell(days(speed.median), passed, strong=True),
        FigureCell(days(speed.ninetieth)),
        FigureCell(days(None)),
    ]


def _step_row(figures: Figures, before: Figures | None, step: MeasuredStep) -> FigureRow:
    speed, waited = figures.speed[step], figures.elapsed[step]
    line = [
        FigureCell(names.measured_step(step), strong=True),
        *_outcomes(figures, figures.timeliness[step], step, of_period(figures)),
    ]
    if before is not None:
        line.append(FigureCell(percent(before.timeliness[step].percent)))
    passed = of_outcome(figures, step, "met") if speed.count else None
    return [
        *line,
        FigureCell(days(speed.median), passed, strong=True),
        FigureCell(days(speed.ninetieth), slowest(figures, step)),
        FigureCell(days(waited.median)),
    ]


def _outcomes(figures: Figures, times: Timeliness, step: TimedStep, query: Query) -> list[FigureCell]:
    def cell(count: int, outcome: Outcome, *, bad: bool = False) -> FigureCell:
        return FigureCell(
            number(count), of_outcome(figures, step, outcome, query) if count else None, bad=bad and count > 0
        )

    return [
        cell(times.on_time, "on_time"), cell(times.late, "late", bad=True), cell(times.running, "running"),
        FigureCell(percent(times.percent), share=None if times.percent is None else times.percent / 100, strong=True),
        *([cell(times.left_out, "left_out")] if leaves_out(figures) else []),
    ]  # fmt: skip


# Categories and places -------------------------------------------------------------------------------------------------


def share_columns(title: str, *, compared: bool, left_out: bool = False) -> list[FigureColumn]:
    received = [
        FigureColumn(title),
        FigureColumn(
            tr("Diterima"), tr("Pengaduan, aspirasi dan permintaan informasi yang diterima dalam periode ini.")
        ),
    ]
    if compared:
        received.append(FigureColumn(tr("Semula"), tr("Yang diterima pada periode pembanding.")))
    return [*received, *outcome_columns(tr("Tepat"), left_out=left_out)]


def category_rows(period: ComparedFigures, categories: Categories) -> list[FigureRow]:
    return [
        _share_row(period, line, {"category": line.code}) for line in indicator_lines.category_lines(period, categories)
    ]


def place_rows(period: ComparedFigures) -> list[FigureRow]:
    return [
        _share_row(period, line, dict(zip(PLACE_PARTS, line.code.split("\n"), strict=False)))
        for line in indicator_lines.place_lines(period)
    ]


def _share_row(period: ComparedFigures, line: ShareLine, told: Mapping[str, str]) -> FigureRow:
    """`told`: what its complaints say; '' where they say nothing."""
    figures, share = period.figures, line.share
    without = "\n".join(condition for condition, value in told.items() if not value)
    query = structs.replace(of_period(figures), **told, without=without)
    row = [
        FigureCell(line.name, query, strong=not line.indent, indent=line.indent),
        FigureCell(
            number(share.received), query, share=share.received / figures.received if figures.received else None
        ),
    ]
    if line.earlier is not None:
        row.append(FigureCell(number(line.earlier)))
    return [*row, *_outcomes(figures, share.steps[period.step], period.step, query)]


# Counts ----------------------------------------------------------------------------------------------------------------


def count_columns(title: str, *, compared: bool) -> list[FigureColumn]:
    columns = [FigureColumn(title), FigureColumn(tr("Jumlah"))]
    if compared:
        columns.append(FigureColumn(tr("Semula"), tr("Pada periode pembanding.")))
    return [*columns, FigureColumn(tr("Bagian"), tr("Bagian dari seluruhnya dalam periode ini."))]


def stage_rows(period: ComparedFigures) -> list[FigureRow]:
    lines, total = indicator_lines.stage_lines(period), period.figures.received
    return [_count_row(period, line, total, stages=(line.value,)) for line in lines]


def channel_rows(period: ComparedFigures) -> list[FigureRow]:
    lines, total = indicator_lines.channel_lines(period), period.figures.received
    return [_count_row(period, line, total, channel=line.value) for line in lines]


def score_rows(period: ComparedFigures) -> list[FigureRow]:
    lines, total = indicator_lines.score_lines(period), period.figures.rated
    return [_count_row(period, line, total, scores=(line.value,)) for line in lines]


def _count_row(period: ComparedFigures, line: CountLine[Any], total: int, **conditions: object) -> FigureRow:
    query = structs.replace(of_period(period.figures), **conditions) if line.count else None
    row = [FigureCell(line.name, query, strong=True), FigureCell(number(line.count), query)]
    if line.earlier is not None:
        row.append(FigureCell(number(line.earlier)))
    share = line.count / total if total else None
    return [*row, FigureCell(percent(None if share is None else share * 100), share=share)]


# All tables ------------------------------------------------------------------------------------------------------------


def tables(period: ComparedFigures, categories: Categories) -> dict[str, tuple[list[FigureColumn], list[FigureRow]]]:
    """The tables of monitoring by name, each with its columns and rows."""
    compared, left_out = period.before is not None, leaves_out(period.figures)

    def shares(title: str) -> list[FigureColumn]:
        return share_columns(title, compared=compared, left_out=left_out)

    def counts(title: str) -> list[FigureColumn]:
        return count_columns(title, compared=compared)

    return {
        "steps": (step_columns(compared=compared, left_out=left_out), step_rows(period.figures, period.before)),
        "categories": (shares(tr("Kategori")), category_rows(period, categories)),
        "places": (shares(tr("Tempat")), place_rows(period)),
        "stages": (counts(tr("Status")), stage_rows(period)),
        "channels": (counts(tr("Kanal")), channel_rows(period)),
        "scores": (counts(tr("Nilai")), score_rows(period)),
    }
