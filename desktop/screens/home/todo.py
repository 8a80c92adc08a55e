"""The table of what waits for this office, in the order in which it should be done, with the button that does it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)  # fmt: skip

from complaints.workflow import RIGHTS, Action, Role
from desktop.screens.theme import SPACE_S, SPACE_XS, look
from desktop.screens.widgets import paint_pill
from desktop.store.home import Item
from desktop.wording import names
from desktop.wording.formats import full_date
from desktop.wording.names import Tone
from desktop.wording.translation import tr

NUMBER, TITLE, STEP, DUE, BUTTON = range(5)
# Where Qt begins the text of a cell: the stylesheet's padding and the style's own margin.
_INSET = 11
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One complaint in words. `action` is '' when this user's role may only look at it."""

    complaint: str
    number: str
    title: str
    step: str
    due: str
    due_tone: Tone
    due_on: date | None
    action: Action | None
    button: str

    @property
    def spoken(self) -> str:
        return f"{self.number}. {self.title}. {self.step}, {self.due}. {self.button}"


def line(item: Item, role: Role, today: date) -> Line:
    row, days = item.row, item.working_days_left
    late = row.due_on is not None and row.due_on < today and not row.paused
    # Due on Friday, looked at on Saturday: late, though by no working day yet.
    due, tone = names.due(days, paused=row.paused) if not (late and days == 0) else (tr("lewat tenggat"), "danger")
    may = item.next_action in RIGHTS[role]
    button = names.action_button(item.next_action) if may else tr("Buka")
    return Line(
        row.id, row.number, row.title, names.action_name(item.next_action), due, tone, row.due_on,
        item.next_action if may else None, button,
    )  # fmt: skip


class _Lines(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Nomor"), tr("Perihal"), tr("Langkah berikut"), tr("Tenggat"), "")[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.number, one.title, one.step, one.due, one.button)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            due = tr("Tenggat {date}", date=full_date(one.due_on)) if one.due_on else ""
            return (one.number, one.title, one.step, due, one.button)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                one.spoken
                if index.column() == NUMBER
                else (one.number, one.title, one.step, one.due, one.button)[index.column()]
            )
        return None


class TodoTable(QTableView):
    """`chosen(complaint id, action)`: Enter or the button gives the step; a double click gives '' and only opens the case."""

    chosen = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("Yang perlu dikerjakan"))
        self.setAccessibleDescription(tr("Panah untuk memilih, Enter untuk mengerjakan"))
        self.hovered = QModelIndex()
        self.lines = _Lines(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        look.changed.connect(self._measure)
        self._measure()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """New lines; the one that was chosen stays so, wherever it stands now."""
        row = self.currentIndex().row()
        before = self.lines.lines[row].complaint if 0 <= row < len(self.lines.lines) else ""
        self.hovered = QModelIndex()
        self.lines.set_lines(lines)
        at = next((place for place, one in enumerate(lines) if one.complaint == before), None)
        if at is None and self.hasFocus() and lines:
            at = min(max(row, 0), len(lines) - 1)
        if at is not None:
            self.selectRow(at)
        self._measure()

    def _measure(self) -> None:
        plain, bold = QFontMetrics(look.font(13)), QFontMetrics(look.font(11, bold=True))
        lines, pad = self.lines.lines, 2 * SPACE_S + SPACE_S
        header = QFontMetrics(look.font(12, bold=True))

        def widest(metrics: QFontMetrics, texts: list[str], least: int, most: int) -> int:
            return min(max([metrics.horizontalAdvance(text) for text in texts] + [look.px(least)]), look.px(most))

        self.setColumnWidth(NUMBER, widest(plain, [one.number for one in lines], 76, 130) + pad)
        # What it is about matters most: a long name of the step is cut, and its button says it too.
        step = max(header.horizontalAdvance(tr("Langkah berikut")), widest(plain, [one.step for one in lines], 90, 100))
        self._step_width = step + pad
        self.setColumnWidth(STEP, self._step_width)
        self.setColumnWidth(DUE, widest(bold, [one.due for one in lines], 90, 150) + look.px(16) + pad)
        self.setColumnWidth(BUTTON, widest(plain, [one.button for one in lines], 60, 150) + look.px(22) + pad)
        self.verticalHeader().setDefaultSectionSize(look.px(45))
        self.horizontalHeader().setFixedHeight(look.px(36))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where little room is left for what it is about, the step is told by its button alone."""
        taken = sum(self.columnWidth(column) for column in (NUMBER, DUE, BUTTON)) + self._step_width
        self.setColumnHidden(STEP, self.viewport().width() - taken < look.px(150))

    def button_area(self, index: _Index, cell: QRect) -> QRect:
        """Where the button stands in its cell."""
        width = QFontMetrics(look.font(13)).horizontalAdvance(str(index.data())) + look.px(22)
        height = look.px(26)
        return QRect(
            cell.left() + SPACE_XS, cell.center().y() - height // 2, min(width, cell.width() - SPACE_S), height
        )

    def _over_button(self, place: QPoint) -> QModelIndex:
        index = self.indexAt(place)
        if (
            index.isValid()
            and index.column() == BUTTON
            and self.button_area(index, self.visualRect(index)).contains(place)
        ):
            return index
        return QModelIndex()

    def do(self, row: int, *, step: bool = True) -> None:
        if 0 <= row < len(self.lines.lines):
            one = self.lines.lines[row]
            self.chosen.emit(one.complaint, (one.action or "") if step else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.do(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.lines.lines:
            self.selectRow(max(self.currentIndex().row(), 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        over = self._over_button(place)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over.isValid() else Qt.CursorShape.ArrowCursor)
        self._hover(over if over.isValid() else self.indexAt(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        over = self._over_button(event.position().toPoint())
        if over.isValid() and event.button() == Qt.MouseButton.LeftButton and over.row() == self.currentIndex().row():
            self.do(over.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if index.isValid() and not self._over_button(place).isValid():
            self.do(index.row(), step=False)

    def viewportEvent(self, event: QEvent) -> bool:
        # Qt would light up the one cell under the pointer; here it is the row, and leaving is told by the same event.
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove):
            return True
        if event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if index != self.hovered:
            self.hovered = index
            self.viewport().update()


class _Delegate(QStyledItemDelegate):
    """Paints rows as wholes: hover and choice cover the row; the deadline is a pill, the step a button."""

    def __init__(self, table: TodoTable) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        state = option.state & ~QStyle.StateFlag.State_HasFocus & ~QStyle.StateFlag.State_MouseOver
        if self._table.hovered.isValid() and self._table.hovered.row() == index.row():
            state |= QStyle.StateFlag.State_MouseOver
        option.state = state
        if index.column() in (DUE, BUTTON):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        cell = QRect(option.rect)
        if index.column() == DUE:
            one = self._table.lines.lines[index.row()]
            paint_pill(
                painter, QPoint(cell.left() + _INSET, cell.center().y()), one.due, one.due_tone, cell.width() - _INSET
            )
        elif index.column() == BUTTON:
            self._paint_button(painter, self._table.button_area(index, cell), index)

    def _paint_button(self, painter: QPainter, area: QRect, index: _Index) -> None:
        colours = look.colours
        focused = self._table.hasFocus() and self._table.currentIndex().row() == index.row()
        over = self._table.hovered.isValid() and self._table.hovered == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.link if focused else colours.neutral.line), 2 if focused else 1))
        painter.setBrush(QColor(colours.hover if over else colours.card))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(colours.ink))
        painter.setFont(look.font(13))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()
