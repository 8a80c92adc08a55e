"""A window that shows one image: fitted to the window, or as large as it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QWidget

from complaints.errors import OfficeError
from desktop.screens.theme import SPACE_M, SPACE_S
from desktop.screens.widgets import Button, label
from desktop.screens.widgets.layouts import STRETCH, add_to, column_of
from desktop.screens.widgets.naming import named
from desktop.wording.translation import tr, tr_phrase

STEP, LEAST, MOST = 1.25, 0.05, 8.0


class ImageWindow(QDialog):
    save_asked = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("image-window")
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(900, 640)
        self._whole: QPixmap | None = None
        self._scale: float | None = None
        self._area = QScrollArea()
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = named(QLabel(), "image", name)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setText(tr("Membuka gambar…"))
        self._area.setWidget(self.picture)
        self._area.setWidgetResizable(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        for text, object_name, act in (
            (tr("Perbesar (+)"), "image-larger", lambda: self._zoom(STEP)),
            (tr("Perkecil (−)"), "image-smaller", lambda: self._zoom(1 / STEP)),
            (tr("Pas di jendela (0)"), "image-fit", self._fit),
            (tr("Simpan salinan…"), "image-save", self.save_asked.emit),
        ):
            button = Button(text, object_name, clicked=act)
            row.addWidget(button)
        add_to(row, STRETCH, label(tr("Esc menutup"), "hint"))
        column_of((self._area, 1), row, of=self, margins=(SPACE_M, SPACE_M, SPACE_M, SPACE_M))

    def show_image(self, image: QImage | None) -> None:
        if image is None:
            self.picture.setText(tr("Gambar ini tidak dapat dibaca. Simpan salinannya, lalu buka dengan program lain."))
            return
        self._whole = QPixmap.fromImage(image)
        self._fit()

    def refuse(self, refusal: OfficeError) -> None:
        self.picture.setText(tr_phrase(refusal.phrase))

    def _fit(self) -> None:
        self._scale = None
        self._draw()

    def _zoom(self, factor: float) -> None:
        if self._whole is not None:
            now = self._scale or self.picture.pixmap().width() / max(self._whole.width(), 1)
            self._scale = min(max(now * factor, LEAST), MOST)
            self._draw()

    def _draw(self) -> None:
        if self._whole is None:
            return
        room = self._area.viewport().size()
        size = (
            self._whole.size() * self._scale
            if self._scale
            else self._whole.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        )
        if self._scale is None and size.width() > self._whole.width():
            size = self._whole.size()
        self.picture.setPixmap(
            self._whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        self.picture.setMinimumSize(size if self._scale else size.scaled(1, 1, Qt.AspectRatioMode.KeepAspectRatio))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._scale is None:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.text():
            case "+" | "=":
                self._zoom(STEP)
            case "-":
                self._zoom(1 / STEP)
            case "0":
                self._fit()
            case _:
                super().keyPressEvent(event)
