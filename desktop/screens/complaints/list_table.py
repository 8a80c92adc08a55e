"""The list itself: keys, sorting by its headers, and which columns there is room for."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from complaints.complaint import STAGES
from desktop.screens.complaints.cells import INSET, LineDelegate
from desktop.screens.complaints.model import (
    CATEGORY,
    DUE,
    NUMBER,
    RECEIVED,
    SORTS,
    STAGE,
    TITLE,
    ComplaintModel,
    sort_names,
)
from desktop.screens.theme import look
from desktop.screens.widgets import pill_size
from desktop.screens.widgets.row_table import as_rows
from desktop.store.listing import Sort
from desktop.wording import names
from desktop.wording.translation import tr

_WIDTHS = {DUE: 108, RECEIVED: 96, CATEGORY: 180}
# From these widths of the list on there is room for a column more.
# The number goes first: the case beside the list tells it, and the search finds it.
_ROOM = {NUMBER: 460, RECEIVED: 690, CATEGORY: 860}


class ComplaintTable(QTableView):
    """`picked` with an id when another row is chosen, `entered` on Enter or double click, `typed` with letters for the search."""

    picked = Signal(str)
    entered = Signal()
    left = Signal()
    typed = Signal(str)
    sort_asked = Signal(str, bool)

    def __init__(self, lines: ComplaintModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("complaints-list")
        self.setAccessibleName(tr("Daftar pengaduan"))
        self.lines = lines
        self.hovered = -1
        self._wanted = ""
        self._pick_later = QTimer(self)
        self._pick_later.setSingleShot(True)
        self._pick_later.setInterval(0)
        self._pick_later.timeout.connect(self._pick)
        self.setModel(lines)
        self.setItemDelegate(LineDelegate(self, lambda: self.hovered))
        as_rows(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._header_clicked)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self.open_sort_menu(header.mapToGlobal(place)))
        self.verticalScrollBar().valueChanged.connect(self._looked)
        lines.replaced.connect(self._looked)
        lines.dataChanged.connect(lambda *_: self._pick_later.start())
        lines.rowsInserted.connect(lambda *_: self._looked())
        look.changed.connect(self._measure)
        self._measure()

    # Places ----------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The id of the chosen complaint, '' when none is."""
        one = self.lines.line(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return one.row.id if one is not None else ""

    def choose(self, complaint: str) -> bool:
        """Choose this complaint's row without telling; whether it is among those that are loaded."""
        row = self.lines.row_of(complaint) if complaint else -1
        self._wanted = complaint
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

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self._pick_later.start()

    def _pick(self) -> None:
        chosen = self.chosen
        if chosen and chosen != self._wanted:
            self._wanted = chosen
            self.picked.emit(chosen)

    def _looked(self, *_: object) -> None:
        height = max(self.rowHeight(0), 1) if self.lines.rowCount() else 1
        top = self.verticalScrollBar().value()
        self.lines.look_at(top // height, (top + self.viewport().height()) // height)

    # Keys and pointer ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        rows = self.lines.rowCount()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.chosen:
                    self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Home if rows:
                self.selectRow(0)
                self.scrollToTop()
            case Qt.Key.Key_End if rows:
                self.selectRow(rows - 1)
                self.scrollToBottom()
            case Qt.Key.Key_Up if self.currentIndex().row() <= 0:
                self.left.emit()
            case _ if plain and event.text().isprintable() and event.text().strip():
                self.typed.emit(event.text())
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Chooses a row when none is, unless a case is open that no row shows just now: it would be put aside."""
        unseen = bool(self._wanted) and not self.currentIndex().isValid()
        blocked = self.selectionModel().blockSignals(unseen)
        super().focusInEvent(event)
        if unseen:
            # Qt makes the first row current by itself.
            self.selectionModel().clearCurrentIndex()
        self.selectionModel().blockSignals(blocked)
        if not unseen and not self.selectionModel().hasSelection() and self.lines.rowCount():
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.entered.emit()

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    # Sorting ---------------------------------------------------------------------------------------------------------

    def show_sort(self, sort: Sort, *, descending: bool) -> None:
        """The arrow at the column that the list is sorted by."""
        self.lines.show_sort(SORTS.index(sort), descending=descending)

    def sort_by(self, column: int) -> None:
        """As a click on its header: the same column again turns the order round."""
        query = self.lines.query
        sort = SORTS[column]
        descending = not query.descending if query.sort == sort else sort in ("number", "received")
        self.sort_asked.emit(sort, descending)

    def _header_clicked(self, column: int) -> None:
        self.sort_by(column)

    def open_sort_menu(self, place: QPoint | None = None) -> None:
        """Every column to sort by, those too that have no room here."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for column, name in enumerate(sort_names()):
            action = menu.addAction(tr("Urutkan menurut {column}", column=name.lower()) + f"\tCtrl+Shift+{column + 1}")
            action.setCheckable(True)
            action.setChecked(SORTS[column] == self.lines.query.sort)
            action.triggered.connect(lambda _=False, column=column: self.sort_by(column))
            group.addAction(action)
        menu.popup(place or self.mapToGlobal(QPoint(8, 8)))

    # Sizes -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, room in _ROOM.items():
            self.setColumnHidden(column, self.width() < look.px(room))
        self._looked()

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look.px(35))
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, look.px(width))
        # A number and a status are always read whole; of the digits 0 is the widest.
        number = QFontMetrics(look.font(13)).horizontalAdvance("2000-A-0000")
        self.setColumnWidth(NUMBER, number + INSET + INSET // 2 + 1)
        widest = max(pill_size(names.stage(stage)).width() for stage in STAGES)
        self.setColumnWidth(STAGE, widest + INSET + INSET // 2 + 1)
        self._looked()
