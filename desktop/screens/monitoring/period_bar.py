"""Which complaints are looked at: the period of receipt, and what it is compared with; free days are typed in a line below."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from complaints.periods import COMPARISONS, PERIODS, Comparison, Period, PeriodName, looked_at, typed_days
from desktop.widgets import label, named
from desktop.widgets.layouts import column_of, row_of
from desktop.widgets.span_line import SpanLine
from desktop.widgets.theme import SPACE_S, look
from desktop.wording.periods import comparison_name, period_name
from desktop.wording.translation import tr

START: PeriodName = "twelve-months"


class _PeriodChoice(QComboBox):
    """`decided` when other days are to be shown. Choosing 'free' opens the `line` in which `typed_days` are typed."""

    decided = Signal()

    def __init__(self, words: Mapping[str, str], today: date) -> None:
        super().__init__()
        for name, text in words.items():
            self.addItem(text, name)
        self.today = today
        self.typed_days: Period | None = None
        self.line = SpanLine()
        self.line.chosen.connect(self._take)
        self.line.closed.connect(self.setFocus)
        # `activated` and not `currentIndexChanged`: choosing 'free' again must open the line again.
        self.activated.connect(self.decide)

    def choose(self, name: str) -> None:
        self.setCurrentIndex(self.findData(name))

    def decide(self) -> None:
        if self.currentData() == "free":
            first, last = self.typed_days or (None, None)
            self.line.open(first, last, self.today)
        else:
            self.line.close_line()
            self.decided.emit()

    def _take(self, first: date | None, last: date | None) -> None:
        self.typed_days = typed_days(first, last, self.today)
        self.decided.emit()


class PeriodBar(QWidget):
    """`changed` when other days are to be shown; `days` None means the whole book, `compared_days` None no comparison."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("monitoring-periods")
        self.days: Period | None = None
        self.compared_days: Period | None = None
        self.periods = _PeriodChoice({name: period_name(name) for name in PERIODS}, today)
        self.comparisons = _PeriodChoice({name: comparison_name(name) for name in COMPARISONS}, today)
        column_of(
            row_of(
                label(tr("Diterima dalam"), "muted"),
                named(self.periods, "monitoring-period", tr("Diterima dalam")),
                label(tr("dibanding"), "muted"),
                named(self.comparisons, "monitoring-comparison", tr("dibanding")),
                space=SPACE_S,
            ),
            self.periods.line,
            self.comparisons.line,
            space=SPACE_S,
            of=self,
        )
        self.periods.choose(START)
        self._reckon()
        self.periods.decided.connect(self._change)
        self.comparisons.decided.connect(self._change)
        look.changed.connect(self._measure)
        self._measure()

    @property
    def period(self) -> PeriodName:
        return self.periods.currentData()

    @property
    def comparison(self) -> Comparison:
        return self.comparisons.currentData()

    def show_period(self, name: PeriodName, comparison: Comparison = "before") -> None:
        """As if these had been chosen here."""
        self.comparisons.choose(comparison)
        self.periods.choose(name)
        self.periods.decide()

    def new_day(self, today: date) -> None:
        if today != self.periods.today:
            self.periods.today = self.comparisons.today = today
            self._reckon()

    def _change(self) -> None:
        self._reckon()
        self.changed.emit()

    def _reckon(self) -> None:
        typed = self.periods.typed_days, self.comparisons.typed_days
        self.days, self.compared_days = looked_at(self.period, self.comparison, self.periods.today, *typed)

    def _measure(self) -> None:
        self.periods.setMinimumWidth(look.px(160))
        self.comparisons.setMinimumWidth(look.px(170))
