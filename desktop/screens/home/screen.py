"""The home screen: five figures, what needs doing in order, and twelve months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from complaints.errors import OfficeError
from desktop.colours import Colours
from desktop.lanes.operations import Operations
from desktop.office import home_words, list_filters, reminded_below
from desktop.office.office import Office
from desktop.office.todo_lines import TodoLine, todo_lines, waiting_for_approval
from desktop.screens.home.announcement import AnnouncementCard, RemindedCard
from desktop.screens.home.chart import MonthChart, MonthLegend
from desktop.screens.home.todo import TodoTable
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.store.home import MOST_ITEMS, Home
from desktop.widgets import Button, Card, EmptyState, Pages, SearchField, heading, hint, label, show_text
from desktop.widgets.figure_card import FigureCard, ValueLine
from desktop.widgets.later import every
from desktop.widgets.layouts import STRETCH, Gap, Stretch, add_to, add_widgets, column_of, row_of, stack
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, look
from desktop.wording import empty_places, names
from desktop.wording.formats import long_date, number
from desktop.wording.translation import tr

if TYPE_CHECKING:
    from desktop.office.early_warnings import WarningLine
    from desktop.office.open_drafts import OpenDraft

# How often the date is checked: on a PC that is never switched off the screen shows the new day by itself.
NEW_DAY_MS = 30_000
# Narrower than this, at 100 percent, the cards stand below one another, with so much room for the list.
NARROW, LEAST_LIST = 860, 230
SEARCH, SEARCH_NARROW = 330, 290
MOST_WARNINGS = 3
MOST_DRAFTS = 3
_COLOURS: dict[str, Callable[[Colours], str]] = {
    "overdue": lambda colours: colours.danger,
    "due-soon": lambda colours: colours.warning,
    "dispositions": lambda colours: colours.info,
    "conflicts": lambda colours: colours.conflict,
    "owed": lambda colours: colours.info,
    "unentered": lambda colours: colours.link,
}


class HomeScreen(Screen):
    """Asks once for everything it shows, and again when complaints, settings or the day changed. `filled` comes when all is shown."""

    refreshes_on = frozenset({"complaints", "settings", "drafts"})

    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("home", operations, office, navigate)
        self._asked_day: date | None = None
        self._shown_day: date | None = None
        self.refresh()  # a lane reads while this thread builds; the answer comes in a turn of the event loop
        self._build()
        look.changed.connect(self._measure)
        every(self, NEW_DAY_MS, self._look_at_the_date).start()

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        if self._stale or self._asked_day != self._office.today():
            self.refresh()
        if self._shown_day is not None:
            self._take_keys()

    def search(self, text: str) -> bool:
        """Ctrl+F: the words go to the list of complaints on Enter."""
        if text:
            self.search_field.set_text(text)
        self.search_field.take_focus()
        return True

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.pages = Pages()
        add_widgets(self.pages, self._work(), self._empty())
        self.announcement = AnnouncementCard()
        self.announcement.read.connect(self._note_read)
        self.reminded = RemindedCard()
        column_of(
            self._head(),
            self.announcement,
            self.reminded,
            (self.pages, 1),
            space=SPACE_M,
            of=self,
            margins=(22, SPACE_L, 22, SPACE_L + 2),
        )
        self._measure()

    def _head(self) -> QHBoxLayout:
        self.subtitle = label(long_date(self._office.today()), "muted", "home-date")
        words = column_of(label(tr("Yang perlu dikerjakan hari ini"), "title", "home-title"), self.subtitle, space=0)
        self.search_field = SearchField(tr("Cari nomor, nama, isi pengaduan…"), "home-search", keys="Ctrl+F")
        self.search_field.entered.connect(self._find)
        self.search_field.down.connect(self.take_focus)
        return row_of((words, 1), (self.search_field, 0, Qt.AlignmentFlag.AlignVCenter))

    def _work(self) -> QWidget:
        titles = home_words.card_titles().items()
        self.cards = {name: FigureCard(title, f"card-{name}", _COLOURS[name]) for name, title in titles}
        for name, card in self.cards.items():
            card.clicked.connect(lambda _=False, name=name: self._open_card(name))
        cards = list(self.cards.values())
        halves = [row_of(*((card, 1) for card in half), space=SPACE_M) for half in (cards[:3], cards[3:])]
        self._cards = row_of(*((half, 1) for half in halves), space=SPACE_M)
        self._below = row_of((self._todo_card(), 11), (self._months_card(), 5), space=SPACE_M)
        work = QWidget()
        column_of(self._cards, (self._below, 1), space=SPACE_M + 2, of=work)
        return work

    def _todo_card(self) -> Card:
        card = Card("todo-card", space=6)
        self.todo = TodoTable("todo")
        self.todo.chosen.connect(self._open)
        self.calm = EmptyState(*empty_places.nothing_to_do(), "todo-empty")
        self.todo_pages = Pages()
        add_widgets(self.todo_pages, self.todo, self.calm)
        self.warnings = [
            Button("", f"early-warning-{place}", role="link", clicked=self._opening_warning(place))
            for place in range(MOST_WARNINGS)
        ]
        self.approvals = Button("", "todo-approvals", role="link", clicked=self._going_to(Goto("desk")))
        self.approvals.hide()
        self.drafts = [
            Button("", f"open-draft-{place}", role="link", clicked=self._opening_draft(place))
            for place in range(MOST_DRAFTS)
        ]
        self._drafts: list[OpenDraft] = []
        self._show_drafts([])
        self._warnings: list[WarningLine] = []
        self._show_warnings([])
        self.all_open = Button(
            "", "todo-more", role="link", clicked=self._going_to(Goto("complaints", query=list_filters.START))
        )
        self.all_open.hide()
        self.of_registers = Button(
            "",
            "todo-of-registers",
            role="link",
            clicked=self._going_to(Goto("complaints", query=list_filters.OF_REGISTERS)),
        )
        self.of_registers.hide()
        add_to(
            card.column,
            row_of(self.approvals, *self.drafts, STRETCH, space=SPACE_S),
            *((button, 0, Qt.AlignmentFlag.AlignLeft) for button in self.warnings),
            (self.todo_pages, 1),
            row_of(self.all_open, self.of_registers, STRETCH, space=SPACE_S),
        )
        return card

    def _months_card(self) -> Card:
        card = Card("months-card", gap=SPACE_XS)
        self.chart = MonthChart("months")
        self.average = ValueLine(tr("Rata-rata sampai tanggapan"), "average-days")
        self.on_time = ValueLine(tr("Tanggapan tepat waktu"), "on-time")
        self.left_out = Button("", "left-out", role="link", clicked=self._open_left_out)
        self.left_out.hide()
        add_to(
            card.column,
            heading(tr("12 bulan terakhir")),
            hint(tr("diterima dan selesai per bulan")),
            Gap(SPACE_S),
            (self.chart, 3),
            Gap(SPACE_XS),
            MonthLegend(),
            Gap(SPACE_M),
            self.average,
            self.on_time,
            (self.left_out, 0, Qt.AlignmentFlag.AlignLeft),
            Stretch(1),
        )
        return card

    def _empty(self) -> QWidget:
        self.empty = Card("home-empty-card")
        state = EmptyState(*empty_places.empty_book(), "home-empty")
        self.record_button = Button(
            tr("Catat pengaduan (Ctrl+N)"), "home-record", role="primary", clicked=self._going_to(Goto("record"))
        )
        import_hint = tr("Sudah punya register di Excel, CSV atau OpenSID? Masukkan semuanya sekaligus:")
        self.import_button = Button(tr("Impor dari Excel…"), "home-import", clicked=self._going_to(Goto("import")))
        for part in (self.record_button, label(import_hint, "muted", "home-import-hint"), self.import_button):
            state.add(part)
        self.empty.column.addWidget(state)
        return self.empty

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the months stand below what needs doing: its titles need the width."""
        super().resizeEvent(event)
        is_narrow = self.width() < look.px(NARROW)
        stack(self._cards, self._below, upright=is_narrow)
        self.todo.setMinimumHeight(look.px(LEAST_LIST) if is_narrow else 0)
        self._measure()

    def _measure(self) -> None:
        self.search_field.setFixedWidth(look.px(SEARCH_NARROW if self.width() < look.px(NARROW) else SEARCH))

    # Asking and showing ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        super().refresh()
        self._asked_day = self._office.today()
        self._operations.query("home", self._office.home, self._show, self._refused)

    def _refused(self, error: OfficeError) -> None:
        self._asked_day = None  # asked again when somebody comes back
        self._operations.refused.emit(error)

    def _look_at_the_date(self) -> None:
        if self.isVisible() and self._shown_day is not None and self._shown_day != self._office.today():
            self.refresh()

    def _show(self, home: Home) -> None:
        self._shown_day = home.today
        self.subtitle.setText(f"{long_date(home.today)} · {home_words.kind_of_day(home, self._office.rules.calendar)}")
        self.announcement.show_unread(home.announcements)
        settings, role = self._office.settings, self._office.user.role
        lines = todo_lines(home, role, names.head_of_office(settings.unit_code))
        show_text(self.approvals, waiting_for_approval(home, role))
        if home.counts.total == 0:
            self.pages.setCurrentIndex(1)
            self.enter_at(self.record_button)
        else:
            self.pages.setCurrentIndex(0)
            self.enter_at(self.todo if lines else self.cards["overdue"])
            self._show_work(home, lines)
        self._take_keys()
        self.filled.emit()
        # Not before the screen is filled: they read a year.
        self._operations.query("early-warnings", self._read_warnings, self._show_warnings)
        if self._office.published.reminded:
            self._operations.query(
                "reminded-below", lambda: reminded_below.on_home(self._office), self.reminded.show_reminded
            )
        else:
            self.reminded.hide()
        self._operations.query("open-drafts", self._read_drafts, self._show_drafts)

    def _note_read(self, number: int) -> None:
        self._operations.change(lambda: self._office.note_announcement_read(number), kinds=("settings",))

    def _take_keys(self) -> None:
        """After log in the keyboard goes to what needs doing, whether the figures or the screen came first."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or not focus.isVisible()):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_work(self, home: Home, lines: tuple[TodoLine, ...]) -> None:
        self._show_figures(home)
        self.todo.show_lines(lines, key=lambda line: line.complaint)
        self.todo_pages.setCurrentIndex(0 if lines else 1)
        self.all_open.setText(tr("Lihat semua yang belum selesai ({count})", count=number(home.counts.open)))
        self.all_open.setVisible(len(lines) >= MOST_ITEMS)
        show_text(self.of_registers, home_words.of_registers(home))
        self.chart.set_months(home.months)
        self.average.set(home_words.average(home))
        self.on_time.set(home_words.on_time(home))
        self.left_out.setText(
            tr("{count} di luar hitungan: tanpa tanggal atau dicatat belakangan", count=number(home.left_out))
        )
        self.left_out.setVisible(home.left_out > 0)
        self._left_out_query = home.left_out_query

    def _show_figures(self, home: Home) -> None:
        days = self._office.rules.policy.due_soon_working_days
        self.cards["due-soon"].setText(home_words.card_titles(days)["due-soon"])
        for name, words in home_words.card_words(home).items():
            self.cards[name].set(*words)

    # Going elsewhere -------------------------------------------------------------------------------------------------

    def _open_card(self, name: str) -> None:
        query = home_words.query_of_card(name, self._office)
        self._navigate(Goto("complaints", query=query) if query is not None else Goto("lapor"))

    def _going_to(self, goto: Goto) -> Callable[[], None]:
        return lambda: self._navigate(goto)

    def _read_drafts(self) -> list[OpenDraft]:
        from desktop.office import open_drafts

        return open_drafts.load(self._office)

    def _show_drafts(self, drafts: list[OpenDraft]) -> None:
        """What was begun and not finished, the latest first."""
        self._drafts = drafts
        for place, button in enumerate(self.drafts):
            words = drafts[place].words if place < len(drafts) else ""
            show_text(button, tr("✎ {what} · dilanjutkan", what=words) if words else "")

    def _opening_draft(self, place: int) -> Callable[[], None]:
        def open_draft() -> None:
            draft = self._drafts[place]
            if draft.complaint:
                self._navigate(Goto("complaints", complaint=draft.complaint, action=draft.action))
            else:
                self._navigate(Goto("settings", action=draft.section) if draft.section else Goto("record"))

        return open_draft

    def _read_warnings(self) -> list[WarningLine]:
        from desktop.office import early_warnings

        return early_warnings.lines(self._office, MOST_WARNINGS)

    def _show_warnings(self, warnings: list[WarningLine]) -> None:
        """A matter and place that rises above its own past, is opened again and again, or fell silent."""
        self._warnings = warnings
        for place, button in enumerate(self.warnings):
            show_text(button, f"⚠ {warnings[place].words}" if place < len(warnings) else "")

    def _opening_warning(self, place: int) -> Callable[[], None]:
        def go() -> None:
            query = self._warnings[place].query
            self._navigate(Goto("complaints", query=query) if query else Goto("sync"))

        return go

    def _open_left_out(self) -> None:
        self._navigate(Goto("complaints", query=self._left_out_query))

    def _find(self, text: str) -> None:
        if text:
            self._navigate(Goto("complaints", search=text))

    def _open(self, complaint: str, action: str) -> None:
        self._navigate(Goto("complaints", complaint=complaint, action=action))
