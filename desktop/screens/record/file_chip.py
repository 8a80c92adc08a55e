"""The field that takes files, and the chip that shows one of them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from complaints import attachment
from desktop.store.attachments import Content
from desktop.widgets.button import EnterButton
from desktop.widgets.theme import look
from desktop.wording import formats
from desktop.wording.translation import tr


class DropLine(EnterButton):
    """Looks like a field: Enter picks files, Ctrl+V pastes; files may be dropped on it."""

    def __init__(self) -> None:
        super().__init__()
        self._invitation = tr("Tarik foto/berkas ke sini, tempel, atau pilih…")
        self.setText(self._invitation)
        self.setProperty("role", "drop")
        self.setMinimumWidth(look.px(80))
        self.setAutoDefault(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - look.px(24)
        self.setText(self.fontMetrics().elidedText(self._invitation, Qt.TextElideMode.ElideRight, room))


class FileChip(QToolButton):
    """One attachment: its picture or kind, its name without anything harmful, and its size. Delete removes it."""

    removed = Signal()

    def __init__(self, file: Content, image: QImage | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = attachment.safe_name(file.name)
        self.setObjectName("attachment-file")
        self._size = formats.size(len(file.content))
        self._kind = self.name.rpartition(".")[2][:4].upper() if "." in self.name else "…"
        self._image = QPixmap.fromImage(image) if image is not None else None
        self.setAccessibleName(tr("Lampiran {name}, {size}; Delete untuk melepas", name=self.name, size=self._size))
        self.setToolTip("")
        self.setFixedSize(QSize(look.px(220), look.px(44)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - look.px(28):
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        edge, inset = look.px(26), look.px(5)
        area = self.rect()
        place = area.adjusted(inset, (area.height() - edge) // 2, 0, 0)
        place.setSize(QSize(edge, edge))
        if self._image is not None:
            size = self._image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            free = place.size() - size
            place.translate(free.width() // 2, free.height() // 2)
            place.setSize(size)
            painter.drawPixmap(place, self._image)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.colours.neutral.ground))
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(QColor(look.colours.neutral.ink))
            painter.setFont(look.font(9, bold=True))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._kind)
        text = area.adjusted(inset + edge + look.px(8), look.px(4), -look.px(26), -look.px(4))
        painter.setFont(look.font(12))
        painter.setPen(QColor(look.colours.ink))
        name = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideMiddle, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        painter.setFont(look.font(11))
        painter.setPen(QColor(look.colours.muted))
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, self._size)
        painter.drawText(
            area.adjusted(0, 0, -look.px(9), 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "✕"
        )
