"""Which complaints are looked at: the period of receipt, and what it is compared with; free days are typed in a line below."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from complaints.periods import COMPARISONS, PERIODS, Comparison, Period, PeriodName, compared, period
from desktop.screens.complaints.inline import SpanLine
from desktop.screens.theme import SPACE_S, look
from desktop.screens.widgets import label
from desktop.screens.widgets.layouts import add_to, column_of
from desktop.wording import formats
from desktop.wording.translation import tr

START: PeriodName = "twelve-months"


def period_words(name: PeriodName) -> str:
    return {
        "month": tr("Bulan ini"), "last-month": tr("Bulan lalu"), "quarter": tr("Triwulan ini"), "last-quarter": tr("Triwulan lalu"),
        "half": tr("Semester ini"), "year": tr("Tahun ini"), "last-year": tr("Tahun lalu"),
        "twelve-months": tr("12 bulan terakhir"), "all": tr("Seluruh buku"), "free": tr("Pilih tanggal…"),
    }[name]  # fmt: skip


def comparison_words(comparison: Comparison) -> str:
    return {
        "before": tr("periode sebelumnya"), "year-before": tr("setahun sebelumnya"), "none": tr("tanpa pembanding"),
        "free": tr("Pilih tanggal…"),
    }[comparison]  # fmt: skip


def span_words(first: date, last: date) -> str:
    """'1 Jan – 25 Nov 2026'."""
    start = f"{first.day} {formats.month_name(first.month)[:3]}"
    end = f"{last.day} {formats.month_name(last.month)[:3]} {last.year}"
    if first == last:
        return end
    return f"{start} – {end}" if first.year == last.year else f"{start} {first.year} – {end}"


class PeriodBar(QWidget):
    """`changed` when other days are to be shown; `own` None means the whole book, `other` None no comparison."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("monitoring-periods")
        self._today = today
        self.own: Period | None = None
        self.other: Period | None = None
        self._free: Period | None = None
        self._free_other: Period | None = None
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        self.periods, self.comparisons = QComboBox(), QComboBox()
        for name in PERIODS:
            self.periods.addItem(period_words(name), name)
        for comparison in COMPARISONS:
            self.comparisons.addItem(comparison_words(comparison), comparison)
        for box, name, title in (
            (self.periods, "monitoring-period", tr("Diterima dalam")),
            (self.comparisons, "monitoring-comparison", tr("dibanding")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(title)
            add_to(row, label(title, "muted"), box)
        column = column_of(row, space=SPACE_S, of=self)
        self.span, self.other_span = SpanLine(), SpanLine()
        self.span.chosen.connect(self._typed)
        self.other_span.chosen.connect(self._typed_other)
        for line, box in ((self.span, self.periods), (self.other_span, self.comparisons)):
            line.closed.connect(box.setFocus)
            column.addWidget(line)
        self.periods.setCurrentIndex(PERIODS.index(START))
        self._reckon()
        # `activated` and not `currentIndexChanged`: choosing 'free days' again must open the line again.
        self.periods.activated.connect(self._chosen)
        self.comparisons.activated.connect(self._chosen_comparison)
        look.changed.connect(self._measure)
        self._measure()

    @property
    def period(self) -> PeriodName:
        return self.periods.currentData()

    @property
    def comparison(self) -> Comparison:
        return self.comparisons.currentData()

    def show_period(self, name: PeriodName, comparison: Comparison = "before") -> None:
        """Chosen from elsewhere."""
        self.periods.setCurrentIndex(PERIODS.index(name))
        self.comparisons.setCurrentIndex(COMPARISONS.index(comparison))
        self._chosen()

    def new_day(self, today: date) -> None:
        if today != self._today:
            self._today = today
            self._reckon()

    def _chosen(self) -> None:
        if self.period == "free":
            first, last = self._free or (None, None)
            self.span.open(first, last, self._today)
            return
        self.span.close_line()
        self._tell()

    def _chosen_comparison(self) -> None:
        if self.comparison == "free":
            first, last = self._free_other or (None, None)
            self.other_span.open(first, last, self._today)
            return
        self.other_span.close_line()
        self._tell()

    def _typed(self, first: date | None, last: date | None) -> None:
        """An end that was left open is today, a start the first day of that year."""
        self._free = self._whole(first, last)
        self._tell()

    def _typed_other(self, first: date | None, last: date | None) -> None:
        self._free_other = self._whole(first, last)
        self._tell()

    def _whole(self, first: date | None, last: date | None) -> Period:
        end = last or max(self._today, first or self._today)
        return Period(first or end.replace(month=1, day=1), end)

    def _tell(self) -> None:
        self._reckon()
        self.changed.emit()

    def _reckon(self) -> None:
        own = self._free if self.period == "free" else period(self.period, self._today)
        self.own = own
        if self.comparison == "free":
            self.other = self._free_other
        else:
            self.other = None if own is None else compared(self.period, own, self.comparison)

    def _measure(self) -> None:
        self.periods.setMinimumWidth(look.px(160))
        self.comparisons.setMinimumWidth(look.px(170))
