"""Rekapitulasi of a month, a quarter or a year: by category, place, channel, kind, stage and month, with timeliness and time taken."""

from collections.abc import Iterable
from dataclasses import replace

from complaints.complaint import STAGES
from complaints.events import CHANNELS, KINDS
from complaints.fields import LABELS
from complaints.indicators import Figures, MonthShare, Share, Split, Timeliness
from complaints.report_period import ReportPeriod
from complaints.step_times import MEASURED, MeasuredStep
from desktop.documents import facts
from desktop.documents.document import Content, Document, Order, make
from desktop.office import indicator_lines
from desktop.office.figures import step_name
from desktop.office.indicator_lines import ComparedFigures, Places
from desktop.office.office import Office
from desktop.wording import names, paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "rekapitulasi.typ"
NO_VALUE = "—"


def recap(office: Office, period: ReportPeriod, order: Order) -> Document:
    """The figures are those of monitoring (complaints/indicators.py) for the same days."""
    figures = office.monitoring(period.first, period.last)
    title = f"Rekapitulasi pengaduan {period.heading}"
    content = {
        "period": period.heading,
        "total": _line(_total_share(figures)),
        "tables": _tables(office, figures, period),
        "steps": [_step(figures, step) for step in MEASURED],
        "left_out": _left_out(figures),
        "apart": _apart(figures),
    }
    return make(office, TEMPLATE, order, content, title=title, name=f"rekapitulasi-{period.code}")


def _total_share(figures: Figures) -> Share:
    """The totals as the last line of a table."""
    return Share("Jumlah", figures.received, figures.settled, figures.timeliness)


def _tables(office: Office, figures: Figures, period: ReportPeriod) -> list[Content]:
    def split(by: Split) -> tuple[Share, ...]:
        return office.monitoring_split(by, period.first, period.last)

    with in_indonesian():
        channels, kinds = (
            [(code, names.channel(code)) for code in CHANNELS],
            [(code, names.kind(code)) for code in KINDS],
        )
        stages = [(code, facts.stage(code)) for code in STAGES]
        tables = [
            _table(
                "Menurut kategori",
                LABELS["category"],
                figures,
                figures.categories,
                _categories(office, figures.categories),
            ),
            *_places(figures, split("place")),
            _table("Menurut kanal", LABELS["channel"], figures, split("channel"), channels),
            _table("Menurut jenis laporan", LABELS["kind"], figures, split("kind"), kinds),
            _table("Menurut status", "Status", figures, split("stage"), stages),
        ]
        if len(figures.months) > 1:
            months = [_month(month) for month in figures.months]
            month_names = [(month.name, paper_formats.month_name(int(month.name))) for month in months]
            tables.insert(0, _table("Menurut bulan", "Bulan", figures, months, month_names))
    return tables


def _places(figures: Figures, shares: tuple[Share, ...]) -> list[Content]:
    """The table by dusun, RW and RT; none where no complaint tells of any."""
    lines = indicator_lines.place_lines(ComparedFigures(figures, places=Places("rt", shares)))
    if [line.code for line in lines] == [""]:
        return []
    rows = [
        _line(replace(line.share, name=indicator_lines.place_path(line.code))) | {"indent": line.indent}
        for line in lines
    ]
    return [_filled_table("Menurut dusun, RW dan RT", "Tempat", figures, rows)]


def _month(month: MonthShare) -> Share:
    return Share(str(month.month), month.received, month.settled, {"respond": month.answers})


def _categories(office: Office, lines: Iterable[Share]) -> list[tuple[str, str]]:
    """In the order of the list; those of other offices and of none behind."""
    names = [(category.code, category.label) for category in office.categories]
    codes = {code for code, _ in names}
    other_names = sorted({share.name for share in lines} - codes - {""})
    return [*names, *((code, code) for code in other_names), ("", "Tanpa kategori")]


def _table(
    heading: str, column: str, figures: Figures, lines: Iterable[Share], names: Iterable[tuple[str, str]]
) -> Content:
    """A line for each name that occurs, in the order of the names."""
    by_name = {share.name: share for share in lines}
    rows = [_line(replace(by_name[code], name=name)) for code, name in names if code in by_name]
    return _filled_table(heading, column, figures, rows)


def _filled_table(heading: str, column: str, figures: Figures, rows: list[Content]) -> Content:
    return {"heading": heading, "column": column, "lines": rows, "total": _line(_total_share(figures))}


def _line(share: Share) -> Content:
    answers = share.steps["respond"]
    return {
        "name": share.name,
        "received": paper_formats.number(share.received),
        "settled": paper_formats.number(share.settled),
        "open": paper_formats.number(share.received - share.settled),
        "on_time": paper_formats.number(answers.on_time),
        "late": paper_formats.number(answers.late),
        "running": paper_formats.number(answers.running),
        "share": _percent(answers),
        "left_out": answers.left_out,
    }


def _step(figures: Figures, step: MeasuredStep) -> Content:
    times, speed = figures.timeliness[step], figures.speed[step]
    return {
        "name": step_name(step),
        "on_time": paper_formats.number(times.on_time),
        "late": paper_formats.number(times.late),
        "running": paper_formats.number(times.running),
        "share": _percent(times),
        "left_out": times.left_out,
        "median": _days(speed.median),
        "ninetieth": _days(speed.ninetieth),
    }


def _left_out(figures: Figures) -> str:
    """How many are in no timeliness and why, step by step; '' where there are none."""
    parts: list[str] = []
    for step in MEASURED:
        times = figures.timeliness[step]
        counts = [(times.undated, "tanpa tanggal"), (times.belated, "dicatat belakangan")]
        told = " dan ".join(f"{paper_formats.number(count)} {why}" for count, why in counts if count)
        if told:
            parts.append(f"{step_name(step)}: {told}")
    return "; ".join(parts)


def _apart(figures: Figures) -> str:
    """What is measured beside the steps: answers after a reopening, and what the program closed."""
    again, parts = figures.again, list[str]()
    if figures.reopened:
        parts.append(
            f"Dibuka kembali: {paper_formats.number(figures.reopened)}, sesudahnya ditanggapi tepat waktu "
            f"{paper_formats.number(again.on_time)}, terlambat {paper_formats.number(again.late)}, berjalan "
            f"{paper_formats.number(again.running)}, di luar hitungan {paper_formats.number(again.left_out)}."
        )
    if figures.closed_by_program:
        parts.append(
            f"Selesai dengan sendirinya karena pelapor tidak bereaksi: {paper_formats.number(figures.closed_by_program)}, "
            "di luar ketepatan penyelesaian."
        )
    return " ".join(parts)


def _percent(times: Timeliness) -> str:
    return NO_VALUE if times.percent is None else f"{paper_formats.number(times.percent)}%"


def _days(value: float | None) -> str:
    return NO_VALUE if value is None else paper_formats.number(value, 0 if value == int(value) else 1)
