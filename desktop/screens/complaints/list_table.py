"""The list itself: keys, sorting by its headers, and which columns there is room for."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from desktop.columns import Cell, Width
from desktop.office.list_lines import ListLine
from desktop.office.list_pages import runs
from desktop.screens.complaints.model import ComplaintModel
from desktop.store.listing import Sort
from desktop.widgets.later import later
from desktop.widgets.menus import Entry, Submenu, passing_menu
from desktop.widgets.row_painter import Ruler
from desktop.widgets.row_table import RowTable
from desktop.widgets.theme import look
from desktop.wording.translation import tr

INSET, GAP = 9, 5
ARRANGED_MS = 600  # after the last move of an edge
# Runs of chosen rows that are chosen anew after a change: Qt joins each with all others.
MOST_SPANS = 300


class ComplaintTable(RowTable[ListLine]):
    """`picked` with an id when another row is chosen alone, `many` with how many when it is not one, `entered` on Enter or double
    click, `typed` with letters for the search, `search_asked` on Esc and on Up from the first row, `copied` on Ctrl+C.
    """

    picked = Signal(str)
    many = Signal(int)
    copied = Signal()
    entered = Signal()
    search_asked = Signal()
    typed = Signal(str)
    sort_asked = Signal(str, bool)
    arranged = Signal()
    menu_asked = Signal(QPoint)
    _columns: tuple[str, ...] = ()  # the shown ones by name, from the left
    _drawn: dict[str, int] = {}  # noqa: RUF012 - replaced, never changed; pixels at 100 percent
    _longest_number = ""

    def __init__(self, lines: ComplaintModel) -> None:
        super().__init__(
            lines, "complaints-list", tr("Daftar pengaduan"), row_height=35, inset=INSET, gap=GAP, resizable=True
        )
        self.paged = lines
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._complaint = ""  # chosen, whether or not its row is loaded
        self._all = False  # everything is to be chosen, once it is counted
        self._shows_many = False
        self._pick_later = later(self, 0, self._pick)
        self._tell_later = later(self, 0, self._tell)
        self.selectionModel().currentChanged.connect(lambda *_: self._pick_later.start())
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_later.start())
        lines.counted.connect(lambda _: self._all and self.selectAll())
        header = self.horizontalHeader()
        header.sectionClicked.connect(self.sort_by)
        # A heading that asks whether its whole column is chosen asks for each of a million rows: it gets a selection of its own.
        header.setSelectionModel(QItemSelectionModel(lines, self))
        header.setSectionsMovable(True)
        header.sectionMoved.connect(lambda *_: self._moved())
        self._arranged_later = later(self, ARRANGED_MS, self.arranged.emit)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self.open_sort_menu(header.mapToGlobal(place)))
        self.opened.connect(lambda _row: self.entered.emit())
        self.verticalScrollBar().valueChanged.connect(self._look)
        lines.replaced.connect(self._look)
        lines.replaced.connect(self._fit_numbers)
        lines.dataChanged.connect(lambda *_: self._fit_numbers())
        lines.dataChanged.connect(lambda *_: self._pick_later.start())
        lines.rowsInserted.connect(lambda *_: self._look())
        look.changed.connect(self._look)

    # What is chosen --------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The id of the chosen complaint, '' when none is."""
        line = self.chosen_line
        return line.row.id if line is not None else ""

    def choose_complaint(self, complaint: str, row: int | None = None) -> bool:
        """Chooses this complaint's row without `picked`; whether it is among the rows that are loaded, or told."""
        if row is None:
            row = self.paged.row_of(complaint) if complaint else -1
        self._complaint = complaint
        blocked = self.selectionModel().blockSignals(True)
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row() or self.count() != 1:
            self.selectRow(row)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        return row >= 0

    def ranges(self) -> list[tuple[int, int]]:
        """The chosen rows: first and last of each run of them, from the top."""
        chosen = self.selectionModel().selection()
        return sorted((chosen.at(at).top(), chosen.at(at).bottom()) for at in range(chosen.size()))

    def count(self) -> int:
        """How many rows are chosen."""
        return sum(last - first + 1 for first, last in self.ranges())

    def selectRow(self, row: int) -> None:
        """This one alone, whatever keys are held."""
        index = self.lines.index(row, 0)
        self.setCurrentIndex(index)  # Shift goes on from here
        self._choose_span(row, row)

    def selectAll(self) -> None:
        self._all = self.paged.count is None
        if not self._all and self.lines.rowCount():
            self._choose_span(0, self.lines.rowCount() - 1)

    def choose_rows(self, rows: Sequence[int]) -> None:
        """These rows, without a signal: they were chosen before the list changed."""
        spans = runs(rows)
        selection = QItemSelection()
        for first, last in spans if len(spans) <= MOST_SPANS else ():
            selection.select(self.lines.index(first, 0), self.lines.index(last, self._last_column))
        blocked = self.selectionModel().blockSignals(True)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def _choose_span(self, first: int, last: int) -> None:
        span = QItemSelection(self.lines.index(first, 0), self.lines.index(last, self._last_column))
        self.selectionModel().select(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def _last_column(self) -> int:
        return len(self.lines.columns) - 1

    def _tell(self) -> None:
        count = self.count()
        if count > 1 or self._shows_many:
            self._shows_many = count > 1
            self.many.emit(count)

    def choose_first(self) -> None:
        if self.lines.rowCount():
            self.selectRow(0)
            self.scrollToTop()

    def _pick(self) -> None:
        chosen = self.chosen
        if chosen and chosen != self._complaint and self.count() <= 1:
            self._complaint = chosen
            self.picked.emit(chosen)

    def _look(self, *_: object) -> None:
        """Tells the model which rows are in sight."""
        height = max(self.rowHeight(0), 1) if self.lines.rowCount() else 1
        top = self.verticalScrollBar().value()
        self.paged.look_at(top // height, (top + self.viewport().height()) // height)

    # Columns ---------------------------------------------------------------------------------------------------------

    @property
    def shown_names(self) -> tuple[str, ...]:
        """The columns that somebody wants to see, from the left."""
        return self._columns or tuple(column.name for column in self.lines.columns if not column.extra)

    @property
    def drawn_widths(self) -> dict[str, int]:
        return self._drawn

    def arrange(self, columns: Sequence[str], widths: dict[str, int]) -> None:
        """Shows these columns in this order; none: the usual ones."""
        names = [column.name for column in self.lines.columns]
        chosen = dict.fromkeys(name for name in columns if name in names)
        self._columns = (*chosen, *(() if not chosen or "title" in chosen else ("title",)))
        self._drawn = {name: width for name, width in widths.items() if name in names}
        header = self.horizontalHeader()
        blocked = header.blockSignals(True)
        rest = [name for name in names if name not in self.shown_names]
        for place, name in enumerate((*self.shown_names, *rest)):
            header.moveSection(header.visualIndex(names.index(name)), place)
        header.blockSignals(blocked)
        self.measure()
        header.viewport().update()
        self.viewport().update()

    def show_column(self, name: str, *, on: bool) -> None:
        """One more column, at the right end, or without this one."""
        shown = [other for other in self.shown_names if other != name]
        self.arrange((*shown, name) if on else shown, self._drawn)
        self._arranged_later.start()

    def _turn_column(self, name: str) -> None:
        self.show_column(name, on=name not in self.shown_names)

    def is_wanted(self, at: int) -> bool:
        return self.lines.columns[at].name in self.shown_names

    def drawn(self, at: int, width: int) -> None:
        super().drawn(at, width)
        self._drawn = self._drawn | {self.lines.columns[at].name: round(width * 100 / look.percent)}
        self._arranged_later.start()

    def _width(self, at: int, width: Width, ruler: Ruler, heading: int) -> int:
        name = self.lines.columns[at].name
        if name in self._drawn:
            return look.px(self._drawn[name])
        if name == "number" and self._longest_number:
            width = width._replace(samples=(*width.samples, Cell(self._longest_number, figures=True)))
        return super()._width(at, width, ruler, heading)

    def _moved(self) -> None:
        header = self.horizontalHeader()
        order = sorted(range(len(self.lines.columns)), key=header.visualIndex)
        self._columns = tuple(self.lines.columns[at].name for at in order if self.is_wanted(at))
        self._make_room()
        self._arranged_later.start()

    def _fit_numbers(self) -> None:
        """Makes room for a number that is longer than those before: none is ever cut."""
        longest = max((line.row.number for line in self.paged.lines_in_sight()), key=len, default="")
        if len(longest) > len(self._longest_number):
            self._longest_number = longest
            self.measure()

    # Keys and pointer ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        rows = self.lines.rowCount()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.chosen:
                    self.entered.emit()
            case Qt.Key.Key_Escape:
                self.search_asked.emit()
            case Qt.Key.Key_Home | Qt.Key.Key_End if (
                rows and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self._to_end(0 if event.key() == Qt.Key.Key_Home else rows - 1, event.modifiers())
            case Qt.Key.Key_Up if self.currentIndex().row() <= 0 and plain:
                self.search_asked.emit()
            case _ if event.matches(QKeySequence.StandardKey.Copy):
                self.copied.emit()
            case _ if plain and event.text().isprintable() and event.text().strip():
                self.typed.emit(event.text())
            case _:
                super().keyPressEvent(event)

    def _to_end(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """To the first or the last row; with Shift all up to there are chosen."""
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            current = self.currentIndex().row()
            first, last = next((span for span in self.ranges() if current in span), (current, current))
            start = last if current == first else first
            self._choose_span(min(start, row), max(start, row))
            self.selectionModel().setCurrentIndex(self.lines.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self.selectRow(row)
        self.scrollTo(self.lines.index(row, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Chooses a row when none is chosen, unless a case is open whose row isn't loaded: that case would be closed."""
        unseen = bool(self._complaint) and not self.currentIndex().isValid()
        blocked = self.selectionModel().blockSignals(unseen)
        super().focusInEvent(event)
        if unseen:
            # Qt makes the first row current by itself.
            self.selectionModel().clearCurrentIndex()
        self.selectionModel().blockSignals(blocked)

    # Sorting ---------------------------------------------------------------------------------------------------------

    def show_sort(self, sort: Sort, *, descending: bool) -> None:
        """The arrow at the column that the list is sorted by."""
        sorts = [column.sort for column in self.lines.columns]
        self.lines.show_sort(sorts.index(sort), descending=descending)

    def sort_by(self, column: int) -> None:
        """As a click on its heading: a second one reverses the order."""
        query, sort = self.paged.query, self.lines.columns[column].sort
        if sort is not None:
            descending = not query.descending if query.sort == sort else sort in ("number", "received")
            self.sort_asked.emit(sort, descending)

    def open_sort_menu(self, place: QPoint | None = None) -> None:
        """Offers every column, also those that have no room here."""
        sorts = [
            Entry(f"{words}\tCtrl+Shift+{at + 1}", partial(self.sort_by, at), column.sort == self.paged.query.sort)
            for at, column in enumerate(self.lines.columns)
            if column.sort is not None and (words := tr("Urutkan menurut {column}", column=column.heading.lower()))
        ]
        menu = passing_menu(self, "sort-menu", [*sorts, None, Submenu(tr("Kolom"), self.column_entries())])
        group = QActionGroup(menu)
        for action in menu.actions()[: len(sorts)]:
            group.addAction(action)
        menu.popup(place or self.mapToGlobal(QPoint(8, 8)))

    def column_entries(self) -> list[Entry | Submenu | None]:
        """An entry for each column that can be left out."""
        columns = [column for column in self.lines.columns if column.width is not None]
        return [
            *(
                Entry(each.heading, partial(self._turn_column, each.name), each.name in self.shown_names)
                for each in columns
            ),
            None,
            Entry(tr("Kolom seperti semula"), self._usual_columns),
        ]

    def _usual_columns(self) -> None:
        self.arrange((), {})
        self._arranged_later.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the pointer on a row, or by the menu key on the chosen one."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(event.globalPos())
        else:
            self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()
