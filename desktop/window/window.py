"""The one window of the program: log in, first start, and the desk are its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QScrollArea, QWidget

from desktop.preferences import Area, placed
from desktop.trace import mark
from desktop.widgets.layouts import take_out
from desktop.widgets.naming import named
from desktop.widgets.page_stack import Pages
from desktop.widgets.qt_numbers import NO_FOCUS
from desktop.widgets.theme import look

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QPaintEvent

WIDTH, HEIGHT = 1366, 768
# What a notebook of 1366×768 leaves at 150 percent beside title and task bar; below what a screen needs, all of it scrolls.
LEAST_WIDTH, LEAST_HEIGHT = 880, 420
TITLE_BAR = 36  # what a system draws over the window at most


class Window(QMainWindow):
    """`painted` comes once, after the first paint. Closing asks `may_close` first."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Buku Aduan")
        look.dress(self)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.page: QWidget | None = None
        # A page keeps its place while another is in front: taken out and put back, its hundreds of widgets would all be
        # styled anew.
        self.pages = Pages()
        scroll = named(QScrollArea(), "window-scroll", "Buku Aduan")
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setProperty("focusPolicy", NO_FOCUS)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.pages)
        self.setCentralWidget(scroll)
        self.may_close: Callable[[], bool] = lambda: True
        self._painted = False

    def appear(self, *, minimised: bool = False, place: str = "") -> None:
        """Fill a small screen; on a large one be where it was when it was closed, else as large as the screens were drawn for.

        Minimised, it does so when it is brought up. `place`: as `place` told it then.
        """
        space = self.screen().availableGeometry()
        small = space.width() <= WIDTH or place == "max"
        self.resize(space.size() if small else QSize(WIDTH, HEIGHT))
        if not small and place:
            space = space.adjusted(0, TITLE_BAR, 0, 0)
            room = Area(space.left(), space.top(), space.width(), space.height())
            if (before := placed(place, (LEAST_WIDTH, LEAST_HEIGHT), room)) is not None:
                self.setGeometry(*before)
        if minimised:
            if small:  # asking for a state loads the namespace Qt, 30 ms: a start that is seen does without
                self.setWindowState(self.windowState().WindowMaximized)
            self.showMinimized()
            # Nothing is painted before somebody brings it up: what waits for the first paint must not wait for that.
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)
        elif small:
            self.showMaximized()
        else:
            self.show()

    def place(self) -> str:
        """Where it is now: 'left,top,width,height', or 'max'."""
        at = self.normalGeometry() if self.isMinimized() else self.geometry()
        return "max" if self.isMaximized() else f"{at.left()},{at.top()},{at.width()},{at.height()}"

    def show_page(self, page: QWidget) -> None:
        """Put the page in front; the one before is kept as it is, out of sight."""
        if page is self.page:
            return
        self.page = page
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def remove_page(self, page: QWidget) -> None:
        """The page is not needed any more."""
        if page is self.page:
            self.page = None
        take_out(self.pages, page)

    def to_front(self) -> None:
        """Someone started the program again: this is it."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
        else:
            event.ignore()

    def _after_first_paint(self) -> None:
        mark("painted")
        self.painted.emit()
