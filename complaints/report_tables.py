"""A report as tables of typed values, for whoever writes them into a workbook: the office and the district write the same."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, NamedTuple

from complaints import vocabulary
from complaints.fields import LABELS
from complaints.indicators import SCORES
from complaints.lapor import STATUSES
from complaints.period_report import PeriodReport, ReportLine
from complaints.report_period import parse_period

Unit = Literal["text", "count", "percent", "days", "date"]
Cell = str | int | float | date | None


class TableColumn(NamedTuple):
    """`unit` says what its cells are: text, complaints, a part of 1, working days or a day. `width` in letters."""

    title: str
    unit: Unit = "count"
    width: int = 14


class ReportTable(NamedTuple):
    name: str
    columns: tuple[TableColumn, ...]
    rows: list[tuple[Cell, ...]]


_LINE = (
    TableColumn(vocabulary.COUNTS["received"]), TableColumn("Tertangani"), TableColumn(vocabulary.COUNTS["open"]), TableColumn("Tepat waktu"),
    TableColumn("Terlambat"), TableColumn("Berjalan"), TableColumn("Di luar hitungan"), TableColumn("% tepat waktu", "percent"),
)  # fmt: skip


def tables(report: PeriodReport, category: Callable[[str], str]) -> list[ReportTable]:
    """All of them, in the order of the paper. `category` names a category by its code."""
    return [
        _summary(report),
        ReportTable(
            "Status LAPOR!",
            (TableColumn("Status", "text", 30), TableColumn("Jumlah"), TableColumn("Di antaranya dari unit lain")),
            [
                (name, report.statuses.get(code, 0), report.handed_statuses.get(code, 0))
                for code, name in STATUSES.items()
            ],
        ),
        ReportTable("Jenis dan kanal", (TableColumn("Hal", "text", 30), TableColumn("Jumlah")), _kinds_and_channels(report)),
        _steps(report),
        _lines("Kategori", LABELS["category"], report.categories, lambda code: category(code) or "Tanpa kategori"),
        _lines("Dusun", LABELS["dusun"], report.dusun, lambda name: name or "Tanpa dusun"),
        ReportTable(
            "Terlambat",
            (
                TableColumn("Nomor", "text", 18), TableColumn("Diterima tanggal", "date"), TableColumn("Status", "text", 24),
                TableColumn("Sebab", "text", 60),
            ),
            [
                (late.number, late.received_on, vocabulary.STAGES.get(late.stage, late.stage), late.reason)
                for late in report.late
            ],
        ),
        ReportTable(
            "Narasi",
            (TableColumn("Bagian", "text", 18), TableColumn("Isi", "text", 100)),
            [
                ("Kendala", report.narrative.obstacles), ("Tindak lanjut", report.narrative.follow_up),
                ("Rekomendasi", report.narrative.recommendations),
            ],
        ),
    ]  # fmt: skip


def _summary(report: PeriodReport) -> ReportTable:
    rows: list[tuple[Cell, ...]] = [
        ("Masa", parse_period(report.period).heading), ("Unit", report.office), ("Kode unit", report.unit),
        ("Keadaan per", report.as_of.isoformat()), ("Nihil", "ya" if report.is_nihil else "tidak"),
        (vocabulary.COUNTS["received"], report.received), ("Dicatat oleh unit ini", report.recorded), ("Dari unit lain", report.handed),
        ("Tertangani (ditanggapi, selesai, atau diarsipkan)", report.answers.settled),
        (vocabulary.COUNTS["open"], report.received - report.answers.settled), ("Ditanggapi tepat waktu", report.answers.on_time),
        ("Tanggapan terlambat, termasuk yang belum ditanggapi", report.answers.late),
        ("Belum ditanggapi, masih dalam tenggat", report.answers.running),
        ("Di luar hitungan ketepatan", report.answers.left_out), ("Pernah dibuka kembali", report.reopened),
        ("Selesai dengan sendirinya", report.closed_by_program),
        *((f"Kepuasan {score}: {vocabulary.SCORES[score]}", report.satisfaction.get(str(score), 0)) for score in reversed(SCORES)),
        ("Penanda tangan", f"{report.head_title} {report.place}, {report.head_name}"),
    ]  # fmt: skip
    return ReportTable("Ringkasan", (TableColumn("Hal", "text", 54), TableColumn("Nilai", "count", 44)), rows)


def _kinds_and_channels(report: PeriodReport) -> list[tuple[Cell, ...]]:
    return [
        *((name, report.kinds[code]) for code, name in vocabulary.KINDS.items() if report.kinds.get(code)),
        *((name, report.channels[code]) for code, name in vocabulary.CHANNELS.items() if report.channels.get(code)),
    ]


def _steps(report: PeriodReport) -> ReportTable:
    columns = (TableColumn("Tahap layanan", "text", 24), *_LINE[3:], TableColumn("Median hari kerja", "days"))
    return ReportTable(
        "Tahap layanan",
        columns,
        [
            (vocabulary.MEASURED_STEPS.get(line.name, line.name), *_cells(line)[3:], line.median_days)
            for line in report.steps
        ],
    )


def _lines(name: str, heading: str, lines: Iterable[ReportLine], label: Callable[[str], str]) -> ReportTable:
    rows: list[tuple[Cell, ...]] = [(label(line.name), *_cells(line)) for line in lines]
    return ReportTable(name, (TableColumn(heading, "text", 40), *_LINE), rows)


def _cells(line: ReportLine) -> tuple[Cell, ...]:
    return (
        line.received, line.settled, line.received - line.settled, line.on_time, line.late, line.running, line.left_out,
        None if line.percent is None else line.percent / 100,
    )  # fmt: skip
