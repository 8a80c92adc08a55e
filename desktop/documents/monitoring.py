"""Pemantauan on paper: the figures of a period beside those of another, as tables and as charts that black and white can tell."""

from complaints.indicators import Figures
from complaints.step_times import MEASURED, MeasuredStep
from desktop.documents.document import Content, Document, Order, make
from desktop.office import figures as office_figures
from desktop.office.figures import ComparedFigures, FigureLine, FigureSheet, Unit, UnitColumn, Value
from desktop.office.office import Office
from desktop.wording import paper_formats
from desktop.wording.month_bars import Bar, bars
from desktop.wording.translation import in_indonesian

TEMPLATE = "pemantauan.typ"
NO_VALUE = "–"
# What a bar beside the lines of a table is as long as: its own line (100 %), or the largest line.
_WHOLE_LINES = frozenset({"Per tahap layanan"})
_NARROW = frozenset({"Per status", "Per kanal", "Kepuasan pelapor"})


def monitoring(office: Office, period: ComparedFigures, order: Order) -> Document:
    now, before = period.figures, period.before
    _, months, *other_tables = office_figures.tables(period, office.categories)
    with in_indonesian():
        chart = [_bar(bar) for bar in bars(now.months, before.months if before is not None else ())]
    span = office_figures.span(now.first, now.last)
    content: Content = {
        "period": span,
        "other": office_figures.span(before.first, before.last) if before is not None else "",
        "cards": _cards(now, before),
        "chart": {"title": months.title, "bars": chart},
        "days": [_days(now, before, step) for step in MEASURED if now.speed[step].count],
        "tables": [_table(months), *(_table(table) for table in other_tables if table.name not in _NARROW)],
        "counts": [_table(table) for table in other_tables if table.name in _NARROW and _counts(table)],
        "sources": office_figures.SOURCES,
        "day": paper_formats.full_date(now.today),
    }
    name = f"pemantauan-{now.first:%Y%m%d}-{now.last:%Y%m%d}"
    return make(office, TEMPLATE, order, content, title=f"Pemantauan pengaduan {span}", name=name)


def _counts(table: FigureSheet) -> bool:
    """Whether the table counts anything: satisfaction that nobody was asked about is not printed."""
    return any(line.values[0] for line in table.lines)


def _cards(now: Figures, before: Figures | None) -> list[Content]:
    answers = now.timeliness["respond"]
    earlier = before.timeliness["respond"] if before is not None else None
    return [
        _card("diterima", "count", now.received, before and before.received),
        _card("selesai", "count", now.settled, before and before.settled),
        _card("ditanggapi tepat waktu", "percent", answers.percent, earlier and earlier.percent),
        _card("tanggapan terlambat", "count", answers.late, earlier and earlier.late),
        _card("hari kerja sampai ditanggapi (median)", "days", now.speed["respond"].median, before and before.speed["respond"].median),
        _card(f"kepuasan dari 5 ({paper_formats.number(now.rated)} penilaian)", "score", now.average_score, before and before.average_score),
    ]  # fmt: skip


def _card(words: str, unit: Unit, value: Value, was: Value) -> Content:
    return {
        "words": words,
        "figure": _value_text(value, unit),
        "was": "" if was is None else f"semula {_value_text(was, unit)}",
    }


def _bar(bar: Bar) -> Content:
    answers = bar.answers
    return {
        "name": bar.short,
        "parts": (answers.on_time, answers.late, answers.running, bar.archived),
        "before": bar.before,
        "words": bar.words,
    }


def _days(now: Figures, before: Figures | None, step: MeasuredStep) -> Content:
    speed, earlier = now.speed[step], before.speed[step].median if before is not None else None
    sentence = f"{_value_text(speed.median, 'days')} · {_value_text(speed.ninetieth, 'days')} hari"
    if earlier is not None:
        sentence += f" (semula {_value_text(earlier, 'days')})"
    return {
        "name": office_figures.step_name(step),
        "median": speed.median,
        "ninetieth": speed.ninetieth,
        "before": earlier or 0,
        "said": sentence,
    }


def _table(table: FigureSheet) -> Content:
    return {
        "title": table.title,
        "heading": table.heading,
        "columns": [column.title for column in table.columns],
        "lines": [_line(line, table.columns) for line in table.lines],
        "whole": table.name in _WHOLE_LINES,
        "days": any(column.unit == "days" for column in table.columns),
    }


def _line(line: FigureLine, columns: tuple[UnitColumn, ...]) -> Content:
    return {
        "name": line.name,
        "indent": line.indent,
        "values": [_value_text(value, column.unit) for value, column in zip(line.values, columns, strict=True)],
        "parts": line.parts,
    }


def _value_text(value: Value, unit: Unit) -> str:
    """'1.204', '82%', '6,5' days, '4,0' of 5."""
    if value is None:
        return NO_VALUE
    match unit:
        case "count":
            return paper_formats.number(value)
        case "percent":
            return f"{paper_formats.number(value)}%"
        case "days":
            return paper_formats.number(value, 0 if value == int(value) else 1)
        case "score":
            return paper_formats.number(value, 1)
