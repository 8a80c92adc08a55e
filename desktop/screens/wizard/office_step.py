"""Which office: any desa or kelurahan of Indonesia, found by typing; those of Sinjai stand there first."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QCheckBox, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.office.units import HOME, Unit, Units
from desktop.resources import resource
from desktop.screens.operations import Operations
from desktop.screens.theme import SPACE_M, SPACE_XS, look
from desktop.screens.trace import mark
from desktop.screens.widgets.card import Card, hint
from desktop.screens.widgets.search import SearchField
from desktop.screens.wizard.step import Step
from desktop.wording.translation import tr

SHOWN = 100
_Index = QModelIndex | QPersistentModelIndex


class OfficeStep(Step):
    def __init__(self, operations: Operations) -> None:
        super().__init__(
            "office",
            tr("Kantor mana yang memakai buku ini?"),
            tr("Ketik nama desa atau kelurahan, boleh ditambah nama kecamatan atau kabupatennya."),
        )
        self._operations = operations
        self._units: Units | None = None
        self._answered: str | None = None
        self._hurried = ""  # Enter came on this text before its units did
        self.unit: Unit | None = None
        self.search = SearchField(tr("Misalnya: saotanre sinjai tengah"), "office-search")
        self.search.searched.connect(self._search)
        self.search.entered.connect(lambda _: self._entered())
        self.search.down.connect(self._into_list)
        self.column.addWidget(self.search)
        self.model = _UnitList()
        self.list = QListView()
        self.list.setObjectName("office-list")
        self.list.setAccessibleName(tr("Desa dan kelurahan yang cocok"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_UnitDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._chosen(now))
        self.list.activated.connect(lambda _: self.forward.emit())
        card = Card("office-card", space=SPACE_XS)
        card.column.addWidget(self.list)
        self.column.addWidget(card, 1)
        self.below = hint(tr("Memuat daftar 83.762 desa dan kelurahan…"), "office-below")
        self.column.addWidget(self.below)
        self.joins = QCheckBox(tr("Kantor ini sudah memakai Buku Aduan di komputer lain"))
        self.joins.setObjectName("office-joins")
        self.joins.setAccessibleName(self.joins.text())
        self.joining = hint(
            tr(
                "Setelah masuk, komputer ini didaftarkan di kabupaten dengan kode sendiri. Lalu pengaduan dari komputer lain masuk ke sini, dan nomor register komputer ini memakai huruf sendiri."
            ),
            "office-joining",
        )
        self.joining.hide()
        self.joins.toggled.connect(self.joining.setVisible)
        self.column.addWidget(self.joins)
        self.column.addWidget(self.joining)

    def begin(self) -> None:
        self.search.edit.setFocus()
        if self._units is None:
            self._operations.query("units", lambda: Units.load(resource("units/units.zlib")), self._loaded)

    def ready(self) -> bool:
        return self.unit is not None

    def parent_name(self) -> str:
        """The kecamatan of the chosen unit."""
        above = self._units.above(self.unit.code) if self._units and self.unit else ()
        return above[0].name if above else ""

    def _loaded(self, units: Units) -> None:
        self._units = units
        self._search(self.search.text())

    def _search(self, text: str) -> None:
        units = self._units
        if units is not None and text != self._answered:
            self._operations.query(
                "unit-search", lambda: units.search(text or HOME, SHOWN), lambda found: self._found(text, found)
            )

    def _found(self, text: str, found: tuple[Unit, ...]) -> None:
        self._answered = text
        self.model.show(found)
        mark("units found")
        if not found:
            self._chosen(QModelIndex())
            self.below.setText(tr("Tidak ada yang cocok. Periksa ejaannya, atau ketik sebagian saja."))
            return
        more = tr("Ketik lebih lengkap untuk mempersempit.") if len(found) == SHOWN else ""
        said = (
            tr("{count} ditampilkan. {more}", count=len(found), more=more)
            if text
            else tr("Kabupaten Sinjai ditampilkan lebih dahulu.")
        )
        self.below.setText(said.strip())
        hurried, self._hurried = self._hurried, ""
        if text:
            self.list.setCurrentIndex(self.model.index(0))
            if len(found) == 1 and text == hurried == self.search.text():
                self.forward.emit()
        else:
            self.list.clearSelection()
            self._chosen(QModelIndex())

    def _chosen(self, index: _Index) -> None:
        self.unit = self.model.units[index.row()] if index.isValid() else None
        self.ready_changed.emit()

    def _entered(self) -> None:
        # Enter right after the last letter may come before its answer: then the list still shows another text's units.
        if self._answered != self.search.text():
            self._hurried = self.search.text()
        elif self.unit is not None:
            self.forward.emit()

    def _into_list(self) -> None:
        if self.model.units:
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))


class _UnitList(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.units: tuple[Unit, ...] = ()

    def show(self, units: tuple[Unit, ...]) -> None:
        self.beginResetModel()
        self.units = units
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.units)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        unit = self.units[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return unit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{unit.title}, {unit.path}"
        if role == Qt.ItemDataRole.UserRole:
            return unit
        return None


class _UnitDelegate(QStyledItemDelegate):
    """The name, and under it where it lies; the code at the end."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, look.px(44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours, unit = look.colours, index.data(Qt.ItemDataRole.UserRole)
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.selected))
            painter.fillRect(QRect(area.topLeft(), QSize(3, area.height())), QColor(colours.link))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(SPACE_M, 0, -SPACE_M, 0)
        half = area.height() // 2
        painter.setPen(QColor(colours.ink))
        painter.setFont(look.font(13, bold=bool(state & QStyle.StateFlag.State_Selected)))
        top = QRect(inner.topLeft(), QSize(inner.width(), half + 2))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, unit.title)
        painter.setPen(QColor(colours.muted))
        painter.setFont(look.font(11))
        bottom = QRect(inner.topLeft() + QPoint(0, half + 2), QSize(inner.width(), half - 2))
        painter.drawText(bottom, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, unit.path)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, unit.code)
        painter.restore()
