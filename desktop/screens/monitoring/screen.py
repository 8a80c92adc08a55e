"""Pemantauan: the figures of a period beside those of another, and from each of them to its complaints."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from complaints.errors import OfficeError
from complaints.indicators import SCORES, Figures
from complaints.step_times import MEASURED, MeasuredStep
from desktop.office.figures import Period
from desktop.office.office import Office
from desktop.screens.home.figure_card import FigureCard
from desktop.screens.monitoring import indicator_rows
from desktop.screens.monitoring.figure_table import FigureTable
from desktop.screens.monitoring.period_bar import PeriodBar, span_words
from desktop.screens.monitoring.trend import TrendChart, TrendLegend
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.operations import Operations
from desktop.screens.screen import Screen
from desktop.screens.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, look
from desktop.screens.widgets import Button, Card, Chip, EmptyState, MessageBar, heading, hint, label
from desktop.screens.widgets.layouts import STRETCH, Stretch, add_to, column_of, row_of
from desktop.screens.widgets.message import MessageTone
from desktop.store.listing import Query
from desktop.wording import names
from desktop.wording.formats import number
from desktop.wording.month_bars import Bar, bars
from desktop.wording.translation import tr, tr_count, tr_phrase

# Narrower than this, at 100 percent, the cards stand below one another.
ROOM = 1060
_KINDS = frozenset({"complaints", "settings"})
_TOP = Qt.AlignmentFlag.AlignTop


class MonitoringScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("monitoring", operations, office, navigate)
        self.figures: Figures | None = None
        self.before: Figures | None = None
        self.step: MeasuredStep = "respond"
        self._stale = True
        self._build()
        operations.changed.connect(self._changed)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head = head = QGridLayout()
        head.setContentsMargins(0, 0, 22, 0)
        head.setHorizontalSpacing(SPACE_S)
        head.setVerticalSpacing(SPACE_XS)
        head.setColumnStretch(0, 1)
        self._title = label(tr("Pemantauan"), "title", "monitoring-title")
        head.addWidget(self._title, 0, 0, _TOP)
        self.periods = PeriodBar(self._office.today())
        self.periods.changed.connect(self.refresh)
        head.addWidget(self.periods, 0, 1, _TOP)
        self._ways_out = self._build_ways_out()
        head.addLayout(self._ways_out, 0, 2)
        self.subtitle = label("", "muted", "monitoring-span", wrap=True)
        self.messages = MessageBar(name="monitoring-message")
        self.messages.place.setContentsMargins(0, 0, 22, 0)
        page = column_of(
            column_of(head, self.subtitle, space=0),
            self.messages.place,
            space=SPACE_M,
            of=self,
            margins=(22, SPACE_L, 0, 0),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self._build_figures())
        self.empty = EmptyState(
            tr("Belum ada pengaduan dalam periode ini"),
            tr("Pilih periode lain di atas, atau catat pengaduan; angkanya langsung muncul di sini."),
            "monitoring-empty",
        )
        whole = Button(tr("Lihat seluruh buku"), "monitoring-all", clicked=lambda: self.periods.show_period("all"))
        self.empty.add(whole)
        self.pages.addWidget(self.empty)
        page.addWidget(self.pages, 1)
        self.setFocusProxy(self.periods.periods)

    def _build_ways_out(self) -> QHBoxLayout:
        self.print = Button(tr("Cetak…"), "monitoring-print", keys="Ctrl+P", clicked=self.preview)
        self.print.setToolTip(tr("Pratinjau, lalu cetak atau simpan sebagai PDF (Ctrl+P)"))
        self.export = Button(tr("Ekspor XLSX…"), "monitoring-export", keys="Ctrl+E", clicked=self._choose_file)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_S, 0, 0, 0)
        row.setSpacing(SPACE_S)
        for button in (self.print, self.export):
            button.setEnabled(False)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_figures(self) -> QWidget:
        self._rows: list[tuple[QBoxLayout, tuple[int, ...]]] = []
        self.scroller = QScrollArea()
        self.scroller.setObjectName("monitoring-scroll")
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setWidgetResizable(True)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        held = QWidget()
        column_of(
            self._build_cards(),
            self._build_first(),
            self._build_shares(),
            self._build_counts(),
            Stretch(1),
            space=SPACE_M,
            of=held,
            margins=(0, 0, 10, SPACE_L),
        )
        self.scroller.setWidget(held)
        self._held = held
        return self.scroller

    def _build_cards(self) -> QHBoxLayout:
        self.received = FigureCard(tr("Diterima"), "figure-received", lambda colours: colours.info)
        self.on_time = FigureCard(tr("Ditanggapi tepat waktu"), "figure-on-time", lambda colours: colours.ok)
        self.late = FigureCard(tr("Tanggapan terlambat"), "figure-late", lambda colours: colours.danger)
        self.reopened = FigureCard(tr("Pernah dibuka kembali"), "figure-reopened", lambda colours: colours.warning)
        self.satisfaction = FigureCard(tr("Kepuasan pelapor"), "figure-satisfaction", lambda colours: colours.link)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        for card, query in (
            (self.received, indicator_rows.of_period),
            (self.on_time, lambda found: indicator_rows.passed(found, "respond", "on_time")),
            (self.late, lambda found: indicator_rows.passed(found, "respond", "late")),
            (self.reopened, lambda found: Query(received_from=found.first, received_to=found.last, reopened=True)),
            (self.satisfaction, lambda found: Query(received_from=found.first, received_to=found.last, scores=SCORES)),
        ):
            card.clicked.connect(lambda _=False, query=query: self._open(query(self.figures)) if self.figures else None)
            row.addWidget(card, 1)
        return row

    def _build_first(self) -> QBoxLayout:
        steps = self._card("steps-card", tr("Ketepatan waktu dan lamanya, menurut tahap"))
        self.steps = self._table("steps", tr("Menurut tahap"))
        add_to(
            steps.column,
            self.steps,
            hint(
                tr(
                    "Hari adalah hari kerja kantor. Verifikasi, tanggapan dan penyelesaian dihitung dari tanggal diterima, tindak lanjut dari verifikasi. Arti tiap angka ada pada judul kolomnya."
                ),
                "steps-hint",
            ),
            Stretch(1),
        )
        trend = self._card("trend-card", tr("Diterima per bulan dan ketepatan tanggapannya"))
        self.trend = TrendChart("trend")
        self.trend.asked.connect(self._open_bar)
        self.legend = TrendLegend()
        add_to(trend.column, (self.trend, 1), self.legend)
        return self._beside((steps, 15), (trend, 10))

    def _build_shares(self) -> QBoxLayout:
        categories = self._card("categories-card", tr("Menurut kategori"))
        self.categories = self._table("categories", tr("Menurut kategori"))
        add_to(categories.column, self._build_chips(), self.categories, Stretch(1))
        dusun = self._card("dusun-card", tr("Menurut dusun"))
        self.dusun_hint = hint("", "dusun-hint")
        self.dusun = self._table("dusun", tr("Menurut dusun"))
        add_to(dusun.column, self.dusun_hint, self.dusun, Stretch(1))
        return self._beside((categories, 1), (dusun, 1))

    def _build_chips(self) -> QHBoxLayout:
        """Of which step the two tables tell whether it was in time."""
        row = row_of(label(tr("Ketepatan tahap:"), "muted"), space=SPACE_S)
        group = QButtonGroup(self)
        self.chips: dict[MeasuredStep, Chip] = {}
        for step in MEASURED:
            chip = Chip(names.measured_step(step), f"share-step-{step}")
            chip.setChecked(step == self.step)
            chip.clicked.connect(self._showing(step))
            group.addButton(chip)
            self.chips[step] = chip
            row.addWidget(chip)
        self.whole = Chip(tr("Rinci"), "share-whole")
        self.whole.setToolTip(tr("Tampilkan tiap kategori di bawah kelompoknya"))
        self.whole.clicked.connect(self._show_shares)
        add_to(row, STRETCH, self.whole)
        return row

    def _showing(self, step: MeasuredStep) -> Callable[[], None]:
        return lambda: self.show_step(step)

    def _build_counts(self) -> QBoxLayout:
        made: list[tuple[Card, int]] = []
        self.counts: dict[str, FigureTable] = {}
        for name, title in (
            ("stages", tr("Menurut status sekarang")), ("channels", tr("Menurut kanal")), ("scores", tr("Kepuasan pelapor")),
        ):  # fmt: skip
            card = self._card(f"{name}-card", title)
            self.counts[name] = self._table(name, title)
            card.column.addWidget(self.counts[name])
            made.append((card, 1))
            if name == "scores":
                self.scores_hint = hint("", "scores-hint")
                card.column.addWidget(self.scores_hint)
            card.column.addStretch(1)
        return self._beside(*made)

    def _beside(self, *parts: tuple[QWidget, int]) -> QBoxLayout:
        """Beside one another while there is room, else below."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(SPACE_M)
        for widget, stretch in parts:
            row.addWidget(widget, stretch)
        self._rows.append((row, tuple(stretch for _, stretch in parts)))
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_periods()
        wide = self.width() >= look.px(ROOM)
        for row, stretches in self._rows:
            row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
            for at, stretch in enumerate(stretches):
                row.setStretch(at, stretch if wide else 0)

    def _place_periods(self) -> None:
        """Beside the title; below it where large letters leave no room there."""
        page, head = self.layout(), self._head
        assert page is not None
        parts = (self._title, self.periods, self._ways_out)
        needed = sum(part.sizeHint().width() + SPACE_S for part in parts)
        room = self.width() - page.contentsMargins().left() - head.contentsMargins().right()
        head.removeWidget(self.periods)
        if needed <= room:
            head.addWidget(self.periods, 0, 1, _TOP)
        else:
            head.addWidget(self.periods, 1, 0, 1, 3, _TOP | Qt.AlignmentFlag.AlignLeft)

    def _card(self, name: str, title: str) -> Card:
        card = Card(name, space=SPACE_M)
        card.column.setSpacing(SPACE_XS)
        card.column.addWidget(heading(title, f"{name}-title"))
        return card

    def _table(self, name: str, title: str) -> FigureTable:
        table = FigureTable(f"monitoring-{name}", title)
        table.asked.connect(self._open)
        table.moved.connect(lambda: self._bring_in_sight(table))
        return table

    # Ways out --------------------------------------------------------------------------------------------------------

    def _seen(self) -> Period | None:
        """What the screen shows, for paper and Excel; None while there is nothing."""
        if self.figures is None or not self.figures.received:
            return None
        return self._period(self.figures)

    def _period(self, figures: Figures) -> Period:
        return Period(figures, self.before, self.step, self.whole.isChecked())

    def preview(self) -> None:
        """On paper: looked at, printed, or kept as PDF."""
        if (seen := self._seen()) is not None:
            from desktop.documents import printable
            from desktop.screens.documents import preview

            preview.show(printable.of_monitoring(self._office, seen), self._operations, self)

    def _choose_file(self) -> None:
        if (seen := self._seen()) is None:
            return
        first, last = seen.figures.first, seen.figures.last
        usual = str(Path.home() / f"pemantauan-{first:%Y%m%d}-{last:%Y%m%d}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, tr("Ekspor XLSX…"), usual, "Excel (*.xlsx)")
        if name:
            self.export_to(Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx"))

    def export_to(self, file: Path) -> None:
        """Writes what the screen shows there, outside the GUI thread."""
        if (seen := self._seen()) is None:
            return
        office = self._office

        def write() -> None:
            from desktop.exporting.figure_sheets import export_figures

            export_figures(office, file, seen)

        self._operations.change(
            write, lambda _: self._say(tr("Tersimpan di {file}", file=str(file)), "ok"), on_error=self._refused
        )

    def _refused(self, error: OfficeError) -> None:
        self._say(tr_phrase(error.phrase), "danger")

    def _say(self, sentence: str, tone: MessageTone) -> None:
        self.messages.say(sentence, tone, seconds=20 if tone == "ok" else None)

    # What the window calls -------------------------------------------------------------------------------------------

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+P", tr("Cetak…")), ("Ctrl+E", tr("Ekspor XLSX…")))

    def shown(self) -> None:
        self.periods.new_day(self._office.today())
        if self._stale:
            self.refresh()

    # Asking and showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._stale = False
        office, own, other = self._office, self.periods.own, self.periods.other

        def work() -> tuple[Figures, Figures | None]:
            found = office.monitoring(*(own or (None, None)))
            return found, office.monitoring(*other) if other is not None else None

        self._operations.query("monitoring", work, lambda found: self._show(*found))

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & _KINDS:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def show_step(self, step: MeasuredStep) -> None:
        """Tell of this step whether it was in time, by category and by dusun."""
        self.step = step
        self.chips[step].setChecked(True)
        self._show_shares()

    def _show(self, figures: Figures, before: Figures | None) -> None:
        self.figures, self.before = figures, before
        span = span_words(figures.first, figures.last)
        self.subtitle.setText(
            tr("Diterima {span}, dibanding {other}", span=span, other=span_words(before.first, before.last))
            if before is not None
            else tr("Diterima {span}", span=span)
        )
        self.pages.setCurrentIndex(0 if figures.received else 1)
        for button in (self.print, self.export):
            button.setEnabled(figures.received > 0)
        self._show_cards(figures, before)
        period, compared = self._period(figures), before is not None
        self.steps.show_figures(
            indicator_rows.step_columns(compared=compared), indicator_rows.step_lines(figures, before)
        )
        self.trend.show_bars(bars(figures.months, before.months if before is not None else ()))
        self.legend.compared = compared
        self.legend.update()
        self._show_shares()
        for name, title, found in (
            ("stages", tr("Status"), indicator_rows.stage_rows(period)),
            ("channels", tr("Kanal"), indicator_rows.channel_rows(period)),
            ("scores", tr("Nilai"), indicator_rows.score_rows(period)),
        ):
            self.counts[name].show_figures(indicator_rows.count_columns(title, compared=compared), found)
        self.scores_hint.setText(
            tr("{rated} dari {received} pengaduan dinilai pelapornya.", rated=number(figures.rated), received=number(figures.received))
            if figures.rated
            else tr("Belum ada yang dinilai. Catat dengan “Kepuasan pelapor” pada pengaduan yang sudah ditanggapi.")
        )  # fmt: skip

    def _show_shares(self) -> None:
        if self.figures is None:
            return
        period, compared = self._period(self.figures), self.before is not None
        self.dusun_hint.setText(tr("Ketepatan tahap: {step}", step=names.measured_step(self.step)))
        self.categories.show_figures(
            indicator_rows.share_columns(tr("Kategori"), compared=compared),
            indicator_rows.category_rows(period, self._office.categories),
        )
        self.dusun.show_figures(
            indicator_rows.share_columns(tr("Dusun"), compared=compared),
            indicator_rows.dusun_rows(period),
        )

    def _show_cards(self, figures: Figures, before: Figures | None) -> None:
        answers, earlier = figures.timeliness["respond"], before.timeliness["respond"] if before else None
        kinds = " · ".join(f"{number(n)} {names.kind(one).lower()}" for one, n in figures.kinds.items())
        self.received.set(figures.received, _was(None if before is None else number(before.received)) or kinds)
        self.on_time.set(
            answers.on_time,
            _was(None if earlier is None else indicator_rows.percent(earlier.percent))
            or tr_count("{count} pengaduan", count=answers.on_time),
            indicator_rows.percent(answers.percent),
        )
        self.late.set(
            answers.late,
            _was(None if earlier is None else number(earlier.late)) or tr("termasuk yang belum ditanggapi"),
        )
        self.reopened.set(
            figures.reopened,
            _was(None if before is None else number(before.reopened)) or tr("oleh pelapor atau kantor"),
        )
        average = figures.average_score
        known = None if before is None or before.average_score is None else number(before.average_score, 1)
        rated = (
            tr_count("dari 5 · {count} penilaian", count=figures.rated) if figures.rated else tr("belum ada penilaian")
        )
        self.satisfaction.set(
            figures.rated, " · ".join(part for part in (rated, _was(known)) if part), indicator_rows.NOTHING if average is None else number(average, 1)
        )  # fmt: skip

    # Going elsewhere -------------------------------------------------------------------------------------------------

    def _open(self, query: Query) -> None:
        self._navigate(Goto("complaints", query=query))

    def _open_bar(self, bar: Bar) -> None:
        if self.figures is not None:
            first, last = max(bar.first, self.figures.first), min(bar.last, self.figures.last)
            self._open(Query(received_from=first, received_to=last))

    def _bring_in_sight(self, table: FigureTable) -> None:
        """The table doesn't scroll, the page does."""
        area = table.current_area()
        place = table.mapTo(self._held, area.center())
        self.scroller.ensureVisible(place.x(), place.y(), 0, look.px(60))


def _was(value: str | None) -> str:
    """What the figure was in the period that it is compared with; '' without one."""
    return "" if value is None else tr("semula {value}", value=value)
