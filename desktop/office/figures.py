"""The figures of a period as tables of typed values, in the words of an office's papers: what is printed and what goes into Excel.

The same lines as on the screen (indicator_lines.py), of the same indicators (complaints/indicators.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from complaints import vocabulary
from complaints.categories import Categories
from complaints.events import PlacePart
from complaints.fields import LABELS
from complaints.indicators import Figures, Timeliness
from complaints.step_times import MEASURED, MeasuredStep
from desktop.office import indicator_lines
from desktop.office.indicator_lines import ComparedFigures, CountLine, ShareLine
from desktop.wording import names, paper_formats
from desktop.wording.month_bars import bars
from desktop.wording.translation import in_indonesian

# Where the indicators come from: on paper, in Excel and on the screen.
SOURCES = (
    "Asal angka: diterima, ditindaklanjuti, diproses dan selesai diminta dalam evaluasi pengelolaan SP4N-LAPOR! oleh KemenPANRB (2020); "
    "batas waktunya menurut kebijakan yang berlaku di kantor ini, dengan sumbernya masing-masing. Ketepatan per tahap, lamanya, yang dibuka "
    "kembali, kepuasan, dan rincian per kategori, tempat dan bulan adalah ukuran aplikasi ini sendiri; peraturan yang menetapkan daftar "
    "indikator belum ditemukan."
)

_PLACES: dict[PlacePart, str] = {"dusun": "Dusun", "rw": "Dusun dan RW", "rt": "Dusun, RW dan RT"}
Unit = Literal["count", "percent", "days", "score"]
Value = float | None
# On time, late, to come, and the rest: never answered because it was archived.
Parts = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """`unit` says what its values are: complaints, percent of 100, working days, or a score of 1 to 5."""

    title: str
    unit: Unit = "count"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """`parts` is what a bar beside the line is made of; `indent`: it is a part of the line above."""

    name: str
    values: tuple[Value, ...]
    parts: Parts | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """`name` is short enough for a sheet, `title` says it whole; `heading` stands over the names of the lines."""

    name: str
    title: str
    heading: str
    columns: tuple[UnitColumn, ...]
    lines: tuple[FigureLine, ...]
    total: FigureLine | None = None


def tables(period: ComparedFigures, categories: Categories) -> list[FigureSheet]:
    """All of them, in the order of the screen."""
    with in_indonesian():
        return [
            _summary(period), _months(period), _steps(period), _categories(period, categories), _places(period), _stages(period),
            _channels(period), _scores(period),
        ]  # fmt: skip


def step_name(step: MeasuredStep) -> str:
    with in_indonesian():
        return names.measured_step(step)


def parts(times: Timeliness, received: int = 0) -> Parts:
    """The parts of a bar, in complaints: in time, late, still to come, and the others of `received`, which will never be answered."""
    others = received - times.on_time - times.late - times.running
    return times.on_time, times.late, times.running, max(others, 0)


def _was(period: ComparedFigures, title: str = "Semula", unit: Unit = "count") -> tuple[UnitColumn, ...]:
    return (UnitColumn(title, unit),) if period.before is not None else ()


def _summary(period: ComparedFigures) -> FigureSheet:
    """One value a line, each with its own unit: an own column for each unit would be empty but for one."""
    now, before = period.figures, period.before
    lines = [
        FigureLine(name, (value(now), *((value(before),) if before else ())))
        for name, value in (
            (vocabulary.COUNTS["received"], lambda f: f.received),
            ("Selesai (ditanggapi, selesai, atau diarsipkan)", lambda f: f.settled),
            (vocabulary.COUNTS["open"], lambda f: f.received - f.settled),
            ("Ditanggapi tepat waktu", lambda f: f.timeliness["respond"].on_time),
            ("Tanggapan terlambat, termasuk yang belum ditanggapi", lambda f: f.timeliness["respond"].late),
            ("Pernah dibuka kembali", lambda f: f.reopened),
            ("Sesudah dibuka kembali ditanggapi tepat waktu", lambda f: f.again.on_time),
            ("Sesudah dibuka kembali terlambat, termasuk yang belum ditanggapi", lambda f: f.again.late),
            ("Tanggapan tanpa tanggal, di luar ketepatan", lambda f: f.timeliness["respond"].undated),
            ("Tanggapan dicatat belakangan, di luar ketepatan", lambda f: f.timeliness["respond"].belated),
            ("Selesai dengan sendirinya, tanpa ditutup petugas", lambda f: f.closed_by_program),
            ("Dinilai pelapor", lambda f: f.rated),
        )
    ]
    return FigureSheet("Ringkasan", "Ringkasan", "Angka", (UnitColumn("Jumlah"), *_was(period)), tuple(lines))


def _outcomes(times: Timeliness) -> tuple[Value, ...]:
    return times.on_time, times.late, times.running, times.percent, times.left_out


# Without a day or entered belatedly is in no timeliness: how many stands beside it.
_OUTCOMES = (
    UnitColumn("Tepat waktu"), UnitColumn("Terlambat"), UnitColumn("Berjalan"), UnitColumn("% tepat waktu", "percent"), UnitColumn("Di luar hitungan"),
)  # fmt: skip


def _months(period: ComparedFigures) -> FigureSheet:
    month_bars = bars(period.figures.months, period.before.months if period.before is not None else ())
    lines = [
        FigureLine(
            bar.name,
            (bar.received, *((bar.before,) if period.before else ()), *_outcomes(bar.answers)),
            (bar.answers.on_time, bar.answers.late, bar.answers.running, bar.archived),
        )
        for bar in month_bars
    ]
    return FigureSheet(
        "Per bulan", "Diterima per bulan dan ketepatan tanggapannya", "Diterima dalam",
        (UnitColumn(vocabulary.COUNTS["received"]), *_was(period), *_OUTCOMES), tuple(lines),
    )  # fmt: skip


def _steps(period: ComparedFigures) -> FigureSheet:
    now, before = period.figures, period.before
    lines = [
        FigureLine(
            names.measured_step(step),
            (
                *_outcomes(now.timeliness[step]),
                *((before.timeliness[step].percent,) if before else ()),
                now.speed[step].median,
                *((before.speed[step].median,) if before else ()),
                now.speed[step].ninetieth,
                now.elapsed[step].median,
            ),
            parts(now.timeliness[step]),
        )
        for step in MEASURED
    ]
    if now.reopened or (before and before.reopened):
        lines.append(_again(now, before))
    columns = (
        *_OUTCOMES, *_was(period, "% semula", "percent"), UnitColumn("Median hari", "days"), *_was(period, "Median semula", "days"),
        UnitColumn("90% dalam hari", "days"), UnitColumn("Median dengan jeda", "days"),
    )  # fmt: skip
    return FigureSheet(
        "Per tahap layanan", "Ketepatan waktu dan lamanya, menurut tahap layanan", "Tahap", columns, tuple(lines)
    )


def _again(now: Figures, before: Figures | None) -> FigureLine:
    """The answers after a reopening: measured apart, from the day of reopening, without the days that the complainant waited."""
    return FigureLine(
        names.measured_step("again"),
        (
            *_outcomes(now.again),
            *((before.again.percent,) if before else ()),
            now.again_speed.median,
            *((before.again_speed.median,) if before else ()),
            now.again_speed.ninetieth,
            None,
        ),
        parts(now.again),
    )


def _share_table(
    period: ComparedFigures, name: str, title: str, heading: str, lines: Iterable[FigureLine]
) -> FigureSheet:
    title = f"{title} (ketepatan tahap {names.measured_step(period.step).lower()})"
    return FigureSheet(
        name, title, heading, (UnitColumn(vocabulary.COUNTS["received"]), *_was(period), *_OUTCOMES), tuple(lines)
    )


def _share_lines(period: ComparedFigures, lines: Iterable[ShareLine]) -> Iterable[FigureLine]:
    for line in lines:
        times = line.share.steps[period.step]
        values = (line.share.received, *_compared(line), *_outcomes(times))
        yield FigureLine(line.name, values, parts(times, line.share.received), line.indent)


def _compared(line: ShareLine | CountLine[Any]) -> tuple[Value, ...]:
    return () if line.earlier is None else (line.earlier,)


def _categories(period: ComparedFigures, categories: Categories) -> FigureSheet:
    lines = indicator_lines.category_lines(period, categories)
    return _share_table(period, "Per kategori", "Menurut kategori", LABELS["category"], _share_lines(period, lines))


def _places(period: ComparedFigures) -> FigureSheet:
    """An RW or RT with what it lies in, for in Excel its line may be sorted away from there."""
    to = period.places.to if period.places is not None else "dusun"
    heading = _PLACES[to]
    lines = (replace(line, name=indicator_lines.place_path(line.code)) for line in indicator_lines.place_lines(period))
    return _share_table(
        period, "Per dusun", f"Menurut {heading.replace('Dusun', 'dusun')}", heading, _share_lines(period, lines)
    )


def _stages(period: ComparedFigures) -> FigureSheet:
    lines = indicator_lines.stage_lines(period)
    return _count_table(period, "Per status", "Menurut status sekarang", "Status", lines, period.figures.received)


def _channels(period: ComparedFigures) -> FigureSheet:
    lines = indicator_lines.channel_lines(period)
    return _count_table(period, "Per kanal", "Menurut kanal", LABELS["channel"], lines, period.figures.received)


def _scores(period: ComparedFigures) -> FigureSheet:
    lines = indicator_lines.score_lines(period)
    return _count_table(period, "Kepuasan pelapor", "Kepuasan pelapor", "Nilai", lines, period.figures.rated)


def _count_table(
    period: ComparedFigures, name: str, title: str, heading: str, counted: Sequence[CountLine[Any]], total: int
) -> FigureSheet:
    lines = [
        FigureLine(
            line.name,
            (line.count, *_compared(line), line.count * 100 / total if total else None),
            (line.count, 0, 0, 0),
        )
        for line in counted
    ]
    return FigureSheet(
        name, title, heading, (UnitColumn("Jumlah"), *_was(period), UnitColumn("Bagian", "percent")), tuple(lines)
    )


def span(first: date, last: date) -> str:
    """'1 Desember 2025 sampai 24 November 2026'."""
    return (
        paper_formats.full_date(first)
        if first == last
        else f"{paper_formats.full_date(first)} sampai {paper_formats.full_date(last)}"
    )
