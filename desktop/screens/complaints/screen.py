"""Puts list, filters and case together: one query, one chosen complaint, and the keys that lead from one to the other."""

from collections.abc import Callable
from functools import partial

from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from complaints.workflow import fits
from desktop.lanes.operations import Operations
from desktop.office import bulk_words, list_filters, saved_filters
from desktop.office.bulk_words import ACTION_OF, BulkKind
from desktop.office.case import Case
from desktop.office.empty_list import empty_list, is_filtered
from desktop.office.list_pages import places
from desktop.office.office import Office
from desktop.screens.complaints.filters import FilterBar
from desktop.screens.complaints.list_table import ARRANGED_MS, ComplaintTable
from desktop.screens.complaints.many_pane import ManyPane
from desktop.screens.complaints.model import ComplaintModel
from desktop.screens.complaints.pane import CasePane
from desktop.screens.documents.opening import show_paper
from desktop.screens.navigate import Goto, Navigate
from desktop.screens.screen import Screen
from desktop.store.listing import Counts, Query, Sort
from desktop.store.place_names import PlacesOffered
from desktop.store.settings import SavedFilter
from desktop.tables.copied_rows import as_table
from desktop.widgets import Button, Card, EmptyState, MessageBar, SearchField, label, on_keys, show_text
from desktop.widgets.later import later
from desktop.widgets.layouts import Gap, Stretch, add_to, add_widgets, column_of, row_of
from desktop.widgets.menus import Entry, Submenu, passing_menu
from desktop.widgets.naming import named
from desktop.widgets.theme import SPACE_L, SPACE_M, SPACE_S
from desktop.wording import formats
from desktop.wording.paper_names import CASE_KINDS, MANY_KINDS, case_name
from desktop.wording.screen_keys import sort_keys
from desktop.wording.step_texts import step_taken
from desktop.wording.translation import tr, tr_in

_KINDS = frozenset({"complaints", "settings"})
SEARCH_PAUSE_MS = 60


class ComplaintsScreen(Screen):
    def __init__(self, operations: Operations, office: Office, navigate: Navigate) -> None:
        super().__init__("complaints", operations, office, navigate)
        self._total = 0
        self._queried = False
        self._stale = False
        self._goal = ""
        self._start = Query()  # what was asked for first
        self._place = 0  # where the case stood on which a step was taken
        self._build()
        self._keys()
        operations.changed.connect(self._changed)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = label(tr_in("menu", "Pengaduan"), "title", "complaints-title")
        self.search_field = SearchField(
            tr("Cari nomor, nama, isi pengaduan…"), "complaints-search", keys="Ctrl+F", pause=SEARCH_PAUSE_MS
        )
        self.search_field.setMinimumWidth(160)  # at 150 percent on a small notebook
        self.search_field.setMaximumWidth(360)
        self.export = Button(tr("Ekspor…"), "complaints-export", keys="Ctrl+E", clicked=self._export)
        self.print = Button(tr("Cetak…"), "complaints-print", keys="Ctrl+Shift+P", clicked=self._print)
        self.print.setAccessibleName(tr("Cetak daftar ini"))
        self.tell = Button(tr("Kabari satu per satu…"), "complaints-tell", clicked=self._tell)
        self.tell.hide()
        page = column_of(
            row_of(
                self.title,
                Stretch(1),
                (self.search_field, 100),
                Gap(SPACE_M - SPACE_S),
                self.tell,
                self.export,
                self.print,
            ),
            space=SPACE_M + 2,
            of=self,
            margins=(22, SPACE_L, 22, SPACE_L + 2),
        )
        self.messages = MessageBar("complaints-message")
        page.addWidget(self.messages.place)
        self.filters = FilterBar(self._office)
        self._show_saved()
        self.lines = ComplaintModel(self._operations, self._office)
        self.table = ComplaintTable(self.lines)
        layout = self._office.layout
        self.table.arrange(layout.columns, layout.widths)
        self.pane = CasePane(self._operations, self._office)
        self.split = split = QSplitter(Qt.Orientation.Horizontal)
        named(split, "complaints-split", tr("Daftar dan perkara"))
        split.setHandleWidth(SPACE_M)
        split.setChildrenCollapsible(False)
        self.many = ManyPane(self._operations, self._office)
        self.right = QStackedWidget()
        add_widgets(self.right, self.pane, self.many)
        add_widgets(split, self._build_list(), self.right)
        split.setSizes(list(layout.panes) or [578, 524])
        split.setStretchFactor(0, 11)
        split.setStretchFactor(1, 10)
        add_to(page, self.filters, (split, 1))
        named(split.handle(1), "complaints-split-handle", tr("Batas antara daftar dan perkara"))
        self._layout_later = later(self, ARRANGED_MS, self._keep_layout)
        self._connect()

    def _build_list(self) -> QWidget:
        card = Card("complaints-card", space=6)
        card.setMinimumWidth(330)
        self.pages = QStackedWidget()
        self.empty = EmptyState("", "", "complaints-empty")
        self.sealed = Button(tr("Tanda terima aduan tersegel…"), "complaints-sealed", clicked=self._to_sealed)
        self.reset = Button(tr("Hapus semua saringan"), "complaints-reset", clicked=self._reset)
        self.record = Button(
            tr("Catat pengaduan (Ctrl+N)"),
            "complaints-record",
            role="primary",
            clicked=lambda: self._navigate(Goto("record")),
        )
        for button in (self.sealed, self.reset, self.record):
            self.empty.add(button)
        add_widgets(self.pages, self.table, self.empty)
        card.column.addWidget(self.pages)
        return card

    def _connect(self) -> None:
        self.search_field.searched.connect(self._searched)
        self.search_field.entered.connect(lambda _: self._to_list() if self.lines.rowCount() else None)
        self.search_field.down.connect(self._to_list)
        self.filters.changed.connect(self._ask)
        self.filters.save_asked.connect(self._save_filter)
        self.filters.drop_asked.connect(self._drop_filter)
        self.filters.sealed.connect(self._to_sealed)
        self.lines.replaced.connect(self._replaced)
        self.lines.refreshed.connect(self._refreshed)
        self.lines.counted.connect(self._show_count)
        self.table.sort_asked.connect(self._sort)
        self.table.picked.connect(self._show_case)
        self.table.many.connect(self._show_many)
        self.table.copied.connect(self._copy)
        self.table.arranged.connect(self._keep_layout)
        self.table.menu_asked.connect(self.open_menu)
        self.split.splitterMoved.connect(lambda *_: self._layout_later.start())
        self.table.entered.connect(lambda: self._front.take_focus())
        self.table.search_asked.connect(self.search_field.take_focus)
        self.table.typed.connect(self._type_on)
        self.pane.closed.connect(self._to_list)
        self.pane.taken.connect(self._step_taken)
        self.many.closed.connect(self._to_list)
        self.many.listed.connect(self._list_only)
        self.many.export_asked.connect(lambda: self._navigate(Goto("reports", query=self.chosen_query())))
        self.many.copy_asked.connect(self._copy)
        self.pane.neighbour.connect(self._to_neighbour)
        self.pane.lapor_asked.connect(lambda: self._navigate(Goto("lapor", complaint=self.pane.complaint)))
        self.enter_at(self.table)

    def _keys(self) -> None:
        on_keys(self, "Ctrl+Z", lambda: self._front.undo(), within=True)
        on_keys(self, "F6", self._to_next_part, within=True)
        for column in range(len(self.lines.columns)):
            on_keys(self, f"Ctrl+Shift+{column + 1}", lambda at=column: self.table.sort_by(at), within=True)

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        return (*super().shortcuts, sort_keys([column.heading for column in self.lines.columns if column.sort]))

    # What the window calls -------------------------------------------------------------------------------------------

    def shown(self) -> None:
        if not self._queried:
            layout, query = self._office.layout, self.filters.query
            remembered = layout.sort and structs.replace(query, sort=layout.sort, descending=layout.descending)
            self._ask(remembered or query)
            self._ask_counts()
        elif self._stale:
            self._refresh()

    def go(self, goto: Goto) -> None:
        """A list to show, a text to look for, or a complaint to open, perhaps at one of its steps."""
        if goto.screen == "dispositions":
            self.name = goto.screen
            self.title.setText(tr("Disposisi masuk"))
        if goto.query is not None or goto.search or (goto.screen == "dispositions" and not self._queried):
            start = list_filters.DISPOSITIONS if goto.screen == "dispositions" else Query()
            query = goto.query if goto.query is not None else start
            query = structs.replace(query, text=goto.search or query.text)
            self.search_field.set_text(query.text)
            self._goal = goto.complaint
            self._ask(list_filters.as_of_today(query, self._office))
            self._ask_counts()
            self.table.setFocus()
        if goto.complaint:
            self._goal = goto.complaint
            self.right.setCurrentWidget(self.pane)
            self.pane.show_complaint(goto.complaint, goto.action or "open")
            if not self.table.choose_complaint(goto.complaint):
                self._seek(goto.complaint)

    def here(self) -> Goto:
        """The list and the case as they are; the bare screen where nobody has asked it for anything yet."""
        is_start = not self._queried or self.filters.query == self._start
        if is_start and self.table.currentIndex().row() <= 0:
            return Goto(self.name)
        return Goto(self.name, query=None if is_start else self.filters.query, complaint=self.pane.complaint)

    def _seek(self, complaint: str) -> None:
        """The list goes to the row of the case that is open; where it shows no such row, it shows that case alone."""
        office, query = self._office, self.lines.query

        def work() -> tuple[Query, int, list[int]]:
            return query, office.count(query), places(office, query, (complaint,))

        def sought(result: tuple[Query, int, list[int]]) -> None:
            query, count, rows = result
            if query != self.lines.query or complaint != self.pane.complaint:
                return
            if rows:
                self.lines.show_count(query, count)
                self.table.choose_complaint(complaint, rows[0])
                self.table.scrollTo(self.table.currentIndex())
            else:
                self._goal = complaint
                self._ask(Query(only=(complaint,), sort=query.sort, descending=query.descending))

        self._operations.query(f"complaints-place-{id(self)}", work, sought)

    def search(self, text: str) -> bool:
        if text:
            self.search_field.set_text(text)
            self._searched(text)
        self.search_field.take_focus()
        return True

    def leave(self) -> None:
        self.pane.forget_people()

    # Asking ----------------------------------------------------------------------------------------------------------

    def _ask(self, query: Query) -> None:
        if not self._queried:
            self._queried, self._start = True, query
        if query.text not in (self.lines.query.text, self.search_field.text()):
            self.search_field.set_text(query.text)
        self.filters.show_query(query)
        self.tell.setVisible(query.owed_word)
        self.table.show_sort(query.sort, descending=query.descending)
        self.lines.ask(structs.replace(query, forgiving=True))

    def _searched(self, text: str) -> None:
        if text != self.filters.query.text or not self._queried:
            self._ask(structs.replace(self.filters.query, text=text))

    def _sort(self, sort: Sort, descending: bool) -> None:
        self._ask(structs.replace(self.filters.query, sort=sort, descending=descending))
        self._keep_layout()

    def _print(self) -> None:
        """Prints what the list shows, as a register."""
        from desktop.documents import printable

        show_paper(printable.of_list(self._office, self.lines.query), self._operations, self)

    def _tell(self) -> None:
        """A ready text for everybody in the list who waits for a word."""
        from desktop.screens.complaints.telling_window import TellingWindow

        TellingWindow(self._office, self.lines.query, self._operations, self.window()).open()

    def _export(self) -> None:
        """Leads to the card that exports what the list shows: it asks for the file, and whether names go into it."""
        self._navigate(Goto("reports", query=self.lines.query))

    def _reset(self) -> None:
        """Without filters; the words of the search stay when it was filters that hid what they match."""
        query = self.filters.query
        self._ask(Query(text=query.text if is_filtered(query) else "", sort=query.sort, descending=query.descending))
        self.table.setFocus()

    def _changed(self, kinds: frozenset[str]) -> None:
        if not kinds & _KINDS:
            return
        if "settings" in kinds:
            self._show_saved()
        if self.isVisible() and self._queried:
            self._refresh()
        else:
            self._stale = True

    def _refresh(self) -> None:
        """Asks for the same list again, because complaints changed or it is another day."""
        self._stale = False
        query = list_filters.as_of_today(self.filters.query, self._office)
        if query != self.filters.query:
            self._ask(query)
        else:
            self.lines.refresh(self.many.ids if self._front is self.many else ())
        self.pane.refresh()
        self._ask_counts()

    def _ask_counts(self) -> None:
        office = self._office

        def counts() -> tuple[Counts, int, PlacesOffered]:
            dispositions = office.count(Query(stages=list_filters.OPEN, disposition="any"))
            return office.counts(), dispositions, office.places_offered()

        self._operations.query(f"complaint-counts-{id(self)}", counts, self._show_counts)

    def _show_counts(self, result: tuple[Counts, int, PlacesOffered]) -> None:
        self._total = result[0].total
        self.filters.show_counts(*result)
        if self.lines.count is not None:
            self._show_count(self.lines.count)

    # Showing ---------------------------------------------------------------------------------------------------------

    def _replaced(self) -> None:
        """New rows have come: the open case stays open; without one the first row is chosen."""
        self.table.scrollToTop()
        if self._front is self.many and not self.many.holds:
            self.right.setCurrentWidget(self.pane)
        goal, self._goal = self._goal, ""
        if self.table.choose_complaint(goal or self.pane.complaint):
            self.table.scrollTo(self.table.currentIndex())
        elif not (goal or self.pane.typing):
            self.table.choose_first()
            if not self.lines.rowCount():
                self.pane.show_complaint("")
        self._show_empty()

    def _refreshed(self, rows: list[int]) -> None:
        if self._front is self.many:
            self.table.choose_rows(rows)
        elif not self.table.choose_complaint(self.pane.complaint) and not self.pane.complaint:
            self.table.choose_first()
        self._show_empty()

    def _show_count(self, count: int) -> None:
        self.search_field.set_count(
            tr("{count} dari {total}", count=formats.number(count), total=formats.number(max(self._total, count)))
        )
        self._show_empty()

    def _show_empty(self) -> None:
        if self.lines.rowCount():
            self.pages.setCurrentIndex(0)
            return
        empty = empty_list(self.filters.query, self._total)
        self.empty.say(empty.title, empty.sentence)
        self.sealed.setVisible(empty.is_sealed)
        show_text(self.reset, empty.reset)
        self.record.setVisible(not self._total)
        self.pages.setCurrentIndex(1)

    def _keep_layout(self) -> None:
        """Columns, order and panes as they are now, for the next time."""
        office, query = self._office, self.filters.query
        layout = structs.replace(
            office.layout, columns=self.table.shown_names, widths=self.table.drawn_widths, sort=query.sort,
            descending=query.descending, panes=tuple(self.split.sizes()),
        )  # fmt: skip
        if layout != office.layout:
            self._operations.change(lambda: office.save_layout(layout))

    # Several at once -------------------------------------------------------------------------------------------------

    @property
    def _front(self) -> CasePane | ManyPane:
        """What is beside the list."""
        return self.many if self.right.currentWidget() is self.many else self.pane

    def _show_case(self, complaint: str) -> None:
        self.right.setCurrentWidget(self.pane)
        self.pane.show_complaint(complaint)

    def _show_many(self, count: int) -> None:
        if count > 1:
            self.pane.keeper.flush()
            self.many.show_count(count)
            self.right.setCurrentWidget(self.many)
            self.lines.find_ids(self.table.ranges(), self.many.show_chosen)
        elif count == 1 and self.table.chosen:
            self._show_case(self.table.chosen)

    def _list_only(self, ids: tuple[str, ...]) -> None:
        """These alone, whatever filters were on: to look at why they were left out."""
        query = self.filters.query
        self.pane.show_complaint("")
        self.right.setCurrentWidget(self.pane)
        self._ask(Query(only=ids, sort=query.sort, descending=query.descending))
        self.table.setFocus()

    def chosen_query(self) -> Query:
        """The chosen complaints, in the order of the list."""
        query, ids = self.filters.query, self.many.ids if self._front is self.many else (self.pane.complaint,)
        return Query(only=ids, sort=query.sort, descending=query.descending)

    def open_menu(self, place: QPoint) -> QMenu:
        """The menu on a row of the list, or on several chosen ones: their steps, and what else is done with rows."""
        table, line = self.table, self.table.chosen_line
        several = table.count() > 1
        entries: list[Entry | Submenu | None] = []
        if table.count():
            steps: list[BulkKind] = list(self.many.buttons)
            if not several:
                steps = [kind for kind in steps if line is not None and fits(ACTION_OF[kind], line.row.stage)]
            papers = MANY_KINDS if several else CASE_KINDS
            entries = [
                Entry(tr("Buka") + "\tEnter", table.entered.emit),
                None,
                *(Entry(bulk_words.button(kind), partial(self.begin, kind)) for kind in steps),
                None,
                Entry(tr("Salin untuk Excel") + "\tCtrl+C", table.copied.emit),
                Submenu(
                    tr("Cetak"), [Entry(f"{case_name(kind)}…", partial(self.print_paper, kind)) for kind in papers]
                ),
                Entry(tr("Ekspor…"), self.many.export_asked.emit),
            ]
        if self.many.undoable:
            entries.append(Entry(self.many.undoable, self.undo_many))
        entries.append(Entry(tr("Pilih semua") + "\tCtrl+A", table.selectAll))
        menu = passing_menu(table, "list-menu", [*entries, Submenu(tr("Kolom"), table.column_entries())])
        menu.popup(place)
        return menu

    def begin(self, kind: BulkKind) -> None:
        """Opens the panel of a step for what is chosen, one or many."""
        if self._front is self.pane and self.table.chosen:
            action = ACTION_OF[kind]
            if action not in ("correct", "note"):
                self.pane.show_complaint(self.table.chosen, action)
                return
            self.many.show_chosen((self.table.chosen,))
            self.right.setCurrentWidget(self.many)
        self.many.begin(kind)

    def undo_many(self) -> None:
        """Takes back what was done last to several at once."""
        self.right.setCurrentWidget(self.many)
        self.many.undo()

    def print_paper(self, kind: str) -> None:
        """A paper of what is chosen."""
        from desktop.documents import printable

        if self._front is self.many:
            self.many.print_paper(kind)
        elif self.table.chosen:
            show_paper(printable.of_case(self._office, self.table.chosen, kind), self._operations, self)

    def _copy(self) -> None:
        """The chosen rows for a spreadsheet: columns between tabs."""
        office, query, columns = self._office, self.chosen_query(), self.table.shown_names

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)

        self._operations.query("complaints-copy", lambda: as_table(office, query, columns), copied)

    # Saved filters ---------------------------------------------------------------------------------------------------

    def _show_saved(self) -> None:
        self.filters.show_saved(self._office.layout.filters, self._office.settings.saved_filters)

    def _save_filter(self, name: str, own: bool = False) -> None:
        office, saved = self._office, (SavedFilter(name, self.filters.query),)
        ones, others = (saved, ()) if own else ((), saved)
        self._operations.change(
            lambda: saved_filters.replace(office, name, own=ones, of_office=others), kinds=("settings",)
        )

    def _drop_filter(self, name: str) -> None:
        office = self._office
        self._operations.change(lambda: saved_filters.replace(office, name), kinds=("settings",))

    def _to_sealed(self) -> None:
        self._navigate(Goto("settings", action="sealed"))

    def _to_next_part(self) -> None:
        """From the search to the list, from the list to the case, from the case to the search."""
        if self.right.isAncestorOf(self.focusWidget() or self):
            self.search_field.take_focus()
        elif self.table.hasFocus():
            self._front.take_focus()
        else:
            self._to_list()

    # Going about -----------------------------------------------------------------------------------------------------

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_neighbour(self, step: int) -> None:
        """The case before or behind; where the one that is open has left the list, those beside where it stood."""
        row = self.table.currentIndex().row()
        row = row + step if row >= 0 else self._place + min(step, 0)
        if 0 <= row < self.lines.rowCount():
            self.table.selectRow(row)

    def _step_taken(self, case: Case, action: str) -> None:
        """Tells what was done, with what one may do next; the way on goes from where the case stands in the list."""
        row = self.lines.row_of(case.complaint.id)
        self._place = row if row >= 0 else self._place
        offers: list[tuple[str, Callable[[], object]]] = []
        if action and case.undoable:
            offers.append((tr("Batalkan"), lambda: self.pane.undo(case.complaint.id)))
        if row + 1 < self.lines.rowCount():
            offers.append((tr("Berikutnya"), self._to_next))
        if action != "show-identity":
            self.messages.say(step_taken(case.complaint.number, action), "ok", offers=offers)

    def _to_next(self) -> None:
        """The case behind the one on which a step was taken."""
        gone = self.table.currentIndex().row() < 0
        self._to_neighbour(0 if gone else 1)
        self.pane.take_focus()

    def _type_on(self, text: str) -> None:
        """What is typed on the list goes into the search field."""
        field = self.search_field
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        field.edit.setText(text)
        field.edit.textEdited.emit(text)
