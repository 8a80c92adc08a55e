"""A window that shows one image: fitted to the window, or as large as it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from complaints.errors import OfficeError
from desktop.widgets import Button, label, name_window, named
from desktop.widgets.layouts import STRETCH, column_of, row_of
from desktop.widgets.theme import SPACE_M, SPACE_S
from desktop.wording.translation import tr, tr_phrase

STEP, SMALLEST, LARGEST = 1.25, 0.05, 8.0


class ImageWindow(QDialog):
    save_asked = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        name_window(self, "image-window", name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(900, 640)
        self._image: QPixmap | None = None
        self._scale: float | None = None
        self._area = named(QScrollArea(), "image-area", name)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = named(QLabel(), "image", name)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setText(tr("Membuka gambar…"))
        self._area.setWidget(self.picture)
        self._area.setWidgetResizable(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = row_of(
            Button(tr("Perbesar (+)"), "image-larger", clicked=lambda: self._zoom(STEP)),
            Button(tr("Perkecil (−)"), "image-smaller", clicked=lambda: self._zoom(1 / STEP)),
            Button(tr("Pas di jendela (0)"), "image-fit", clicked=self._fit),
            Button(tr("Simpan salinan…"), "image-save", clicked=self.save_asked),
            STRETCH,
            label(tr("Esc menutup"), "hint"),
            space=SPACE_S,
        )
        column_of((self._area, 1), row, of=self, margins=(SPACE_M, SPACE_M, SPACE_M, SPACE_M))

    def show_image(self, image: QImage | None) -> None:
        if image is None:
            self.picture.setText(tr("Gambar ini tidak dapat dibaca. Simpan salinannya, lalu buka dengan program lain."))
            return
        self._image = QPixmap.fromImage(image)
        self._fit()

    def refuse(self, refusal: OfficeError) -> None:
        self.picture.setText(tr_phrase(refusal.phrase))

    def _fit(self) -> None:
        self._scale = None
        self._draw()

    def _zoom(self, factor: float) -> None:
        if self._image is not None:
            now = self._scale or self.picture.pixmap().width() / max(self._image.width(), 1)
            self._scale = min(max(now * factor, SMALLEST), LARGEST)
            self._draw()

    def _draw(self) -> None:
        if self._image is None:
            return
        size = self._image.size()
        if self._scale:
            size *= self._scale
        else:
            fitted = size.scaled(self._area.viewport().size(), Qt.AspectRatioMode.KeepAspectRatio)
            size = fitted if fitted.width() <= size.width() else size
        self.picture.setPixmap(
            self._image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
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
