"""The periods that evaluations ask for, and what they are compared with, in words."""

from datetime import date

from complaints.periods import Comparison, PeriodName
from desktop.wording.formats import month_name
from desktop.wording.translation import tr


def period_name(name: PeriodName) -> str:
    return {
        "month": tr("Bulan ini"), "last-month": tr("Bulan lalu"), "quarter": tr("Triwulan ini"), "last-quarter": tr("Triwulan lalu"),
        "half": tr("Semester ini"), "year": tr("Tahun ini"), "last-year": tr("Tahun lalu"),
        "twelve-months": tr("12 bulan terakhir"), "all": tr("Seluruh buku"), "free": tr("Pilih tanggal…"),
    }[name]  # fmt: skip


def comparison_name(comparison: Comparison) -> str:
    return {
        "before": tr("periode sebelumnya"), "year-before": tr("setahun sebelumnya"), "none": tr("tanpa pembanding"),
        "free": tr("Pilih tanggal…"),
    }[comparison]  # fmt: skip


def span_words(first: date, last: date) -> str:
    """'1 Jan – 25 Nov 2026'."""
    start = f"{first.day} {month_name(first.month)[:3]}"
    end = f"{last.day} {month_name(last.month)[:3]} {last.year}"
    if first == last:
        return end
    return f"{start} – {end}" if first.year == last.year else f"{start} {first.year} – {end}"


def spans_of_a_year() -> list[tuple[str, str]]:
    """Its months, its quarters and the whole of it, each with the end of its code: '-11', '-T3', ''."""
    months = [(month_name(month), f"-{month:02d}") for month in range(1, 13)]
    quarters = [
        (tr("Triwulan {number}", number=roman), f"-T{quarter}")
        for quarter, roman in enumerate(("I", "II", "III", "IV"), 1)
    ]
    return [*months, *quarters, (tr("Setahun"), "")]
