"""The pages of a document one below the other: only those in sight are drawn, so a register of hundreds opens at once."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.documents.page_places import PagePlaces, bounded, fitting_zoom, page_places, page_size
from desktop.documents.pdf_pages import PdfPages, Picture
from desktop.documents.picture_cache import PictureCache
from desktop.lanes.operations import Operations
from desktop.widgets.theme import SPACE_M, look
from desktop.wording.translation import tr

STEP = 1.2  # of the zoom
MOST_PICTURES = 8  # in memory; one page at 100 % is some 3 MB


class PageView(QAbstractScrollArea):
    """`moved` comes with the number of the page in sight, from 0. Zoom 1 is the paper's own size."""

    moved = Signal(int)

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.setObjectName("document-pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._operations = operations
        self._pages: PdfPages | None = None
        self._places = PagePlaces((), 0, 0)
        self._zoom: float | None = None  # None: as wide as the window
        self._pictures = PictureCache[QImage](MOST_PICTURES)
        self._requested: set[tuple[int, int]] = set()
        self._at = -1
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pages(self, pages: PdfPages) -> None:
        """Takes over the pages, and closes those before."""
        self.close_pages()
        self._pages = pages
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def close_pages(self) -> None:
        if self._pages is not None:
            self._pages.close()
        self._pages, self._at = None, -1
        self._pictures.clear()
        self._requested.clear()

    @property
    def zoom(self) -> float:
        """The zoom in force."""
        return self._zoom or self._fitting()

    def zoom_by(self, factor: float) -> None:
        self._zoom = bounded(self.zoom * factor)
        self._lay_out()

    def fit(self) -> None:
        self._zoom = None
        self._lay_out()

    def go(self, page: int) -> None:
        if 0 <= page < len(self._places.tops):
            self.verticalScrollBar().setValue(self._places.tops[page] - SPACE_M)

    def _fitting(self) -> float:
        return fitting_zoom(self._pages.sizes if self._pages else (), self.viewport().width() - 2 * SPACE_M)

    def _lay_out(self) -> None:
        """Places the pages anew, with the same page in sight."""
        if self._pages is None:
            return
        bar, at = self.verticalScrollBar(), max(self._at, 0)
        self._places = page_places(self._pages.sizes, self.zoom, SPACE_M)
        bar.setRange(0, max(0, self._places.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, self._places.width + 2 * SPACE_M - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        self._requested.clear()
        if at:
            self.go(at)
        self.viewport().update()

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = self._places.page_at(middle)
        if page != self._at and self._pages is not None:
            self._at = page
            self.setAccessibleName(tr("Halaman {page} dari {pages}", page=page + 1, pages=len(self._pages)))
            self.moved.emit(page)
        self.viewport().update()

    # Drawing ---------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.colours.line))
        if self._pages is None:
            return
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        for page, top in enumerate(self._places.tops):
            width, height = page_size(self._pages.sizes[page], self.zoom)
            if top + height < down:
                continue
            if top > down + self.viewport().height():
                break
            x = max(SPACE_M, (self.viewport().width() - width) // 2) - across
            place = QRect(x, top - down, width, height)
            painter.fillRect(place, QColor("white"))
            picture = self._picture(page)
            if picture is not None:
                painter.drawImage(place, picture)
            painter.setPen(QColor(look.colours.edge))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _picture(self, page: int) -> QImage | None:
        """The page in the size that it is shown in; until that is drawn, in another size; None when there is none yet."""
        dots = round(self.zoom * 96 * self.devicePixelRatioF())
        if (picture := self._pictures.find(page, dots)) is not None:
            return picture
        if (page, dots) not in self._requested and self._pages is not None:
            self._requested.add((page, dots))
            pages = self._pages
            self._operations.query(
                f"page-{id(self)}-{page}", lambda: image(pages.picture(page, dots)),
                lambda picture: self._arrived(pages, page, dots, picture),
            )  # fmt: skip
        return self._pictures.in_any_size(page)

    def _arrived(self, pages: PdfPages, page: int, dots: int, picture: QImage) -> None:
        self._requested.discard((page, dots))
        if pages is not self._pages:
            return
        self._pictures.keep(page, dots, picture)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        match event.text(), event.key():
            case (("+" | "="), _):
                self.zoom_by(STEP)
            case "-", _:
                self.zoom_by(1 / STEP)
            case "0", _:
                self.fit()
            case _, Qt.Key.Key_Home:
                bar.setValue(0)
            case _, Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case _, (Qt.Key.Key_PageDown | Qt.Key.Key_Right):
                self.go(self._at + 1)
            case _, (Qt.Key.Key_PageUp | Qt.Key.Key_Left):
                self.go(self._at - 1)
            case _:
                super().keyPressEvent(event)


def image(picture: Picture) -> QImage:
    """The picture as an image of Qt that has its own memory."""
    return QImage(picture.content, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()
