"""Laporan of a month, a quarter or a year on paper, as the district asks for it: figures, late ones with reasons, narrative, signature."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from complaints import report_period
from complaints.categories import Categories
from complaints.events import CHANNELS, KINDS
from complaints.indicators import Score
from complaints.lapor import STATUSES
from complaints.period_report import PeriodReport, ReportLine
from complaints.step_times import MEASURED
from desktop.documents import facts, letterhead
from desktop.documents.document import Content, Document, Order, make
from desktop.office import figures as office_figures
from desktop.office.office import Office
from desktop.office.period_reports import Signer
from desktop.wording import names, paper_formats
from desktop.wording.translation import in_indonesian

TEMPLATE = "laporan-masa.typ"
NO_VALUE = "—"
EMPTY = "Tidak ada."


def signer(office: Office) -> Signer:
    """Who signs, as the office's letterhead says or as is usual for its kind."""
    filled = letterhead.filled(office)
    return Signer(filled.place, filled.head_title, filled.head_name, filled.head_id)


def period_report(office: Office, report: PeriodReport, order: Order) -> Document:
    heading = report_period.parse_period(report.period).heading
    with in_indonesian():
        content: Content = {
            "period": heading,
            "nihil": report.is_nihil,
            "unit": report.unit,
            "as_of": paper_formats.full_date(report.as_of),
            "total": {"name": "Jumlah", **_line(report.answers)},
            "statuses": [
                {
                    "name": name,
                    "count": paper_formats.number(report.statuses.get(code, 0)),
                    "handed": paper_formats.number(report.handed_statuses.get(code, 0)),
                }
                for code, name in STATUSES.items()
            ],
            "recorded": paper_formats.number(report.recorded),
            "handed": paper_formats.number(report.handed),
            "has_handed": report.handed > 0,
            "counts": [
                {"heading": "Menurut jenis laporan", "lines": _counts(report.kinds, KINDS, names.kind)},
                {"heading": "Menurut kanal", "lines": _counts(report.channels, CHANNELS, names.channel)},
            ],
            "categories": [{"name": _category(office.categories, line.name), **_line(line)} for line in report.categories],
            "dusun": [{"name": line.name or "Tanpa dusun", **_line(line)} for line in report.dusun],
            "steps": [
                {"name": office_figures.step_name(step), **_line(line), "median": _days(line.median_days)}
                for step, line in zip(MEASURED, report.steps, strict=False)
            ],
            "notes": _notes(report),
            "late": [
                {
                    "number": late.number,
                    "received": paper_formats.short_date(late.received_on),
                    "stage": facts.stage(late.stage),
                    "reason": late.reason,
                }
                for late in report.late
            ],
            "late_count": paper_formats.number(report.answers.late),
            "unnamed_late": paper_formats.number(report.unnamed_late) if report.unnamed_late else "",
            "narrative": [
                {"heading": "Kendala", "text": report.narrative.obstacles or EMPTY},
                {"heading": "Tindak lanjut", "text": report.narrative.follow_up or EMPTY},
                {"heading": "Rekomendasi", "text": report.narrative.recommendations or EMPTY},
            ],
            "signer": {
                "place": report.place, "title": report.head_title, "name": report.head_name, "id": report.head_id,
            },
            "sources": office_figures.SOURCES,
        }  # fmt: skip
    return make(office, TEMPLATE, order, content, title=f"Laporan pengaduan {heading}", name=f"laporan-{report.period}")


def _notes(report: PeriodReport) -> list[str]:
    """What is counted beside the tables; nothing that is nought."""
    average = report.average_score
    lines = [
        (report.reopened, f"Pernah dibuka kembali: {paper_formats.number(report.reopened)}."),
        (
            report.closed_by_program,
            f"Selesai dengan sendirinya karena pelapor tidak bereaksi: {paper_formats.number(report.closed_by_program)}.",
        ),
        (
            average is not None,
            (
                f"Kepuasan pelapor: {paper_formats.number(average or 0, 1)} dari 5 "
                f"({paper_formats.number(sum(report.satisfaction.values()))} penilaian: {_scores(report)})."
            ),
        ),
    ]
    return [words for count, words in lines if count]


def _scores(report: PeriodReport) -> str:
    scores: tuple[Score, ...] = (5, 4, 3, 2, 1)
    return ", ".join(
        f"{names.score(score)} {paper_formats.number(count)}"
        for score in scores
        if (count := report.satisfaction.get(str(score), 0))
    )


def _counts(counts: Mapping[str, int], codes: Iterable[Any], word: Callable[[Any], str]) -> list[Content]:
    return [{"name": word(code), "count": paper_formats.number(counts[code])} for code in codes if counts.get(code)]


def _category(categories: Categories, code: str) -> str:
    return categories.label(code) or "Tanpa kategori"


def _line(line: ReportLine) -> Content:
    return {
        "received": paper_formats.number(line.received),
        "settled": paper_formats.number(line.settled),
        "open": paper_formats.number(line.received - line.settled),
        "on_time": paper_formats.number(line.on_time),
        "late": paper_formats.number(line.late),
        "running": paper_formats.number(line.running),
        "left_out": paper_formats.number(line.left_out),
        "share": NO_VALUE if line.percent is None else f"{paper_formats.number(line.percent)}%",
    }


def _days(value: float | None) -> str:
    return NO_VALUE if value is None else paper_formats.number(value, 0 if value == int(value) else 1)
