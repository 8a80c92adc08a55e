"""Pemantauan: the figures of a period beside those of another, and from each of them to its complaints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QWidget

from complaints.events import PlacePart
from complaints.indicators import Figures
from complaints.step_times import MEASURED, MeasuredStep
from desktop.documents import printable
from desktop.lanes.operations import Operations
from desktop.office import figure_rows, figure_words
from desktop.office.figure_queries import query_of_card
from desktop.office.indicator_lines import PLACE_PARTS, ComparedFigures, Places, places_to
from desktop.office.office import Office
from desktop.screens.documents.opening import show_paper
from desktop.screens.monitoring.figure_table import FigureTable
from desktop.screens.monitoring.period_bar import PeriodBar
from desktop.screens.monitoring.trend import TrendChart, TrendLegend
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.store.listing import Query
from desktop.widgets import Button, Card, Chip, EmptyState, MessageBar, ScrollArea, heading, hint, label
from desktop.widgets.figure_card import FigureCard
from desktop.widgets.file_dialogs import ask_new_file
from desktop.widgets.grid import grid_of
from desktop.widgets.layouts import STRETCH, Stretch, add_to, add_widgets, column_of, row_of, stack
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, look
from desktop.wording import empty_places, names
from desktop.wording.field_text import field_name
from desktop.wording.month_bars import Bar, bars
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from desktop.widgets.layouts import Part

# Narrower than this, at 100 percent, the cards stand below one another.
ROOM = 1060
_TOP = Qt.AlignmentFlag.AlignTop


class MonitoringScreen(Screen):
    refreshes_on = frozenset({"complaints", "settings"})

    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("monitoring", operations, office, navigate)
        self.figures: Figures | None = None
        self.before: Figures | None = None
        self.places: Places | None = None
        self.step: MeasuredStep = "respond"
        self.places_to: PlacePart = "dusun"
        self._build()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = label(tr("Pemantauan"), "title", "monitoring-title")
        self.periods = PeriodBar(self._office.today())
        self.periods.changed.connect(self.refresh)
        self.print = Button(tr("Cetak…"), "monitoring-print", keys="Ctrl+P", clicked=self.preview)
        self.print.setToolTip(tr("Pratinjau, lalu cetak atau simpan sebagai PDF (Ctrl+P)"))
        self.export = Button(tr("Ekspor XLSX…"), "monitoring-export", keys="Ctrl+E", clicked=self._choose_file)
        self._outputs = row_of((self.print, 0, _TOP), (self.export, 0, _TOP), space=SPACE_S, margins=(SPACE_S, 0, 0, 0))
        self._head = grid_of((self._title, self.periods, self._outputs), spaces=(SPACE_S, SPACE_XS), stretch=(1,))
        self._head.setContentsMargins(0, 0, 22, 0)
        self._head.setAlignment(self._title, _TOP)
        self._head.setAlignment(self.periods, _TOP)
        self.subtitle = label("", "muted", "monitoring-span", wrap=True)
        self.messages = MessageBar(name="monitoring-message")
        self.messages.place.setContentsMargins(0, 0, 22, 0)
        self.empty = EmptyState(*empty_places.nothing_in_period(), "monitoring-empty")
        self.empty.add(
            Button(tr("Lihat seluruh buku"), "monitoring-all", clicked=lambda: self.periods.show_period("all"))
        )
        self.pages = QStackedWidget()
        add_widgets(self.pages, self._build_figures(), self.empty)
        column_of(
            column_of(self._head, self.subtitle, space=0),
            self.messages.place,
            (self.pages, 1),
            space=SPACE_M,
            of=self,
            margins=(22, SPACE_L, 0, 0),
        )
        self.enter_at(self.periods.periods)
        self._enable_outputs(False)

    def _build_figures(self) -> QWidget:
        self._rows: list[tuple[QBoxLayout, tuple[int, ...]]] = []
        self.tables: dict[str, FigureTable] = {}
        self._page = QWidget()
        column_of(
            self._build_cards(),
            self._build_first(),
            self._build_shares(),
            self._build_counts(),
            Stretch(1),
            space=SPACE_M,
            of=self._page,
            margins=(0, 0, 10, SPACE_L),
        )
        self.scroller = ScrollArea(self._page, "monitoring-scroll", tr("Pemantauan"))
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        return self.scroller

    def _build_cards(self) -> QHBoxLayout:
        self.cards = {
            "received": FigureCard(tr("Diterima"), "figure-received", lambda colours: colours.info),
            "on_time": FigureCard(tr("Ditanggapi tepat waktu"), "figure-on-time", lambda colours: colours.ok),
            "late": FigureCard(tr("Tanggapan terlambat"), "figure-late", lambda colours: colours.danger),
            "reopened": FigureCard(tr("Pernah dibuka kembali"), "figure-reopened", lambda colours: colours.warning),
            "satisfaction": FigureCard(tr("Kepuasan pelapor"), "figure-satisfaction", lambda colours: colours.link),
        }
        for name, card in self.cards.items():
            card.clicked.connect(lambda _=False, name=name: self._open_card(name))
        return row_of(*((card, 1) for card in self.cards.values()), space=SPACE_M)

    def _build_first(self) -> QBoxLayout:
        steps = _card(
            "steps-card",
            tr("Ketepatan waktu dan lamanya, menurut tahap"),
            self._table("steps", tr("Menurut tahap")),
            hint(figure_words.steps_explained(), "steps-hint"),
            Stretch(1),
        )
        self.trend = TrendChart("trend")
        self.trend.opened.connect(self._open_bar)
        self.legend = TrendLegend()
        trend = _card("trend-card", tr("Diterima per bulan dan ketepatan tanggapannya"), (self.trend, 1), self.legend)
        return self._beside((steps, 15), (trend, 10))

    def _build_shares(self) -> QBoxLayout:
        categories, places = tr("Menurut kategori"), tr("Menurut tempat")
        return self._beside(
            (self._table_card("categories", categories, self._build_chips()), 1),
            (self._table_card("places", places, self._build_place_chips()), 1),
        )

    def _build_chips(self) -> QHBoxLayout:
        """Which step the two tables are about, and whether categories are told below their groups."""
        row = row_of(label(tr("Ketepatan tahap:"), "muted"), space=SPACE_S)
        group = QButtonGroup(self)
        group.idClicked.connect(lambda at: self.show_step(MEASURED[at]))
        self.chips: dict[MeasuredStep, Chip] = {}
        for at, step in enumerate(MEASURED):
            chip = Chip(names.measured_step(step), f"share-step-{step}")
            chip.setChecked(step == self.step)
            group.addButton(chip, at)
            self.chips[step] = chip
            row.addWidget(chip)
        self.detailed = Chip(tr("Rinci"), "share-whole")
        self.detailed.setToolTip(tr("Tampilkan tiap kategori di bawah kelompoknya"))
        self.detailed.clicked.connect(self._show_tables)
        add_to(row, STRETCH, self.detailed)
        return row

    def _build_place_chips(self) -> QHBoxLayout:
        """How deep the table by place goes."""
        self.places_hint = hint("", "places-hint")
        row = row_of((self.places_hint, 1), space=SPACE_S)
        group = QButtonGroup(self)
        group.idClicked.connect(lambda at: self.show_places(PLACE_PARTS[at]))
        tips = (
            tr("Satu baris tiap dusun"),
            tr("Tampilkan tiap RW di bawah dusunnya"),
            tr("Tampilkan tiap RW dan RT di bawah dusunnya"),
        )
        self.place_chips: dict[PlacePart, Chip] = {}
        for at, (part, tip) in enumerate(zip(PLACE_PARTS, tips, strict=True)):
            chip = Chip(field_name(part), f"places-to-{part}")
            chip.setToolTip(tip)
            chip.setChecked(part == self.places_to)
            group.addButton(chip, at)
            self.place_chips[part] = chip
            row.addWidget(chip)
        return row

    def _build_counts(self) -> QBoxLayout:
        self.scores_hint = hint("", "scores-hint")
        return self._beside(
            (self._table_card("stages", tr("Menurut status sekarang")), 1),
            (self._table_card("channels", tr("Menurut kanal")), 1),
            (self._table_card("scores", tr("Kepuasan pelapor"), below=(self.scores_hint,)), 1),
        )

    def _beside(self, *parts: tuple[QWidget, int]) -> QBoxLayout:
        """Beside one another while there is room, else below."""
        row = row_of(*parts, space=SPACE_M)
        self._rows.append((row, tuple(stretch for _, stretch in parts)))
        return row

    def _table_card(self, name: str, title: str, *above: Part, below: tuple[Part, ...] = ()) -> Card:
        return _card(f"{name}-card", title, *above, self._table(name, title), *below, Stretch(1))

    def _table(self, name: str, title: str) -> FigureTable:
        self.tables[name] = table = FigureTable(f"monitoring-{name}", title)
        table.opened_query.connect(self._open)
        table.moved.connect(lambda: self._bring_in_sight(table))
        return table

    # Sizes -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_periods()
        wide = self.width() >= look.px(ROOM)
        for row, stretches in self._rows:
            stack(row, upright=not wide)
            for at, stretch in enumerate(stretches):
                row.setStretch(at, stretch if wide else 0)

    def _place_periods(self) -> None:
        """Beside the title; below it where large letters leave no room there."""
        page, head = self.layout(), self._head
        assert page is not None
        parts = (self._title, self.periods, self._outputs)
        width = sum(part.sizeHint().width() + SPACE_S for part in parts)
        room = self.width() - page.contentsMargins().left() - head.contentsMargins().right()
        head.removeWidget(self.periods)
        if width <= room:
            head.addWidget(self.periods, 0, 1, _TOP)
        else:
            head.addWidget(self.periods, 1, 0, 1, 3, _TOP | Qt.AlignmentFlag.AlignLeft)

    # Paper and Excel -------------------------------------------------------------------------------------------------

    def _enable_outputs(self, enabled: bool) -> None:
        self.print.setEnabled(enabled)
        self.export.setEnabled(enabled)

    def _content(self) -> ComparedFigures | None:
        """What the screen shows, for paper and Excel; None while there is nothing."""
        if self.figures is None or not self.figures.received:
            return None
        return self._period(self.figures)

    def _period(self, figures: Figures) -> ComparedFigures:
        return ComparedFigures(figures, self.before, self.step, self.detailed.isChecked(), self.places)

    def preview(self) -> None:
        """On paper: looked at, printed, or saved as PDF."""
        if (content := self._content()) is not None:
            show_paper(printable.of_monitoring(self._office, content), self._operations, self)

    def _choose_file(self) -> None:
        if (content := self._content()) is not None:
            first, last = content.figures.first, content.figures.last
            proposed = Path.home() / f"pemantauan-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
            if file := ask_new_file(self, tr("Ekspor XLSX…"), proposed, "Excel (*.xlsx)", ending=".xlsx"):
                self.export_to(file)

    def export_to(self, file: Path) -> None:
        """Writes what the screen shows there, outside the GUI thread."""
        if (content := self._content()) is None:
            return
        office = self._office

        def write() -> None:
            from desktop.exporting.figure_sheets import export_figures

            export_figures(office, file, content)

        def report(_: None) -> None:
            self.messages.say(tr("Tersimpan di {file}", file=str(file)), "ok")

        self._operations.change(write, report, on_error=self.messages.refuse)

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.periods.new_day(self._office.today())
        super().shown()

    # Asking and showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        super().refresh()
        office, days, compared, to = self._office, self.periods.days, self.periods.compared_days, self.places_to

        def work() -> tuple[Figures, Figures | None, Places | None]:
            figures = office.monitoring(*(days or (None, None)))
            before = office.monitoring(*compared) if compared is not None else None
            return figures, before, places_to(office, figures, before, to)

        self._operations.query("monitoring", work, lambda result: self._show(*result))

    def show_step(self, step: MeasuredStep) -> None:
        """The tables by category and by place are about this step."""
        self.step = step
        self.chips[step].setChecked(True)
        self._show_tables()

    def show_places(self, to: PlacePart) -> None:
        """The table by place goes as deep as this part."""
        self.places_to = to
        self.place_chips[to].setChecked(True)
        self.refresh()

    def _show(self, figures: Figures, before: Figures | None, places: Places | None) -> None:
        self.figures, self.before, self.places = figures, before, places
        self.subtitle.setText(figure_words.span(figures, before))
        self.pages.setCurrentIndex(0 if figures.received else 1)
        self._enable_outputs(figures.received > 0)
        for name, words in figure_words.card_words(figures, before).items():
            self.cards[name].set(*words)
        self.trend.show_bars(bars(figures.months, before.months if before is not None else ()))
        self.legend.compared = before is not None
        self.legend.update()
        self._show_tables()
        self.scores_hint.setText(figure_words.scores(figures))

    def _show_tables(self) -> None:
        if self.figures is None:
            return
        self.places_hint.setText(tr("Ketepatan tahap: {step}", step=names.measured_step(self.step)))
        for name, (columns, rows) in figure_rows.tables(self._period(self.figures), self._office.categories).items():
            self.tables[name].show_figures(columns, rows)

    # Going elsewhere -------------------------------------------------------------------------------------------------

    def _open(self, query: Query) -> None:
        self._navigate(Goto("complaints", query=query))

    def _open_card(self, name: str) -> None:
        if self.figures is not None:
            self._open(query_of_card(name, self.figures))

    def _open_bar(self, bar: Bar) -> None:
        if self.figures is not None:
            first, last = max(bar.first, self.figures.first), min(bar.last, self.figures.last)
            self._open(Query(received_from=first, received_to=last))

    def _bring_in_sight(self, table: FigureTable) -> None:
        """Scrolls the page to the chosen figure, because the table itself doesn't scroll."""
        area = table.current_area()
        place = table.mapTo(self._page, area.center())
        self.scroller.ensureVisible(place.x(), place.y(), 0, look.px(60))


def _card(name: str, title: str, *parts: Part) -> Card:
    card = Card(name, space=SPACE_M, gap=SPACE_XS)
    add_to(card.column, heading(title, f"{name}-title"), *parts)
    return card
