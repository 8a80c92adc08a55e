"""The list itself: keys, sorting by its headers, and which columns there is room for."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu

from desktop.office.list_lines import ListLine
from desktop.screens.complaints.model import ComplaintModel
from desktop.screens.later import later
from desktop.screens.theme import look
from desktop.screens.widgets.row_table import RowTable
from desktop.store.listing import Sort
from desktop.wording.translation import tr

INSET, GAP = 9, 5


class ComplaintTable(RowTable[ListLine]):
    """`picked` with an id when another row is chosen, `entered` on Enter or double click, `typed` with letters for the
    search, `search_asked` on Esc and on Up from the first row.
    """

    picked = Signal(str)
    entered = Signal()
    search_asked = Signal()
    typed = Signal(str)
    sort_asked = Signal(str, bool)

    def __init__(self, lines: ComplaintModel) -> None:
        super().__init__(lines, "complaints-list", tr("Daftar pengaduan"), row_height=35, inset=INSET, gap=GAP)
        self.paged = lines
        self._complaint = ""  # chosen, whether or not its row is loaded
        self._pick_later = later(self, 0, self._pick)
        self.selectionModel().currentChanged.connect(lambda *_: self._pick_later.start())
        header = self.horizontalHeader()
        header.sectionClicked.connect(self.sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self.open_sort_menu(header.mapToGlobal(place)))
        self.opened.connect(lambda _row: self.entered.emit())
        self.verticalScrollBar().valueChanged.connect(self._look)
        lines.replaced.connect(self._look)
        lines.dataChanged.connect(lambda *_: self._pick_later.start())
        lines.rowsInserted.connect(lambda *_: self._look())
        look.changed.connect(self._look)

    # What is chosen --------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The id of the chosen complaint, '' when none is."""
        line = self.chosen_line
        return line.row.id if line is not None else ""

    def choose_complaint(self, complaint: str) -> bool:
        """Chooses this complaint's row without `picked`; whether it is among the rows that are loaded."""
        row = self.paged.row_of(complaint) if complaint else -1
        self._complaint = complaint
        blocked = self.selectionModel().blockSignals(True)
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        elif row != self.currentIndex().row() or not self.selectionModel().hasSelection():
            self.selectRow(row)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        return row >= 0

    def choose_first(self) -> None:
        if self.lines.rowCount():
            self.selectRow(0)
            self.scrollToTop()

    def _pick(self) -> None:
        chosen = self.chosen
        if chosen and chosen != self._complaint:
            self._complaint = chosen
            self.picked.emit(chosen)

    def _look(self, *_: object) -> None:
        """Tells the model which rows are in sight."""
        height = max(self.rowHeight(0), 1) if self.lines.rowCount() else 1
        top = self.verticalScrollBar().value()
        self.paged.look_at(top // height, (top + self.viewport().height()) // height)

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
            case Qt.Key.Key_Home if rows:
                self.choose_first()
            case Qt.Key.Key_End if rows:
                self.selectRow(rows - 1)
                self.scrollToBottom()
            case Qt.Key.Key_Up if self.currentIndex().row() <= 0:
                self.search_asked.emit()
            case _ if plain and event.text().isprintable() and event.text().strip():
                self.typed.emit(event.text())
            case _:
                super().keyPressEvent(event)

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
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for at, column in enumerate(self.lines.columns):
            if column.sort is None:
                continue
            words = tr("Urutkan menurut {column}", column=column.heading.lower())
            action = menu.addAction(f"{words}\tCtrl+Shift+{at + 1}")
            action.setCheckable(True)
            action.setChecked(column.sort == self.paged.query.sort)
            action.triggered.connect(lambda _=False, at=at: self.sort_by(at))
            group.addAction(action)
        menu.popup(place or self.mapToGlobal(QPoint(8, 8)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()
