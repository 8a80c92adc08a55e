"""The table of past syncs: when, by which path, how it ended, what went either way. The newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.screens.sync import sentences
from desktop.screens.theme import look
from desktop.screens.widgets.dot import paint_dot
from desktop.screens.widgets.row_table import as_rows
from desktop.wording import formats
from desktop.wording.translation import tr, tr_sentence

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.office.office import Office
    from desktop.screens.operations import Operations
    from desktop.store.attempts import Attempt

AT, PATH, RESULT, COUNTS, SIZE = range(5)
TONE, WHOLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
PAGE = 50
INSET, BAR, ROW = 11, 3, 35
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class Attempts(QAbstractTableModel):
    """The attempts that have been read; more come when the end is near. `filled` when the newest page has come."""

    filled = Signal()

    def __init__(self, operations: Operations, office: Office) -> None:
        super().__init__()
        self._operations, self._office = operations, office
        self.attempts: list[Attempt] = []
        self._due: datetime | None = None
        self._stopped = False
        self._more = False
        self._asking = False

    def refresh(self) -> None:
        """The newest page again: what was read behind it is read again when it is looked at."""
        office = self._office
        self._operations.query("sync-history", lambda: office.district.history(PAGE), self._replace)

    def set_next(self, due: datetime | None, *, stopped: bool) -> None:
        """When the next try is, or that there is none before somebody acts: told in the newest line, if that one failed."""
        if (due, stopped) != (self._due, self._stopped):
            self._due, self._stopped = due, stopped
            if self.attempts:
                self.dataChanged.emit(self.index(0, RESULT), self.index(0, RESULT))

    def _replace(self, found: list[Attempt]) -> None:
        # What went by USB stick is told anew when the district's answer to it is read.
        same = [(one.id, one) for one in found] == [(one.id, one) for one in self.attempts[: len(found)]]
        if not same or not self.attempts:
            self.beginResetModel()
            self.attempts = found
            self._more = len(found) == PAGE
            self.endResetModel()
        self.filled.emit()

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and self._more and not self._asking

    def fetchMore(self, _parent: _Index) -> None:
        if not self._more or self._asking or not self.attempts:
            return
        self._asking = True
        office, last = self._office, self.attempts[-1]
        key = f"sync-history-{id(self)}"
        self._operations.query(key, lambda: office.district.history(PAGE, last), lambda found: self._add(last, found))

    def _add(self, last: Attempt, found: list[Attempt]) -> None:
        self._asking = False
        if not self.attempts or self.attempts[-1].id != last.id:
            return
        self._more = len(found) == PAGE
        if found:
            self.beginInsertRows(QModelIndex(), len(self.attempts), len(self.attempts) + len(found) - 1)
            self.attempts += found
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.attempts)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else SIZE + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self.attempts[index.row()]
        if role == TONE:
            # Being without a network is nothing to worry about; what only people can mend is.
            return "danger" if self._stopped and index.row() == 0 else sentences.TONES[one.outcome]
        if role in (WHOLE, Qt.ItemDataRole.ToolTipRole):
            return tr_sentence(one.sentence) if one.sentence else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == AT:
            return ", ".join(self._text(index.row(), column) for column in range(SIZE + 1))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(index.row(), index.column())
        return None

    def _text(self, row: int, column: int) -> str:
        one, today = self.attempts[row], self._office.today()
        match column:
            case 0:
                return formats.day_and_time(one.at, today)
            case 1:
                return sentences.path(one)
            case 2:
                failed = row == 0 and one.path == "internet" and one.outcome in ("interrupted", "failed")
                return sentences.outcome(one) + (sentences.again(self._due, today) if failed else "")
            case 3:
                return f"{formats.number(one.sent)} / {formats.number(one.received)}"
            case _:
                return formats.size(one.bytes)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Waktu"), tr("Jalur"), tr("Hasil"), tr("Kirim / terima"), tr("Data"))[section]


class AttemptTable(QTableView):
    """`chosen` with the whole sentence of the chosen attempt, '' when it says all there is."""

    chosen = Signal(str)

    def __init__(self, attempts: Attempts) -> None:
        super().__init__()
        self.setObjectName("sync-history")
        self.setAccessibleName(tr("Sinkronisasi yang lalu"))
        self.attempts = attempts
        self.setModel(attempts)
        self.setItemDelegate(_Row(self))
        as_rows(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setDefaultAlignment(_LEFT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(RESULT, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))
        attempts.modelReset.connect(lambda: self._tell(self.currentIndex()))
        look.changed.connect(self._measure)
        self._measure()

    def _tell(self, now: _Index) -> None:
        whole = str(now.data(WHOLE) or "") if now.isValid() else ""
        self.chosen.emit(whole)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.attempts.rowCount():
            self.selectRow(0)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        self.horizontalHeader().setFixedHeight(look.px(36))
        wide, bold = QFontMetrics(look.font(13)), QFontMetrics(look.font(12, bold=True))
        pad = look.px(24)
        self.setColumnWidth(AT, wide.horizontalAdvance("30 Nov 2000 00.00") + pad)
        self.setColumnWidth(PATH, max(wide.horizontalAdvance(tr("Flashdisk")), look.px(90)) + pad)
        self.setColumnWidth(COUNTS, bold.horizontalAdvance(tr("Kirim / terima")) + pad)
        self.setColumnWidth(SIZE, wide.horizontalAdvance("000,0 MB") + pad)


class _Row(QStyledItemDelegate):
    """Choice covers the row; how it ended has a dot before its words."""

    def __init__(self, table: AttemptTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(option.rect.width(), look.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell, colours = QRect(option.rect), look.colours
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(cell, QColor(colours.selected))
        painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), QColor(colours.line))
        if selected and index.column() == AT and self._table.hasFocus():
            painter.fillRect(QRect(cell.left(), cell.top(), BAR, cell.height()), QColor(colours.link))
        area = cell.adjusted(INSET, 0, -INSET // 2, -1)
        if index.column() == RESULT:
            side = look.px(8)
            paint_dot(painter, QPointF(area.left() + side / 2, area.center().y() + 1), side, index.data(TONE))
            area.setLeft(area.left() + side + look.px(6))
        painter.setFont(look.font(13))
        painter.setPen(QColor(colours.ink))
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT | Qt.TextFlag.TextSingleLine, shown)
