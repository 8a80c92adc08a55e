"""The figures of a period as tables of typed values, in the words of an office's papers: what is printed and what goes into Excel.

The same indicators as on the screen (complaints/indicators.py); nothing is summed here that isn't summed there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from complaints.categories import Categories
from complaints.indicators import SCORES, Figures, Share, Timeliness, groups
from complaints.step_times import MEASURED, MeasuredStep
from desktop.wording import names, paper_formats
from desktop.wording.month_bars import bars
from desktop.wording.translation import in_indonesian

Unit = Literal["count", "percent", "days", "score"]
Value = float | None
# On time, late, to come, and the rest: never answered because it was archived.
Parts = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Column:
    """`unit` says what its values are: complaints, percent of 100, working days, or a score of 1 to 5."""

    title: str
    unit: Unit = "count"


@dataclass(frozen=True, slots=True)
class Line:
    """`parts` is what a bar beside the line is made of; `indent`: it is a part of the line above."""

    name: str
    values: tuple[Value, ...]
    parts: Parts | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is short enough for a sheet, `title` says it whole; `heading` stands over the names of the lines."""

    name: str
    title: str
    heading: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """The figures of a period, and of the one that it is compared with; `step` is whose timeliness is told by category and dusun.

    `whole`: categories below their groups.
    """

    figures: Figures
    before: Figures | None = None
    step: MeasuredStep = "respond"
    whole: bool = False


def tables(period: Period, categories: Categories) -> list[Table]:
    """All of them, in the order of the screen."""
    with in_indonesian():
        return [
            _summary(period), _months(period), _steps(period), _categories(period, categories), _dusun(period), _stages(period),
            _channels(period), _scores(period),
        ]  # fmt: skip


def step_name(step: MeasuredStep) -> str:
    with in_indonesian():
        return names.measured_step(step)


def parts(times: Timeliness, received: int = 0) -> Parts:
    """A bar's parts of so many complaints: what is neither in time, late nor to come never will be."""
    rest = received - times.on_time - times.late - times.running
    return times.on_time, times.late, times.running, max(rest, 0)


def _was(period: Period, title: str = "Semula", unit: Unit = "count") -> tuple[Column, ...]:
    return (Column(title, unit),) if period.before is not None else ()


def _summary(period: Period) -> Table:
    """One value a line, each with its own unit: an own column for each unit would be empty but for one."""
    now, before = period.figures, period.before
    lines = [
        Line(name, (value(now), *((value(before),) if before else ())))
        for name, value in (
            ("Diterima", lambda f: f.received),
            ("Selesai (ditanggapi, selesai, atau diarsipkan)", lambda f: f.settled),
            ("Belum selesai", lambda f: f.received - f.settled),
            ("Ditanggapi tepat waktu", lambda f: f.timeliness["respond"].on_time),
            ("Tanggapan terlambat, termasuk yang belum ditanggapi", lambda f: f.timeliness["respond"].late),
            ("Pernah dibuka kembali", lambda f: f.reopened),
            ("Dinilai pelapor", lambda f: f.rated),
        )
    ]
    return Table("Ringkasan", "Ringkasan", "Angka", (Column("Jumlah"), *_was(period)), tuple(lines))


def _outcomes(times: Timeliness) -> tuple[Value, ...]:
    return times.on_time, times.late, times.running, times.percent


_OUTCOMES = (Column("Tepat waktu"), Column("Terlambat"), Column("Berjalan"), Column("% tepat waktu", "percent"))


def _months(period: Period) -> Table:
    found = bars(period.figures.months, period.before.months if period.before is not None else ())
    lines = [
        Line(
            bar.name,
            (bar.received, *((bar.before,) if period.before else ()), *_outcomes(bar.answers)),
            (bar.answers.on_time, bar.answers.late, bar.answers.running, bar.rest),
        )
        for bar in found
    ]
    return Table(
        "Per bulan", "Masuk per bulan dan ketepatan tanggapannya", "Diterima dalam",
        (Column("Diterima"), *_was(period), *_OUTCOMES), tuple(lines),
    )  # fmt: skip


def _steps(period: Period) -> Table:
    now, before = period.figures, period.before
    lines = [
        Line(
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
    columns = (
        *_OUTCOMES, *_was(period, "% semula", "percent"), Column("Median hari", "days"), *_was(period, "Median semula", "days"),
        Column("90% dalam hari", "days"), Column("Median dengan jeda", "days"),
    )  # fmt: skip
    return Table(
        "Per tahap layanan", "Ketepatan waktu dan lamanya, menurut tahap layanan", "Tahap", columns, tuple(lines)
    )


def _share_table(period: Period, name: str, title: str, heading: str, lines: Iterable[Line]) -> Table:
    title = f"{title} (ketepatan tahap {names.measured_step(period.step).lower()})"
    return Table(name, title, heading, (Column("Diterima"), *_was(period), *_OUTCOMES), tuple(lines))


def _share_line(period: Period, share: Share, name: str, earlier: int, indent: int = 0) -> Line:
    times = share.steps[period.step]
    values = (share.received, *((earlier,) if period.before else ()), *_outcomes(times))
    return Line(name, values, parts(times, share.received), indent)


def _categories(period: Period, categories: Categories) -> Table:
    known = {line.name: line.received for line in period.before.categories} if period.before is not None else {}
    lines: list[Line] = []
    for group in groups(period.figures.categories):
        earlier = sum(count for name, count in known.items() if name.partition(".")[0] == group.name)
        name = categories.label(group.name).rpartition(" › ")[2] if group.name else "Tanpa kategori"
        lines.append(_share_line(period, group, name, earlier))
        inside = [
            one for one in period.figures.categories if one.name.partition(".")[0] == group.name and "." in one.name
        ]
        for one in inside if period.whole else ():
            name = categories.label(one.name).rpartition(" › ")[2]
            lines.append(_share_line(period, one, name, known.get(one.name, 0), indent=1))
    return _share_table(period, "Per kategori", "Menurut kategori", "Kategori", lines)


def _dusun(period: Period) -> Table:
    known = {line.name: line.received for line in period.before.dusun} if period.before is not None else {}
    lines = [
        _share_line(period, one, one.name or "Tanpa dusun", known.get(one.name, 0)) for one in period.figures.dusun
    ]
    return _share_table(period, "Per dusun", "Menurut dusun", "Dusun", lines)


def _stages(period: Period) -> Table:
    now, before = period.figures, period.before
    found = [(names.stage(one), count, before.stages.get(one, 0) if before else 0) for one, count in now.stages.items()]
    return _count_table(period, "Per status", "Menurut status sekarang", "Status", found, now.received)


def _channels(period: Period) -> Table:
    known: Mapping[str, int] = period.before.channels if period.before is not None else {}
    ordered = sorted(period.figures.channels.items(), key=lambda one: (-one[1], one[0]))
    found = [(names.channel(one), count, known.get(one, 0)) for one, count in ordered]
    return _count_table(period, "Per kanal", "Menurut kanal", "Kanal", found, period.figures.received)


def _scores(period: Period) -> Table:
    now, before = period.figures, period.before
    found = [
        (
            f"{score} · {names.score(score)}",
            now.satisfaction.get(score, 0),
            before.satisfaction.get(score, 0) if before else 0,
        )
        for score in reversed(SCORES)
    ]
    return _count_table(period, "Kepuasan pelapor", "Kepuasan pelapor", "Nilai", found, now.rated)


def _count_table(
    period: Period, name: str, title: str, heading: str, found: Sequence[tuple[str, int, int]], whole: int
) -> Table:
    lines = [
        Line(
            called,
            (count, *((earlier,) if period.before else ()), count * 100 / whole if whole else None),
            (count, 0, 0, 0),
        )
        for called, count, earlier in found
    ]
    return Table(name, title, heading, (Column("Jumlah"), *_was(period), Column("Bagian", "percent")), tuple(lines))


def span(first: date, last: date) -> str:
    """'1 Desember 2025 sampai 24 November 2026'."""
    return (
        paper_formats.full_date(first)
        if first == last
        else f"{paper_formats.full_date(first)} sampai {paper_formats.full_date(last)}"
    )
